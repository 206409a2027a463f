"""Room: what forty people see on the wall, one question at a time, steered from here."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from coalition.app import room
from coalition.app.parts import address as addresses
from coalition.app.parts import layout, session, wall
from coalition.app.parts import wall as wall_parts
from coalition.app.room import Room, View, ViewKind
from coalition.figures.wall.canvas import WIDE, WallPicture
from coalition.model.network import Network

ABOUT_ONE = (ViewKind.PARTNERS, ViewKind.SUPPORTERS, ViewKind.WORLD, ViewKind.WORLD_LIKENESS)
STYLE = """<style>
.w-preview {border: 1px solid #8A949E; border-radius: 4px; overflow: hidden; background: #000}
.w-preview svg {display: block; width: 100%; height: auto}
.w-blank {aspect-ratio: 16 / 9; display: grid; place-items: center; color: #fff; font-size: 1.3rem}
</style>"""


def body(network: Network) -> None:
    st.html(STYLE)
    stamp, now = session.stamp(), room.load(session.room_file())
    layout.answer(_on_the_wall(now))
    if now.notice:
        layout.alert(now.notice)
    if refused := st.session_state.pop(session.REFUSED, ""):
        layout.alert(f"{refused}.")
    left, right = st.columns([5, 3], gap="medium")
    with left:
        picture = _preview(now)
        _steer(now)
        if len(picture.table):
            layout.twin(picture.table, "The picture as a table")
    with right:
        _coming(now)
        _prepared(now)
        _add(network, now)
    wall_parts.listen()
    wall_parts.follow(stamp)


def _on_the_wall(now: Room) -> str:
    if now.on_show is None:
        return "Nothing is prepared for the wall."
    what = f"{wall.words(now.on_show)} ({now.place + 1} of {len(now.views)})"
    return f"The wall is blank. Next on it: {what}" if now.blank else f"On the wall: {what}"


def _preview(now: Room) -> WallPicture:
    """What the room sees."""
    picture = wall.picture(now.on_show, WIDE, now.dark)
    if now.blank:
        st.html('<div class="w-preview w-blank" role="img">The wall is blank.</div>')
    else:
        wall_parts.draw([picture.svg], "preview", name="w-preview", paper="")
    return picture


def _steer(now: Room) -> None:
    """The buttons a facilitator presses, and where the wall opens."""
    a, b, c, d = st.columns(4)
    many = len(now.views)
    a.button("← Previous", on_click=_do, args=("previous",), disabled=now.place == 0 and not now.blank, width="stretch")
    b.button(
        "Next →", on_click=_do, args=("next",), disabled=now.place + 1 >= many and not now.blank, type="primary",
        width="stretch",
    )  # fmt: skip
    c.button("Show again" if now.blank else "Blank", on_click=_do, args=("blank",), width="stretch")
    d.button("Light" if now.dark else "Dark", on_click=_shade, args=(not now.dark,), width="stretch")
    own = session.settings().map
    address = f"wall?{urlencode({session.MAP: own})}" if own else "wall"
    opens = f'<a href="{address}" target="_blank" rel="noopener">Open the wall in a new window</a>'
    st.html(f'<p class="c-text c-open">{opens}</p>')
    layout.note(f"Drag that window to the projector and press F11. {wall_parts.WORDS} They work on the wall as well.")


def _coming(now: Room) -> None:
    layout.head("Next")
    if now.coming is None:
        layout.note("Nothing: this is the last view.")
        return
    layout.note(wall.words(now.coming))
    wall_parts.draw([wall.picture(now.coming, WIDE, now.dark).svg], "coming", name="w-preview", paper="")


def _prepared(now: Room) -> None:
    """The list of views: show one, or take one out."""
    layout.head("Prepared")
    for place, view in enumerate(now.views):
        name, show, out = st.columns([5, 3, 3], gap="xsmall", vertical_alignment="center")
        with name:
            layout.text(f"{'▶ ' if place == now.place else ''}{place + 1}. {wall.words(view)}")
        key = f"{place} {view.kind} {' '.join(view.ids)} {view.groups} {view.counting}"
        show.button("Show", key=f"show {key}", on_click=_show, args=(place,), width="stretch")
        out.button("Remove", key=f"out {key}", on_click=_remove, args=(place, view), width="stretch")


def _add(network: Network, now: Room) -> None:
    """Prepare one more view."""
    layout.head("Prepare a view")
    kind = st.selectbox("Question", list(ViewKind), format_func=lambda key: wall.QUESTIONS[key], key="view kind")
    kind, words = kind or ViewKind.PARTNERS, session.recommendation_words(network)
    ids: tuple[str, ...] = ()
    groups, options = 0, list(network.recommendations.index)
    if kind in ABOUT_ONE:
        ids = (addresses.ask("Recommendation", "r", options, options[0], words),)
    elif kind is ViewKind.COALITION:
        ids = tuple(st.multiselect("Recommendations", options, format_func=words, key="view goals"))
        groups = int(st.number_input("Regional groups for each", 0, len(network.groups), 0, key="view groups"))
    view = View(kind, ids, groups).counted(session.counting())
    wanting = kind is ViewKind.COALITION and not ids
    there = view in now.views
    st.button("Already there" if there else "Add", on_click=_added, args=(view,), disabled=there or wanting,
             width="stretch", key="add view")  # fmt: skip


def _do(action: str) -> None:
    session.steer(wall_parts.ACTIONS[action])


def _show(place: int) -> None:
    session.steer(lambda now: room.show(now, place))


def _shade(dark: bool) -> None:
    session.steer(lambda now: room.shade(now, dark))


def _remove(place: int, view: View) -> None:
    """Another page may have changed the list meanwhile: only what was seen is taken out."""
    session.steer(
        lambda now: room.remove(now, place) if place < len(now.views) and now.views[place] == view else now,
    )


def _added(view: View) -> None:
    session.steer(lambda now: room.add(now, view))


session.show(body)
