"""Matrices and the graph to take away."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np
import pytest
from conftest import make_tables

import coalition
from coalition.errors import CoalitionError, UnknownIdError
from coalition.model.network import Network
from coalition.model.vocabulary import POSITION_CODES, Tables

STANCES = {("a", "e1"): "support", ("a", "e2"): "abstain", ("b", "e1"): "oppose", ("b", "e2"): "absent"}


def test_stances_are_values_and_missing_where_no_position_was_taken() -> None:
    network = Network.from_tables(make_tables(STANCES | {("c", "e2"): "support"}))
    expected = [[1, 0], [-1, np.nan], [np.nan, 1]]
    np.testing.assert_array_equal(network.values(), expected)
    np.testing.assert_array_equal(network.values(network.rows(["c"]), network.columns(["e2"])), [[1]])


def test_absent_is_kept_apart_from_no_evidence() -> None:
    network = Network.from_tables(make_tables(STANCES | {("c", "e2"): "support"}))
    assert network.stances[1, 1] == POSITION_CODES["absent"]
    assert network.stances[2, 0] == 0


def test_the_graph_is_two_mode_with_attributes(seed_network: Network) -> None:
    graph = seed_network.graph()
    actors = {node for node, mode in graph.nodes(data="bipartite") if mode == 0}
    assert nx.is_bipartite(graph)
    assert (len(actors), graph.number_of_nodes() - len(actors)) == (927, 69)
    assert graph.number_of_edges() == len(seed_network.positions)
    assert graph.edges["CHL", "R22.3"]["evidence"] == "HRC-26-9"
    assert graph.edges["CHL", "R22.3"]["position"] == "abstained"
    assert graph.nodes["CHL"]["regional_group"] == "grulac"


def test_the_graph_survives_graphml_and_gexf(seed_network: Network) -> None:
    graph = seed_network.graph()
    for write, read in ((nx.write_graphml, nx.read_graphml), (nx.write_gexf, nx.read_gexf)):
        file = io.BytesIO()
        write(graph, file)
        file.seek(0)
        again = read(file)
        assert again.edges["CHL", "R22.3"]["position"] == "abstained"
        assert set(again) == set(graph)


def test_a_mistyped_id_gets_the_nearest_by_spelling_and_by_name(seed_network: Network) -> None:
    with pytest.raises(UnknownIdError, match="did you mean DEU"):
        seed_network.require("actors", "Germany")
    with pytest.raises(UnknownIdError, match=r"^no recommendation zzzzzz; the page Recomm.* coalition gaps list them$"):
        seed_network.require("recommendations", "zzzzzz")


def test_the_package_gives_the_network(seeds: Tables) -> None:
    assert coalition.Network is Network
    assert Network.from_tables(seeds).graph().number_of_nodes() == 996


def test_an_empty_map_has_empty_matrices() -> None:
    network = Network.from_tables(Tables.empty())
    assert network.stances.shape == (0, 0)
    assert network.graph().number_of_nodes() == 0


def test_an_id_in_other_letters_is_named_first_and_what_is_no_id_is_refused(seed_network: Network) -> None:
    with pytest.raises(UnknownIdError, match="no actor chl; did you mean CHL"):
        seed_network.require("actors", "chl")
    with pytest.raises(UnknownIdError, match="18 is no id; give one as text"):
        seed_network.require("recommendations", 18)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda map_: map_.rows(["a", "x"]), "no actor x"),
        (lambda map_: map_.rows("a"), "'a' is text; give a list of ids"),
        (lambda map_: map_.columns(["x"]), "no evidence x"),
        (lambda map_: map_.evidence_of("x"), "no recommendation x"),
        (lambda map_: map_.positions_on("x"), "no recommendation x"),
        (lambda map_: map_.positions_on("R-e1", "x"), "no actor x"),
        (lambda map_: map_.addressed_to("x"), "no recommendation x"),
        (
            lambda map_: map_.require("actors", ""),
            "no actor ''; the page Actor and coalition query read_actors list",
        ),
        (lambda map_: map_.require("foo", "a"), "there is no table 'foo' of ids; use actors, recommendations or evid"),
    ],
)
def test_an_unknown_id_is_refused_wherever_it_is_given(ask: Callable[[Network], object], sentence: str) -> None:
    network = Network.from_tables(make_tables(STANCES))
    with pytest.raises(UnknownIdError) as raised:
        ask(network)
    assert str(raised.value).startswith(sentence)


@pytest.mark.parametrize("given", ["seeds", {}, None])
def test_a_network_is_made_of_tables_only(given: Any) -> None:
    with pytest.raises(CoalitionError, match=r"is no Tables; take coalition\.read_tables\(FOLDER\)"):
        Network.from_tables(given)


def test_a_network_says_how_much_it_holds(seed_network: Network) -> None:
    assert repr(seed_network) == "<Network: 927 actors, 60,200 stances, 69 recommendations>"
