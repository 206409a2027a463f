"""Leads and takers on a small map and on the seeds: who is named, by which rule, in which words."""

from __future__ import annotations

import numpy as np
import pytest
from conftest import make_tables

from coalition.analysis.gaps.candidates import who_could_take
from coalition.analysis.gaps.gaps import gaps
from coalition.analysis.gaps.leads import COLUMNS, assign_leads, eligible, plausibility
from coalition.analysis.gaps.wording import leads_summary as summary
from coalition.errors import UnknownIdError
from coalition.measures.arguments import ArgumentError
from coalition.model.network import Network
from coalition.model.vocabulary import Tables

GROUPS = {"a": "west", "b": "west", "c": "east", "n": "west", "o": "east"}
BEARS_ON = {"led": "R1", "two": "R2", "three": "R3", "four": "R4", "vote": "R5"}
LEADERS = ["no lead", "leads not recorded"]
STANCES = {
    ("a", "led"): "support", ("a", "two"): "support", ("a", "three"): "support",
    ("b", "two"): "support", ("b", "four"): "support", ("n", "two"): "support",
    ("c", "three"): "support", ("n", "three"): "support", ("c", "vote"): "abstain", ("o", "vote"): "oppose",
    ("o", "two"): "absent",
}  # fmt: skip


@pytest.fixture(scope="module")
def small() -> Network:
    goals = {f"R{i}": {"paragraph": "1" if i < 5 else "5"} for i in range(1, 7)}
    goals["R3"]["addressed_to"] = "ngo"
    goals["R6"] = {"paragraph": "1", "addressed_to": "nhri"}
    leadership = {item: {"leadership": "yes"} if item == "led" else {} for item in BEARS_ON}
    return Network.from_tables(
        make_tables(
            STANCES, groups=GROUPS, kinds={"n": "ngo"}, evidence=leadership, bears_on=BEARS_ON, recommendations=goals
        )
    )


def test_the_plausibility_is_the_mean_of_the_three_shares(small: Network) -> None:
    P = plausibility(small)
    a, r2 = list(small.actors.index).index("a"), list(small.recommendations.index).index("R2")
    # a on R2: leads 1 of the 2 others it supports; supports 2 of R1, R3, R4 (one theme), 2 of 3 in all.
    assert P[a, r2] == pytest.approx((1 / 2 + 2 / 3 + 2 / 3) / 3)
    assert np.nanmin(P) >= 0
    assert np.nanmax(P) <= 1


def test_only_supporters_of_an_addressed_kind_are_eligible_where_there_is_one(small: Network) -> None:
    table = eligible(small)
    actors = np.array(small.actors.index)
    assert list(actors[table[:, list(small.recommendations.index).index("R3")]]) == ["n"]
    assert list(actors[table[:, list(small.recommendations.index).index("R2")]]) == ["a", "b"]


def test_leads_go_to_those_without_a_recorded_lead_and_nobody_is_overloaded(small: Network) -> None:
    found = assign_leads(small, capacity=1, unrecorded=True)
    assert list(found.table.columns) == COLUMNS
    assert list(zip(found.table["recommendation_id"], found.table["actor_id"], strict=True)) == [
        ("R2", "a"), ("R3", "n"), ("R4", "b"),
    ]  # fmt: skip
    assert found.table["reason"][0] == (
        "leads 1 of the 2 others it supports on the theme; supports 2 of 3 others on the theme; "
        "supports 2 of 3 others in all"
    )
    assert summary(found).startswith("3 leads proposed, among 3 actors.")


def test_a_place_that_nobody_can_take_has_a_row_with_the_reason(small: Network) -> None:
    found = assign_leads(small, ["R5", "R2"], leads=2)
    assert list(found.table["recommendation_id"]) == ["R2", "R2", "R5", "R5"]
    assert list(found.table["note"]) == [
        "", "those eligible come from 1 group, 2 needed", "nobody is eligible", "nobody is eligible",
    ]  # fmt: skip
    assert "3 of the places cannot be filled" in summary(found)


