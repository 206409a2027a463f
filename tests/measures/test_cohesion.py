"""Cohesion and surprise against plain loops, and where they say nothing."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra.numpy import array_shapes, arrays

from coalition.measures import agreement_index, pairwise_agreement, rice_index, stand_of_others, surprise
from coalition.measures.arguments import ArgumentError

NAN = math.nan
SIZES = array_shapes(min_dims=2, max_dims=2, min_side=0, max_side=7)
STANCES = arrays(float, SIZES, elements=some.sampled_from([1.0, 0.0, -1.0, NAN]))


def taken(values) -> list[float]:
    return [float(value) for value in values if not math.isnan(value)]


@given(STANCES)
def test_cohesion_of_each_item_equals_counting_on_the_fingers(stances: np.ndarray) -> None:
    agreed, rice, pairs = agreement_index(stances), rice_index(stances), pairwise_agreement(stances)
    for item in range(stances.shape[1]):
        votes = taken(stances[:, item])
        yes, no = votes.count(1.0), votes.count(-1.0)
        most = max((votes.count(value) for value in (1.0, 0.0, -1.0)), default=0)
        if len(votes) < 2:
            assert math.isnan(agreed[item])
            assert math.isnan(pairs[item])
        else:
            assert agreed[item] == pytest.approx((most - (len(votes) - most) / 2) / len(votes))
            apart = [abs(a - b) / 2 for a, b in itertools.combinations(votes, 2)]
            assert pairs[item] == pytest.approx(1 - sum(apart) / len(apart))
        assert rice[item] == pytest.approx(abs(yes - no) / (yes + no) if yes + no > 1 else NAN, nan_ok=True)


def most_common(votes: list[float]) -> float:
    """The first of support, abstention and opposition that nothing beats; NaN for no votes."""
    if not votes:
        return NAN
    return max((1.0, 0.0, -1.0), key=lambda value: (votes.count(value), value))


@given(STANCES)
def test_where_the_others_stand_equals_a_loop(stances: np.ndarray) -> None:
    stand, most, others = stand_of_others(stances)
    for member, item in np.ndindex(*stances.shape):
        rest = taken(np.delete(stances[:, item], member))
        assert stand[member, item] == pytest.approx(most_common(rest), nan_ok=True)
        assert others[member, item] == len(rest)
        assert most[member, item] == (rest.count(most_common(rest)) if rest else 0)


@given(STANCES, some.floats(0, 1), some.floats(0.01, 5))
def test_surprise_equals_a_loop_over_members_and_items(stances: np.ndarray, weight: float, prior: float) -> None:
    found = surprise(stances, bloc_weight=weight, prior=prior)
    assert found.shape == stances.shape
    for member, item in np.ndindex(*stances.shape):
        own = stances[member, item]
        others = taken(np.delete(stances[:, item], member))
        elsewhere = []
        for other in range(stances.shape[1]):
            there = most_common(taken(np.delete(stances[:, other], member)))
            if other != item and (not others or there == most_common(others)):
                elsewhere += taken([stances[member, other]])
        if math.isnan(own) or not (others or elsewhere):
            assert math.isnan(found[member, item])
            continue
        by_bloc = (others.count(own) + prior) / (len(others) + 3 * prior)
        by_itself = (elsewhere.count(own) + prior) / (len(elsewhere) + 3 * prior)
        chance = weight * by_bloc + (1 - weight) * by_itself
        if not others:
            chance = by_itself
        elif not elsewhere:
            chance = by_bloc
        assert found[member, item] == pytest.approx(-math.log2(chance))
        assert found[member, item] > 0


@given(STANCES)
def test_the_three_positions_of_a_member_are_all_its_chances(stances: np.ndarray) -> None:
    """Whatever it had voted: the chances add up to 1."""
    for member, item in np.ndindex(*stances.shape):
        total = 0.0
        for value in (1.0, 0.0, -1.0):
            supposed = stances.copy()
            supposed[member, item] = value
            bits = float(surprise(supposed)[member, item])
            total += 1 / 3 if math.isnan(bits) else 2**-bits
        assert total == pytest.approx(1)


def test_a_split_by_thirds_is_none_and_two_camps_a_quarter() -> None:
    assert agreement_index([[1, 1], [0, 1], [-1, -1], [NAN, -1]]).tolist() == [0.0, 0.25]


def test_a_bloc_that_abstains_as_one_is_cohesive_and_has_no_rice_index() -> None:
    assert agreement_index([[0], [0]]).tolist() == [1.0]
    assert np.isnan(rice_index([[0], [0]])).all()


@pytest.mark.parametrize("measure", [agreement_index, rice_index, pairwise_agreement])
def test_of_one_member_nothing_is_said(measure) -> None:
    assert np.isnan(measure([[1, 0, -1]])).all()
    assert measure(np.empty((3, 0))).shape == (0,)


def test_alone_on_a_text_the_own_record_speaks_and_without_one_the_bloc() -> None:
    lone = surprise([[1, 1, -1]])
    assert lone[0].tolist() == pytest.approx([-math.log2(2 / 5)] * 2 + [-math.log2(1 / 5)])
    first = surprise([[-1], [1], [1], [1]])
    assert first[0, 0] == pytest.approx(-math.log2(1 / 6))
    assert np.isnan(surprise([[1]])).all()


def test_a_break_surprises_more_the_more_others_stand_together_and_less_the_more_it_is_a_habit() -> None:
    few, many = (np.ones((members, 4)) for members in (3, 30))
    for bloc in (few, many):
        bloc[0, 0] = -1
    assert surprise(many)[0, 0] > surprise(few)[0, 0]
    habit = many.copy()
    habit[0, :3] = -1
    assert surprise(habit)[0, 0] < surprise(many)[0, 0]


def test_mistakes_are_sentences() -> None:
    with pytest.raises(ArgumentError, match="2 in row 0, column 0"):
        agreement_index([[2]])
    with pytest.raises(ArgumentError, match="bloc_weight: 2"):
        surprise([[1]], bloc_weight=2)
    with pytest.raises(ArgumentError, match="prior: 0"):
        surprise([[1]], prior=0)
