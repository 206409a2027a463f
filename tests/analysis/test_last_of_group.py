"""What hangs on one State: known answers, and a count by hand."""

import pytest
from conftest import make_tables
from hypothesis import given
from hypothesis import strategies as st

from coalition.analysis.coverage import last_of_group
from coalition.errors import UnknownIdError
from coalition.model.network import Network


def test_what_spans_two_groups_through_one_state_would_be_left_to_one():
    stances = {(actor, "law"): "support" for actor in ("w1", "w2", "e1")}
    tables = make_tables(stances, groups={"w1": "west", "w2": "west", "e1": "east"}, bears_on={"law": "R1"})
    assert last_of_group(Network.from_tables(tables), "R1") == [("e1", "west")]


@given(groups=st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["west", "east", "south", ""])))
def test_it_agrees_with_a_count_by_hand(groups):
    stances = {(actor, "law"): "support" for actor in groups} | {("x", "law"): "oppose"}
    network = Network.from_tables(make_tables(stances, groups=groups, bears_on={"law": "R1"}))
    expected = []
    for actor in groups:
        before = set(groups.values()) - {""}
        after = {group for other, group in groups.items() if other != actor} - {""}
        if len(before) == 2 and len(after) == 1:
            expected.append((actor, after.pop()))
    assert sorted(last_of_group(network, "R1")) == sorted(expected)


def test_an_unknown_recommendation_is_an_error(seed_network):
    with pytest.raises(UnknownIdError):
        last_of_group(seed_network, "R99")
