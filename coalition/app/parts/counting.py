"""Two switches of what counts, kept for the whole visit and in the address."""

from __future__ import annotations

from typing import Any

import streamlit as st

from coalition.app.parts import layout, session

LABELS = {session.DISPUTED: "Count disputed readings", session.DECLARATIONS: "Count declarations"}
HELP = {
    session.DISPUTED: "Links from a text to a recommendation that critics could dispute count only when asked for.",
    session.DECLARATIONS: (
        "Who has only said so (accepted a recommendation when asked, pledged, voted yes where hardly anybody "
        "dissented) counts as support only when asked for."
    ),
}


def show(row: Any = None) -> None:
    """The switches, in a row of their own, or at the end of another."""
    with st.container(horizontal=True) if row is None else row:
        for name, label in LABELS.items():
            _switch(name, label)


def _switch(name: str, label: str) -> None:
    """One switch; the address leads, and a press changes it before the page is drawn again."""
    key, named = f"switch {name}", st.query_params.get(name)
    if named not in (None, "yes", "no"):
        layout.alert(f"{name}={named} is neither yes nor no. Shown instead: no")
    st.session_state[key] = named == "yes"
    st.toggle(label, key=key, help=HELP[name], on_change=lambda: session.switch(name, bool(st.session_state[key])))
