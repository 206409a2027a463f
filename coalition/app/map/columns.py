"""Places in two columns: actors in bands on the left, recommendations on the right, and below them a tray."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from coalition.app.map.data import RADIUS, Band
from coalition.app.map.layout import (
    BETWEEN,
    FONT,
    GAP,
    HEAD,
    PAD,
    ROW,
    Item,
    MapLayout,
    MarkPlace,
    tray_below,
)
from coalition.app.map.sectors import APART, NAMED, Sector
from coalition.figures.placing import text_width

NAMED_ACTORS = 220
"""Up to so many actors have names beside them."""
MOST_APART = 3
"""Recommendations stand at most so many rows apart."""
WIDE = 1.25
"""The map is to be about so much wider than high."""


def in_columns(boxes: Sequence[Item], sectors: Sequence[Sector], tray: Sequence[Item], words: str) -> MapLayout:
    """Bands of actors one below the other, and beside them the recommendations.

    Parameters
    ----------
    boxes : sequence of Item
        Recommendations, in their order: down the columns.
    sectors : sequence of Sector
        A band each, from the top; members row by row.
    tray : sequence of Item
        Those without a line.
    words : str
        Label of the tray.

    Returns
    -------
    MapLayout
        Beyond `NAMED_ACTORS` actors no name is shown beside its mark: their sides are "".
    """
    actors = [item for sector in sectors for item in sector.members]
    named = len(actors) <= NAMED_ACTORS
    cell = max((item.width for item in actors), default=0.0) + PAD if named else APART
    box = max((item.width for item in boxes), default=0.0) + PAD
    across = _across(boxes, sectors, cell, box)
    high = _height(sectors, across)
    width = max([across * cell, *(text_width(sector.words, FONT) for sector in sectors)]) + 2 * PAD if sectors else 0.0
    places: dict[str, MarkPlace] = {}
    bands: list[Band] = []
    top = 0.0
    for sector in sectors:
        bottom = top + HEAD + ceil(len(sector.members) / across) * ROW
        bands.append(Band(sector.words, sector.group, 0.0, top, width, bottom))
        for number, item in enumerate(sector.members):
            row, column = divmod(number, across)
            x = PAD + RADIUS + column * cell
            places[item.id] = MarkPlace(x, top + HEAD + (row + 0.5) * ROW, "right" if named else "")
        top = bottom + GAP
    columns = _columns(boxes, high)
    rows = ceil(len(boxes) / columns)
    pitch = min(max(high / max(rows, 1), ROW), MOST_APART * ROW)
    left = width + BETWEEN if sectors else 0.0
    for number, item in enumerate(boxes):
        column, row = divmod(number, rows)
        places[item.id] = MarkPlace(
            left + (column + 0.5) * box, (high - rows * pitch) / 2 + (row + 0.5) * pitch, "right"
        )
    right, upper = left + columns * box, min(0.0, (high - rows * pitch) / 2)
    lower = max(high, (high + rows * pitch) / 2)
    if tray:
        side = "right" if len(tray) <= NAMED else ""
        wide = max(item.width for item in tray) + PAD if side else APART
        lower, right = tray_below(places, bands, tray, words, (0.0, right), lower + 2 * GAP, wide, side)
    return MapLayout(places, tuple(bands), (0.0, upper, right, lower))


def _across(boxes: Sequence[Item], sectors: Sequence[Sector], cell: float, box: float) -> int:
    """How many actors stand side by side, so that the map has its shape."""
    most = max((len(sector.members) for sector in sectors), default=1)
    for across in range(1, most):
        high = _height(sectors, across)
        if across * cell + BETWEEN + _columns(boxes, high) * box >= WIDE * high:
            return across
    return most


def _height(sectors: Sequence[Sector], across: int) -> float:
    rows = sum(HEAD + ceil(len(sector.members) / across) * ROW for sector in sectors)
    return rows + GAP * max(len(sectors) - 1, 0)


def _columns(boxes: Sequence[Item], high: float) -> int:
    """In how many columns the recommendations are no higher than the actors; one while they are few."""
    return max(ceil(len(boxes) * ROW / max(high, 12 * ROW)), 1)
