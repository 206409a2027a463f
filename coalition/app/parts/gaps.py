"""Parts about gaps: who should lead what, shared out among the supporters; whose voice is missing."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from coalition.analysis.gaps.gaps import gaps
from coalition.analysis.gaps.leads import Leads, assign_leads
from coalition.analysis.gaps.missing_voices import missing_voices
from coalition.analysis.gaps.wording import leads_summary as summary
from coalition.app.parts import address, layout, session
from coalition.model.network import Network
from coalition.model.vocabulary import Kind, split

SHARED = "shared"
SECONDS = 20.0


def share_out(
    network: Network,
    recommendations: tuple[str, ...],
    leads: int,
    capacity: int,
    states: bool,
    spread: bool,
    unrecorded: bool,
) -> Leads:
    """`assign_leads` by the form; no recommendation stands for all without a lead."""
    among = ("state", "observer_state") if states else ()
    return assign_leads(
        network, recommendations or None, leads, capacity, among=among, time_limit=SECONDS, spread=spread,
        unrecorded=unrecorded,
    )  # fmt: skip


def without_lead(network: Network, only: tuple[str, ...], unrecorded: bool) -> tuple[str, ...]:
    """Those of some recommendations that have supporters and no lead, and if asked those on which none is recorded."""
    wanted = {"no_lead", "leads_unrecorded"} if unrecorded else {"no_lead"}
    found = gaps(network).set_index("recommendation_id").loc[list(only), "gaps"]
    return tuple(str(key) for key, of in found.items() if wanted & set(split(of)))


def show_leads(network: Network, only: tuple[str, ...] | None) -> None:
    """The form, and the leads that it shares out; `only`: the recommendations that the filters of the page leave."""
    every = "those without a lead" if only is None else "those of the filter above without a lead"
    layout.note(
        "Leads for recommendations that nobody leads on record: from their supporters, in an order of plausibility "
        "(who leads on the theme, is there throughout it, supports much), with nobody overloaded. An order, not a "
        "probability, and this does not mean that they have agreed."
    )
    with st.form("assign", border=True):
        goals = address.ask_many(
            f"Recommendations ({every}, if none is chosen)", "lead",
            list(network.recommendations.index), session.recommendation_words(network),
            lambda key: network.require("recommendations", key),
        )  # fmt: skip
        first, second, third = st.columns(3, vertical_alignment="bottom")
        with first:
            leads = address.ask_number("Leads per recommendation", "leads", 1, 5, 1)
        with second:
            capacity = address.ask_number("Most per actor", "capacity", 1, 20, 2)
        with third:
            states = address.ask_yes("States only", "states", widget=st.checkbox)
        spread = address.ask_yes("Spread over the regional groups", "spread", default=True, widget=st.checkbox)
        unrecorded = address.ask_yes(
            "Also where leads are not recorded: no list of sponsors, core group or law", "unrecorded",
            widget=st.checkbox,
        )  # fmt: skip
        if st.form_submit_button("Propose leads", type="primary"):
            address.go(SHARED, "yes")
    if st.query_params.get(SHARED) == "yes":
        chosen = tuple(goals)
        if only is not None and not chosen:
            chosen = session.result(without_lead, only, unrecorded)
            if not chosen:
                layout.text("None of the recommendations that the filter leaves has supporters and no lead.")
                return
        with st.spinner("Working out who should lead what, and proving that no other assignment is better ..."):
            found = session.result(share_out, chosen, leads, capacity, states, spread, unrecorded)
        layout.text(summary(found))
        if len(found.table):
            layout.grid(_shown(network, found.table), reasons=("Recommendation", "Why"))


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


def show_missing_voices(network: Network, recommendation: str) -> None:
    """One line per voice that is addressed or named and not on record."""
    table = session.result(missing_voices)
    own = table[(table["recommendation_id"] == recommendation) & (table["status"] != "present")]
    if own.empty:
        return
    layout.head("Missing voices")
    for sentence in own["sentence"]:
        layout.note(str(sentence))
