"""What hangs on one State: known answers, and a count by hand over every recommendation."""

import pytest

from coalition.analysis.coverage import last_of_group
from coalition.errors import UnknownIdError
from coalition.model.vocabulary import STATES, Standing


def test_the_law_on_due_diligence_spans_two_groups_through_one_state(seed_network):
    assert last_of_group(seed_network, "R24.8") == [("LVA", "weog")]


def test_every_recommendation_agrees_with_a_count_by_hand(seed_network):
    group, kind = seed_network.actors["regional_group"], seed_network.actors["kind"]
    some = 0
    for recommendation, held in seed_network.positions.groupby("recommendation_id"):
        backing = [
            row.actor_id
            for row in held.itertuples()
            if row.position in {Standing.LEADS, Standing.SUPPORTS} and kind[row.actor_id] in STATES
        ]
        expected = []
        for actor in backing:
            before = {group[other] for other in backing} - {""}
            after = {group[other] for other in backing if other != actor} - {""}
            if len(before) == 2 and len(after) == 1:
                expected.append((actor, after.pop()))
        assert sorted(last_of_group(seed_network, recommendation)) == sorted(expected)
        some += bool(expected)
    assert some


def test_an_unknown_recommendation_is_an_error(seed_network):
    with pytest.raises(UnknownIdError):
        last_of_group(seed_network, "R99")
