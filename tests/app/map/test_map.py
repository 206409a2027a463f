"""The map before it is drawn: places, bands, the tray, the legend, and the JSON the component takes."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import ROOT
from streamlit.testing.v1 import AppTest

from coalition.analysis.partners.ranking import search
from coalition.app.map import around
from coalition.app.map.data import LINES, MapEdge, MapNode, colours, legend
from coalition.app.map.layout import NO_GROUP, RADIUS, ROW, ROWS, Item, two_mode
from coalition.figures.neighbourhood import of_actor, of_recommendation

GROUPS = {"african": "African Group", "grulac": "GRULAC", "weog": "WEOG"}
ASSETS = ROOT / "coalition" / "app" / "map" / "assets"

labels = st.text(max_size=30)
groups = st.sampled_from([None, "", "african", "grulac", "weog", "elsewhere"])


@st.composite
def columns(draw, most=60):
    sizes = draw(st.lists(st.integers(0, most), max_size=4))
    return [
        [Item(f"{column}-{row}", draw(labels), draw(groups)) for row in range(size)]
        for column, size in enumerate(sizes)
    ]


trays = st.lists(st.tuples(labels, groups), max_size=12).map(
    lambda found: [Item(f"tray-{i}", label, group) for i, (label, group) in enumerate(found)]
)


@given(columns(), trays)
def test_everything_has_a_place_of_its_own_within_the_extent(found, tray):
    plan = two_mode(found, GROUPS, tray, "No line")
    everyone = [item for column in found for item in column] + tray
    assert set(plan.places) == {item.id for item in everyone}
    left, top, right, bottom = plan.extent
    places = sorted((place.x, place.y) for place in plan.places.values())
    for one, other in pairwise(places):
        assert abs(one[0] - other[0]) >= 2 * RADIUS or abs(one[1] - other[1]) >= ROW - 1e-6
    for x, y in places:
        assert left <= x <= right
        assert top <= y <= bottom


@given(columns(), trays)
def test_bands_do_not_overlap_and_hold_their_group(found, tray):
    plan = two_mode(found, GROUPS, tray, "No line")
    for i, one in enumerate(plan.bands):
        for other in plan.bands[i + 1 :]:
            apart = one.right <= other.left or other.right <= one.left
            assert apart or one.bottom <= other.top or other.bottom <= one.top
    for number, column in enumerate(found):
        for item in column:
            place = plan.places[item.id]
            inside = [
                band for band in plan.bands
                if band.left <= place.x <= band.right and band.top <= place.y <= band.bottom
            ]  # fmt: skip
            wanted = [] if item.group is None else [GROUPS.get(item.group, NO_GROUP)]
            assert [band.words for band in inside] == wanted, number


@given(columns(most=20), trays)
def test_the_same_map_has_the_same_places(found, tray):
    assert two_mode(found, GROUPS, tray, "No line") == two_mode(found, GROUPS, tray, "No line")


@given(trays)
def test_isolates_stand_in_the_tray_below_everything(tray):
    column = [Item(str(i), "A State", "weog") for i in range(5)]
    plan = two_mode([column], GROUPS, tray, "No line on this map")
    lowest = max(plan.places[item.id].y for item in column)
    assert all(plan.places[item.id].y > lowest + ROW for item in tray)
    assert [band.words for band in plan.bands if band.tray] == (["No line on this map"] if tray else [])


def test_a_long_column_is_set_in_several():
    plan = two_mode([[Item(str(i), "A State", "weog") for i in range(193)]], GROUPS)
    _, top, _, bottom = plan.extent
    assert bottom - top <= ROWS * ROW
    assert len({place.x for place in plan.places.values()}) == 8


def test_labels_stand_away_from_the_lines():
    many = [Item("a", "A", "weog"), Item("b", "B", "weog")]
    plan = two_mode([many, [Item("c", "C")], [Item("d", "D", "weog"), Item("e", "E", "weog")]], GROUPS)
    assert [plan.places[key].side for key in "abcde"] == ["left", "left", "below", "right", "right"]


def test_nothing_gives_an_empty_map():
    assert two_mode([], GROUPS).extent == (0.0, 0.0, 0.0, 0.0)


def test_a_recommendation_is_laid_out_with_all_its_nodes_and_lines(seed_network):
    found = of_recommendation(seed_network, "R22.3", search(seed_network, "R22.3").table)
    drawn = around(seed_network, found, "R22.3")
    assert {node.id for node in drawn.nodes} == {node["id"] for node in found.nodes}
    assert len(drawn.edges) == len(found.edges)
    assert {edge.line for edge in drawn.edges} <= set(LINES)
    assert {entry.words for entry in drawn.legend} >= {"State", "recommendation", "leads", "opposed a text", "WEOG"}
    assert f"{len(drawn.nodes) - 1} actors, 1 recommendation, " in drawn.alt


def test_an_actor_stands_left_of_one_column_of_recommendations(seed_network):
    drawn = around(seed_network, of_actor(seed_network, "CHL"), "Chile")
    boxes = [node for node in drawn.nodes if not node.kind]
    assert len({node.x for node in boxes}) == 1
    assert next(node.x for node in drawn.nodes if node.id == "CHL") < boxes[0].x


def test_whoever_has_no_line_goes_to_the_tray(seed_network):
    found = of_recommendation(seed_network, "R18", search(seed_network, "R18").table)
    lost = str(found.nodes[0]["id"])
    kept = [number for number, edge in enumerate(found.edges) if lost not in (edge["from"], edge["to"])]
    found.edges, found.rows = [found.edges[i] for i in kept], [found.rows[i] for i in kept]
    drawn = around(seed_network, found, "R18")
    (tray,) = [band for band in drawn.bands if band.tray]
    below = [node.id for node in drawn.nodes if tray.top <= node.y <= tray.bottom]
    assert lost in below
    assert not {end for edge in drawn.edges for end in (edge.source, edge.target)} & set(below)


def test_an_actor_alone_is_no_isolate(seed_network):
    silent = next(key for key in seed_network.actors.index if key not in set(seed_network.positions["actor_id"]))
    drawn = around(seed_network, of_actor(seed_network, silent), "Silent")
    assert [node.id for node in drawn.nodes] == [silent]
    assert drawn.bands == ()


def test_the_json_is_plain_and_whole(seed_network):
    data = around(seed_network, of_actor(seed_network, "amnesty"), "Amnesty").json()
    assert json.loads(json.dumps(data)).keys() == data.keys()
    assert len({edge["id"] for edge in data["edges"]}) == len(data["edges"])
    assert {node["shape"] for node in data["nodes"]} == {"box", "dot", "triangle"}


def test_colours_are_those_of_the_group_for_states_only():
    assert colours("state", "weog") == ("#00407A", "#5AA9E6")
    assert colours("ngo", "weog") == colours("business", "african")
    assert colours("", "") == colours("", "weog")


def test_the_legend_leaves_out_what_is_not_drawn():
    nodes = [MapNode("a", "A", "A", "state", "weog", 0, 0), MapNode("b", "B", "B", "un_body", "", 0, 0)]
    words = [entry.words for entry in legend(nodes, [MapEdge("a", "b", "leads", "")], GROUPS)]
    assert words[-3:] == ["WEOG", "not a State", "leads"]
    assert "recommendation" not in words
    assert "GRULAC" not in words


@pytest.mark.parametrize(
    "name", ["component.js", "beside.js", "tools.js", "picture.js", "canvas.js", "walk.js", "outlines.js", "hands.js"]
)
def test_no_script_of_ours_writes_html_or_calls_out(name):
    script = (ASSETS / name).read_text(encoding="utf-8")
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "fetch(", "XMLHttpRequest", "document.write"):
        assert word not in script


def test_the_library_comes_with_its_licences():
    assert "MIT" in (ASSETS / "vis-network.LICENSE-MIT.txt").read_text(encoding="utf-8")
    assert "Apache License" in (ASSETS / "vis-network.LICENSE-APACHE-2.0.txt").read_text(encoding="utf-8")
    assert "sourceMappingURL" not in (ASSETS / "vis-network.min.js").read_text(encoding="utf-8")


def test_a_page_shows_a_map_under_any_key_and_nothing_is_chosen_yet():
    def script():
        import streamlit as st

        from coalition.app.map import MapData, graph_map

        drawn = MapData("Nothing", (), (), (), (), "Nothing", (0.0, 0.0, 0.0, 0.0))
        for key in ("map of a", "map of a__b", "map of a_-b"):
            st.text(f"{graph_map(drawn, key, 300)}")

    test = AppTest.from_function(script).run(timeout=60)
    assert not test.exception
    assert [text.value for text in test.text] == ["None"] * 3
