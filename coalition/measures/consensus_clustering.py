"""Communities that do not hang on the seed of the algorithm: consensus over many runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
import numpy.typing as npt
import pandas as pd

from coalition.arrays import Bools, Floats, Ints
from coalition.measures.arguments import ArgumentError, amount, count

RUNS, MOST_RUNS = 20, 1_000
THRESHOLD = 0.5
"""Two actors that share a community in fewer of the runs are not joined in the next round."""
ROUNDS = 20


@dataclass(frozen=True, eq=False)
class Consensus:
    """Communities on which all runs agree in the end."""

    community: Ints
    """Per actor, from 1 (the largest; equal ones by their first actor); 0 for an actor without a tie."""
    together: Floats
    """Actors x actors: in what share of the first runs the two were in one community."""
    stability: Floats
    """Per actor: mean of `together` with the others of its community, in [0, 1]; NaN without a tie."""
    rounds: int
    """Rounds until all runs agreed."""


def consensus(tied: npt.ArrayLike, runs: int = RUNS, threshold: float = THRESHOLD) -> Consensus:
    """Communities by the Louvain method, many times over, until the runs agree.

    Each run (seeds 0, 1, 2 ...) gives communities; D_ij is the share of runs in which i and j are together. D, without
    what lies below the threshold, is the weighted graph of the next round, until every D_ij is 0 or 1.

    Parameters
    ----------
    tied : bool array (actors, actors)
        Symmetric; the diagonal is ignored. Nodes and edges go in by their order here.
    runs : int
        Runs in each round, at least 2.
    threshold : float
        In (0, 1].

    Returns
    -------
    Consensus
        No community for actors without a tie. Should the runs not agree after `ROUNDS` rounds, the first run of the
        last round counts.

    Raises
    ------
    ArgumentError
        `tied` is not a square, symmetric table of true and false; `runs` or `threshold` is out of range.

    References
    ----------
    Lancichinetti, A. and Fortunato, S. (2012). Consensus clustering in complex networks. Scientific Reports 2, 336.
    Blondel, V. et al. (2008). Fast unfolding of communities in large networks. J. Stat. Mech. P10008.

    Examples
    --------
    Two triangles, and one actor by itself:

    >>> tied = np.zeros((7, 7), dtype=bool)
    >>> tied[:3, :3] = tied[3:6, 3:6] = True
    >>> found = consensus(tied, runs=5)
    >>> found.community.tolist(), found.stability[:2].tolist()
    ([1, 1, 1, 2, 2, 2, 0], [1.0, 1.0])
    """
    ties = _ties(tied)
    count("runs", runs, 2, MOST_RUNS)
    amount("threshold", threshold, 1e-9, 1.0)
    nodes = np.flatnonzero(ties.any(axis=1))
    weight = ties[np.ix_(nodes, nodes)].astype(float)
    first: Floats | None = None
    labels, rounds = np.zeros(len(nodes), dtype=np.int64), 0
    while len(nodes) and rounds < ROUNDS:
        rounds += 1
        partitions = [_louvain(weight, seed) for seed in range(runs)]
        together = np.mean([np.equal.outer(found, found) for found in partitions], axis=0)
        first = together if first is None else first
        labels = partitions[0]
        if np.all((together == 0.0) | (together == 1.0)):
            break
        weight = np.where(together >= threshold, together, 0.0)
        np.fill_diagonal(weight, 0.0)
    shared = np.zeros(ties.shape)
    if first is not None:
        shared[np.ix_(nodes, nodes)] = first
    community = np.zeros(len(ties), dtype=np.int64)
    community[nodes] = _numbered(labels)
    return Consensus(community, shared, _stability(community, shared), rounds)


def adjusted_rand(one: Sequence[Any], other: Sequence[Any]) -> float:
    """How far two partitions of the same actors agree, beyond chance: 1 the same, about 0 as by chance.

    Returns
    -------
    float
        At most 1, at least -0.5; NaN where both put everybody together, or both everybody apart: any two such agree.

    Raises
    ------
    ArgumentError
        The two are not of one length.

    References
    ----------
    Hubert, L. and Arabie, P. (1985). Comparing partitions. Journal of Classification 2, 193-218.

    Examples
    --------
    >>> round(adjusted_rand([1, 1, 2, 2], [1, 1, 2, 3]), 4)
    0.5714
    """
    if len(one) != len(other):
        raise ArgumentError(f"partitions of {len(one)} and of {len(other)} actors cannot be compared; give one each")
    table = pd.crosstab(np.asarray(one), np.asarray(other)).to_numpy() if len(one) else np.zeros((0, 0))
    cells, rows, columns = _pairs(table), _pairs(table.sum(axis=1)), _pairs(table.sum(axis=0))
    every = _pairs(np.array([len(one)]))
    chance = rows * columns / every if every else 0.0
    most = (rows + columns) / 2
    return float((cells - chance) / (most - chance)) if most != chance else float("nan")


def _pairs(sizes: npt.NDArray[Any]) -> float:
    return float(np.sum(sizes * (sizes - 1)) / 2)


def _ties(tied: npt.ArrayLike) -> Bools:
    array = np.asarray(tied)
    if array.ndim != 2 or array.shape[0] != array.shape[1]:
        raise ArgumentError(f"tied must be a square table of actors x actors; this is of shape {array.shape}")
    if not np.isin(array, [0, 1]).all():
        raise ArgumentError("tied must hold true and false only")
    ties = array.astype(bool)
    if not np.array_equal(ties, ties.T):
        raise ArgumentError("tied must be symmetric: a tie of i with j is one of j with i")
    return ties & ~np.eye(len(ties), dtype=bool)


def _louvain(weight: Floats, seed: int) -> Ints:
    """One run. Nodes and edges are inserted in order: the seed alone does not fix the result."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(weight)))
    one, other = np.nonzero(np.triu(weight, 1))
    graph.add_weighted_edges_from(zip(one.tolist(), other.tolist(), weight[one, other].tolist(), strict=True))
    labels = np.zeros(len(weight), dtype=np.int64)
    for number, members in enumerate(nx.community.louvain_communities(graph, weight="weight", seed=seed)):
        labels[sorted(members)] = number
    return labels


def _numbered(labels: Ints) -> Ints:
    """Numbers from 1 by size, equal sizes by the first actor."""
    values, first, inverse, size = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    place = np.empty(len(values), dtype=np.int64)
    place[np.lexsort((first, -size))] = np.arange(1, len(values) + 1)
    return place[inverse]


def _stability(community: Ints, together: Floats) -> Floats:
    same = np.equal.outer(community, community) & (community > 0)
    np.fill_diagonal(same, False)
    others = same.sum(axis=1)
    total = np.sum(together, axis=1, where=same)
    return np.asarray(np.divide(total, others, out=np.full(len(community), np.nan), where=others > 0))
