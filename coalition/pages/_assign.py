"""Part of a page: who should lead what, shared out among the supporters on record."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from coalition.analysis.leads import Leads, assign_leads, summary
from coalition.model import Kind
from coalition.network import Network
from coalition.pages import _layout, _shared

ASKED = "assign asked"
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
        goals = st.multiselect(
            "Recommendations (those without a recorded lead, if none is chosen)", list(network.recommendations.index),
            format_func=_shared.recommendation_words(network), key="assign goals",
        )  # fmt: skip
        a, b, c = st.columns(3, vertical_alignment="bottom")
        leads = a.number_input("Leads for each, from different groups", 1, 5, 1, key="assign leads")
        capacity = b.number_input("At most so many for one actor", 1, 20, 2, key="assign capacity")
        states = c.checkbox("States only", key="assign states")
        if st.form_submit_button("Share out the leads", type="primary"):
            st.session_state[ASKED] = (tuple(goals), int(leads), int(capacity), states)
    if ASKED in st.session_state:
        with st.spinner("Sharing out the leads, and proving that no other way adds up to more ..."):
            found = _shared.result(share_out, *st.session_state[ASKED])
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
