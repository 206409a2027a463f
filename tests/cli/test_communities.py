"""The command `communities` on the seed facts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from coalition.analysis.bridges.backbone import COLUMNS as TIES
from coalition.analysis.bridges.communities import COLUMNS
from coalition.cli import bridges as command
from coalition.errors import CoalitionError
from coalition.model.network import Network


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, seed_network: Network) -> Any:
    monkeypatch.setattr(command, "open_network", lambda *counted: seed_network)

    def runs(*arguments: str) -> Result:
        return CliRunner().invoke(command.app, ["communities", *arguments], catch_exceptions=False)

    return runs


def test_json_holds_all_columns_and_the_regional_groups(run: Any, seed_network: Network) -> None:
    found = json.loads(run("--format", "json").stdout)
    assert list(found["rows"][0]) == COLUMNS
    assert len(found["rows"]) == len(seed_network.states)
    assert {row["group"] for row in found["groups"]} == set(seed_network.groups.index)
    assert "communities of" in found["answer"]


def test_the_ties_themselves_have_both_signs(run: Any) -> None:
    found = json.loads(run("--ties", "--format", "json").stdout)
    assert list(found["rows"][0]) == TIES
    assert {row["tie"] for row in found["rows"]} == {"positive", "negative"}


def test_recurring_texts_can_be_counted_once(run: Any) -> None:
    assert "on 65 contested items" in " ".join(run("--once", "--ties", "--format", "json").stdout.split())


def test_where_nothing_is_validated_it_says_what_is_needed_and_shows_the_nearest(run: Any) -> None:
    found = json.loads(run("--kind", "nhri", "--ties", "--format", "json").stdout)
    assert "no tie survives the correction" in found["answer"]
    assert "items would be needed" in found["answer"]
    assert [row["tie"] for row in found["rows"]] == [""] * 10
    assert " ".join(run("--kind", "nhri").stdout.split()).count("items would be needed") >= 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["--kind", "martian"], "'martian' is no kind of actor"), (["--alpha", "2"], "alpha: 2 is not")],
)
def test_a_mistake_is_a_sentence(run: Any, arguments: list[str], words: str) -> None:
    with pytest.raises(CoalitionError, match=words):
        run(*arguments)
