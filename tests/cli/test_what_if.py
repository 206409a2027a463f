"""`coalition what-if`, `words-and-deeds`, `mutual-backing`, `missing-voices` and `gaps`, without a database."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from coalition.cli import actors, coalitions, gaps
from coalition.errors import CoalitionError
from coalition.model.network import Network


@pytest.fixture
def run(seed_network: Network, monkeypatch: pytest.MonkeyPatch) -> Any:
    for module in (actors, coalitions, gaps):
        monkeypatch.setattr(module, "open_network", lambda *counted: seed_network)

    def ran(module: Any, *arguments: str) -> str:
        return CliRunner().invoke(module.app, list(arguments), catch_exceptions=False).stdout

    return ran


def test_a_what_if_gives_all_tables(run: Any) -> None:
    found = json.loads(
        run(coalitions, "what-if", "CHL:GA-70-161=oppose", "--coalition", "R18", "--groups", "3", "--format", "json")
    )
    assert found["answer"].startswith("If Chile opposed “")
    assert [(row["before"], row["after"]) for row in found["positions"]] == [("supports", "mixed")]
    assert found["gaps"][0]["supporters_change"] == -1
    assert found["coalition"][0]["size_change"] == 0
    shown = " ".join(run(coalitions, "what-if", "CHL:GA-70-161=oppose").split())
    assert "Chile would have a mixed record" in shown


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("CHL=oppose", "write ACTOR:EVIDENCE=POSITION"),
        ("CHL:GA-70-161", "write ACTOR:EVIDENCE=POSITION"),
        ("CHI:GA-70-161=oppose", "no actor CHI"),
        ("CHL:GA-70-16=oppose", "no evidence GA-70-16; did you mean"),
        ("CHL:GA-70-161=no", "'no' is no position"),
    ],
)
def test_a_change_that_cannot_be_read_is_a_sentence(run: Any, change: str, message: str) -> None:
    with pytest.raises(CoalitionError, match=message):
        run(coalitions, "what-if", change)


def test_a_gap_comes_with_who_could_take_it(run: Any) -> None:
    found = json.loads(run(gaps, "gaps", "R24.8", "--format", "json"))
    assert found["could_take_it"][0]["name"] == "Georgia"
    assert found["rows"][0]["effective_groups"] == 1.0
    assert found["rows"][0]["over_represented"] == "weog"
    assert "Georgia" in run(gaps, "gaps", "R24.8")


def test_words_reciprocity_and_voices_answer_in_a_sentence(run: Any) -> None:
    assert json.loads(run(actors, "words-and-deeds", "DEU", "--format", "json"))["answer"].startswith(
        "Of 13 themes, Germany has said so on 8, led, joined or voted yes on 12 and did it itself on 8"
    )
    assert len(json.loads(run(actors, "words-and-deeds", "--format", "json"))["rows"]) == 195
    pairs = json.loads(run(actors, "mutual-backing", "--limit", "3", "--format", "json"))
    assert len(pairs["rows"]) == 3
    assert "could trade support" in pairs["answer"]
    assert "back a priority of Chile" in run(actors, "mutual-backing", "CHL")
    table = json.loads(run(gaps, "missing-voices", "R21.10", "--format", "json"))["rows"]
    assert {"media", "trade union", "faith group"} <= {row["voice"] for row in table}
    with pytest.raises(CoalitionError, match="no recommendation R99"):
        run(gaps, "missing-voices", "R99")
    with pytest.raises(CoalitionError, match="no actor XYZ"):
        run(actors, "words-and-deeds", "XYZ")
