"""A scenario by update is the same as everything computed anew from the changed stances."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
from conftest import make_tables
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from coalition.analysis.bridges import bridges
from coalition.analysis.checks import ArgumentError
from coalition.analysis.coverage import supports
from coalition.analysis.coverage_game import shapley, sole_carriers
from coalition.analysis.gaps import gaps
from coalition.analysis.whatif import Baseline, Change, WhatIf, congruence_and_rank, coverage_values, parsed, what_if
from coalition.errors import UnknownIdError
from coalition.model import Position, Tables
from coalition.network import Network

ACTORS, ITEMS = [f"s{i:02}" for i in range(14)], [f"e{j}" for j in range(9)]
GROUPS = {actor: ["west", "east"][i % 2] for i, actor in enumerate(ACTORS)}
BEARS = {"e0": "R1", "e1": "R1", "e2": "R2", "e3": "R3"}
LEADING = {"e1": {"leadership": "yes"}, "e3": {"leadership": "yes"}}
POSITIONS = [None, *Position]


def map_of(seed: int) -> Tables:
    rng = np.random.default_rng(seed)
    stances = {
        (actor, item): str(rng.choice(["support", "abstain", "oppose", "absent"], p=[0.5, 0.2, 0.2, 0.1]))
        for actor in ACTORS
        for item in ITEMS
        if rng.random() < 0.9
    }
    return make_tables(stances, groups=GROUPS, bears_on=BEARS, evidence=LEADING)


def changed(tables: Tables, changes: list[Change]) -> Tables:
    """The tables as they would be."""
    rows = {(row.actor_id, row.evidence_id): row._asdict() for row in tables.stances.itertuples(index=False)}
    for change in changes:
        key = (change.actor, change.evidence)
        if change.position is None:
            rows.pop(key, None)
        else:
            like = rows.get(key) or next(iter(rows.values()))
            new = {"actor_id": key[0], "evidence_id": key[1], "position": change.position.value}
            rows[key] = like | new
    return dataclasses.replace(tables, stances=pd.DataFrame(list(rows.values()), columns=tables.stances.columns))


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 5),
    chosen=st.lists(
        st.tuples(st.sampled_from(ACTORS), st.sampled_from(ITEMS), st.sampled_from(POSITIONS)),
        min_size=1,
        max_size=4,
        unique_by=lambda one: one[:2],
    ),
)
def test_an_update_equals_computing_everything_anew(seed: int, chosen: list[tuple[str, str, Position | None]]) -> None:
    changes = [Change(*one) for one in chosen]
    tables = map_of(seed)
    network = Network.from_tables(tables)
    anew = Network.from_tables(changed(tables, changes))
    found = what_if(network, changes)
    _same_positions(network, anew, found)
    _same_gaps(network, anew, found)
    _same_bridges(network, anew, found)
    _same_coverage(network, anew, found)


def _same_positions(network: Network, anew: Network, found: WhatIf) -> None:
    def of(one: Network) -> dict[tuple[str, str], str]:
        rows = one.positions
        return dict(zip(zip(rows["actor_id"], rows["recommendation_id"], strict=True), rows["position"], strict=True))

    before, after = of(network), of(anew)
    expected = {
        (*key, before.get(key, "unknown"), after.get(key, "unknown"))
        for key in before.keys() | after.keys()
        if before.get(key) != after.get(key)
    }
    columns = ["actor_id", "recommendation_id", "before", "after"]
    assert set(found.positions[columns].itertuples(index=False, name=None)) == expected


def _same_gaps(network: Network, anew: Network, found: WhatIf) -> None:
    before, after = (gaps(one).set_index("recommendation_id")["gaps"] for one in (network, anew))
    assert set(found.gaps["recommendation_id"]) == {key for key in before.index if before[key] != after[key]}


def _same_bridges(network: Network, anew: Network, found: WhatIf) -> None:
    before, after = (bridges(one, replicates=0).set_index("actor_id").loc[ACTORS] for one in (network, anew))
    column = "weakest_group_congruence"
    moved = ((before[column] - after[column]).abs() > 1e-9) | (before[column].isna() != after[column].isna())
    moved |= before["rank"].fillna(0) != after["rank"].fillna(0)
    assert set(found.bridges["actor_id"]) == set(before.index[moved])
    told = found.bridges.set_index("actor_id")
    assert_allclose(told["after"].astype(float), after.loc[told.index, column].astype(float), atol=1e-9)
    assert list(told["rank_after"].fillna(0)) == list(after.loc[told.index, "rank"].fillna(0))


def _same_coverage(network: Network, anew: Network, found: WhatIf) -> None:
    groups = list(GROUPS.values())
    before, after = (shapley(supports(one), groups) for one in (network, anew))
    sole = sole_carriers(supports(anew), groups)
    told = found.coverage.set_index("actor_id")
    moved = [actor for i, actor in enumerate(ACTORS) if abs(before[i] - after[i]) > 1e-9]
    assert set(moved) <= set(told.index)
    for actor in told.index:
        i = ACTORS.index(actor)
        assert told.loc[actor, "shapley_after"] == pytest.approx(after[i])
        assert told.loc[actor, "sole_after"] == sole[i]


def test_several_scenarios_share_a_baseline_and_leave_it_alone() -> None:
    network = Network.from_tables(map_of(1))
    base = Baseline(network)
    one = [Change("s00", "e4", Position.OPPOSE), Change("s01", "e0", None)]
    first = what_if(network, one, base)
    what_if(network, [Change("s02", "e0", Position.SUPPORT)], base)
    again = what_if(network, one, base)
    assert first.bridges.equals(again.bridges)
    assert first.sentence == again.sentence


def test_what_is_on_record_already_changes_nothing_and_says_so() -> None:
    network = Network.from_tables(make_tables({("a", "e0"): "support", ("b", "e0"): "oppose"},
                                              groups={"a": "west", "b": "east"}, bears_on={"e0": "R1"}))  # fmt: skip
    found = what_if(network, [Change("a", "e0", Position.SUPPORT)])
    assert found.sentence == "Nothing changes: these stances are on record already."
    assert all(part.empty for part in (found.positions, found.gaps, found.bridges, found.coverage))


def test_dense_coverage_values_are_those_of_the_game() -> None:
    network = Network.from_tables(map_of(2))
    support, groups = supports(network), list(GROUPS.values())
    base = Baseline(network)
    values, sole = coverage_values(support, base.members)
    assert_allclose(values, shapley(support, groups))
    assert list(sole) == list(sole_carriers(support, groups))


def test_ranks_of_the_baseline_are_those_of_the_bridges(seed_network: Network) -> None:
    value, rank = congruence_and_rank(Baseline(seed_network).votes)
    table = bridges(seed_network, replicates=0).set_index("actor_id")
    ids = seed_network.actors.index[seed_network.states]
    assert_allclose(value, table.loc[ids, "weakest_group_congruence"].astype(float), atol=1e-9)
    assert list(np.nan_to_num(rank)) == list(table.loc[ids, "rank"].fillna(0).astype(float))


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ([], ArgumentError, "no change is given"),
        ([Change("s00", "e0", None)] * 2, ArgumentError, "the stance of s00 on e0 is changed twice"),
        ([Change("s0", "e0", None)], UnknownIdError, "no actor s0; did you mean s00"),
        ([Change("s00", "e99", None)], UnknownIdError, "no evidence e99"),
    ],
)
def test_a_wrong_change_is_a_sentence(changes: list[Change], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        what_if(Network.from_tables(map_of(0)), changes)


@pytest.mark.parametrize("words", ["CHL", "CHL:GA=yes", ":GA=oppose", "CHL=oppose"])
def test_a_change_that_cannot_be_read_says_how_to_write_it(words: str) -> None:
    with pytest.raises(ArgumentError, match="write ACTOR:EVIDENCE=POSITION, with support, abstain"):
        parsed(words)


def test_a_change_with_a_sign_in_its_id_is_read_from_the_right() -> None:
    assert parsed("CHL:GA-70-161=oppose") == Change("CHL", "GA-70-161", Position.OPPOSE)
