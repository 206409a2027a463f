"""Edit: add an actor and its stance in a few clicks, or change any row; every change can be taken back."""

from __future__ import annotations

import streamlit as st

from coalition.app.parts import edit_table, editing, layout, session
from coalition.history.edits import DEFAULTS, RowChange, rows_at
from coalition.model.network import Network
from coalition.model.vocabulary import Kind, Position, Tables

QUICK = "quick"
OTHER = "none"


def body(network: Network) -> None:
    tables = session.tables()
    layout.answer("Change the map: every change is kept, and can be taken back.")
    editing.said()
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        layout.note(
            f"{len(tables.actors):,} actors, {len(tables.evidence):,} pieces of evidence, {len(tables.stances):,} "
            "stances. What is saved shows on all pages, and on the wall, at once."
        )
        session.link("history", "What was changed, by whom, and undo")
    with right:
        who = editing.ask()
    with st.container(border=True):
        _quick(tables, who)
    edit_table.show(tables, who)


def _quick(tables: Tables, who: str) -> None:
    """A stance, of an actor that is there or of a new one, on one screen."""
    layout.head("Add a stance")
    n = editing.turn(QUICK)
    names = dict(zip(tables.actors["id"], tables.actors["name"], strict=True))
    one, two, three = st.columns([3, 4, 3])
    with one:
        chosen = st.selectbox(
            "Actor: choose, or type a new name", sorted(names, key=lambda key: names[key].casefold()), index=None,
            format_func=lambda key: names.get(key, key), accept_new_options=True, key=f"quick actor {n}",
        )  # fmt: skip
    with two:
        titles = dict(zip(tables.evidence["id"], tables.evidence["title"], strict=True))
        item = st.selectbox(
            "Evidence", _in_order(tables), index=None, format_func=lambda key: f"{titles[key]} ({key})",
            key=f"quick evidence {n}",
        )  # fmt: skip
    with three:
        position = st.segmented_control(
            "Position", [str(word) for word in Position], default=str(Position.SUPPORT), key=f"quick position {n}",
            required=True,
        )  # fmt: skip
    changes: list[RowChange] = []
    actor = _actor(tables, names, str(chosen or ""), n, changes)
    one, two, three = st.columns([5, 4, 1], vertical_alignment="bottom")
    source = one.text_input("Source: where it can be read", max_chars=2000, key=f"quick source {n}").strip()
    why = two.text_input("Why, or by whom it was told (optional)", max_chars=300, key=f"quick why {n}")
    if actor and item:
        place = ("stances", (actor, str(item)))
        known = rows_at(tables, [place])[place]
        if known is not None:
            layout.note(
                f"On record: {known['position']}. Source: {known['source']}. Saving corrects it; the history keeps it."
            )
        row = {"position": str(position), "source": source} | ({} if known else {"grade": DEFAULTS["grade"]})
        changes.append(RowChange("stances", place[1], row))
    expected = rows_at(tables, [change.place for change in changes])
    wanting = editing.wanting(who, changes)
    three.button(
        "Save", type="primary", key="quick save", disabled=bool(wanting), width="stretch", on_click=editing.save,
        args=(editing.Attempt(tuple(changes), expected, who, why.strip()), QUICK),
    )  # fmt: skip
    if changes and wanting:
        layout.note(wanting)
    editing.told(QUICK)


def _actor(tables: Tables, names: dict[str, str], chosen: str, n: int, changes: list[RowChange]) -> str:
    """Id of the actor; where the name is new, what is asked of it becomes a change too."""
    if not chosen or chosen in names:
        return chosen
    alike = [key for key, name in names.items() if name.casefold() == chosen.strip().casefold()]
    if alike:
        return alike[0]
    one, two, three, four = st.columns([2, 2, 2, 4])
    kind = one.selectbox(
        "It is a", list(Kind), index=list(Kind).index(Kind.NGO), format_func=lambda kind: kind.words,
        key=f"quick kind {n}",
    )  # fmt: skip
    groups = {OTHER: "none", **dict(zip(tables.groups["id"], tables.groups["name"], strict=True))}
    group = two.selectbox("Regional group", list(groups), format_func=groups.__getitem__, key=f"quick group {n}")
    protected = three.selectbox(
        "Who may see it", ["public", "protected"], key=f"quick visibility {n}",
        format_func={"public": "everybody", "protected": "editors only"}.__getitem__,
    )  # fmt: skip
    about = four.text_input("Source about it", max_chars=2000, key=f"quick about {n}", value="told by whoever added it")
    taken = {*names, *tables.recommendations["id"]}
    key = editing.new_id(chosen, taken)
    row = {
        "name": chosen, "kind": Kind(kind or Kind.OTHER).value, "visibility": str(protected),
        "grade": DEFAULTS["grade"],
        "regional_group": "" if group == OTHER else str(group), "source": about,
    }  # fmt: skip
    changes.append(RowChange("actors", (key,), row))
    return key


def _in_order(tables: Tables) -> list[str]:
    """Evidence that bears on a recommendation first, newest first."""
    rows = tables.evidence.assign(bears=tables.evidence["id"].isin(tables.bears_on["evidence_id"]))
    return list(rows.sort_values(["bears", "date_to", "id"], ascending=[False, False, True])["id"])


session.show(body, empty=True)
