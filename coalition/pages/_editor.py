"""Who edits: a name asked once per browser. It is kept in a cookie of this browser, never in an address."""

from __future__ import annotations

from urllib.parse import unquote

import streamlit as st

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
    """The name that this browser gave; "" before it did."""
    if KEPT not in st.session_state:
        kept = st.context.cookies.get(COOKIE, "")
        st.session_state[KEPT] = unquote(kept)[:LIMIT].strip() if isinstance(kept, str) else ""
    return str(st.session_state[KEPT])


def ask() -> str:
    """Ask for the name, or show it; "" until there is one."""
    known = name()
    given = st.text_input(
        "Your name, for the history", value=known, max_chars=LIMIT, key="editor name", placeholder="asked once"
    ).strip()
    if given != known:
        st.session_state[KEPT] = given
    if given:
        _keeper(key="editor kept", data={"name": given}, height=1)
    return given
