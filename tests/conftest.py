"""A network of six actors that every test can read at a glance, the seeds, read once, and how all tests are run."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any

# Before numpy is there: two processes that each take every core for small products wait for each other.
for _library in ("OPENBLAS", "OMP", "MKL"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")
# A server of a test lives for a minute: what Java's second compiler takes from it, it never gives back.
os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1")

# As `coalition app` runs its pages.
os.environ["STREAMLIT_RUNNER_POST_SCRIPT_GC"] = "false"

import pandas as pd
import pytest
from hypothesis import HealthCheck, settings

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
                    "act": "voted",
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
                {"actor_id": actor, "evidence_id": item, "position": position, "ended": "", "grade": "seen"}
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
def fewer(seeds: Tables) -> Tables:
    """Each fortieth stance of the seeds with what it names: the rest would take time and test nothing more. Evidence
    that recipes and tests name is there whichever stances these are.
    """
    stances = seeds.stances.iloc[::40].reset_index(drop=True)
    targets = set(seeds.recommendations["target_evidence"])
    named = {"evidence": {"HRC-26-9"} | targets | set(stances["evidence_id"]), "actors": set(stances["actor_id"])}
    links = seeds.bears_on[seeds.bears_on["evidence_id"].isin(named["evidence"])]
    kept = {name: getattr(seeds, name)[getattr(seeds, name)["id"].isin(ids)] for name, ids in named.items()}
    return Tables(**dict(seeds) | {"stances": stances, "bears_on": links.reset_index(drop=True)} | {
        name: frame.reset_index(drop=True) for name, frame in kept.items()
    })  # fmt: skip


@pytest.fixture(scope="session")
def bearing(seeds: Tables) -> Tables:
    """The seeds without the background record, which bears on nothing."""
    ids = set(seeds.bears_on["evidence_id"])
    evidence, stances = (
        frame[frame[column].isin(ids)].reset_index(drop=True)
        for frame, column in ((seeds.evidence, "id"), (seeds.stances, "evidence_id"))
    )
    return Tables(**dict(seeds) | {"evidence": evidence, "stances": stances})


@pytest.fixture(scope="session")
def facts_folder(bearing: Tables, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as a folder of CSV files."""
    return in_folder(bearing, tmp_path_factory.mktemp("facts"))


@pytest.fixture(scope="session")
def fewer_folder(fewer: Tables, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`fewer` as a folder of CSV files."""
    return in_folder(fewer, tmp_path_factory.mktemp("fewer"))


def in_folder(tables: Tables, folder: Path) -> Path:
    for name, frame in tables:
        frame.to_csv(folder / f"{name}.csv", index=False)
    return folder


@pytest.fixture(scope="session")
def seed_network(seeds: Tables) -> Network:
    return Network.from_tables(seeds)


# One profile for all random examples; another is chosen by `--hypothesis-profile`. No deadline: how long one example
# takes says something of the machine, not of the code.
_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("person", deadline=None, max_examples=40, suppress_health_check=_SLOW)
settings.register_profile("ci", settings.get_profile("person"), derandomize=True, print_blob=True, database=None)
settings.register_profile("thorough", settings.get_profile("person"), max_examples=1_000)
settings.load_profile("ci" if os.environ.get("CI") else "person")
FEW = settings(max_examples=max(1, settings().max_examples // 3))
"""For tests whose single example takes a noticeable time: a third of the examples of the profile."""

TOGETHER = ("browser", "app/pages", "protected")
"""Folders whose tests share a server: with several processes (`pytest -n`) each stays in one, as any file does."""
LONGEST_FIRST = (
    "browser",
    "app/pages",
    "contract neo4j-5.26",
    "contract neo4j-2026",
    "contract embedded",
    "analysis/evaluation/test_shipped_is_current.py",
    "store/test_server.py",
    "store/test_faults.py",
    "cli/test_main.py",
    "exchange/imports/test_imports.py",
)
"""What takes minutes begins first, so that all processes end at nearly the same time; of that, what needs a Neo4j last:
it may still be on its way."""


def group_of(node_id: str) -> str:
    """Which tests must run in one process, because they share what is slow to start: by server, folder or file."""
    place = node_id.partition("::")[0].removeprefix("tests/")
    if place.startswith("contract/"):
        server = re.search(r"\b(embedded|neo4j-2026)\b", node_id)  # no name: the release with long-term support
        return f"contract {server[0] if server else 'neo4j-5.26'}"
    return next((folder for folder in TOGETHER if place.startswith(f"{folder}/")), place)


@pytest.hookimpl(optionalhook=True)  # of pytest-xdist, which need not be there
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Several processes share the groups out; marks `xdist_group` of pytest-xdist 3.8 do nothing with pytest 9.2."""
    from xdist.scheduler import LoadScopeScheduling

    class LoadGroups(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return group_of(nodeid)

    config.option.loadscopereorder = False  # it would begin with the most tests, not with the longest
    return LoadGroups(config, log)


WHOLE = {"seeds", "fewer", "bearing", "facts_folder", "fewer_folder", "seed_network"}
"""Fixtures that read all of the seeds, which takes two seconds."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if not WHOLE.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)
    if hasattr(config, "workerinput"):  # one of several processes
        order = {group: place for place, group in enumerate(LONGEST_FIRST)}
        items.sort(key=lambda item: order.get(group_of(item.nodeid), len(order)))


MAIN = sys.modules["__main__"]


def pytest_runtest_teardown() -> None:
    """A page under test leaves its script as the main module, and a spawned process would run that one."""
    sys.modules["__main__"] = MAIN
