"""Split halves: equal halves agree, random ones do not, and each measure of the seeds has its row."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from conftest import make_tables

from coalition.analysis.evaluation.split_half import _halved, reliability
from coalition.model.network import Network

MEASURES = [
    "weakest-group congruence", "betweenness", "brokerage (all roles)", "constraint", "effective size", "E-I index",
    "participation", "Shapley value of coverage", "sole carriers",
]  # fmt: skip
COLUMNS = ["measure", "states", "correlation", "low", "high", "full"]
NAMES = [f"n{i}" for i in range(12)]


def test_a_measure_that_is_the_same_on_both_halves_correlates_fully() -> None:
    values = np.arange(20.0)
    ((_, states, r, low, high, full),) = _halved(NAMES, lambda side: {"same": values}, 5, 1)
    assert (states, r, low, high, full) == pytest.approx((20, 1, 1, 1, 1))


def test_a_measure_at_random_does_not() -> None:
    rng = np.random.default_rng(2)
    ((_, _, r, low, high, _),) = _halved(NAMES, lambda side: {"random": rng.random(300)}, 40, 1)
    assert r == pytest.approx(0, abs=0.05)
    assert low < 0 < high


def test_halves_do_not_overlap_keep_a_name_together_and_are_the_same_each_time() -> None:
    names = [f"n{i // 3}" for i in range(30)]
    seen: list[np.ndarray] = []

    def note(side: np.ndarray) -> dict[str, np.ndarray]:
        seen.append(side)
        return {"m": np.arange(5.0)}

    list(_halved(names, note, 3, 7))
    list(_halved(names, note, 3, 7))
    for one, other in zip(seen[::2], seen[1::2], strict=True):
        assert (one ^ other).all()
        assert one.sum() == 15
        assert all(len(set(one[i : i + 3])) == 1 for i in range(0, 30, 3))
    np.testing.assert_array_equal(np.array(seen[:6]), np.array(seen[6:]))


def test_a_measure_that_is_flat_or_missing_on_a_half_is_undefined() -> None:
    def measures(side: np.ndarray) -> dict[str, np.ndarray]:
        return {"flat": np.ones(9), "missing": np.full(9, np.nan), "fine": np.arange(9.0)}

    found = {row[0]: row[1:] for row in _halved(NAMES, measures, 3, 1)}
    assert np.isnan(found["flat"][1:]).all()
    assert found["missing"][0] == 0
    assert np.isnan(found["missing"][1:]).all()
    assert found["fine"][1] == 1


def test_missing_values_are_left_out_of_the_correlation() -> None:
    halves = iter([np.array([1, 2, 3, np.nan, 9]), np.array([10, 20, 30, 5, np.nan])])
    ((_, states, r, *_),) = _halved(NAMES, lambda side: {"m": next(halves)}, 1, 1)
    assert (states, r) == (3, pytest.approx(1.0))


def test_spearman_brown_says_what_the_whole_record_would_give() -> None:
    rng = np.random.default_rng(3)
    truth = rng.normal(size=400)
    ((_, _, r, _, _, full),) = _halved(NAMES, lambda side: {"m": truth + rng.normal(size=400)}, 10, 1)
    assert r == pytest.approx(0.5, abs=0.1)
    assert full == pytest.approx(2 * r / (1 + r))


def test_votes_at_random_give_bridges_that_do_not_repeat() -> None:
    rng = np.random.default_rng(4)
    words = np.array(["support", "oppose", "abstain"])
    actors = [f"s{i:02}" for i in range(30)]
    stances = {(actor, f"b{item:02}"): str(rng.choice(words)) for actor in actors for item in range(60)}
    groups = {actor: "WAG"[i % 3] for i, actor in enumerate(actors)}
    network = Network.from_tables(make_tables(stances, groups=groups, bears_on={}))
    found = reliability(network, halvings=10).set_index("measure")
    assert abs(found.loc["weakest-group congruence", "correlation"]) < 0.25
    assert found.loc["sole carriers", ["correlation", "full"]].isna().all()  # there is no recommendation


def test_on_the_seeds_every_measure_is_there_and_repeats(seed_network: Network) -> None:
    found = reliability(seed_network, halvings=2)
    assert list(found.columns) == COLUMNS
    assert list(found["measure"]) == MEASURES
    assert found["states"].between(100, len(seed_network.states)).all()
    assert ((found["low"] <= found["correlation"]) & (found["correlation"] <= found["high"])).all()
    pd.testing.assert_frame_equal(found, reliability(seed_network, halvings=2))
