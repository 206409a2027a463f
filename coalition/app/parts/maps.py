"""On the page Sources: the choice of a map, and the map as files to take away."""

from __future__ import annotations

import streamlit as st

from coalition.app.parts import layout, session
from coalition.exchange.writers import EXPORTERS, contents, download
from coalition.model.network import Network
from coalition.store.roles import Role

KEPT = "Not in it: the history, and remembered names. “coalition backup FILE” keeps everything."


@st.cache_data(ttl=5, show_spinner=False)
def _names(uri: str, chosen: str) -> list[str]:
    return session.store().maps.names()


def choose() -> None:
    """Another map; the address names it."""
    layout.head("Another map")
    now = session.settings()
    names = _names(now.uri, now.map)
    current = session.store().endpoint.database or names[0]
    who = session.person()
    if who is not None and who.role is not Role.ADMIN:
        names = [current]  # the others are nobody's business who has no role there
    if len(names) < 2:
        layout.note("This is the only map here. “coalition new NAME” begins another, with facts of your own.")
        return

    def go() -> None:
        chosen = str(st.session_state["map chosen"])
        st.session_state["map of the visit"] = chosen
        st.query_params.clear()
        st.query_params[session.MAP] = chosen

    at = names.index(current) if current in names else 0
    st.session_state["map chosen"] = names[at]
    st.selectbox("Map", names, key="map chosen", on_change=go)
    layout.note("“coalition new NAME” begins another map, with recommendations, groups and blocs of your own.")


def take_away(network: Network) -> None:
    """Each format with what it does not keep; made when asked for."""
    layout.head("Take the map away")
    hidden = session.public_network()[1]
    protected = hidden and st.checkbox("With what is protected", key="export protected")
    names = list(EXPORTERS)
    name = st.selectbox("As", names, format_func=lambda one: EXPORTERS[one].words, key="export as")
    chosen = EXPORTERS[str(name)]
    contacts = (
        chosen.roomy
        and session.sees_protected()
        and st.checkbox("With the contact log: for the editors only", key="export contacts")
    )
    asked = (session.state(), chosen.name, protected, contacts)
    row = st.container(horizontal=True, vertical_alignment="center")
    if row.button("Make the file", key="export make"):
        with st.spinner("Writing the file ..."):
            log = session.store().contacts.entries() if contacts else None
            given = contents(session.tables(), version=session.version(), protected=protected, contacts=log)
            st.session_state["export made"] = (asked, given.note, *download(given, chosen, "coalition"))
    made_for, note, file, data = st.session_state.get("export made", (None, "", "", b""))
    if made_for == asked:
        row.download_button(f"Download {file}", data, file, key="export download", on_click="ignore")
        layout.note(note)
    layout.note(f"{chosen.kept} {KEPT}")
