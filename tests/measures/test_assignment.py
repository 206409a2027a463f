"""Assignments against brute force on small random inputs, the known answer (T9), and places that nobody can fill."""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.measures.arguments import ArgumentError
from coalition.measures.assignment import assign

T9 = [[0.9, 0.8], [0.85, 0.1]]


def greedy_sum(P: np.ndarray[Any, Any]) -> float:
    """One task each, the best pair first."""
    total, left = 0.0, P.copy()
    while np.isfinite(left).any():
        i, a = np.unravel_index(np.nanargmax(left), left.shape)
        total += left[i, a]
        left[i, :], left[:, a] = np.nan, np.nan
    return total


def test_the_optimum_of_t9_is_165_where_greedy_gets_100() -> None:
    found = assign(T9, ["A", "B"])
    assert found.leads == ((0, 1, 0.85), (1, 0, 0.8))
    assert (found.status, found.total, found.bound) == ("optimal", pytest.approx(1.65), pytest.approx(1.65))
    assert greedy_sum(np.array(T9)) == pytest.approx(1.0)


def test_capacity_two_lets_the_best_take_both() -> None:
    assert assign(T9, ["A", "B"], capacities=2).total == pytest.approx(1.7)
    assert assign(T9, ["A", "B"], capacities=[0, 2]).total == pytest.approx(0.95)


def test_leads_of_a_task_come_from_different_groups() -> None:
    P = [[0.9], [0.8], [0.3]]
    assert [actor for _, actor, _ in assign(P, ["A", "A", "B"], leads=2).leads] == [0, 2]
    assert [actor for _, actor, _ in assign(P, ["A", "A", "B"], leads=2, distinct_groups=False).leads] == [0, 1]
    assert [actor for _, actor, _ in assign(P, ["", "", "B"], leads=2).leads] == [0, 1]


@pytest.mark.parametrize(
    ("P", "groups", "leads", "why"),
    [
        ([[np.nan, 0.5]], ["A"], 1, "nobody is eligible"),
        ([[0.5], [0.5]], ["A", "A"], 2, "those eligible come from 1 group, 2 needed"),
        ([[0.5]], ["A"], 2, "1 eligible, 2 needed"),
        ([[0.5, 0.6]], ["A"], 1, "those eligible are taken up by other tasks"),
    ],
)
def test_a_place_that_nobody_can_fill_is_named_with_the_reason(
    P: list[list[float]], groups: list[str], leads: int, why: str
) -> None:
    found = assign(P, groups, leads=leads)
    assert [(place.task, place.missing, place.why) for place in found.unfilled] == [(0, 1, why)]
    assert found.status == "optimal"


def test_ties_go_to_the_first_by_id() -> None:
    found = assign([[0.5], [0.5]], ["A", "B"], ids=["z", "b"])
    assert found.leads == ((0, "b", 0.5),)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"likelihood": [[1.5]]}, "likelihood: 1.5 in row 0, column 0 is not in 0 to 1"),
        ({"likelihood": [0.5]}, "1 dimensions"),
        ({"capacities": -1}, "capacities: -1 is not possible here; use 0 or more"),
        ({"capacities": [1, 1]}, "capacities: 2 are given for 1"),
        ({"leads": 0}, "leads: 0 is not possible here; use 1 or more"),
        ({"groups": []}, "0 groups are given for 1 actors"),
        ({"ids": ["a", "b"]}, "ids: 2 are given"),
        ({"tasks": []}, "tasks: 0 are given"),
        ({"time_limit": -1}, "time_limit: -1"),
    ],
)
def test_a_wrong_argument_is_named(more: dict[str, Any], words: str) -> None:
    with pytest.raises(ArgumentError, match=words):
        assign(**{"likelihood": [[0.5]], "groups": ["A"], **more})


def test_nothing_to_share_out_is_an_empty_assignment() -> None:
    empty = assign(np.zeros((0, 0)), [])
    assert (empty.status, empty.leads, empty.total, empty.unfilled) == ("optimal", (), 0.0, ())
    assert [place.why for place in assign(np.zeros((0, 1)), []).unfilled] == ["nobody is eligible"]


