"""Wilson interval (T13) and rank intervals."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from coalition.measures.intervals import draws, rank_table, wilson


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


def test_nothing_to_draw_and_no_replicate_are_empty() -> None:
    assert draws(0).shape == (200, 0)
    assert draws(3, 0).shape == (0, 3)
    table = rank_table(pd.Series([2.0, 1.0]), np.array([True, True]), draws(2, 0))
    assert list(table["rank"]) == [1, 2]
    assert table["rank_low"].isna().all()


@given(st.lists(st.lists(st.sampled_from([0.0, 1.0, 2.0, math.nan]), min_size=4, max_size=4), min_size=1, max_size=6))
def test_ranks_are_counted_as_by_hand(again: list[list[float]]) -> None:
    table = rank_table(pd.Series([4.0, 3.0, 2.0, 1.0]), np.array([True, True, True, False]), again)
    for actor in range(3):
        ranks = sorted(1 + sum(other > row[actor] for other in row[:3]) for row in again if not math.isnan(row[actor]))
        if ranks:
            low, high = np.quantile(ranks, [0.05, 0.95], method="nearest")
            assert table.loc[actor, "rank_low"] == min(low, actor + 1)
            assert table.loc[actor, "rank_high"] == max(high, actor + 1)
        else:
            assert pd.isna(table.loc[actor, "rank_low"])
