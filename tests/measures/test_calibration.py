"""Recalibration finds known coefficients; the curve counts what it says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.measures.arguments import ArgumentError
from coalition.measures.calibration import IDENTITY, Platt, calibration_error, curve, fit
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


def test_arrays_of_different_length_are_refused() -> None:
    with pytest.raises(ArgumentError, match="differ in size"):
        fit([0.1], [0.5, 0.5], [1])
