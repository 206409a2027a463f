"""Betweenness against networkx and T6."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.measures.arguments import ArgumentError
from coalition.measures.betweenness import betweenness


@given(size=st.integers(1, 14), share=st.floats(0, 1), seed=st.integers(0, 1000))
def test_it_is_that_of_networkx_but_for_isolated_nodes(size: int, share: float, seed: int) -> None:
    G = nx.gnp_random_graph(size, share, seed=seed)
    found = betweenness(nx.to_numpy_array(G) > 0)
    expected = [value if G.degree(node) else np.nan for node, value in nx.betweenness_centrality(G).items()]
    np.testing.assert_allclose(found, expected, atol=1e-12)


def test_the_known_graph() -> None:
    G = nx.Graph([(1, 2), (1, 3), (2, 5), (3, 4), (3, 5)])
    G.add_node(6)
    found = betweenness(nx.to_numpy_array(G, nodelist=range(1, 7)) > 0) * 10  # pairs of the others
    assert list(found[:5]) == pytest.approx([1, 0.5, 3.5, 0, 1])
    assert np.isnan(found[5])


def test_nobody_has_none() -> None:
    assert betweenness(np.zeros((0, 0), dtype=bool)).shape == (0,)


def test_a_graph_with_directions_is_refused() -> None:
    with pytest.raises(ArgumentError, match="symmetric"):
        betweenness(np.array([[False, True], [False, False]]))
