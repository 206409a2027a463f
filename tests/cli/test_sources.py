"""`coalition check --sources` and `coalition words-and-deeds`, on the seeds."""

from __future__ import annotations

import json
import re

import pytest
from typer.testing import CliRunner, Result

from coalition.analysis.weak_sources import COLUMNS
from coalition.cli import actors, data
from coalition.model.network import Network


@pytest.fixture(autouse=True)
def seeds_only(seed_network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "open_network", lambda *counted: seed_network)
    monkeypatch.setattr(actors, "open_network", lambda *counted: seed_network)


def run(app: object, *arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), env={"COLUMNS": "80"})  # type: ignore[arg-type]


def test_weak_sources_are_listed_by_evidence_and_are_no_failure() -> None:
    done = run(data.app, "check", "--sources", "--format", "json")
    assert done.exit_code == 0
    answer = json.loads(done.stdout)
    assert list(answer["rows"][0]) == COLUMNS
    claims = [row["claims"] for row in answer["rows"]]
    assert claims == sorted(claims, reverse=True)
    assert answer["answer"].startswith(f"{sum(claims):,} of 60,200 claims, on {len(claims)} pieces of evidence")


def test_people_see_the_source_below_its_evidence() -> None:
    shown = run(data.app, "check", "--sources").stdout
    assert "source: cnbcafrica.com/apo/2018/07/27" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_what_is_missing_is_not_on_this_map() -> None:
    shown = run(actors.app, "words-and-deeds", "CHL").stdout
    assert "not on this map" in shown
    assert "led, joined or voted" in shown
    assert not re.search(r"\b0 of \d", shown)


def test_programs_get_the_numbers() -> None:
    rows = json.loads(run(actors.app, "words-and-deeds", "CHL", "--format", "json").stdout)["rows"]
    assert {"said", "said_of", "backed", "backed_of", "did", "did_of", "asked_only"} <= set(rows[0])
    assert "did it itself" not in rows[0]
