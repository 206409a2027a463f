"""Weakest group against T1, the definition, and what must not matter."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from known import GROUPS, T1

from coalition.measures.arguments import ArgumentError
from coalition.measures.similarity import kappa
from coalition.measures.weakest_group import weakest_group

STANCES = arrays.arrays(float, (7, 6), elements=st.sampled_from([1.0, 0.0, -1.0, np.nan]))
SOME_GROUPS = st.lists(st.sampled_from(["A", "B", "C", ""]), min_size=7, max_size=7)


def test_weakest_group_congruence_of_the_known_actors() -> None:
    found = weakest_group(*kappa(T1), GROUPS, min_members=1)
    assert list(found["value"][:4]) == pytest.approx([-13 / 28, -9 / 28, -1 / 2, -2 / 7])
    assert list(found["group"][:4]) == ["A", "A", "W", "W"]
    assert found.loc[0, "own"] == pytest.approx(5 / 7)
    assert math.isnan(found.loc[4, "own"])


def test_a_group_with_too_few_members_does_not_count() -> None:
    assert weakest_group(*kappa(T1), GROUPS, min_members=2)["value"].notna().tolist() == [True, True, True, True, True]
    assert weakest_group(*kappa(T1), GROUPS, min_members=3)["value"].isna().all()


def test_an_actor_without_a_group_is_compared_with_every_group() -> None:
    found = weakest_group(*kappa(T1), ["", "W", "A", "A", "G"], min_members=1)
    assert found.loc[0, "value"] == pytest.approx(-13 / 28)
    assert math.isnan(found.loc[0, "own"])


def by_loop(K: np.ndarray, N: np.ndarray, belongs: Sequence[set[str]], least: int) -> pd.DataFrame:
    """The definition, actor by actor."""
    rows = []
    for i in range(len(K)):
        means, common = {}, {}
        for group in sorted(set().union(*belongs)):
            inside = [j for j in range(len(K)) if j != i and group in belongs[j] and not math.isnan(K[i, j])]
            if len(inside) >= least and group not in belongs[i]:
                means[group] = round(float(np.mean([K[i, j] for j in inside])), 10)
                common[group] = float(np.median([N[i, j] for j in inside]))
        own = [K[i, j] for j in range(len(K)) if j != i and belongs[i] & belongs[j] and not math.isnan(K[i, j])]
        weakest = min(means, key=lambda group: (means[group], group)) if means else ""
        rows.append(
            (means.get(weakest, math.nan), weakest, np.mean(own) if own else math.nan, common.get(weakest, math.nan))
        )
    return pd.DataFrame(rows, columns=["value", "group", "own", "n"])


@given(stances=STANCES, groups=SOME_GROUPS, least=st.integers(1, 3))
def test_it_is_the_definition_for_groups(stances: np.ndarray, groups: list[str], least: int) -> None:
    K, N = kappa(stances)
    expected = by_loop(K, N, [{group} - {""} for group in groups], least)
    pd.testing.assert_frame_equal(weakest_group(K, N, groups, least), expected, check_exact=False)


@given(stances=STANCES, belongs=arrays.arrays(bool, (7, 3)), least=st.integers(1, 3))
def test_it_is_the_definition_for_groups_that_overlap(stances: np.ndarray, belongs: np.ndarray, least: int) -> None:
    K, N = kappa(stances)
    blocs = pd.DataFrame(belongs, columns=["x", "y", "z"])
    expected = by_loop(K, N, [set(blocs.columns[row]) for row in belongs], least)
    pd.testing.assert_frame_equal(weakest_group(K, N, blocs, least), expected, check_exact=False)


@given(stances=STANCES, groups=SOME_GROUPS)
def test_names_order_and_the_form_of_the_groups_do_not_matter(stances: np.ndarray, groups: list[str]) -> None:
    plain = weakest_group(*kappa(stances), groups, 1)
    named = weakest_group(*kappa(stances), [f"group {group}" if group else "" for group in groups], 1)
    pd.testing.assert_series_equal(plain["value"], named["value"])
    table = weakest_group(*kappa(stances), pd.Series(groups).str.get_dummies().reindex(columns=["A", "B", "C"],
                                                                                       fill_value=0), 1)  # fmt: skip
    pd.testing.assert_frame_equal(plain, table)
    order = np.random.default_rng(1).permutation(7)
    moved = weakest_group(*kappa(stances[order]), [groups[place] for place in order], 1)
    pd.testing.assert_frame_equal(moved, plain.iloc[order].reset_index(drop=True))


@given(stances=STANCES, groups=SOME_GROUPS)
def test_the_same_items_twice_change_nothing_but_their_number(stances: np.ndarray, groups: list[str]) -> None:
    once, twice = (weakest_group(*kappa(items), groups, 1) for items in (stances, np.hstack([stances, stances])))
    pd.testing.assert_frame_equal(once.drop(columns="n"), twice.drop(columns="n"))
    assert np.array_equal(2 * once["n"], twice["n"], equal_nan=True)


@given(stances=STANCES, groups=SOME_GROUPS)
def test_merging_two_groups_of_others_never_lowers_the_minimum(stances: np.ndarray, groups: list[str]) -> None:
    K, N = kappa(stances)
    apart = weakest_group(K, N, groups, 1)
    merged = weakest_group(K, N, ["B" if group == "C" else group for group in groups], 1)
    for i, group in enumerate(groups):
        if group not in ("B", "C") and not math.isnan(apart["value"][i]):
            assert merged["value"][i] >= apart["value"][i] - 1e-9


@pytest.mark.parametrize("size", [0, 1])
def test_nobody_or_one_actor_has_no_value(size: int) -> None:
    found = weakest_group(np.full((size, size), np.nan), np.zeros((size, size)), ["A"] * size)
    assert len(found) == size
    assert found["value"].isna().all()


def test_everybody_alike_and_everybody_opposed_are_the_two_ends() -> None:
    alike = np.tile([1.0, 0.0, -1.0], (4, 1))
    assert list(weakest_group(*kappa(alike), ["A", "A", "B", "B"], 1)["value"]) == [1, 1, 1, 1]
    split = np.array([[1, -1], [1, -1], [-1, 1], [-1, 1]], dtype=float)
    assert list(weakest_group(*kappa(split), ["A", "A", "B", "B"], 1)["value"]) == [-1, -1, -1, -1]


@pytest.mark.parametrize(
    ("K", "groups", "least", "words"),
    [
        (np.zeros((2, 3)), ["A", "B"], 1, "of one size"),
        (np.zeros((2, 2)), ["A"], 1, "1 groups are given for 2 actors"),
        (np.zeros((2, 2)), ["A", None], 1, "None of actor 1 is not text"),
        (np.zeros((2, 2)), ["A", "B"], 0, "min_members: 0"),
        (np.zeros((2, 2)), pd.DataFrame({"x": [1, 2]}), 1, "true and false only"),
        (np.zeros((2, 2)), pd.DataFrame({"x": [1, 0, 1]}), 1, "3 rows are given for 2 actors"),
        (np.zeros((2, 2)), pd.DataFrame([[1, 0], [0, 1]], columns=["x", "x"]), 1, "more than once"),
    ],
)
def test_a_wrong_argument_is_named(K: np.ndarray, groups: list[str], least: int, words: str) -> None:
    with pytest.raises(ArgumentError, match=words):
        weakest_group(K, np.zeros(K.shape), groups, least)
