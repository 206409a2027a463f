"""Roles, participation, E-I index and structural holes against loops over triads and networkx."""

from __future__ import annotations

import tracemalloc
from collections import Counter
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from coalition.measures import brokerage
from coalition.measures.arguments import ArgumentError
from coalition.measures.brokerage import DIRECTED_ROLES, ROLES, ei_index, gould_fernandez, participation_coefficient
from coalition.measures.structural_holes import constraint, effective_size


def by_triads(G: nx.Graph[Any], groups: dict[int, str]) -> dict[int, Counter[str]]:
    """Roles by a loop over triads."""
    found: dict[int, Counter[str]] = {v: Counter() for v in G}
    for v in G:
        reach = G.predecessors(v) if G.is_directed() else G[v]
        for i in reach:
            for k in G[v]:
                if len({i, v, k}) < 3 or G.has_edge(i, k):
                    continue
                a, b, c = groups[i], groups[v], groups[k]
                role = (
                    "coordinator" if a == b == c else "itinerant_broker" if a == c else
                    "representative" if a == b else "gatekeeper" if b == c else "liaison"
                )  # fmt: skip
                found[v][role] += 1
    return found


def random_graph(seed: int, directed: bool, nodes: int = 12) -> tuple[nx.Graph[Any], dict[int, str]]:
    G = nx.gnp_random_graph(nodes, 0.35, seed=seed, directed=directed)
    groups = {v: "ABC"[g] for v, g in enumerate(np.random.default_rng(seed).integers(0, 3, nodes))}
    return G, groups


@given(seed=st.integers(0, 500), directed=st.booleans())
def test_roles_equal_a_loop_over_triads(seed: int, directed: bool) -> None:
    G, groups = random_graph(seed, directed)
    table, expected = gould_fernandez(G, groups), by_triads(G, groups)
    assert list(table.columns) == (DIRECTED_ROLES if directed else ROLES)
    for v in G:
        if directed:
            assert table.loc[v].to_dict() == {role: expected[v][role] for role in DIRECTED_ROLES}
        else:
            halved = {role: expected[v][role] / 2 for role in ("coordinator", "itinerant_broker", "liaison")}
            merged = halved | {"gatekeeper_or_representative": expected[v]["gatekeeper"]}
            assert table.loc[v].to_dict() == merged


@given(seed=st.integers(0, 100), directed=st.booleans())
def test_rows_of_bits_and_sparse_products_give_the_same(seed: int, directed: bool) -> None:
    G, groups = random_graph(seed, directed, nodes=70)
    plain = gould_fernandez(G, groups)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(brokerage, "MOST_BITS", 0)
        assert gould_fernandez(G, groups).equals(plain)


def test_directions_tell_gatekeepers_and_representatives_apart() -> None:
    groups = {1: "A", 2: "A", 3: "B"}
    outward = gould_fernandez(nx.DiGraph([(1, 2), (2, 3)]), groups).loc[2]
    inward = gould_fernandez(nx.DiGraph([(3, 2), (2, 1)]), groups).loc[2]
    assert (outward["representative"], outward["gatekeeper"]) == (1, 0)
    assert (inward["representative"], inward["gatekeeper"]) == (0, 1)


@given(seed=st.integers(0, 300), directed=st.booleans(), weighted=st.booleans())
def test_structural_holes_equal_networkx(seed: int, directed: bool, weighted: bool) -> None:
    G, _ = random_graph(seed, directed)
    weight = "weight" if weighted else None
    rng = np.random.default_rng(seed)
    for *_, data in G.edges(data=True):
        data["weight"] = float(rng.integers(1, 5))
    ours, theirs = constraint(G, weight), nx.constraint(G, weight=weight)
    assert_allclose(list(ours), [theirs[v] for v in G])
    # Node by node: for all nodes at once networkx 3.6 divides by the strongest tie of the other end.
    ours, theirs = effective_size(G, weight), nx.effective_size(G, nodes=list(G), weight=weight)
    out = [v for v in G if len(G[v])]
    assert_allclose(list(ours[out]), [theirs[v] for v in out], atol=1e-12)


def test_both_extremes_of_the_participation_coefficient() -> None:
    star = nx.star_graph(4)
    assert participation_coefficient(star, dict.fromkeys(star, "A"))[0] == 0
    assert participation_coefficient(star, {v: str(v) for v in star})[0] == pytest.approx(3 / 4)


def test_weights_count_in_the_participation_coefficient() -> None:
    G = nx.Graph()
    G.add_edge(0, 1, weight=3.0)
    G.add_edge(0, 2, weight=1.0)
    groups = {0: "A", 1: "A", 2: "B"}
    assert participation_coefficient(G, groups, "weight")[0] == pytest.approx(1 - (0.75**2 + 0.25**2))


