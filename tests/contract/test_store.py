"""Every query and every operation of the store, against each server."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import time

import pandas as pd
import pytest
from clients import kill_in_the_middle, load
from conftest import make_tables

from coalition.errors import QueryError, ServerError
from coalition.model.differences import sort_tables
from coalition.model.positions import positions
from coalition.model.vocabulary import COLUMNS, Kind, Standing, Tables
from coalition.settings import Settings
from coalition.store import driver, staging
from coalition.store import store as store_module
from coalition.store import transaction as writing
from coalition.store.contacts import Contact
from coalition.store.queries import Mode, queries
from coalition.store.roles import Role
from coalition.store.store import Store

HOSTILE = [
    "'; MATCH (n) DETACH DELETE n //",
    '"}) RETURN 1 //',
    "$rows {kind} `x`",
    "<img src=x onerror=alert(1)>",
    "منظمة العفو \u202e",
    "a\\u0027 \\n \\",
    "💥 ﬁ İ",
    "line\nbreak\ttab",
    "NaN",
    "null",
    "",
]
ARGUMENTS = {"actor": "s0", "recommendation": "R1"}
BOTH = {"upr": "R1", "law": "R1"}


def small(position: str = "support", kind: str = "ngo") -> Tables:
    stances = {(f"s{i}", f"e{j}"): position if i == 0 else "support" for i in range(4) for j in range(3)}
    tables = make_tables(
        stances,
        groups={"s0": "west", "s1": "east"},
        kinds={"s3": kind},
        bears_on={"e0": "R1", "e1": "R1"},
        evidence={"e1": {"leadership": "yes"}},
    )
    return with_bloc(tables)


def with_bloc(tables: Tables) -> Tables:
    """The tables with all actors in one bloc."""
    blocs = pd.DataFrame([{"id": "B", "name": "B", "source": "x"}])
    return Tables(**dict(tables) | {"blocs": blocs, "actors": tables.actors.assign(blocs="B")})


def same(one: Tables, other: Tables) -> bool:
    return all(frame.equals(getattr(other, name)) for name, frame in one)


def test_positions_in_the_graph_are_those_of_the_rule(store: Store) -> None:
    store.write(small("oppose"))
    tables = store.tables()
    pd.testing.assert_frame_equal(
        store.positions(), positions(tables.stances, tables.evidence, tables.bears_on), check_dtype=False
    )


def test_loading_twice_changes_nothing(store: Store) -> None:
    store.write(small())
    version = store.version()
    counts = store.write(small())
    assert store.version() == version
    assert all((c.new, c.changed, c.removed) == (0, 0, 0) for c in counts.values())


def test_a_load_adds_and_changes_and_leaves_the_rest(store: Store) -> None:
    store.write(small())
    before = store.version()
    more = make_tables({("s0", "e0"): "oppose", ("s9", "e9"): "support"}, bears_on={"e0": "R1", "e9": "R9"})
    counts = store.write(more)
    assert (counts["stances"].new, counts["stances"].changed, counts["stances"].removed) == (1, 1, 0)
    tables = store.tables()
    assert len(tables.stances) == 13
    assert store.version() == before + 1
    assert store.positions().set_index(["actor_id", "recommendation_id"]).loc[("s0", "R1"), "position"] == "mixed"
    assert store.check() == []


def test_replace_removes_what_is_not_in_the_tables(store: Store) -> None:
    store.write(small())
    only = make_tables({("s1", "e1"): "abstain"}, bears_on={"e1": "R1"})
    counts = store.write(only, replace=True)
    assert (counts["actors"].removed, counts["stances"].removed) == (3, 11)
    assert same(store.tables(), only)
    assert list(store.positions()["position"]) == ["abstained"]


def test_an_actor_of_another_kind_changes_its_label_and_keeps_its_stances(store: Store) -> None:
    store.write(small(kind="ngo"))
    store.write(small(kind="nhri"))
    assert same(store.tables(), small(kind="nhri"))
    assert list(store.query("supporters_by_kind", recommendation="R1", kind="nhri")["actor_id"]) == ["s3"]
    assert store.query("supporters_by_kind", recommendation="R1", kind="ngo").empty
    assert store.check() == []


def test_edges_deleted_again_and_again_leave_no_trace(store: Store) -> None:
    """The embedded server loses track of edges that are deleted while it walks them: ours are collected first."""
    stances = {(f"s{i}", f"e{j}"): "support" for i in range(30) for j in range(30)}
    whole = make_tables(stances)
    for step in (2, 3, 5):
        part = make_tables({pair: word for n, (pair, word) in enumerate(stances.items()) if n % step}, bears_on={})
        store.write(whole, replace=True)
        store.write(Tables(**dict(whole) | {"stances": part.stances}), replace=True)
        assert len(store.tables().stances) == len(part.stances)
    store.write(Tables(**dict(whole) | {"stances": whole.stances.iloc[:0]}), replace=True)
    assert store.query("count_everything").set_index("what")["n"].loc[["stances", "positions"]].sum() == 0


def test_hostile_values_come_back_as_they_were(store: Store) -> None:
    tables = make_tables({(f"s{i}", "e0"): "support" for i in range(len(HOSTILE))}, bears_on={"e0": "R1"})
    texts = [text or "x" for text in HOSTILE]
    actors = tables.actors.assign(name=texts, note=HOSTILE)
    stances = tables.stances.assign(note=HOSTILE, source=texts)
    hostile = sort_tables(Tables(**dict(tables) | {"actors": actors, "stances": stances}))
    store.write(hostile)
    assert same(store.tables(), hostile)
    for name, query in queries().items():
        if query.mode is Mode.READ and query.parameters:
            kind = {"kind": "ngo"} if query.takes is Kind else {}
            for text in HOSTILE:
                assert store.query(name, **dict.fromkeys(query.parameters, text), **kind).empty, (name, text)


def test_every_reading_query_answers_with_the_columns_of_its_header(store: Store) -> None:
    store.write(small("oppose"))
    store.write(small())
    store.remember({"the first": "s0"})
    store.contacts.add(Contact("s0", "R1", "2026-05-03", "Ada"))
    store.members.put("ada", Role.ADMIN)
    given = ARGUMENTS | {"change": str(store.version())}
    for name, query in queries().items():
        if query.mode is Mode.READ:
            arguments = {key: given[key] for key in query.parameters} | (
                {"kind": "state"} if query.takes is Kind else {}
            )
            answer = store.query(name, **arguments)
            assert list(answer.columns) == list(query.columns), name
            assert len(answer), name


def test_every_writing_query_runs(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The loads below reach every write_, create_, unlink_ and delete_ query, and every type of position."""
    seen: set[str] = set()
    filled: set[object] = set()
    original = driver.run

    def watched(transaction: object, query: object, *rest: object, **parameters: object) -> object:
        seen.add(query.name)  # type: ignore[attr-defined]
        filled.update(rest)
        return original(transaction, query, *rest, **parameters)  # type: ignore[arg-type]

    for module in (store_module, writing):
        monkeypatch.setattr(module, "run", watched)
    monkeypatch.setattr(staging, "LIMIT", 0)
    tables = make_tables(
        {("s0", "e0"): "support", ("s1", "e0"): "oppose", ("s2", "e0"): "abstain", ("s3", "e0"): "support"}
        | {("s3", "e1"): "abstain"},
        groups={"s0": "west"},
        bears_on={"e0": "R1", "e1": "R1"},
    )
    store.write(with_bloc(tables))
    store.remember({"the first": "s0"})
    store.write(make_tables({("s0", "e0"): "abstain", ("s1", "e0"): "support"}, bears_on={}), replace=True)
    store.write(make_tables({("s1", "e0"): "support"}, bears_on={"e0": "R1"}))
    store.write(make_tables({("s1", "e0"): "support"}, bears_on={}, recommendations={"R1": {}}), replace=True)
    store.contacts.remove(store.contacts.add(Contact("s1", "R1", "2026-05-03", "Ada")))
    store.members.put("ada", Role.ADMIN)
    store.members.remove("ada")
    if not store.endpoint.embedded:  # known actors on new evidence; a load that is stopped; a map that is opened again

        def stop(done: int, total: int) -> None:
            if done:
                raise RuntimeError

        more = make_tables({("s1", "e2"): "support"}, bears_on={"e2": "R1"})
        with pytest.raises(RuntimeError):
            store.write(more, progress=stop)
        store.write(more)
        Store(store.settings).close()
    store.write(Tables.empty(), replace=True)
    writing_ones = {name for name, query in queries().items() if query.mode is Mode.WRITE}
    if store.endpoint.embedded:
        writing_ones = {name for name in writing_ones if not name.startswith("staging_")}
    assert seen >= writing_ones
    assert {standing.relationship for standing in Standing} == {
        standing.relationship for standing in filled if isinstance(standing, Standing)
    }


