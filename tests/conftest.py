"""A network of six actors that every test can read at a glance, and the seeds, read once."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import pytest

from coalition.exchange.tables import read_tables
from coalition.model.network import Network
from coalition.model.vocabulary import COLUMNS, Tables
from coalition.settings import resource


def make_tables(
    stances: dict[tuple[str, str], str],
    *,
    groups: dict[str, str] | None = None,
    kinds: dict[str, str] | None = None,
    evidence: dict[str, dict[str, str]] | None = None,
    bears_on: dict[str, str] | None = None,
    recommendations: dict[str, dict[str, str]] | None = None,
) -> Tables:
    """Tables from (actor, evidence) -> position; whatever is not given is filled with plain values."""
    groups, kinds = groups or {}, kinds or {}
    actors = sorted({actor for actor, _ in stances} | set(groups) | set(kinds))
    items = sorted({item for _, item in stances} | set(evidence or {}))
    links = {item: f"R-{item}" for item in items} if bears_on is None else bears_on
    goals = sorted(set(links.values()) | set(recommendations or {}))
    return Tables(
        groups=_frame(
            "groups", [{"id": group, "name": group.title()} for group in sorted(set(groups.values()) - {""})]
        ),
        blocs=_frame("blocs", []),
        actors=_frame(
            "actors",
            [
                {"id": a, "name": a.upper(), "kind": kinds.get(a, "state"), "regional_group": groups.get(a, "")}
                | {"visibility": "public", "grade": "seen"}
                for a in actors
            ],
        ),
        recommendations=_frame(
            "recommendations",
            [
                {"id": goal, "theme": "theme", "text": goal, "addressed_to": "state"}
                | (recommendations or {}).get(goal, {})
                for goal in goals
            ],
        ),
        evidence=_frame(
            "evidence",
            [
                {
                    "id": item,
                    "title": item,
                    "citation": item,
                    "kind": "vote",
                    "leadership": "no",
                    "coverage": "complete",
                }
                | {"date_from": "2015-01-01", "date_to": "2015-01-01", "visibility": "public", "grade": "seen"}
                | (evidence or {}).get(item, {})
                for item in items
            ],
        ),
        bears_on=_frame(
            "bears_on",
            [{"evidence_id": item, "recommendation_id": goal, "contestable": "no"} for item, goal in links.items()],
        ),
        stances=_frame(
            "stances",
            [
                {"actor_id": actor, "evidence_id": item, "position": position, "grade": "seen"}
                for (actor, item), position in stances.items()
            ],
        ),
    )


def _frame(name: str, rows: list[dict[str, str]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=list(COLUMNS[name]), dtype=str)
    required = [column for column in ("source", "why", "long_name") if column in table]
    return table.fillna("").assign(**dict.fromkeys(required, "test"))


@pytest.fixture(scope="session")
def seeds() -> Tables:
    return read_tables(resource("seeds"))


@pytest.fixture(scope="session")
def seed_network(seeds: Tables) -> Network:
    return Network.from_tables(seeds)


TOGETHER = ("browser", "contract", "app/pages")
"""Folders whose tests share servers: with several processes (`pytest -n`) each stays in one, as any file does."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        place = item.path.relative_to(here).as_posix()
        group = next((folder for folder in TOGETHER if place.startswith(f"{folder}/")), place)
        item.add_marker(pytest.mark.xdist_group(group))


MAIN = sys.modules["__main__"]


def pytest_runtest_teardown() -> None:
    """A page under test leaves its script as the main module, and a spawned process would run that one."""
    sys.modules["__main__"] = MAIN
