"""Wrong arguments are refused with a sentence that names them."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import numpy as np
import pytest

from coalition.analysis import checks


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: checks.stance_matrix([1, 0]), "stances must be a table of actors x items; this has 1 dimensions"),
        (lambda: checks.stance_matrix([[1, 0], [0.5, 2]]), "stances: 0.5 in row 1, column 0 (2 such cells) is not 1"),
        (lambda: checks.support_matrix([[True, np.nan]]), "support: nan in row 0, column 1 is not true or false"),
        (lambda: checks.support_matrix([True]), "support must be a table of actors x recommendations"),
        (lambda: checks.group_list(["a"], 2), "groups: 1 groups are given for 2 actors; give one each, '' for none"),
        (lambda: checks.group_list(["a", float("nan")], 2), "groups: nan of actor 1 is not text; use '' for no group"),
        (lambda: checks.unique_ids("must", ["a", "b", "a"]), "must: a given more than once; give every id once"),
        (lambda: checks.amount("budget", -1, 0), "budget: -1 is not possible here; use 0 or more"),
        (lambda: checks.amount("k", 7, 1, 5), "k: 7 is not possible here; use 1 to 5"),
        (lambda: checks.group_per_node(nx.path_graph(2), {0: "a"}), "groups: 1 nodes have none, the first is 1"),
    ],
)
def test_a_wrong_argument_is_one_sentence(call: Callable[[], object], sentence: str) -> None:
    with pytest.raises(checks.ArgumentError) as raised:
        call()
    assert str(raised.value).startswith(sentence)


def test_right_arguments_come_back_as_arrays_and_lists() -> None:
    assert checks.stance_matrix([[1, None]]).shape == (1, 2)
    assert checks.support_matrix([[1, 0]]).dtype == bool
    assert checks.group_list(("a", ""), 2) == ["a", ""]
    assert checks.unique_ids("ids", ["a", "b"]) == ["a", "b"]
    assert checks.group_per_node(nx.path_graph(2), {0: "a", 1: "b"}) == ["a", "b"]
    checks.amount("alpha", 0.05, 0, 1)
