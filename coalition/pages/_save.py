"""Saving an edit from a page: faults as sentences, both versions where somebody else was there first, a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from coalition.errors import ChangedSinceError, CoalitionError, RestsOnItError, TableError
from coalition.history.edits import Place, Row, RowChange
from coalition.pages import _layout, _shared

SAVED = "edit saved"
MOST = 12


@dataclass(frozen=True)
class Attempt:
    """An edit that somebody wants saved: by whom, why, what was seen, and whether all that rests on a row may go."""

    changes: tuple[RowChange, ...]
    expected: Mapping[Place, Row | None]
    who: str
    why: str
    with_all: bool = False


def save(attempt: Attempt, at: str) -> None:
    """Save; what stands in the way is kept under `at` for `told` to show. Meant as a callback of a button."""
    st.session_state.pop(f"refused {at}", None)
    try:
        store = _shared.store()
        change = store.edit(
            attempt.changes, who=attempt.who, why=attempt.why, expected=attempt.expected, with_all=attempt.with_all
        )
        st.session_state[SAVED] = f"Saved: {store.entry(change).what}." if change else "Nothing differs."
    except CoalitionError as error:
        st.session_state[f"refused {at}"] = (attempt, error)
        return
    _shared.changed()
    st.session_state[f"turn {at}"] = turn(at) + 1


def turn(at: str) -> int:
    """How often something was saved at a place: part of the keys of its widgets, which begin anew with each."""
    return int(st.session_state.get(f"turn {at}", 0))


def forget(at: str) -> None:
    st.session_state.pop(f"refused {at}", None)


def told(at: str) -> None:
    """What became of the last attempt at a place."""
    if f"refused {at}" not in st.session_state:
        return
    attempt, error = st.session_state[f"refused {at}"]
    if isinstance(error, TableError):
        for fault in error.faults[:MOST]:
            _layout.alert(str(fault))
        if len(error.faults) > MOST:
            _layout.note(f"and {len(error.faults) - MOST} more.")
    elif isinstance(error, ChangedSinceError):
        _clashes(attempt, error, at)
    elif isinstance(error, RestsOnItError):
        _layout.alert(f"{error}.")
        st.button(
            "Remove it with all of these", key=f"with all {at}", on_click=save,
            args=(replace(attempt, with_all=True), at),
        )  # fmt: skip
    else:
        _layout.alert(str(error))


def _clashes(attempt: Attempt, error: ChangedSinceError, at: str) -> None:
    """Both versions of each row, and the choice between them."""
    _layout.alert("Nothing is saved yet: somebody else changed the same rows meanwhile. Yours is kept below.")
    lines = [
        {
            "Row": f"{clash.table} {' '.join(clash.key)}", "Column": column,
            "As you saw it": _cell(clash.seen, column), "As it is now": _cell(clash.now, column),
            "As you want it": _cell(clash.wanted, column),
        }
        for clash in error.clashes
        for column in (clash.now or clash.seen or clash.wanted or {})
        if len({_cell(row, column) for row in (clash.seen, clash.now, clash.wanted)}) > 1
    ]  # fmt: skip
    _layout.grid(pd.DataFrame(lines))
    now = {(clash.table, clash.key): clash.now for clash in error.clashes}
    left, right = st.columns(2)
    left.button(
        "Save mine over theirs", key=f"mine {at}", on_click=save, width="stretch",
        args=(replace(attempt, expected={**attempt.expected, **now}), at),
    )  # fmt: skip
    rest = tuple(change for change in attempt.changes if change.place not in now)
    right.button(
        "Keep theirs, save the rest of mine" if rest else "Keep theirs", key=f"theirs {at}", width="stretch",
        on_click=save, args=(replace(attempt, changes=rest), at),
    )  # fmt: skip


def _cell(row: Mapping[str, str] | None, column: str) -> str:
    return "no row" if row is None else row.get(column, "")


def said() -> None:
    """Tell once what was saved."""
    if words := st.session_state.pop(SAVED, ""):
        st.toast(_layout.plain(str(words)))
        _layout.note(str(words))


def wanting(who: str, changes: Sequence[RowChange]) -> str:
    """What is still needed before something can be saved; "" for nothing."""
    if not changes:
        return "Nothing to save yet."
    return "" if who else "Give your name first: the history says who did what."
