"""Replicates by shared products against each replicate from scratch."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from coalition.analysis.contested import contested_record
from coalition.measures import bootstrap
from coalition.measures.arguments import ArgumentError
from coalition.measures.bootstrap import resampled_means, resampled_weakest
from coalition.measures.groups import membership
from coalition.measures.intervals import draws
from coalition.measures.similarity import kappa
from coalition.measures.weakest_group import group_means, weakest_group
from coalition.model.network import Network


def from_scratch(
    stances: np.ndarray, of_item: list[str], groups: list[str], weights: np.ndarray, least: int, items: int
) -> np.ndarray:
    """Every item as often as its family is drawn, then kappa and the weakest group."""
    number = {name: place for place, name in enumerate(sorted(set(of_item)))}
    rows = []
    for drawn in weights:
        times = np.array([int(drawn[number[name]]) for name in of_item], dtype=int)
        K, N = kappa(np.repeat(stances, times, axis=1))
        rows.append(weakest_group(np.where(items <= N, K, np.nan), N, groups, least)["value"])
    return np.array(rows)


@given(
    stances=arrays.arrays(float, (6, 5), elements=st.sampled_from([1.0, 0.0, -1.0, np.nan])),
    of_item=st.lists(st.sampled_from("xyz"), min_size=5, max_size=5),
    groups=st.lists(st.sampled_from(["A", "B", "C", ""]), min_size=6, max_size=6),
    least=st.integers(1, 2),
    items=st.integers(1, 4),
)
def test_a_replicate_equals_drawing_the_items_again(
    stances: np.ndarray, of_item: list[str], groups: list[str], least: int, items: int
) -> None:
    weights = draws(len(set(of_item)), 7)
    members, _ = membership(groups, 6)
    expected = from_scratch(stances, of_item, groups, weights, least, items)
    np.testing.assert_allclose(resampled_weakest(stances, of_item, members, weights, least, items), expected, atol=1e-9)


def test_small_blocks_and_double_precision_give_the_same(
    seed_network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = contested_record(seed_network)
    groups = list(seed_network.actors["regional_group"].iloc[seed_network.states])
    members, _ = membership(groups, len(record.ids))
    weights = draws(len(set(record.families)), 12)
    plain = resampled_weakest(record.stances, record.families, members, weights)
    monkeypatch.setattr(bootstrap, "BLOCK_BYTES", 2_000_000)
    monkeypatch.setattr(bootstrap, "PAIRS", 100)
    monkeypatch.setattr(bootstrap, "DRAWS", 5)
    monkeypatch.setattr(bootstrap, "MOST_EXACT", 0)
    again = resampled_weakest(record.stances, record.families, members, weights)
    np.testing.assert_array_equal(plain, again)
    np.testing.assert_allclose(
        plain[:3], from_scratch(record.stances, record.families, groups, weights[:3], 5, 5), atol=1e-9
    )


def test_each_family_once_is_the_plain_mean_with_every_group(seed_network: Network) -> None:
    record = contested_record(seed_network)
    members, _ = membership(list(seed_network.actors["regional_group"].iloc[seed_network.states]), len(record.ids))
    means, counts = resampled_means(record.stances, record.families, members, np.ones((1, len(set(record.families)))))
    K, N = kappa(record.stances)
    expected, behind = group_means(np.where(N >= 5, K, np.nan), members)
    np.testing.assert_allclose(means[0], expected, atol=2e-10)
    np.testing.assert_array_equal(counts[0], behind)


def test_weights_may_be_shares_of_a_family() -> None:
    stances = np.array([[1, 1, -1, 0], [1, -1, -1, 1], [0, 1, 1, -1]], dtype=float)
    members, _ = membership(["A", "B", "B"], 3)
    halves = resampled_means(stances, list("wxyz"), members, [[0.5] * 4], min_items=1)[0]
    whole = resampled_means(stances, list("wxyz"), members, [[1] * 4], min_items=1)[0]
    np.testing.assert_allclose(halves, whole)


@pytest.mark.parametrize("shape", [(0, 0), (1, 3), (3, 0)])
def test_nothing_to_draw_gives_nothing_defined(shape: tuple[int, int]) -> None:
    of_item = [str(item) for item in range(shape[1])]
    members, _ = membership(["A"] * shape[0], shape[0])
    found = resampled_weakest(np.ones(shape), of_item, members, draws(shape[1], 3))
    assert found.shape == (3, shape[0])
    assert np.isnan(found).all()


def test_sizes_that_do_not_fit_are_named() -> None:
    with pytest.raises(ArgumentError, match="of_item and weights must fit 2 items"):
        resampled_means(np.ones((2, 2)), ["x"], np.ones((2, 1), dtype=bool), [[1.0]])
    with pytest.raises(ArgumentError, match="weights for 1 families"):
        resampled_means(np.ones((2, 2)), ["x", "y"], np.ones((2, 1), dtype=bool), [[1.0]])
