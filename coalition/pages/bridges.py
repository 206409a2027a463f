"""Bridges: who agrees across regional groups, or covers what few others of its kind cover?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from coalition.analysis.bridge_words import summary
from coalition.analysis.bridges import TIE_THRESHOLD
from coalition.analysis.brokerage import ROLES
from coalition.figures import ranges
from coalition.figures.palette import colour, signs
from coalition.model import Kind
from coalition.network import Network
from coalition.pages import _layout, _shared

DESCRIPTIVE = ["betweenness", "participation", *ROLES]


def body(network: Network) -> None:
    by = _shared.ask(
        "Who bridges",
        "by",
        list(_shared.BY),
        "regional_group",
        lambda key: _shared.BY[key],
        widget=st.segmented_control,
    )
    table = _shared.bridges(by)
    _layout.answer(summary(table, by))
    _layout.note(_meaning(by))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        figure = ranges.ranges(network, table)
        _layout.picture(figure, f"ranges {by}")
        _legend(network, table, by)
    with right:
        _about(network, table)
    ranked = table[table["rank"].notna()]
    with st.expander(f"As a table ({len(ranked)} ranked)"):
        _layout.grid(_shown(network, ranked, by))
        if by == "regional_group":
            _layout.note(
                "Betweenness, participation and the roles describe the graph of States with kappa of at least "
                f"{TIE_THRESHOLD}: descriptive, they change much with that threshold."
            )
    rest = table[table["rank"].isna()]
    if len(rest):
        with st.expander(f"Unranked ({len(rest)})"):
            _layout.grid(pd.DataFrame({"Name": rest["name"], "Why it has no rank": rest["note"]}))


def _meaning(by: str) -> str:
    if by == "kind":
        return (
            "Ranked by how much an actor covers that few others of its kind cover (Shapley value). Supporters of other "
            "kinds than States are known from lists that are easiest to find in English: read it as a start."
        )
    return (
        "Ranked by agreement (mean kappa on contested texts) with the regional group that a State agrees with least. "
        "The line is the interval of the rank when families of texts are drawn again: a long line, an unsure rank."
    )


def _legend(network: Network, table: pd.DataFrame, by: str) -> None:
    """What marks, lines and colours mean."""
    line = "Mark: rank. Line: from the 5% to the 95% rank."
    first = table.head(ranges.FIRST)
    if by == "regional_group":
        _layout.note(line)
        _layout.key(
            [("●", colour(group), name) for group, name in network.group_names.items() if group in set(first["group"])]
        )
    else:
        kinds = set(first["kind"])
        _layout.note(f"{line} {signs([kind for kind in Kind if kind in kinds])}")


def _about(network: Network, table: pd.DataFrame) -> None:
    """One bridge actor in words."""
    ranked = table[table["rank"].notna()].set_index("actor_id")
    if ranked.empty:
        return
    names = ranked["name"]
    chosen = _shared.ask(
        "About", "actor", list(ranked.index), str(ranked.index[0]), lambda key: str(names.get(key, key)),
        known=lambda key: network.require("actors", key),
    )  # fmt: skip
    row = ranked.loc[chosen].to_dict()
    with st.container(border=True):
        _layout.name(str(row["name"]))
        _layout.note(_shared.who(network, chosen))
        pairs = [("Rank", f"{row['rank']}, between {row['rank_low']} and {row['rank_high']} of {len(ranked)}", "")]
        if pd.notna(row["weakest_group_congruence"]):
            weakest = network.group_names.get(str(row["weakest_group"]), "")
            pairs.append(("Agrees least with", f"{weakest}, mean kappa {row['weakest_group_congruence']:.2f}",
                          f"median of {int(row['n'])} common items"))  # fmt: skip
            pairs.append(("Own group", f"mean kappa {row['own_group_congruence']:.2f}", ""))
        pairs.append(("Supports", f"{row['recommendations']} recommendations, {row['sole_carriers']} as the only one "
                      "of its group or kind", f"Shapley value {row['shapley']:.2f}"))  # fmt: skip
        _layout.facts(pairs)
        _shared.link("actor", "Everything on record about it", actor=chosen)


def _shown(network: Network, ranked: pd.DataFrame, by: str) -> pd.DataFrame:
    """The ranking with words for ids."""
    table = ranked.drop(columns=["actor_id", "note"]).copy()
    table["kind"] = [Kind(kind).words for kind in table["kind"]]
    if by == "kind":
        return table.drop(columns=["group", "weakest_group_congruence", "weakest_group", "own_group_congruence",
                                   *DESCRIPTIVE]).rename(columns=_layout.heading).round(3)  # fmt: skip
    for column in ("group", "weakest_group"):
        table[column] = table[column].map(network.group_names)
    marked = {column: f"{_layout.heading(column)} (descriptive)" for column in DESCRIPTIVE}
    return table.rename(columns=marked).rename(columns=_layout.heading).round(3)


_shared.show(body)
