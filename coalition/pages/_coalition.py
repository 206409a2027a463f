"""Part of a page: the smallest coalition that keeps some rules, with its proof, or why there is none."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from coalition.analysis.coalition_answers import Coalition
from coalition.analysis.smallest import choices, members, smallest, summary
from coalition.briefs.brief import Brief
from coalition.briefs.coalition_brief import coalition_brief
from coalition.model import Kind
from coalition.network import Network
from coalition.pages import _brief, _layout, _shared

ASKED = "coalition asked"
SECONDS = 20.0
Rules = tuple[
    tuple[str, ...], int, int, int, tuple[str, ...], tuple[str, ...], int, tuple[str, ...], tuple[str, ...], bool
]


def find(
    network: Network,
    recommendations: tuple[str, ...],
    supporters: int,
    groups: int,
    span: int,
    must: tuple[str, ...],
    must_not: tuple[str, ...],
    largest_size: int,
    one_of: tuple[str, ...],
    among: tuple[str, ...],
    several: bool,
) -> Coalition:
    """`smallest` by the rules of the form; no recommendation stands for all, a size of 0 for any."""
    return smallest(
        network, recommendations or None, supporters, groups, must, must_not, largest_size or None,
        dict.fromkeys(one_of, 1), span=span, among=among, alternatives=10 if several else 1, time_limit=SECONDS,
    )  # fmt: skip


def show(network: Network) -> None:
    _layout.note(
        "The fewest actors on record that together carry some recommendations. Only recorded support counts; "
        "regional groups count States. Nobody is said to be willing."
    )
    asked = _form(network)
    if asked is not None:
        st.session_state[ASKED] = asked
    if ASKED in st.session_state:
        with st.spinner("Searching for the smallest coalition, and proving that no smaller one will do ..."):
            found = _shared.result(find, *st.session_state[ASKED])
        _answer(network, found)
        _brief.show(_of_rules, "coalition", *st.session_state[ASKED])


def _of_rules(network: Network, *rules: Any) -> Brief:
    return coalition_brief(network, find(network, *rules))


def _form(network: Network) -> Rules | None:
    """The rules that were asked for, when the button was pressed."""
    names, groups = network.actors["name"], len(network.groups)
    actors = sorted(network.actors.index, key=lambda key: (str(names[key]).casefold(), key))
    kinds = [kind.value for kind in Kind if kind.value in set(network.actors["kind"])]
    with st.form("coalition", border=True):
        goals = st.multiselect(
            "Recommendations (all that have a supporter, if none is chosen)", list(network.recommendations.index),
            format_func=_shared.recommendation_words(network), key="coalition goals",
        )  # fmt: skip
        a, b, c, d = st.columns(4)
        supporters = a.number_input("Supporters of each, at least", 1, 20, 1, key="coalition supporters")
        of_groups = b.number_input("From how many regional groups", 0, groups, 0, key="coalition groups")
        span = c.number_input("Groups in all, at least", 0, groups, 0, key="coalition span")
        size = d.number_input("Members at most (0: any number)", 0, 200, 0, key="coalition size")
        a, b, c, d = st.columns(4)
        must = a.multiselect("Must take part", actors, format_func=names.get, key="coalition must")
        must_not = b.multiselect("Must not", actors, format_func=names.get, key="coalition must not")
        among = c.multiselect("Only these kinds", kinds, format_func=_kind, key="coalition among")
        one_of = d.multiselect("At least one of each kind", kinds, format_func=_kind, key="coalition one of")
        several = st.checkbox("Show up to ten others of the same size", key="coalition several")
        pressed = st.form_submit_button("Find the smallest coalition", type="primary")
    if not pressed:
        return None
    return (
        tuple(goals), int(supporters), int(of_groups), int(span), tuple(must), tuple(must_not), int(size),
        tuple(one_of), tuple(among), several,
    )  # fmt: skip


def _answer(network: Network, found: Coalition) -> None:
    if found.status in ("infeasible", "unknown"):
        _layout.alert(summary(network, found))
        if len(found.unmet) > 1:
            _layout.twin(pd.DataFrame({"Rule that cannot be met": found.unmet}), "Every rule that cannot be met")
        return
    _layout.name(f"{found.size} members" if found.size != 1 else "1 member")
    _layout.text(summary(network, found))
    table = members(network, found)
    _layout.grid(
        pd.DataFrame(
            {
                "Name": table["name"],
                "Kind": table["kind"].map(_kind),
                "Group or seat": table["regional_group"].map(network.group_names).fillna(""),
                "Supports": table["supports"],
                "What it is there for": table["why"],
                "Alone in its group on": table["alone_in_group"].str.replace(";", ", "),
            }
        )
    )
    if found.alternatives:
        others = choices(network, found)
        _layout.twin(
            pd.DataFrame(
                {"Shares": others["shared"], "Has": others["instead"], "Instead of": others["instead_of"]}
            ),
            f"Others of the same size ({len(others)})",
        )  # fmt: skip


def _kind(kind: str) -> str:
    return Kind(kind).words
