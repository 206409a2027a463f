"""What each page, and each file made on one, shows a viewer, and what an editor hands on without asking for more."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import streamlit as st
from page_texts import opened, settled, words
from protected.secret_rows import (
    EDITOR,
    GROUP,
    MARK,
    PLEDGE,
    STATE,
    VIEWER,
    VOTE,
    WITH,
    WITHOUT,
    Two,
    letters,
    plain,
    without_the_word,
)
from streamlit.delta_generator import DeltaGenerator
from streamlit.testing.v1 import AppTest

from coalition.app import room
from coalition.app.parts import brief_button, session, share, visitor
from coalition.app.room import Room, View, ViewKind
from coalition.model.positions import STRICT
from coalition.model.visibility import INSIDE, LEFT_OUT

pytestmark = pytest.mark.embedded
Files = dict[str, str]
Visit = Callable[..., tuple[AppTest, Files]]
VISITS: dict[str, list[dict[str, str]]] = {
    "start": [{}],
    "partners": [{"r": "R18", "map": "yes"}, {"r": "R18", "as": STATE}, {"r": "R18", "e": PLEDGE}, {"r": "R12.1"}],
    "gaps": [{"shared": "yes"}, {"r": "R18", "in": "grulac"}],
    "bridges": [{"ties": "yes", "thresholds": "yes"}, {"by": "kind"}, {"by": "two", "on": "R18"}],
    "world": [{"r": "R18"}, {"r": "R18", "colour": "likeness"}, {"r": "R18", "actor": STATE}],
    "coalition": [{"r": "R18"}, {"r": "R18", "must": GROUP}],
    "whatif": [{"s": f"{STATE}:{VOTE}=oppose"}, {"actor": GROUP}],
    "map": [{}, {"theme": "all themes", "kind": "everybody"}, {"group": "weog", "bloc": "EU"}],
    "recommendation": [{"r": "R18"}, {"r": "R18", "disputed": "yes", "declarations": "yes"}],
    "actor": [{"actor": "CHL"}, {"actor": GROUP}, {"actor": "ZQ"}],
    "compare": [{"bloc": "G77"}, {"group": "grulac", "r": "R18"}, {"actor": STATE}, {"group": "weog", "e": PLEDGE}],
    "sources": [{"background": "yes"}, {"e": PLEDGE}],
    "wall": [{}],
    **{name: [{}] for name in session.OF_EDITORS},
}
"""Addresses of every page, some of which name something protected."""
VIEWS = (
    View(ViewKind.GAPS), View(ViewKind.BRIDGES), View(ViewKind.PARTNERS, ("R18",)), View(ViewKind.SUPPORTERS, ("R18",)),
    View(ViewKind.COALITION, ("R18", "R22.3")), View(ViewKind.WORLD, ("R18",)),
    View(ViewKind.WORLD_LIKENESS, ("R18",)),
)  # fmt: skip


def test_no_page_and_no_view_is_forgotten_here() -> None:
    assert set(VISITS) == {*session.PAGES, *session.HIDDEN}
    assert {view.kind for view in VIEWS} == set(ViewKind)


@pytest.fixture
def visit(two: Two, monkeypatch: pytest.MonkeyPatch) -> Visit:
    """Visit a page of a map as somebody; the files that it offers come with it."""
    monkeypatch.setenv("COALITION_LOGIN", "proxy")
    for maker in ("pdf", "word"):  # the files of a brief are looked at where they are made by its own button
        monkeypatch.setattr(share, maker, lambda brief: repr(brief).encode())
    files: Files = {}
    offer = DeltaGenerator.download_button

    def recorded(self: Any, label: str, data: Any, file_name: str = "", *rest: Any, **more: Any) -> bool:
        given = data() if callable(data) else data
        files[file_name] = plain(given if isinstance(given, bytes) else given.encode())
        return offer(self, label, given, file_name, *rest, **more)

    monkeypatch.setattr(DeltaGenerator, "download_button", recorded)
    monkeypatch.setattr(st, "download_button", partial(recorded, st._main))

    def visited(page: str, map_name: str, who: str, **ids: str) -> tuple[AppTest, Files]:
        monkeypatch.setenv("COALITION_MAP", map_name)
        monkeypatch.setattr(visitor, "said", lambda _: (who, {}))
        session._role.clear()
        files.clear()
        return settled(opened(page, **ids)), files

    return visited


def shown(test: AppTest) -> str:
    """All that a page sends to the browser, data of tables and pictures included; the map by one name."""
    assert not test.exception
    sent: list[bytes] = []

    def walk(node: Any) -> None:
        if (proto := getattr(node, "proto", None)) is not None:
            sent.append(proto.SerializeToString(deterministic=True))
        for child in getattr(node, "children", {}).values():
            walk(child)

    walk(test._tree)
    text = b"\n".join(sent).decode("latin-1")
    return re.sub(f"{WITH}|{WITHOUT}", "MAP", text)


@pytest.mark.parametrize(("page", "ids"), [(page, ids) for page, several in VISITS.items() for ids in several], ids=str)
def test_a_viewer_sees_the_map_without_the_rows(visit: Visit, page: str, ids: dict[str, str]) -> None:
    if ids is VISITS[page][0]:
        visit(page, WITH, EDITOR, **ids)  # what was worked out for an editor stays with the editors
    told, bare = (shown(visit(page, name, VIEWER, **ids)[0]) for name in (WITH, WITHOUT))
    assert told == bare
    assert "zq" in str(ids).lower() or MARK not in told.lower()


BRIEFS = {
    "partners": {"r": "R18", "map": "yes"}, "gaps": {}, "bridges": {}, "coalition": {"r": "R18"},
    "whatif": {"s": "BRA:HRC-26-9=oppose"}, "actor": {"actor": "CHL"},
}  # fmt: skip


@pytest.mark.parametrize("page", BRIEFS)
def test_a_brief_is_that_of_the_map_without_the_rows(visit: Visit, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if page != "partners":  # the others go into files by the same way
        monkeypatch.setattr(brief_button, "files", lambda brief: {".csv": repr(brief).encode()})
    made = []
    for name, who in ((WITH, EDITOR), (WITH, VIEWER), (WITHOUT, VIEWER)):
        test, files = visit(page, name, who, **BRIEFS[page])
        settled(test.button(key=f"brief {page}").click().run())
        made.append(dict(files))
    editors, told, bare = made
    assert len(bare) >= (5 if page == "partners" else 1)
    assert told == bare
    assert not [name for name, text in (editors | told).items() if MARK in text.lower()]
    for name, text in editors.items():
        if not name.endswith(".pdf"):  # whose lines and pages break elsewhere when a sentence is added
            assert without_the_word(text) == without_the_word(bare[name]), name
    assert any(letters(LEFT_OUT) in letters(text) for text in editors.values())


SHARED = {
    "partners": {"r": "R18"}, "gaps": {}, "bridges": {}, "coalition": {"r": "R18"},
    "whatif": {"s": "BRA:HRC-26-9=oppose"}, "actor": {"actor": "CHL"}, "world": {"r": "R18", "colour": "likeness"},
    "recommendation": {"r": "R18"}, "compare": {"bloc": "G77"}, "map": {"theme": "all themes", "kind": "everybody"},
}  # fmt: skip


@pytest.mark.parametrize("page", SHARED)
def test_what_is_shared_is_of_the_map_without_the_rows(visit: Visit, page: str) -> None:
    made = []
    for name, who in ((WITH, EDITOR), (WITH, VIEWER), (WITHOUT, VIEWER)):
        _, files = visit(page, name, who, **SHARED[page])
        made.append({name: text for name, text in files.items() if name.startswith("coalition-")})
    editors, told, bare = made
    assert {name.rpartition(".")[2] for name in bare} >= {"html", "csv"}
    assert told == bare
    assert MARK not in str(editors | told).lower()
    assert {name: without_the_word(text) for name, text in editors.items()} == {
        name: without_the_word(text) for name, text in bare.items()
    }
    (whole,) = (text for name, text in editors.items() if name.endswith(".html"))
    assert letters(LEFT_OUT) in letters(whole)


@pytest.mark.parametrize(
    ("page", "ids"),
    [
        ("actor", {"actor": GROUP}), ("compare", {"actor": [STATE, "CHL"]}), ("coalition", {"r": "R18", "must": GROUP}),
        ("whatif", {"s": f"CHL:{VOTE}=oppose"}),
    ],
)  # fmt: skip
def test_an_answer_about_a_protected_row_is_not_shared(visit: Visit, page: str, ids: dict[str, Any]) -> None:
    test, files = visit(page, WITH, EDITOR, **ids)
    assert share.NOTHING in words(test)
    assert not [name for name in files if name.startswith("coalition-")]


def test_the_map_to_take_away_is_that_without_the_rows(visit: Visit) -> None:
    made = []
    for name, who in ((WITH, EDITOR), (WITH, VIEWER), (WITHOUT, VIEWER)):
        test, files = visit("sources", name, who)
        test.button(key="export make").click().run()
        made.append(dict(files))
    editors, told, bare = made
    assert list(bare) == ["coalition.xlsx"]
    assert told == bare
    assert without_the_word(editors["coalition.xlsx"]) == without_the_word(bare["coalition.xlsx"])
    assert MARK not in str(made).lower()


def test_no_view_of_the_wall_tells_of_the_rows(visit: Visit, two: Two) -> None:
    for place in range(len(VIEWS)):
        drawn = []
        for name, who in ((WITH, EDITOR), (WITH, VIEWER), (WITHOUT, VIEWER)):
            room.change(room.path(two.told, name), lambda _, place=place: Room(VIEWS, place))
            pictures, _ = visit("wall", name, who)[0].session_state["wall"]
            drawn.append(pictures)
        editors, told, bare = drawn
        assert told == bare
        assert all(letters(LEFT_OUT) in letters(picture) for picture in editors)
        assert MARK not in str(drawn).lower()


def test_a_search_finds_nothing_of_the_rows(visit: Visit) -> None:
    found = []
    for name, who in ((WITH, EDITOR), (WITH, VIEWER), (WITHOUT, VIEWER)):
        test, _ = visit("gaps", name, who)
        found.append(test.text_input(key="search for").set_value("Zqxname").run())
    assert "Nothing found." not in words(found[0])
    assert "Nothing found." in words(found[1])
    assert shown(found[1]) == shown(found[2])


PICTURES: dict[str, tuple[dict[str, str], int]] = {
    "partners": ({"r": "R18", "map": "yes"}, 2), "gaps": ({}, 1), "bridges": ({"ties": "yes"}, 2),
    "actor": ({"actor": "CHL"}, 1),
}  # fmt: skip
"""Pages with pictures that can be saved, and how many there are at least."""


@pytest.mark.parametrize("page", PICTURES)
def test_a_picture_that_an_editor_saves_says_what_is_inside(visit: Visit, page: str) -> None:
    ids, pictures = PICTURES[page]
    assert shown(visit(page, WITH, EDITOR, **ids)[0]).count(INSIDE) >= pictures
    assert INSIDE not in shown(visit(page, WITHOUT, EDITOR, **ids)[0])


def test_whose_role_changes_meanwhile_brings_no_protected_row_to_viewers(visit: Visit) -> None:
    visit("gaps", WITH, EDITOR)
    state = session.state()
    assert MARK in str(list(session.network_of(state, STRICT).actors.index)).lower()
    st.cache_resource.clear()
    assert MARK not in str(list(session.network_of(state._replace(public=True), STRICT).actors.index)).lower()


def test_nothing_of_the_rows_is_logged(visit: Visit, two: Two, caplog: pytest.LogCaptureFixture, capfd: Any) -> None:
    for page in ("partners", "actor"):
        for who in (EDITOR, VIEWER):
            visit(page, WITH, who, actor=GROUP)
    logged = (two.told.home / "server.log").read_text(encoding="utf-8", errors="replace")
    assert MARK not in "".join((logged, caplog.text, *capfd.readouterr())).lower()
