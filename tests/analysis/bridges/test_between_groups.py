"""Supporters between two groups, against a plain loop."""

from __future__ import annotations

import numpy as np
import pytest
from conftest import make_tables

from coalition.analysis.bridges.between_groups import COLUMNS, bridges_between
from coalition.analysis.contested import contested_record
from coalition.errors import UnknownIdError
from coalition.measures.arguments import ArgumentError
from coalition.measures.similarity import kappa
from coalition.model.network import Network
from coalition.model.vocabulary import split


def test_the_order_is_that_of_the_smaller_of_two_plain_means(seed_network: Network) -> None:
    table = bridges_between(seed_network, "R18", "african", "OIC").table
    record = contested_record(seed_network)
    K, N = kappa(record.stances)
    K[N < 5] = np.nan
    actors = seed_network.actors.loc[record.ids]
    africans = [i for i, group in enumerate(actors["regional_group"]) if group == "african"]
    islamic = [i for i, blocs in enumerate(actors["blocs"]) if "OIC" in split(blocs)]
    for row in table.to_dict("records"):
        i = record.ids.index(row["actor_id"])
        means = [np.nanmean([K[i, j] for j in group if j != i]) for group in (africans, islamic)]
        assert [row["kappa_a"], row["kappa_b"]] == pytest.approx(means, abs=1e-9)
        assert row["smaller"] == pytest.approx(min(means), abs=1e-9)
    assert list(table["smaller"]) == sorted(table["smaller"], reverse=True)
    assert list(table["rank"]) == list(range(1, len(table) + 1))


def test_only_states_on_record_in_support_are_ranked(seed_network: Network) -> None:
    table = bridges_between(seed_network, "R18", "african", "weog").table
    held = seed_network.positions_on("R18")
    supporting = held[held["position"].isin(["leads", "supports"]) & held["kind"].isin(["state", "observer_state"])]
    assert set(table["actor_id"]) == set(supporting["actor_id"])
    assert list(table.columns) == COLUMNS


def test_each_place_comes_with_interval_number_and_words(seed_network: Network) -> None:
    found = bridges_between(seed_network, "R18", "African Group", "WEOG")
    first = found.table.iloc[0]
    assert (found.group_a, found.group_b) == ("african", "weog")
    assert first["rank_low"] <= first["rank"] <= first["rank_high"]
    assert first["smaller_low"] < first["smaller_high"]
    assert min(first["n_a"], first["n_b"]) >= 5
    assert f"{first['name']} lies between {first['rank_low']} and {first['rank_high']}" in found.sentence
    assert first["sentence"].startswith("Colombia supports it; mean kappa")


def test_the_order_of_the_groups_does_not_matter(seed_network: Network) -> None:
    one = bridges_between(seed_network, "R18", "african", "weog").table.set_index("actor_id")
    other = bridges_between(seed_network, "R18", "weog", "african").table.set_index("actor_id")
    assert one["smaller"].equals(other["smaller"])
    assert one["kappa_a"].equals(other["kappa_b"])
    assert one["rank_high"].equals(other["rank_high"])


def test_a_member_of_a_group_is_marked_and_left_out_of_its_own_mean(seed_network: Network) -> None:
    table = bridges_between(seed_network, "R22.3", "OIC", "EU").table
    member = table[table["member_of"] == "a"].iloc[0]
    apart = table[table["member_of"] == ""].iloc[0]
    assert member["n_a"] == apart["n_a"] - 1
    assert ", a member of Organisation of Islamic Cooperation, " in member["sentence"]


def test_nobody_in_support_is_said_so(seed_network: Network) -> None:
    found = bridges_between(seed_network, "R12.1", "african", "weog")
    assert found.table.empty
    assert found.sentence.startswith("No State is on record in support of R12.1")


def test_small_groups_leave_supporters_unranked_with_the_reason() -> None:
    stances = {(f"s{i}", f"e{j}"): "support" if (i + j) % 2 else "oppose" for i in range(4) for j in range(6)}
    network = Network.from_tables(make_tables(stances, groups={"s0": "west", "s1": "west", "s2": "east", "s3": "east"}))
    found = bridges_between(network, "R-e1", "west", "east")
    assert len(found.table) == 2
    assert found.table["rank"].isna().all()
    assert found.table["note"].str.startswith("unranked: under 5 common contested items with 5 members").all()
    assert found.sentence == "None of the 2 States in support of R-e1 (“R-e1”) can be placed: too little in common."


def test_mistakes_are_named(seed_network: Network) -> None:
    with pytest.raises(UnknownIdError, match="no group or bloc atlantis; there are african"):
        bridges_between(seed_network, "R18", "atlantis", "weog")
    with pytest.raises(ArgumentError, match="both WEOG"):
        bridges_between(seed_network, "R18", "weog", "WEOG")
    with pytest.raises(UnknownIdError, match="no recommendation R99"):
        bridges_between(seed_network, "R99", "african", "weog")
    with pytest.raises(ArgumentError, match="replicates: -1"):
        bridges_between(seed_network, "R18", "african", "weog", -1)
