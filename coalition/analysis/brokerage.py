"""Brokerage on any graph: Gould-Fernandez roles, participation coefficient and E-I index, by sparse algebra."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from itertools import chain
from typing import Any

import networkx as nx
import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from coalition.analysis.checks import ArgumentError, group_per_node
from coalition.network import Floats, Ints

ROLES = ["coordinator", "itinerant_broker", "gatekeeper_or_representative", "liaison"]
"""On ties without direction gatekeeper and representative cannot be told apart."""
DIRECTED_ROLES = ["coordinator", "itinerant_broker", "gatekeeper", "representative", "liaison"]
MOST_BITS = 30_000
"""Up to so many nodes neighbours are compared as rows of bits; beyond, by sparse products."""
CHUNK = 4096


def gould_fernandez(G: nx.Graph[Any], groups: Mapping[Hashable, Any]) -> pd.DataFrame:
    """Brokerage roles of every node.

    Node v brokers the pair (i, k) when i-v and v-k are ties and i-k is not; with directions, when i -> v -> k and not
    i -> k. With the groups of i, v, k in that order: AAA coordinator, ABA itinerant broker, ABB gatekeeper, AAB
    representative, ABC liaison.

    Parameters
    ----------
    G : networkx.Graph or DiGraph
        Self-loops, weights and parallel ties are ignored.
    groups : mapping node -> group
        One entry per node; "" for nodes without one, which then count as a group.

    Returns
    -------
    DataFrame
        Indexed by node in the order of G. Without directions int columns `ROLES`: each unordered pair counts once, and
        gatekeeper and representative are one number. With directions int columns `DIRECTED_ROLES`. All 0 for a node
        that brokers nothing, an isolated one among them.

    Raises
    ------
    ArgumentError
        A node has no group, or None or NaN for one.

    References
    ----------
    Gould, R. V. and Fernandez, R. M. (1989). Structures of Mediation. Sociological Methodology 19, 89-126.

    Examples
    --------
    >>> G = nx.DiGraph([(1, 2), (2, 3)])
    >>> gould_fernandez(G, {1: "A", 2: "A", 3: "B"}).loc[2].to_dict()["representative"]
    1
    """
    codes, count = _codes(G, groups)
    nodes = list(G)
    if not nodes:
        return pd.DataFrame(columns=DIRECTED_ROLES if G.is_directed() else ROLES, dtype=int)
    out = adjacency(G)
    into = sparse.csr_array(out.T)
    into.sort_indices()
    v, k = (np.asarray(part, dtype=np.int64) for part in out.nonzero())
    by_group = _by_group(into, codes, count)
    back = _cells(into, v, k)  # 1 where k is among those who reach v: no pair with itself
    common, with_v, with_k = _common(into, v, k, codes)
    own = codes[k] == codes[v]
    from_all = np.diff(into.indptr)[v] - back - common
    from_own = _cells(by_group, np.arange(len(nodes)), codes)[v] - back * own - with_v
    from_k = _cells(by_group, v, codes[k]) - back - with_k
    counts = {
        "coordinator": np.where(own, from_own, 0),
        "itinerant_broker": np.where(own, 0, from_k),
        "gatekeeper": np.where(own, from_all - from_own, 0),
        "representative": np.where(own, 0, from_own),
        "liaison": np.where(own, 0, from_all - from_own - from_k),
    }
    summed = {role: np.bincount(v, weights=value, minlength=len(nodes)) for role, value in counts.items()}
    table = pd.DataFrame({role: np.rint(value).astype(int) for role, value in summed.items()}, index=pd.Index(nodes))
    if G.is_directed():
        return table
    # Without directions every pair was met in both orders, once as gatekeeper and once as representative.
    table[["coordinator", "itinerant_broker", "liaison"]] //= 2
    return table.rename(columns={"representative": "gatekeeper_or_representative"})[ROLES]


def participation_coefficient(
    G: nx.Graph[Any], groups: Mapping[Hashable, Any], weight: str | None = None
) -> pd.Series[float]:
    r"""How evenly a node's ties are spread over the groups.

    .. math:: P_i = 1 - \sum_s (k_{is} / k_i)^2

    Parameters
    ----------
    G : networkx.Graph or DiGraph
        Self-loops are ignored. With directions, ties of both directions count.
    groups : mapping node -> group
    weight : str, optional
        Edge attribute, 0 or more, 1 where a tie has none; parallel ties add up. Every tie counts 1 when left out.

    Returns
    -------
    Series
        Indexed by node: 0 when all ties go to one group, towards 1 - 1 / (number of groups) when they are spread
        evenly; NaN for an isolated node.

    Raises
    ------
    ArgumentError
        A node has no group, or None or NaN for one; a weight is negative or not a number.

    References
    ----------
    Guimerà, R. and Amaral, L. A. N. (2005). Functional cartography of complex metabolic networks. Nature 433, 895.

    Examples
    --------
    >>> G = nx.star_graph(4)
    >>> participation_coefficient(G, {0: "A", 1: "A", 2: "A", 3: "B", 4: "B"})[0].item()
    0.5
    """
    _, per_group = _ties_per_group(G, groups, weight)
    total = np.asarray(per_group.sum(axis=1)).ravel()
    squares = np.asarray((per_group**2).sum(axis=1)).ravel()
    values = np.divide(squares, total**2, out=np.full(len(total), np.nan), where=total > 0)
    return pd.Series(1.0 - values, index=pd.Index(list(G)), dtype=float)


def ei_index(G: nx.Graph[Any], groups: Mapping[Hashable, Any]) -> pd.Series[float]:
    """External minus internal ties over all ties of a node.

    Parameters
    ----------
    G : networkx.Graph or DiGraph
        Self-loops are ignored. With directions, ties of both directions count.
    groups : mapping node -> group

    Returns
    -------
    Series
        Indexed by node, in [-1, 1]: -1 when all ties stay inside the group; NaN for an isolated node.

    Raises
    ------
    ArgumentError
        A node has no group, or None or NaN for one.

    References
    ----------
    Krackhardt, D. and Stern, R. N. (1988). Informal Networks and Organizational Crises. Social Psychology
    Quarterly 51, 123-140.

    Examples
    --------
    >>> ei_index(nx.path_graph(3), {0: "A", 1: "A", 2: "B"}).tolist()
    [-1.0, 0.0, 1.0]
    """
    codes, per_group = _ties_per_group(G, groups, None)
    total = np.asarray(per_group.sum(axis=1)).ravel()
    inside = _cells(per_group, np.arange(len(codes)), codes)
    values = np.divide(total - 2 * inside, total, out=np.full(len(codes), np.nan), where=total > 0)
    return pd.Series(values, index=pd.Index(list(G)), dtype=float)


def _codes(G: nx.Graph[Any], groups: Mapping[Hashable, Any]) -> tuple[Ints, int]:
    codes, names = pd.factorize(pd.Series(group_per_node(G, groups), dtype=object))
    return np.asarray(codes, dtype=np.int64), len(names)


def adjacency(G: nx.Graph[Any], weight: str | None = None) -> sparse.csr_array:
    """Ties of a graph in the order of its nodes, without self-loops: 1 each, or their weight."""
    nodes = len(G)
    if weight is None:  # several times faster than by way of the edges and their attributes
        counts = np.fromiter((len(near) for _, near in G.adjacency()), dtype=np.int64, count=nodes)
        flat: Iterable[Any] = chain.from_iterable(near for _, near in G.adjacency())
        if list(G) != list(range(nodes)):
            flat = map(dict(zip(G, range(nodes), strict=True)).__getitem__, flat)
        columns = np.fromiter(flat, dtype=np.int64, count=int(counts.sum()))
        rows = np.repeat(np.arange(nodes), counts)
        other = rows != columns
        if not other.all():
            rows, columns = rows[other], columns[other]
            counts = np.bincount(rows, minlength=nodes)
        start = np.concatenate([[0], np.cumsum(counts)])
        A = sparse.csr_array((np.ones(len(columns)), columns, start), shape=(nodes, nodes))
        A.sort_indices()
        return A
    place = dict(zip(G, range(nodes), strict=True))
    ends = [(place[one], place[other], value) for one, other, value in G.edges(data=weight, default=1)]
    try:
        values = np.array([value for _, _, value in ends], dtype=float)
    except (TypeError, ValueError):
        values = np.array([np.nan])
    if not np.isfinite(values).all() or (values < 0).any():
        raise ArgumentError(f"weight: a tie has a {weight!r} that is not a number of 0 or more; give every tie one")
    rows, columns = np.array([pair[:2] for pair in ends], dtype=np.int64).reshape(-1, 2).T
    used = (rows != columns) & (values > 0)
    rows, columns, values = rows[used], columns[used], values[used]
    if not G.is_directed():
        rows, columns, values = np.append(rows, columns), np.append(columns, rows), np.append(values, values)
    return sparse.csr_array((values, (rows, columns)), shape=(nodes, nodes))


def _by_group(A: sparse.csr_array, codes: Ints, count: int) -> sparse.csr_array:
    """Ties of each node with each group: sparse, since there may be as many groups as nodes."""
    nodes = len(codes)
    of_group = sparse.csr_array((np.ones(nodes), codes, np.arange(nodes + 1)), shape=(nodes, count))
    summed = sparse.csr_array(A @ of_group)
    summed.sort_indices()
    return summed


def _ties_per_group(
    G: nx.Graph[Any], groups: Mapping[Hashable, Any], weight: str | None
) -> tuple[Ints, sparse.csr_array]:
    codes, count = _codes(G, groups)
    A = adjacency(G, weight)
    return codes, _by_group(sparse.csr_array(A + A.T) if G.is_directed() else A, codes, count)


def _cells(A: sparse.csr_array, rows: Ints, columns: Ints) -> Floats:
    """Some cells of a sparse array with sorted indices; 0 where none is held."""
    width = np.int64(A.shape[1])
    held = np.repeat(np.arange(A.shape[0], dtype=np.int64), np.diff(A.indptr)) * width + A.indices
    if not len(held):
        return np.zeros(len(rows))
    wanted = rows * width + columns
    place = np.minimum(np.searchsorted(held, wanted), len(held) - 1)
    return np.where(held[place] == wanted, A.data[place], 0.0)


def _common(into: sparse.csr_array, v: Ints, k: Ints, codes: Ints) -> tuple[Ints, Ints, Ints]:
    """Those who reach both ends of each tie v-k: all, those of the group of v, and those of the group of k."""
    if into.shape[0] > MOST_BITS:
        same = into.copy()
        rows = np.repeat(np.arange(into.shape[0]), np.diff(into.indptr))
        same.data = same.data * (codes[rows] == codes[same.indices])
        pairs = ((into, into), (same, into), (into, same))
        found = [np.asarray((one @ other.T)[v, k]).ravel() for one, other in pairs]
        return found[0].astype(np.int64), found[1].astype(np.int64), found[2].astype(np.int64)
    rows = np.repeat(np.arange(into.shape[0]), np.diff(into.indptr))
    bits = _packed(rows, into.indices, into.shape)
    of_group = _packed(codes, np.arange(len(codes)), (int(codes.max()) + 1, len(codes)))
    counts = np.empty((3, len(v)), dtype=np.int64)
    for start in range(0, len(v), CHUNK):
        part = slice(start, start + CHUNK)
        both = bits[v[part]] & bits[k[part]]
        for row, chosen in enumerate((both, both & of_group[codes[v[part]]], both & of_group[codes[k[part]]])):
            counts[row, part] = np.bitwise_count(chosen).sum(axis=1, dtype=np.int64)
    return counts[0], counts[1], counts[2]


def _packed(rows: Ints, columns: npt.NDArray[np.integer[Any]], shape: tuple[int, int]) -> npt.NDArray[np.uint64]:
    """Rows of bits, 64 to a number, with 1 at some cells, each given once."""
    bits = np.zeros((shape[0], -(-shape[1] // 64)), dtype=np.uint64)
    places = np.asarray(columns, dtype=np.uint64)
    np.add.at(bits, (rows, places // np.uint64(64)), np.left_shift(np.uint64(1), places % np.uint64(64)))
    return bits
