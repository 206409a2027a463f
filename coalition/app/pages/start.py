"""The front page: what this is, one search, and three questions to begin with."""

from __future__ import annotations

import streamlit as st

from coalition.app.parts import layout, search, session
from coalition.english import number_of
from coalition.model.network import Network
from coalition.model.vocabulary import Kind

DOORS = {
    "partners": "Whom do I call first?",
    "gaps": "What does nobody cover?",
    "room": "Show it to the room",
}
"""What most people come for, and the page that answers."""
INSTEAD = ("map", "See everybody at once")
"""The third door of whoever may not steer the room."""


def body(network: Network) -> None:
    layout.answer(_headline(network))
    with st.container(key="front search"):
        search.show("start")
    _doors()
    _pages()


def _headline(network: Network) -> str:
    kinds = network.actors["kind"]
    states, observers = int((kinds == Kind.STATE).sum()), int((kinds == Kind.OBSERVER_STATE).sum())
    others = len(network.actors) - states - observers
    told = number_of(states, "member State" if observers else "State")
    told += f", {number_of(observers, 'observer State')}" if observers else ""
    return (
        "Find out who supports a human rights recommendation, who could be won over, and what nobody covers. "
        f"This map holds {told}, {number_of(others, 'other actor')}, "
        f"{number_of(len(network.recommendations), 'recommendation')} and "
        f"{number_of(len(network.evidence), 'text')}, such as resolutions, statements and laws. "
        f"Every position has its source{_newest(network)}."
    )


def _newest(network: Network) -> str:
    """Of which year the newest text is; "" where there is none."""
    dates = network.evidence["date_to"]
    return f"; the newest text is of {dates.max()[:4]}" if len(dates) else ""


def _doors() -> None:
    offered = session.offered()
    doors = [(page, question) if page in offered else INSTEAD for page, question in DOORS.items()]
    with st.container(key="doors"):
        for (page, question), place in zip(doors, st.columns(len(doors)), strict=True):
            with place.container(border=True, height="stretch"):
                session.link(page, question)
                layout.text(session.PURPOSES[page])


def _pages() -> None:
    offered = session.offered()
    with st.container(key="all pages"):
        for place, (section, names) in zip(st.columns(len(session.SECTIONS)), session.SECTIONS.items(), strict=True):
            shown = {name: purpose for name, purpose in names.items() if name in offered}
            with place:
                if shown:
                    layout.head(section)
                for name, purpose in shown.items():
                    session.link(name, session.title(name))
                    layout.note(purpose)


if set(st.query_params) - {session.MAP, session.DISPUTED, session.DECLARATIONS}:  # a link to what was the first page
    given = {key: st.query_params.get_all(key) for key in st.query_params}
    st.switch_page(session.page("partners"), query_params=given)
session.show(body)
