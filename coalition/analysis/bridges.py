"""Who bridges the regional groups: weakest-group congruence, and coverage that others do not give."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from coalition.analysis.brokerage import ROLES, gould_fernandez, participation_coefficient
from coalition.analysis.coverage import supports
from coalition.analysis.coverage_game import shapley, shapley_shares, sole_carriers
from coalition.analysis.intervals import draws, rank_table
from coalition.analysis.membership import membership
from coalition.analysis.reasons import listed
from coalition.analysis.similarity import constant, contested, kappa_from_products, products
from coalition.analysis.weakest_group import MIN_ITEMS, MIN_MEMBERS, group_means, lowest, weakest_group
from coalition.errors import CoalitionError
from coalition.model import Kind
from coalition.network import Bools, Floats, Ints, Network

TIE_THRESHOLD = 0.5
"""Two States are tied in the descriptive graph when their kappa is at least this."""

RANKS = ["rank", "rank_low", "rank_high"]
COLUMNS = [
    "rank", "rank_low", "rank_high", "actor_id", "name", "kind", "group", "weakest_group_congruence", "weakest_group",
    "own_group_congruence", "n", "shapley", "sole_carriers", "recommendations", "betweenness", "participation", *ROLES,
    "note",
]  # fmt: skip


def bridges(network: Network, by: str = "regional_group") -> pd.DataFrame:
    """Bridge actors, ranked.

    Parameters
    ----------
    network : Network
    by : {"regional_group", "kind"}
        Regional groups: States, ranked by weakest-group congruence on contested evidence. Kinds: all actors, ranked
        by Shapley value; actors that are not States have support only, so there is no kappa.

    Returns
    -------
    DataFrame
        One row per actor, best first, with `COLUMNS`. `rank_low` and `rank_high` are the 90% interval of the rank when
        families of recurring texts (for kinds: paragraphs of the report) are drawn again, 200 times, seeded. `n` is the
        median number of common items behind the congruence (for kinds: the recommendations it supports).
        `betweenness`, `participation` and the brokerage roles describe the graph of States with kappa of at least
        `TIE_THRESHOLD`; they change much with that threshold. An unranked actor (`rank` missing) has a `note` saying
        why; what is not computable is missing, never 0.

    Raises
    ------
    CoalitionError
        `by` is something else, or there are fewer than two groups.
    """
    if by not in ("regional_group", "kind"):
        raise CoalitionError(f"bridges by {by!r} are not computed; use regional_group or kind")
    groups = _groups(network, by)
    if groups[groups != ""].nunique() < 2:
        raise CoalitionError(f"bridges between groups need two or more values of {by}; this map has fewer")
    support = supports(network)
    table = pd.DataFrame(
        {
            "actor_id": network.actors.index,
            "name": network.actors["name"].to_numpy(),
            "kind": network.actors["kind"].to_numpy(),
            "group": groups.to_numpy(),
            "shapley": shapley(support, list(groups)),
            "sole_carriers": sole_carriers(support, list(groups)),
            "recommendations": support.sum(axis=1),
            "note": "",
        }
    ).reindex(columns=COLUMNS)
    if by == "regional_group":
        table = table[network.is_state].reset_index(drop=True)
        _add_congruence(network, table)
    else:
        _add_coverage_rank(network, table, support)
        table = table[table["recommendations"] > 0]
    return table.sort_values(
        ["rank", "shapley", "actor_id"], ascending=[True, False, True], na_position="last"
    ).reset_index(drop=True)


def summary(table: pd.DataFrame, by: str) -> str:
    """The result of `bridges` in a sentence."""
    first = table[table["rank"].notna()]
    if first.empty:
        return "Nobody can be ranked: there are too few common contested items."
    names = [str(name) for name in first["name"][:3]]
    if by == "kind":
        return f"{listed(names)} cover most of what few others of their kind cover."
    low, high = first["rank_low"].iloc[0], first["rank_high"].iloc[0]
    sure = f"the rank of {names[0]} lies between {low} and {high} of {len(first)}"
    return f"{listed(names)} bridge the regional groups best; {sure}."


def _groups(network: Network, by: str) -> pd.Series[str]:
    """Group of every actor: the regional group of States only, or the kind, observer States among the States."""
    if by == "kind":
        return network.actors["kind"].where(~network.is_state, Kind.STATE.value)
    return network.actors["regional_group"].where(network.is_state, "")


def _add_coverage_rank(network: Network, table: pd.DataFrame, support: Bools) -> None:
    """Rank by Shapley value, with its interval when paragraphs of the report are drawn again."""
    size = table[table["recommendations"] > 0]["group"].value_counts()
    few = table["group"].map(size).fillna(0) < MIN_MEMBERS
    table.loc[few, "note"] = f"unranked: fewer than {MIN_MEMBERS} actors of this kind support anything on record"
    paragraph = network.recommendations["paragraph"]
    shares = shapley_shares(support, list(table["group"])).toarray()
    names = sorted(paragraph.unique())
    summed = np.stack([shares[:, (paragraph == name).to_numpy()].sum(axis=1) for name in names])
    ranked = ((table["note"] == "") & (table["recommendations"] > 0)).to_numpy()
    table["n"] = table["recommendations"]
    again = (weights @ summed for weights in draws(len(names)))
    table[RANKS] = rank_table(table["shapley"], ranked, again)


def _add_congruence(network: Network, table: pd.DataFrame) -> None:
    """Rank by weakest-group congruence, with its interval and the descriptive columns that rest on kappa."""
    stances = network.values(network.states)
    items = np.flatnonzero(contested(stances))
    stances = stances[:, items]
    groups = list(table["group"])
    sums = family_products(stances, families(network, items))
    K, N = _usable(sums.sum(axis=0))
    weakest = weakest_group(K, N, groups)
    table["weakest_group_congruence"], table["n"] = weakest["value"], weakest["n"]
    table["weakest_group"], table["own_group_congruence"] = weakest["group"], weakest["own"]
    table["note"] = np.where(
        weakest["value"].isna(),
        f"unranked: under {MIN_ITEMS} common contested items with {MIN_MEMBERS} members of any other group",
        np.where(constant(stances), "unranked: took one and the same position throughout", ""),
    )
    flat = sums.reshape(len(sums), -1)
    again = (_lowest(_usable((weights @ flat).reshape(sums.shape[1:]))[0], groups) for weights in draws(len(sums)))
    ranked = (table["note"] == "").to_numpy()
    table[RANKS] = rank_table(table["weakest_group_congruence"], ranked, again)
    G = _tie_graph(K, list(table["actor_id"]))
    by_actor = dict(zip(table["actor_id"], table["group"], strict=True))
    table["betweenness"] = table["actor_id"].map(nx.betweenness_centrality(G))
    table["participation"] = participation_coefficient(G, by_actor).to_numpy()
    table[ROLES] = gould_fernandez(G, by_actor).to_numpy()
    isolated = [G.degree(actor) == 0 for actor in table["actor_id"]]
    table.loc[isolated, ["betweenness", *ROLES]] = np.nan


def families(network: Network, items: Ints) -> list[str]:
    """Family of each item: the recurring text it belongs to, else the paragraph it bears on, else the item itself."""
    first = network.bears_on.drop_duplicates("evidence_id").set_index("evidence_id")["recommendation_id"]
    paragraph = first.map(network.recommendations["paragraph"]).reindex(network.evidence.index).fillna("")
    family = network.evidence["family"]
    chosen = family.where(family != "", paragraph.where(paragraph == "", "paragraph " + paragraph))
    named = chosen.where(chosen != "", network.evidence.index.to_series())
    return [str(name) for name in named.iloc[items]]


def family_products(stances: Floats, of_item: Sequence[str]) -> Floats:
    """`products` of each family's items: array (families, 5, actors, actors), families in sorted order."""
    names = np.array(list(of_item), dtype=object)
    return np.stack([products(stances[:, names == name]) for name in sorted(set(of_item))])


def _lowest(K: Floats, groups: Sequence[str]) -> Floats:
    """The value of `weakest_group` alone."""
    members, _ = membership(groups, len(K))
    return lowest(*group_means(K, members), members)[0]


def _usable(sums: Floats) -> tuple[Floats, Ints]:
    """Kappa from summed products, undefined below `MIN_ITEMS` common items."""
    K, N = kappa_from_products(sums)
    return np.where(N >= MIN_ITEMS, K, np.nan), N


def _tie_graph(K: Floats, ids: list[str]) -> nx.Graph[Any]:
    tied = np.triu(np.nan_to_num(K, nan=-1.0) >= TIE_THRESHOLD, k=1)
    G: nx.Graph[Any] = nx.Graph()
    G.add_nodes_from(ids)
    G.add_edges_from((ids[i], ids[j]) for i, j in zip(*np.nonzero(tied), strict=True))
    return G
