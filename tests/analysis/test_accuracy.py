"""Accuracy of an order, against counting every pair by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.analysis.accuracy import area_under_curve, brier_skill, mean_interval, precision_at

CASES = st.lists(st.tuples(st.sampled_from([0, 1]), st.sampled_from([0.0, 0.2, 0.5, 0.5000001, 1.0])), max_size=30)


@given(CASES)
def test_the_area_is_the_share_of_pairs_in_the_right_order_with_ties_half(cases: list[tuple[int, float]]) -> None:
    above = [score for outcome, score in cases if outcome]
    below = [score for outcome, score in cases if not outcome]
    found = area_under_curve([outcome for outcome, _ in cases], [score for _, score in cases])
    if not above or not below:
        assert np.isnan(found)
        return
    wins = sum((a > b) + 0.5 * (a == b) for a in above for b in below)
    assert found == pytest.approx(wins / (len(above) * len(below)))


@given(CASES)
def test_an_order_turned_round_has_the_rest_of_the_area(cases: list[tuple[int, float]]) -> None:
    outcomes, scores = [outcome for outcome, _ in cases], np.array([score for _, score in cases])
    assert area_under_curve(outcomes, -scores) == pytest.approx(1 - area_under_curve(outcomes, scores), nan_ok=True)


def test_cases_without_a_score_are_left_out() -> None:
    assert area_under_curve([1, 0, 0], [0.4, 0.1, np.nan]) == 1.0
    assert precision_at([1, 0, 0], [0.4, 0.1, np.nan], first=3) != precision_at([1, 0, 0], [0.4, 0.1, 0], first=3)


@given(CASES, st.integers(1, 5), st.randoms())
def test_the_first_names_do_not_depend_on_the_order_of_rows(
    cases: list[tuple[int, float]], first: int, random: object
) -> None:
    mixed = list(cases)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = (
        precision_at([outcome for outcome, _ in rows], [score for _, score in rows], first) for rows in (cases, mixed)
    )
    assert one == pytest.approx(other, nan_ok=True)


def test_ties_at_the_edge_count_with_their_share() -> None:
    assert precision_at([1, 1, 0, 0], [0.9, 0.5, 0.5, 0.1], first=2) == pytest.approx(0.75)
    assert np.isnan(precision_at([1, 0], [0.9, 0.5], first=5))


def test_skill_is_none_for_the_base_rate_and_below_none_for_worse() -> None:
    assert brier_skill([1, 0, 0, 0], [0.25] * 4, 0.25) == pytest.approx(0)
    assert brier_skill([1, 0], [0.0, 1.0], 0.5) < 0
    assert np.isnan(brier_skill([], [], 0.5))
    assert np.isnan(brier_skill([1, 1], [1, 1], 1.0))


def test_an_interval_holds_its_mean_and_shrinks_with_more_values() -> None:
    few, many = mean_interval([0.6, 0.8]), mean_interval([0.6, 0.8] * 50)
    assert (few[0], many[0]) == pytest.approx((0.7, 0.7))
    assert few[1] <= many[1] < 0.7 < many[2] <= few[2]
    assert mean_interval([0.6, np.nan, 0.8]) == few
    assert np.isnan(mean_interval([np.nan])).all()
