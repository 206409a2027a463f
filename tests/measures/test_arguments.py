"""Wrong arguments are refused with a sentence that names them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import networkx as nx
import numpy as np
import pytest

from coalition import measures
from coalition.measures import arguments


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: arguments.stance_matrix([1, 0]), "stances must be a table of actors x items; this has 1 dimensions"),
        (
            lambda: arguments.stance_matrix([[1, 0], [0.5, 2]]),
            "stances: 0.5 in row 1, column 0 (2 such cells) is not 1",
        ),
        (lambda: arguments.support_matrix([[True, np.nan]]), "support: nan in row 0, column 1 is not true or false"),
        (lambda: arguments.support_matrix([True]), "support must be a table of actors x recommendations"),
        (lambda: arguments.group_list(["a"], 2), "groups: 1 groups are given for 2 actors; give one each, '' for none"),
        (
            lambda: arguments.group_list(["a", float("nan")], 2),
            "groups: nan of actor 1 is not text; use '' for no group",
        ),
        (lambda: arguments.unique_ids("must", ["a", "b", "a"]), "must: a given more than once; give every id once"),
        (lambda: arguments.amount("budget", -1, 0), "budget: -1 is not possible here; use 0 or more"),
        (lambda: arguments.amount("k", 7, 1, 5), "k: 7 is not possible here; use 1 to 5"),
        (lambda: arguments.count("k", 2.5, 1), "k: 2.5 is no whole number"),  # type: ignore[arg-type]
        (lambda: arguments.count("k", True, 1), "k: True is no whole number"),
        (lambda: arguments.count("k", np.int64(0), 1, 5), "k: 0 is not possible here; use 1 to 5"),
        (lambda: arguments.yes_or_no("once", "no"), "once: 'no' is neither True nor False"),  # type: ignore[arg-type]
        (lambda: arguments.several("among", "state", "kinds"), "among: 'state' is text; give a list of kinds"),
        (lambda: arguments.several("among", 3), "among: 3 is no list; give a list of ids"),  # type: ignore[arg-type]
        (lambda: arguments.several("among", [["a"]]), "among: ['a'] cannot be one of the ids"),
        (lambda: arguments.one_of("kind", ["a"], "ab", "kind"), "kind: ['a'] is no kind; use a, b"),  # type: ignore[arg-type]
        (lambda: arguments.group_per_node(nx.path_graph(2), {0: "a"}), "groups: 1 nodes have none, the first is 1"),
    ],
)
def test_a_wrong_argument_is_one_sentence(call: Callable[[], object], sentence: str) -> None:
    with pytest.raises(arguments.ArgumentError) as raised:
        call()
    assert str(raised.value).startswith(sentence)


def test_right_arguments_come_back_as_arrays_and_lists() -> None:
    assert arguments.stance_matrix([[1, None]]).shape == (1, 2)
    assert arguments.support_matrix([[1, 0]]).dtype == bool
    assert arguments.group_list(("a", ""), 2) == ["a", ""]
    assert arguments.unique_ids("ids", ["a", "b"]) == ["a", "b"]
    assert arguments.group_per_node(nx.path_graph(2), {0: "a", 1: "b"}) == ["a", "b"]
    arguments.amount("alpha", 0.05, 0, 1)
    arguments.count("k", np.int64(5), 1, 5)
    arguments.yes_or_no("once", np.bool_(True))


GRAPH: Any = np.eye(2)
WRONG_TABLES: dict[str, Callable[[], object]] = {
    "successes: 6 is not possible here; use 0 to 5": lambda: measures.wilson(6, 5),
    "successes: -1 is not possible here": lambda: measures.wilson(-1, 5),
    "successes: nan is not possible here": lambda: measures.wilson(np.nan, 5),
    "trials: -5 is not possible here": lambda: measures.wilson(0, -5),
    "table: str is no table of numbers": lambda: measures.correspondence_analysis("abc"),
    "matrix: list is no table of numbers": lambda: measures.bipartite_configuration_model([["x"]]),
    "p: str is no table of numbers": lambda: measures.tails("x", 1),
    "G: ndarray is no graph; give a networkx.Graph": lambda: measures.constraint(GRAPH),
    "G: NoneType is no graph": lambda: measures.ei_index(cast("Any", None), {}),
    "groups: NoneType gives no groups": lambda: measures.ei_index(nx.path_graph(2), cast("Any", None)),
    "leads: 1.5 is no whole number": lambda: measures.assign([[0.5]], ["a"], leads=cast("Any", 1.5)),
}


@pytest.mark.parametrize("sentence", WRONG_TABLES)
def test_what_is_no_table_or_graph_or_share_is_refused_by_name(sentence: str) -> None:
    with pytest.raises(arguments.ArgumentError, match=f"^{sentence}"):
        WRONG_TABLES[sentence]()
