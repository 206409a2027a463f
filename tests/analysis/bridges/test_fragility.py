"""Fragility against brute force, and in words."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest
from conftest import make_tables
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from coalition.analysis.bridges.fragility import COLUMNS, fragility
from coalition.analysis.bridges.ranking import bridges
from coalition.measures.arguments import ArgumentError
from coalition.measures.groups import membership
from coalition.measures.rank_flips import smallest_change
from coalition.measures.similarity import constant, contested, kappa
from coalition.measures.weakest_group import weakest_group
from coalition.model.network import Network
from coalition.model.vocabulary import Tables

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


@given(
    stances=arrays.arrays(float, (6, 5), elements=st.sampled_from([1.0, *POSITIONS])),
    groups=st.lists(st.sampled_from(["A", "B", "C", ""]), min_size=6, max_size=6),
    which=st.integers(0, 5),
    more=st.integers(0, 2),
)
def test_the_search_finds_what_trying_everything_finds(
    stances: np.ndarray, groups: list[str], which: int, more: int
) -> None:
    stances = stances[:, contested(stances)]
    ranked = [row for row in range(6) if np.isfinite(rank(stances, groups, row))]
    assume(ranked)
    row = ranked[which % len(ranked)]
    k = int(rank(stances, groups, row)) + more
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


def test_on_the_seeds_the_named_stance_does_what_it_says(seeds: Tables, seed_network: Network) -> None:
    found = fragility(seed_network, "GTM")
    (change,) = found.changes.to_dict("records")
    stances = seeds.stances.copy()
    there = (stances["actor_id"] == "GTM") & (stances["evidence_id"] == change["evidence_id"])
    assert set(stances.loc[there, "position"]) == {change["recorded"]}
    stances.loc[there, "position"] = change["changed"]
    after = bridges(Network.from_tables(replace(seeds, stances=stances)), replicates=0).set_index("actor_id")
    assert found.rank == bridges(seed_network, replicates=0).set_index("actor_id").loc["GTM", "rank"] <= 10
    assert found.rank_after == after.loc["GTM", "rank"] > 10


def test_on_the_seeds_a_robust_one_stays_whatever_two_stances_change(seeds: Tables, seed_network: Network) -> None:
    found = fragility(seed_network, "COL")
    assert found.changes.empty
    assert "robust; no two of its" in found.sentence
    own = seeds.stances.index[seeds.stances["actor_id"] == "COL"]
    for seed in range(3):
        stances = seeds.stances.copy()
        stances.loc[np.random.default_rng(seed).choice(own, 2, replace=False), "position"] = "oppose"
        after = bridges(Network.from_tables(replace(seeds, stances=stances)), replicates=0).set_index("actor_id")
        assert after.loc["COL", "rank"] <= 10


@pytest.mark.parametrize(
    ("actor", "words"),
    [
        ("DEU", "Germany ranks 108 of 193: it is not among the first 10."),
        ("PSE", "State of Palestine has no rank (under 5 common contested items"),
        ("amnesty", "Amnesty International is not a State"),
    ],
)
def test_whoever_is_not_among_the_first_has_a_sentence(seed_network: Network, actor: str, words: str) -> None:
    found = fragility(seed_network, actor)
    assert found.sentence.startswith(words)
    assert found.changes.empty
    assert list(found.changes.columns) == COLUMNS


@pytest.mark.parametrize("k", [0, 193, 1000])
def test_more_than_there_are_is_refused(seed_network: Network, k: int) -> None:
    with pytest.raises(ArgumentError, match=f"k: {k} is not possible here; use 1 to 192"):
        fragility(seed_network, "COL", k)


def test_half_a_rank_is_refused(seed_network: Network) -> None:
    with pytest.raises(ArgumentError, match=r"^k: 2\.5 is no whole number"):
        fragility(seed_network, "CHL", 2.5)  # type: ignore[arg-type]


def test_a_ranking_by_coverage_has_no_fragility(seed_network: Network) -> None:
    with pytest.raises(ArgumentError, match="use regional_group or bloc"):
        fragility(seed_network, "COL", by="kind")


def test_a_map_on_which_nobody_is_ranked_is_refused() -> None:
    tables = make_tables({("a", "e"): "support", ("b", "e"): "oppose"}, groups={"a": "west", "b": "east"})
    with pytest.raises(ArgumentError, match="this map has 0"):
        fragility(Network.from_tables(tables), "a")
