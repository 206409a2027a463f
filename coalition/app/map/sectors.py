"""Places for a whole network: recommendations in the middle, actors around them in sectors, the others in a tray."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, cos, hypot, pi, sin

import numpy as np

from coalition.app.map.data import RADIUS, Band
from coalition.app.map.layout import FONT, PAD, ROW, Item, MapLayout, MarkPlace, tray_below, with_names
from coalition.arrays import Ints
from coalition.figures.placing import Box, text_width

APART = 26.0
"""Between the middles of two marks, along a ring and from ring to ring."""
AROUND = 70.0
"""From the recommendations to the first ring."""
BETWEEN, MOST_BETWEEN = 0.03, 0.2
"""Between two sectors, and between all of them together, as a share of the whole turn."""
NAMED = 40
"""Up to so many marks in a tray have names beside them."""
LABELS = 220
"""So many names at most: of those with the most lines, where there is room."""
WIDE = 1.6
"""So much wider than high a map is to be that has a tray."""
COLUMN = 12
"""Up to so many recommendations stand in one column."""
HIGH = 1.6
"""The recommendations stand in columns about so much wider than high."""


@dataclass(frozen=True)
class Sector:
    """Actors that stand together, those with the most lines first."""

    words: str
    group: str
    members: Sequence[Item]


def around_middle(boxes: Sequence[Item], sectors: Sequence[Sector], tray: Sequence[Item], words: str) -> MapLayout:
    """Recommendations in columns in the middle, sectors of actors on rings around them, and below all a tray.

    Parameters
    ----------
    boxes : sequence of Item
        Recommendations, in their order: down the columns.
    sectors : sequence of Sector
        From the top clockwise, each as wide as it has members; the first members are nearest to the middle.
    tray : sequence of Item
        Those without a line.
    words : str
        Label of the tray.

    Returns
    -------
    MapLayout
        A mark whose label found no room has no side ("").
    """
    places = _middle(boxes)
    half = max((item.width for item in boxes), default=0.0) / 2
    inner = max((hypot(abs(place.x) + half, place.y) for place in places.values()), default=0.0) + AROUND
    filled = [sector for sector in sectors if sector.members]
    bands: list[Band] = []
    marks: dict[str, tuple[float, float]] = {}
    gap = min(BETWEEN, MOST_BETWEEN / len(filled)) if len(filled) > 1 else 0.0
    rings = _rings(sum(len(sector.members) for sector in filled), inner, len(filled), gap)
    outer = inner + max(rings - 1, 0) * APART
    turn = -pi / 2
    share = 2 * pi * (1 - gap * len(filled))
    for sector in filled:
        width = share * len(sector.members) / sum(len(one.members) for one in filled)
        marks |= _sector([item.id for item in sector.members], turn, width, inner, rings)
        bands.append(_head(sector, turn + width / 2, outer, bands))
        turn += width + 2 * pi * gap
    blocked = [Box(p.x - half, p.y - ROW / 2, p.x + half, p.y + ROW / 2) for p in places.values()]
    blocked += [_head_box(band) for band in bands]
    places |= with_names(marks, [item for sector in filled for item in sector.members], LABELS, blocked)
    left, top, right, bottom = _bounds(places, [*boxes, *(one for sector in filled for one in sector.members)], bands)
    if tray:
        across = max(right, _wide(tray, bottom - top) / 2)
        side = "right" if len(tray) <= NAMED else ""
        left = -across
        bottom, right = tray_below(places, bands, tray, words, (left, across), bottom + ROW, _cell(tray), side)
    return MapLayout(places, tuple(bands), (left, top, right, bottom))


def _bounds(
    places: dict[str, MarkPlace], items: Sequence[Item], bands: Sequence[Band]
) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of marks with their names, and of the heads of the sectors."""
    spans = [(box.left, box.top, box.right, box.bottom) for box in map(_head_box, bands)]
    for item in items:
        place, wide = places[item.id], item.width + RADIUS
        less = wide if place.side == "left" else wide / 2 if item.box or place.side in ("above", "below") else RADIUS
        more = wide if place.side == "right" and not item.box else wide / 2 if less != wide else RADIUS
        spans.append((place.x - less, place.y - ROW, place.x + more, place.y + ROW))
    if not spans:
        return 0.0, 0.0, 0.0, 0.0
    left, top, right, bottom = zip(*spans, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _middle(boxes: Sequence[Item]) -> dict[str, MarkPlace]:
    """Columns of boxes around the origin."""
    if not boxes:
        return {}
    width = max(item.width for item in boxes) + PAD
    rows = len(boxes) if len(boxes) <= COLUMN else ceil((len(boxes) * width / ROW / HIGH) ** 0.5)
    across = ceil(len(boxes) / rows)
    return {
        item.id: MarkPlace(
            (i // rows - (across - 1) / 2) * width,
            (i % rows - (min(rows, len(boxes) - i // rows * rows) - 1) / 2) * ROW,
            "right",
        )
        for i, item in enumerate(boxes)
    }


def _rings(count: int, inner: float, sectors: int, gap: float) -> int:
    """On how many rings so many marks stand apart."""
    rings, room = 0, 0.0
    while room < count:
        room += 2 * pi * (inner + rings * APART) * (1 - gap * sectors) / APART - sectors
        rings += 1
    return rings


def _sector(ids: Sequence[str], turn: float, width: float, inner: float, rings: int) -> dict[str, tuple[float, float]]:
    """Marks of a sector, ring by ring from the inside, evenly spread on each."""
    radii = inner + APART * np.arange(rings)
    ends = np.round(np.cumsum(radii) / radii.sum() * len(ids)).astype(int)
    counts: Ints = np.diff(ends, prepend=0)
    places, first = {}, 0
    for radius, count in zip(radii, counts, strict=True):
        for i in range(count):
            angle = turn + width * (i + 0.5) / count
            places[ids[first + i]] = (float(radius * cos(angle)), float(radius * sin(angle)))
        first += count
    return places


def _head(sector: Sector, angle: float, outer: float, before: Sequence[Band]) -> Band:
    """The name of a sector, outside its rings and beyond the names of the sectors before it."""
    width = text_width(sector.words, FONT)
    away = outer + 40.0 + 70.0 * abs(cos(angle))
    while True:
        x, y = away * cos(angle), away * sin(angle)
        left, top = x - width * (0.5 - 0.5 * cos(angle)), y - ROW / 2
        head = Band(sector.words, sector.group, left, top, left, top)
        if not any(_head_box(head).touches(_head_box(other)) for other in before):
            return head
        away += ROW / 2


def _head_box(head: Band) -> Box:
    """Where the name of a sector is drawn."""
    return Box(head.left, head.top, head.left + text_width(head.words, FONT) + 2 * PAD, head.top + ROW)


def _wide(tray: Sequence[Item], above: float) -> float:
    """Width at which the tray and what stands above it are together about `WIDE` times as wide as high."""
    area = len(tray) * ROW * _cell(tray)
    return float(max(np.roots([1.0, -WIDE * above, -WIDE * area]).real))


def _cell(tray: Sequence[Item]) -> float:
    """Width of a place in the tray; names of many would make the marks of the others small."""
    return max(item.width for item in tray) + PAD if len(tray) <= NAMED else APART
