"""A graph as a sparse array: from networkx, or as it is, for the measures that are sums over ties."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, TypeAlias

import networkx as nx
import numpy as np
import pandas as pd
from scipy import sparse

from coalition.arrays import Ints
from coalition.measures.arguments import ArgumentError, group_per_node

Graph: TypeAlias = "nx.Graph[Any] | sparse.csr_array"
"""A networkx graph, or a square sparse array of ties (0 or more) whose nodes are 0, 1, 2 ...; an array that is not
symmetric has directions."""
GroupOf: TypeAlias = "Mapping[Hashable, Any] | Sequence[Any]"
"""Group of each node: a mapping, or for nodes 0, 1, 2 ... a list."""


def node_list(G: Graph) -> list[Any]:
    """Nodes in the order of the rows."""
    if sparse.issparse(G):
        return list(range(G.shape[0]))
    if not isinstance(G, nx.Graph):
        raise ArgumentError(f"G: {type(G).__name__} is no graph; give a networkx.Graph or a sparse array of ties")
    return list(G)


def is_directed(G: Graph) -> bool:
    """Whether ties have directions."""
    return bool((abs(G - G.T) > 0).nnz) if sparse.issparse(G) else bool(G.is_directed())


def group_codes(G: Graph, groups: GroupOf) -> tuple[Ints, int]:
    """Number of the group of each node, and how many groups there are."""
    nodes = node_list(G)
    if isinstance(groups, Mapping):
        named: Any = pd.Series(group_per_node(nodes, groups), dtype=object)
    elif isinstance(groups, str) or not isinstance(groups, Sequence | np.ndarray | pd.Series):
        raise ArgumentError(
            f"groups: {type(groups).__name__} gives no groups; give a mapping, or a list of one for each"
        )
    elif len(groups) != len(nodes) or nodes != list(range(len(nodes))):
        raise ArgumentError(
            f"groups: a list of {len(groups)} does not fit the {len(nodes)} nodes; give one group for each of the "
            "nodes 0, 1, 2 ..., or for other nodes a mapping from each to its group"
        )
    else:
        named = groups if isinstance(groups, np.ndarray) else np.asarray(groups, dtype=object)
    codes, names = pd.factorize(named)
    if (codes < 0).any():
        first = int(np.flatnonzero(codes < 0)[0])
        raise ArgumentError(f"groups: node {first} has None or NaN; give a group each, or '' for all without one")
    return np.asarray(codes, dtype=np.int64), len(names)


def adjacency(G: Graph, weight: str | None = None) -> sparse.csr_array:
    """Ties of a graph in the order of its nodes, without self-loops: 1 each, or their weight."""
    if sparse.issparse(G):
        return _of_array(G, weight)
    nodes = len(node_list(G))
    if weight is not None:
        return _weighted(G, weight)
    # Several times faster than by way of the edges and their attributes.
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


def _weighted(G: nx.Graph[Any], weight: str) -> sparse.csr_array:
    place = dict(zip(G, range(len(G)), strict=True))
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
    return sparse.csr_array((values, (rows, columns)), shape=(len(G), len(G)))


def _of_array(G: sparse.csr_array, weight: str | None) -> sparse.csr_array:
    if G.ndim != 2 or G.shape[0] != G.shape[1]:
        raise ArgumentError(f"G: an array of ties must be square; this one is {' x '.join(map(str, G.shape))}")
    A = G if isinstance(G, sparse.csr_array) else sparse.csr_array(G)
    if not np.isfinite(A.data).all() or (A.data < 0).any():
        raise ArgumentError("G: a tie is not a number of 0 or more; give every tie one")
    if A.diagonal().any() or not A.data.all() or not A.has_canonical_format:
        A = sparse.csr_array(A - sparse.diags_array(A.diagonal(), format="csr"))
        A.sum_duplicates()
        A.eliminate_zeros()
    if weight is None:
        A = sparse.csr_array((np.ones(A.nnz), A.indices, A.indptr), shape=A.shape)
    return A
