"""Bridges of a network: ranks, intervals, notes and words, by every partition."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from conftest import make_tables

from coalition.analysis.bridges.ranking import CHANCES, COLUMNS, bridges
from coalition.analysis.bridges.wording import how_weak, ranking_summary
from coalition.analysis.contested import families
from coalition.analysis.coverage import supports
from coalition.errors import CoalitionError
from coalition.measures.arguments import ArgumentError
from coalition.measures.brokerage import ROLES
from coalition.model.network import Network
from coalition.model.vocabulary import Tables


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
    with pytest.raises(CoalitionError, match=r"nothing to bridge: .* fewer than two regional groups"):
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
    items = seed_network.columns(["GA-72-167", "HRC-45-31", "GA-74-152"])
    assert families(seed_network, items) == ["right-development", "paragraph 19", "right-development"]


def test_on_the_seeds_the_sentence_names_the_first_three_and_the_interval(seed_network: Network) -> None:
    table = bridges(seed_network)
    sentence = ranking_summary(table, "regional_group")
    assert all(name in sentence for name in table["name"][:3])
    assert f"between {table['rank_low'][0]} and {table['rank_high'][0]} of {table['rank'].notna().sum()}" in sentence
    assert table.set_index("actor_id").loc["PSE", "note"].startswith("unranked")


def test_names_and_the_order_of_rows_do_not_matter(seeds: Tables, seed_network: Network) -> None:
    plain = bridges(seed_network, replicates=20).set_index("actor_id")
    order = np.random.default_rng(3).permutation(len(seeds.actors))
    moved = replace(
        seeds,
        actors=seeds.actors.iloc[order].reset_index(drop=True),
        stances=seeds.stances.sample(frac=1, random_state=4).reset_index(drop=True),
    )
    other = bridges(Network.from_tables(moved), replicates=20).set_index("actor_id").loc[plain.index]
    pd.testing.assert_frame_equal(plain, other, check_exact=False, atol=1e-9)


@pytest.mark.parametrize("by", ["regional_group", "bloc", "kind", "country", "visibility"])
def test_every_partition_has_the_same_columns_and_a_sentence_per_row(seeds: Tables, by: str) -> None:
    if by == "visibility":  # two groups of many States: ranked by agreement, non-States left out
        actors = seeds.actors.assign(visibility=["public" if i % 2 else "protected" for i in range(len(seeds.actors))])
        seeds = replace(seeds, actors=actors)
    table = bridges(Network.from_tables(seeds), by, replicates=10)
    assert list(table.columns) == COLUMNS
    assert set(table["measure"]) == {"coverage" if by in ("kind", "country") else "agreement"}
    assert table["rank"].dropna().is_monotonic_increasing
    ranked = table[table["rank"].notna()]
    assert (ranked["rank_low"] <= ranked["rank"]).all()
    assert (ranked["rank"] <= ranked["rank_high"]).all()
    assert all(name in sentence for name, sentence in zip(table["name"], table["sentence"], strict=True))
    assert (table["note"] != "").equals(table["rank"].isna())
    assert not ranking_summary(table, by).startswith("Nobody")


def test_without_replicates_there_is_no_interval(seed_network: Network) -> None:
    table = bridges(seed_network, replicates=0)
    assert table["rank_low"].isna().all()
    assert table["rank"].equals(bridges(seed_network, replicates=3)["rank"])
    assert "between" not in table["sentence"][0]
    best = table["weakest_group_congruence"][0]
    assert ranking_summary(table, "regional_group") == (
        f"{table['name'][0]}, {table['name'][1]} and {table['name'][2]} rank first as bridges between regional "
        f"groups. Even {table['name'][0]} agrees only weakly with the group it agrees with least: kappa {best:.2f}, "
        f"where 0 is "
        "chance and 1 full agreement."
    )
    assert 0 < best < 0.2
    with pytest.raises(ArgumentError, match="replicates: -1"):
        bridges(seed_network, replicates=-1)


def test_the_weakest_bloc_is_one_that_the_state_is_not_a_member_of(seed_network: Network) -> None:
    table = bridges(seed_network, "bloc", replicates=5)
    ranked = table[table["rank"].notna()]
    assert all(
        weakest not in own.split(";") for own, weakest in zip(ranked["group"], ranked["weakest_group"], strict=True)
    )
    assert table[ROLES].isna().all(axis=None)
    assert set("".join(table["group"])) >= {";"}
    assert bridges(seed_network, "blocs", replicates=5)["actor_id"].equals(table["actor_id"])


def test_a_bloc_of_few_does_not_count(seeds: Tables) -> None:
    first = set(seeds.actors["id"][:4])
    actors = seeds.actors.assign(
        blocs=["few" if key in first else "many" if place % 3 else "" for place, key in enumerate(seeds.actors["id"])]
    )
    table = bridges(Network.from_tables(replace(seeds, actors=actors)), "bloc", replicates=0)
    outside = table[table["group"] != "many"]
    assert set(outside.loc[outside["rank"].notna(), "weakest_group"]) == {"many"}
    assert table.loc[table["group"] == "many", "rank"].isna().all()


def test_shared_recommendations_are_those_of_another_kind(seed_network: Network) -> None:
    table = bridges(seed_network, "kind", replicates=0).set_index("actor_id")
    support, kinds = supports(seed_network), seed_network.actors["kind"].replace("observer_state", "state")
    for actor in ("ganhri", "amnesty", "CHL"):
        row = seed_network.rows([actor])[0]
        others = (kinds != kinds.iloc[row]).to_numpy()
        together = support[row] & support[others].any(axis=0)
        assert table.loc[actor, "shared_recommendations"] == together.sum()
        counts = dict(part.rsplit(" ", 1) for part in table.loc[actor, "shared_with"].split(";"))
        for kind in set(kinds[others]):
            both = support[row] & support[(kinds == kind).to_numpy()].any(axis=0)
            assert int(counts.get(kind, 0)) == both.sum()


def test_nobody_votes_with_dissent_and_nobody_is_ranked() -> None:
    stances = {(f"s{i}", f"e{j}"): "support" for i in range(4) for j in range(6)}
    groups = {f"s{i}": "west" if i < 2 else "east" for i in range(4)}
    table = bridges(Network.from_tables(make_tables(stances, groups=groups)))
    assert table["rank"].isna().all()
    assert table["weakest_group_congruence"].isna().all()
    assert ranking_summary(table, "regional_group").startswith("Nobody can be ranked")
    assert list(table["sentence"].str.contains("has no rank")) == [True] * 4


def test_an_empty_map_is_a_sentence() -> None:
    with pytest.raises(CoalitionError, match=r"nothing to bridge: .* fewer than two regional groups"):
        bridges(Network.from_tables(make_tables({})))


@pytest.mark.parametrize(
    ("kappa", "words"), [(-0.03, "Even Peru agrees less than by chance "), (0.1, "Even Peru agrees only weakly "),
                         (0.35, "Peru has a kappa of 0.35")],
)  # fmt: skip
def test_the_headline_says_how_weak_the_best_is(kappa: float, words: str) -> None:
    assert words in how_weak("Peru", kappa)
    assert how_weak("Peru", kappa).endswith(f"{kappa:.2f}")


def test_roles_of_the_tie_graph_come_with_what_chance_would_give(seed_network: Network) -> None:
    table = bridges(seed_network, replicates=0)
    known = table[ROLES].notna().all(axis=1)
    assert known.any()
    expected = table.loc[known, [f"{role}_expected" for role in ROLES]].sum(axis=1)
    assert expected.to_numpy() == pytest.approx(table.loc[known, ROLES].sum(axis=1).to_numpy())
    assert table.loc[known & (table[ROLES].sum(axis=1) == 0), [f"{role}_z" for role in ROLES]].isna().all(axis=None)
    assert table.loc[~known, CHANCES].isna().all(axis=None)
