"""The board of the world: a place for every State, west to east and north to south; looks, labels, and the wall."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest
from conftest import make_tables
from hostile_names import HOSTILE

from coalition.analysis.partners.ranking import search
from coalition.analysis.world import likeness_of_states, positions_of_states
from coalition.figures import tiles, world
from coalition.figures.placing import Box, text_width
from coalition.figures.wall.canvas import LABEL, RUNNING, STANDARD, WIDE, WallPicture
from coalition.figures.wall.world import world_likeness_wall, world_wall
from coalition.figures.world import Mark
from coalition.model.network import Network
from coalition.model.visibility import LEFT_OUT
from coalition.model.vocabulary import Standing, Tables

SVG = "{http://www.w3.org/2000/svg}"
ROUGH = pd.read_csv(Path(__file__).parents[1] / "data" / "rough_coordinates.csv", index_col="id", keep_default_na=False)
APART = 3.0
"""Degrees from which two places are taken to lie one beside the other."""


def countries(network: Network) -> dict[str, str]:
    states = network.actors.iloc[network.states]
    return dict(zip(states.index, states["country"], strict=True))


def test_every_state_has_one_place_and_no_two_share_one(seed_network: Network) -> None:
    rows = [line.split() for line in tiles.BOARD.read_text(encoding="ascii").splitlines()]
    assert len({len(row) for row in rows}) == 1
    written = [code for row in rows for code in row if code != "..."]
    states = list(seed_network.actors.index[seed_network.states])
    assert sorted(written) == sorted(states)
    assert len(states) == 195
    for board in (tiles.wide(countries(seed_network)), tiles.tall(countries(seed_network))):
        assert set(board.tiles) == set(states)
        assert len(set(board.tiles.values())) == len(states)
        assert all(0 <= x < board.columns and 0 <= y < board.rows for x, y in board.tiles.values())
        assert not {(x, y) for _, (x, y) in board.words} & set(board.tiles.values())


@pytest.mark.parametrize("area", tiles.AREAS)
def test_within_an_area_west_is_left_and_north_is_above(area: str) -> None:
    """Of two States that lie well apart, at least nine in ten stand so on the board, or in one column or row."""
    of_area = {code: place for code, place in tiles.tiles().items() if tiles.area(place) == area}
    pairs = list(combinations(of_area, 2))
    for axis, column, sign in ((0, "longitude", 1), (1, "latitude", -1)):
        told = [
            sign * (ROUGH.loc[b, column] - ROUGH.loc[a, column]) * (of_area[b][axis] - of_area[a][axis])
            for a, b in pairs
            if abs(ROUGH.loc[b, column] - ROUGH.loc[a, column]) >= APART
        ]
        assert sum(one >= 0 for one in told) / len(told) > 0.9, column
        assert sum(one > 0 for one in told) / len(told) > 0.8, column


def test_areas_lie_where_their_names_say() -> None:
    assert {name: sum(tiles.area(place) == name for place in tiles.tiles().values()) for name in tiles.AREAS} == {
        "The Americas": 35, "Europe and Africa": 98, "Asia and the Pacific": 62,
    }  # fmt: skip
    by_code = {code: tiles.area(place) for code, place in tiles.tiles().items()}
    for code, area in {
        "BRB": 0,
        "CPV": 1,
        "MDA": 1,
        "SYC": 1,
        "BGR": 1,
        "CYP": 2,
        "ISR": 2,
        "TUR": 2,
        "FJI": 2,
    }.items():
        assert by_code[code] == tiles.AREAS[area], code


def test_a_state_without_a_place_stands_below_the_board_and_takes_none_of_another() -> None:
    own = {"KEN": "KEN", "KENYA-2": "KEN", "x": "UGA", "y": "", "z": "ZZZ"}
    assert tiles.codes(own) == {"KEN": "KEN", "x": "UGA"}
    for board in (tiles.wide(own), tiles.tall(own)):
        assert set(board.tiles) == set(own)
        assert len(set(board.tiles.values())) == len(own)
        (below,) = [at[1] for words, at in board.words if words == tiles.ELSEWHERE]
        assert {actor for actor, (_, y) in board.tiles.items() if y > below} == {"KENYA-2", "y", "z"}
    assert tiles.wide({}).tiles == {}


def test_a_board_of_few_states_is_cut_to_them() -> None:
    board = tiles.wide({code: code for code in ("BOL", "ARG", "CHL")})
    assert (board.columns, board.rows) == (2, 2)


@pytest.mark.parametrize("recommendation", ["R18", "R21.1", "R22.3", "R16", "R12.1"])
def test_looks_agree_with_positions(seed_network: Network, recommendation: str) -> None:
    table = positions_of_states(seed_network, recommendation)
    drawn = world.tiles_of(table)
    counted = world.counts([tile.mark for tile in drawn])
    assert sum(counted.values()) == len(table) == 195
    size = table["position"].value_counts()
    assert counted.get(Mark.UNKNOWN, 0) == size.get("", 0)
    assert counted.get(Mark.OPPOSED, 0) == size.get(Standing.OPPOSED, 0)
    assert counted.get(Mark.SAID, 0) == size.get(Standing.DECLARED, 0)
    supporting = sum(counted.get(mark, 0) for mark in (Mark.DID, Mark.JOINED, Mark.VOTED))
    assert supporting == size.get(Standing.SUPPORTS, 0) + size.get(Standing.LEADS, 0)
    assert sum(tile.leads for tile in drawn) == size.get(Standing.LEADS, 0)


def test_no_two_looks_are_drawn_alike_and_estimates_are_hollow() -> None:
    for dark in (False, True):
        on = world.paint(dark)
        looks = {mark: "".join(world.look(mark, 0, 0, 40, on)) for mark in Mark if mark is not Mark.SUPPORTS}
        alike = [pair for pair in combinations(looks, 2) if looks[pair[0]] == looks[pair[1]]]
        assert alike == []
        estimates = (Mark.VERY_LIKE, Mark.LIKE, Mark.LESS_LIKE, Mark.UNLIKE, Mark.NO_ESTIMATE, Mark.UNKNOWN)
        for mark in estimates:
            assert re.findall(r'fill="([^"]*)"', looks[mark]) == [on.paper], mark


def test_estimates_are_those_of_the_search_and_records_keep_their_own_look(seed_network: Network) -> None:
    found = search(seed_network, "R22.3")
    table = likeness_of_states(seed_network, found).set_index("actor_id", drop=False)
    searched = found.table.set_index("actor_id")
    estimated = table[table["likeness"].notna()]
    assert (estimated["likeness"] == searched.loc[estimated.index, "likeness"].astype(float)).all()
    assert not set(estimated["section"]) & {"leads", "supports", "opposed"}
    by_mark = {row["actor_id"]: world.mark_of(row) for row in table.to_dict("records")}
    assert by_mark["USA"] is Mark.OPPOSED
    assert by_mark["ZAF"] is Mark.SUPPORTS
    assert by_mark["VAT"] is Mark.NO_ESTIMATE
    assert {by_mark[key] for key in estimated.index[estimated["likeness"] >= 0.75]} == {Mark.VERY_LIKE}


def test_where_nothing_can_be_estimated_no_tile_shows_an_estimate(seed_network: Network) -> None:
    table = likeness_of_states(seed_network, search(seed_network, "R24.8"))
    marks = {tile.mark for tile in world.tiles_of(table)}
    assert marks == {Mark.SUPPORTS, Mark.NO_ESTIMATE}


def test_every_tile_carries_its_own_code_and_tells_its_own_state(seed_network: Network) -> None:
    table = positions_of_states(seed_network, "R22.3")
    for svg in world.boards(table, seed_network.group_names, False, "alt"):
        options = [one for one in ET.fromstring(svg).iter(f"{SVG}g") if one.get("role") == "option"]
        assert [one.get("data-id") for one in options] == list(table["actor_id"])
        for option, name in zip(options, table["name"], strict=True):
            (label,) = option.iter(f"{SVG}text")
            assert label.text == option.get("data-id")
            assert str(option.get("aria-label")).startswith(f"{name}: ")


def test_hostile_names_and_ids_are_text() -> None:
    states = [f'<b a="{i}">' for i in range(len(HOSTILE))]
    tables = make_tables({(state, "v"): "support" for state in states}, bears_on={"v": "R1"})
    network = Network.from_tables(Tables(**dict(tables) | {"actors": tables.actors.assign(name=HOSTILE)}))
    table = positions_of_states(network, "R1")
    pictures = [*world.boards(table, {"african": HOSTILE[0]}, False, HOSTILE[2])]
    pictures += [world_wall(network, "R1", size).svg for size in (WIDE, STANDARD)]
    for svg in pictures:
        names = {element.tag.removeprefix(SVG) for element in ET.fromstring(svg).iter()}
        assert names <= {"svg", "g", "rect", "line", "polygon", "text", "title", "desc"}
        assert not [name for element in ET.fromstring(svg).iter() for name in element.attrib if name.startswith("on")]


def words_of(picture: WallPicture) -> list[tuple[str, Box]]:
    """Words of a wall with their places, without the codes on tiles; running text is narrower than single names."""
    found = []
    for text in ET.fromstring(picture.svg).iter(f"{SVG}text"):
        if text.attrib["class"] == "t-label":
            continue
        size, x, base = (float(text.attrib[key]) for key in ("font-size", "x", "y"))
        width = text_width(text.text or "", size) * (RUNNING if text.attrib["class"] != "w-label" else 1)
        left = {"start": x, "middle": x - width / 2, "end": x - width}[text.attrib["text-anchor"]]
        assert size >= LABEL
        found.append((text.text or "", Box(left, base - 0.72 * size, left + width, base + 0.2 * size)))
    return found


@pytest.fixture(scope="module")
def walls(seed_network: Network) -> dict[tuple[str, str], object]:
    searched = {key: search(seed_network, key) for key in ("R21.1", "R22.3", "R18")}
    return {
        (kind, key): (lambda size, dark, out, kind=kind, key=key, found=found: (
            world_wall(seed_network, key, size, dark, out) if kind == "position"
            else world_likeness_wall(seed_network, found, size, dark, out)
        ))
        for key, found in searched.items()
        for kind in ("position", "likeness")
    }  # fmt: skip


@pytest.mark.parametrize("left_out", [False, True])
@pytest.mark.parametrize("size", [WIDE, STANDARD, (1920, 1080)], ids=str)
@pytest.mark.parametrize("key", ["R18", "R21.1", "R22.3"])
@pytest.mark.parametrize("kind", ["position", "likeness"])
def test_on_the_wall_no_word_touches_another_or_a_tile(walls, kind, key, size, left_out) -> None:
    picture = walls[kind, key](size, False, left_out)
    words = words_of(picture)
    assert any(LEFT_OUT[:20] in said for said, _ in words) == left_out
    for said, box in words:
        assert box.within(Box(0, 0, *size)), said
    for (one, first), (other, second) in combinations(words, 2):
        assert not first.touches(second), (one, other)
    labels = [text for text in ET.fromstring(picture.svg).iter(f"{SVG}text") if text.attrib["class"] == "t-label"]
    assert len(labels) == 195
    for label in labels:
        x, y, side = float(label.attrib["x"]), float(label.attrib["y"]), float(label.attrib["font-size"])
        tile = Box(x - side, y - 1.5 * side, x + side, y + side / 2)
        assert tile.within(Box(0, 0, *size))
        for said, box in words:
            assert not tile.touches(box), (said, label.text)


def test_a_wall_is_told_in_words_and_as_a_table(seed_network: Network) -> None:
    picture = world_wall(seed_network, "R22.3", WIDE, dark=True)
    description = ET.fromstring(picture.svg).find(f"{SVG}desc")
    assert description is not None
    assert "opposed a text: 14" in str(description.text)
    assert len(picture.table) == 195
    row = picture.table.set_index("Code").loc["ZAF"]
    assert row["State"] == "South Africa"
    assert row["Looks"] == Mark.DID
