"""Wrong arguments are refused with a sentence that names them."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import numpy as np
import pytest

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
