"""Faults at random points of work, a few of the many in benchmarks/faults; and its ledger, which would see a loss."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from neo4j_server import UnavailableError, unavailable

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

from faults.forms import SHORTEST, on_embedded, on_neo4j
from faults.ledger import Ledger, Outcome
from faults.places import Place, embedded
from faults.table import failures
from faults.writer import EDITS

from coalition.store.store import Store

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals"),
]
SEED = 1


def _nothing_fails(outcomes: Iterator[Outcome]) -> None:
    found = list(outcomes)
    assert [what for outcome in found for what in failures(outcome)] == []
    assert all(outcome.times for outcome in found)


@pytest.mark.embedded
def test_nothing_acknowledged_is_lost_on_the_embedded_database(tmp_path: Path) -> None:
    _nothing_fails(on_embedded(SHORTEST, tmp_path, random.Random(SEED)))


@pytest.mark.neo4j
def test_nothing_acknowledged_is_lost_on_neo4j(tmp_path: Path) -> None:
    try:
        _nothing_fails(on_neo4j(SHORTEST, tmp_path, random.Random(SEED)))
    except UnavailableError as reason:
        unavailable(str(reason))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with embedded(tmp_path_factory.mktemp("ledger"), random.Random(SEED)) as made:
        yield made


NEWEST = "MATCH (c:Change) WITH max(c.number) AS number MATCH (c:Change {number: number})"


@pytest.mark.embedded
@pytest.mark.parametrize(
    ("texts", "seen"),
    [
        ([f"{NEWEST} DETACH DELETE c"], lambda outcome: len(outcome.lost) == 1),
        (
            ["MATCH (:Actor {id: 'ada.0'})-[t:TOOK]->() SET t.note = 'x'"],
            lambda outcome: any("say" in half for half in outcome.half),
        ),
        (
            [
                "MATCH (a:Actor)-[t:TOOK]->() WHERE a.id CONTAINS '-' WITH t LIMIT 1 "
                "WITH collect(t) AS gone UNWIND gone AS t DELETE t"
            ],
            lambda outcome: any("1199 stances are there" in half for half in outcome.half),
        ),
        (
            ["MATCH (a:Actor {id: 'bo.0'}) SET a.name = 'x'"],
            lambda outcome: "actors is not what the history comes from" in outcome.half,
        ),
    ],
    ids=["an entry", "one row of several", "one stance of a load", "a row that nobody wrote"],
)
def test_the_ledger_sees_what_is_lost_or_by_half(
    place: Place, texts: list[str], seen: Callable[[Outcome], bool]
) -> None:
    ledger, journal, outcome = Ledger(place.settings), place.journal(), Outcome("")
    writer = place.writer("ada", journal, EDITS)
    with Store(place.settings) as store:
        for action in ("edit", "load", "edit"):
            writer.does(store, action)
        with store._session() as session:
            for text in texts:
                session.run(text).consume()
    ledger.read_back(outcome, place.settings, journal)
    assert outcome.acknowledged == 3
    assert seen(outcome), (outcome.lost, outcome.half)
