"""Kappa against T1 (two independent computations) and against a plain loop over pairs."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from known import T1

from coalition.measures.arguments import ArgumentError
from coalition.measures.recency import recency_weights
from coalition.measures.similarity import agreement, congruence, constant, contested, kappa, products

T1_KAPPA = {(0, 1): 5 / 7, (0, 2): -1 / 2, (1, 2): -1 / 2, (0, 3): -3 / 7, (1, 3): -1 / 7, (2, 3): 4 / 7}


@pytest.mark.parametrize(("pair", "expected"), T1_KAPPA.items())
def test_kappa_of_the_known_pairs(pair: tuple[int, int], expected: float) -> None:
    K, N = kappa(T1)
    assert K[pair] == pytest.approx(expected)
    assert N[pair] == (3 if 2 in pair else 4)


def test_whoever_takes_one_position_throughout_has_kappa_zero_with_everybody_and_is_flagged() -> None:
    K, _ = kappa(T1)
    assert K[4, :4] == pytest.approx(0)
    assert list(constant(T1)) == [False, False, False, False, True]


def test_congruence_and_conflict_of_the_known_pair() -> None:
    agree, conflict = congruence(T1)
    assert (agree[0, 1], conflict[0, 1]) == (3.5, 0.5)


def test_an_item_is_contested_when_two_positions_were_taken() -> None:
    assert list(contested(T1)) == [False, True, True, True]
    assert not contested(np.full((3, 2), np.nan)).any()


def pair_by_loop(a: np.ndarray, b: np.ndarray) -> tuple[float, int, int]:
    """Kappa, common items and agreements of two actors, straight from the definition."""
    common = [(x, y) for x, y in zip(a, b, strict=True) if not (math.isnan(x) or math.isnan(y))]
    if not common:
        return math.nan, 0, 0
    observed = sum(abs(x - y) / 2 for x, y in common) / len(common)
    expected = sum(abs(x - y) / 2 for x, _ in common for _, y in common) / len(common) ** 2
    value = 1 - observed / expected if expected else math.nan
    return value, len(common), sum(x == y for x, y in common)


@given(arrays.arrays(float, (4, 6), elements=st.sampled_from([1.0, 0.0, -1.0, math.nan])))
def test_kappa_equals_a_plain_loop_over_pairs(stances: np.ndarray) -> None:
    K, N = kappa(stances)
    same = agreement(stances)
    for i in range(4):
        for j in range(4):
            value, n, equal = pair_by_loop(stances[i], stances[j])
            assert K[i, j] == pytest.approx(value, nan_ok=True)
            assert (N[i, j], same[i, j]) == (n, equal)


@given(arrays.arrays(float, (3, 5), elements=st.sampled_from([1.0, 0.0, -1.0, math.nan])))
def test_products_of_two_sets_of_items_add_up(stances: np.ndarray) -> None:
    np.testing.assert_allclose(products(stances[:, :2]) + products(stances[:, 2:]), products(stances))
    weights = np.array([1.0, 1.0, 0.0, 0.0, 0.0])
    np.testing.assert_allclose(products(stances, weights), products(stances[:, :2]))


@given(arrays.arrays(float, (4, 6), elements=st.sampled_from([1.0, 0.0, -1.0, math.nan])))
def test_kappa_is_symmetric_to_the_last_digit_and_products_are_whole_halves(stances: np.ndarray) -> None:
    K, _ = kappa(stances)
    np.testing.assert_array_equal(K, K.T)
    doubled = 2 * products(stances)
    np.testing.assert_array_equal(doubled, np.rint(doubled))


@given(arrays.arrays(float, (4, 6), elements=st.sampled_from([1.0, 0.0, -1.0, math.nan])))
def test_weights_repeat_items_and_leave_the_count_alone(stances: np.ndarray) -> None:
    times = np.array([0, 1, 2, 3, 1, 0])
    K, N = kappa(stances, times)
    repeated, _ = kappa(np.repeat(stances, times, axis=1))
    np.testing.assert_allclose(K, repeated, atol=1e-12)
    np.testing.assert_array_equal(N, kappa(stances)[1])
    halved, _ = kappa(stances, times / 7)
    np.testing.assert_allclose(halved, repeated, atol=1e-9)


@given(
    arrays.arrays(float, (5, 6), elements=st.sampled_from([1.0, 0.0, -1.0, math.nan])),
    st.permutations(range(5)),
    st.permutations(range(6)),
)
def test_the_order_of_actors_and_of_items_means_nothing(
    stances: np.ndarray, actors: list[int], items: list[int]
) -> None:
    np.testing.assert_array_equal(kappa(stances[actors][:, items])[0], kappa(stances)[0][np.ix_(actors, actors)])


def test_no_actor_and_no_item_are_answered_with_nothing() -> None:
    assert kappa(np.zeros((0, 4)))[0].shape == (0, 0)
    K, N = kappa(np.zeros((3, 0)))
    assert np.isnan(K).all()
    assert (N == 0).all()


@pytest.mark.parametrize(
    ("weights", "words"),
    [([1, 1], r"shape \(2,\) is given for 4 items"), ([1, -1, 1, 1], "-1 of item 1"), ([1, 1, 1, math.nan], "nan")],
)
def test_wrong_weights_are_named(weights: list[float], words: str) -> None:
    with pytest.raises(ArgumentError, match=f"weights: .*{words}"):
        kappa(T1, weights)


def test_a_number_that_is_no_stance_is_named() -> None:
    with pytest.raises(ArgumentError, match="2 in row 0"):
        kappa(2 * T1)


def test_age_counts_from_the_newest_evidence_and_months_count() -> None:
    assert recency_weights(["2015-06", "2019-06"]) == pytest.approx([0.5, 1])
    assert recency_weights(["2015-06-30", "2023-06-30"], newest="2019-06-30") == pytest.approx([0.5, 1])
    assert recency_weights(["2019-01", "2019-07", "2020-01"], half_life=1) == pytest.approx([0.5, 0.5**0.5, 1])
    assert len(recency_weights([])) == 0


@pytest.mark.parametrize(("dates", "half_life"), [(["19"], 1), (["2019-13"], 1), (["2019"], 0), (["2019"], math.nan)])
def test_what_is_no_date_or_no_half_life_is_named(dates: list[str], half_life: float) -> None:
    with pytest.raises(ArgumentError, match=r"dates: '|half_life: "):
        recency_weights(dates, half_life)
