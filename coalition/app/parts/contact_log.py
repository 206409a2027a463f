"""The contact log on Partners. Private to editors: in no brief, on no wall, in no link."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from coalition.app.parts import editing, layout, session
from coalition.english import capitalized
from coalition.errors import CoalitionError
from coalition.store.contacts import COLUMNS, Contact, spoken

REFUSED = "contact refused"


def of(recommendation: str) -> pd.DataFrame:
    """The contacts about a recommendation, latest first; none for a viewer."""
    if not session.sees_protected():
        return pd.DataFrame(columns=COLUMNS)
    return session.store().contacts.entries(recommendation=recommendation)


def not_yet_asked(asked: pd.DataFrame) -> bool:
    """Whether only those not asked yet are wanted; offered where somebody was. It is kept out of the address."""
    return bool(len(asked)) and st.toggle("Not yet asked", key="not yet asked")


def column(asked: pd.DataFrame, actors: pd.Series[str]) -> dict[str, list[str]]:
    """What each actor answered last, as a column; none where nobody was asked."""
    if asked.empty:
        return {}
    latest = {str(row["actor_id"]): spoken(row) for row in reversed(asked.to_dict("records"))}
    return {"Asked": [latest.get(actor, "") for actor in actors]}


def show(asked: pd.DataFrame, recommendation: str, actor: str, name: str) -> None:
    """What one actor was asked and said, and a form to note more; nothing for a viewer."""
    if not session.sees_protected():
        return
    own = asked[asked["actor_id"] == actor].to_dict("records")
    if own:
        layout.facts([(capitalized(spoken(row)), _next(row), f"asked by {row['asked_by']}") for row in own])
    label = f"Contact log ({len(own)})" if own else "Contact log: not asked yet"
    with st.expander(label, expanded=bool(st.session_state.get(REFUSED))):
        layout.note(f"About {name}. Private: it is in no brief, on no wall and in no link.")
        who, turn = editing.ask(), int(st.session_state.get("contact turn", 0))
        at = f"{recommendation} {actor} {turn}"
        left, right = st.columns([1, 2])
        day = left.date_input("Asked on", dt.date.today(), key=f"asked on {at}")
        answer = right.text_input("Answer", key=f"answer {at}", placeholder="will revert", max_chars=2000)
        step = st.text_input("Next step", key=f"next {at}", max_chars=2000)
        contact = Contact(actor, recommendation, str(day), who, answer, step)
        st.button("Note it", key=f"note {at}", type="primary", disabled=not who, on_click=_note, args=(contact,))
        if refused := st.session_state.get(REFUSED):
            layout.alert(str(refused))
        for row in own:
            st.button(
                f"Remove: {layout.markdown_escaped(spoken(row))}",
                key=f"out {row['id']}",
                on_click=_out,
                args=(row["id"],),
            )


def _next(row: dict[str, str]) -> str:
    return f"next: {row['next_step']}" if row["next_step"] else "no next step"


def _note(contact: Contact) -> None:
    st.session_state.pop(REFUSED, None)
    try:
        session.store().contacts.add(contact)
        st.session_state["contact turn"] = int(st.session_state.get("contact turn", 0)) + 1
    except CoalitionError as error:
        st.session_state[REFUSED] = str(error)


def _out(contact: str) -> None:
    try:
        session.store().contacts.remove(contact)
    except CoalitionError as error:
        st.session_state[REFUSED] = str(error)
