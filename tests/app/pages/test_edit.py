"""Editing on the pages: a few clicks in a workshop, two editors at once, undo, and the contact log."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pandas as pd
import pytest
from page_texts import press, texts, words
from streamlit.testing.v1 import AppTest

from coalition.app.parts import contact_log, session
from coalition.app.parts.editing import changes_of, new_id, stance_saved
from coalition.briefs.partners import partners as brief
from coalition.history.edits import RowChange
from coalition.model.network import Network
from coalition.model.vocabulary import COLUMNS
from coalition.store.store import Store

pytestmark = pytest.mark.embedded
Visit = Callable[..., AppTest]
ITEM = "HRC-26-9"
SECRET = "the minister hesitates"


@pytest.fixture
def store(writing: Store) -> Iterator[Store]:
    """The map behind the pages; what a test did to it, and its contacts, are taken back."""
    yield writing
    for contact in writing.contacts.entries()["id"]:
        writing.contacts.remove(str(contact))


def named(test: AppTest) -> AppTest:
    return test.text_input(key="editor name").set_value("Ada").run()


def run(test: AppTest) -> AppTest:
    """The page anew; what was typed into a list is an option of it, which the test framework does not know."""
    for item in test.selectbox:
        if str(item.key).startswith("quick actor") and item.value and item.format_func(item.value) not in item.options:
            item.options.append(item.value)
    return test.run()


def save(test: AppTest) -> AppTest:
    next(button for button in test.button if button.key == "quick save").click()
    return run(test)


def box(test: AppTest, start: str) -> object:
    return next(item for item in [*test.selectbox, *test.text_input] if str(item.key).startswith(start))


def test_a_new_actor_and_its_stance_take_one_screen(visit: Visit, store: Store) -> None:
    test = named(visit("edit"))
    box(test, "quick actor").set_value("Sister Cities' Network")
    run(test)
    box(test, "quick evidence").set_value(ITEM)
    run(test)
    box(test, "quick source").set_value("said in the room")
    run(test)
    test = save(test)
    assert not texts(test, "alert")
    stance = store.query("stances_of_actor", actor="sister-cities-network")
    assert stance[["evidence_id", "position", "source"]].to_numpy().tolist() == [[ITEM, "support", "said in the room"]]
    assert store.history.entries(limit=1)["who"].iloc[0] == "Ada"
    assert "Sister Cities' Network" in words(visit("actor", actor="sister-cities-network"))


def test_a_missing_source_is_a_sentence_beside_the_row_and_nothing_is_lost(visit: Visit, store: Store) -> None:
    version = store.version()
    test = named(visit("edit"))
    box(test, "quick actor").set_value("New One")
    box(run(test), "quick evidence").set_value(ITEM)
    test = save(run(test))
    assert texts(test, "alert") == [f"Stances new-one {ITEM} source: is empty; fill it in"]
    assert box(test, "quick actor").value == "New One"
    assert store.version() == version


def test_without_a_name_nothing_can_be_saved(visit: Visit, store: Store) -> None:
    test = visit("edit")
    box(test, "quick actor").set_value("New One")
    run(test)
    assert next(button for button in test.button if button.key == "quick save").proto.disabled
    assert "Give your name first" in words(test)


def test_of_two_editors_the_second_sees_both_versions_and_chooses(visit: Visit, store: Store) -> None:
    test = named(visit("edit"))
    box(test, "quick actor").set_value("CHL")
    box(run(test), "quick evidence").set_value(ITEM)
    box(run(test), "quick source").set_value("mine")
    run(test)
    store.edit([RowChange("stances", ("CHL", ITEM), {"position": "oppose", "grade": "seen", "source": "theirs"})])
    test = save(test)
    assert "somebody else changed the same rows meanwhile" in words(test)
    table = next(frame.value for frame in test.dataframe if "As you want it" in frame.value)
    row = table.set_index("Column").loc["source"]
    assert (row["As it is now"], row["As you want it"]) == ("theirs", "mine")
    press(test, "Save mine over theirs")
    assert "mine" in list(store.query("stances_of_actor", actor="CHL")["source"])
    assert next(iter(store.history.corrections("CHL")["source"])) == "theirs"


def test_a_corrected_stance_shows_what_it_was_on_the_page_of_its_actor(visit: Visit, store: Store) -> None:
    place = ("CHL", ITEM)
    old = store.query("stances_of_actor", actor="CHL").set_index("evidence_id").loc[ITEM, "position"]
    store.edit([RowChange("stances", place, {"position": "absent"})], who="Ada", why="misread")
    session.changed()
    test = visit("actor", actor="CHL")
    record = next(frame.value for frame in test.dataframe if "Corrected" in frame.value)
    assert re.search(rf"corrected on 20\d\d-\d\d-\d\d: was {old}", " ".join(record["Corrected"]))
    assert any("misread" in list(frame.value.get("Why", [])) for frame in test.dataframe)


def test_history_shows_before_and_after_and_takes_back(visit: Visit, store: Store) -> None:
    before = store.tables().stances
    change = store.edit([RowChange("stances", ("CHL", ITEM), {"position": "absent"})], who="Bo", why="misread")
    session.changed()
    test = named(visit("history", change=change))
    assert "the last, an edit by Bo: stance CHL HRC-26-9 changed" in texts(test, "answer")[0]
    assert any("absent" in list(frame.value.get("after", [])) for frame in test.dataframe)
    test = press(test, "Undo this change")
    assert store.tables().stances.equals(before)
    assert "Done: stance CHL HRC-26-9 changed" in words(test)


def test_undo_asks_where_rows_changed_since(visit: Visit, store: Store) -> None:
    change = store.edit([RowChange("stances", ("CHL", ITEM), {"position": "absent"})], who="Bo")
    store.edit([RowChange("stances", ("CHL", ITEM), {"position": "oppose"})], who="Cy")
    session.changed()
    test = press(named(visit("history", change=change)), "Undo this change")
    assert "position is now 'oppose', was 'absent'" in texts(test, "alert")[0]
    press(test, "Take it back all the same")
    assert store.history.entries(limit=1)[["kind", "undoes", "who"]].to_numpy().tolist() == [["undo", change, "Ada"]]


def test_the_contact_log_stands_beside_the_evidence_and_leaves_with_nothing(visit: Visit, store: Store) -> None:
    test = named(visit(r="R21.10"))
    actor = test.selectbox(key="actor").value
    box(test, f"answer R21.10 {actor}").set_value(SECRET)
    test = press(test.run(), "Note it")
    assert SECRET in words(test)
    assert SECRET not in str(dict(test.query_params))
    network, _ = session.public_network()
    assert SECRET not in str(brief(network, "R21.10", None, None, ""))
    tables = session.tables()
    assert not any(SECRET in frame.to_csv() for _, frame in tables)
    for page in ("wall", "room", "history", "actor", "recommendation"):
        other = visit(page)
        assert SECRET not in words(other) + " ".join(frame.value.to_csv() for frame in other.dataframe)
    test.toggle(key="not yet asked").set_value(True).run()
    (ranked,) = (frame.value for frame in test.dataframe if "State" in frame.value and "Close to" in frame.value)
    assert len(ranked)
    assert network.actors.loc[actor, "name"] not in list(ranked["State"])


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ([("CHL", "e", "support", "", "", "seen", "s")], []),
        ([("CHL", "e", "oppose", "", "", "seen", "s")], [RowChange("stances", ("CHL", "e"), {"position": "oppose"})]),
        ([("CHL", "e", "support", "2024", "", "seen", "s")], [RowChange("stances", ("CHL", "e"), {"ended": "2024"})]),
        ([], [RowChange("stances", ("CHL", "e"), None)]),
        ([("CHL", "e", "support", "", "", "seen", "s"), (None,) * 7], []),
    ],
)
def test_what_was_done_to_a_table_becomes_changes(shown: list[tuple[str, ...]], expected: list[RowChange]) -> None:
    columns = list(COLUMNS["stances"])
    seen = pd.DataFrame([("CHL", "e", "support", "", "", "seen", "s")], columns=columns)
    assert changes_of("stances", seen, pd.DataFrame(shown, columns=columns))[0] == expected


def test_evidence_added_by_hand_begins_as_declared() -> None:
    seen = pd.DataFrame(columns=list(COLUMNS["evidence"]), dtype=str)
    shown = pd.DataFrame([{"id": "e", "kind": "law"}], columns=seen.columns)
    (change,) = changes_of("evidence", seen, shown)[0]
    assert change.row is not None
    assert change.row["act"] == "declared"
    (change,) = changes_of("evidence", seen, shown.assign(act="own"))[0]
    assert change.row is not None
    assert change.row["act"] == "own"


def test_a_changed_key_is_a_row_removed_and_another_added() -> None:
    seen = pd.DataFrame([("a", "A", "x"), ("b", "B", "x")], columns=["id", "name", "source"])
    shown = pd.DataFrame([("c", "A", "x"), ("b", "B", "x")], columns=["id", "name", "source"])
    changes, expected = changes_of("blocs", seen, shown)
    assert [(change.key, change.row is None) for change in changes] == [(("a",), True), (("c",), False)]
    assert expected["blocs", ("c",)] is None


def test_ids_of_new_actors_are_plain_and_free() -> None:
    assert new_id("São Tomé: Youth", set()) == "sao-tome-youth"
    assert new_id("São Tomé: Youth", {"sao-tome-youth"}) == "sao-tome-youth-2"


def test_nobody_asked_is_no_column() -> None:
    assert contact_log.column(pd.DataFrame(columns=["actor_id"]), pd.Series(["CHL"])) == {}


def test_what_was_saved_is_told_by_names(monkeypatch: pytest.MonkeyPatch, seed_network: Network) -> None:
    monkeypatch.setattr(session, "network", lambda: seed_network)
    key = ("GHA", "UNMUTE")
    text = "“UNmute Civil Society initiative of 52 States (letter A/75/893)” (2021)"
    assert stance_saved([RowChange("stances", key, {"position": "support"})]) == f"Ghana stands behind {text}"
    assert stance_saved([RowChange("stances", key, None)]) == f"Ghana is no longer on record on {text}"
    assert stance_saved([RowChange("stances", key, {"note": "x"})]) == f"Ghana on {text}, note changed"
    assert stance_saved([RowChange("actors", ("GHA",), {"name": "x"})]) == ""
    assert stance_saved([RowChange("stances", ("new-1", "UNMUTE"), {"position": "support"})]) == ""