def test_without_time_nothing_is_claimed() -> None:
    found = assign(T9, ["A", "B"], time_limit=0)
    assert (found.status, found.leads) == ("unknown", ())


@st.composite
def problems(draw: st.DrawFn) -> dict[str, Any]:
    n, m = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    cells = st.sampled_from([float("nan"), 0.0, 0.1, 0.35, 0.5, 0.8, 1.0])
    return {
        "likelihood": np.array(draw(st.lists(cells, min_size=n * m, max_size=n * m))).reshape(n, m),
        "groups": draw(st.lists(st.sampled_from(["A", "B", ""]), min_size=n, max_size=n)),
        "capacities": draw(st.lists(st.integers(0, 2), min_size=n, max_size=n)),
        "leads": draw(st.lists(st.integers(1, 2), min_size=m, max_size=m)),
        "distinct_groups": draw(st.booleans()),
    }


def by_enumeration(problem: dict[str, Any]) -> tuple[int, float]:
    P, groups = problem["likelihood"], np.array(problem["groups"])
    best = (0, 0.0)
    for choice in product([0, 1], repeat=P.size):
        z = np.array(choice, dtype=bool).reshape(P.shape)
        if np.isnan(P[z]).any() or (z.sum(axis=1) > problem["capacities"]).any():
            continue
        if (z.sum(axis=0) > problem["leads"]).any():
            continue
        if problem["distinct_groups"] and any(
            (z[groups == group].sum(axis=0) > 1).any() for group in set(groups) - {""}
        ):
            continue
        best = max(best, (int(z.sum()), round(float(P[z].sum()), 9)))
    return best


@given(problems())
def test_the_assignment_is_as_good_as_the_best_by_enumeration(problem: dict[str, Any]) -> None:
    found = assign(**problem)
    assert (len(found.leads), round(found.total, 9)) == by_enumeration(problem)
    assert found.bound == pytest.approx(found.total, abs=1e-5)
    assert sum(place.missing for place in found.unfilled) == sum(problem["leads"]) - len(found.leads)


@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_actors_changes_nothing(problem: dict[str, Any], random: Any) -> None:
    n = len(problem["groups"])
    ids, rows = [f"a{i}" for i in range(n)], random.sample(range(n), n)
    mixed = {
        **problem,
        "likelihood": problem["likelihood"][rows],
        **{name: [problem[name][i] for i in rows] for name in ("groups", "capacities")},
    }
    assert assign(**problem, ids=ids) == assign(**mixed, ids=[ids[i] for i in rows])


@given(seed=st.integers(0, 300))
def test_spread_leads_are_the_best_of_the_most_even_by_trying_everything(seed: int) -> None:
    draw = np.random.default_rng(seed)
    P = np.where(draw.random((4, 4)) < 0.3, np.nan, draw.random((4, 4)).round(2))
    groups = list(draw.choice(["A", "B", ""], 4))
    found = assign(P, groups, capacities=2, spread_over=["A", "B"])
    best = (0, 0, 0.0)
    for choice in product(range(-1, 4), repeat=4):
        taken = [(i, a) for a, i in enumerate(choice) if i >= 0]
        if any(np.isnan(P[i, a]) for i, a in taken) or max(Counter(i for i, _ in taken).values(), default=0) > 2:
            continue
        held = Counter(groups[i] for i, _ in taken if groups[i])
        best = max(best, (len(taken), -max(held.values(), default=0), sum(P[i, a] for i, a in taken)))
    held = Counter(groups[i] for _, i, _ in found.leads if groups[i])
    assert found.status == "optimal"
    assert (len(found.leads), -max(held.values(), default=0)) == best[:2]
    assert found.total == pytest.approx(best[2], abs=1e-5)


def test_a_capacity_of_0_is_named_where_it_binds() -> None:
    found = assign([[0.9], [0.8]], ["A", "B"], [0, 0])
    assert found.unfilled[0].why == "those eligible have a capacity of 0"
