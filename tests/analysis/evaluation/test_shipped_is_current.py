"""The evaluation that comes with the program is the one that these data and these models give. Some minutes."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from coalition.analysis.evaluation.evaluate import evaluate
from coalition.analysis.partners.track_record import Evaluation, shipped
from coalition.model.network import Network

pytestmark = pytest.mark.slow

TOLERANCE = 0.005
REMEDY = "seeds/evaluation.json is out of date: run coalition evaluate --output seeds/evaluation.json"


def test_the_digest_is_that_of_the_seeds(seed_network: Network) -> None:
    assert shipped().digest == seed_network.digest, REMEDY


def test_the_numbers_are_found_again(seed_network: Network) -> None:
    again = evaluate(seed_network, progress=lambda words: None)
    for field in fields(Evaluation):
        one, other = getattr(shipped(), field.name), getattr(again, field.name)
        assert agree(one, other), f"{REMEDY} ({field.name})"


def agree(one: Any, other: Any) -> bool:
    """Equal, but for rounding of numbers that are not counts."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(agree(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(agree, one, other))
    if isinstance(one, float) and isinstance(other, float):
        return one == pytest.approx(other, abs=TOLERANCE)
    return bool(one == other)


def test_a_difference_is_noticed() -> None:
    assert agree({"a": [0.5, 3, None]}, {"a": [0.504, 3, None]})
    assert not agree({"a": [0.5]}, {"a": [0.51]})
    assert not agree({"a": [0.5]}, {"a": [None]})
    assert not agree({"a": 3}, {"a": 4})
    assert not agree([0.5], [0.5, 0.5])
