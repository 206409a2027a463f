"""History: what was changed, by whom, when and why; what stood there before; and undo."""

from __future__ import annotations

from textwrap import shorten

import pandas as pd
import streamlit as st

from coalition.app.parts import address, editing, layout, session
from coalition.errors import AskFirstError, CoalitionError, UnknownIdError
from coalition.history.log import ChangeKind
from coalition.model.network import Network

MOST = 500
REFUSED = "undo refused"
KIND_WORDS = {kind: f"{'a' if kind in (ChangeKind.LOAD, ChangeKind.REDO) else 'an'} {kind}" for kind in ChangeKind}


def body(network: Network) -> None:
    store = session.store()
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    top = left.container()
    with right:
        who = editing.ask()
    about = st.text_input(
        "Only what touched this id", key="history about", placeholder="CHL, GA-70-161, R18 ..."
    ).strip()
    table = store.history.entries(limit=MOST, about=about)
    with top:
        layout.answer(_sentence(table, about))
        editing.said()
        layout.note("Times are UTC. An undo is a change too: it can be taken back, and nothing is ever lost.")
    if table.empty:
        return
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _list(table)
    with right:
        words = dict(zip(table["id"], table["what"], strict=True))
        chosen = address.ask(
            "About: choose here or click a row", "change", list(table["id"]), str(table["id"].iloc[0]),
            lambda key: f"{key}  {words[key]}", known=store.history.entry,
        )  # fmt: skip
        with st.container(border=True):
            _about(table.set_index("id").loc[chosen], chosen, who)


def _sentence(table: pd.DataFrame, about: str) -> str:
    if table.empty:
        return f"Nothing in the history touched {about}." if about else "Nothing was changed yet."
    last = table.iloc[0]
    who = f" by {last['who']}" if last["who"] else ""
    what = shorten(f"{last['what']}.", 90, placeholder=" …")
    of = f" of {about}" if about else ""
    if len(table) == 1:
        return f"One change{of}, {KIND_WORDS[last['kind']]}{who}: {what}"
    many = f"The last {MOST:,} changes" if len(table) == MOST else f"{len(table):,} changes"
    return f"{many}{of}; the last, {KIND_WORDS[last['kind']]}{who}: {what}"


def _list(table: pd.DataFrame) -> None:
    shown = pd.DataFrame(
        {
            "": table["id"],
            "When": table["at"].str[:16].str.replace("T", " "),
            "Who": table["who"],
            "What": table["what"],
            "Why": table["why"],
            "Kind": table["kind"] + table["undoes"].map(lambda key: f" of {key}" if key else ""),
            "Taken back by": table["undone_by"],
        }
    )

    def follow() -> None:
        if picked := st.session_state["changes"].selection.rows:
            address.go("change", str(table["id"].iloc[picked[0]]))

    layout.lines(
        shown, row_height=30, height=38 + 30 * min(len(shown), 16), on_select=follow,
        selection_mode="single-row", key="changes", column_config={"": st.column_config.TextColumn(width=50)},
    )  # fmt: skip


def _about(row: pd.Series[str], change: str, who: str) -> None:
    """One change: before and after, and the button that takes it back."""
    entry = session.store().history.entry(change)
    layout.name(entry.what)
    layout.note(
        " · ".join(part for part in (entry.at[:16].replace("T", " "), entry.who, entry.kind, entry.why) if part)
    )
    cells = entry.cells(MOST)
    layout.grid(cells.rename(columns=layout.heading), height=38 + 30 * min(len(cells) + 1, 10))
    if row["undone_by"]:
        layout.note(f"Taken back by change {row['undone_by']}.")
        return
    label = "Redo: take this undo back" if entry.kind is ChangeKind.UNDO else "Undo this change"
    st.button(label, key=f"undo {change}", disabled=not who, on_click=_undo, args=(change, who, False))
    if not who:
        layout.note("Give your name first: the history says who did what.")
    refused = st.session_state.get(REFUSED)
    if refused and refused[0] == change:
        layout.alert(f"Nothing was taken back yet. {refused[1]}")
        if refused[2]:
            st.button("Take it back all the same", key=f"force {change}", on_click=_undo, args=(change, who, True))


def _undo(change: str, who: str, force: bool) -> None:
    st.session_state.pop(REFUSED, None)
    store = session.store()
    try:
        done = store.history.undo(change, who=who, force=force)
    except (AskFirstError, UnknownIdError) as error:
        st.session_state[REFUSED] = (change, f"{error}.", isinstance(error, AskFirstError))
        return
    except CoalitionError as error:
        st.session_state[REFUSED] = (change, str(error), False)
        return
    session.changed()
    st.session_state[editing.SAVED] = f"Done: {store.history.entry(done).what}."
    st.query_params.pop("change", None)


session.show(body, empty=True)
