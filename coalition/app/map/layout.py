"""Where everything on a map stands: actors in bands by regional group, recommendations apart, isolates in a tray.

Places are in pixels at the zoom of 1. They depend on nothing but what is given: the same map has the same places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from coalition.app.map.data import RADIUS, Band
from coalition.figures.placing import Box, Label, place_labels, text_width

ROW, HEAD, GAP, PAD = 28.0, 26.0, 12.0, 10.0
BETWEEN = 110.0
"""Room for the lines between two columns."""
FONT = 14.0
SNUG = 0.86
"""`text_width` is rather too large; the canvas squeezes what still would not fit into a box."""
ROWS = 26
"""A column higher than so many rows is set in several."""
NO_GROUP = "No regional group"


@dataclass(frozen=True)
class Item:
    """Something to be placed: its id, its label, and its regional group; None outside all bands."""

    id: str
    label: str
    group: str | None = None
    box: bool = False
    radius: float = RADIUS

    @property
    def width(self) -> float:
        """Width of the mark with its label."""
        return SNUG * text_width(self.label, FONT) + (2 * PAD if self.box else 2 * RADIUS + 6)


@dataclass(frozen=True)
class MarkPlace:
    """Middle of a mark, and where its label stands."""

    x: float
    y: float
    side: str


@dataclass(frozen=True)
class MapLayout:
    """Places of all marks, the bands behind them, and the edges of it all: left, top, right, bottom."""

    places: dict[str, MarkPlace]
    bands: tuple[Band, ...]
    extent: tuple[float, float, float, float]


def two_mode(
    columns: Sequence[Sequence[Item]], group_names: Mapping[str, str], tray: Sequence[Item] = (), tray_words: str = ""
) -> MapLayout:
    """Columns from left to right, each in bands by regional group, and below them a tray.

    Parameters
    ----------
    columns : sequence of sequences of Item
        Items of a column with a group stand in bands, in the order of `group_names`; the others above them.
    group_names : mapping
        Id and name of each regional group.
    tray : sequence of Item
        Those without a line, in a labelled strip below everything.
    tray_words : str
        Label of the strip.

    Returns
    -------
    MapLayout
    """
    used = [column for column in columns if column]
    places: dict[str, MarkPlace] = {}
    bands: list[Band] = []
    left, lowest, highest = 0.0, 0.0, 0.0
    for number, column in enumerate(used):
        side = _side(number, len(used), column)
        blocks = list(_blocks(column, group_names))
        across = _across(blocks)
        cell = max(item.width for item in column) + PAD
        top = -_height(blocks, across) / 2
        heads = max(text_width(words, FONT) for words, _, _ in blocks)
        right = left + 2 * PAD + max(across * cell - PAD, heads)
        highest, lowest = min(highest, top), max(lowest, -top)
        for words, group, members in blocks:
            head = HEAD if words else 0.0
            bottom = top + head + ceil(len(members) / across) * ROW
            if words:
                bands.append(Band(words, group, left, top, right, bottom))
            start = right - across * cell if side == "left" else left + PAD
            _fill(places, members, side, (start, top + head), cell, across)
            top = bottom + GAP
        left = right + BETWEEN
    right = max(left - BETWEEN, 0.0)
    if tray:
        cell = max(item.width for item in tray) + PAD
        top = lowest + (2 * GAP if used else 0.0)
        lowest, right = tray_below(places, bands, tray, tray_words, (0.0, right), top, cell)
    return MapLayout(places, tuple(bands), (0.0, highest, right, lowest))


def _side(number: int, count: int, column: Sequence[Item]) -> str:
    """Labels stand away from the lines: left of the first column, below a lone mark in the middle."""
    if number == 0 and count > 1:
        return "left"
    return "below" if len(column) == 1 and number < count - 1 else "right"


def _blocks(column: Sequence[Item], group_names: Mapping[str, str]) -> Iterator[tuple[str, str, list[Item]]]:
    """Heading, group and members of each band of a column; first, without a heading, those outside all bands."""
    free = [item for item in column if item.group is None]
    if free:
        yield "", "", free
    for group, name in group_names.items():
        members = [item for item in column if item.group == group]
        if members:
            yield name, group, members
    rest = [item for item in column if item.group is not None and item.group not in group_names]
    if rest:
        yield NO_GROUP, "", rest


def _height(blocks: Sequence[tuple[str, str, list[Item]]], across: int) -> float:
    rows = sum(ceil(len(members) / across) * ROW + (HEAD if words else 0.0) for words, _, members in blocks)
    return rows + GAP * (len(blocks) - 1)


def _across(blocks: Sequence[tuple[str, str, list[Item]]]) -> int:
    """In how many columns side by side a column is set, so that it is not higher than `ROWS` rows if it can be."""
    most = max(len(members) for _, _, members in blocks)
    fits = (n for n in range(1, most + 1) if _height(blocks, n) <= ROWS * ROW)
    return next(fits, most)


def _fill(
    places: dict[str, MarkPlace],
    members: Sequence[Item],
    side: str,
    corner: tuple[float, float],
    cell: float,
    across: int,
) -> None:
    """Place the members of a band row by row."""
    for i, item in enumerate(members):
        row, column = divmod(i, across)
        left, y = corner[0] + column * cell, corner[1] + (row + 0.5) * ROW
        if item.box or side == "below":
            x = left + (cell - PAD) / 2
        else:
            x = left + cell - PAD - RADIUS if side == "left" else left + RADIUS
        places[item.id] = MarkPlace(x, y, side)


def tray_below(
    places: dict[str, MarkPlace],
    bands: list[Band],
    tray: Sequence[Item],
    words: str,
    span: tuple[float, float],
    top: float,
    cell: float,
    side: str = "right",
) -> tuple[float, float]:
    """Place those without a line in a labelled strip.

    Parameters
    ----------
    places, bands
        What is placed already; the strip is added to them.
    tray, words
        Who stands in it, and its label.
    span
        Its left and right edge.
    top
        Its upper edge.
    cell
        Width of the place of each.
    side
        Where names stand; "" for none.

    Returns
    -------
    (float, float)
        Where it ends at the bottom, and on the right if its content is wider than the span.
    """
    left, right = span
    across = max(int((right - left - 2 * PAD) // cell), 1)
    bottom = top + HEAD + ceil(len(tray) / across) * ROW
    right = max(right, left + max(min(across, len(tray)) * cell, text_width(words, FONT)) + 2 * PAD)
    _fill(places, tray, side, (left + PAD, top + HEAD), cell, across)
    bands.append(Band(words, "", left, top, right, bottom, tray=True))
    return bottom, right


def with_names(
    marks: Mapping[str, tuple[float, float]],
    items: Sequence[Item],
    most: int,
    blocked: Sequence[Box] = (),
    room: Box | None = None,
    sure: int = 0,
) -> dict[str, MarkPlace]:
    """Marks, and where the names stand that find room.

    Parameters
    ----------
    marks : mapping
        Place by id.
    items : sequence of Item
        All of them, those whose names matter most first.
    most : int
        The names of so many of the first are tried.
    blocked : sequence of Box
        Where no name may stand.
    room : Box, optional
        Where all of them have to stand.
    sure : int
        So many of the first stand even where there is no room, on the side where they touch least.
    """
    row = {key: number for number, key in enumerate(marks)}
    radius = {item.id: item.radius for item in items}
    within = room or Box(-1e6, -1e6, 1e6, 1e6)
    around = [(x, y, radius[key]) for key, (x, y) in marks.items()]
    placed = place_labels(
        around,
        [(row[item.id], item.label, within) for item in items[:most]],
        size=FONT,
        most=most,
        blocked=blocked,
        centred=True,
    )
    ids = list(marks)
    sides = {ids[label.mark]: _side_of(label) for label in placed}
    taken = [*(Box(x - r, y - r, x + r, y + r) for x, y, r in around), *(label.box for label in placed), *blocked]
    sides |= {item.id: _least_touching(item, marks[item.id], taken) for item in items[:sure] if item.id not in sides}
    return {key: MarkPlace(x, y, sides.get(key, "")) for key, (x, y) in marks.items()}


def _least_touching(item: Item, place: tuple[float, float], taken: Sequence[Box]) -> str:
    """The side on which a name touches the fewest of what is there."""
    (x, y), width, half = place, text_width(item.label, FONT), FONT * 0.6
    beside, away = item.radius + 4, item.radius + half + 1
    left_of = {"right": (x + beside, y), "left": (x - beside - width, y)}
    left_of |= {"below": (x - width / 2, y + away), "above": (x - width / 2, y - away)}
    boxes = {side: Box(left, middle - half, left + width, middle + half) for side, (left, middle) in left_of.items()}
    return min(boxes, key=lambda side: sum(boxes[side].touches(other) for other in taken))


def _side_of(label: Label) -> str:
    if label.drop:
        return "below" if label.drop > 0 else "above"
    return "right" if label.shift > 0 else "left"
