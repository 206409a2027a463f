"""The wall: one picture, nothing else, for a projector; it follows the page Room and keys by itself."""

from __future__ import annotations

import streamlit as st

from coalition.app import room
from coalition.app.parts import session, wall
from coalition.app.parts import wall as wall_parts
from coalition.errors import CoalitionError
from coalition.figures.wall.canvas import DARK, LIGHT, STANDARD, WIDE, message
from coalition.store.roles import NoRoleError

STYLE = """<style>
html, body, .stApp, [data-testid="stMain"] {{background: {paper} !important; overflow: hidden !important}}
[data-testid="stHeader"], [data-testid="stToolbar"], [data-testid="stDecoration"], [data-testid="stStatusWidget"],
[data-testid="stSidebar"], [data-testid="stConnectionStatus"], [data-testid="stToast"], [role="dialog"],
[data-testid="stDialog"], [data-baseweb="modal"], [data-testid="stSkeleton"], [data-testid="stAppSkeleton"],
[data-testid="stSpinner"] {{display: none !important}}
[data-stale="true"], .stale-element {{opacity: 1 !important}}
.block-container {{padding: 0 !important; max-width: none !important}}
.w-wall {{position: fixed; inset: 0; z-index: 999999; cursor: none}}
.w-wall svg {{position: absolute; inset: 0; width: 100%; height: 100%}}
@media (min-aspect-ratio: 3/2) {{.w-wall svg + svg {{display: none}}}}
@media (max-aspect-ratio: 2999/2000) {{.w-wall svg:has(+ svg) {{display: none}}}}
</style>"""


def body() -> None:
    stamp = session.stamp()
    now = room.load(session.room_file())
    paper = (DARK if now.dark else LIGHT).paper
    pictures = [] if now.blank else [wall.picture(now.on_show, size, now.dark).svg for size in (WIDE, STANDARD)]
    st.session_state["wall"] = pictures, paper
    _draw(pictures, paper)
    wall_parts.listen()
    wall_parts.follow(stamp)


def _draw(pictures: list[str], paper: str) -> None:
    st.html(STYLE.format(paper=paper))
    wall_parts.draw(pictures, "wall picture", name="w-wall", paper=paper)


def _show() -> None:
    """The last picture stays when the map cannot be read for a while; not for whoever may no longer see it."""
    try:
        body()
    except NoRoleError:
        st.session_state.pop("wall", None)
        _draw(_told("This wall is shut", "Whoever signed in here has no role on the map."), LIGHT.paper)
        wall_parts.follow(wall_parts.SHUT)
    except CoalitionError:
        sentence = _told("The map cannot be read", "The page Room says why.")
        _draw(*st.session_state.get("wall", (sentence, LIGHT.paper)))
        wall_parts.follow("")


def _told(what: str, why: str) -> list[str]:
    return [message(what, why, size, False).svg for size in (WIDE, STANDARD)]


_show()
