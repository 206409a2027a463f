"""Saving an edit from a page: faults as sentences, both versions where somebody else was there first, a question."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

import pandas as pd
import streamlit as st

from coalition.analysis.phrases import named_text, stance_words
from coalition.app.parts import layout, session
from coalition.errors import ChangedSinceError, CoalitionError, RestsOnItError, TableError
from coalition.history.edits import DEFAULTS, Place, Row, RowChange, cleaned
from coalition.model.vocabulary import COLUMNS, KEYS, Position

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
        store = session.store()
        change = store.edit(
            attempt.changes, who=attempt.who, why=attempt.why, expected=attempt.expected, with_all=attempt.with_all
        )
        done = stance_saved(attempt.changes) or store.history.entry(change).what if change else ""
        st.session_state[SAVED] = f"Saved: {done}." if change else "Nothing differs."
    except CoalitionError as error:
        st.session_state[f"refused {at}"] = (attempt, error)
        return
    session.changed()
    st.session_state[f"turn {at}"] = turn(at) + 1


def stance_saved(changes: Sequence[RowChange]) -> str:
    """What the change of one stance did, by the names of actor and text; "" where it is another sort of change."""
    if len(changes) != 1 or changes[0].table != "stances":
        return ""
    (actor, evidence), row, network = changes[0].key, changes[0].row, session.network()
    if actor not in network.actors.index or evidence not in network.evidence.index:
        return ""
    name = network.actors.loc[actor, "name"]
    if row is None:
        return f"{name} is no longer on record on {named_text(network, evidence)}"
    if "position" in row:
        return f"{name} {stance_words(network, evidence, Position(row['position']))}"
    return f"{name} on {named_text(network, evidence)}, {', '.join(row)} changed"


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
            layout.alert(str(fault))
        if len(error.faults) > MOST:
            layout.note(f"and {len(error.faults) - MOST} more.")
    elif isinstance(error, ChangedSinceError):
        _clashes(attempt, error, at)
    elif isinstance(error, RestsOnItError):
        layout.alert(f"{error}.")
        st.button(
            "Remove it with all of these", key=f"with all {at}", on_click=save,
            args=(replace(attempt, with_all=True), at),
        )  # fmt: skip
    else:
        layout.alert(str(error))


def _clashes(attempt: Attempt, error: ChangedSinceError, at: str) -> None:
    """Both versions of each row, and the choice between them."""
    layout.alert("Nothing is saved yet: somebody else changed the same rows meanwhile. Yours is kept below.")
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
    layout.grid(pd.DataFrame(lines))
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
        st.toast(layout.markdown_escaped(str(words)))
        layout.note(str(words))


def wanting(who: str, changes: Sequence[RowChange]) -> str:
    """What is still needed before something can be saved; "" for nothing."""
    if not changes:
        return "Nothing to save yet."
    return "" if who else "Give your name first: the history says who did what."


# Who edits: a name asked once per browser. It is kept in a cookie of this browser, never in an address.
COOKIE = "coalition_editor"
JS = """
export default function({data}) {
  document.cookie = 'coalition_editor=' + encodeURIComponent(data.name) + '; max-age=31536000; path=/; SameSite=Strict';
}
"""
_keeper = st.components.v2.component("coalition_editor", js=JS)
KEPT = "editor"
LIMIT = 100


def name() -> str:
    """Whoever is signed in; else the name that this browser gave, "" before it did."""
    if whose := session.person():
        return whose.id
    if KEPT not in st.session_state:
        kept = st.context.cookies.get(COOKIE, "")
        st.session_state[KEPT] = unquote(kept)[:LIMIT].strip() if isinstance(kept, str) else ""
    return str(st.session_state[KEPT])


def ask() -> str:
    """Ask for the name, or show it; "" until there is one. Whoever is signed in is not asked."""
    known = name()
    if session.person():
        layout.note(f"The history will say {known}.")
        return known
    given = st.text_input(
        "Your name, for the history", value=known, max_chars=LIMIT, key="editor name", placeholder="asked once"
    ).strip()
    if given != known:
        st.session_state[KEPT] = given
    if given:
        _keeper(key="editor kept", data={"name": given}, height=1)
    return given


def changes_of(name: str, seen: pd.DataFrame, shown: pd.DataFrame) -> tuple[list[RowChange], dict[Place, Row | None]]:
    """Changes that turn the rows of a table as they were seen into those shown now, and the rows as they were seen.

    Rows are told apart by their labels, so that a changed key is a row removed and another added. A new row says
    `DEFAULTS` where nothing was typed; one without any cell is none.
    """
    changes: list[RowChange] = []
    expected: dict[Place, Row | None] = {}
    old, new = _rows(name, seen), _rows(name, shown)
    for label, row in old.items():
        if label not in new or _key(name, new[label]) != _key(name, row):
            changes.append(RowChange(name, _key(name, row), None))
            expected[name, _key(name, row)] = row
    for label, row in new.items():
        before = old.get(label)
        if before == row or not any(row.values()):
            continue
        key = _key(name, row)
        if before is not None and _key(name, before) == key:
            changes.append(RowChange(name, key, {c: cell for c, cell in row.items() if cell != before[c]}))
            expected[name, key] = before
        else:
            blank = {column: word for column, word in DEFAULTS.items() if not row.get(column, "x")}
            changes.append(RowChange(name, key, row | blank))
            expected.setdefault((name, key), None)
    gone = {change.key for change in changes if change.row is None}
    again = {change.key for change in changes if change.row is not None}
    return [change for change in changes if change.row is not None or change.key not in gone & again], expected


def new_id(words: str, taken: Container[str]) -> str:
    """An id for something new, from its name: letters and digits, and a number where it is taken.

    >>> new_id("Côte d'Azur Network", {"cote-d-azur-network"}), new_id("منظمة", set())
    ('cote-d-azur-network-2', 'new-1')
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    if base and base not in taken:
        return base
    number = 2 if base else 1
    while f"{base or 'new'}-{number}" in taken:
        number += 1
    return f"{base or 'new'}-{number}"


def _rows(name: str, frame: pd.DataFrame) -> dict[object, Row]:
    rows = frame.reindex(columns=list(COLUMNS[name])).to_dict("index")
    return {label: {str(column): cleaned(cell) for column, cell in row.items()} for label, row in rows.items()}


def _key(name: str, row: Row) -> tuple[str, ...]:
    return tuple(row[column] for column in KEYS[name])
