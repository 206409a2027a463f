"""A part of the network: what each filter leaves, counted by plain loops."""

from __future__ import annotations

import pytest

from coalition.analysis.selection import STATES_ONLY, Filters, select, themes
from coalition.errors import CoalitionError
from coalition.model.network import Network
from coalition.model.vocabulary import STATES, Act, Kind, Standing

EACH = [
    Filters(),
    Filters(theme="technology"),
    Filters(kind=STATES_ONLY),
    Filters(kind=Kind.NGO, theme="broader community"),
    Filters(group="grulac", position=Standing.OPPOSED),
    Filters(bloc="EU", act=Act.LED),
    Filters(since=2015, until=2019),
    Filters(since=2021, kind=STATES_ONLY, theme="technology", group="weog", bloc="EU", position=Standing.SUPPORTS),
]


@pytest.mark.parametrize("filters", EACH)
def test_what_is_left_is_what_a_loop_leaves(seed_network: Network, filters: Filters) -> None:
    found = select(seed_network, filters)
    goals = [
        key for key, theme in seed_network.recommendations["theme"].items() if filters.theme in ("", theme)
    ]  # fmt: skip
    kinds = {"": set(Kind), STATES_ONLY: set(STATES)}.get(filters.kind, {filters.kind})
    actors = [
        str(row.Index)
        for row in seed_network.actors.itertuples()
        if row.kind in kinds
        and filters.group in ("", row.regional_group)
        and (not filters.bloc or filters.bloc in str(row.blocs).split(";"))
    ]
    lines = {
        (row.actor_id, row.recommendation_id)
        for row in seed_network.positions.itertuples()
        if row.actor_id in actors
        and row.recommendation_id in goals
        and filters.position in ("", row.position)
        and filters.act in ("", row.act)
        and (filters.since or 0) <= int(row.latest[:4]) <= (filters.until or 9999)
    }
    assert list(found.recommendations.index) == goals
    assert list(found.actors.index) == actors
    assert {(row.actor_id, row.recommendation_id) for row in found.positions.itertuples()} == lines
    assert len(found.positions) == len(lines)
    assert len(lines) > 0
    counts = found.on_record
    assert counts.sum() == len(lines)
    assert list(counts) == sorted(counts, reverse=True)


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (Filters(theme="chess"), "there is no theme chess"),
        (Filters(kind="planet"), "there is no kind planet"),
        (Filters(group="mars"), "there is no regional group mars"),
        (Filters(bloc="XX"), "there is no bloc XX"),
        (Filters(position="loves"), "there is no position loves"),
        (Filters(act="sang"), "there is no act sang"),
        (Filters(since=2020, until=2010), "no year is from 2020 and until 2010"),
    ],
)
def test_what_is_not_there_is_refused(seed_network: Network, filters: Filters, said: str) -> None:
    with pytest.raises(CoalitionError, match=said):
        select(seed_network, filters)


def test_nothing_may_be_left(seed_network: Network) -> None:
    found = select(seed_network, Filters(kind=Kind.NGO, bloc="EU"))
    assert found.actors.empty
    assert found.positions.empty
    assert found.on_record.empty


def test_themes_stand_in_the_order_of_the_report(seed_network: Network) -> None:
    assert themes(seed_network)[0] == "multilateral strategy"
    assert len(themes(seed_network)) == seed_network.recommendations["theme"].nunique()