def test_wrong_arguments_are_named(small: Network) -> None:
    with pytest.raises(UnknownIdError, match="no recommendation R99"):
        assign_leads(small, ["R99"])
    with pytest.raises(ArgumentError, match="R2 given more than once"):
        assign_leads(small, ["R2", "R2"])
    with pytest.raises(ArgumentError, match="give a list"):
        assign_leads(small, "R2")
    with pytest.raises(ArgumentError, match="bank is no kind"):
        assign_leads(small, among=["bank"])
    with pytest.raises(UnknownIdError, match="no recommendation R99"):
        who_could_take(small, "R99")
    with pytest.raises(ArgumentError, match="each: 0"):
        who_could_take(small, "R2", each=0)


def test_an_empty_network_has_no_leads() -> None:
    found = assign_leads(Network.from_tables(Tables.empty()))
    assert found.table.empty
    assert summary(found) == "Every recommendation with a supporter has a lead on record."


def test_undecided_ones_come_with_what_they_did_and_the_opposed_are_left_out(small: Network) -> None:
    table = who_could_take(small, "R5")
    undecided = table[table["for_gap"] == "no supporter, opposed"]
    assert list(undecided["actor_id"]) == ["c"]
    assert table["why"][0].startswith("abstained on vote (2015)")
    assert "o" not in set(table["actor_id"])


def test_a_missing_group_is_sought_among_its_states_that_support_siblings(small: Network) -> None:
    table = who_could_take(small, "R2")
    missing = table[table["for_gap"] == "one group only"]
    assert list(missing["actor_id"]) == ["c"]
    assert missing["why"].iloc[0] == "supports R3 of paragraph 1"
    lead = table[table["for_gap"] == "leads not recorded"]
    assert list(lead["actor_id"]) == ["a", "b"]
    assert lead["why"].iloc[0].startswith("supports it; leads 1 of the 2 others")


def test_not_asked_yet_says_what_to_ask_and_whom(small: Network) -> None:
    table = who_could_take(small, "R6")
    assert list(table["actor_id"]) == [""]
    assert table["why"][0].startswith(
        "nobody on record: no vote, list or law in the data bears on it. Ask one of those it is addressed to (NHRI) "
    )


def test_every_set_of_gaps_in_the_seeds_has_a_name_or_says_that_there_is_none(seed_network: Network) -> None:
    table = gaps(seed_network).drop_duplicates("gaps")
    for key, found in zip(table["recommendation_id"], table["gaps"], strict=True):
        takers = who_could_take(seed_network, key, each=2)
        assert takers.empty == (not set(found.split(";")) - {"duplicated", ""})
        assert (takers["why"] != "").all()
        codes = seed_network.positions_on(key).set_index("actor_id")["position"]
        named = takers.loc[(takers["actor_id"] != "") & ~takers["for_gap"].isin(LEADERS), "actor_id"]
        assert not set(codes.reindex(named).dropna()) & {"opposed", "leads", "supports"}


def without_a_lead(network: Network) -> tuple[set[str], set[str]]:
    """Recommendations with a supporter and no lead: where evidence would show one, and where it would not."""
    held = network.positions.groupby("recommendation_id")["position"].agg(set)
    open_ones = [key for key, there in held.items() if "supports" in there and "leads" not in there]
    shown = [
        ((rows["kind"].isin(["cosponsorship", "law"])) | (rows["leadership"] == "yes")).any()
        for rows in (network.evidence.loc[network.evidence_of(key)] for key in open_ones)
    ]
    told = {key for key, there in zip(open_ones, shown, strict=True) if there}
    return told, set(open_ones) - told


def test_on_the_seeds_only_those_are_shared_out_on_which_a_lead_would_show(seed_network: Network) -> None:
    told, untold = without_a_lead(seed_network)
    found = assign_leads(seed_network)
    assert found.assignment.status == "optimal"
    assert set(found.table["recommendation_id"]) == told
    assert set(found.unrecorded) == untold
    assert f"Left out: {len(untold)} on which leads are not recorded" in summary(found)
    every = assign_leads(seed_network, unrecorded=True)
    assert set(every.table["recommendation_id"]) == told | untold
    assert every.table["actor_id"].value_counts().max() <= 2
    assert not every.unrecorded


def test_leads_are_spread_over_regional_groups_unless_told_otherwise(seed_network: Network) -> None:
    spread, uneven = (assign_leads(seed_network, unrecorded=True, spread=way) for way in (True, False))
    held = [one.table["regional_group"].value_counts().max() for one in (spread, uneven)]
    assert held[0] < held[1]
    assert spread.assignment.total <= uneven.assignment.total
    assert len(spread.assignment.leads) == len(uneven.assignment.leads)
