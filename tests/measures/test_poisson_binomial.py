"""Exact tails, against every combination of outcomes and against published values."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, poisson_binom

from coalition.measures.arguments import ArgumentError
from coalition.measures.poisson_binomial import CASES, tails

chance = st.one_of(st.just(0.0), st.just(1.0), st.floats(0.001, 0.999))


def test_known_answer():
    p = [0.123, 0.234, 0.345, 0.456, 0.567, 0.678, 0.789, 0.801, 0.911]
    lower, upper = tails([p], [5])
    assert lower[0] == pytest.approx(0.6791345, abs=5e-8)
    assert upper[0] == pytest.approx(0.6283854, abs=5e-8)


@given(st.lists(chance, max_size=8), st.integers(-1, 9))
def test_tails_are_those_of_every_combination_of_outcomes(p, k):
    lower = upper = 0.0
    for outcome in itertools.product([0, 1], repeat=len(p)):
        weight = np.prod([q if hit else 1 - q for q, hit in zip(p, outcome, strict=True)])
        lower += weight * (sum(outcome) <= k)
        upper += weight * (sum(outcome) >= k)
    found = tails(np.array([p]).reshape(1, len(p)), [k])
    assert found[0][0] == pytest.approx(lower, rel=1e-12, abs=1e-15)
    assert found[1][0] == pytest.approx(upper, rel=1e-12, abs=1e-15)


def test_tiny_tails_are_exact_in_relative_terms():
    p = np.full((3, 200), 0.3)
    lower, upper = tails(p, [0, 150, 200])
    assert lower[0] == pytest.approx(0.7**200, rel=1e-12)
    assert upper[1] == pytest.approx(binom.sf(149, 200, 0.3), rel=1e-9)
    assert upper[2] == pytest.approx(0.3**200, rel=1e-12)


def test_a_missing_trial_is_no_trial():
    p = np.array([[0.2, np.nan, 0.7], [np.nan, np.nan, np.nan]])
    lower, upper = tails(p, [1, 0])
    assert lower[0] == pytest.approx(1 - 0.14)
    assert upper[0] == pytest.approx(1 - 0.24)
    assert (lower[1], upper[1]) == (1.0, 1.0)


def test_many_cases_at_once_are_as_each_alone():
    rng = np.random.default_rng(1)
    p, k = rng.random((2 * CASES + 3, 12)), rng.integers(0, 13, 2 * CASES + 3)
    lower, upper = tails(p, k)
    for case in (0, CASES - 1, CASES, 2 * CASES + 2):
        assert lower[case] == pytest.approx(poisson_binom.cdf(k[case], p[case]), abs=1e-9)
        assert upper[case] == pytest.approx(poisson_binom.sf(k[case] - 1, p[case]), abs=1e-9)


def test_no_cases_and_no_trials():
    assert [part.shape for part in tails(np.empty((0, 4)), [])] == [(0,), (0,)]
    assert [part.tolist() for part in tails(np.empty((2, 0)), [0, 1])] == [[1.0, 1.0], [1.0, 0.0]]


@pytest.mark.parametrize(
    ("p", "k", "words"),
    [
        ([0.5], [1], "1 dimensions"),
        ([[0.5]], [1, 2], "2 numbers are given for 1 cases"),
        ([[0.5, 1.5]], [1], "1.5 in row 0, column 1"),
        ([[0.5]], [0.5], "whole numbers"),
    ],
)
def test_wrong_arguments_are_named(p, k, words):
    with pytest.raises(ArgumentError, match=words):
        tails(p, k)
