"""A person or an actor is erased from the map, its history and its backups, on real servers, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import neo4j
import pytest
from conftest import make_tables
from contract.conftest import ON_TWO

from coalition.errors import CoalitionError
from coalition.exchange.backup import erase, read, save, take
from coalition.history import log
from coalition.history.edits import RowChange
from coalition.store import store as store_module
from coalition.store.contacts import Contact
from coalition.store.extras import Extras
from coalition.store.forgetting import ERASED, without_actor, without_person
from coalition.store.roles import Role
from coalition.store.store import Store

pytestmark = ON_TWO
NAME = "Ada Example"
SPELLINGS = ("Ada Example", "ADA  example", "ada-example", "Ada.Example")


def filled(store: Store) -> None:
    """A map that names a person wherever it can."""
    store.write(make_tables({("a", "e"): "support", ("b", "e"): "oppose"}, bears_on={"e": "R1"}), who=NAME)
    for number, spelling in enumerate(SPELLINGS):
        note = "x" * 47 + f" told by {spelling}, by phone" if number == 3 else f"told by {spelling}"
        store.edit([RowChange("actors", ("a",), {"note": note})], who="Bo", why=f"{spelling} asked for it")
    store.edit([RowChange("stances", ("b", "e"), {"source": "https://example.org/ada-example/1"})], who="ada example")
    store.remember({f"{NAME}'s office": "a", "The B": "b"})
    store.contacts.add(Contact("a", "R1", "2026-11-28", NAME, f"ask {NAME} again", "Adage Examples"))
    store.contacts.add(Contact("b", "R1", "2026-11-28", "Bo"))


def held(extras: Extras) -> str:
    """All text beside the tables, the rows of the history unpacked."""
    parts = [log.unpacked(one["values"]["data"]) for one in extras.nodes if "ChangePart" in one["labels"]]
    return f"{extras} {parts}".casefold()


def everything(store: Store) -> str:
    return held(store.extras()) + "".join(frame.to_csv() for _, frame in store.tables()).casefold()


def test_nothing_names_a_person_who_was_erased(store: Store) -> None:
    filled(store)
    store.members.put("bo@example.org", Role.ADMIN)
    store.members.put(f"{NAME.replace(' ', '.')}@example.org", Role.VIEWER)
    shown = store.forgetting.look(without_person(NAME))
    assert {"actors", "stances", "history", "Contact", "ActorName", "Member", "Change"} == set(shown["where"])
    assert "ada" in everything(store)
    store.forgetting.erase(without_person(NAME))
    left = everything(store)
    assert "ada example" not in left.replace("adage example", "")
    assert all(spelling.casefold() not in left.replace("adage example", "") for spelling in SPELLINGS)
    assert "told by ada" not in left, "half of a name, in the words of an entry that quote its rows"
    assert "adage examples" in left, "a part of another word is another word"
    assert store.tables().actors["note"].iloc[0].endswith(f"told by {ERASED}, by phone")
    assert list(store.members.entries()["id"]) == ["bo@example.org"]
    assert store.remembered() == {"The B": "b"}
    assert sorted(store.contacts.entries()["asked_by"]) == ["Bo", ERASED]
    assert store.check() == []
    assert store.forgetting.look(without_person(NAME)).empty


def test_undo_brings_no_name_back_and_the_erasure_cannot_be_undone(store: Store) -> None:
    filled(store)
    store.forgetting.erase(without_person(NAME))
    entry = store.history.entries().iloc[0]
    assert (entry["kind"], entry["what"]) == ("forget", "somebody was erased")
    with pytest.raises(CoalitionError, match=f"change {entry['id']} cannot be taken back: somebody was erased"):
        store.history.undo(str(entry["id"]))
    for _ in range(5):
        store.history.undo(who="Bo")
        assert "ada example" not in everything(store).replace("adage", "")
    assert store.tables().actors["note"].iloc[0] == ""
    store.history.redo(who="Bo")
    assert store.tables().actors["note"].iloc[0] == f"told by {ERASED}"


def test_an_actor_goes_with_all_that_tells_of_it(store: Store) -> None:
    filled(store)
    store.edit([RowChange("actors", ("a",), {"note": "Secret"})], who="Bo")
    only = store.history.newest().id
    shown = store.forgetting.look(without_actor("a"))
    assert {"actors", "stances", "history", "Contact", "ActorName"} == set(shown["where"])
    store.forgetting.erase(without_actor("a"))
    tables, extras = store.tables(), store.extras()
    assert list(tables.actors["id"]) == ["b"]
    assert list(tables.stances["actor_id"]) == ["b"]
    for node in extras.nodes:
        if "ChangePart" in node["labels"]:
            assert all("a" not in row[:2] for row in log.unpacked(node["values"]["data"])[1])
        assert "a" not in node["values"].get("about", [])
    assert "secret" not in held(extras)
    assert list(store.contacts.entries()["actor_id"]) == ["b"]
    assert store.remembered() == {"The B": "b"}
    with pytest.raises(CoalitionError, match=f"change {only} cannot be taken back: somebody was erased"):
        store.history.undo(only)
    assert store.check() == []
    assert store.forgetting.look(without_actor("a")).empty


def test_an_erasure_that_fails_changes_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(store)
    before = store.tables(), store.extras(), store.version()

    def fails(transaction: neo4j.Transaction, version: int) -> None:
        raise RuntimeError("pulled")

    monkeypatch.setattr(store_module, "set_version", fails)
    with pytest.raises(RuntimeError, match="pulled"):
        store.forgetting.erase(without_person(NAME))
    assert (store.extras(), store.version()) == before[1:]
    assert store.tables().actors.equals(before[0].actors)


def test_a_backup_is_written_anew_without_somebody(store: Store, tmp_path: Path) -> None:
    filled(store)
    path = tmp_path / "map.backup"
    save(take(store), path)
    content = path.read_bytes()
    assert erase(path, without_person("Cy Nobody")).empty
    assert path.read_bytes() == content
    assert not erase(path, without_person(NAME)).empty
    assert not erase(path, without_actor("b")).empty
    found = read(path)
    assert list(found.tables.actors["id"]) == ["a"]
    assert "ada example" not in held(found.extras).replace("adage", "")
    store.restore(found.tables, found.extras, found.version)
    assert store.check() == []
    assert store.extras().counts() == found.extras.counts()
    assert "ada example" not in everything(store).replace("adage", "")
    path.write_bytes(content[:-50])
    with pytest.raises(CoalitionError, match="is damaged or not a backup"):
        erase(path, without_person(NAME))
    assert path.read_bytes() == content[:-50]


def test_the_only_admin_is_not_erased_while_there_are_members(store: Store) -> None:
    store.write(make_tables({("a", "e"): "support"}))
    store.members.put("ada@example.org", Role.ADMIN)
    store.members.put("bo@example.org", Role.VIEWER)
    with pytest.raises(CoalitionError, match="the only admin of the map; name another one first"):
        store.forgetting.erase(without_person("ada@example.org"))
    assert len(store.members.entries()) == 2


@pytest.mark.parametrize("name", ["", "a", "Al", "12", "..."])
def test_what_is_no_whole_name_is_refused(store: Store, name: str) -> None:
    with pytest.raises(CoalitionError, match="is too short to be told from other words"):
        without_person(name)
