"""The spectrum on the seed facts: its columns, its marks, its words."""

import json
import math
import re
from functools import cache

import pytest

from coalition.analysis.partners.ranking import search
from coalition.figures.placing import Box, short, text_width
from coalition.figures.spectrum import APART, by_group, columns_of, spectrum, told_of
from coalition.palette import PAPER

HOSTILE = "<img src=x onerror=alert(1)>{a}{b|x}\"'\u202e"


@pytest.fixture(scope="module")
def drawn(seed_network):
    @cache
    def draw(recommendation):
        found = search(seed_network, recommendation)
        return found, spectrum(found, seed_network)

    return draw


# One of each level and shape: none, few and many on record, opposed or absent, crowded scores, two-line labels.
TELLING = ("R12.1", "R14", "R16", "R16.1", "R18", "R18.1", "R19.1", "R19.7", "R20", "R20.1", "R20.6", "R21.1", "R21.5",
           "R21.7", "R22.3", "R23", "R24.7", "R24.8")  # fmt: skip


def _series(figure, kind):
    marks, texts = figure.option["series"][2], figure.option["series"][3]
    return {"marks": marks, "texts": texts}[kind]["data"]


def _words(figure):
    return [text["name"] for text in _series(figure, "texts")]


def test_a_picture_is_json_and_fits_a_screen(drawn):
    for recommendation in TELLING:
        _, figure = drawn(recommendation)
        json.dumps(figure.option, allow_nan=False)
        assert 300 <= figure.height <= 580, recommendation


def test_every_state_of_the_middle_ground_or_to_be_checked_has_a_mark_with_its_rank(drawn):
    for recommendation in ("R18", "R22.3", "R24.3"):
        found, figure = drawn(recommendation)
        ranks = [mark["rank"] for mark in _series(figure, "marks") if mark["rank"]]
        near = found.table[found.table["section"].isin(["ask", "middle"])]
        assert len(near) > 15
        assert sorted(ranks) == sorted(near["rank"])


def test_an_own_record_is_filled_and_what_is_none_is_hollow_and_each_says_its_estimate(drawn):
    for recommendation in ("R22.3", "R23.2"):
        found, figure = drawn(recommendation)
        recorded = set(found.table[found.table["badge"].fillna("") != ""]["name"])
        marks = [mark for mark in _series(figure, "marks") if mark["rank"]]
        for mark in marks:
            assert (mark["itemStyle"]["color"] != PAPER) == (mark["who"] in recorded)
            assert re.search(r"; estimate \d+%, between \d+% and \d+%: \d+% from ", mark["name"])
            assert (": nothing on record; " in mark["name"]) == (mark["who"] not in recorded)
        assert {mark["who"] in recorded for mark in marks} == {True, False}


def test_opposed_names_the_text_and_its_column_goes_when_it_is_empty(drawn):
    _, with_votes = drawn("R22.3")
    squares = [mark for mark in _series(with_votes, "marks") if mark.get("symbol") == "rect"]
    assert len(squares) == 14
    assert all("voted no on A/HRC/RES/26/9" in mark["name"] for mark in squares)
    assert "Opposed\na text" in _words(with_votes)
    assert "Opposed\na text" not in _words(drawn("R18")[1])


def test_unlike_supporters_are_a_count_and_never_a_mark(drawn):
    found, figure = drawn("R18")
    unlike = set(found.table[found.table["section"] == "unlike"]["name"])
    assert not unlike & {mark["who"] for mark in _series(figure, "marks")}
    assert any(word.endswith(" States") for word in _words(figure))


def test_without_a_likeness_there_is_no_axis_and_no_estimate(drawn):
    for recommendation in ("R16", "R12.1", "R20"):
        _, figure = drawn(recommendation)
        assert not any("estimate" in mark["name"] for mark in _series(figure, "marks"))
        assert not any("most alike" in word for word in _words(figure))


def test_support_is_told_as_a_share_of_the_group(drawn):
    assert "16 of 23" in _words(drawn("R18")[1])


def test_labels_beside_marks_touch_no_mark(drawn):
    for recommendation in TELLING:
        figure = drawn(recommendation)[1]
        marks = [(*mark["value"], mark["symbolSize"] / 2) for mark in _series(figure, "marks")]
        boxes = [Box(x - r, y - r, x + r, y + r) for x, y, r in marks]
        for text in _series(figure, "texts"):
            shift, drop = text["label"]["offset"]
            if (*text["value"], 9.0) in marks and text["label"]["align"] == "left":
                x, y = text["value"][0] + shift, text["value"][1] + drop
                box = Box(x, y - 6, x + text_width(text["name"], 12) - 3, y + 6)
                assert not any(box.touches(other) for other in boxes), (recommendation, text["name"])


