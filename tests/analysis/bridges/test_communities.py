"""Consensus communities: planted ones are found, the order does not matter, and regional groups are compared."""

import dataclasses
import itertools

import numpy as np
import pandas as pd
import pytest
from conftest import make_tables
from hypothesis import given
from hypothesis import strategies as st

from coalition.analysis.bridges.backbone import backbone
from coalition.analysis.bridges.communities import (
    COLUMNS,
    UNTESTED,
    by_group,
    communities,
    elsewhere,
    homes,
    likeness_to_groups,
    of_backbone,
    summary,
)
from coalition.measures.arguments import ArgumentError
from coalition.measures.consensus_clustering import adjusted_rand, consensus
from coalition.model.network import Network

RUNS = 5


def planted(sizes, inside=0.9, outside=0.05, seed=1):
    rng = np.random.default_rng(seed)
    block = np.repeat(np.arange(len(sizes)), sizes)
    chance = np.where(np.equal.outer(block, block), inside, outside)
    upper = np.triu(rng.random(chance.shape) < chance, 1)
    return upper | upper.T, block


def two_camps(items=12, **more):
    """Four States of the north support the first half of the items, four of the south the second half."""
    stances = {
        (f"{camp}{number}", f"item{item:02}"): "support" if (item < items // 2) == (camp == "n") else "oppose"
        for camp, number, item in itertools.product("ns", range(4), range(items))
    }
    groups = {
        f"{camp}{number}": {"n": "north", "s": "south"}[camp] for camp, number in itertools.product("ns", range(4))
    }
    return make_tables(stances | more.get("stances", {}), groups=groups | more.get("groups", {}))


def test_planted_communities_are_found_largest_first():
    tied, block = planted([8, 14, 11])
    found = consensus(tied, runs=RUNS)
    assert adjusted_rand(list(found.community), list(block)) == 1.0
    assert [int((found.community == number).sum()) for number in (1, 2, 3)] == [14, 11, 8]
    assert np.nanmin(found.stability) > 0.9


def test_an_actor_without_a_tie_is_in_no_community_and_its_stability_is_undefined():
    tied, _ = planted([6, 6])
    wider = np.zeros((13, 13), dtype=bool)
    wider[:12, :12] = tied
    found = consensus(wider, runs=RUNS)
    assert found.community[12] == 0
    assert np.isnan(found.stability[12])


@pytest.mark.parametrize("size", [0, 1, 3])
def test_without_ties_there_are_no_communities(size):
    found = consensus(np.zeros((size, size), dtype=bool))
    assert found.community.tolist() == [0] * size
    assert found.rounds == 0


def test_everybody_tied_to_everybody_is_one_community():
    found = consensus(np.ones((9, 9), dtype=bool), runs=RUNS)
    assert found.community.tolist() == [1] * 9
    assert found.stability.tolist() == [1.0] * 9


def test_runs_that_differ_end_in_agreement_and_show_in_the_stability():
    rng = np.random.default_rng(2)
    upper = np.triu(rng.random((40, 40)) < 0.15, 1)
    found = consensus(upper | upper.T)
    assert 1 < found.rounds < 20
    assert 0 < np.nanmin(found.stability) < 1
    again = consensus(upper | upper.T)
    assert np.array_equal(found.community, again.community)


def test_self_ties_are_ignored():
    tied, _ = planted([6, 6])
    assert np.array_equal(consensus(tied, 3).community, consensus(tied | np.eye(12, dtype=bool), 3).community)


@pytest.mark.parametrize(
    ("tied", "arguments", "words"),
    [
        (np.zeros((2, 3)), {}, "square"),
        ([[0, 2], [2, 0]], {}, "true and false"),
        ([[0, 1], [0, 0]], {}, "symmetric"),
        ([[0, 1], [1, 0]], {"runs": 1}, "runs: 1"),
        ([[0, 1], [1, 0]], {"threshold": 0.0}, "threshold: 0"),
    ],
)
def test_wrong_arguments_are_named(tied, arguments, words):
    with pytest.raises(ArgumentError, match=words):
        consensus(tied, **arguments)


labels = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=9)


