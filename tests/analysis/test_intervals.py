"""Wilson interval (T13) and rank intervals."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from coalition.analysis.intervals import draws, rank_table, wilson


def test_wilson_interval_of_the_known_share() -> None:
    assert wilson(12, 15) == pytest.approx((0.548146, 0.929525), abs=1e-6)


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_equals_scipy(case: tuple[int, int]) -> None:
    expected = binomtest(*case).proportion_ci(method="wilson")
    assert wilson(*case) == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_no_trial_gives_no_interval() -> None:
    assert all(math.isnan(end) for end in wilson(0, 0))


def test_every_draw_has_as_many_families_as_there_are() -> None:
    assert set(draws(7).sum(axis=1)) == {7}
    assert np.array_equal(draws(7), draws(7))


def test_ranks_leave_out_the_unranked_and_share_ties() -> None:
    values = pd.Series([3.0, 1.0, 3.0, 2.0])
    table = rank_table(values, np.array([True, True, True, False]), [values.to_numpy(), -values.to_numpy()])
    assert list(table["rank"].astype(object).where(table["rank"].notna(), None)) == [1, 3, 1, None]
    assert list(table.loc[1, ["rank_low", "rank_high"]]) == [1, 3]
