"""Coverage game against T7 and the definition of the Shapley value."""

from __future__ import annotations

import sys
from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from known import GROUPS, T7
from scipy import sparse

from coalition.measures.arguments import ArgumentError
from coalition.measures.shapley import shapley, shapley_shares, shared, sole_carriers

SUPPORT = arrays.arrays(bool, (6, 4))
SOME_GROUPS = st.lists(st.sampled_from(["A", "B", ""]), min_size=6, max_size=6)

FILE = sys.modules["coalition.measures.shapley"]
"""The package holds the function of that name."""


def test_shapley_value_and_sole_carriers_of_the_known_coverage() -> None:
    assert list(shapley(T7, GROUPS)) == pytest.approx([2, 1, 1, 1, 4])
    assert list(sole_carriers(T7, GROUPS)) == [1, 0, 0, 0, 4]


def test_an_actor_without_a_group_covers_no_cell() -> None:
    assert shapley(T7, ["", "", "", "", ""]).sum() == 0


def covered(coalition: tuple[int, ...], support: np.ndarray, belongs: list[set[str]]) -> int:
    return len({(group, int(r)) for i in coalition for r in np.flatnonzero(support[i]) for group in belongs[i]})


def check(support: np.ndarray, groups: list[str] | pd.DataFrame, belongs: list[set[str]]) -> None:
    actors = len(support)
    orders = list(permutations(range(actors)))
    mean = np.zeros(actors)
    for order in orders:
        for place, actor in enumerate(order):
            gain = covered(order[: place + 1], support, belongs) - covered(order[:place], support, belongs)
            mean[actor] += gain / len(orders)
    np.testing.assert_allclose(shapley(support, groups), mean)
    everybody = tuple(range(actors))
    alone = [
        covered(everybody, support, belongs) - covered(everybody[:i] + everybody[i + 1 :], support, belongs)
        for i in everybody
    ]
    assert list(sole_carriers(support, groups)) == alone


@given(support=arrays.arrays(bool, (4, 3)), groups=st.lists(st.sampled_from(["A", "B", ""]), min_size=4, max_size=4))
def test_shapley_equals_the_mean_over_all_orders(support: np.ndarray, groups: list[str]) -> None:
    check(support, groups, [{group} - {""} for group in groups])


@given(support=arrays.arrays(bool, (4, 3)), belongs=arrays.arrays(bool, (4, 2)))
def test_shapley_equals_the_mean_over_all_orders_where_groups_overlap(support: np.ndarray, belongs: np.ndarray) -> None:
    blocs = pd.DataFrame(belongs, columns=["x", "y"])
    check(support, blocs, [set(blocs.columns[row]) for row in belongs])


@given(support=SUPPORT, groups=SOME_GROUPS)
def test_dense_sparse_and_very_many_cells_give_the_same(support: np.ndarray, groups: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for cells in (FILE.MANY_CELLS, 0):
            patch.setattr(FILE, "MANY_CELLS", cells)
            for held in (support, sparse.csr_array(support), sparse.csr_array(support.astype(np.int8))):
                np.testing.assert_array_equal(shapley(held, groups), shapley(support, groups))
                np.testing.assert_array_equal(sole_carriers(held, groups), sole_carriers(support, groups))
                np.testing.assert_allclose(shapley_shares(held, groups).sum(axis=1), shapley(support, groups))


def test_a_cell_held_twice_or_as_zero_is_what_it_means() -> None:
    twice = sparse.csr_array((np.ones(3), np.array([0, 0, 1]), np.array([0, 2, 3])), shape=(2, 2))
    assert list(shapley(twice, ["A", "A"])) == [1, 1]
    assert twice.nnz == 3
    zero = sparse.csr_array((np.array([1, 0]), np.array([0, 1]), np.array([0, 1, 2])), shape=(2, 2))
    assert list(shapley(zero, ["A", "A"])) == [1, 0]


@given(support=SUPPORT, groups=SOME_GROUPS)
def test_order_does_not_matter_and_values_add_up_to_the_covered_cells(support: np.ndarray, groups: list[str]) -> None:
    order = np.random.default_rng(2).permutation(6)
    moved = [groups[place] for place in order]
    np.testing.assert_array_equal(shapley(support[order], moved), shapley(support, groups)[order])
    cells = covered(tuple(range(6)), support, [{group} - {""} for group in groups])
    assert shapley(support, groups).sum() == pytest.approx(cells)
    assert (sole_carriers(support, groups) <= shapley(support, groups) + 1e-12).all()


@given(support=SUPPORT, groups=SOME_GROUPS)
def test_the_same_recommendations_twice_double_the_values_and_a_merged_group_never_raises_them(
    support: np.ndarray, groups: list[str]
) -> None:
    np.testing.assert_allclose(shapley(np.hstack([support, support]), groups), 2 * shapley(support, groups))
    merged = ["A" if group == "B" else group for group in groups]
    assert (shapley(support, merged) <= shapley(support, groups) + 1e-12).all()


@given(support=SUPPORT, groups=SOME_GROUPS)
def test_shared_counts_recommendations_with_another_supporter_in_the_group(
    support: np.ndarray, groups: list[str]
) -> None:
    found = shared(support, groups)
    for i in range(6):
        for group in found.columns:
            others = [j for j in range(6) if j != i and groups[j] == group]
            assert found.loc[i, group] == sum(any(support[j, r] for j in others) for r in np.flatnonzero(support[i]))


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
def test_an_empty_side_gives_nothing(shape: tuple[int, int]) -> None:
    support = np.zeros(shape, dtype=bool)
    assert shapley(support, ["A"] * shape[0]).tolist() == [0] * shape[0]
    assert sole_carriers(support, ["A"] * shape[0]).tolist() == [0] * shape[0]


def test_everybody_supports_everything() -> None:
    support = np.ones((4, 3), dtype=bool)
    assert list(shapley(support, ["A", "A", "A", "B"])) == [1, 1, 1, 3]
    assert list(sole_carriers(support, ["A", "A", "A", "B"])) == [0, 0, 0, 3]


@pytest.mark.parametrize(
    ("support", "words"),
    [
        (np.array([[1.0, np.nan]]), "nan in row 0, column 1"),
        (np.array([1, 0]), "1 dimensions"),
        (sparse.csr_array(np.array([[0, 2]])), "2 is not true or false"),
    ],
)
def test_wrong_support_is_named(support: np.ndarray, words: str) -> None:
    with pytest.raises(ArgumentError, match=words):
        shapley(support, ["A"])
    with pytest.raises(ArgumentError, match="groups are given"):
        shapley(np.ones((2, 2), dtype=bool), ["A"])
