"""The command `bridges` and its three questions, on the seed facts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from coalition.analysis.bridges.between_groups import bridges_between
from coalition.analysis.bridges.ranking import COLUMNS
from coalition.cli import bridges as command
from coalition.errors import CoalitionError
from coalition.model.network import Network


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, seed_network: Network) -> Any:
    monkeypatch.setattr(command, "open_network", lambda *counted: seed_network)

    def runs(*arguments: str) -> Result:
        return CliRunner().invoke(command.app, ["bridges", *arguments], catch_exceptions=False)

    return runs


@pytest.mark.parametrize("by", ["regional_group", "bloc", "kind", "country"])
def test_every_partition_is_ranked_with_all_columns_in_json(run: Any, by: str) -> None:
    found = json.loads(run("--group-by", by, "--replicates", "20", "--format", "json").stdout)
    assert list(found["rows"][0]) == COLUMNS
    assert found["rows"][0]["rank"] == 1
    assert found["rows"][0]["name"] in found["answer"]


def test_the_table_for_people_names_the_group_and_the_interval(run: Any) -> None:
    shown = " ".join(run().stdout.split())
    assert "rank first as bridges between regional groups, but the order is unsure. The rank of Mexico" in shown
    assert "rank from to name group" in shown


def test_between_two_groups_is_what_the_analysis_finds(run: Any, seed_network: Network) -> None:
    found = json.loads(run("--between", "african", "weog", "--on", "R18", "--format", "json").stdout)
    expected = bridges_between(seed_network, "R18", "african", "weog")
    assert found["answer"] == expected.sentence
    assert [row["actor_id"] for row in found["rows"]] == list(expected.table["actor_id"])


def test_a_fragile_place_names_the_stance(run: Any) -> None:
    found = json.loads(run("--fragile", "GTM", "--format", "json").stdout)
    assert found["answer"].startswith("Guatemala (rank 10 of 193): fragile; one stance takes it out of the first 10")
    assert [(row["recorded"], row["changed"]) for row in found["rows"]] == [("abstain", "support")]
    assert "Islamic Republic of Iran" in run("--fragile", "GTM").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--group-by", "nonsense"], "no column 'nonsense'"),
        (["--between", "african", "weog"], "belong together"),
        (["--on", "R18"], "belong together"),
        (["--between", "african", "Narnia", "--on", "R18"], "no group or bloc Narnia; there are african"),
        (["--between", "weog", "WEOG", "--on", "R18"], "name two different groups"),
        (["--between", "african", "weog", "--on", "R18", "--fragile", "CHL"], "one at a time"),
        (["--fragile", "CHL", "--first", "500"], "k: 500 is not possible"),
        (["--fragile", "CHL", "--group-by", "kind"], "use regional_group or bloc"),
        (["--fragile", "CHI"], "no actor CHI; did you mean"),
        (["--replicates", "-1"], "replicates: -1"),
        (["--first", "3"], "--first is of --fragile"),
        (["--group-by", "name"], "actors have no column 'name' to group by"),
    ],
)
def test_a_mistake_is_a_sentence(run: Any, arguments: list[str], words: str) -> None:
    with pytest.raises(CoalitionError, match=words):
        run(*arguments)
