"""What the store keeps of every change, and how it takes changes back, against each server."""

from __future__ import annotations

import pytest
from conftest import make_tables
from contract.conftest import ON_TWO

from coalition.errors import ChangedSinceError, CoalitionError, RestsOnItError, TableError, UnknownIdError
from coalition.history import log
from coalition.history.edits import RowChange, rows_at
from coalition.model.visibility import public_tables
from coalition.model.vocabulary import Tables
from coalition.settings import Settings
from coalition.store.contacts import Contact
from coalition.store.store import Store
from coalition.store.transaction import SCHEMA

pytestmark = ON_TWO

NEW = {"name": "New", "kind": "ngo", "visibility": "public", "grade": "seen", "source": "told in the room"}


@pytest.fixture
def store(store: Store) -> Store:
    """A map of four actors."""
    store.write(small(), who="Ada", why="a beginning")
    return store


def small() -> Tables:
    stances = {(f"s{i}", f"e{j}"): "support" for i in range(4) for j in range(3)}
    return make_tables(stances, groups={"s0": "west"}, bears_on={"e0": "R1", "e1": "R1"})


def stance(actor: str, item: str, position: str) -> RowChange:
    return RowChange("stances", (actor, item), {"position": position})


def same(one: Tables, other: Tables) -> bool:
    return all(frame.equals(getattr(other, name)) for name, frame in one)


def test_every_change_is_one_entry_with_who_when_what_and_why(store: Store) -> None:
    store.edit([stance("s0", "e0", "oppose")], who="Bo", why="misread")
    edit, load = store.history.entries(limit=2).to_dict("records")
    assert (edit["who"], edit["why"], edit["kind"]) == ("Bo", "misread", "edit")
    assert edit["what"] == "stance s0 e0 changed: position support → oppose"
    assert edit["at"].endswith("+00:00")
    assert (load["who"], load["kind"]) == ("Ada", "load")
    assert load["what"].endswith("12 stances added")
    assert edit["id"] == str(store.version())


def test_what_a_store_keeps_is_what_the_graph_holds(store: Store, server: Settings) -> None:
    """After each sort of change, by itself and by somebody else, who changes rows that it keeps."""

    def agree() -> bool:
        return same(store.tables(fresh=False), store.tables()) and store.check() == []

    change = store.edit([stance("s0", "e0", "oppose"), RowChange("actors", ("new",), NEW)], who="Bo")
    assert store.tables(fresh=False) is store.tables(fresh=False)
    assert agree()
    store.history.undo(change)
    assert agree()
    with Store(server) as other:
        other.edit([stance("s1", "e1", "abstain")], who="Cy")
        other.write(small(), replace=True)
    assert agree()
    store.edit([stance("s1", "e1", "absent")], who="Bo")
    assert agree()
    more = small()
    store.write(Tables(**dict(more) | {"stances": more.stances.iloc[::-1]}), replace=True)
    assert agree()


def test_nothing_changed_is_no_entry(store: Store) -> None:
    before = store.history.entries()
    assert store.edit([stance("s0", "e0", "support")]) == ""
    store.write(small())
    assert store.history.entries().equals(before)


def test_an_entry_holds_the_rows_before_and_after(store: Store) -> None:
    key = store.edit([stance("s0", "e0", "oppose")], who="Bo")
    entry = store.history.entry(key)
    assert entry.cells().iloc[0].tolist() == ["stances", "s0 e0", "changed", "position", "support", "oppose"]
    with pytest.raises(UnknownIdError, match="there is no change 0 in the history"):
        store.history.entry("0")


def test_undo_and_redo_are_entries_and_leave_the_graph_whole(store: Store) -> None:
    start = store.tables()
    key = store.edit([stance("s0", "e0", "oppose"), RowChange("actors", ("new",), NEW)], who="Bo")
    edited = store.tables()
    undone = store.history.undo(who="Cy")
    assert same(store.tables(), start)
    assert store.check() == []
    assert store.history.entries(limit=2)[["id", "kind", "undoes", "undone_by"]].to_numpy().tolist() == [
        [undone, "undo", key, ""],
        [key, "edit", "", undone],
    ]
    store.history.redo(who="Cy")
    assert same(store.tables(), edited)
    assert store.check() == []
    with pytest.raises(CoalitionError, match="nothing to redo"):
        store.history.redo()
    store.history.undo(key)
    assert same(store.tables(), start)
    with pytest.raises(CoalitionError, match=f"change {key} was taken back already, by change"):
        store.history.undo(key)


def test_a_load_can_be_undone(store: Store, fewer: Tables) -> None:
    start = store.tables()
    store.write(fewer, replace=True)
    store.history.undo()
    assert same(store.tables(), start)
    store.history.redo()
    assert same(store.tables(), fewer)
    assert store.check() == []


