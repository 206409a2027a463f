"""--disputed and --declarations: what counts, and that the answer says so."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from typer.testing import CliRunner

from coalition.cli import actors, bridges, coalitions, gaps, main, partners
from coalition.model.network import Network

Ask = Callable[[str], dict[str, Any]]


@pytest.fixture
def ask(seed_network: Network, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """The answer of a command as JSON, on the seeds."""
    for module in (actors, bridges, coalitions, gaps):
        monkeypatch.setattr(
            module, "open_network", lambda *how: seed_network.recounted(disputed=how[0], declarations=how[1])
        )
    monkeypatch.setattr(
        partners, "open_versioned", lambda *how: (seed_network.recounted(disputed=how[0], declarations=how[1]), 1)
    )

    def asked(words: str) -> dict[str, Any]:
        done = CliRunner().invoke(main.app, [*words.split(), "--format", "json"], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    return asked


@pytest.mark.parametrize(
    "words",
    [
        "assign R18",
        "bridges --replicates 0",
        "coalition-for R18",
        "gaps",
        "gaps R16",
        "missing-voices",
        "mutual-backing CHL",
        "partners R18",
        "positions R18",
        "similar-actors CHL",
        "what-if CHL:HRC-26-9=support",
    ],
)
def test_the_answer_says_what_counts(ask: Ask, words: str) -> None:
    answer = ask(f"{words} --disputed")["answer"]
    assert answer.endswith("Disputed readings count here.")
    assert answer.count("Disputed readings count here.") == 1
    assert ask(f"{words} --declarations")["answer"].endswith("Declarations count here as support.")


def test_positions_are_those_that_count(ask: Ask) -> None:
    """R11 rests on disputed readings alone; on R13 178 have only said so."""
    assert ask("positions R11")["rows"] == []
    supporting = [row for row in ask("positions R11 --disputed")["rows"] if row["position"] in ("leads", "supports")]
    assert len(supporting) == 84
    said = {row["position"] for row in ask("positions R13")["rows"]}
    assert said == {"declared"}
    assert len([row for row in ask("positions R13 --declarations")["rows"] if row["position"] == "supports"]) == 178


def test_one_sort_of_gap_is_listed_when_asked_for(ask: Ask) -> None:
    found = ask("gaps --only declared")
    assert [row["recommendation_id"] for row in found["rows"]] == ["R13", "R16", "R23.1"]
    assert found["answer"].endswith("Listed: declared only.")
    assert [row["declared"] for row in found["rows"]] == [178, 15, 28]
    refused = CliRunner().invoke(main.app, ["gaps", "--only", "lonely"])
    assert str(refused.exception) == (
        "--only lonely: there is no such sort of gap; use unasked, disputed, nobody, declared, actor, group, lead, "
        "unrecorded, addressee, kind, many"
    )
