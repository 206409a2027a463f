"""The nearest in blocks against sorting all pairs; products and numba give the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from known import T1
from scipy import sparse

from coalition.measures.arguments import ArgumentError
from coalition.measures.nearest import nearest
from coalition.measures.similarity import kappa

MATRIX = arrays.arrays(float, (7, 6), elements=st.sampled_from([1.0, 0.0, -1.0, np.nan]))


def as_codes(stances: np.ndarray, absent: bool = True) -> sparse.csr_array:
    """Sparse codes of dense stances; missing ones are alternately absent and not stored."""
    codes = np.select([stances == 1, stances == 0, stances == -1], [1, 2, 3], 0)
    if absent:
        codes[::2] = np.where(codes[::2] == 0, 4, codes[::2])
    return sparse.csr_array(codes.astype(np.int8))


def by_sorting(stances: np.ndarray, k: int, min_common: int) -> list[list[int]]:
    K, N = kappa(stances)
    lists = []
    for i in range(len(stances)):
        usable = [j for j in range(len(stances)) if j != i and N[i, j] >= min_common and not np.isnan(K[i, j])]
        lists.append(sorted(usable, key=lambda j: (-round(K[i, j], 10), j))[:k])
    return lists


@given(MATRIX, st.integers(1, 6), st.integers(1, 8), st.integers(1, 4))
def test_blocks_of_any_size_give_what_sorting_all_pairs_gives(stances, k, block, min_common):
    expected = by_sorting(stances, k, min_common)
    K, N = kappa(stances)
    for given_as in (stances, as_codes(stances)):
        found = nearest(given_as, k, block, min_common=min_common)
        for i, near in enumerate(found.neighbours):
            named = [int(j) for j in near if j >= 0]
            assert named == expected[i]
            assert (found.kappa[i, : len(named)] == K[i, named]).all()
            assert (found.n[i, : len(named)] == N[i, named]).all()
            assert np.isnan(found.kappa[i, len(named) :]).all()


def test_numba_and_products_agree_to_the_last_digit():
    pytest.importorskip("numba")
    stances = np.random.default_rng(3).choice([1, 0, -1, np.nan], size=(60, 40), p=[0.3, 0.1, 0.1, 0.5])
    plain, fast = (nearest(as_codes(stances), 9, 16, fast=way) for way in (False, True))
    for name in ("neighbours", "kappa", "n"):
        np.testing.assert_array_equal(getattr(plain, name), getattr(fast, name))


def test_only_the_rows_asked_for_are_answered_in_their_order():
    stances = np.random.default_rng(4).choice([1.0, 0.0, -1.0], size=(12, 20))
    all_rows, some = nearest(stances, 3), nearest(stances, 3, rows=[7, 2])
    assert some.neighbours.tolist() == all_rows.neighbours[[7, 2]].tolist()


def test_whoever_has_no_position_has_no_neighbour():
    found = nearest(np.vstack([T1, np.full(4, np.nan)]), 2, min_common=1)
    assert found.neighbours[5].tolist() == [-1, -1]
    assert found.n[5].tolist() == [0, 0]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((T1, 5), "k: 5 is not possible here; use 1 to 4"),
        ((T1, 0), "k: 0"),
        ((T1[:1], 1), "1 actors have no neighbours"),
        ((np.zeros((0, 3)), 1), "0 actors have no neighbours"),
        ((T1, 1, 0), "block: 0"),
        ((T1 * 2, 1), "stances: 2 in row 0"),
        ((sparse.csr_array(np.array([[5, 1], [1, 1]])), 1), "5 is no position code"),
    ],
)
def test_a_mistake_is_a_sentence(arguments, words):
    with pytest.raises(ArgumentError, match=words):
        nearest(*arguments)


def test_an_unknown_row_is_named():
    with pytest.raises(ArgumentError, match="rows: 9 is not the row of an actor"):
        nearest(T1, 1, rows=[9])