def test_every_kind_of_actor_is_a_label(store: Store) -> None:
    kinds = {f"a-{kind.value}": kind.value for kind in Kind}
    store.write(make_tables({(actor, "e"): "support" for actor in kinds}, kinds=kinds, bears_on={"e": "R1"}))
    for actor, kind in kinds.items():
        assert list(store.query("supporters_by_kind", recommendation="R1", kind=kind)["actor_id"]) == [actor]


def test_who_only_declared_is_an_edge_of_support_and_no_supporter(store: Store) -> None:
    evidence = {"upr": {"act": "declared"}, "law": {"act": "own", "date_to": "2018"}}
    store.write(make_tables({("a", "upr"): "support", ("b", "law"): "support"}, evidence=evidence, bears_on=BOTH))
    with store._session() as session:
        found = session.run("MATCH (a:Actor)-[p:SUPPORTS]->() RETURN a.id, p.act, p.act_year ORDER BY a.id").values()
    assert found == [["a", "declared", "2015"], ["b", "own", "2018"]]
    supporters = store.query("supporters_by_kind", recommendation="R1", kind="state")
    assert supporters[["actor_id", "act", "act_year"]].to_numpy().tolist() == [["b", "own", "2018"]]
    assert list(store.positions()["position"]) == ["declared", "supports"]
    assert store.check() == []


