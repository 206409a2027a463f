"""Answers that take their time: computed aside, with progress and a way to stop waiting."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

import streamlit as st

from coalition.app.parts import layout, session
from coalition.app.parts.snapshots import State
from coalition.model.positions import Counting

T = TypeVar("T")
AT_ONCE = 0.4
"""Seconds: what is done by then shows no progress."""


@st.cache_resource(show_spinner=False)
def _workers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=2, thread_name_prefix="search")


@st.cache_resource(max_entries=100, show_spinner=False)
def _job(
    state: State, counted: Counting, name: str, arguments: tuple[Any, ...], _function: Callable[..., T]
) -> tuple[float, Future[T]]:
    return time.monotonic(), _workers().submit(_function, session.network_of(state, counted), *arguments)


def wait_for(function: Callable[..., T], *arguments: Any, doing: str | Callable[[], str]) -> T | None:
    """`function(network, *arguments)`, once per version of the map and way to count; None until it is there.

    Meanwhile the page shows `doing` (or what it says by then), the seconds, and a button that stops the waiting; the
    work itself goes on to its end, and who asks again finds its result.
    """
    name = f"{function.__module__}.{function.__qualname__}"
    begun, future = _job(session.state(), session.counting(), name, arguments, _function=function)
    stopped = f"stopped {name} {arguments} {session.counting()}"
    if not future.done() and not st.session_state.get(stopped):
        try:
            return future.result(timeout=AT_ONCE)
        except TimeoutError:
            pass
    if future.done():
        st.session_state.pop(stopped, None)
        return future.result()
    if st.session_state.get(stopped):
        layout.note("Stopped.")
        st.button("Go on", on_click=lambda: st.session_state.pop(stopped, None))
        return None
    _watch(future, begun, doing, stopped)
    return None


@st.fragment(run_every=0.5)
def _watch(future: Future[Any], begun: float, doing: str | Callable[[], str], stopped: str) -> None:
    """How long it has taken so far; draws the page anew when it is done."""
    if future.done():
        st.rerun()
    left, right = st.columns([5, 1], vertical_alignment="center")
    with left:
        layout.text(f"{doing if isinstance(doing, str) else doing()} {time.monotonic() - begun:.0f} s")
    if right.button("Stop", key=f"stop {stopped}"):
        st.session_state[stopped] = True
        st.rerun()
