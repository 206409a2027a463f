"""Coverage tensor and concentration (T8, two independent computations)."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import sparse

from coalition.analysis.coverage import addressees, concentration, coverage, coverage_tensor, supports
from coalition.model.network import Network
from coalition.model.vocabulary import Kind


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


def test_the_tensor_on_arrays_counts_what_a_loop_counts() -> None:
    rng = np.random.default_rng(3)
    held = rng.integers(0, 6, size=(9, 4)).astype(np.int8)
    groups, kinds = rng.integers(0, 3, 9), rng.integers(0, 2, 9)
    tensor = coverage_tensor(sparse.csr_array(held), groups, kinds, 3, 2)
    for (goal, group, kind, code), count in np.ndenumerate(tensor):
        rows = (groups == group) & (kinds == kind) & (held[:, goal] == code) & (code > 0)
        assert count == rows.sum()
    assert coverage_tensor(sparse.csr_array((0, 2), dtype=np.int8), groups[:0], kinds[:0], 3, 2).sum() == 0


def test_the_tensor_does_not_depend_on_the_order_of_actors() -> None:
    rng = np.random.default_rng(4)
    held, order = rng.integers(0, 6, size=(9, 4)).astype(np.int8), rng.permutation(9)
    groups, kinds = rng.integers(0, 3, 9), rng.integers(0, 2, 9)
    one = coverage_tensor(sparse.csr_array(held), groups, kinds, 3, 2)
    other = coverage_tensor(sparse.csr_array(held[order]), groups[order], kinds[order], 3, 2)
    np.testing.assert_array_equal(one, other)


def test_addressees_are_those_of_the_table(seed_network: Network) -> None:
    for key, row in zip(seed_network.recommendations.index, addressees(seed_network), strict=True):
        assert {kind.value for kind, there in zip(Kind, row, strict=True) if there} == set(
            seed_network.addressed_to(key)
        )
