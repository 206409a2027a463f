"""Bridges against T1 and T7, and against plain loops."""

from __future__ import annotations

import pytest
from conftest import make_tables

from coalition.analysis.bridge_words import summary
from coalition.analysis.bridges import bridges
from coalition.analysis.families import families
from coalition.errors import CoalitionError
from coalition.network import Network


def two_camps() -> Network:
    """Six States in each of two groups; the last of each group votes half with the other group."""
    stances = {}
    for item in range(12):
        for actor in range(12):
            side = actor < 6
            agrees = actor in (5, 11) and item % 2 == 0
            position = "support" if (side == (item % 3 != 0)) != agrees else "oppose"
            stances[f"s{actor:02}", f"e{item:02}"] = position
    groups = {f"s{actor:02}": "west" if actor < 6 else "east" for actor in range(12)}
    return Network.from_tables(make_tables(stances, groups=groups))


def test_those_who_vote_half_with_the_other_group_bridge_best() -> None:
    table = bridges(two_camps())
    assert set(table["actor_id"][:2]) == {"s05", "s11"}
    assert (table["rank_low"] <= table["rank"]).all()
    assert (table["rank"] <= table["rank_high"]).all()
    assert set(table.loc[:1, "weakest_group"]) <= {"east", "west"}
    assert (table["n"] == 12).all()


def test_ranking_does_not_change_between_runs() -> None:
    assert bridges(two_camps()).equals(bridges(two_camps()))


def test_whoever_supports_everything_is_listed_unranked_with_the_reason() -> None:
    stances = {
        (f"s{i}", f"e{j}"): "support" if i == 0 or (i + j) % 3 else "oppose" for i in range(12) for j in range(8)
    }
    groups = {f"s{i}": "west" if i < 6 else "east" for i in range(12)}
    table = bridges(Network.from_tables(make_tables(stances, groups=groups))).set_index("actor_id")
    assert "one and the same position" in table.loc["s0", "note"]
    assert table["rank"].isna()["s0"]


def test_one_regional_group_is_not_computable() -> None:
    network = Network.from_tables(make_tables({("a", "e"): "support"}, groups={"a": "west"}))
    with pytest.raises(CoalitionError, match="two or more"):
        bridges(network)


def test_an_unknown_partition_is_refused() -> None:
    with pytest.raises(CoalitionError, match="regional_group, bloc, kind"):
        bridges(two_camps(), by="nonsense")


def test_kinds_with_few_actors_are_not_ranked(seed_network: Network) -> None:
    table = bridges(seed_network, by="kind")
    assert set(table.loc[table["kind"] == "igo", "note"]) == {
        "unranked: fewer than 5 actors of this group support anything on record"
    }
    assert table["weakest_group_congruence"].isna().all()
    assert "observer_state" not in set(table["group"])


def test_families_are_recurring_texts_then_paragraphs_then_the_item(seed_network: Network) -> None:
    items = seed_network.columns(["GA-72-167", "HRC-26-9", "GA-74-152"])
    assert families(seed_network, items) == ["right-development", "paragraph 22", "right-development"]


def test_on_the_seeds_the_sentence_names_the_first_three_and_the_interval(seed_network: Network) -> None:
    table = bridges(seed_network)
    sentence = summary(table, "regional_group")
    assert all(name in sentence for name in table["name"][:3])
    assert f"between {table['rank_low'][0]} and {table['rank_high'][0]} of {table['rank'].notna().sum()}" in sentence
    assert table.set_index("actor_id").loc["PSE", "note"].startswith("unranked")
