"""What each role finds on the pages: a viewer nothing that changes anything, nobody without a role any of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import streamlit as st
from page_texts import texts
from streamlit.testing.v1 import AppTest

from coalition.app.parts import session, visitor
from coalition.settings import Settings
from coalition.store.daemon import DATABASE
from coalition.store.home import CHOSEN, choose_map
from coalition.store.roles import Person, Role
from coalition.store.store import Store

pytestmark = pytest.mark.embedded
Visit = Callable[..., AppTest]
SEEN = [name for name in session.PAGES if name not in session.OF_EDITORS]
CHANGES = {
    "Note it", "Show on the wall", "Run the evaluation anew", "Save", "Undo this change", "Take it back all the same",
}  # fmt: skip


@pytest.fixture
def signed_in(monkeypatch: pytest.MonkeyPatch, home: Settings, visit: Visit) -> Iterator[Callable[[Role | None], None]]:
    """Sign somebody in with a role, as a proxy in front would; None signs nobody in."""

    def sign(role: Role | None) -> None:
        monkeypatch.setenv("COALITION_LOGIN", "proxy")
        monkeypatch.setattr(visitor, "said", lambda _: ("" if role is None else f"{role}@example.org", {}))
        st.cache_data.clear()

    with Store(home) as store:
        for role in reversed(Role):
            store.members.put(f"{role}@example.org", role)
        yield sign
        monkeypatch.undo()
        for key in store.members.entries()["id"]:
            store._put("delete_member", Role.ADMIN, id=key)
    st.cache_data.clear()


def buttons(test: AppTest) -> set[str]:
    return {one.label for one in test.button}


@pytest.mark.parametrize("page", SEEN)
def test_a_viewer_has_the_answer_and_nothing_to_change(
    visit: Visit, signed_in: Callable[[Role | None], None], page: str
) -> None:
    signed_in(Role.VIEWER)
    test = visit(page)
    assert not test.exception
    assert texts(test, "answer")
    assert not texts(test, "alert")
    assert not buttons(test) & CHANGES
    labels = [one.label for one in test.expander]
    assert not any(label.startswith("Contact log") for label in labels)
    assert "Your name, for the history" not in {one.label for one in test.text_input}
    assert any("Signed in as viewer" in one.value for one in test.caption)


def test_roles_are_those_of_the_map_that_was_opened_whatever_is_chosen_since(
    signed_in: Callable[[Role | None], None], home: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in(Role.EDITOR)
    named: list[str] = []

    def person(settings: Settings, said: object, map_name: str, role_of: object) -> Person:
        named.append(map_name)
        return Person("editor@example.org", Role.EDITOR)

    monkeypatch.setattr(visitor, "person", person)
    room = session.room_file()
    choose_map(home, "secret")
    try:
        session.person()
        assert session.room_file() == room
    finally:
        (home.home / CHOSEN).unlink()
    assert named == [DATABASE]


@pytest.mark.parametrize("page", session.OF_EDITORS)
def test_who_has_no_role_is_told_so_on_pages_of_editors_too(
    visit: Visit, signed_in: Callable[[Role | None], None], monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    signed_in(Role.VIEWER)
    monkeypatch.setattr(visitor, "said", lambda _: ("zed@example.org", {}))
    test = visit(page)
    assert not test.exception
    assert "without a role on this map" in " ".join(texts(test, "alert"))
    assert not texts(test, "answer")


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMIN])
def test_an_editor_finds_all_and_is_not_asked_for_a_name(
    visit: Visit, signed_in: Callable[[Role | None], None], role: Role
) -> None:
    signed_in(role)
    test = visit("partners", r="R18")
    assert "Note it" in buttons(test)
    assert "Show on the wall" in buttons(test)
    assert f"The history will say {role}@example.org." in texts(test, "note")
    assert "Your name, for the history" not in {one.label for one in test.text_input}
    for page in session.OF_EDITORS:
        found = visit(page)
        assert not found.exception
        assert texts(found, "answer")


@pytest.mark.parametrize("page", session.OF_EDITORS)
def test_a_page_of_editors_is_shut_for_a_viewer(
    visit: Visit, signed_in: Callable[[Role | None], None], page: str
) -> None:
    signed_in(Role.VIEWER)
    assert page not in session.offered()
    test = visit(page)
    assert not test.exception
    assert texts(test, "answer")[0].endswith(" is a page of the editors of this map.")
    assert buttons(test) <= {"Sign out"}
    assert not test.dataframe


def test_whoever_is_not_signed_in_sees_nothing_of_the_map(
    visit: Visit, signed_in: Callable[[Role | None], None]
) -> None:
    signed_in(None)
    test = visit("partners", r="R18")
    assert texts(test, "answer") == ["Sign in to see this map."]
    assert not test.dataframe
    assert not test.selectbox
    assert not test.text_input


def test_whoever_has_no_role_is_told_so_and_sees_nothing(
    visit: Visit, signed_in: Callable[[Role | None], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in(Role.VIEWER)
    monkeypatch.setattr(visitor, "said", lambda _: ("stranger@example.org", {}))
    test = visit("actor", actor="CHL")
    assert not test.exception
    assert texts(test, "alert") == [
        "Signed in as stranger@example.org, without a role on this map; ask whoever runs it for one"
    ]
    assert not texts(test, "answer")
    assert not test.dataframe
