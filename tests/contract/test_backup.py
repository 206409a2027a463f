"""A backup keeps all that the graph holds, on each server and from the embedded one to Neo4j and back."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from conftest import make_tables
from neo4j_server import Neo4j
from pydantic import SecretStr

from coalition.exchange.backup import read, restore, save, take
from coalition.exchange.writers import everything, exporter
from coalition.exchange.writers import save as save_export
from coalition.exchange.writers.extras import plain_tables
from coalition.history.edits import RowChange
from coalition.model.vocabulary import Tables
from coalition.settings import Settings
from coalition.store.contacts import Contact
from coalition.store.extras import Extras
from coalition.store.store import Store

EXTRAS = Extras(
    nodes=[
        {"labels": ["Entry"], "values": {"id": "1", "n": 3, "text": "'; \\u0027 DROP\nü", "parts": ["a", "b"]}},
        {"labels": ["Entry"], "values": {"id": "2", "n": 4, "wide": True}},
        {"labels": ["KnownAs"], "values": {"name": "Côte d’Ivoire"}},
    ],
    edges=[
        {"from": ["Entry", "id", "1"], "type": "BEFORE", "values": {"why": "x"}, "to": ["Entry", "id", "2"]},
        {"from": ["KnownAs", "name", "Côte d’Ivoire"], "type": "NAMES", "values": {}, "to": ["Actor", "id", "a"]},
    ],
)
NONE = Extras([], [])


def tables(note: str = "'=1\u2028\\") -> Tables:
    made = make_tables(
        {("a", "x"): "support", ("b", "x"): "oppose"}, groups={"a": "north"}, evidence={"x": {"act": "own"}}
    )
    sources = {name: frame.assign(source="s") for name, frame in made if "source" in frame}
    groups = made.groups.assign(long_name="x", source="s")
    links = made.bears_on.assign(why="w", contestable="no")
    stances = made.stances.assign(ended=["2024-05", ""], note=note, source="s")
    return Tables(
        **dict(made) | sources
        | {"stances": stances, "groups": groups, "bears_on": links}
    )  # fmt: skip


def assert_holds(store: Store, given: Tables, extras: Extras) -> None:
    found = store.tables()
    for name, frame in given:
        pd.testing.assert_frame_equal(getattr(found, name), frame, obj=name)
    assert store.extras() == extras
    assert store.check() == []


def test_all_of_the_graph_comes_back(store: Store, tmp_path: Path) -> None:
    store.restore(tables(), EXTRAS, 0)
    assert_holds(store, tables(), EXTRAS)
    version = store.version()
    save(take(store), tmp_path / "map.backup")
    assert read(tmp_path / "map.backup").counts()["Entry"] == 2
    store.restore(make_tables({("z", "y"): "support"}), NONE, 0)
    given, kept = restore(store, tmp_path / "map.backup")
    assert_holds(store, tables(), EXTRAS)
    assert store.version() > version
    assert given.version == version
    assert kept is not None
    assert list(read(kept).tables.actors["id"]) == ["z"]


@pytest.mark.neo4j
@pytest.mark.embedded
def test_a_map_moves_from_the_embedded_server_to_neo4j_and_back(
    neo4j_lts: Neo4j, fewer: Tables, tmp_path: Path
) -> None:
    from coalition.store.server import stop

    home = Settings(home=tmp_path / "home", uri="", user="", password=SecretStr(""), database="")
    away = Settings(
        home=tmp_path, uri=neo4j_lts.uri, user=neo4j_lts.user, password=SecretStr(neo4j_lts.password), database="neo4j"
    )
    extras = Extras(EXTRAS.nodes, EXTRAS.edges[:1])
    try:
        with Store(home) as here, Store(away) as there:
            here.restore(fewer, extras, 40)
            there.restore(Tables.empty(), NONE, 0)
            save(take(here), tmp_path / "one.backup")
            restore(there, tmp_path / "one.backup")
            assert_holds(there, fewer, extras)
            assert there.version() > 40
            save(take(there), tmp_path / "two.backup")
            here.restore(Tables.empty(), NONE, 0)
            restore(here, tmp_path / "two.backup")
            assert_holds(here, fewer, extras)
    finally:
        stop(home)


def test_history_names_and_contacts_come_back_from_a_backup_and_from_plain_tables(store: Store, tmp_path: Path) -> None:
    store.write(tables(), who="Ada", why="the first facts", names={"=the first": "a"})
    store.edit([RowChange("actors", ("a",), {"name": "@A"})], who="Ada", why="typo")
    store.history.undo(who="Bo")
    store.contacts.add(Contact("a", "R-x", "2026-05-03", "Ada", "will revert", "ask again"))
    before = take(store)
    whole = everything(before.tables, before.version, plain_tables(before.extras))
    save(before, tmp_path / "map.backup")
    for name in ("map.xlsx", "map"):
        save_export(whole, tmp_path / name, exporter(tmp_path / name))
    for name in ("map.backup", "map.xlsx", "map"):
        store.restore(Tables.empty(), NONE, 0)
        restore(store, tmp_path / name)
        assert take(store).extras == before.extras, name
        assert_holds(store, before.tables, before.extras)
        assert list(store.history.entries()["what"])[-1].startswith("1 group, ")
        assert store.remembered() == {"=the first": "a"}
        assert list(store.contacts.entries()["next_step"]) == ["ask again"]
        store.history.redo(who="Bo")
        assert "@A" in set(store.tables().actors["name"])
