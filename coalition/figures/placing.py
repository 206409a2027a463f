"""Where marks and their labels go: marks in even lines, labels where they touch no mark and no other label."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil, hypot

NARROW, WIDE = set("iljftrI.,:;'|!()[] -"), set("mwMWQO@%&")


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True)
class Label:
    """A text beside a mark: which mark, and its left edge and middle height relative to the middle of the mark."""

    mark: int
    text: str
    shift: float
    drop: float
    box: Box


def text_width(text: str, size: float) -> float:
    """Width of a text in pixels, rather too large than too small."""
    return sum(map(_ems, text)) * size + 2


@cache
def _ems(character: str) -> float:
    """Width of a character as a share of its size."""
    wide = 0.5 if ord(character) > 0x2E7F else 0.0
    if character in NARROW:
        return 0.34 + wide
    return (0.92 if character in WIDE else 0.66 if character.isupper() else 0.56) + wide


def cut(text: str, size: float, width: float) -> str:
    """Text that is no wider than `width`; what does not fit ends in "…"."""
    if text_width(text, size) <= width:
        return text
    fits = bisect_right(range(len(text)), width, key=lambda length: text_width(f"{text[:length]}…", size))
    return f"{text[: max(fits - 1, 0)].rstrip(' …')}…"


def short(name: str, limit: int = 24) -> str:
    """A name for a label: without what stands in brackets, cut when it is still long."""
    head = name.split(" (")[0].strip() or name
    return head if len(head) <= limit else head[: limit - 1].rstrip() + "…"


def lines(count: int, middle: float, centre: float, per_line: int, pitch: float) -> list[tuple[float, float]]:
    """Places of `count` marks in lines of at most `per_line`, the block in the middle of its cell."""
    rows = ceil(count / per_line) if count else 0
    places = []
    for i in range(count):
        row, column = divmod(i, per_line)
        in_row = min(per_line, count - row * per_line)
        places.append((middle + (column - (in_row - 1) / 2) * pitch, centre + (row - (rows - 1) / 2) * pitch))
    return places


def stack(count: int, left: float, centre: float, per_column: int, pitch: float) -> list[tuple[float, float]]:
    """Places of `count` marks in columns of at most `per_column`, from `left` to the right."""
    rows = min(count, per_column)
    return [
        (left + (i // per_column) * pitch, centre + (i % per_column - (rows - 1) / 2) * pitch) for i in range(count)
    ]


def place_labels(
    marks: Sequence[tuple[float, float, float]],
    wanted: Iterable[tuple[int, str, Box]],
    *,
    size: float = 12,
    most: int = 20,
    blocked: Iterable[Box] = (),
    centred: bool = False,
    apart: float = 0.0,
    further: Mapping[int, str] | None = None,
) -> list[Label]:
    """Labels for some marks, each right or left of its own, below or above it (in the middle, or from or to its edge),
    where there is room.

    Parameters
    ----------
    marks : sequence of (x, y, radius)
        All marks; no label touches any.
    wanted : iterable of (mark, text, room)
        Most important first; whoever comes later and finds no place inside its room gets no label.
    most : int
        Stop after this many.
    blocked : iterable of Box
        What else no label may touch.
    centred : bool
        Above and below in the middle only.
    apart : float
        So many pixels nearer does a label stand to its own mark than to any other, so that it is taken for no other's.
    further : mapping of int to str, optional
        What to write of a mark that finds no such place: a text that says by itself whose it is, such as one with the
        number in the mark. It goes where the room is free nearest to the mark.
    """
    taken = [*blocked, *(Box(x - r, y - r, x + r, y + r) for x, y, r in marks)]
    placed: list[Label] = []
    for mark, text, room in wanted:
        if len(placed) == most:
            break
        x, y, r = marks[mark]
        width, half = text_width(text, size), size * 0.6
        beside, away = r + 4, r + half + 1
        shifts = (-width / 2,) if centred else (-width / 2, -r, r - width)
        over = [(shift, drop) for shift in shifts for drop in (away, -away)]
        for shift, drop in ((beside, 0.0), (-beside - width, 0.0), *over):
            box = Box(x + shift, y + drop - half, x + shift + width, y + drop + half)
            free = box.within(room) and not any(box.touches(other) for other in taken)
            if free and (not apart or _nearest_is_own(box, mark, marks, apart)):
                taken.append(box)
                placed.append(Label(mark, text, shift, drop, box))
                break
        else:
            if further and mark in further and (found := _anywhere(marks[mark], further[mark], room, taken, size)):
                taken.append(found)
                left, middle = found.left - x, (found.top + found.bottom) / 2 - y
                placed.append(Label(mark, further[mark], left, middle, found))
    return placed


def _gap(box: Box, mark: tuple[float, float, float]) -> float:
    """Pixels between a box and the edge of a mark."""
    x, y, r = mark
    return hypot(max(box.left - x, 0.0, x - box.right), max(box.top - y, 0.0, y - box.bottom)) - r


def _nearest_is_own(box: Box, own: int, marks: Sequence[tuple[float, float, float]], apart: float) -> bool:
    """Whether a label stands nearer to its own mark than to any other."""
    limit = _gap(box, marks[own]) + apart
    return all(_gap(box, mark) >= limit for place, mark in enumerate(marks) if place != own)


def _anywhere(mark: tuple[float, float, float], text: str, room: Box, taken: list[Box], size: float) -> Box | None:
    """The free place of a text in a room that is nearest to a mark; None where there is none."""
    width, height = text_width(text, size), size * 1.2
    places = (
        Box(left, top, left + width, top + height)
        for left in _steps(room.left, room.right - width, 6.0)
        for top in _steps(room.top, room.bottom - height, 3.0)
    )
    free = (box for box in places if not any(box.touches(other) for other in taken))
    return min(free, key=lambda box: _gap(box, mark), default=None)


def _steps(start: float, end: float, step: float) -> list[float]:
    """Numbers from `start` to `end`, both with, `step` or less apart."""
    count = ceil((end - start) / step)
    return [start + (end - start) * i / count for i in range(count + 1)] if count > 0 else [start] * (end >= start)
