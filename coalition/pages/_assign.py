"""Part of a page: who should lead what, shared out among the supporters on record."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from coalition.analysis.gaps.leads import Leads, assign_leads, summary
from coalition.model.network import Network
from coalition.model.vocabulary import Kind
from coalition.pages import _address, _layout, _shared

SHARED = "shared"
SECONDS = 20.0


def share_out(network: Network, recommendations: tuple[str, ...], leads: int, capacity: int, states: bool) -> Leads:
    """`assign_leads` by the form; no recommendation stands for all without a recorded lead."""
    among = ("state", "observer_state") if states else ()
    return assign_leads(network, recommendations or None, leads, capacity, among=among, time_limit=SECONDS)


def show(network: Network) -> None:
    _layout.note(
        "Leads for recommendations that nobody leads on record: from their supporters, in an order of plausibility "
        "(who leads on the theme, is there throughout it, supports much), with nobody overloaded. An order, not a "
        "probability, and nobody is said to be willing."
    )
    with st.form("assign", border=True):
        goals = _address.ask_many(
            "Recommendations (those without a recorded lead, if none is chosen)", "lead",
            list(network.recommendations.index), _shared.recommendation_words(network),
            lambda key: network.require("recommendations", key),
        )  # fmt: skip
        first, second, third = st.columns(3, vertical_alignment="bottom")
        with first:
            leads = _address.ask_number("Leads for each, from different groups", "leads", 1, 5, 1)
        with second:
            capacity = _address.ask_number("At most so many for one actor", "capacity", 1, 20, 2)
        with third:
            states = _address.ask_yes("States only", "states", widget=st.checkbox)
        if st.form_submit_button("Share out the leads", type="primary"):
            _address.go(SHARED, "yes")
    if st.query_params.get(SHARED) == "yes":
        with st.spinner("Sharing out the leads, and proving that no other way adds up to more ..."):
            found = _shared.result(share_out, tuple(goals), leads, capacity, states)
        _layout.text(summary(found))
        if len(found.table):
            _layout.grid(_shown(network, found.table))


def _shown(network: Network, table: pd.DataFrame) -> pd.DataFrame:
    texts = network.recommendations["text"]
    return pd.DataFrame(
        {
            "Recommendation": [f"{key}  {texts[key]}" for key in table["recommendation_id"]],
            "Could lead": table["name"].where(table["actor_id"] != "", "nobody on record"),
            "Kind": [Kind(kind).words if kind else "" for kind in table["kind"]],
            "Group or seat": table["regional_group"].map(lambda key: network.group_names.get(key, "")),
            "Plausibility": table["plausibility"].round(2),
            "Why": table["reason"].where(table["note"] == "", table["note"]),
        }
    )