@given(labels)
def test_the_rand_index_is_the_share_of_pairs_agreed_on_beyond_chance(pairs):
    one, other = [a for a, _ in pairs], [b for _, b in pairs]
    both = [(one[i] == one[j], other[i] == other[j]) for i, j in itertools.combinations(range(len(one)), 2)]
    first, second = sum(a for a, _ in both), sum(b for _, b in both)
    together = sum(a and b for a, b in both)
    chance = first * second / len(both) if both else 0
    most = (first + second) / 2
    expected = (together - chance) / (most - chance) if most != chance else np.nan
    assert adjusted_rand(one, other) == pytest.approx(expected, nan_ok=True)


def test_the_rand_index_is_one_for_the_same_partition_under_other_names():
    assert adjusted_rand([1, 1, 2, 3], ["b", "b", "a", "c"]) == 1.0
    assert np.isnan(adjusted_rand([1, 1], [2, 2]))
    assert np.isnan(adjusted_rand([], []))
    with pytest.raises(ArgumentError, match="of 1 and of 2"):
        adjusted_rand([1], [1, 2])


# On a map


def test_two_camps_are_two_communities_and_their_groups():
    network = Network.from_tables(two_camps())
    table = communities(network, runs=RUNS)
    assert list(table.columns) == COLUMNS
    assert likeness_to_groups(table) == 1.0
    assert by_group(table).to_numpy().tolist() == [[4, 0], [0, 4]]
    assert homes(table) == {"north": 1, "south": 2}
    assert elsewhere(table).empty
    assert summary(network, table).startswith("2 communities of 4 and 4; likeness to the regional groups 1.00")


def test_whoever_votes_with_the_other_camp_is_elsewhere_and_named():
    tables = two_camps()
    groups = tables.actors["regional_group"].where(tables.actors["id"] != "n3", "south")
    network = Network.from_tables(dataclasses.replace(tables, actors=tables.actors.assign(regional_group=groups)))
    table = communities(network, runs=RUNS)
    assert list(elsewhere(table)["actor_id"]) == ["n3"]
    row = table.set_index("actor_id").loc["n3"]
    assert (row["community"], row["home"], row["ties"], row["ties_inside"]) == (1, 2, 3, 3)
    assert "most of its regional group (South) are in community 2" in row["sentence"]
    assert "N3 (South)" in summary(network, table)


def test_whoever_supports_everything_is_in_no_community_and_told_why():
    more = {("all", f"item{item:02}"): "support" for item in range(12)}
    network = Network.from_tables(two_camps(stances=more))
    row = communities(network, runs=RUNS).set_index("actor_id").loc["all"]
    assert pd.isna(row["community"])
    assert pd.isna(row["stability"])
    assert pd.isna(row["home"])
    assert not row["elsewhere"]
    assert row["note"] == UNTESTED


def test_where_no_tie_survives_there_are_no_communities_and_the_note_says_how_many_items_are_needed():
    network = Network.from_tables(two_camps(4))
    table = communities(network, runs=RUNS)
    assert table["community"].isna().all()
    assert summary(network, table).startswith("No communities: below 40 items")
    assert "items would be needed" in table["note"].iloc[0]
    assert np.isnan(likeness_to_groups(table))


def test_a_map_without_actors_of_the_kind_says_so():
    network = Network.from_tables(two_camps())
    table = communities(network, "ngo", runs=RUNS)
    assert table.empty
    assert list(table.columns) == COLUMNS
    assert "no actor of this kind" in summary(network, table)


def test_the_order_of_the_tables_does_not_matter():
    tables = two_camps()
    turned = dataclasses.replace(tables, actors=tables.actors[::-1].reset_index(drop=True),
                                 stances=tables.stances[::-1].reset_index(drop=True))  # fmt: skip
    one, other = (communities(Network.from_tables(some), runs=RUNS) for some in (tables, turned))
    pd.testing.assert_frame_equal(one, other)


def test_seed_states_are_not_divided_as_the_regional_groups_are(seed_network):
    found = backbone(seed_network)
    table = of_backbone(seed_network, found, runs=RUNS)
    assert len(table) == len(found.ids)
    placed = table[table["community"].notna()]
    assert placed["stability"].between(0, 1).all()
    assert (placed["ties_inside"] <= placed["ties"]).all()
    assert 0 < likeness_to_groups(table) < 0.6
    assert set(elsewhere(table)["actor_id"]) >= {"JPN", "KOR", "RUS", "BLR"}
