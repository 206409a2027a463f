"""Parts about bridges: who stands together more than by chance; how far measures of brokerage can be trusted."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from coalition.analysis.bridges.backbone import Backbone, backbone
from coalition.analysis.bridges.communities import by_group, elsewhere, of_backbone, summary
from coalition.analysis.bridges.threshold_sensitivity import sensitivity
from coalition.analysis.bridges.wording import sensitivity_summary
from coalition.app.map.backbone import TIES, backbone_map, drawn
from coalition.app.parts import address, layout, network_map, session
from coalition.model.network import Network
from coalition.model.vocabulary import STATES, Kind

KINDS = [str(kind) for kind in Kind if kind not in STATES]


def tied(network: Network, kind: str, once: bool) -> tuple[Backbone, pd.DataFrame]:
    """The backbone of a kind and its communities."""
    found = backbone(network, kind, once=once)
    return found, of_backbone(network, found)


def show_backbone(network: Network) -> None:
    layout.head("Who stands together more than by chance")
    if not address.ask_yes("Test all pairs, draw the ties and find communities", "ties"):
        return
    present = set(network.actors["kind"])
    kinds = [str(Kind.STATE), *(kind for kind in KINDS if kind in present)]
    left, right = st.columns([1, 3], vertical_alignment="bottom")
    with left:
        kind = address.ask("Among", "among", kinds, kinds[0], _words)
    with right:
        once = kind == Kind.STATE and address.ask_yes(
            "Count a text that returns every year once, by its latest vote: stricter", "once", widget=st.checkbox
        )
    with st.spinner("Testing every pair exactly, and looking for communities until all runs agree ..."):
        found, table = session.result(tied, kind, once)
    layout.text(found.sentence)
    if found.table.empty:
        layout.note(
            "No tie is shown where none survives the correction. Below are the pairs that come nearest: to be read as "
            "examples, not as findings."
        )
        layout.grid(_pairs(network, found.nearest, kind))
        return
    layout.text(summary(network, table))
    _drawing(network, found, table)
    _communities(network, table)
    with st.expander(f"The ties as a table ({len(found.table):,})"):
        layout.grid(_pairs(network, found.table, kind), height=400)


def _words(kind: str) -> str:
    return "States" if kind == Kind.STATE else Kind(kind).words


def _drawing(network: Network, found: Backbone, table: pd.DataFrame) -> None:
    ties = drawn(found.table)
    if ties.empty:
        layout.note("No validated tie joins two regional groups: there is nothing to draw.")
        return
    actors = {*ties["actor_id"], *ties["other_id"]}
    layout.note(
        f"Drawn: of each regional group those with the most validated ties to other groups, {len(actors)} in all; of "
        f"each the {TIES} strongest. Near each other: tied, directly or through others; left and right, "
        "above and below mean nothing."
    )
    community = table.set_index("actor_id")["community"]
    title = f"The validated backbone across groups, {_words(found.kind)}"
    network_map.drawing(network, backbone_map(network, found.table, community, title), f"backbone {found.kind}")
    layout.twin(_pairs(network, ties, found.kind), "The drawn ties as a table")


def _communities(network: Network, table: pd.DataFrame) -> None:
    counts = by_group(table)
    away = elsewhere(table)
    left, right = st.columns([2, 3], gap="medium")
    with left:
        layout.name("Communities and regional groups")
        named = counts.rename(index=network.group_names, columns=lambda number: f"Community {number}")
        layout.grid(named.reset_index().rename(columns={"group": "Regional group"}))
        layout.note("A community is found in the ties; a regional group is declared.")
    with right:
        layout.name(f"In another community than most of their regional group ({len(away)})")
        layout.grid(
            pd.DataFrame(
                {
                    "Name": away["name"],
                    "Regional group": away["group"].map(lambda key: network.group_names.get(key, key)),
                    "Community": away["community"],
                    "Most of its group are in": away["home"],
                    "Stability": away["stability"].round(2),
                    "Ties": away["ties"],
                    "Inside": away["ties_inside"],
                }
            ),
            height=260,
        )
        layout.note(
            "Stability 1: chance in the method does not matter; other evidence may still move a State. Few ties: "
            "little to go by."
        )


def _pairs(network: Network, table: pd.DataFrame, kind: str) -> pd.DataFrame:
    same = "Same side on" if Kind(kind) in STATES else "Both support"
    return pd.DataFrame(
        {
            "One": table["name"],
            "Group": table["group"].map(lambda key: network.group_names.get(key, "")),
            "Other": table["other_name"],
            "Its group": table["other_group"].map(lambda key: network.group_names.get(key, "")),
            "Tie": table["tie"].map({"positive": "alike", "negative": "unlike"}).fillna("not validated"),
            same: table["concordant"],
            "Of": table["n"],
            "p-value": [f"{p:.1e}" for p in table["p_value"]],
        }
    )


def show_brokerage(network: Network) -> None:
    """A sentence and the table, when somebody asks."""
    layout.head("Betweenness, roles and constraint: how far to trust them")
    if not address.ask_yes("Compare them at several thresholds", "thresholds"):
        return
    with st.spinner("Drawing the graph of ties at seven thresholds ..."):
        table = session.result(sensitivity)
    layout.text(sensitivity_summary(table))
    layout.note(
        "These measures need a graph, and so a threshold of likeness from which two States are tied. Where the order "
        "changes with the threshold, it says more about the threshold than about the States."
    )
    layout.grid(table.rename(columns=layout.heading).round(2))