@given(seed=st.integers(0, 100), directed=st.booleans())
def test_ei_index_equals_counting_ties(seed: int, directed: bool) -> None:
    G, groups = random_graph(seed, directed)
    found = ei_index(G, groups)
    for v in G:
        ends = [k for _, k in G.out_edges(v)] + [i for i, _ in G.in_edges(v)] if directed else list(G[v])
        outside = sum(groups[end] != groups[v] for end in ends)
        expected = (2 * outside - len(ends)) / len(ends) if ends else np.nan
        assert_allclose(found[v], expected)


@given(seed=st.integers(0, 50))
def test_names_and_order_of_nodes_do_not_matter(seed: int) -> None:
    G, groups = random_graph(seed, directed=True)
    names = {v: f"n{(v * 7) % 12:02}" for v in G}
    H = nx.DiGraph()
    H.add_nodes_from(sorted(names.values()))
    H.add_edges_from((names[a], names[b]) for a, b in G.edges)
    moved = {names[v]: group for v, group in groups.items()}
    one, other = gould_fernandez(G, groups), gould_fernandez(H, moved)
    assert other.loc[[names[v] for v in G]].to_numpy().tolist() == one.to_numpy().tolist()
    assert_allclose(constraint(H)[[names[v] for v in G]], constraint(G))


def test_self_loops_and_parallel_ties_change_nothing() -> None:
    G = nx.Graph([(0, 1), (1, 2)])
    groups = {0: "A", 1: "B", 2: "C"}
    H = nx.MultiGraph(G)
    H.add_edges_from([(0, 1), (1, 1), (0, 0)])
    assert gould_fernandez(H, groups).equals(gould_fernandez(G, groups))
    assert constraint(H).equals(constraint(G))


def test_isolated_nodes_broker_nothing_and_have_no_other_measure() -> None:
    G = nx.Graph([(0, 1)])
    G.add_node(2)
    groups = {0: "A", 1: "B", 2: "A"}
    assert gould_fernandez(G, groups).loc[2].sum() == 0
    for values in (participation_coefficient(G, groups), ei_index(G, groups), constraint(G), effective_size(G)):
        assert np.isnan(values[2])
        assert not np.isnan(values[0])


def test_an_empty_graph_gives_empty_results() -> None:
    G = nx.Graph()
    assert list(gould_fernandez(G, {}).columns) == ROLES
    for values in (participation_coefficient(G, {}), ei_index(G, {}), constraint(G), effective_size(G)):
        assert values.empty


def test_a_node_without_group_is_named() -> None:
    for measure in (gould_fernandez, participation_coefficient, ei_index):
        with pytest.raises(ArgumentError, match="1 nodes have none, the first is 1"):
            measure(nx.path_graph(2), {0: "A"})


@pytest.mark.parametrize("nobody", [None, float("nan")], ids=["None", "NaN"])
def test_none_is_no_group(nobody: float | None) -> None:
    for measure in (gould_fernandez, participation_coefficient, ei_index):
        with pytest.raises(ArgumentError, match="groups: 1 nodes have None or NaN, the first is 1"):
            measure(nx.path_graph(3), {0: "A", 1: nobody, 2: "B"})


def with_weights(*weights: object) -> nx.Graph[Any]:
    G = nx.path_graph(len(weights) + 1)
    for node, weight in enumerate(weights):
        G.edges[node, node + 1]["weight"] = weight
    return G


@pytest.mark.parametrize("wrong", [-1, float("nan"), "heavy", None])
def test_weights_that_are_no_amounts_are_refused(wrong: object) -> None:
    G = with_weights(1, wrong)
    for measure in (
        lambda: participation_coefficient(G, dict.fromkeys(G, "A"), "weight"),
        lambda: constraint(G, "weight"),
        lambda: effective_size(G, "weight"),
    ):
        with pytest.raises(ArgumentError, match="weight: a tie has a 'weight' that is not a number of 0 or more"):
            measure()


def test_a_tie_of_no_weight_is_no_tie() -> None:
    G = with_weights(0, 2)
    assert list(constraint(G, "weight").isna()) == [True, False, False]
    assert participation_coefficient(G, {0: "A", 1: "B", 2: "C"}, "weight")[1] == 0


def test_parallel_ties_add_up_by_weight_and_missing_weights_are_one() -> None:
    G = nx.MultiGraph([(0, 1), (0, 1), (0, 2)])
    assert participation_coefficient(G, {0: "A", 1: "A", 2: "B"}, "weight")[0] == pytest.approx(1 - (4 + 1) / 9)


def test_with_a_weight_an_empty_graph_gives_empty_results_too() -> None:
    assert participation_coefficient(nx.Graph(), {}, "weight").empty
    assert constraint(nx.Graph(), "weight").empty


def test_as_many_groups_as_nodes_need_no_table_of_nodes_by_groups() -> None:
    G = nx.cycle_graph(20_000)
    own = {v: v for v in G}
    tracemalloc.start()
    roles, spread = gould_fernandez(G, own), participation_coefficient(G, own)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (roles["liaison"] == 1).all()
    assert_allclose(spread, 0.5)
    assert peak < 300e6
