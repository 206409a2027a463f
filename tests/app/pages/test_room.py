"""The control page and the wall, without a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from page_texts import texts
from streamlit.testing.v1 import AppTest

from coalition.app import room
from coalition.app.parts import session
from coalition.app.parts.visitor import Said
from coalition.app.room import Room, View, ViewKind
from coalition.errors import CoalitionError
from coalition.settings import Settings

pytestmark = pytest.mark.embedded
Visit = Callable[..., AppTest]
NOBODY: Said = ("", {})


@pytest.fixture(autouse=True)
def fresh(home: Settings) -> Iterator[None]:
    room.path(home).unlink(missing_ok=True)
    yield
    room.path(home).unlink(missing_ok=True)


def press(test: AppTest, label: str) -> AppTest:
    return next(button for button in test.button if button.label == label).click().run()


def state(home: Settings) -> Room:
    return room.load(room.path(home))


def test_a_room_begins_with_two_views_and_says_what_is_on_the_wall(visit: Visit) -> None:
    assert texts(visit("room"), "answer") == ["On the wall: What nobody covers yet (1 of 2)"]


def test_the_stamp_that_walls_ask_for_changes_with_the_room(visit: Visit, home: Settings) -> None:
    visit("room")
    before = session.stamp_of("", NOBODY)
    assert session.stamp_of("", NOBODY) == before
    room.change(room.path(home), room.blank)
    assert session.stamp_of("", NOBODY) != before
    with pytest.raises(CoalitionError):
        session.stamp_of("no/map", NOBODY)


def test_a_change_that_cannot_be_made_is_told(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> Room:
        raise CoalitionError("the database does not answer")

    test = visit("room")
    monkeypatch.setattr(session, "change_room", away)
    test = press(test, "Next →")
    assert not test.exception
    assert "The database does not answer." in texts(test, "alert")
    assert "The database does not answer." not in texts(test.run(), "alert")


def test_a_page_is_of_one_version_from_its_first_word_to_its_last(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit("room")
    newest = iter(range(101, 200))
    asked = session._ask
    monkeypatch.setattr(session, "_ask", lambda settings: (asked(settings)[0], next(newest)))
    assert session.version() != session.version()
    with session.turn("gaps"):
        assert session.version() == session.version()
        seen = session.network()
        assert session.network() is seen
        before = session.version()
        session.changed()
        assert session.version() != before, "a change of its own is seen at once"
    assert session.version() != session.version()


def test_buttons_change_the_room(visit: Visit, home: Settings) -> None:
    test = press(visit("room"), "Next →")
    assert state(home).place == 1
    assert texts(test, "answer") == ["On the wall: Who bridges the regional groups (2 of 2)"]
    assert next(button for button in test.button if button.label == "Next →").disabled
    test = press(test, "Blank")
    assert state(home).blank
    assert texts(test, "answer")[0].startswith("The wall is blank.")
    test = press(press(test, "Show again"), "Dark")
    assert (state(home).blank, state(home).dark) == (False, True)
    assert not press(test, "Light").exception
    assert not state(home).dark


def test_a_view_about_a_recommendation_is_added_once(visit: Visit, home: Settings) -> None:
    test = visit("room", r="R22.3")
    test.selectbox(key="view kind").set_value(ViewKind.SUPPORTERS).run()
    test = press(test, "Add")
    assert state(home).views[-1] == View(ViewKind.SUPPORTERS, ("R22.3",))
    assert "3. R22.3: who supports it already" in texts(test, "text")
    assert next(button for button in test.button if button.label == "Already there").disabled


def test_a_coalition_needs_recommendations(visit: Visit, home: Settings) -> None:
    test = visit("room")
    test.selectbox(key="view kind").set_value(ViewKind.COALITION).run()
    assert test.button(key="add view").disabled
    test.multiselect(key="view goals").set_value(["R18", "R22.3"]).run()
    test.number_input(key="view groups").set_value(3).run()
    press(test, "Add")
    assert state(home).views[-1] == View(ViewKind.COALITION, ("R18", "R22.3"), 3)


def test_an_empty_list_is_a_sentence(visit: Visit, home: Settings) -> None:
    test = press(press(visit("room"), "Remove"), "Remove")
    assert state(home).views == ()
    assert texts(test, "answer") == ["Nothing is prepared for the wall."]
    assert not visit("wall").exception


def test_a_recommendation_that_is_gone_is_a_sentence_on_the_wall(visit: Visit, home: Settings) -> None:
    room.change(room.path(home), lambda _: Room((View(ViewKind.PARTNERS, ("R99",)),)))
    drawn = pictures(visit("wall"))
    assert "This view cannot be shown" in drawn
    assert "No recommendation R99" in drawn


def test_the_wall_has_two_shapes_of_one_picture_and_no_other_element(visit: Visit, home: Settings) -> None:
    room.change(room.path(home), lambda _: Room((View(ViewKind.PARTNERS, ("R22.3",)),)))
    test = visit("wall")
    assert not test.exception
    assert pictures(test).count("<title>R22.3: who to talk to first?</title>") == 2
    assert not [*test.button, *test.selectbox, *test.dataframe, *texts(test, "answer")]


def test_the_last_picture_stays_when_the_map_cannot_be_read(
    visit: Visit, home: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.change(room.path(home), lambda _: Room((View(ViewKind.PARTNERS, ("R22.3",)),)))
    test = visit("wall")
    monkeypatch.setenv("COALITION_URI", "bolt://127.0.0.1:9")
    assert "R22.3: who to talk to first?" in pictures(test.run())
    assert "The map cannot be read" in pictures(visit("wall"))


def pictures(test: AppTest) -> str:
    """The pictures of a page, as their component gets them."""
    assert not test.exception
    drawn: Any = [element.proto for element in test.get("bidi_component")]
    return " ".join(str(proto.json).replace('\\"', '"') for proto in drawn)