def test_undo_of_what_changed_since_asks_first(store: Store) -> None:
    key = store.edit([stance("s0", "e0", "oppose")])
    store.edit([stance("s0", "e0", "abstain")])
    version = store.version()
    with pytest.raises(ChangedSinceError, match="position is now 'abstain', was 'oppose'"):
        store.history.undo(key)
    assert store.version() == version
    store.history.undo(key, force=True)
    assert store.positions().set_index(["actor_id", "recommendation_id"]).loc[("s0", "R1"), "position"] == "supports"


def test_of_two_editors_of_a_row_the_second_is_told_and_nothing_is_written(store: Store) -> None:
    place = ("stances", ("s0", "e0"))
    seen = rows_at(store.tables(), [place])
    store.edit([stance("s0", "e0", "oppose")], expected=seen)
    before = store.tables()
    with pytest.raises(ChangedSinceError) as caught:
        store.edit([stance("s1", "e0", "oppose"), stance("s0", "e0", "abstain")], expected=seen)
    (clash,) = caught.value.clashes
    assert [row and row["position"] for row in (clash.seen, clash.now, clash.wanted)] == [
        "support",
        "oppose",
        "abstain",
    ]
    assert same(store.tables(), before)


def test_a_wrong_row_writes_nothing(store: Store) -> None:
    before = store.tables()
    with pytest.raises(TableError, match="stances s0 e0 position: 'yes' is not one of"):
        store.edit([stance("s1", "e0", "oppose"), stance("s0", "e0", "yes")])
    assert same(store.tables(), before)


def test_an_actor_goes_with_its_stances_only_when_that_was_agreed(store: Store) -> None:
    gone = [RowChange("actors", ("s0",), None)]
    with pytest.raises(RestsOnItError, match="3 stances would go with it"):
        store.edit(gone)
    store.edit(gone, with_all=True)
    assert len(store.tables().stances) == 9
    store.history.undo()
    assert same(store.tables(), small())


def test_a_corrected_stance_keeps_what_it_corrected(store: Store) -> None:
    store.edit([stance("s0", "e0", "oppose")], who="Bo", why="misread")
    store.edit([RowChange("stances", ("s0", "e1"), None)], who="Cy")
    found = store.history.corrections("s0").head(2)
    assert found[["evidence_id", "position", "how", "who"]].to_numpy().tolist() == [
        ["e1", "support", "removed", "Cy"],
        ["e0", "support", "corrected", "Bo"],
    ]
    assert set(store.history.corrections()["actor_id"]) >= {"s0"}


def test_the_history_of_one_actor_holds_only_what_touched_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.edit([stance("s1", "e0", "oppose")], who="Bo")
    store.edit([stance("s0", "e0", "oppose")], who="Cy")
    assert list(store.history.entries(limit=2, about="s1")["who"]) == ["Bo", "Ada"]
    monkeypatch.setattr(log, "MOST_IDS", 0)
    wide = store.edit([stance("s2", "e0", "oppose")], who="Di")
    assert wide in list(store.history.entries(about="s2")["id"])
    assert wide not in list(store.history.entries(about="s1")["id"])


def test_a_map_of_an_earlier_release_is_given_what_it_lacks(store: Store, server: Settings) -> None:
    with store._session() as session:
        session.run("MATCH (m:Meta {id: 'map'}) REMOVE m.schema").consume()
    with Store(server) as again:
        assert again.query("read_schema")["schema"].iloc[0] == SCHEMA
        assert same(again.tables(), small())


def test_contacts_are_kept_beside_the_map(store: Store) -> None:
    for old in store.contacts.entries()["id"]:
        store.contacts.remove(str(old))
    version, before = store.version(), store.tables()
    first = store.contacts.add(Contact("s0", "R1", "2026-05-03", "Ada", "will revert"))
    store.contacts.add(Contact("s1", "R1", "2026-06-01", "Bo"))
    store.contacts.replace(first, Contact("s0", "R1", "2026-05-03", "Ada", "said yes"))
    assert list(store.contacts.entries()["actor_id"]) == ["s1", "s0"]
    assert list(store.contacts.entries("s0", "R1")["answer"]) == ["said yes"]
    assert store.version() == version
    assert same(store.tables(), before)
    assert "said yes" not in str(dict(public_tables(store.tables())))
    store.contacts.remove(first)
    assert list(store.contacts.entries()["actor_id"]) == ["s1"]


def test_a_wrong_contact_is_told_whole(store: Store) -> None:
    with pytest.raises(TableError) as caught:
        store.contacts.add(Contact("s0", "R1", "3 May", ""))
    assert len(caught.value.faults) == 2
    with pytest.raises(UnknownIdError, match="there is no actor 'nobody'"):
        store.contacts.add(Contact("nobody", "R1", "2026-05-03", "Ada"))
    with pytest.raises(UnknownIdError, match="there is no contact x"):
        store.contacts.remove("x")
