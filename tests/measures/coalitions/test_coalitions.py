"""Smallest coalitions against brute force on small random inputs, known answers (T10), and every way of having none."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import combinations, permutations
from typing import Any

import numpy as np
import pytest
from conftest import FEW
from hypothesis import given
from hypothesis import strategies as st

from coalition.measures.arguments import ArgumentError
from coalition.measures.coalitions.certificate import Coalition, at_least
from coalition.measures.coalitions.programme import greedy
from coalition.measures.coalitions.rules import Rules, broken, compiled
from coalition.measures.coalitions.solve import largest_coverage, smallest_coalition

T10 = np.array([[1, 1, 1, 1, 0, 0], [1, 1, 0, 0, 1, 0], [0, 0, 1, 1, 0, 1]], dtype=bool)
NAMES: dict[str, Any] = {"ids": ["G1", "O1", "O2"], "items": [1, 2, 3, 4, 5, 6]}
GROUPS = ["W", "A", "G"]
RULES = {field.name for field in fields(Rules)}


def test_the_optimum_of_t10_is_two_where_greedy_takes_three() -> None:
    found = smallest_coalition(T10, GROUPS, alternatives=1, **NAMES)
    assert (found.status, found.members, found.bound, found.gap) == ("optimal", ("O1", "O2"), 2.0, 0.0)
    assert len(greedy(compiled(T10, GROUPS, Rules(groups=1), **NAMES))) == 3
    assert "no coalition of fewer than 2" in found.certificate
    assert found.several is False


def test_three_groups_in_all_need_three_members_in_t10() -> None:
    assert smallest_coalition(T10, GROUPS, Rules(span=3), **NAMES).members == ("G1", "O1", "O2")


def test_two_supporters_each_are_impossible_in_t10_and_items_5_and_6_are_named() -> None:
    found = smallest_coalition(T10, GROUPS, Rules(supporters=2), **NAMES)
    assert found.status == "infeasible"
    assert found.unmet == ("5 has 1 supporter, 2 needed", "6 has 1 supporter, 2 needed")
    assert found.nearest is not None
    assert found.nearest.members == ("G1", "O1", "O2")
    assert found.nearest.shortfalls == ("5 has 1 of 2 supporters", "6 has 1 of 2 supporters")


def test_a_budget_that_is_too_small_names_the_least_that_would_do() -> None:
    found = smallest_coalition(T10, GROUPS, Rules(budget=1), **NAMES)
    assert found.unmet == ("the budget of 1 is too small: 2 needed",)
    assert found.nearest is not None
    assert (found.nearest.members, len(found.nearest.shortfalls)) == (("G1",), 2)


def test_the_largest_coverage_of_one_member_in_t10() -> None:
    found = largest_coverage(T10, GROUPS, Rules(budget=1), **NAMES)
    assert (found.status, found.members, found.covered, found.bound) == ("optimal", ("G1",), (1, 2, 3, 4), 4.0)
    assert largest_coverage(T10, GROUPS, Rules(budget=2), **NAMES).members == ("O1", "O2")
    nobody = largest_coverage(T10, GROUPS, Rules(budget=0), **NAMES)
    assert (nobody.status, nobody.members, nobody.covered) == ("optimal", (), ())


def test_each_member_says_what_would_fall_short_without_it() -> None:
    found = smallest_coalition(T10, GROUPS, **NAMES)
    assert [(reason.id, reason.needed_for) for reason in found.reasons] == [("O1", (1, 2, 5)), ("O2", (3, 4, 6))]
    kept = smallest_coalition(T10, GROUPS, Rules(must=["G1"]), **NAMES)
    assert kept.members == ("G1", "O1", "O2")
    assert kept.reasons[0].why == "named as a must"


def test_ties_are_broken_by_weight_and_not_by_the_order_of_rows() -> None:
    same, groups = np.ones((4, 2), dtype=bool), ["A", "B", "C", "D"]
    plain = smallest_coalition(same, groups, ids=["d", "c", "b", "a"], alternatives=1)
    assert (plain.size, plain.several) == (1, True)
    for ids in permutations("abcd"):
        assert smallest_coalition(same, groups, ids=ids).members == plain.members
    assert "one of several" in plain.certificate
    heavy = smallest_coalition(same, groups, ids=["d", "c", "b", "a"], weights=[0.2, 0.9, 0.9, 0.1])
    assert heavy.members in {("b",), ("c",)}


def test_alternatives_are_of_the_same_size_and_differ_as_much_as_they_can() -> None:
    support = np.repeat(np.eye(2, dtype=bool), 3, axis=0)
    found = smallest_coalition(support, ["A"] * 6, ids=list("abcdef"), alternatives=10)
    assert found.members == ("a", "d")
    assert len(found.alternatives) == 8
    assert {other.members for other in found.alternatives} | {found.members} == {
        (one, two) for one in "abc" for two in "def"
    }
    first = found.alternatives[0]
    assert (first.shared, first.instead, first.instead_of) == (0, ("b", "e"), ("a", "d"))
    assert first.words == "shares 0 of 2 members; b, e instead of a, d"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"groups": 2}, "5 has supporters in 1 group, 2 needed"),
        ({"must_not": ["O1"]}, "5 has 0 supporters once those who must not take part are left out, 1 needed"),
        ({"span": 4}, "the coalition as a whole could reach 3 groups, 4 needed"),
        ({"quota": {"ngo": 2}}, "ngo: 1 could take part, 2 needed"),
        ({"quota": {"state": (0, 0)}}, "the quotas (state 0 to 0) cannot be met together with the other rules"),
    ],
)
def test_the_rule_that_cannot_be_met_is_named(more: dict[str, Any], words: str) -> None:
    found = smallest_coalition(T10, GROUPS, Rules(**more), kinds=["state", "state", "ngo"], **NAMES)
    assert found.status == "infeasible"
    assert words in found.unmet
    assert found.nearest is not None
    assert found.nearest.proven


def smallest_by_names(**given: Any) -> Coalition:
    """Of T10, by the fields of rules and the other arguments together."""
    rules = Rules(**{key: given.pop(key) for key in RULES & set(given)})
    return smallest_coalition(T10, GROUPS, rules, **given)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"supporters": 0}, "supporters: 0 is not possible here; use 1 or more"),
        ({"groups": -1}, "groups: -1"),
        ({"budget": -1}, "budget: -1"),
        ({"must": ["X9"]}, "must: X9 not among the 3 actors"),
        ({"must_not": "G1"}, "give a list of ids"),
        ({"must_not": None}, "must_not: None is no list"),
        ({"among": None}, "among: None is no list; give a list of kinds"),
        ({"must": ["G1"], "must_not": ["G1"]}, "must and must_not: G1 in both"),
        ({"supporters": 1.5}, "supporters: 1.5 is no whole number"),
        ({"seats": "yes"}, "seats: 'yes' is neither True nor False"),
        ({"quota": None}, "quota: None is no mapping"),
        ({"quota": {"state": (2,)}}, r"quota: 'state': \(2,\) is no number of members"),
        ({"quota": {"state": ("a", "b")}}, "is no number of members"),
        ({"quota": {"state": (np.nan, None)}}, "is no number of members"),
        ({"quota": {"state": [2, 3]}}, "is no number of members"),
        ({"quota": {"state": True}}, "is no number of members"),
        ({"quota": {"nhri": 1}}, "quota: 'nhri' is no kind or group"),
        ({"quota": {"W": (2, 1)}}, "at least 2 and at most 1"),
        ({"weights": [1, np.nan, 1]}, "weights: nan of actor 1"),
        ({"costs": [1, 1]}, "costs: shape"),
        ({"kinds": ["state"]}, "groups are given for 3 actors"),
        ({"alternatives": 11}, "alternatives: 11 is not possible here; use 0 to 10"),
        ({"time_limit": -1}, "time_limit: -1"),
        ({"ids": ["a", "a", "b"]}, "ids: a given more than once"),
        ({"ids": ["a"]}, "ids: 1 are given"),
    ],
)
def test_a_wrong_argument_is_named(more: dict[str, Any], words: str) -> None:
    with pytest.raises(ArgumentError, match=words):
        smallest_by_names(**{**NAMES, **more})
    with pytest.raises(ArgumentError, match="groups"):
        smallest_coalition(T10, ["W"])
    with pytest.raises(ArgumentError, match="not true or false"):
        smallest_coalition([[0.5]], ["W"])


def test_empty_inputs_have_the_empty_coalition_or_name_what_is_missing() -> None:
    nothing = smallest_coalition(np.zeros((0, 0), dtype=bool), [])
    assert (nothing.status, nothing.members) == ("optimal", ())
    assert smallest_coalition(np.zeros((2, 0), dtype=bool), ["A", "B"]).members == ()
    lonely = smallest_coalition(np.zeros((0, 1), dtype=bool), [])
    assert lonely.unmet == ("0 has 0 supporters, 1 needed",)
    assert lonely.nearest is not None
    assert lonely.nearest.members == ()
    one = smallest_coalition([[True]], [""], alternatives=1)
    assert (one.members, one.several) == ((0,), False)
    assert smallest_coalition([[True]], [""], Rules(groups=1)).unmet == ("0 has supporters in 0 groups, 1 needed",)


def test_without_time_the_greedy_answer_is_called_not_proven() -> None:
    found = smallest_coalition(T10, GROUPS, time_limit=0, **NAMES)
    assert (found.status, found.size, found.several) == ("feasible", 3, None)
    assert "not proven" in found.certificate
    none = smallest_coalition(T10, GROUPS, Rules(budget=2), time_limit=0, **NAMES)
    assert (none.status, none.members) == ("unknown", ())


def test_costs_count_for_the_budget_and_not_for_the_aim() -> None:
    found = smallest_coalition(T10, GROUPS, Rules(budget=5), costs=[1, 2, 3], **NAMES)
    assert found.members == ("O1", "O2")
    assert smallest_coalition(T10, GROUPS, Rules(budget=4.5), costs=[1, 2, 3], **NAMES).unmet == (
        "the budget of 4.5 is too small: 5 needed",
    )


def test_the_recount_names_every_broken_rule() -> None:
    rules = compiled(
        T10, GROUPS, Rules(groups=1, must=["O2"], must_not=["G1"], budget=0, quota={"A": (1, 1)}, span=2), **NAMES
    )
    assert set(broken(rules, [0])) == {
        "O2 is missing",
        "G1 must not take part",
        "5 has 0 of 1 supporter",
        "6 has 0 of 1 supporter",
        "the coalition as a whole reaches 1 of 2 groups",
        "1 member where the budget allows 0",
        "A: 0 of at least 1",
    }


@st.composite
def problems(draw: st.DrawFn) -> dict[str, Any]:
    n, m = draw(st.integers(1, 7)), draw(st.integers(1, 5))
    cells = draw(st.lists(st.booleans(), min_size=n * m, max_size=n * m))
    actors = st.lists(st.sampled_from([f"a{i}" for i in range(n)]), unique=True, max_size=2)
    kinds = draw(st.lists(st.sampled_from(["state", "ngo"]), min_size=n, max_size=n))
    low = draw(st.integers(0, 2))
    must = draw(actors)
    return {
        "support": np.array(cells, dtype=bool).reshape(n, m),
        "groups": draw(st.lists(st.sampled_from(["A", "B", "C", ""]), min_size=n, max_size=n)),
        "rules": Rules(
            supporters=draw(st.integers(1, 2)),
            groups=draw(st.integers(0, 2)),
            must=must,
            must_not=[key for key in draw(actors) if key not in must],
            budget=draw(st.sampled_from([None, 1, 3, 5])),
            quota={kinds[0]: (low, draw(st.sampled_from([None, low, low + 2])))} if draw(st.booleans()) else {},
            span=draw(st.integers(0, 2)),
        ),
        "kinds": kinds,
        "weights": draw(st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=n, max_size=n)),
        "ids": [f"a{i}" for i in range(n)],
    }


def by_enumeration(problem: dict[str, Any]) -> tuple[int, float] | None:
    """Size and weight of the best coalition by trying all of them."""
    rules = compiled(**problem)
    for size in range(len(rules.ids) + 1):
        fitting = [team for team in combinations(range(len(rules.ids)), size) if not broken(rules, team)]
        if fitting:
            return size, max(rules.weights[list(team)].sum() for team in fitting)
    return None


@given(problems())
def test_the_answer_is_the_one_that_enumeration_finds(problem: dict[str, Any]) -> None:
    best = by_enumeration(problem)
    found = smallest_coalition(**problem, alternatives=1)
    if best is None:
        assert found.status == "infeasible"
        assert found.unmet
        assert found.nearest is not None
    else:
        rules = compiled(**problem)
        weight = sum(rules.weights[rules.ids.index(key)] for key in found.members)
        assert (found.status, found.size, weight) == ("optimal", best[0], pytest.approx(best[1]))
        assert found.bound == found.size
        for other in found.alternatives:
            assert len(other.members) == found.size
            assert not broken(rules, [rules.ids.index(key) for key in other.members])
        fitting = [
            team for team in combinations(range(len(rules.ids)), found.size) if not broken(rules, team)
        ]  # fmt: skip
        assert found.several == (len(fitting) > 1)


@FEW
@given(problems(), st.integers(0, 3))
def test_the_largest_coverage_is_the_one_that_enumeration_finds(problem: dict[str, Any], budget: int) -> None:
    problem = {**problem, "rules": replace(problem["rules"], budget=budget, must=(), quota={}, span=0)}
    rules = compiled(**problem)
    free = [i for i in range(len(rules.ids)) if i not in rules.must_not]
    teams = [team for size in range(budget + 1) for team in combinations(free, size)]
    reached = [
        sum(not broken(rules, team, [item]) for item in range(len(rules.items))) for team in teams
    ]  # fmt: skip
    found = largest_coverage(**problem)
    assert found.status == "optimal"
    assert len(found.covered) == max(reached) == found.bound
    assert found.size == min(len(team) for team, count in zip(teams, reached, strict=True) if count == max(reached))


@FEW
@given(problems(), st.randoms(use_true_random=False))
def test_order_of_rows_and_columns_and_twin_columns_change_nothing(problem: dict[str, Any], random: Any) -> None:
    n, m = problem["support"].shape
    rows, columns = random.sample(range(n), n), [*random.sample(range(m), m), 0]
    mixed = {
        **problem,
        "support": problem["support"][rows][:, columns],
        **{name: [problem[name][i] for i in rows] for name in ("groups", "kinds", "weights", "ids")},
    }
    one, other = smallest_coalition(**problem), smallest_coalition(**mixed)
    assert (one.status, one.members) == (other.status, other.members)


@FEW
@given(problems())
def test_the_nearest_falls_short_by_as_little_as_can_be(problem: dict[str, Any]) -> None:
    problem = {**problem, "rules": Rules(problem["rules"].supporters, budget=problem["rules"].budget)}
    found = smallest_coalition(**problem)
    if found.status == "infeasible":
        rules = compiled(**problem)
        size = len(rules.ids) if rules.budget is None else min(int(rules.budget), len(rules.ids))
        least = min(
            np.maximum(rules.supporters - rules.support[list(team)].sum(axis=0), 0).sum()
            for count in range(size + 1)
            for team in combinations(range(len(rules.ids)), count)
        )
        assert found.nearest is not None
        team = [rules.ids.index(key) for key in found.nearest.members]
        assert len(team) <= size
        assert np.maximum(rules.supporters - rules.support[team].sum(axis=0), 0).sum() == least


def test_actors_that_only_fill_a_group_are_exchangeable_too() -> None:
    found = smallest_coalition([[0], [0], [0], [1]], ["A", "A", "A", "B"], Rules(span=2), alternatives=10)
    assert (found.members, found.several) == ((0, 3), True)
    assert {other.members for other in found.alternatives} == {(1, 3), (2, 3)}


def test_one_of_a_thing_is_said_as_one() -> None:
    one = smallest_coalition([[True]], ["A"])
    assert one.certificate.startswith("1 member: the one recommendation covered; proven")
    hasty = smallest_coalition([[True, False], [False, True]], ["A", "B"], time_limit=0)
    assert "at least 0" not in hasty.certificate
    assert at_least(0.0) == "how few would do is not known"
    assert (at_least(1.0), at_least(2.0)) == ("at least 1 is needed", "at least 2 are needed")
