"""Pictures for a wall: large type, few labels, none over another, hostile names as text, readable in both shades."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from functools import cache
from itertools import combinations

import pandas as pd
import pytest
from conftest import make_tables
from hostile_names import HOSTILE

from coalition.analysis.bridges.ranking import bridges
from coalition.analysis.coalitions import coalition_for
from coalition.analysis.gaps.gaps import gaps
from coalition.analysis.gaps.wording import gaps_summary
from coalition.analysis.partners.ranking import search
from coalition.figures.placing import Box, short, text_width
from coalition.figures.wall.bridges import bridges_wall
from coalition.figures.wall.canvas import (
    DARK,
    LABEL,
    LIGHT,
    RUNNING,
    STANDARD,
    TITLE,
    WIDE,
    Colours,
    WallPicture,
    message,
)
from coalition.figures.wall.coalition import coalition_wall
from coalition.figures.wall.gaps import gaps_wall
from coalition.figures.wall.partners import partners_wall
from coalition.figures.wall.rows import quotas
from coalition.figures.wall.supporters import supporters_wall
from coalition.measures.coalitions.rules import Rules
from coalition.model.characters import drawable
from coalition.model.network import Network
from coalition.model.visibility import LEFT_OUT
from coalition.model.vocabulary import Tables

SIZES = [WIDE, STANDARD, (1920, 1080)]
TELLING = ["R11.2", "R12.1", "R13", "R16", "R18", "R19.3", "R21.1", "R22.3", "R24.8"]
SVG = "{http://www.w3.org/2000/svg}"
GOALS = ("R18", "R21.1", "R22.3")
Draw = Callable[[str, tuple[int, int], bool, bool], WallPicture]


@pytest.fixture(scope="module")
def draw(seed_network: Network) -> Draw:
    """A view by name: "gaps", "bridges", "coalition", "partners R18" or "supporters R18"."""
    net = seed_network
    searched = cache(lambda key: search(net, key))
    ranked = cache(lambda: bridges(net, replicates=50))
    found = cache(lambda: gaps(net))
    least = cache(lambda: coalition_for(net, GOALS, Rules(groups=4)))

    def drawn(name: str, size: tuple[int, int], dark: bool = False, left_out: bool = False) -> WallPicture:
        kind, _, goal = name.partition(" ")
        if kind == "partners":
            return partners_wall(net, searched(goal), size, dark, left_out)
        if kind == "supporters":
            return supporters_wall(net, goal, size, dark, left_out)
        if kind == "gaps":
            return gaps_wall(net, found(), size, dark, left_out)
        if kind == "bridges":
            return bridges_wall(net, ranked(), size, dark, left_out)
        return coalition_wall(net, least(), GOALS, 4, size, dark, left_out)

    return drawn


NAMES = ["gaps", "bridges", "coalition", *(f"{kind} {goal}" for kind in ("partners", "supporters") for goal in TELLING)]


def texts(picture: WallPicture) -> list[ET.Element]:
    return list(ET.fromstring(picture.svg).iter(f"{SVG}text"))


def box(text: ET.Element) -> Box:
    """Where a text stands; running text is narrower than single names are taken for."""
    size, x, base = (float(text.attrib[key]) for key in ("font-size", "x", "y"))
    width = text_width(text.text or "", size) * (1 if text.attrib["class"] == "w-name" else RUNNING)
    left = {"start": x, "middle": x - width / 2, "end": x - width}[text.attrib["text-anchor"]]
    return Box(left, base - 0.72 * size, left + width, base + 0.2 * size)


def check(picture: WallPicture, size: tuple[int, int]) -> None:
    """What holds for every picture."""
    found = texts(picture)
    assert {float(text.attrib["font-size"]) for text in found if text.attrib["class"] == "w-title"} == {TITLE}
    assert min(float(text.attrib["font-size"]) for text in found) >= LABEL
    assert sum(text.attrib["class"] == "w-name" for text in found) <= 20
    boxes = [(text.text, box(text)) for text in found]
    for words, place in boxes:
        assert place.within(Box(0, 0, *size)), words
    for (one, first), (other, second) in combinations(boxes, 2):
        assert not first.touches(second), (one, other)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("left_out", [False, True])
def test_type_is_large_and_no_text_touches_another(
    draw: Draw, name: str, size: tuple[int, int], left_out: bool
) -> None:
    picture = draw(name, size, False, left_out)
    check(picture, size)
    said = " ".join(text.text or "" for text in texts(picture))
    assert (LEFT_OUT in said) == left_out


@pytest.mark.parametrize("name", NAMES)
def test_light_and_dark_say_the_same_and_differ_in_colour_only(draw: Draw, name: str) -> None:
    light, dark = draw(name, WIDE, False, False), draw(name, WIDE, True, False)
    assert [text.text for text in texts(light)] == [text.text for text in texts(dark)]
    assert LIGHT.paper in light.svg
    assert DARK.paper in dark.svg
    assert LIGHT.ink not in dark.svg


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_colour_stands_out_from_its_paper(colours: Colours) -> None:
    assert contrast(colours.ink, colours.paper) >= 12
    assert contrast(colours.quiet, colours.paper) >= 7
    for colour in (*colours.groups.values(), colours.other):
        assert contrast(colour, colours.paper) >= 3


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_told_in_words(draw: Draw, name: str) -> None:
    picture = draw(name, WIDE, False, False)
    root = ET.fromstring(picture.svg)
    assert root.attrib["role"] == "img"
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    seen = [text.text or "" for text in texts(picture) if text.attrib["class"] in ("w-title", "w-answer")]
    assert f"{title.text} {description.text}".startswith(seen[0])
    assert " ".join(seen[1:]).rstrip("…") in (description.text or "")
    for value in picture.table.to_numpy().ravel():
        assert drawable(str(value)) in (description.text or "")


def marks(picture: WallPicture) -> dict[str, bool]:
    """Name -> whether its mark, drawn just before it, is filled."""
    found: dict[str, bool] = {}
    last = ""
    for node in ET.fromstring(picture.svg):
        if node.tag == f"{SVG}text" and node.attrib["class"] == "w-name":
            found[re.sub(r"^\d+ ", "", node.text or "")] = last != LIGHT.paper
        last = node.attrib.get("fill", "")
    return found


@pytest.mark.parametrize(("recommendation", "own"), [("R21.1", True), ("R17", False)])
def test_own_records_are_filled_others_hollow_and_none_unlike_or_opposed_is_named(
    draw: Draw, seed_network: Network, recommendation: str, own: bool
) -> None:
    table = search(seed_network, recommendation).table
    table = table.assign(name=[short(name) for name in table["name"]]).set_index("name")
    found = marks(draw(f"partners {recommendation}", (1920, 1080), False, False))
    assert len(found) > 10
    assert {table.loc[name, "section"] for name in found} == {"ask", "middle"}
    assert {bool(table.loc[name, "badge"]) for name in found} == {own}
    assert set(found.values()) == {own}
    assert all(marks(draw("supporters R22.3", WIDE, False, False)).values())


@pytest.mark.parametrize(
    ("recommendation", "names"),
    [("R22.3", ("Guyana", "Tunisia", "Grenada")), ("R21.1", ("Brazil", "Haiti", "Armenia"))],
)
def test_the_three_of_the_answer_are_named_whatever_their_group(
    draw: Draw, seed_network: Network, recommendation: str, names: tuple[str, ...]
) -> None:
    assert all(name in search(seed_network, recommendation).sentence for name in names)
    for size in SIZES:
        picture = draw(f"partners {recommendation}", size, False, True)
        assert set(names) <= set(marks(picture))


def test_what_is_not_asked_is_neither_none_nor_opposed(draw: Draw) -> None:
    for kind in ("partners", "supporters"):
        said = " ".join(text.text or "" for text in texts(draw(f"{kind} R22.5", WIDE, False, False)))
        assert "0 of" not in said
        assert "No State is on record about it" in said or "nobody can be said" in said
        assert "unknown" in said


def test_numbers_on_the_wall_are_those_of_the_positions(draw: Draw, seed_network: Network) -> None:
    there = seed_network.positions_on("R22.3")
    states = there[there["position"].isin(["leads", "supports"]) & there["kind"].isin(["state", "observer_state"])]
    counts = states["regional_group"].value_counts()
    for kind in ("supporters", "partners"):
        said = [text.text or "" for text in texts(draw(f"{kind} R22.3", WIDE, False, False))]
        told = [int(words.split(" of ")[0]) for words in said if re.fullmatch(r"\d+ of \d+", words)]
        assert told == [int(counts.get(group, 0)) for group in seed_network.groups.index]


def test_two_slides_on_one_recommendation_say_what_each_counts(draw: Draw, seed_network: Network) -> None:
    african = seed_network.groups.index.get_loc("african")
    on_text = seed_network.tables.stances.query("evidence_id == 'JS-REPRISALS-2021' and position == 'support'")
    for kind, count, words in (
        ("partners", len(on_text.merge(african_states(seed_network), on="actor_id")),
         "in support of the target, Joint statement on intimidation and reprisals"),
        ("supporters", len(seed_network.positions_on("R21.1").query(
            "regional_group == 'african' and kind == 'state' and position in ['leads', 'supports']")),
         f"on record by any of {len(seed_network.evidence_of('R21.1'))} texts"),
    ):  # fmt: skip
        said = [text.text or "" for text in texts(draw(f"{kind} R21.1", WIDE, False, False))]
        told = [one for one in said if re.fullmatch(r"\d+ of \d+", one)]
        assert told[african] == f"{count} of 54"
        assert words in " ".join(said)


def african_states(network: Network) -> pd.DataFrame:
    states = network.actors.iloc[network.states]
    return states[states["regional_group"] == "african"].rename_axis("actor_id").reset_index()[["actor_id"]]


@pytest.mark.parametrize("size", SIZES)
def test_hostile_names_are_text(size: tuple[int, int]) -> None:
    wicked = [*HOSTILE, "a\x00\x07b" * 9, "M" * 200, ""]
    ids = [f"h{i}" for i in range(len(wicked))]
    stances = {(key, "x"): "support" for key in ids} | {(f"s{i}", "x"): "support" for i in range(9)}
    tables = make_tables(
        stances,
        groups={f"s{i}": f"g{i}" for i in range(9)},
        kinds=dict.fromkeys(ids, "ngo"),
        recommendations={"R-x": {"text": HOSTILE[0] * 9}},
    )
    network = Network.from_tables(named(tables, dict(zip(ids, wicked, strict=True))))
    coalition = coalition_for(network, ["R-x"], Rules(5, among=["ngo"]))
    pictures = [
        supporters_wall(network, "R-x", size),
        partners_wall(network, search(network, "R-x"), size),
        coalition_wall(network, coalition, ("R-x",), 0, size),
        gaps_wall(network, gaps(network), size),
        message(HOSTILE[0], HOSTILE[2] * 20, size, True),
    ]
    for picture in pictures:
        check(picture, size)
        drawn = {node.tag.removeprefix(SVG) for node in ET.fromstring(picture.svg).iter()}
        assert drawn <= {"svg", "title", "desc", "rect", "line", "circle", "polygon", "text"}
        assert "\u202e" not in picture.svg
    assert "&lt;img src=x" in pictures[0].svg


def named(tables: Tables, names: dict[str, str]) -> Tables:
    actors = tables.actors.copy()
    actors["name"] = actors["id"].map(names).fillna(actors["name"])
    actors.loc[actors["id"].str.startswith("s"), "name"] = "Bosnia and Herzegovina of the Long Name"
    return Tables(**dict(tables) | {"actors": actors})


def test_no_coalition_is_a_sentence(seed_network: Network) -> None:
    found = coalition_for(seed_network, ["R16"], Rules(groups=4))
    picture = coalition_wall(seed_network, found, ("R16",), 4, STANDARD)
    check(picture, STANDARD)
    assert "No coalition keeps these rules" in picture.svg


def test_a_map_with_hardly_anything_in_it_is_drawn() -> None:
    tables = make_tables({("a", "x"): "support", ("b", "x"): "oppose"}, groups={"a": "g", "b": "h"})
    network = Network.from_tables(tables)
    nobody = bridges_wall(network, bridges(network, replicates=0), WIDE)
    check(nobody, WIDE)
    check(gaps_wall(network, gaps(network), WIDE), WIDE)
    check(partners_wall(network, search(network, "R-x"), WIDE), WIDE)


@pytest.mark.parametrize(
    ("wanted", "given"),
    [([30, 30, 30, 30, 30], [4] * 5), ([50, 2, 0], [18, 2, 0]), ([3, 1], [3, 1]), ([], []), ([0, 0], [0, 0])],
)
def test_names_are_shared_out_evenly(wanted: list[int], given: list[int]) -> None:
    assert quotas(wanted) == given


def test_gaps_are_counted_on_the_wall_as_on_the_page_and_in_the_brief(draw: Draw, seed_network: Network) -> None:
    table = draw("gaps", WIDE).table.set_index("Gap")["Recommendations"]
    assert table.to_dict() == {
        "Not asked yet": 1, "Disputed readings only": 17, "Declared only": 3, "One actor only": 3, "One group only": 5,
        "No lead": 5, "Leads not recorded": 24, "Addressee missing": 23,
    }  # fmt: skip
    said = " ".join(text.text or "" for text in texts(draw("gaps", WIDE)) if text.attrib["class"] == "w-answer")
    assert said == gaps_summary(gaps(seed_network), few=0)


def test_who_has_only_said_so_is_a_number_apart_and_no_supporter(draw: Draw) -> None:
    """R16: nobody in support, 15 States of GRULAC with words only."""
    picture = draw("supporters R16", WIDE)
    said = [text.text or "" for text in texts(picture)]
    assert "“” 15" in said
    assert not marks(picture)
    assert "15 more only said so" not in " ".join(said)
    table = picture.table.set_index("Regional group")
    assert table.loc["GRULAC", ["Lead", "Support"]].tolist() == ["", ""]
    assert len(table.loc["GRULAC", "Only said so"].split(", ")) == 15


@pytest.mark.parametrize("size", SIZES)
def test_what_counts_beyond_the_ordinary_stands_on_the_wall(seed_network: Network, size: tuple[int, int]) -> None:
    other = seed_network.recounted(disputed=True, declarations=True)
    for picture in (gaps_wall(other, gaps(other), size), supporters_wall(other, "R11", size)):
        check(picture, size)
        assert "Disputed readings count here, and declarations count as support." in picture.svg
