"""Roles: every action of a store as each role, on real servers; who did it; and the table of members."""

from __future__ import annotations

import inspect
from collections.abc import Callable

import pytest
from conftest import make_tables
from contract.conftest import ON_TWO

from coalition.errors import CoalitionError, UnknownIdError
from coalition.history.edits import RowChange
from coalition.model.vocabulary import Tables
from coalition.settings import Settings
from coalition.store.contacts import Contact, ContactLog
from coalition.store.forgetting import Forgetting, without_actor
from coalition.store.history import History
from coalition.store.maps import Maps
from coalition.store.members import Members
from coalition.store.roles import NotAllowedError, Person, Role
from coalition.store.store import Store

pytestmark = ON_TWO

EDIT = [RowChange("actors", ("a",), {"note": "noted"})]
CONTACT = Contact("a", "R1", "2026-11-28", "Ada")


def guarded() -> Tables:
    """Two actors, one of them protected, and protected evidence."""
    tables = make_tables(
        {("a", "e"): "support", ("b", "e"): "oppose", ("a", "secret"): "support"},
        evidence={"secret": {"visibility": "protected"}}, bears_on={"e": "R1", "secret": "R1"},
    )  # fmt: skip
    hidden = tables.actors["visibility"].mask(tables.actors["id"] == "b", "protected")
    return Tables(**dict(tables) | {"actors": tables.actors.assign(visibility=hidden)})


def at_rest(store: Store) -> None:
    with store.at_rest():
        pass


ACTIONS: dict[str, tuple[Role, Callable[[Store], object]]] = {
    "version": (Role.VIEWER, lambda store: store.version()),
    "tables": (Role.VIEWER, lambda store: (store.tables(), store.tables(fresh=False))),
    "network": (Role.VIEWER, lambda store: store.network()),
    "maps.names": (Role.VIEWER, lambda store: store.maps.names()),
    "members.entries": (Role.VIEWER, lambda store: store.members.entries()),
    "members.role_of": (Role.VIEWER, lambda store: store.members.role_of("ada")),
    "positions": (Role.EDITOR, lambda store: store.positions()),
    "query": (Role.EDITOR, lambda store: store.query("stances_of_actor", actor="a")),
    "remembered": (Role.EDITOR, lambda store: store.remembered()),
    "history.entries": (Role.EDITOR, lambda store: store.history.entries()),
    "history.newest": (Role.EDITOR, lambda store: store.history.newest()),
    "history.entry": (Role.EDITOR, lambda store: store.history.entry(str(store.version()))),
    "history.corrections": (Role.EDITOR, lambda store: store.history.corrections()),
    "contacts.entries": (Role.EDITOR, lambda store: store.contacts.entries()),
    "at_rest": (Role.EDITOR, at_rest),
    "check": (Role.EDITOR, lambda store: store.check()),
    "edit": (Role.EDITOR, lambda store: store.edit(EDIT)),
    "history.undo": (Role.EDITOR, lambda store: store.history.undo()),
    "history.redo": (Role.EDITOR, lambda store: store.history.redo()),
    "write": (Role.EDITOR, lambda store: store.write(make_tables({("c", "e2"): "support"}))),
    "remember": (Role.EDITOR, lambda store: store.remember({"Aland": "a"})),
    "contacts.add": (Role.EDITOR, lambda store: store.contacts.add(CONTACT)),
    "contacts.replace": (Role.EDITOR, lambda store: store.contacts.replace(first_contact(store), CONTACT)),
    "contacts.remove": (Role.EDITOR, lambda store: store.contacts.remove(first_contact(store))),
    "write, to replace": (Role.ADMIN, lambda store: store.write(guarded(), replace=True)),
    "extras": (Role.ADMIN, lambda store: store.extras()),
    "restore": (Role.ADMIN, lambda store: store.restore(guarded(), store.extras(), 3)),
    "forgetting.look": (Role.ADMIN, lambda store: store.forgetting.look(without_actor("c"))),
    "forgetting.erase": (Role.ADMIN, lambda store: store.forgetting.erase(without_actor("c"))),
    "members.put": (Role.ADMIN, lambda store: store.members.put("cy@example.org", Role.VIEWER)),
    "members.remove": (Role.ADMIN, lambda store: store.members.remove("ada@example.org")),
}
"""What can be asked of a store, and the least role that it takes; `maps.new` has a test of its own."""
NO_ACTION = {"acting", "close", "require", "maps.new"}


def first_contact(store: Store) -> str:
    return str(store.contacts.entries()["id"].iloc[0])


def test_nothing_that_can_be_asked_of_a_store_is_forgotten_here(store: Store) -> None:
    rooms = {
        "": Store,
        "history.": History,
        "contacts.": ContactLog,
        "maps.": Maps,
        "members.": Members,
        "forgetting.": Forgetting,
    }
    offered = {
        prefix + name for prefix, room in rooms.items() for name, what in vars(room).items()
        if inspect.isfunction(what) and not name.startswith("_")
    }  # fmt: skip
    assert offered == {name.partition(",")[0] for name in ACTIONS} | NO_ACTION


