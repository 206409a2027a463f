"""What Gould-Fernandez counts would be by chance: expectation and z, with the graph and the sizes of groups held."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from scipy import sparse

from coalition.arrays import Floats
from coalition.measures.brokerage import DIRECTED_ROLES, ROLES, gould_fernandez
from coalition.measures.sparse_graph import Graph, GroupOf, adjacency, group_codes, is_directed, node_list

Triad = tuple[int, int, int]
_RULES: dict[str, Callable[[int, int, int], bool]] = {
    "coordinator": lambda i, v, k: i == v == k,
    "itinerant_broker": lambda i, v, k: i == k != v,
    "gatekeeper": lambda i, v, k: v == k != i,
    "representative": lambda i, v, k: i == v != k,
    "liaison": lambda i, v, k: len({i, v, k}) == 3,
}
"""Role by the groups of i, v and k."""
_FIRST: Triad = (1, 0, 2)
_OVERLAPS: dict[str, Triad] = {
    "same": (1, 0, 2), "reverse": (2, 0, 1), "source": (1, 0, 3), "target": (3, 0, 2), "onward": (2, 0, 3),
    "disjoint": (3, 0, 4),
}  # fmt: skip
"""How a second brokered pair can overlap with the pair (1, 2) of broker 0."""


def chance_of_roles(G: Graph, groups: GroupOf) -> pd.DataFrame:
    r"""Expectation and z of every brokerage role, if the groups were dealt out anew with their sizes held.

    With T the ordered pairs that a node brokers and p the chance that a triad plays a role, E = T p and

    .. math:: Var = \sum_o n_o p_o - T^2 p^2

    over the six ways o in which two brokered pairs can overlap (same, reversed, same source, same target, one after the
    other, disjoint), with :math:`n_o` of them in the graph and the chance :math:`p_o` that both play the role. Exact.

    Parameters
    ----------
    G : networkx.Graph, DiGraph or sparse array of ties
        As for `gould_fernandez`.
    groups : mapping node -> group, or list for nodes 0, 1, 2 ...
        As for `gould_fernandez`: "" counts as a group.

    Returns
    -------
    DataFrame
        Indexed by node in the order of G; for every role of `gould_fernandez` the float columns `<role>_expected`, 0 or
        more, and `<role>_z`, the count less its expectation in standard deviations. z is NaN where every deal gives
        the same count: for a node that brokers no pair, for one group only, and where each node is a group of its own.

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
    >>> chance_of_roles(nx.path_graph(3), {0: "A", 1: "A", 2: "B"}).loc[1].round(3).to_dict()["liaison_expected"]
    0.0
    """
    counts, nodes = gould_fernandez(G, groups), node_list(G)
    directed = is_directed(G)
    roles = DIRECTED_ROLES if directed else ROLES
    columns = [f"{role}_{what}" for role in roles for what in ("expected", "z")]
    if not nodes:
        return pd.DataFrame(columns=columns, dtype=float)
    codes, count = group_codes(G, groups)
    sizes = np.bincount(codes, minlength=count).astype(float)
    overlaps = _overlaps(adjacency(G))
    table = pd.DataFrame(index=pd.Index(nodes), columns=columns, dtype=float)
    for role in roles:
        # Without directions each pair is met in both orders, and as a gatekeeper in one of them.
        merged = role == "gatekeeper_or_representative"
        rule, scale = _RULES["gatekeeper" if merged else role], 1.0 if directed or merged else 0.5
        chance = _chance(rule, [_FIRST], sizes)
        expected = overlaps["same"] * chance
        both = sum(overlaps[name] * _chance(rule, [_FIRST, second], sizes) for name, second in _OVERLAPS.items())
        variance = both - expected**2
        spread = np.sqrt(np.where(variance > 1e-9 * np.maximum(1.0, expected**2), variance, np.nan))
        table[f"{role}_expected"] = scale * expected
        table[f"{role}_z"] = (counts[role].to_numpy() / scale - expected) / spread
    return table


def _overlaps(out: sparse.csr_array) -> dict[str, Floats]:
    """Ordered pairs of brokered pairs of each node, by how they overlap; "same" is the number of brokered pairs."""
    into, mutual = sparse.csr_array(out.T), sparse.csr_array(out.multiply(out.T))
    as_target = _brokered(out, into)
    as_source = _brokered(into, out)
    pairs = _sums(as_target)
    either = sparse.csr_array((out + out.T) > 0).astype(float)
    partners = _sums(mutual)
    reverse = partners * (partners - 1) - _sums(sparse.csr_array((mutual @ either).multiply(mutual)))
    source, target = (_sums(sparse.csr_array(A.multiply(A))) - pairs for A in (as_source, as_target))
    onward = 2 * (_sums(sparse.csr_array(as_source.multiply(as_target))) - reverse)
    disjoint = pairs**2 - pairs - reverse - source - target - onward
    named = {"same": pairs, "reverse": reverse, "source": source, "target": target, "onward": onward}
    return named | {"disjoint": disjoint}


def _brokered(out: sparse.csr_array, into: sparse.csr_array) -> sparse.csr_array:
    """For each tie v -> k, how many pairs (i, k) v brokers: those who reach v and not k, k left out."""
    v, k = out.nonzero()
    reach = np.diff(into.indptr)
    common = sparse.csr_array((into @ out).multiply(out))
    ties = sparse.csr_array((reach[v].astype(float), (v, k)), shape=out.shape)
    return sparse.csr_array(ties - common - sparse.csr_array(into.multiply(out)))


def _sums(A: sparse.csr_array) -> Floats:
    return np.asarray(A.sum(axis=1), dtype=float).ravel()


def _chance(rule: Callable[[int, int, int], bool], triads: Sequence[Triad], sizes: Floats) -> float:
    """Chance that all triads of distinct nodes play a role: over every way in which these nodes can share groups."""
    nodes = sorted({node for triad in triads for node in triad})
    place = {node: number for number, node in enumerate(nodes)}
    total = int(sizes.sum())
    ways = float(np.prod([total - i for i in range(len(nodes))], dtype=float))
    if ways <= 0:
        return 0.0
    fits = [
        shared
        for shared in _partitions(len(nodes))
        if all(rule(*(shared[place[node]] for node in triad)) for triad in triads)
    ]
    return sum(_deals(shared, sizes) for shared in fits) / ways


def _partitions(size: int) -> list[tuple[int, ...]]:
    """Every way to share out nodes over groups without names: the number of the group of each."""
    found: list[tuple[int, ...]] = [()]
    for _ in range(size):
        found = [(*one, group) for one in found for group in range(max(one, default=-1) + 2)]
    return found


def _deals(shared: tuple[int, ...], sizes: Floats) -> float:
    """In how many ways distinct nodes can be taken so that they share groups as said, different ones apart."""
    falling = [np.prod([sizes - i for i in range(shared.count(group))], axis=0) for group in range(max(shared) + 1)]
    return _over_distinct(falling)


def _over_distinct(values: list[Floats]) -> float:
    """Sum over distinct groups of the product of one value each."""
    if not values:
        return 1.0
    *others, last = values
    merged = sum(_over_distinct([*others[:j], others[j] * last, *others[j + 1 :]]) for j in range(len(others)))
    return float(_over_distinct(others) * last.sum() - merged)
