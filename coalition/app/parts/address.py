"""Choices that live in the address, so that a link and the browser's Back reopen what was seen."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from coalition.app.parts import layout
from coalition.errors import UnknownIdError

EVERY = "all"
PAGE, SEEN, LEFT = "page", "address ", "left "
"""Where the visit keeps its page, what it has seen under each key of the address, and what it has replaced there, and
when."""
LATE = 5.0
"""Seconds for which an address that was replaced may still be sent by a browser that has not heard of it."""
Known = Callable[[str], Any]
"""Raises `UnknownIdError` for an id that is not in the data; its sentence, with the nearest ids, is shown."""


def ask(
    label: str,
    key: str,
    options: Sequence[str],
    default: str,
    words: Callable[[str], str],
    *,
    known: Known | None = None,
    widget: Callable[..., Any] = st.selectbox,
    remember: str = "",
) -> str:
    """A choice of one, under `key` in the address.

    Parameters
    ----------
    label, words
        What is asked, and the text of each option.
    options, default
        Ids; the default shows when the address names none.
    known
        For an id that is not among the options: what to say of it.
    remember
        Under this name the choice is kept for the visit: another page, or the same without it in the address, begins
        with it.
    """
    kept = st.session_state.get(f"remembered {remember}")
    named = st.query_params.get(key)
    if named is None and kept in options and kept != default:
        named = st.query_params[key] = str(kept)
    current = named if named in options else default
    if named is not None and named not in options:
        layout.alert(f"{_refusal(named, known)} Shown instead: {words(default)}")
    _follow_default(key, named, default)
    _follow(key, (named,), current)
    chosen = widget(label, list(options), format_func=words, key=key, **_filtered(widget))
    chosen = default if chosen is None else str(chosen)
    if chosen != current:
        _put(key, [chosen])
    if remember:
        st.session_state[f"remembered {remember}"] = chosen
    return chosen


def ask_one_or_all(
    label: str, key: str, options: Iterable[str], every: str, words: Callable[[str], str], known: Known | None = None
) -> str:
    """A choice of one, or `EVERY`, which is called `every` and shows until another is chosen."""
    return ask(
        label, key, [EVERY, *options], EVERY, lambda option: every if option == EVERY else words(option), known=known
    )


def remembered(name: str) -> str:
    """What was chosen under a name during this visit; "" for nothing."""
    return str(st.session_state.get(f"remembered {name}", ""))


def ask_many(
    label: str, key: str, options: Sequence[str], words: Callable[[str], str], known: Known | None = None,
    placeholder: str = "",
) -> list[str]:  # fmt: skip
    """A choice of any number, each under `key` in the address; ids that are not there are named and left out."""
    named = st.query_params.get_all(key)
    there = set(options)
    current = [one for one in dict.fromkeys(named) if one in there]
    for one in named:
        if one not in current:
            layout.alert(f"{_refusal(one, known)} It is left out.")
    _follow(key, tuple(named), current)
    chosen = st.multiselect(
        label, list(options), format_func=words, key=key, placeholder=placeholder, select_all=False,
        filter_mode="contains",
    )  # fmt: skip
    if chosen != current:
        _put(key, chosen)
    return chosen


def named(key: str, options: Collection[str]) -> list[str]:
    """What the address names under `key`, for a choice without a widget of its own; what is not there is said."""
    found = list(dict.fromkeys(st.query_params.get_all(key)))
    for one in found:
        if one not in options:
            layout.alert(f"{_refusal(one, None)} It is left out.")
    return [one for one in found if one in options]


def ask_number(label: str, key: str, low: int, high: int, default: int) -> int:
    """A whole number under `key` in the address."""
    named = st.query_params.get(key)
    fits = named is not None and named.isdecimal() and low <= int(named) <= high
    current = int(named) if named is not None and fits else default
    if named is not None and not fits:
        layout.alert(f"{named} is not a whole number from {low} to {high}. Shown instead: {default}")
    _follow(key, (named,), current)
    chosen = int(st.number_input(label, low, high, key=key))
    if chosen != current:
        _put(key, [] if chosen == default else [str(chosen)])
    return chosen


def ask_yes(
    label: str, key: str, default: bool = False, *, widget: Callable[..., bool] = st.toggle, disabled: bool = False
) -> bool:
    """Yes or no under `key` in the address, which names it only where it is not the default."""
    named = st.query_params.get(key)
    current = {"yes": True, "no": False}.get(str(named), default)
    _follow(key, (named,), current)
    chosen = bool(widget(label, key=key, disabled=disabled))
    if chosen != current:
        _put(key, [] if chosen == default else ["yes" if chosen else "no"])
    return chosen


def arrive(page: str) -> None:
    """Say on which page the address is read: a widget of the page before may have the key of one that comes now."""
    if st.session_state.get(PAGE) != page:
        st.session_state[PAGE] = page
        for mark in [name for name in st.session_state if str(name).startswith((SEEN, LEFT))]:
            del st.session_state[mark]


def go(key: str, *values: str) -> None:
    """Put ids into the address from a callback; the widgets follow."""
    _leave(key, values)
    st.query_params[key] = list(values)


def replace(keys: Iterable[str], **values: str) -> None:
    """Take some choices out of the address and put others into it from a callback, as one step that Back takes back."""
    dropped = {*keys, *values}
    for key in dropped:
        _leave(key, (values[key],) if key in values else ())
    kept = {key: st.query_params.get_all(key) for key in st.query_params if key not in dropped}
    st.query_params.from_dict(kept | {key: [value] for key, value in values.items()})


def forget(key: str) -> None:
    """Take a choice out of the address, because its options mean something else now; the widget shows the default."""
    st.query_params.pop(key, None)
    st.session_state.pop(f"{SEEN}{key}", None)
    st.session_state.pop(f"{LEFT}{key}", None)


def _put(key: str, values: list[str]) -> None:
    """Into the address, where the widget already stands."""
    _leave(key, values)
    if values:
        st.query_params[key] = values
    else:
        st.query_params.pop(key, None)
    st.session_state[f"{SEEN}{key}"] = tuple(values) or (None,)


def _leave(key: str, values: Iterable[str]) -> None:
    """Note what is about to be replaced in the address by some values: a browser may send it again before it hears of
    that.
    """
    left = f"{LEFT}{key}"
    replaced = (tuple(st.query_params.get_all(key)) or (None,), st.session_state.get(f"{SEEN}{key}", (None,)))
    noted = st.session_state.get(left, {}) | dict.fromkeys(replaced, time.monotonic())
    noted.pop(tuple(values) or (None,), None)  # it is wanted again
    st.session_state[left] = noted


def _follow(key: str, named: tuple[str | None, ...], current: object) -> None:
    """Set the widget where the address moved under it: a link, a typed address, Back or Forward.

    An address that a choice has just replaced, sent by a browser that has not heard of that yet, is no move: whoever
    chooses twice while the server is busy keeps the second choice.
    """
    seen, left, named = f"{SEEN}{key}", f"{LEFT}{key}", named or (None,)
    if st.session_state.get(seen, ()) == named and key in st.session_state:
        return
    replaced = st.session_state.get(left, {}).get(named, -math.inf)
    if key in st.session_state and time.monotonic() - replaced < LATE and not _by_history():
        return
    st.session_state.pop(left, None)
    st.session_state[seen] = named
    st.session_state[key] = current


def _follow_default(key: str, named: str | None, default: str) -> None:
    """Let a choice that nobody made follow its default, such as the first of a list that was filtered since."""
    shown = f"{SEEN}{key}, the default"
    if named is None and st.session_state.get(key) == st.session_state.get(shown) != default:
        st.session_state.pop(f"{SEEN}{key}", None)
    st.session_state[shown] = default


def _by_history() -> bool:
    """Whether Back or Forward led here."""
    return bool(getattr(get_script_run_ctx(), "is_history_navigation", False))


def _filtered(widget: Callable[..., Any]) -> dict[str, str]:
    """What is typed into a list finds the options that contain it, in their order: R21.1 before R21.11."""
    return {"filter_mode": "contains"} if widget is st.selectbox else {}


def _refusal(named: str, known: Known | None) -> str:
    if known is not None:
        try:
            known(named)
        except UnknownIdError as error:
            return f"{error}{'' if str(error).endswith('?') else '.'}"
    return f"“{named}” is not one of the choices here."
