"""How good an order is: against brute force over pairs, with ties, and known values."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.measures.accuracy import area_under_curve, brier_skill, mean_interval, precision_at

CASES = st.lists(st.tuples(st.sampled_from([0, 1]), st.sampled_from([0.0, 0.2, 0.5, 0.9, np.nan])), max_size=14)


@given(CASES)
def test_the_area_is_the_share_of_pairs_in_the_right_order_with_ties_as_half(cases: list[tuple[int, float]]) -> None:
    known = [(y, p) for y, p in cases if not np.isnan(p)]
    wins = [
        1.0 if p > q else 0.5 if p == q else 0.0
        for (y, p), (z, q) in itertools.product(known, known)
        if y == 1 and z == 0
    ]
    found = area_under_curve([y for y, _ in cases], [p for _, p in cases])
    assert found == pytest.approx(np.mean(wins) if wins else np.nan, nan_ok=True)


def test_known_areas() -> None:
    assert area_under_curve([1, 1, 0, 0], [4, 3, 2, 1]) == 1.0
    assert area_under_curve([0, 0, 1, 1], [4, 3, 2, 1]) == 0.0
    assert area_under_curve([1, 0, 1, 0], [0.5] * 4) == 0.5
    assert area_under_curve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) == 0.75


def test_without_both_outcomes_there_is_no_area() -> None:
    assert np.isnan(area_under_curve([1, 1], [0.1, 0.2]))
    assert np.isnan(area_under_curve([], []))
    assert np.isnan(area_under_curve([1, 0], [0.1, np.nan]))


def test_numerical_noise_is_a_tie() -> None:
    assert area_under_curve([1, 0], [0.3, 0.1 + 0.2]) == 0.5


@given(CASES.filter(lambda cases: len(cases) > 0), st.integers(1, 6))
def test_precision_is_the_mean_over_all_ways_to_break_ties(cases: list[tuple[int, float]], first: int) -> None:
    known = [(y, p) for y, p in cases if not np.isnan(p)][:6]
    found = precision_at([y for y, _ in known], [p for _, p in known], first)
    if len(known) < first:
        assert np.isnan(found)
        return
    orders = [
        order
        for order in itertools.permutations(known)
        if all(one[1] >= other[1] for one, other in itertools.pairwise(order))
    ]
    assert found == pytest.approx(np.mean([np.mean([y for y, _ in order[:first]]) for order in orders]))


def test_known_precisions() -> None:
    assert precision_at([1, 1, 0, 0], [4, 3, 2, 1], first=2) == 1.0
    assert precision_at([1, 0, 0, 0], [1, 1, 1, 1], first=2) == 0.25
    assert precision_at([1, 0, 0, np.nan], [3, 2, 2, np.nan], first=2) == 0.5


def test_skill_is_one_for_certainty_nothing_for_the_base_rate_and_negative_for_worse() -> None:
    assert brier_skill([1, 0, 0, 0], [1, 0, 0, 0], 0.25) == 1.0
    assert brier_skill([1, 0, 0, 0], [0.25] * 4, 0.25) == pytest.approx(0.0)
    assert brier_skill([1, 0], [0, 1], 0.5) == pytest.approx(-3.0)


def test_skill_is_undefined_where_the_base_rate_makes_no_error() -> None:
    assert np.isnan(brier_skill([1, 1], [0.5, 0.5], 1.0))
    assert np.isnan(brier_skill([], [], 0.5))
    assert np.isnan(brier_skill([1], [np.nan], 0.5))


def test_a_mean_comes_with_an_interval_around_it_that_repeats() -> None:
    values = [0.2, 0.4, 0.6, np.nan, 0.8]
    mean, low, high = mean_interval(values)
    assert mean == pytest.approx(0.5)
    assert 0.2 <= low < mean < high <= 0.8
    assert mean_interval(values) == (mean, low, high)


def test_equal_values_have_no_width_and_none_have_no_mean() -> None:
    assert mean_interval([0.7] * 5) == pytest.approx((0.7, 0.7, 0.7))
    assert np.isnan(mean_interval([np.nan])).all()
    assert np.isnan(mean_interval([])).all()


def test_the_interval_is_about_that_of_the_normal_law() -> None:
    values = np.random.default_rng(1).normal(0, 1, 400)
    _, low, high = mean_interval(list(values))
    assert high - low == pytest.approx(2 * 1.96 * values.std() / 20, rel=0.1)
