"""Counts by group, kind and act equal what one counts by hand, row by row; together they are all actors."""

from __future__ import annotations

from collections import Counter

import pytest
from conftest import make_tables

from coalition.analysis.aggregates import ACTS, AGGREGATES, aggregates
from coalition.model.network import Network
from coalition.model.vocabulary import Tables

PLACES = {
    "leads": "leads", "mixed": "mixed", "abstained": "abstained", "opposed": "against", "declared": "said_so",
}  # fmt: skip
CLASSES = ["supporters", "mixed", "abstained", "against", "said_so", "unknown"]


def by_hand(network: Network) -> Counter[tuple[str, str, str, str]]:
    """(recommendation, group, kind, column) -> how many, in a plain loop over actors and positions."""
    found: Counter[tuple[str, str, str, str]] = Counter()
    held = {(row.actor_id, row.recommendation_id): row for row in network.positions.itertuples()}
    for goal in network.recommendations.index:
        for actor in network.actors.itertuples():
            group = actor.regional_group if actor.regional_group in network.groups.index else ""
            cell = (goal, group, actor.kind)
            found[(*cell, "actors")] += 1
            row = held.get((actor.Index, goal))
            if row is None:
                found[(*cell, "unknown")] += 1
                continue
            if row.position in ("leads", "supports"):
                found[(*cell, "supporters")] += 1
                found[(*cell, f"support_{row.act}")] += 1
            if row.position in PLACES:
                found[(*cell, PLACES[row.position])] += 1
    return found


@pytest.mark.parametrize("counting", [{}, {"disputed": True, "declarations": True}], ids=["strict", "wide"])
def test_the_counts_are_those_of_a_plain_loop(seed_network: Network, counting: dict[str, bool]) -> None:
    network = seed_network.recounted(**counting)
    found, expected = aggregates(network), by_hand(network)
    assert list(found.columns) == AGGREGATES
    numbers = AGGREGATES[4:]
    for row in found.to_dict("records"):
        cell = (row["recommendation_id"], row["regional_group"], row["kind"])
        assert {name: row[name] for name in numbers} == {name: expected[(*cell, name)] for name in numbers}, cell
    assert found["actors"].sum() == len(network.actors) * len(network.recommendations)
    assert found["supporters"].sum() == network.positions["position"].isin(["leads", "supports"]).sum() > 1000


def test_each_actor_is_counted_once_and_each_supporter_by_one_act(seed_network: Network) -> None:
    found = aggregates(seed_network)
    assert (found[CLASSES].sum(axis=1) == found["actors"]).all()
    assert (found[[f"support_{act}" for act in ACTS]].sum(axis=1) == found["supporters"]).all()
    assert (found["leads"] <= found["supporters"]).all()


def test_an_actor_of_no_group_is_in_a_row_of_its_own() -> None:
    network = Network.from_tables(make_tables({("a", "x"): "support", ("b", "x"): "oppose"}, groups={"a": "north"}))
    found = aggregates(network).set_index("regional_group")
    assert found.loc["north", ["actors", "supporters", "against"]].tolist() == [1, 1, 0]
    assert found.loc["", ["actors", "supporters", "against"]].tolist() == [1, 0, 1]


def test_a_map_with_nothing_in_it_has_no_rows_and_all_columns() -> None:
    assert list(aggregates(Network.from_tables(Tables.empty())).columns) == AGGREGATES
