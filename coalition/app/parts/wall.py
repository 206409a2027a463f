"""Parts of the wall: a view drawn from the map as others may see it, its name, its pictures, keys of a clicker."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from coalition.analysis.bridges.ranking import bridges
from coalition.analysis.coalitions import coalition_for
from coalition.analysis.gaps.gaps import gaps
from coalition.analysis.partners.last_evaluation import search_recalibrated
from coalition.analysis.phrases import counted
from coalition.app import room, stamps
from coalition.app.parts import evaluation, session
from coalition.app.room import Room, View, ViewKind
from coalition.english import capitalized, number_of
from coalition.errors import CoalitionError
from coalition.figures.wall.bridges import bridges_wall
from coalition.figures.wall.canvas import WallPicture, message
from coalition.figures.wall.coalition import coalition_wall
from coalition.figures.wall.gaps import gaps_wall
from coalition.figures.wall.partners import partners_wall
from coalition.figures.wall.supporters import supporters_wall
from coalition.figures.wall.world import world_likeness_wall, world_wall
from coalition.measures.coalitions.certificate import Coalition
from coalition.measures.coalitions.rules import Rules
from coalition.model.network import Network

QUESTIONS = {
    ViewKind.PARTNERS: "Who to talk to first",
    ViewKind.SUPPORTERS: "Who supports it already",
    ViewKind.COALITION: "The smallest coalition",
    ViewKind.GAPS: "What nobody covers yet",
    ViewKind.BRIDGES: "Who bridges the regional groups",
    ViewKind.WORLD: "Where each State stands",
    ViewKind.WORLD_LIKENESS: "Who is like its supporters",
}
SECONDS = 20.0


def words(view: View) -> str:
    """What a view is called in a list."""
    groups = f" from {number_of(view.groups, 'group')} each" if view.groups else ""
    asked = QUESTIONS[view.kind]
    said = f"{', '.join(view.ids)}: {asked[:1].lower()}{asked[1:]}{groups}" if view.ids else asked
    return f"{said}. {counted(view.counting)}".removesuffix(". ")


def picture(view: View | None, size: tuple[int, int], dark: bool) -> WallPicture:
    """The picture of a view; what keeps it from being drawn stands in its place as a sentence."""
    if view is None:
        return message("Nothing is on the wall yet", "Prepare a view on the page Room.", size, dark)
    return session.result(_drawn, view, size, dark, public=True, counted=view.counting)


def _drawn(network: Network, view: View, size: tuple[int, int], dark: bool) -> WallPicture:
    how, ids = view.counting, view.ids
    left_out = session.public_network(how)[1]
    try:
        for key in ids:
            network.require("recommendations", key)
        if view.kind == ViewKind.GAPS:
            found = session.result(gaps, public=True, counted=how)
            return gaps_wall(network, found, size, dark, left_out)
        if view.kind == ViewKind.BRIDGES:
            by = "regional_group"
            ranked = session.result(bridges, by, public=True, counted=how) if left_out else session.bridges(by, how)
            return bridges_wall(network, ranked, size, dark, left_out)
        if view.kind == ViewKind.SUPPORTERS:
            return supporters_wall(network, ids[0], size, dark, left_out)
        if view.kind == ViewKind.WORLD:
            return world_wall(network, ids[0], size, dark, left_out)
        if view.kind in (ViewKind.PARTNERS, ViewKind.WORLD_LIKENESS):
            last = evaluation.last(network)
            asked = (ids[0], None, None, last.digest if last else "", evaluation.folder())
            searched = session.result(search_recalibrated, *asked, public=True, counted=how)
            draw_search = partners_wall if view.kind == ViewKind.PARTNERS else world_likeness_wall
            return draw_search(network, searched, size, dark, left_out)
        coalition = session.result(_smallest, ids, view.groups, public=True, counted=how)
        return coalition_wall(network, coalition, ids, view.groups, size, dark, left_out)
    except CoalitionError as error:
        said = str(error)
        return message("This view cannot be shown", capitalized(said), size, dark)


def _smallest(network: Network, recommendations: tuple[str, ...], groups: int) -> Coalition:
    return coalition_for(network, recommendations, Rules(groups=groups), time_limit=SECONDS)


# Pictures are drawn from their text; nothing in them is ever run.
# A picture is parsed as SVG and not as HTML, and only elements that draw are taken over.
DRAWING_JS = """
const DRAWN = new Set(['svg', 'title', 'desc', 'rect', 'line', 'circle', 'polygon', 'text']);
export default function({data, parentElement}) {
  const place = parentElement.querySelector('.w-drawing');
  if (!place || place.drawn === data.key) return;
  place.drawn = data.key;
  place.className = `w-drawing ${data.name}`;
  place.style.background = data.paper;
  place.replaceChildren(...data.pictures.map((svg) => {
    const drawn = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
    for (const node of drawn.querySelectorAll('*')) if (!DRAWN.has(node.localName)) node.remove();
    return document.importNode(drawn, true);
  }));
}
"""
_drawing = st.components.v2.component(
    "coalition_drawing", html='<div class="w-drawing"></div>', js=DRAWING_JS, isolate_styles=False
)


def draw(pictures: list[str], key: str, *, name: str, paper: str) -> None:
    """Show pictures one over the other (a style chooses among them), in an element of class `name`."""
    mark = f"{name} {paper} {hash(tuple(pictures))}"
    _drawing(key=key, data={"pictures": pictures, "name": name, "paper": paper, "key": mark})


# What keeps control page and wall together: keys of a keyboard or a clicker, and a look at the room every second.
EVERY = 1000
"""Milliseconds between two looks."""
ACTIONS: dict[str, Callable[[Room], Room]] = {
    "next": room.following,
    "previous": room.previous,
    "blank": room.blank,
}
WORDS = "Keys: → or Page Down next, ← or Page Up previous, B or . blank."

# All presses since the last answer are sent with their number, so that none is lost when they come fast.
KEYS_JS = """
const ACTIONS = {ArrowRight: 'next', PageDown: 'next', ArrowLeft: 'previous', PageUp: 'previous',
                 b: 'blank', B: 'blank', '.': 'blank'};
