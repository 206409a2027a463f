"""`coalition coalition-for` and `coalition assign` on the seeds, without a database."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from coalition.cli import coalitions
from coalition.errors import CoalitionError
from coalition.model.network import Network


@pytest.fixture
def run(seed_network: Network, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(coalitions, "open_network", lambda *counted: seed_network)

    def ran(*arguments: str) -> str:
        return CliRunner().invoke(coalitions.app, list(arguments), catch_exceptions=False).stdout

    return ran


FOUR = ("R18", "R21.1", "R22.3", "R20.2", "--supporters", "2", "--groups", "3")


def test_the_smallest_coalition_says_who_is_in_why_and_that_it_is_proven(run: Any) -> None:
    found = json.loads(
        run("coalition-for", *FOUR, "--must", "CHL", "--quota", "nhri=1", "--alternatives", "--format", "json")
    )
    assert "7 members: all 4 recommendations covered; proven: no coalition of fewer than 7" in found["answer"]
    assert found["proof"] == [{"status": "optimal", "size": 7, "bound": 7.0, "gap": 0.0, "one of several": True}]
    why = {row["actor_id"]: row["why"] for row in found["rows"]}
    assert why["CHL"] == "named as a must"
    assert [row["why"] for row in found["rows"] if row["kind"] == "nhri"] == ["needed for the quota of nhri: 1 or more"]
    assert len(found["alternatives"]) == 10
    assert all("CHL" in row["members"].split(";") for row in found["alternatives"])
    assert found["unmet"] == found["nearest"] == []


def test_a_budget_that_is_too_small_is_named_with_the_nearest(run: Any) -> None:
    found = json.loads(run("coalition-for", *FOUR, "--budget", "4", "--format", "json"))
    assert found["unmet"] == [{"rule": "the budget of 4 is too small: 5 needed"}]
    assert found["rows"] == []
    assert 0 < len(found["nearest"]) <= 4
    assert found["shortfalls"]
    assert "the budget of 4 is too small" in run("coalition-for", *FOUR, "--budget", "4")


def test_the_largest_coverage_of_three_members(run: Any) -> None:
    found = json.loads(run("coalition-for", "--largest", "--budget", "3", "--among", "state", "--format", "json"))
    assert found["proof"][0]["bound"] == len(found["covered"])
    assert len(found["rows"]) == 3
    assert "no coalition under this budget carries more" in found["answer"]


def test_leads_are_shared_out_with_their_reasons(run: Any) -> None:
    found = json.loads(run("assign", "R18", "R19.2", "R20.2", "--leads", "2", "--format", "json"))
    assert [row["note"] for row in found["rows"] if not row["actor_id"]] == [
        "those eligible come from 1 group, 2 needed",
    ]  # fmt: skip
    assert found["proof"][0]["status"] == "optimal"
    assert "supports" in run("assign", "R18")
    every = json.loads(run("assign", "--unrecorded", "--uneven", "--format", "json"))
    assert "no group holds more than" not in every["answer"]
    assert "no group holds more than" in json.loads(run("assign", "--format", "json"))["answer"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("coalition-for", "R99"), "no recommendation R99"),
        (("coalition-for", "R18", "--must", "XYZ"), "no actor XYZ"),
        (("coalition-for", "R18", "--quota", "nhri"), "write a kind or group with its least number"),
        (("coalition-for", "R18", "--quota", "bank=1"), "quota: 'bank' is no kind or group"),
        (("coalition-for", "R18", "--among", "bank"), "among: bank is no kind"),
        (("coalition-for", "R18", "--largest"), "--largest needs --budget"),
        (("coalition-for", "R18", "--budget", "-1"), "budget: -1"),
        (("coalition-for", "R18", "R18"), "R18 given more than once"),
        (("assign", "R99"), "no recommendation R99"),
        (("coalition-for", "R18", "--must", "CHL", "--must-not", "CHL"), "must and must_not: CHL in both"),
        (("what-if", "CHL:GA-70-161=oppose", "--groups", "2"), "--groups is of the coalition that --coalition seeks"),
    ],
)
def test_a_wrong_argument_is_a_sentence(run: Any, arguments: tuple[str, ...], words: str) -> None:
    with pytest.raises(CoalitionError, match=words):
        run(*arguments)


@pytest.mark.parametrize("arguments", [("assign", "--capacity", "0"), ("coalition-for", "R18", "--seconds", "0")])
def test_a_number_out_of_range_is_refused_before_the_map_is_opened(arguments: tuple[str, ...]) -> None:
    done = CliRunner().invoke(coalitions.app, list(arguments))
    assert done.exit_code == 2
    assert arguments[-2] in done.output
