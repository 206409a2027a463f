"""Coverage tensor and concentration (T8, two independent computations)."""

from __future__ import annotations

import math

import pytest

from coalition.analysis.coverage import concentration, coverage, supports
from coalition.network import Network


def test_concentration_of_the_known_counts() -> None:
    found = concentration([4, 1, 0, 0, 0])
    assert found["hhi"] == pytest.approx(17 / 25)
    assert found["effective_number"] == pytest.approx(25 / 17)
    assert found["simpson"] == pytest.approx(2 / 5)
    assert found["entropy"] == pytest.approx(0.500402, abs=1e-6)
    assert found["evenness"] == pytest.approx(0.310918, abs=1e-6)


def test_concentration_of_nothing_and_of_one_is_not_a_number() -> None:
    assert all(math.isnan(value) for value in concentration([0, 0]).values())
    assert math.isnan(concentration([1, 0])["simpson"])


def test_the_tensor_counts_every_position_once(seed_network: Network) -> None:
    tensor = coverage(seed_network)
    assert tensor["actors"].sum() == len(seed_network.positions)
    assert not tensor.duplicated(["recommendation_id", "regional_group", "kind", "position"]).any()
    assert list(tensor["recommendation_id"].drop_duplicates()) == [
        key for key in seed_network.recommendations.index if key in set(seed_network.positions["recommendation_id"])
    ]


def test_support_leaves_mixed_records_out(seed_network: Network) -> None:
    derived = seed_network.positions
    assert supports(seed_network).sum() == derived["position"].isin(["leads", "supports"]).sum()