const TAKEN = 'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="combobox"], ' +
  '[role="listbox"], [role="slider"], [role="radiogroup"], [role="tablist"], [role="grid"], [role="menu"], ' +
  '[role="dialog"], canvas';
let listener = null;
const presses = [];
export default function({setTriggerValue}) {
  if (listener) document.removeEventListener('keydown', listener);
  listener = (event) => {
    const action = ACTIONS[event.key];
    const target = event.composedPath()[0];
    if (!action || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    if (target instanceof Element && target.closest(TAKEN)) return;
    event.preventDefault();
    const last = presses.length ? presses[presses.length - 1][0] : 0;
    presses.push([Math.max(Date.now(), last + 1), action]);
    while (presses.length > 20) presses.shift();
    setTriggerValue('pressed', presses.slice());
  };
  document.addEventListener('keydown', listener);
  return () => { document.removeEventListener('keydown', listener); listener = null; };
}
"""
_keys = st.components.v2.component("coalition_keys", js=KEYS_JS)


def listen() -> None:
    """Let keys steer the wall while this page is open, where an editor opened it."""
    if not session.sees_protected():
        return

    def steer() -> None:
        seen = st.session_state.get("last press", 0)
        pressed = [(int(at), str(action)) for at, action in _pressed(st.session_state["keys"])]
        steps = [ACTIONS[action] for at, action in pressed if at > seen and action in ACTIONS]
        if steps:
            st.session_state["last press"] = pressed[-1][0]
            session.steer(*steps)

    _keys(key="keys", on_pressed_change=steer, height=1)


# The wall asks for the stamp of its room and map; the page is made anew only where it is another one.
FOLLOW_JS = """
let timer = null;
export default function({data, setTriggerValue}) {
  clearInterval(timer);
  const look = async () => {
    try {
      const answer = await fetch(data.path, {cache: 'no-store'});
      const stamp = answer.ok ? await answer.text() : answer.status === 403 ? data.shut : data.stamp;
      if (stamp !== data.stamp) setTriggerValue('changed', stamp);
    } catch { /* the server is away: what is on the wall stays */ }
  };
  timer = setInterval(look, data.every);
  return () => { clearInterval(timer); };
}
"""
_following = st.components.v2.component("coalition_following", js=FOLLOW_JS)


SHUT = "shut"
"""What stands for a stamp where whoever looks has no role on the map."""


def follow(stamp: str) -> None:
    """Draw the page again when the room or the map is no longer as it was under this stamp; "" for one that could not
    be read, `SHUT` for one that is shown to others."""
    named = urlencode({session.MAP: session.settings().map}) if session.settings().map else ""
    path = f"{stamps.PATH}?{named}"
    data = {"path": path, "stamp": stamp, "every": EVERY, "shut": SHUT}
    _following(key="following", data=data, on_changed_change=_again, height=1)


def _again() -> None:
    """The page is made anew by itself."""


def _pressed(state: Any) -> list[Any]:
    return list(state.pressed or [])
