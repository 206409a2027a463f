"""Brokerage on any graph: Gould-Fernandez roles, participation coefficient and E-I index, by sparse algebra."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from coalition.arrays import Floats, Ints
from coalition.measures.sparse_graph import Graph, GroupOf, adjacency, group_codes, is_directed, node_list

ROLES = ["coordinator", "itinerant_broker", "gatekeeper_or_representative", "liaison"]
"""On ties without direction gatekeeper and representative cannot be told apart."""
DIRECTED_ROLES = ["coordinator", "itinerant_broker", "gatekeeper", "representative", "liaison"]
MOST_BITS = 30_000
"""Up to so many nodes neighbours are compared as rows of bits; beyond, by sparse products."""
CHUNK = 4096
MOST_CELLS = 20_000_000
"""Up to so many nodes times groups, the ties of each node with each group are a dense table."""


def gould_fernandez(G: Graph, groups: GroupOf) -> pd.DataFrame:
    """Brokerage roles of every node.

    Node v brokers the pair (i, k) when i-v and v-k are ties and i-k is not; with directions, when i -> v -> k and not
    i -> k. With the groups of i, v, k in that order: AAA coordinator, ABA itinerant broker, ABB gatekeeper, AAB
    representative, ABC liaison.

    Parameters
    ----------
    G : networkx.Graph, DiGraph or sparse array of ties
        Self-loops, weights and parallel ties are ignored.
    groups : mapping node -> group, or list for nodes 0, 1, 2 ...
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
    >>> import networkx as nx
    >>> G = nx.DiGraph([(1, 2), (2, 3)])
    >>> gould_fernandez(G, {1: "A", 2: "A", 3: "B"}).loc[2].to_dict()["representative"]
    1
    """
    codes, count = group_codes(G, groups)
    nodes, directed = node_list(G), is_directed(G)
    if not nodes:
        return pd.DataFrame(columns=DIRECTED_ROLES if directed else ROLES, dtype=int)
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
    if directed:
        return table
    # Without directions every pair was met in both orders, once as gatekeeper and once as representative.
    table[["coordinator", "itinerant_broker", "liaison"]] //= 2
    return table.rename(columns={"representative": "gatekeeper_or_representative"})[ROLES]


def participation_coefficient(G: Graph, groups: GroupOf, weight: str | None = None) -> pd.Series[float]:
    r"""How evenly a node's ties are spread over the groups.

    .. math:: P_i = 1 - \sum_s (k_{is} / k_i)^2

    Parameters
    ----------
    G : networkx.Graph, DiGraph or sparse array of ties
        Self-loops are ignored. With directions, ties of both directions count.
    groups : mapping node -> group, or list for nodes 0, 1, 2 ...
        One entry per node; "" for nodes without one, which then count as a group.
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
    >>> import networkx as nx
    >>> G = nx.star_graph(4)
    >>> participation_coefficient(G, {0: "A", 1: "A", 2: "A", 3: "B", 4: "B"})[0].item()
    0.5
    """
    _, per_group = _ties_per_group(G, groups, weight)
    total = np.asarray(per_group.sum(axis=1)).ravel()
    squares = np.asarray((per_group**2).sum(axis=1)).ravel()
    values = np.divide(squares, total**2, out=np.full(len(total), np.nan), where=total > 0)
    return pd.Series(1.0 - values, index=pd.Index(node_list(G)), dtype=float)


def ei_index(G: Graph, groups: GroupOf) -> pd.Series[float]:
    """External minus internal ties over all ties of a node.

    Parameters
    ----------
    G : networkx.Graph, DiGraph or sparse array of ties
        Self-loops are ignored. With directions, ties of both directions count.
    groups : mapping node -> group, or list for nodes 0, 1, 2 ...
        One entry per node; "" for nodes without one, which then count as a group.

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
    >>> import networkx as nx
    >>> ei_index(nx.path_graph(3), {0: "A", 1: "A", 2: "B"}).tolist()
    [-1.0, 0.0, 1.0]
    """
    codes, per_group = _ties_per_group(G, groups, None)
    total = np.asarray(per_group.sum(axis=1)).ravel()
    nodes = np.arange(len(codes))
    inside = _cells(per_group, nodes, codes) if sparse.issparse(per_group) else per_group[nodes, codes]
    values = np.divide(total - 2 * inside, total, out=np.full(len(codes), np.nan), where=total > 0)
    return pd.Series(values, index=pd.Index(node_list(G)), dtype=float)


def _by_group(A: sparse.csr_array, codes: Ints, count: int) -> sparse.csr_array:
    """Ties of each node with each group: sparse, since there may be as many groups as nodes."""
    nodes = len(codes)
    of_group = sparse.csr_array((np.ones(nodes), codes, np.arange(nodes + 1)), shape=(nodes, count))
    summed = sparse.csr_array(A @ of_group)
    summed.sort_indices()
    return summed


def _ties_per_group(G: Graph, groups: GroupOf, weight: str | None) -> tuple[Ints, Floats | sparse.csr_array]:
    """Ties of each node with each group, both directions: dense while that is small."""
    codes, count = group_codes(G, groups)
    A = adjacency(G, weight)
    both = sparse.issparse(G) or G.is_directed()  # of a symmetric array every tie then counts twice, in all groups
    if len(codes) * count > MOST_CELLS:
        return codes, _by_group(sparse.csr_array(A + A.T) if both else A, codes, count)
    of_group = np.zeros((len(codes), count))
    of_group[np.arange(len(codes)), codes] = 1.0
    return codes, A @ of_group + A.T @ of_group if both else A @ of_group


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
