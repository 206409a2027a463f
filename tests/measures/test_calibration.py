"""Recalibration finds known coefficients; the curve counts what it says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit, logit

from coalition.measures.arguments import ArgumentError
from coalition.measures.calibration import IDENTITY, RIDGE, Platt, calibration_error, curve, fit
from coalition.measures.intervals import wilson


def drawn(truth: Platt, cases: int = 20_000) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(11)
    scores, rates = rng.uniform(0.05, 0.95, cases), rng.choice([0.2, 0.5, 0.8], cases)
    chance = np.array([truth.apply(p, r) for p, r in zip(scores, rates, strict=True)])
    return scores, rates, (rng.random(cases) < chance).astype(float)


def test_known_coefficients_are_found_again() -> None:
    truth = Platt(-0.4, 0.7, 0.3)
    found = fit(*drawn(truth))
    assert (found.intercept, found.slope, found.base) == pytest.approx((-0.4, 0.7, 0.3), abs=0.08)


def logistic(scores: np.ndarray, rates: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Ridge logistic regression on the two logits by Newton steps, drawn to (0, 1, 0)."""
    X = np.column_stack([np.ones(len(y)), logit(scores), logit(rates)])
    prior = np.array([0.0, 1.0, 0.0])
    beta = prior
    for _ in range(50):
        p = expit(X @ beta)
        H = (X.T * (p * (1 - p))) @ X + RIDGE * np.eye(3)
        beta = beta + np.linalg.solve(H, X.T @ (y - p) - RIDGE * (beta - prior))
    return beta


@pytest.mark.parametrize("cases", [30, 300, 5000])
def test_one_score_alone_is_a_logistic_regression(cases: int) -> None:
    scores, rates, y = drawn(Platt(-0.4, 0.7, 0.3), cases)
    found = fit(scores, rates, y)
    assert (found.intercept, found.slope, found.base) == pytest.approx(logistic(scores, rates, y), abs=1e-3)
    assert fit(scores[:, None], rates, y) == found


def test_two_parts_that_are_the_same_are_one() -> None:
    scores, rates, y = drawn(Platt(-0.4, 0.7, 0.3), 500)
    one, two = fit(scores, rates, y), fit(np.column_stack([scores, scores]), rates, y)
    assert (two.intercept, two.slope, two.base) == pytest.approx((one.intercept, one.slope, one.base), abs=1e-4)


def drawn_in_parts(truth: Platt, cases: int = 20_000) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cases with two parts whose recalibrated mean is the chance of the outcome."""
    rng = np.random.default_rng(12)
    parts, rates = rng.uniform(0.05, 0.95, (cases, 2)), rng.choice([0.2, 0.5, 0.8], cases)
    chance = truth.apply(parts, rates[:, None]).mean(axis=1)
    return parts, rates, (rng.random(cases) < chance).astype(float)


def test_it_is_the_mean_of_the_parts_that_is_fitted() -> None:
    truth = Platt(0.3, 1.6, -0.2)
    parts, rates, y = drawn_in_parts(truth)
    found = fit(parts, rates, y)
    assert (found.intercept, found.slope, found.base) == pytest.approx((0.3, 1.6, -0.2), abs=0.15)
    apart = fit(parts.ravel(), np.repeat(rates, 2), np.repeat(y, 2))  # each part as if it were the estimate
    together, separate = (one.apply(parts, rates[:, None]).mean(axis=1) for one in (found, apart))
    assert calibration_error(together, y) < 0.01 < 0.05 < calibration_error(separate, y)


def test_no_other_coefficients_near_by_are_likelier() -> None:
    parts, rates, y = drawn_in_parts(Platt(0.3, 1.6, -0.2), 400)
    found = fit(parts, rates, y)

    def loss(platt: Platt) -> float:
        mean = platt.apply(parts, rates[:, None]).mean(axis=1)
        away = platt.intercept**2 + (platt.slope - 1) ** 2 + platt.base**2
        return float(-np.log(np.where(y == 1, mean, 1 - mean)).sum() + RIDGE / 2 * away)

    best = loss(found)
    for step in (0.02, -0.02):
        assert loss(Platt(found.intercept + step, found.slope, found.base)) > best
        assert loss(Platt(found.intercept, found.slope + step, found.base)) > best
        assert loss(Platt(found.intercept, found.slope, found.base + step)) > best


def test_a_case_with_a_missing_part_is_left_out() -> None:
    parts, rates, y = drawn_in_parts(Platt(0.3, 1.6, -0.2), 200)
    more = np.vstack([parts, [[0.9, np.nan]]])
    assert fit(more, np.append(rates, 0.5), np.append(y, 0.0)) == fit(parts, rates, y)


def test_base_rates_may_be_one_each() -> None:
    platt, scores, rates = Platt(0.2, 1.5, 0.4), np.array([0.1, 0.5, 0.9]), np.array([0.2, 0.5, 0.8])
    expected = [float(platt.apply(score, rate)) for score, rate in zip(scores, rates, strict=True)]
    assert platt.apply(scores, rates).tolist() == pytest.approx(expected)


def test_recalibrated_scores_agree_with_outcomes_better_than_raw_ones() -> None:
    scores, rates, y = drawn(Platt(-1.0, 0.5, 0.0))
    found = fit(scores, rates, y)
    after = np.array([found.apply(p, r) for p, r in zip(scores, rates, strict=True)])
    assert calibration_error(after, y) < 0.03 < calibration_error(scores, y)


def test_nothing_is_learnt_from_one_sort_of_outcome_or_from_none() -> None:
    assert fit([0.3, 0.4], [0.5, 0.5], [0, 0]) == IDENTITY
    assert fit([], [], []) == IDENTITY
    assert fit([np.nan], [0.5], [1]) == IDENTITY


@given(st.floats(0.02, 0.98), st.floats(0.02, 0.98))
def test_the_identity_changes_nothing(score: float, rate: float) -> None:
    assert float(IDENTITY.apply(score, rate)) == pytest.approx(score)


def test_a_missing_score_stays_missing() -> None:
    assert np.isnan(Platt(1, 2, 3).apply([np.nan, 0.5], 0.5)).tolist() == [True, False]


def test_the_curve_counts_each_band() -> None:
    table = curve([0.05, 0.05, 0.95, np.nan], [0, 1, 1, 1])
    assert table["n"].tolist() == [2, 1]
    assert table["observed"].tolist() == [0.5, 1.0]
    assert (table["observed_low"][0], table["observed_high"][0]) == pytest.approx(wilson(1, 2))
    assert calibration_error([0.05, 0.05, 0.95], [0, 1, 1]) == pytest.approx((2 * 0.45 + 0.05) / 3)
    assert np.isnan(calibration_error([], []))


@pytest.mark.parametrize(("score", "kept"), [(0.0, 0.02), (1.0, 0.98), (0.01, 0.02)])
def test_no_share_of_fifteen_is_a_certainty(score: float, kept: float) -> None:
    assert float(IDENTITY.apply(score, 0.5)) == pytest.approx(kept)


def test_arrays_of_different_length_are_refused() -> None:
    with pytest.raises(ArgumentError, match="differ in size"):
        fit([0.1], [0.5, 0.5], [1])
