"""Roles by chance, against every deal of the groups and against many deals of a larger graph."""

from __future__ import annotations

from itertools import permutations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from coalition.measures.arguments import ArgumentError
from coalition.measures.brokerage import DIRECTED_ROLES, ROLES, gould_fernandez
from coalition.measures.brokerage_chance import chance_of_roles


def every_deal(G: nx.Graph[int], dealt: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Mean and standard deviation of the counts over every different deal of the labels."""
    nodes = list(G)
    counts = np.stack([gould_fernandez(G, dict(zip(nodes, deal, strict=True))) for deal in set(permutations(dealt))])
    columns = DIRECTED_ROLES if G.is_directed() else ROLES
    return tuple(pd.DataFrame(table, nodes, columns) for table in (counts.mean(axis=0), counts.std(axis=0)))  # type: ignore[return-value]


@settings(max_examples=25)
@given(st.integers(0, 400), st.booleans(), st.lists(st.sampled_from("ABC"), min_size=5, max_size=5))
def test_expectation_and_deviation_are_those_over_every_deal(seed: int, directed: bool, labels: list[str]) -> None:
    G = nx.gnp_random_graph(5, 0.55, seed=seed, directed=directed)
    mean, deviation = every_deal(G, labels)
    found, counts = chance_of_roles(G, labels), gould_fernandez(G, labels)
    for role in mean:
        assert_allclose(found[f"{role}_expected"], mean[role], atol=1e-9)
        some = deviation[role] > 1e-9
        assert found.loc[~some, f"{role}_z"].isna().all()
        z = (counts[role] - mean[role])[some] / deviation[role][some]
        assert_allclose(found.loc[some, f"{role}_z"], z, atol=1e-8)


def test_on_a_larger_graph_they_are_near_those_of_many_deals() -> None:
    G, draw = nx.gnp_random_graph(40, 0.15, seed=3), np.random.default_rng(3)
    labels = np.array(["A"] * 20 + ["B"] * 12 + ["C"] * 8)
    deals = np.stack([gould_fernandez(G, list(draw.permutation(labels))) for _ in range(1000)])
    found, counts = chance_of_roles(G, list(labels)), gould_fernandez(G, list(labels))
    for place, role in enumerate(ROLES):
        mean, deviation = deals[..., place].mean(axis=0), deals[..., place].std(axis=0)
        error = deviation / np.sqrt(len(deals)) + 1e-9
        assert (abs(found[f"{role}_expected"] - mean) < 5 * error).all()
        busy = mean > 1
        assert_allclose(found[f"{role}_z"][busy], ((counts[role] - mean) / deviation)[busy], atol=0.25)


def test_the_expectations_add_up_to_the_pairs_that_are_brokered() -> None:
    G = nx.karate_club_graph()
    labels = ["AB"[v % 3 == 0] for v in G]
    found, counts = chance_of_roles(G, labels), gould_fernandez(G, labels)
    assert_allclose(found.filter(like="_expected").sum(axis=1), counts.sum(axis=1))
    assert (found["liaison_expected"] == 0).all()  # two groups: no third
    assert found["liaison_z"].isna().all()


@pytest.mark.parametrize("labels", ["AAAA", "ABCD"])
def test_where_every_deal_gives_the_same_there_is_no_z(labels: str) -> None:
    found = chance_of_roles(nx.star_graph(3), list(labels))
    only = "coordinator" if labels == "AAAA" else "liaison"
    assert found.loc[0, f"{only}_expected"] == 3
    assert found.filter(like="_z").isna().all(axis=None)


def test_no_node_and_no_group_for_one() -> None:
    assert chance_of_roles(nx.Graph(), {}).empty
    with pytest.raises(ArgumentError):
        chance_of_roles(nx.path_graph(3), {0: "A"})
