"""Fragility against brute force, and in words."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from coalition.analysis.membership import membership
from coalition.analysis.similarity import constant, contested, kappa
from coalition.analysis.smallest_change import smallest_change
from coalition.analysis.weakest_group import weakest_group

POSITIONS = (1.0, 0.0, -1.0, np.nan)


def rank(stances: np.ndarray, groups: list[str], row: int) -> float:
    """Rank of an actor from scratch: contested items, kappa, weakest group, constant actors left out."""
    chosen = stances[:, contested(stances)]
    values = weakest_group(*kappa(chosen), groups, min_members=1)["value"].to_numpy().copy()
    values[constant(chosen)] = np.nan
    return np.inf if np.isnan(values[row]) else float(1 + (values > values[row]).sum())


def brute_force(stances: np.ndarray, groups: list[str], row: int, k: int) -> tuple[int, int, float, float]:
    """Size, number of sets of items, and of the mildest set the steps and the rank, by trying everything."""
    items = np.flatnonzero(~np.isnan(stances[row]))
    for size in (1, 2):
        found = []
        for chosen in combinations(items, size):
            for values in product(POSITIONS, repeat=size):
                if any(value == stances[row, item] for item, value in zip(chosen, values, strict=True)):
                    continue
                changed = stances.copy()
                changed[row, list(chosen)] = values
                after = rank(changed, groups, row)
                if after > k:
                    steps = sum(
                        1.0 if np.isnan(value) else abs(value - stances[row, item])
                        for item, value in zip(chosen, values, strict=True)
                    )
                    found.append((steps, -after, chosen))
        if found:
            steps, after, _ = min(found)
            return size, len({chosen for _, _, chosen in found}), steps, -after
    return 0, 0, np.nan, np.nan


@settings(max_examples=60, deadline=None)
@given(
    stances=arrays.arrays(float, (6, 5), elements=st.sampled_from(POSITIONS)),
    groups=st.lists(st.sampled_from(["A", "B", "C", ""]), min_size=6, max_size=6),
    row=st.integers(0, 5),
    k=st.integers(1, 3),
)
def test_the_search_finds_what_trying_everything_finds(
    stances: np.ndarray, groups: list[str], row: int, k: int
) -> None:
    stances = stances[:, contested(stances)]
    assume(stances.shape[1] > 0 and rank(stances, groups, row) <= k)
    size, sets, steps, after = brute_force(stances, groups, row, k)
    found = smallest_change(stances, membership(groups, 6)[0], row, k, min_members=1, min_items=1)
    assert (len(found.items), found.sets) == (size, sets)
    if size:
        changed = stances.copy()
        changed[row, list(found.items)] = found.values
        assert rank(changed, groups, row) == found.rank == after
        taken = [
            1.0 if np.isnan(value) else abs(value - stances[row, item])
            for item, value in zip(found.items, found.values, strict=True)
        ]
        assert sum(taken) == steps
