"""Brokerage against T6 (two independent computations) and a plain loop over triads."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from coalition.measures.arguments import ArgumentError
from coalition.measures.betweenness import betweenness
from coalition.measures.brokerage import ROLES, ei_index, gould_fernandez, participation_coefficient
from coalition.measures.structural_holes import constraint, effective_size

GROUPS = dict(zip(range(1, 7), "WWAAGP", strict=True))


@pytest.fixture
def t6() -> nx.Graph:
    G = nx.Graph()
    G.add_nodes_from(range(1, 7))
    G.add_edges_from([(1, 2), (1, 3), (2, 5), (3, 4), (3, 5)])
    return G


def test_roles_of_the_known_graph(t6: nx.Graph) -> None:
    roles = gould_fernandez(t6, GROUPS)
    assert list(roles["gatekeeper_or_representative"]) == [1, 1, 2, 0, 0, 0]
    assert list(roles["liaison"]) == [0, 0, 1, 0, 1, 0]
    assert not roles[["coordinator", "itinerant_broker"]].to_numpy().any()


def test_participation_of_the_known_graph_and_both_extremes(t6: nx.Graph) -> None:
    values = participation_coefficient(t6, GROUPS)
    assert list(values[:5]) == pytest.approx([1 / 2, 1 / 2, 2 / 3, 0, 1 / 2])
    assert values.isna()[6]
    star = nx.star_graph(4)
    assert participation_coefficient(star, dict.fromkeys(star, "x"))[0] == 0
    assert participation_coefficient(star, {node: str(node) for node in star})[0] == pytest.approx(3 / 4)


def test_ei_index_of_the_known_graph(t6: nx.Graph) -> None:
    values = ei_index(t6, GROUPS)
    assert list(values[:5]) == pytest.approx([0, 0, 1 / 3, -1, 1])
    assert values.isna()[6]


def test_constraint_of_the_known_graph(t6: nx.Graph) -> None:
    values = constraint(t6)
    assert list(values[[1, 2, 3, 4, 5]]) == pytest.approx([1 / 2, 1 / 2, 1 / 3, 1, 1 / 2])
    assert values.isna()[6]


def test_betweenness_of_the_known_graph(t6: nx.Graph) -> None:
    values = betweenness(nx.to_numpy_array(t6, nodelist=range(1, 7)) > 0)
    pairs = 10  # of the five others
    assert list(pairs * values[:5]) == pytest.approx([1, 0.5, 3.5, 0, 1])
    assert np.isnan(values[5])
    theirs = nx.betweenness_centrality(t6, normalized=False)
    assert [theirs[node] for node in range(1, 7)] == [1, 0.5, 3.5, 0, 1, 0]


def test_an_empty_graph_gives_empty_results() -> None:
    assert gould_fernandez(nx.Graph(), {}).empty
    assert participation_coefficient(nx.Graph(), {}).empty


def roles_by_loop(G: nx.Graph, groups: dict[int, str]) -> dict[int, list[int]]:
    found = {}
    for v in G:
        counts = dict.fromkeys(ROLES, 0)
        for i, k in combinations(set(G[v]) - {v}, 2):
            if G.has_edge(i, k):
                continue
            a, b, c = groups[i], groups[v], groups[k]
            if a == b == c:
                counts["coordinator"] += 1
            elif a == c:
                counts["itinerant_broker"] += 1
            elif b in (a, c):
                counts["gatekeeper_or_representative"] += 1
            else:
                counts["liaison"] += 1
        found[v] = list(counts.values())
    return found


@given(
    edges=st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6))),
    letters=st.lists(st.sampled_from("ABC"), min_size=7, max_size=7),
)
def test_roles_equal_a_plain_loop_over_triads(edges: set[tuple[int, int]], letters: list[str]) -> None:
    G = nx.Graph()
    G.add_nodes_from(range(7))
    G.add_edges_from(edges)
    groups = dict(enumerate(letters))
    roles = gould_fernandez(G, groups)
    assert {node: list(roles.loc[node]) for node in G} == roles_by_loop(G, groups)


@given(
    edges=st.dictionaries(st.tuples(st.integers(0, 6), st.integers(0, 6)), st.integers(1, 4)),
    letters=st.lists(st.sampled_from("ABC"), min_size=7, max_size=7),
    directed=st.booleans(),
)
def test_an_array_of_ties_gives_what_the_graph_gives(
    edges: dict[tuple[int, int], int], letters: list[str], directed: bool
) -> None:
    G = nx.DiGraph() if directed else nx.Graph()
    G.add_nodes_from(range(7))
    G.add_weighted_edges_from((one, other, value) for (one, other), value in edges.items())
    A = nx.to_scipy_sparse_array(G, format="csr", dtype=float)
    groups = dict(enumerate(letters))
    for array, named in ((A, letters), (A, groups)):
        if not directed or (A != A.T).nnz:  # else the array cannot know that its ties have directions
            pd.testing.assert_frame_equal(gould_fernandez(array, named), gould_fernandez(G, groups))
        pd.testing.assert_series_equal(ei_index(array, named), ei_index(G, groups))
        for weight in (None, "weight"):
            theirs = participation_coefficient(G, groups, weight)
            pd.testing.assert_series_equal(participation_coefficient(array, named, weight), theirs)
            for measure in (constraint, effective_size):
                pd.testing.assert_series_equal(measure(array, weight), measure(G, weight))


def test_an_array_that_is_no_graph_is_named() -> None:
    with pytest.raises(ArgumentError, match="must be square; this one is 2 x 3"):
        constraint(sparse.csr_array((2, 3)))
    with pytest.raises(ArgumentError, match="not a number of 0 or more"):
        ei_index(sparse.csr_array(np.array([[0.0, np.nan], [1.0, 0.0]])), ["A", "B"])
    two = sparse.csr_array(np.array([[0.0, 1.0], [1.0, 0.0]]))
    with pytest.raises(ArgumentError, match="a list of 1 does not fit the 2 nodes"):
        ei_index(two, ["A"])
    with pytest.raises(ArgumentError, match="node 1 has None or NaN"):
        ei_index(two, ["A", None])