def test_a_name_stands_in_the_band_of_its_list_and_those_of_the_answer_come_first(drawn):
    sections = {}
    for recommendation in ("R18", "R21.1", "R22.3"):
        found, figure = drawn(recommendation)
        bands = columns_of(found, found.table[found.table["group"] != ""]).edges
        section = dict(zip(found.table["name"], found.table["section"], strict=True))
        for text in _series(figure, "texts"):
            if text["name"] in section and text["label"]["align"] == "left":
                left = text["value"][0] + text["label"]["offset"][0]
                band = bands["ask" if section[text["name"]] == "ask" else "estimated"]
                assert band[0] <= left, (recommendation, text["name"])
                assert left + text_width(text["name"], 12) <= band[1] + 1e-6, (recommendation, text["name"])
                sections.setdefault(recommendation, []).append(text["name"])
    for recommendation, names in sections.items():
        told = told_of(drawn(recommendation)[0], names)
        assert names == sorted(names, key=lambda name: name not in told)  # those of the answer have the first places


def _near(figure):
    """Each name beside a mark with the box it takes, its own mark, and all marks as (x, y, radius)."""
    marks = _series(figure, "marks")
    places = [(*mark["value"], mark["symbolSize"] / 2) for mark in marks]
    whose = {tuple(mark["value"]): mark for mark in marks}
    for text in _series(figure, "texts"):
        own = whose.get(tuple(text["value"]))
        if own and text["label"]["align"] == "left":
            shift, drop = text["label"]["offset"]
            x, y = text["value"][0] + shift, text["value"][1] + drop
            yield text["name"], Box(x, y - 7.2, x + text_width(text["name"], 12), y + 7.2), own, places


def _apart(box, place):
    x, y, radius = place
    return math.hypot(max(box.left - x, 0, x - box.right), max(box.top - y, 0, y - box.bottom)) - radius


def test_a_name_can_be_taken_for_no_other_marks_and_every_ranked_mark_shows_its_number(drawn):
    seen = 0
    for recommendation in TELLING:
        for name, box, own, places in _near(drawn(recommendation)[1]):
            number, _, rest = name.partition(" ")
            if number.isdigit():  # it says its number itself
                assert (int(number), rest) == (own["rank"], short(own["who"])), recommendation
                continue
            assert name == short(own["who"])
            mine = (*own["value"], own["symbolSize"] / 2)
            others = [_apart(box, place) for place in places if place != mine]
            assert min(others, default=99) >= _apart(box, mine) + APART - 1e-6, (recommendation, name)
            seen += 1
        for mark in _series(drawn(recommendation)[1], "marks"):
            assert not mark["rank"] or (mark["label"]["show"] and mark["label"]["formatter"] == str(mark["rank"]))
    assert seen > 50


def test_whoever_the_answer_names_is_named_in_the_picture(drawn):
    for recommendation in ("R13.1", "R18", "R19.3", "R19.4", "R19.7", "R21.1", "R21.3", "R22.3", "R24.3"):
        found, figure = drawn(recommendation)
        told = told_of(found, found.table.loc[found.table["rank"].notna(), "name"])
        assert len(told) >= 3
        assert all(name in found.sentence for name in told)
        named = {own["who"] for _, _, own, _ in _near(figure)}
        assert told <= named, recommendation


def test_the_table_counts_every_state_once(seed_network, drawn):
    found, _ = drawn("R22.3")
    table = by_group(found, seed_network)
    assert table["all States"].sum() == seed_network.is_state.sum()
    assert table.loc[table["regional group"] == "WEOG", "opposed a text"].item() == 7


def test_the_text_alternative_says_the_answer(drawn):
    found, figure = drawn("R18")
    assert figure.alt.startswith(found.sentence)


def test_hostile_names_stay_data(seed_network):
    found = search(seed_network, "R18")
    found.table["name"] = HOSTILE
    figure = spectrum(found, seed_network)
    templates = {text["label"]["formatter"] for text in _series(figure, "texts")}
    templates |= {figure.option["tooltip"]["formatter"]}
    assert templates == {"{b}"}
    assert all(mark["label"]["formatter"].isdigit() for mark in _series(figure, "marks") if mark["rank"])


def test_one_state_is_no_plural(drawn):
    said = [word for recommendation in TELLING for word in _words(drawn(recommendation)[1])]
    assert "1 State" in said
    assert "1 States" not in said