def test_a_query_with_wrong_name_parameters_or_kind_is_refused(store: Store) -> None:
    with pytest.raises(QueryError, match="no query nonsense for reading; there are"):
        store.query("nonsense")
    with pytest.raises(QueryError, match="no query delete_actors for reading"):
        store.query("delete_actors", ids="x")
    with pytest.raises(QueryError, match="query stances_of_actor takes actor="):
        store.query("stances_of_actor", who="s0")
    with pytest.raises(QueryError, match="kind 'king' is not one of"):
        store.query("supporters_by_kind", recommendation="R1", kind="king")


def test_check_tells_where_an_edit_from_outside_disagrees_with_the_rule(store: Store) -> None:
    store.write(small())
    with store._session() as session:
        session.run(
            "MATCH (a:Actor {id: 's1'})-[p:SUPPORTS]->(r:Recommendation {id: 'R1'}) "
            "WITH collect(p) AS gone UNWIND gone AS p DELETE p"
        ).consume()
    assert store.check() == ["s1 leads on R1: is missing in the graph; load the map again"]
    store.write(small())
    assert store.check() == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_client_killed_in_the_middle_of_a_load_leaves_the_earlier_state(
    store: Store, server: Settings, fewer: Tables
) -> None:
    store.write(small("oppose"))
    version, before = store.version(), store.tables()
    process = multiprocessing.get_context("spawn").Process(target=kill_in_the_middle, args=(server, fewer))
    process.start()
    process.join(120)
    assert process.exitcode == -signal.SIGKILL
    assert same(store.tables(), before)
    assert store.version() == version
    deadline = time.monotonic() + 60
    while True:  # the server may hold the dead client's lock until it notices
        try:
            store.write(small("abstain"))
            break
        except ServerError:
            assert time.monotonic() < deadline
    assert store.version() == version + 1
    assert store.check() == []


def test_a_load_says_how_far_it_is(store: Store, fewer: Tables) -> None:
    told: list[tuple[int, int]] = []
    store.write(fewer, progress=lambda done, total: told.append((done, total)))
    done = [rows for rows, _ in told]
    assert done == sorted(done)
    assert (done[0], done[-1]) == (0, told[0][1])
    assert len({total for _, total in told}) == 1
    assert len(set(done)) > 10
    told.clear()
    store.write(fewer, progress=lambda done, total: told.append((done, total)))
    assert told == []


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_a_load_that_is_stopped_leaves_the_earlier_state(store: Store, fewer: Tables, share: float) -> None:
    class Stopped(Exception):  # noqa: N818 - no error of ours
        pass

    def stop(done: int, total: int) -> None:
        if done >= share * total:
            raise Stopped

    store.write(small("oppose"))
    version, before, history, names = store.version(), store.tables(), store.history.entries(), store.remembered()
    with pytest.raises(Stopped):
        store.write(fewer, replace=True, names={"Chili": "CHL"}, progress=stop)
    assert same(store.tables(), before)
    assert (store.version(), store.remembered()) == (version, names)
    pd.testing.assert_frame_equal(store.history.entries(), history)
    store.write(small("abstain"))
    assert store.version() == version + 1
    assert store.check() == []


def test_readers_see_the_whole_of_a_load_or_nothing(store: Store, server: Settings, fewer: Tables) -> None:
    sizes = set()
    loading = multiprocessing.get_context("spawn").Process(target=load, args=(server, fewer))
    loading.start()
    while loading.is_alive():
        sizes.add(len(store.tables().stances))
        time.sleep(0.02)  # fifty looks a second take less from the load that is looked at
    loading.join()
    sizes.add(len(store.tables().stances))
    assert sizes == {0, len(fewer.stances)}


def test_an_empty_map_reads_as_empty_tables(store: Store) -> None:
    assert {name: tuple(frame.columns) for name, frame in store.tables()} == COLUMNS
    assert store.positions().empty
    assert store.check() == []
