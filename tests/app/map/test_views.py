"""The other pictures of a selection: who is alike, two columns, groups; sizes, and what the legend leaves out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import combinations
from math import hypot

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import ROOT

from coalition.analysis.bridges.ranking import bridges
from coalition.analysis.bridges.ties import most_alike, ties
from coalition.analysis.coverage import SUPPORTING
from coalition.analysis.selection import STATES_ONLY, Filters, Selection, recorded, select
from coalition.app.map import MapData, alike_map, columns_map, grouped_map, whole_map
from coalition.app.map.columns import NAMED_ACTORS, in_columns
from coalition.app.map.data import LIKEST, NEAREST, RADIUS, TIE, without
from coalition.app.map.grouped import MOST_LINES, MOST_MARKS, mark_of, members, too_many
from coalition.app.map.layout import ROW, Item
from coalition.app.map.sectors import Sector
from coalition.app.map.sizes import ALIKE, BRIDGE, LARGEST, SMALLEST, SUPPORTED, sizes
from coalition.app.map.springs import spread_out
from coalition.model.network import Network

pytestmark = pytest.mark.slow
TECHNOLOGY, STATES, WHOLE = Filters("technology", STATES_ONLY), Filters(kind=STATES_ONLY), Filters()


@pytest.fixture(scope="module")
def tied(seed_network: Network) -> pd.DataFrame:
    return ties(seed_network)


@pytest.fixture(scope="module")
def ranking(seed_network: Network) -> pd.DataFrame:
    return bridges(seed_network, replicates=0)


@pytest.fixture(scope="module")
def alike(seed_network: Network, tied: pd.DataFrame, ranking: pd.DataFrame) -> MapData:
    return alike_map(seed_network, select(seed_network, STATES), "Alike", ALIKE, ranking, tied)


def ends(drawn: MapData) -> set[str]:
    return {end for edge in drawn.edges for end in (edge.source, edge.target)}


def apart(drawn: MapData) -> float:
    places = np.array([[node.x, node.y] for node in drawn.nodes])
    return float((np.hypot(*(places[:, None] - places[None]).T) + 1e6 * np.eye(len(places))).min())


def test_every_state_with_a_tie_is_drawn_with_one_and_the_others_stand_in_the_tray(
    seed_network: Network, tied: pd.DataFrame, alike: MapData
) -> None:
    wanted = {*tied["actor_id"], *tied["other_id"]}
    assert ends(alike) == wanted
    (tray,) = [band for band in alike.bands if band.tray]
    below = {node.id for node in alike.nodes if node.y > tray.top}
    assert below == set(select(seed_network, STATES).actors.index) - wanted
    assert tray.words == f"{len(below)} actors without a tie here"
    assert {edge.line for edge in alike.edges} == {TIE}


def test_the_drawn_ties_are_the_strongest_of_somebody(tied: pd.DataFrame, alike: MapData) -> None:
    drawn = {(edge.source, edge.target) for edge in alike.edges}
    assert drawn <= set(zip(tied["actor_id"], tied["other_id"], strict=True))
    for actor in ("GHA", "CHL", "NOR", "IND"):
        own = tied[(tied["actor_id"] == actor) | (tied["other_id"] == actor)].head(3)
        assert set(zip(own["actor_id"], own["other_id"], strict=True)) <= drawn


def test_the_first_bridges_have_their_names_and_most_others_too(ranking: pd.DataFrame, alike: MapData) -> None:
    named = {node.id for node in alike.nodes if node.side}
    assert set(ranking["actor_id"].head(10)) <= named
    assert len(named) > len(alike.nodes) / 2


def test_marks_of_the_alike_stand_apart_and_within(alike: MapData) -> None:
    json.dumps(alike.json(), allow_nan=False)
    assert apart(alike) > 2 * RADIUS
    left, top, right, bottom = alike.extent
    assert all(left <= node.x <= right and top <= node.y <= bottom for node in alike.nodes)


def test_ties_lead_within_the_selection_only(seed_network: Network, tied: pd.DataFrame, ranking: pd.DataFrame) -> None:
    found = select(seed_network, Filters(kind=STATES_ONLY, group="grulac"))
    drawn = alike_map(seed_network, found, "T", ALIKE, ranking, tied)
    assert {node.id for node in drawn.nodes} == set(found.actors.index)
    assert ends(drawn) <= set(found.actors.index)
    assert len(ends(drawn)) > 20


def test_nearest_pairs_are_drawn_as_such(seed_network: Network) -> None:
    found = select(seed_network, Filters(kind="nhri"))
    drawn = alike_map(seed_network, found, "T", ALIKE, None, ties(seed_network, "nhri"))
    assert {edge.line for edge in drawn.edges} == {NEAREST}
    assert "an example, not a finding" in " ".join(entry.words for entry in drawn.legend)


def test_where_nothing_is_tested_the_lines_say_so(seed_network: Network) -> None:
    drawn = alike_map(seed_network, select(seed_network, STATES), "T", ALIKE, None, most_alike(seed_network))
    assert {edge.line for edge in drawn.edges} == {LIKEST}
    assert len(ends(drawn)) > 190


def test_without_ties_everybody_stands_in_the_tray(seed_network: Network, tied: pd.DataFrame) -> None:
    drawn = alike_map(seed_network, select(seed_network, STATES), "T", ALIKE, None, tied.head(0))
    assert drawn.edges == ()
    assert [band.tray for band in drawn.bands] == [True]


@given(st.integers(0, 40), st.integers(0, 60))
def test_springs_keep_marks_apart_in_their_room(actors: int, pairs: int) -> None:
    ids = [f"a{number:02}" for number in range(actors)]
    tied = [(ids[i % actors], ids[(i * 7 + 1) % actors]) for i in range(pairs)] if actors else []
    places = spread_out(ids, [pair for pair in tied if pair[0] != pair[1]], 1200.0, 620.0)
    assert list(places) == ids
    assert all(0 <= x <= 1200 and 0 <= y <= 620 for x, y in places.values())
    assert all(hypot(a[0] - b[0], a[1] - b[1]) > 2 for a, b in combinations(places.values(), 2))


SCRIPT = """
import hashlib, json
from coalition import read_tables
from coalition.analysis.bridges.ranking import bridges
from coalition.analysis.bridges.ties import most_alike, ties
from coalition.analysis.selection import Filters, select
from coalition.app.map import alike_map, columns_map, grouped_map, whole_map
from coalition.model.network import Network
from coalition.settings import resource
network = Network.from_tables(read_tables(resource("seeds")))
found = select(network, Filters("technology", "states"))
ranking = bridges(network, replicates=0)
drawn = [make(network, found, "T") for make in (whole_map, columns_map, grouped_map)]
drawn.append(alike_map(network, found, "T", "bridge", ranking, ties(network)))
print(hashlib.sha256(json.dumps([one.json() for one in drawn]).encode()).hexdigest())
"""


def test_places_are_the_same_in_every_run() -> None:
    runs = [
        subprocess.run([sys.executable, "-c", SCRIPT], env=os.environ | {"PYTHONHASHSEED": seed}, cwd=ROOT,
                       capture_output=True, text=True, check=True).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert runs[0] == runs[1] != ""


@given(st.integers(0, 70), st.lists(st.integers(1, 60), max_size=8), st.integers(0, 60))
def test_in_columns_nothing_stands_on_anything_else(boxes: int, sizes: list[int], tray: int) -> None:
    goals = [Item(f"R{i}", f"R{i}", box=True) for i in range(boxes)]
    sectors = [Sector(f"{n}", "", [Item(f"{n}-{i}", "Name") for i in range(size)]) for n, size in enumerate(sizes)]
    apart = [Item(f"tray-{i}", "Name") for i in range(tray)]
    plan = in_columns(goals, sectors, apart, "Nothing here")
    actors = [item for sector in sectors for item in sector.members]
    assert set(plan.places) == {item.id for item in [*goals, *actors, *apart]}
    left, top, right, bottom = plan.extent
    assert all(left <= place.x <= right and top - 1 <= place.y <= bottom for place in plan.places.values())
    for one, other in combinations(plan.places.values(), 2):
        assert abs(one.x - other.x) >= 2 * RADIUS or abs(one.y - other.y) >= ROW - 1e-6
    if goals and actors:
        assert max(plan.places[item.id].x for item in actors) < min(plan.places[item.id].x for item in goals)
    assert all(bool(plan.places[item.id].side) == (len(actors) <= NAMED_ACTORS) for item in actors)


def test_in_columns_a_band_holds_its_group_by_name(seed_network: Network) -> None:
    drawn = columns_map(seed_network, select(seed_network, TECHNOLOGY), "T")
    for band in [band for band in drawn.bands if not band.tray]:
        inside = [node for node in drawn.nodes if node.kind and band.top <= node.y <= band.bottom]
        assert {node.group for node in inside} == {band.group}
        ordered = sorted(inside, key=lambda node: (node.y, node.x))
        assert [node.label for node in ordered] == sorted(node.label for node in inside)


@pytest.mark.parametrize("make", [whole_map, columns_map])
def test_both_pictures_show_the_same_positions(seed_network: Network, make) -> None:
    found = select(seed_network, WHOLE)
    drawn = make(seed_network, found, "T")
    assert {node.id for node in drawn.nodes} == {*found.recommendations.index, *found.actors.index}
    assert len(drawn.edges) == len(found.positions)


def test_groups_count_every_actor_recommendation_and_position_once(seed_network: Network) -> None:
    found = select(seed_network, WHOLE)
    drawn = grouped_map(seed_network, found, "T")
    inside = [one for node in drawn.nodes for one in members(found, node.id)]
    assert sorted(inside) == sorted([*found.actors.index, *found.recommendations.index])
    assert any(edge.words.startswith("54 States, African Group → Technology: ") for edge in drawn.edges)
    told = [int(edge.words.rpartition(": ")[2].split()[0].replace(",", "")) for edge in drawn.edges]
    assert sum(told) == len(found.positions)
    widths = dict(zip(told, (edge.width for edge in drawn.edges), strict=True))
    assert widths[max(told)] > widths[min(told)] > 0
    assert mark_of(seed_network, "GHA") in {node.id for node in drawn.nodes}
    assert members(found, "nobody") == []


def test_of_one_theme_the_boxes_are_paragraphs(seed_network: Network) -> None:
    found = select(seed_network, TECHNOLOGY)
    boxes = [node for node in grouped_map(seed_network, found, "T").nodes if not node.kind]
    assert {node.label.rpartition(" (")[0] for node in boxes} == {
        f"Paragraph {one}" for one in found.recommendations["paragraph"]
    }


def test_what_is_too_large_is_told_by_marks_and_by_lines(seed_network: Network) -> None:
    found = select(seed_network, WHOLE)
    assert not too_many(found)
    actors = pd.concat([found.actors] * (MOST_MARKS // len(found.actors) + 1))
    assert too_many(Selection(found.recommendations, actors, found.positions))
    positions = pd.concat([found.positions] * (MOST_LINES // len(found.positions) + 1))
    assert too_many(Selection(found.recommendations, found.actors, positions))


def test_the_area_of_a_mark_grows_evenly_with_what_it_supports(seed_network: Network) -> None:
    found = select(seed_network, TECHNOLOGY)
    counts = found.positions[found.positions["position"].isin(SUPPORTING)].groupby("actor_id").size()
    sized = sizes(found, SUPPORTED)
    assert sized.words.endswith(f"from none to {counts.max()}")
    for actor in found.actors.index:
        share = (sized.radius(actor) ** 2 - SMALLEST**2) / (LARGEST**2 - SMALLEST**2)
        assert share == pytest.approx(counts.get(actor, 0) / counts.max())


def test_bridge_scores_order_the_sizes_and_whoever_has_none_is_smallest(
    seed_network: Network, ranking: pd.DataFrame
) -> None:
    sized = sizes(select(seed_network, WHOLE), BRIDGE, ranking)
    scores = ranking.dropna(subset="weakest_group_congruence").set_index("actor_id")["weakest_group_congruence"]
    radii = pd.Series({actor: sized.radius(actor) for actor in scores.index})
    assert radii[scores.idxmax()] == LARGEST
    assert radii.rank().corr(scores.rank()) == pytest.approx(1)
    assert sized.radius("amnesty") == SMALLEST


def test_all_alike_have_the_plain_size_and_nobody_supporting_none(seed_network: Network) -> None:
    found = select(seed_network, TECHNOLOGY)
    assert {sizes(found, ALIKE).radius(actor) for actor in found.actors.index} == {RADIUS}
    none = Selection(found.recommendations, found.actors, found.positions.head(0))
    assert {sizes(none, SUPPORTED).radius(actor) for actor in found.actors.index} == {SMALLEST}


def test_what_the_legend_leaves_out_goes_and_all_else_stays_where_it_is(seed_network: Network) -> None:
    drawn = whole_map(seed_network, select(seed_network, TECHNOLOGY), "T")
    off = ("group-weog", "position-declared")
    found, left = select(seed_network, Filters("technology", STATES_ONLY, off=off)), without(drawn, off)
    before = {node.id: (node.x, node.y) for node in drawn.nodes}
    assert all(before[node.id] == (node.x, node.y) for node in left.nodes)
    assert not any(node.group == "weog" for node in left.nodes)
    assert {(edge.source, edge.target) for edge in left.edges} == {
        (row["actor_id"], row["recommendation_id"]) for row in found.positions.to_dict("records")
    }
    assert left.legend == drawn.legend
    assert without(drawn, ()) is drawn


def test_of_a_group_its_states_are_left_out_and_not_who_is_seated_there(seed_network: Network) -> None:
    found = select(seed_network, Filters(off=("group-weog",)))
    left = found.actors[found.actors["regional_group"] == "weog"]
    assert len(left) > 0
    assert not left["kind"].isin(["state", "observer_state"]).any()


def test_recorded_are_those_with_a_position(seed_network: Network) -> None:
    found = select(seed_network, TECHNOLOGY)
    assert set(recorded(seed_network, found).actors.index) == set(found.positions["actor_id"])
