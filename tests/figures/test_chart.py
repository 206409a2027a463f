"""A picture on a dark page: its colours change, its data do not."""

from __future__ import annotations

from itertools import pairwise

from coalition.figures.chart import on_dark, words
from coalition.palette import DARK, GROUPS, INK, PAPER, QUIET, SCALE


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_colours_change_and_words_stay() -> None:
    option = {"series": [words("#1B2733 is no colour here", 1, 2, colour=INK)], "color": [QUIET], "width": 3}
    found = on_dark(option)
    assert found["series"][0]["label"]["color"] == DARK[INK]
    assert found["series"][0]["name"] == "#1B2733 is no colour here"
    assert (found["color"], found["width"]) == ([DARK[QUIET]], 3)
    assert option["color"] == [QUIET]


def test_colours_are_far_enough_from_their_paper() -> None:
    for ink in (INK, QUIET):
        assert contrast(ink, PAPER) >= 4.5
        assert contrast(DARK[ink], DARK[PAPER]) >= 4.5
    for colour in GROUPS.values():
        assert contrast(colour, PAPER) >= 3.0
        assert contrast(DARK[colour], DARK[PAPER]) >= 3.0
    for step in SCALE:
        assert contrast(INK, step) >= 4.5
        assert contrast(DARK[INK], DARK[step]) >= 4.5
    assert all(luminance(DARK[a]) < luminance(DARK[b]) for a, b in pairwise(SCALE))
