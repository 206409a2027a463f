"""Names that somebody confirmed are kept in the graph, on each server."""

from __future__ import annotations

import pytest
from conftest import make_tables
from contract.conftest import ON_TWO

from coalition.errors import UnknownIdError
from coalition.store.store import Store

pytestmark = ON_TWO

HOSTILE = [
    "'; MATCH (n) DETACH DELETE n //",
    '"}) RETURN 1 //',
    "منظمة العفو \u202e",
    "💥 İ",
    "a\\n\tb",
    "=cmd|' /C calc'!A0",
]


@pytest.fixture
def store(store: Store) -> Store:
    """A map of two actors."""
    store.write(make_tables({("s0", "e0"): "support", ("s1", "e0"): "support"}))
    return store


def test_what_a_name_means_is_remembered_and_can_be_changed(store: Store) -> None:
    store.remember({"The First": "s0", "other": "s1"})
    store.remember({"other": "s0"})
    store.remember({})
    assert store.remembered() == {"The First": "s0", "other": "s0"}


def test_a_name_is_text_whatever_it_says(store: Store) -> None:
    store.remember(dict.fromkeys(HOSTILE, "s1"))
    assert {name: store.remembered()[name] for name in HOSTILE} == dict.fromkeys(HOSTILE, "s1")
    assert len(store.tables().actors) == 2


def test_a_name_of_nobody_is_refused_and_nothing_is_kept(store: Store) -> None:
    before = store.remembered()
    with pytest.raises(UnknownIdError, match="no actor nobody; a name can mean an actor of the map only"):
        store.remember({"new name": "s0", "whoever": "nobody"})
    assert store.remembered() == before


def test_a_name_outlives_a_change_of_its_actor_and_not_its_removal(store: Store) -> None:
    store.remember({"kept": "s0", "lost": "s1"})
    store.write(make_tables({("s0", "e0"): "support"}, kinds={"s0": "ngo"}), replace=True)
    assert store.remembered()["kept"] == "s0"
    assert "lost" not in store.remembered()


def test_remembering_changes_no_table_and_no_version(store: Store) -> None:
    before = store.version()
    store.remember({"a name": "s0"})
    assert store.version() == before
    assert store.check() == []


def test_the_graph_shows_whom_a_name_means(store: Store) -> None:
    store.remember({"shown": "s0"})
    store.remember({"shown": "s1"})
    with store._session() as session:
        found = session.run("MATCH (n:ActorName {name: 'shown'})-[:NAMES]->(a:Actor) RETURN a.id AS id").values()
    assert found == [["s1"]]
