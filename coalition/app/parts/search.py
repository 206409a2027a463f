"""The one search box of all pages: actors, recommendations and evidence, by any name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from coalition.analysis.phrases import titled_recommendation
from coalition.app.parts import address, layout, session
from coalition.app.parts.snapshots import State
from coalition.errors import CoalitionError
from coalition.model.positions import STRICT
from coalition.names.countries import other_names
from coalition.names.search import ACTOR, EVIDENCE, RECOMMENDATION, Index, index

T = TypeVar("T")
KEY = "search"
MOST = 8
BEARS_ON = 2
"""Recommendations that are shown below a text that was found."""
PAGES = {ACTOR: ("actor", "actor"), RECOMMENDATION: ("recommendation", "r"), EVIDENCE: ("sources", "e")}
"""Where each kind of thing is shown: page, and key in the address."""
WORDS = {ACTOR: "Actors", RECOMMENDATION: "Recommendations", EVIDENCE: "Evidence"}


@st.cache_resource(max_entries=2, show_spinner=False)
def index_of(state: State) -> Index:
    """The index of the map, made once per version for all visitors."""
    network = session.network_of(state, STRICT)
    return index(network, other_names(network.actors.index))


def show(page: str) -> None:
    """The box in the head of the page, and what it found until the address changes."""
    with st.container(key=KEY):
        query = st.text_input(
            "Search", key="search for", placeholder="Search an actor, a recommendation, a text",
            label_visibility="collapsed",
        )  # fmt: skip
        here = (page, query, tuple(sorted((key, *st.query_params.get_all(key)) for key in st.query_params)))
        if st.session_state.get("searched", ("", "", ()))[1] != query:
            st.session_state["searched"] = here
            if exact := _index(lambda index: index.with_id(query) or index.with_name(query)):
                _go(page, *exact)
                return
        if query.strip() and st.session_state.get("searched") == here:
            _found(query, page)


def _index(ask: Callable[[Index], T]) -> T | None:
    """What the index answers; None where there is no map, and the page below says why."""
    try:
        return ask(index_of(session.state()))
    except CoalitionError:
        return None


def _go(page: str, what: str, key: str) -> None:
    """On to the page that shows something; on that page itself, another choice."""
    name, choice = PAGES[what]
    if name == page:
        address.go(choice, key)
    else:
        st.switch_page(session.page(name), query_params={choice: key})


def _found(query: str, page: str) -> None:
    found = _index(lambda index: index.find(query, MOST))
    if found is None:
        return
    with st.container(key="found", border=True):
        if found.empty:
            layout.text("Nothing found. Try fewer words, another name, or an id such as R18.")
        for what in filter(set(found["what"]).__contains__, WORDS):
            rows = found[found["what"] == what]
            layout.note(WORDS[what])
            for row in rows.to_dict("records"):
                name, key = PAGES[str(what)]
                title = layout.markdown_escaped(row["title"])
                if name == page:  # a link to the page where one is would change it and not its address
                    st.button(
                        title, key=f"found {row['id']}", type="tertiary", on_click=address.go, args=(key, row["id"])
                    )
                else:
                    session.link(name, title, **{key: row["id"]})
                layout.note(row["about"])
                if what == EVIDENCE:
                    _bears_on(row["id"])
                if what == RECOMMENDATION and page != "partners":
                    session.link("partners", "Whom to talk to first", r=row["id"])


def _bears_on(text: str) -> None:
    """Links to the first recommendations on which a text bears."""
    network = session.network_of(session.state(), STRICT)
    links = network.bears_on
    keys = links.loc[links["evidence_id"] == text, "recommendation_id"].drop_duplicates().tolist()
    for key in keys[:BEARS_ON]:
        words = layout.markdown_escaped(titled_recommendation(network, key, 60))
        session.link("recommendation", f"bears on {words}", r=key)
    if len(keys) > BEARS_ON:
        layout.note(f"and on {len(keys) - BEARS_ON} more")
