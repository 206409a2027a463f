"""A map of an earlier release is brought to this one when it is opened, whole or not at all, and once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import make_tables
from contract.conftest import ON_TWO

from coalition.errors import CoalitionError, ServerError
from coalition.history import log
from coalition.history.earlier import seed_acts
from coalition.history.edits import RowChange
from coalition.history.log import ChangeKind
from coalition.model.vocabulary import Act, Tables
from coalition.settings import Settings
from coalition.store import store as store_module
from coalition.store.store import Store
from coalition.store.transaction import SCHEMA

pytestmark = ON_TWO

KEY, CITATION = next(cited for cited, act in seed_acts().items() if act == Act.OWN)
"""A text of the seeds; with the columns it is given below, the rule would call it declared."""
OLD = 4
"""The schema of releases before acts."""
NEW = ["act", "ended"]
"""Columns that they had not."""


def small() -> Tables:
    evidence = {KEY: {"citation": CITATION, "act": "own"}, "list": {"kind": "cosponsorship", "act": "joined"}}
    evidence["upr"] = {"kind": "statement", "coverage": "partial", "act": "declared"}
    stances = {("a", KEY): "support", ("a", "list"): "support", ("b", "upr"): "support", ("c", "list"): "absent"}
    return make_tables(stances, evidence=evidence, bears_on={KEY: "R1", "list": "R1", "upr": "R1"})


@pytest.fixture
def old(server: Settings, store: Store, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of a map as releases before acts left it, its history included."""
    packed = log._packed
    monkeypatch.setattr(log, "_packed", lambda frame: packed(frame.drop(columns=NEW, errors="ignore")))
    store.write(small(), who="Ada")
    store.edit([RowChange("evidence", ("list",), {"title": "A list"})], who="Bo")
    monkeypatch.undo()
    with store._session() as session:
        for text in (
            "MATCH (e:Evidence) REMOVE e.act",
            "MATCH (:Actor)-[t:TOOK]->(:Evidence) REMOVE t.ended",
            "MATCH (:Actor)-[p:SUPPORTS]->(:Recommendation) REMOVE p.act, p.act_year",
            f"MATCH (m:Meta {{id: 'map'}}) SET m.schema = {OLD}",
        ):
            session.run(text).consume()
    return server


def standing(store: Store) -> dict[str, tuple[str, str]]:
    return {row.actor_id: (row.position, row.act) for row in store.positions().itertuples()}


def acts_of(store: Store) -> dict[str, str]:
    return dict(zip(store.query("read_evidence")["id"], store.query("read_evidence")["act"], strict=True))


def test_evidence_is_given_acts_and_positions_follow(old: Settings) -> None:
    with Store(old) as store:
        assert acts_of(store) == {KEY: "own", "list": "joined", "upr": "declared"}
        assert standing(store) == {"a": ("supports", "own"), "b": ("declared", "declared")}
        assert store.check() == []
        first = store.history.entries().iloc[0]
        assert (first["kind"], first["what"]) == ("upgrade", "3 pieces of evidence changed")
        assert "docs/methods/positions.md" in first["why"]
        assert store.query("read_schema")["schema"].iloc[0] == SCHEMA
        version = store.version()
    with Store(old) as store:
        assert store.version() == version


def test_of_two_that_open_it_at_once_one_upgrades_it(old: Settings) -> None:
    with ThreadPoolExecutor(2) as pool:
        stores = list(pool.map(lambda _: Store(old), range(2)))
    for store in stores:
        assert list(store.history.entries()["kind"]) == ["upgrade", "edit", "load"]
        assert store.check() == []
        store.close()


def test_an_interrupted_upgrade_is_done_when_the_map_is_opened_again(
    old: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object) -> None:
        raise ServerError("the server is gone")

    monkeypatch.setattr(store_module, "write", lost)
    with pytest.raises(ServerError, match="the server is gone"):
        Store(old)
    monkeypatch.undo()
    with Store(old) as store:
        assert acts_of(store)[KEY] == "own"
        assert list(store.history.entries()["kind"]) == ["upgrade", "edit", "load"]
        assert store.check() == []


def test_earlier_entries_are_taken_back_and_what_they_do_not_speak_of_stays(old: Settings) -> None:
    with Store(old) as store:
        upgrade, edit, load = store.history.entries()["id"]
        with pytest.raises(CoalitionError, match=f"change {upgrade} was made for this release; take back an earlier"):
            store.history.undo(upgrade)
        assert store.history.entry(load).rows["evidence"].new["act"].isna().all()
        assert store.history.entry(edit).cells()[["column", "before", "after"]].to_numpy().tolist() == [
            ["title", "list", "A list"]
        ]
        store.edit([RowChange("stances", ("a", "list"), {"ended": "2026"})], who="Cy")
        store.history.undo(who="Cy")
        store.history.undo(who="Cy")
        row = store.tables().evidence.set_index("id").loc["list"]
        assert (row["title"], row["act"]) == ("list", "joined")
        assert store.history.entries()["undoes"].iloc[0] == edit
        store.history.undo(load, who="Cy")
        assert store.tables().evidence.empty
        assert store.check() == []
        store.history.redo(who="Cy")
        assert acts_of(store)[KEY] == "own"
        assert store.check() == []


def test_an_empty_map_is_only_marked(server: Settings, store: Store) -> None:
    with store._session() as session:
        session.run(f"MATCH (m:Meta {{id: 'map'}}) SET m.schema = {OLD}").consume()
    before = store.version()
    with Store(server) as again:
        assert again.version() == before
        assert again.query("read_schema")["schema"].iloc[0] == SCHEMA
        assert ChangeKind.UPGRADE not in set(again.history.entries()["kind"])


def test_positions_of_an_earlier_rule_are_written_anew(server: Settings, store: Store) -> None:
    grew = {"kind": "membership", "act": "joined", "date_from": "2011", "date_to": "2026"}
    store.write(make_tables({("a", "list"): "support"}, evidence={"list": grew}, bears_on={"list": "R1"}), who="Ada")
    with store._session() as session:
        session.run("MATCH (:Actor)-[p:SUPPORTS]->(:Recommendation) SET p.act_year = '2026'").consume()
        session.run(f"MATCH (m:Meta {{id: 'map'}}) SET m.schema = {SCHEMA - 1}").consume()
    assert store.check()
    with Store(server) as upgraded:
        assert upgraded.check() == []
        assert list(upgraded.positions()["act_year"]) == ["2011–2026"]
        first = upgraded.history.entries().iloc[0]
        assert (first["kind"], first["what"]) == ("upgrade", "positions derived anew")


def test_a_map_of_a_newer_release_is_refused_and_left_alone(server: Settings, store: Store) -> None:
    """When it is opened, and when a newer release came while it was open."""
    store.write(small(), who="Ada")
    version = store.version()
    with store._session() as session:
        session.run(f"MATCH (m:Meta {{id: 'map'}}) SET m.schema = {SCHEMA + 1}").consume()
    said = rf"written by a newer release \(schema {SCHEMA + 1}, this one knows {SCHEMA}\); upgrade coalition"
    try:
        for attempt in (lambda: Store(server), lambda: store.write(Tables.empty(), replace=True)):
            with pytest.raises(ServerError, match=said):
                attempt()
        assert store.query("read_schema")["schema"].iloc[0] == SCHEMA + 1
        assert (store.version(), len(store.tables().stances)) == (version, 4)
    finally:
        with store._session() as session:
            session.run(f"MATCH (m:Meta {{id: 'map'}}) SET m.schema = {SCHEMA}").consume()
