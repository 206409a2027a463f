"""Brokerage on a one-mode graph: the measures that network analysts know, by sparse algebra."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

ROLES = ["coordinator", "itinerant_broker", "gatekeeper_or_representative", "liaison"]


def gould_fernandez(G: nx.Graph[Any], groups: Mapping[Hashable, Any]) -> pd.DataFrame:
    """Brokerage roles of every node in an undirected graph.

    Node v brokers the unordered pair {i, k} when i-v-k are ties and i-k is not. With the groups of i, v, k in that
    order: AAA coordinator, ABA itinerant broker, AAB or ABB gatekeeper or representative (the two cannot be told
    apart without directions, each pair counts once), ABC liaison.

    Parameters
    ----------
    G : networkx.Graph
        Undirected; self-loops and weights are ignored.
    groups : mapping node -> group
        One entry per node.

    Returns
    -------
    DataFrame
        Indexed by node in the order of G; int columns `ROLES`. All 0 for an isolated node.

    Raises
    ------
    networkx.NetworkXNotImplemented
        G is directed.

    References
    ----------
    Gould, R. V. and Fernandez, R. M. (1989). Structures of Mediation. Sociological Methodology 19, 89-126.
    """
    if G.is_directed():
        raise nx.NetworkXNotImplemented("gould_fernandez takes an undirected graph")
    nodes = list(G)
    if not nodes:
        return pd.DataFrame(columns=ROLES, dtype=int)
    adjacency = (nx.to_scipy_sparse_array(G, nodelist=nodes, weight=None) > 0).toarray().astype(float)
    np.fill_diagonal(adjacency, 0.0)
    codes, _ = pd.factorize(pd.Series([groups[node] for node in nodes]))
    members = np.equal.outer(codes, np.arange(codes.max() + 1)).astype(float)
    degree = adjacency @ members  # neighbours of v in each group
    open_pairs = np.empty((len(nodes), members.shape[1], members.shape[1]))
    for a in range(members.shape[1]):
        # ordered pairs (i in group a, k in group b) of neighbours of v that are tied to each other
        closed = ((adjacency * members[:, a]) @ adjacency * adjacency) @ members
        open_pairs[:, a] = degree[:, [a]] * degree - closed
        open_pairs[:, a, a] -= degree[:, a]  # i = k is no pair
    own = members[:, :, None] * members[:, None, :] > 0
    same = np.trace(open_pairs, axis1=1, axis2=2)
    coordinator = np.sum(open_pairs, axis=(1, 2), where=own)
    touching = np.einsum("vg,vgh->v", members, open_pairs) - coordinator
    total = open_pairs.sum(axis=(1, 2))
    itinerant = same - coordinator
    liaison = total - coordinator - itinerant - 2 * touching
    counts = np.column_stack([coordinator / 2, itinerant / 2, touching, liaison / 2])
    return pd.DataFrame(np.rint(counts).astype(int), index=pd.Index(nodes), columns=ROLES)


def participation_coefficient(
    G: nx.Graph[Any], groups: Mapping[Hashable, Any], weight: str | None = None
) -> pd.Series[float]:
    """How evenly a node's ties are spread over the groups: 1 - sum over groups of (k_s / k)^2.

    0 when all ties go to one group, towards 1 - 1/(number of groups) when they are spread evenly; NaN for an
    isolated node.

    References
    ----------
    Guimerà, R. and Amaral, L. A. N. (2005). Functional cartography of complex metabolic networks. Nature 433, 895.
    """
    nodes = list(G)
    if not nodes:
        return pd.Series(dtype=float)
    adjacency = nx.to_scipy_sparse_array(G, nodelist=nodes, weight=weight).toarray()
    codes, _ = pd.factorize(pd.Series([groups[node] for node in nodes]))
    per_group = adjacency @ np.equal.outer(codes, np.arange(codes.max() + 1)).astype(float)
    total = per_group.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        values = 1.0 - ((per_group / total[:, None]) ** 2).sum(axis=1)
    return pd.Series(values, index=pd.Index(nodes))


def ei_index(G: nx.Graph[Any], groups: Mapping[Hashable, Any]) -> pd.Series[float]:
    """External minus internal ties over all ties of a node, in [-1, 1]; NaN for an isolated node.

    References
    ----------
    Krackhardt, D. and Stern, R. N. (1988). Informal Networks and Organizational Crises. Social Psychology
    Quarterly 51, 123-140.
    """
    values = {}
    for node in G:
        outside = [groups[other] != groups[node] for other in G[node] if other != node]
        values[node] = (2 * sum(outside) - len(outside)) / len(outside) if outside else float("nan")
    return pd.Series(values, dtype=float)
