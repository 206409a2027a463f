"""What pictures for a wall share: one row per regional group, and names in even lines that touch nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coalition.figures.placing import Box, cut, short, text_width
from coalition.figures.wall.canvas import ANSWER, LABEL, MARGIN, MOST_LABELS, RUNNING, Canvas, wrapped
from coalition.model.network import Network

RADIUS, BESIDE, APART, LINE_HEIGHT = 10.0, 33.0, 22.0, 32.0
"""Of names: radius of a mark, from its left edge to the name, between two names, between two lines."""
MOST_ROWS = 6
REST = ""


@dataclass(frozen=True)
class Name:
    """A name with its mark."""

    text: str
    colour: str
    filled: bool
    bold: bool = False
    shape: str = "dot"
    ring: bool = False


@dataclass(frozen=True)
class Row:
    """A row: key of its group, or `REST`, and its upper and lower edge."""

    key: str
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def row_keys(network: Network, others: bool) -> list[str]:
    """Groups in their order; those beyond the room there is, and with `others` all who belong to none, share a row."""
    keys = [str(key) for key in network.groups.index]
    if others or len(keys) > MOST_ROWS:
        return [*keys[: MOST_ROWS - 1], REST]
    return keys


def rows_between(keys: Sequence[str], top: float, bottom: float) -> list[Row]:
    """Even rows."""
    height = (bottom - top) / max(len(keys), 1)
    return [Row(key, top + i * height, top + (i + 1) * height) for i, key in enumerate(keys)]


def row_name(network: Network, key: str) -> str:
    """Name of a row, without the word that all share."""
    return network.group_names.get(key, "Others").removesuffix(" Group")


def heads(canvas: Canvas, network: Network, rows: Sequence[Row], x: float, width: float) -> None:
    """Names of the rows, each beside a block of its colour, with a fine rule between two."""
    for row in rows:
        if row is not rows[0]:
            canvas.line(x, row.top, canvas.width - MARGIN, row.top, canvas.colours.line)
        canvas.box(x, row.top + 7, 8, row.bottom - row.top - 14, canvas.colours.of(row.key))
        most = 2 if row.bottom - row.top >= 2 * LABEL + 6 else 1
        lines = wrapped(row_name(network, row.key), LABEL, (width - 20) * RUNNING, most)
        for i, line in enumerate(lines):
            canvas.text(line, x + 18, row.middle + (i - (len(lines) - 1) / 2) * (LABEL + 2), bold=True)


def quotas(wanted: Sequence[int], most: int = MOST_LABELS) -> list[int]:
    """How many names each row may show, as even as can be, `most` in all."""
    given = [0] * len(wanted)
    while sum(given) < min(most, sum(wanted)):
        short_of = [i for i, count in enumerate(wanted) if given[i] < count]
        given[min(short_of, key=lambda i: given[i])] += 1
    return given


def names(canvas: Canvas, wanted: Sequence[Name], room: Box, most: int, total: int) -> int:
    """Names in lines, the first first; how many of `total` are not named stands at the end. Gives how many are."""
    lines = max(1, int((room.bottom - room.top) // LINE_HEIGHT))
    width = room.right - room.left
    shown = [Name(cut(short(name.text), LABEL, width - BESIDE), *_rest(name)) for name in wanted[:most]]
    while True:
        places = _flow([text_width(name.text, LABEL) + BESIDE for name in shown], _more(total - len(shown)), width)
        used = places[-1][1] + 1 if places else 0
        if used <= lines or not shown:
            break
        shown = shown[:-1]
    if not shown:
        return 0
    top = (room.top + room.bottom) / 2 - (used - 1) / 2 * LINE_HEIGHT
    for name, (x, line) in zip(shown, places, strict=False):
        left, y = room.left + x, top + line * LINE_HEIGHT
        if name.ring:
            canvas.mark(name.shape, left + RADIUS + 2, y, RADIUS + 4, canvas.colours.ink, filled=False)
        radius = RADIUS - 2 if name.ring else RADIUS
        canvas.mark(name.shape, left + RADIUS + 2, y, radius, name.colour, filled=name.filled)
        canvas.text(name.text, left + BESIDE, y, bold=name.bold, kind="name")
    if total > len(shown):
        x, line = places[-1]
        canvas.text(f"+{total - len(shown)}", room.left + x, top + line * LINE_HEIGHT, bold=True)
    return len(shown)


def _rest(name: Name) -> tuple[str, bool, bool, str, bool]:
    return name.colour, name.filled, name.bold, name.shape, name.ring


def _more(count: int) -> float:
    return text_width(f"+{count}", LABEL) if count > 0 else 0.0


def _flow(widths: Sequence[float], more: float, room: float) -> list[tuple[float, int]]:
    """Left edge and line of each width, and of `more` after them, in lines as wide as there is room."""
    places, x, line = [], 0.0, 0
    for width in [*widths, *([more] if more else [])]:
        if x and x + width > room:
            x, line = 0.0, line + 1
        places.append((x, line))
        x += width + APART
    return places


def unknown(canvas: Canvas, network: Network, top: float) -> None:
    """That nothing is known of any State, as one large hollow mark."""
    canvas.mark("dot", MARGIN + 50, top + 100, 44, canvas.colours.quiet, filled=False)
    words = f"{len(network.states)} States: unknown, not opposed"
    canvas.text(words, MARGIN + 120, top + 100, size=ANSWER)


def bar(canvas: Canvas, x: float, y: float, width: float, share: float, colour: str) -> None:
    """A share: the outline is all, what is filled is on record."""
    canvas.box(x, y - 11, width, 22, canvas.colours.paper, canvas.colours.quiet)
    if share > 0:
        canvas.box(x, y - 11, width * share, 22, colour, colour)
