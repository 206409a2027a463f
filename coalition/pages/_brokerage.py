"""Part of a page: how far the descriptive measures of brokerage can be trusted."""

from __future__ import annotations

import streamlit as st

from coalition.analysis.bridges.threshold_sensitivity import sensitivity, summary
from coalition.model.network import Network
from coalition.pages import _address, _layout, _shared


def show(network: Network) -> None:
    """A sentence and the table, when somebody asks."""
    _layout.head("Betweenness, roles and constraint: how far to trust them")
    if not _address.ask_yes("Compare them at several thresholds", "thresholds"):
        return
    with st.spinner("Drawing the graph of ties at seven thresholds ..."):
        table = _shared.result(sensitivity)
    _layout.text(summary(table))
    _layout.note(
        "These measures need a graph, and so a threshold of likeness from which two States are tied. Where the order "
        "changes with the threshold, it says more about the threshold than about the States."
    )
    _layout.grid(table.rename(columns=_layout.heading).round(2))
