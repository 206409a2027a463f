"""Loads that a Neo4j takes in several transactions: nobody sees half of one, and nothing is left of one that failed."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

import pandas as pd
import pytest
from conftest import make_tables
from neo4j.exceptions import ServiceUnavailable, TransientError

from coalition.errors import ServerError
from coalition.model.vocabulary import Tables
from coalition.settings import Settings
from coalition.store import staging, transaction
from coalition.store.statements import Statement
from coalition.store.store import Store

LEFT = "MATCH (n) WHERE any(l IN labels(n) WHERE l STARTS WITH 'Staged') RETURN count(n) AS n"


class Stopped(Exception):  # noqa: N818 - no error of ours
    pass


@pytest.fixture
def store(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A map of one stance, where every stance on new evidence is staged; the embedded database has no need to."""
    monkeypatch.setattr(staging, "LIMIT", 0)
    store.write(make_tables({("s0", "old"): "support"}, bears_on={"old": "R1"}))
    return store


@pytest.fixture
def in_parts(store: Store) -> None:
    if store.endpoint.embedded:
        pytest.skip("the embedded database holds it in one transaction")


def many() -> Tables:
    """Known and new actors on known and new evidence."""
    stances = {(f"s{i}", f"e{j}"): "support" for i in range(30) for j in range(40)}
    return make_tables(stances | {("s1", "old"): "oppose"}, bears_on={"e0": "R1", "old": "R1", "e1": "R2"})


def left(store: Store) -> int:
    with store._session() as session:
        return int(session.run(LEFT).single(strict=True)["n"])


def stances(store: Store) -> int:
    found = store.query("count_everything").set_index("what")["n"]
    assert found["stances"] == len(store.tables().stances)
    return int(found["stances"])


def test_it_is_there_as_if_written_at_once(store: Store) -> None:
    told: list[tuple[int, int]] = []
    version = store.version()
    counts = store.write(many(), progress=lambda done, total: told.append((done, total)))
    assert (counts["stances"].new, counts["actors"].new, counts["evidence"].new) == (1_201, 29, 40)
    assert (store.version(), stances(store), left(store)) == (version + 1, 1_202, 0)
    assert told == sorted(told)
    assert (told[0][0], told[-1][0]) == (0, told[-1][1])
    assert store.check() == []
    written = many().stances.reset_index(drop=True)
    entry = store.history.entry(str(version + 1)).rows["stances"].new
    pd.testing.assert_frame_equal(
        entry.sort_values(["actor_id", "evidence_id"], ignore_index=True),
        written.sort_values(["actor_id", "evidence_id"], ignore_index=True),
    )
    assert {name: c.new + c.changed for name, c in store.write(many()).items()} == dict.fromkeys(counts, 0)
    store.history.undo()
    assert (stances(store), store.check()) == (1, [])


def test_nobody_sees_half_of_it(store: Store, server: Settings) -> None:
    seen = set()
    with Store(server) as reader:

        def look(done: int, total: int) -> None:
            if done < total:
                seen.add((reader.version(), stances(reader)))

        if store.endpoint.embedded:
            pytest.skip("readers of the embedded database wait for nobody, and see the earlier state")
        version = store.version()
        store.write(many(), progress=look)
        assert seen == {(version, 1)}


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_nothing_is_left_of_one_that_is_stopped(store: Store, share: float) -> None:
    def stop(done: int, total: int) -> None:
        if done >= share * total:
            raise Stopped

    version = store.version()
    with pytest.raises(Stopped):
        store.write(many(), progress=stop)
    assert (store.version(), stances(store), left(store)) == (version, 1, 0)
    store.write(many())
    assert (store.version(), stances(store), left(store)) == (version + 1, 1_202, 0)


@pytest.mark.usefixtures("in_parts")
def test_what_a_lost_client_left_is_cleared_by_whoever_opens_the_map_later(store: Store, server: Settings) -> None:
    def lost(statement: Statement) -> list[list[object]]:
        if statement.query in ("staging_stances_of_staged", "staging_drop_stances"):
            raise ServiceUnavailable("gone")
        with store._session() as session:
            return transaction.do(session, statement)

    empty = store.tables()
    differences = {
        name: transaction.difference(getattr(empty, name), frame, transaction.KEYS[name]) for name, frame in many()
    }
    found = staging.staged_load(differences)
    assert found is not None
    with pytest.raises(ServiceUnavailable), staging.brought_in(found, lost, lambda rows: None):
        pass
    assert left(store) > 0
    with Store(server) as again:
        assert left(again) > 0  # it may be alive
        with again._session() as session:
            session.run("MATCH (m:StagedLoad) SET m.at = 0").consume()
    with Store(server) as again:
        assert left(again) == 0
        assert stances(again) == 1


@pytest.mark.usefixtures("in_parts")
def test_a_load_that_was_taken_for_abandoned_begins_anew(store: Store) -> None:
    before: list[int] = []

    def clear(done: int, total: int) -> None:
        if done > 1_100 and not before:
            before.append(done)
            with store._session() as session:
                session.run("MATCH (m:StagedLoad) SET m.at = 0").consume()
                staging.clear(lambda statement: transaction.do(session, statement))

    store.write(many(), progress=clear)
    assert before
    assert (stances(store), left(store), store.check()) == (1_202, 0, [])


@pytest.mark.usefixtures("in_parts")
def test_another_write_waits_for_it(store: Store, server: Settings) -> None:
    waiting: list[Future[object]] = []

    def write_too(done: int, total: int) -> None:
        if done > 500 and not waiting:
            waiting.append(pool.submit(other.write, make_tables({("s7", "e7"): "oppose"}), who="Bo"))

    with ThreadPoolExecutor(1) as pool, Store(server) as other:
        store.write(many(), who="Ada", progress=write_too)
        waiting[0].result(60)
    assert list(store.history.entries(2)["who"]) == ["Bo", "Ada"]
    assert (stances(store), left(store), store.check()) == (1_202, 0, [])


def test_a_server_that_has_too_little_memory_is_said_to(store: Store) -> None:
    class TooLarge(TransientError):  # noqa: N818 - an error of the server
        code = "Neo.TransientError.General.MemoryPoolOutOfMemoryError"

        def __str__(self) -> str:
            return "limit reached"

    def fail(done: int, total: int) -> None:
        raise TooLarge

    with pytest.raises(ServerError, match="too large for the memory"):
        store.write(many(), progress=fail)
