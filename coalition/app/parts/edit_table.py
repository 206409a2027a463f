"""A part of the Edit page: any table, to change row by row as in a spreadsheet."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import pandas as pd
import streamlit as st

from coalition.app.parts import address, editing, layout, session
from coalition.english import number_of
from coalition.model.vocabulary import (
    COLUMNS,
    Act,
    Coverage,
    EvidenceKind,
    Grade,
    Kind,
    Position,
    Tables,
    Visibility,
    YesNo,
)

WORDS = {
    "stances": "Stances",
    "actors": "Actors",
    "evidence": "Evidence",
    "bears_on": "What evidence bears on",
    "recommendations": "Recommendations",
    "groups": "Regional groups",
    "blocs": "Blocs",
}
CHOICES: dict[tuple[str, str], type[StrEnum]] = {
    ("actors", "kind"): Kind,
    ("evidence", "kind"): EvidenceKind,
    ("evidence", "act"): Act,
    ("stances", "position"): Position,
    ("evidence", "coverage"): Coverage,
} | {
    (table, column): words
    for table, columns in COLUMNS.items()
    for column, words in {"visibility": Visibility, "grade": Grade, "leadership": YesNo, "contestable": YesNo}.items()
    if column in columns
}
REFERS = {"evidence_id": "evidence", "recommendation_id": "recommendations", "actor_id": "actors",
          "regional_group": "groups", "target_evidence": "evidence"}  # fmt: skip
OPTIONAL = {"regional_group", "country", "blocs", "ended", "note", "paragraph", "target_evidence", "body", "family"}
SHOWN: dict[tuple[str, str], dict[str, str]] = {("evidence", "act"): {act.value: act.meaning for act in Act}}
"""What stands in the list in place of a word that does not explain itself."""
HELP = {("stances", "ended"): "When support ended (YYYY, YYYY-MM or YYYY-MM-DD); it counts no longer. Empty: it holds."}


def show(tables: Tables, who: str) -> None:
    layout.head("Change rows")
    left, right = st.columns([2, 3])
    with left:
        name = address.ask("Table", "table", list(WORDS), "stances", WORDS.__getitem__)
    with right:
        about = _about(tables, name)
    at = f"{name} {about}"
    seen = _seen(tables, name, about, at)
    layout.note(
        "Change cells, add rows at the end, mark rows at their left edge to remove them. Each row needs a source."
        if "source" in COLUMNS[name]
        else "Change cells, add rows at the end, mark rows at their left edge to remove them."
    )
    shown = st.data_editor(
        seen, num_rows="dynamic", hide_index=True, key=f"table {at} {editing.turn(at)}", width="stretch",
        column_config=_columns(tables, name), row_height=30, height=38 + 30 * min(len(seen) + 2, 14),
        alt=f"The table {WORDS[name]}, to be changed",
    )  # fmt: skip
    changes, expected = editing.changes_of(name, seen, shown)
    left, middle, right = st.columns([5, 2, 2], vertical_alignment="bottom")
    why = left.text_input("Why", max_chars=300, key=f"why {at} {editing.turn(at)}").strip()
    wanting = editing.wanting(who, changes)
    count = f"Save {number_of(len(changes), 'row')}" if changes else "Save"
    middle.button(
        count, type="primary", key="table save", disabled=bool(wanting), width="stretch", on_click=editing.save,
        args=(editing.Attempt(tuple(changes), expected, who, why), at),
    )  # fmt: skip
    right.button("Start again", key="table again", disabled=not changes, on_click=_again, args=(at,), width="stretch")
    layout.note(wanting)
    editing.told(at)


def _about(tables: Tables, name: str) -> str:
    """Of whom the stances are shown; the other tables are whole."""
    if name != "stances":
        return ""
    names = dict(zip(tables.actors["id"], tables.actors["name"], strict=True))
    if not names:
        return ""
    ids = sorted(names, key=lambda key: (str(names[key]).casefold(), key))
    return address.ask("Of", "actor", ids, ids[0], lambda key: str(names.get(key, key)))


def _seen(tables: Tables, name: str, about: str, at: str) -> pd.DataFrame:
    """The rows as they were when this visitor began to change them: somebody else may save meanwhile."""
    key, version = f"seen {at}", session.version()
    turn = editing.turn(at)
    kept: tuple[int, int, pd.DataFrame] | None = st.session_state.get(key)
    touched = any(dict(st.session_state.get(f"table {at} {turn}", {})).values())
    if kept is None or (kept[:2] != (version, turn) and not touched):
        frame = getattr(tables, name)
        rows = frame[frame["actor_id"] == about] if name == "stances" else frame
        kept = st.session_state[key] = (version, turn, rows.reset_index(drop=True))
    elif kept[0] != version:
        layout.note("The map has changed since you began. Where the same rows did, saving shows both versions.")
    return kept[2]


def _again(at: str) -> None:
    """Forget what was typed."""
    editing.forget(at)
    st.session_state[f"turn {at}"] = editing.turn(at) + 1


def _columns(tables: Tables, name: str) -> dict[str, Any]:
    """How each column is typed: from a list where there is one."""
    found: dict[str, Any] = {}
    for column in COLUMNS[name]:
        heading, needed = layout.heading(column), column not in OPTIONAL
        if (name, column) in CHOICES:
            options = [str(word) for word in CHOICES[name, column]]
            shown = SHOWN.get((name, column), {})
            said: dict[object, str] = {word: shown.get(word, word) for word in options}
            found[column] = st.column_config.SelectboxColumn(
                heading, options=options, required=needed, format_func=said.__getitem__
            )
        elif column in REFERS:
            ids = list(getattr(tables, REFERS[column])["id"])
            found[column] = st.column_config.SelectboxColumn(heading, options=ids if needed else ["", *ids])
        else:
            found[column] = st.column_config.TextColumn(
                heading, required=needed and column == "source", help=HELP.get((name, column))
            )
    return found
