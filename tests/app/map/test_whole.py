"""The map of a selection: places, names, lines, and what each of them says."""

from __future__ import annotations

from itertools import combinations
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.analysis.selection import STATES_ONLY, Filters, select
from coalition.app.map import MapData, whole_map
from coalition.app.map.layout import RADIUS, ROW, Item
from coalition.app.map.sectors import NAMED, Sector, around_middle
from coalition.model.network import Network

SMALL, WHOLE = Filters(theme="civil society at the UN", kind=STATES_ONLY), Filters()
sizes = st.lists(st.integers(0, 60), max_size=8)


def drawn(network: Network, filters: Filters) -> MapData:
    return whole_map(network, select(network, filters), "Title")


@given(st.integers(0, 70), sizes, st.integers(0, 90))
def test_nothing_stands_on_anything_else_and_all_lies_within(boxes: int, members: list[int], tray: int) -> None:
    middle = [Item(f"R{i}", f"R{i}", box=True) for i in range(boxes)]
    around = [Sector(f"{n}", "", [Item(f"{n}-{i}", "Name") for i in range(size)]) for n, size in enumerate(members)]
    apart = [Item(f"tray-{i}", "Name") for i in range(tray)]
    plan = around_middle(middle, around, apart, "Nothing here")
    everybody = [*middle, *(item for sector in around for item in sector.members), *apart]
    assert set(plan.places) == {item.id for item in everybody}
    left, top, right, bottom = plan.extent
    assert all(left <= place.x <= right and top <= place.y <= bottom for place in plan.places.values())
    width = {item.id: item.width if item.box else 2 * RADIUS for item in everybody}
    for one, other in combinations(plan.places, 2):
        a, b = plan.places[one], plan.places[other]
        boxed = one.startswith("R") or other.startswith("R")
        if boxed:
            assert abs(a.x - b.x) >= (width[one] + width[other]) / 2 - 1e-6 or abs(a.y - b.y) >= RADIUS + ROW / 2 - 4
        else:
            assert hypot(a.x - b.x, a.y - b.y) >= 1.9 * RADIUS, (one, other)


def test_places_are_the_same_every_time(seed_network: Network) -> None:
    assert drawn(seed_network, WHOLE) == drawn(seed_network, WHOLE)


@pytest.mark.parametrize("filters", [SMALL, WHOLE])
def test_every_actor_and_every_position_is_drawn_once(seed_network: Network, filters: Filters) -> None:
    found = select(seed_network, filters)
    data = drawn(seed_network, filters)
    assert sorted(node.id for node in data.nodes) == sorted([*found.recommendations.index, *found.actors.index])
    lines = {(row["actor_id"], row["recommendation_id"]) for row in found.positions.to_dict("records")}
    assert {(edge.source, edge.target) for edge in data.edges} == lines
    assert len(data.edges) == len(lines)


def test_labels_belong_to_their_marks(seed_network: Network) -> None:
    names = seed_network.actors["name"]
    for node in drawn(seed_network, SMALL).nodes:
        if node.kind:
            assert node.name.startswith(names[node.id])
            assert not node.label or names[node.id].startswith(node.label.rstrip("…"))
        else:
            assert node.label.startswith(node.id)


def test_whoever_has_no_position_is_in_a_tray_that_says_so(seed_network: Network) -> None:
    found, data = select(seed_network, SMALL), drawn(seed_network, SMALL)
    silent = set(found.actors.index) - set(found.positions["actor_id"])
    assert len(silent) > NAMED
    (tray,) = [band for band in data.bands if band.tray]
    assert tray.words == f"{len(silent)} actors without a recorded position here"
    assert {node.id for node in data.nodes if node.kind and node.y > tray.top} == silent


def test_a_line_says_who_what_and_by_which_act(seed_network: Network) -> None:
    words = {edge.words for edge in drawn(seed_network, SMALL).edges}
    assert any(said.startswith("Chile → R18: ") and "(" in said for said in words)


def test_few_recommendations_show_their_words_and_many_their_numbers(seed_network: Network) -> None:
    few = [node for node in drawn(seed_network, SMALL).nodes if not node.kind]
    many = [node for node in drawn(seed_network, WHOLE).nodes if not node.kind]
    assert all(len(node.label) > len(node.id) for node in few)
    assert all(node.label == node.id for node in many)
    assert all(node.name.startswith(f"{node.id}: ") for node in [*few, *many])
