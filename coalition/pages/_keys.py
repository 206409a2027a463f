"""What keeps control page and wall together: keys of a keyboard or a clicker, and a look at the room every second."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from coalition import room
from coalition.errors import CoalitionError
from coalition.pages import _shared
from coalition.room import Room

EVERY_SECONDS = 1.0
Seen = tuple[tuple[int, int, int], str]
ACTIONS: dict[str, Callable[[Room], Room]] = {
    "next": room.following,
    "previous": room.previous,
    "blank": room.blank,
}
WORDS = "Keys: → or Page Down next, ← or Page Up previous, B or . blank."

# All presses since the last answer are sent with their number, so that none is lost when they come fast.
JS = """
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
_keys = st.components.v2.component("coalition_keys", js=JS)


def listen() -> None:
    """Let keys steer the wall while this page is open."""

    def steer() -> None:
        seen = st.session_state.get("last press", 0)
        pressed = [(int(at), str(action)) for at, action in _pressed(st.session_state["keys"])]
        steps = [ACTIONS[action] for at, action in pressed if at > seen and action in ACTIONS]
        if steps:
            st.session_state["last press"] = pressed[-1][0]
            room.change(_shared.room_file(), *steps)

    _keys(key="keys", on_pressed_change=steer, height=1)


def seen() -> Seen:
    """Something that changes with the room's file and with the map."""
    return room.stamp(_shared.room_file()), _shared.state()


@st.fragment(run_every=EVERY_SECONDS)
def follow(at: Seen) -> None:
    """Draw the page again when the room or the map is no longer as it was; until then draw nothing."""
    try:
        changed = seen() != at
    except CoalitionError:
        return
    if changed:
        st.rerun()


def _pressed(state: Any) -> list[Any]:
    return list(state.pressed or [])