def state(store: Store) -> tuple[object, ...]:
    """All that a write could change."""
    return store.tables(), store.extras(), store.version()


@pytest.mark.parametrize("role", list(Role))
def test_each_action_is_done_or_refused_by_the_role_and_a_refusal_changes_nothing(store: Store, role: Role) -> None:
    store.write(guarded(), who="owner")
    store.edit([RowChange("actors", ("a",), {"note": "first"})], who="owner")
    store.members.put("owner@example.org", Role.ADMIN)
    store.members.put("ada@example.org", Role.VIEWER)
    store.contacts.add(CONTACT)
    acting = store.acting(Person("cy@example.org", role))
    for name, (needed, act) in ACTIONS.items():
        if role.covers(needed):
            act(acting)
            continue
        before = state(store)
        with pytest.raises(NotAllowedError, match=f"cy@example.org is an? {role} of this map, and this takes an"):
            act(acting)
        after = state(store)
        assert (after[1], after[2]) == (before[1], before[2]), name


def test_a_new_map_takes_an_admin(store: Store) -> None:
    with pytest.raises(NotAllowedError, match="an admin can change that"):
        store.acting(Person("ed", Role.EDITOR)).maps.new("another")


def test_a_viewer_sees_nothing_protected_and_an_editor_all(store: Store) -> None:
    store.write(guarded())
    for role, actors, evidence in ((Role.VIEWER, {"a"}, {"e"}), (Role.EDITOR, {"a", "b"}, {"e", "secret"})):
        acting = store.acting(Person("cy", role))
        for tables in (acting.tables(), acting.tables(fresh=False)):
            assert (set(tables.actors["id"]), set(tables.evidence["id"])) == (actors, evidence)
            assert set(tables.stances["evidence_id"]) == evidence
        assert set(acting.network().actors.index) == actors


def test_the_history_names_whoever_signed_in_whatever_name_is_typed(store: Store) -> None:
    store.write(guarded(), who="owner")
    acting = store.acting(Person("ada@example.org", Role.EDITOR))
    acting.edit(EDIT, who="Somebody else")
    acting.history.undo(who="Nobody")
    assert list(store.history.entries()["who"]) == ["ada@example.org", "ada@example.org", "owner"]


def test_to_close_what_acts_for_somebody_leaves_the_store_open(store: Store) -> None:
    acting = store.acting(Person("ada", Role.EDITOR))
    acting.close()
    assert store.version() == acting.version()
    assert store.acting(Person("ada", Role.EDITOR)).tables(fresh=False).actors.empty


def test_members_are_known_by_their_address_in_any_spelling(store: Store, server: Settings) -> None:
    store.members.put(" Ada@Example.org ", Role.ADMIN)
    store.members.put("bo", Role.EDITOR)
    store.members.put("BO", Role.VIEWER)
    assert store.members.entries().to_numpy().tolist() == [["ada@example.org", "admin"], ["bo", "viewer"]]
    assert (store.members.role_of("ADA@example.org"), store.members.role_of("cy")) == (Role.ADMIN, None)
    store.members.remove("Bo")
    assert list(store.members.entries()["id"]) == ["ada@example.org"]
    with pytest.raises(UnknownIdError, match="bo is no member of this map"):
        store.members.remove("bo")


def test_the_first_member_is_an_admin_and_the_last_one_may_go(store: Store) -> None:
    with pytest.raises(CoalitionError, match="a map with members has an admin; name that one first"):
        store.members.put("bo", Role.EDITOR)
    store.members.put("ada", Role.ADMIN)
    store.members.remove("ada")
    assert store.members.entries().empty


def test_a_map_keeps_an_admin(store: Store) -> None:
    store.members.put("ada", Role.ADMIN)
    store.members.put("cy", Role.VIEWER)
    for last in (lambda: store.members.remove("ada"), lambda: store.members.put("ada", Role.EDITOR)):
        with pytest.raises(CoalitionError, match="ada is the only admin of this map; name another one first"):
            last()
    store.members.put("bo", Role.ADMIN)
    store.members.put("ada", Role.VIEWER)
    assert store.members.role_of("ada") is Role.VIEWER


@pytest.mark.parametrize("given", ["", "  ", "two words", "a;b", "x" * 255, "<script>", "a\nb"])
def test_what_is_no_address_is_no_member(store: Store, given: str) -> None:
    with pytest.raises(CoalitionError, match="is no e-mail address or user name"):
        store.members.put(given, Role.EDITOR)
    assert store.members.entries().empty


def test_members_go_into_a_backup_and_come_back(store: Store) -> None:
    store.write(guarded())
    store.members.put("ada", Role.ADMIN)
    kept, tables, version = store.extras(), store.tables(), store.version()
    assert kept.counts()["Member"] == 1
    store.members.put("bo", Role.ADMIN)
    store.restore(tables, kept, version)
    assert list(store.members.entries()["id"]) == ["ada"]
