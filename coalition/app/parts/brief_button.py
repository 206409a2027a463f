"""Part of a page: a button that makes a brief of the answer, and its four files to download."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import streamlit as st

from coalition.app import room
from coalition.app.parts import counting, layout, session
from coalition.app.room import View
from coalition.briefs.document import Brief, dated, left_out_words
from coalition.briefs.files import MIME, file_name, files
from coalition.errors import UnknownIdError

LABELS = {".pdf": "PDF", ".docx": "Word", ".xlsx": "Excel", ".csv": "CSV"}
NOTHING = "This answer is about something protected, which briefs leave out: there is nothing to hand on."


def show(build: Callable[..., Brief], name: str, *arguments: Any, wall: View | None = None) -> None:
    """A row with the button, the switches of what counts, and once it was pressed the files of the brief.

    The brief is `build(network, *arguments)`, computed on the map without what is protected, unless that is asked for.
    `name` begins the names of the files. With `wall` a second button puts that view on the wall of the room.
    """
    topic = name.split("-")[0]
    row = st.container(horizontal=True, vertical_alignment="center")
    pressed = row.button("Make a brief", key=f"brief {topic}")
    hidden = session.public_network()[1]
    protected = hidden and row.checkbox("With what is protected", key=f"protected {topic}")
    asked = (name, session.state(), session.counting(), arguments, protected)
    kept = f"brief made {topic}"
    if pressed:
        with st.spinner("Writing the brief ..."):
            st.session_state[kept] = (asked, *_made(build, arguments, hidden, protected))
    if wall is not None and session.sees_protected():
        _to_wall(row, wall.counted(session.counting()))
    counting.show(row)
    made_for, brief, made = st.session_state.get(kept, (None, None, {}))
    if made_for != asked:
        return
    for ending, data in made.items():
        row.download_button(
            LABELS[ending], data, file_name(name, brief.date, ending), MIME[ending],
            key=f"brief {topic} {ending}", on_click="ignore",
        )  # fmt: skip
    if brief is None:
        layout.alert(NOTHING)
    elif brief.left_out:
        layout.note(brief.left_out)


def show_wall(view: View) -> None:
    """A row with the button that puts a view on the wall, and the switches of what counts."""
    row = st.container(horizontal=True, vertical_alignment="center")
    if session.sees_protected():
        _to_wall(row, view.counted(session.counting()))
    counting.show(row)


def _to_wall(row: Any, view: View) -> None:
    """The button that puts a view on the wall, and what it did."""
    if row.button("Show on the wall", key=f"wall {view.kind}"):
        now = session.change_room(lambda before: room.put(before, view))
        shown = now.on_show == view
        row.caption("It is on the wall." if shown else f"The wall holds {room.MOST_VIEWS} views: take one out first.")
    with row:
        session.link("room", "Choose what the wall shows")


def _made(
    build: Callable[..., Brief], arguments: tuple[Any, ...], hidden: bool, protected: bool
) -> tuple[Brief | None, dict[str, bytes]]:
    """The brief of today and its files; nothing where it would be about what is protected and was not asked for."""
    try:
        found = session.result(build, *arguments, public=not protected)
    except UnknownIdError:
        return None, {}
    brief = dated(found, dt.date.today(), left_out_words(hidden, protected))
    return brief, files(brief)
