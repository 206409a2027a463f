"""Results are kept by what arrays hold, not by which arrays they are; nobody can change them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from scipy import sparse

from coalition.measures.bootstrap import resampled_weakest
from coalition.measures.ideal_points import ideal_points
from coalition.measures.keeping import kept


@dataclass(frozen=True)
class Pair:
    doubled: np.ndarray
    word: str


def counting() -> tuple[Any, list[tuple[Any, ...]]]:
    asked: list[tuple[Any, ...]] = []

    @kept(3)
    def function(array: Any, names: Any = (), times: int = 2) -> Pair:
        asked.append((array, names, times))
        return Pair(np.asarray(array, dtype=float) * times, "".join(names))

    return function, asked


def test_the_same_numbers_are_computed_once_whoever_holds_them() -> None:
    function, asked = counting()
    values = np.arange(12.0).reshape(3, 4)
    first = function(values, ["a", "b"])
    assert function(values.copy(), ["a", "b"]) is first
    assert function(np.asfortranarray(values), ["a", "b"]) is first
    values[0, 0] = 7
    assert function(values, ["a", "b"]).doubled[0, 0] == 14
    assert first.doubled[0, 0] == 0
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (np.zeros((2, 3)), np.zeros((3, 2))),
        (np.zeros(4), np.zeros(4, dtype=np.float32)),
        (np.array([np.nan]), np.array([0.0])),
        (np.array(["a", "bc"], dtype=object), np.array(["ab", "c"], dtype=object)),
        ([1, 2], (1, 2)),
        ([[1], [2]], [[1, 2]]),
    ],
)
def test_what_differs_in_shape_kind_or_place_is_another_question(one: Any, other: Any) -> None:
    @kept(3)
    def which(value: Any) -> list[Any]:
        return [value]

    assert which(one)[0] is one
    assert which(other)[0] is other


def test_options_count_and_so_do_their_names() -> None:
    function, asked = counting()
    array = np.ones(2)
    assert function(array, times=3).doubled[0] == 3
    assert function(array).doubled[0] == 2
    assert len(asked) == 2


def test_the_last_ones_asked_for_are_kept() -> None:
    function, asked = counting()
    for number in (1, 2, 3, 1, 4, 1, 2):
        function(np.array([number]))
    assert [int(array[0]) for array, _, _ in asked] == [1, 2, 3, 4, 2]


def test_nobody_can_change_a_result() -> None:
    function, _ = counting()
    with pytest.raises(ValueError, match="read-only"):
        function(np.ones(2)).doubled[0] = 9
    weakest = resampled_weakest(
        np.array([[1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]]), ["x", "y"], np.eye(3, dtype=bool), np.ones((2, 2)), 1, 1
    )
    with pytest.raises(ValueError, match="read-only"):
        weakest[0, 0] = 9
    with pytest.raises(ValueError, match="read-only"):
        ideal_points(np.array([[1.0, -1.0], [-1.0, 1.0]])).points[0] = 9


def test_what_raises_is_not_kept_and_what_cannot_be_named_is_refused() -> None:
    asked = []

    @kept(3)
    def fails(value: int) -> None:
        asked.append(value)
        raise KeyError(value)

    for _ in range(2):
        with pytest.raises(KeyError):
            fails(1)
    assert asked == [1, 1]
    function, _ = counting()
    for unnamed in ({"a": 1}, {1}, sparse.eye_array(2), object()):
        with pytest.raises(TypeError, match="is no argument of a function whose results are kept"):
            function(unnamed)


def test_many_ask_at_once() -> None:
    function, _ = counting()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: function(np.array([n % 3])).doubled[0], range(300)))
    assert found == [2.0 * (n % 3) for n in range(300)]
