"""A picture for the wall of a room: one question, its answer, few large names; a static SVG with its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

import pandas as pd

from coalition import palette
from coalition.figures.chart import FONT
from coalition.figures.placing import cut, text_width
from coalition.model.characters import drawable
from coalition.model.visibility import LEFT_OUT
from coalition.palette import GROUPS, INK, LINE, OTHER, PAPER, RECORD

TITLE, ANSWER, LABEL = 44, 36, 28
"""Sizes of type. Nothing on a wall is smaller than `LABEL`."""
MARGIN, LEADING = 32, 1.18
MEDIUM, BOLD = 600, 800
"""Thin strokes vanish at the back of a room."""
RUNNING = 0.9
"""Width of running text beside what `text_width` allows for single names."""
MOST_LABELS = 20
WIDE, STANDARD = (1280, 720), (1024, 768)
"""The two shapes of a wall; both scale, so that type is never smaller than drawn on a projector of that size."""


@dataclass(frozen=True)
class Colours:
    """Ink on paper, light or dark."""

    paper: str
    ink: str
    quiet: str
    line: str
    band: str
    other: str
    groups: dict[str, str]

    @property
    def accent(self) -> str:
        """What is not about a group."""
        return self.groups["weog"]

    def of(self, group: str) -> str:
        return self.groups.get(group, self.other)


LIGHT = Colours(PAPER, INK, "#4A5661", LINE, RECORD, OTHER, GROUPS)
DARK = Colours(
    "#12161B", "#F4F6F8", "#C3CBD3", "#46525E", "#1F262E", palette.DARK[OTHER],
    {group: palette.DARK[colour] for group, colour in GROUPS.items()},
)  # fmt: skip


@dataclass(frozen=True)
class Words:
    """What a view says in words."""

    question: str
    about: str
    answer: str
    legend: str


@dataclass(frozen=True, eq=False)
class WallPicture:
    """A picture, and the same as a table."""

    svg: str
    table: pd.DataFrame


@dataclass
class Canvas:
    """A sheet to draw on. Text is escaped here and nowhere else."""

    width: int
    height: int
    colours: Colours
    parts: list[str] = field(default_factory=list)

    def text(
        self, words: str, x: float, y: float, *, size: int = LABEL, bold: bool = False, colour: str = "",
        align: str = "start", kind: str = "label",
    ) -> None:  # fmt: skip
        """A line of text whose middle height is `y`."""
        self.parts.append(
            f'<text class="w-{kind}" x="{x:.1f}" y="{y + size * 0.35:.1f}" font-size="{size}" '
            f'font-weight="{BOLD if bold else MEDIUM}" fill="{colour or self.colours.ink}" text-anchor="{align}">'
            f"{escape(drawable(words))}</text>"
        )

    def line(self, x: float, y: float, to_x: float, to_y: float, colour: str, width: float = 2) -> None:
        self.parts.append(
            f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" stroke="{colour}" '
            f'stroke-width="{width:.1f}" stroke-linecap="round"/>'
        )

    def box(self, x: float, y: float, width: float, height: float, fill: str, edge: str = "none") -> None:
        self.parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{height:.1f}" rx="4" fill="{fill}" '
            f'stroke="{edge}" stroke-width="3"/>'
        )

    def mark(self, shape: str, x: float, y: float, radius: float, colour: str, *, filled: bool) -> None:
        """A mark: filled for a record, hollow for an estimate."""
        paint = f'fill="{colour if filled else self.colours.paper}" stroke="{colour}" stroke-width="4"'
        if shape not in SHAPES:
            self.parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" {paint}/>')
            return
        corners = " ".join(f"{x + radius * a:.1f},{y + radius * b:.1f}" for a, b in SHAPES[shape])
        self.parts.append(f'<polygon points="{corners}" {paint} stroke-linejoin="round"/>')

    def svg(self, title: str, description: str) -> str:
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="w-picture" role="img" viewBox="0 0 {self.width} '
            f'{self.height}" preserveAspectRatio="xMidYMid meet" font-family="{escape(FONT)}">'
            f"<title>{escape(drawable(title))}</title><desc>{escape(drawable(description))}</desc>"
            f'<rect width="{self.width}" height="{self.height}" fill="{self.colours.paper}"/>'
            f"{''.join(self.parts)}</svg>"
        )


SHAPES: dict[str, Sequence[tuple[float, float]]] = {
    "triangle": [(0, -1.1), (1.05, 0.85), (-1.05, 0.85)],
    "triangleDown": [(0, 1.1), (1.05, -0.85), (-1.05, -0.85)],
    "square": [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
    "diamond": [(0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)],
    "hexagon": [(-0.55, -0.95), (0.55, -0.95), (1.1, 0), (0.55, 0.95), (-0.55, 0.95), (-1.1, 0)],
    "star": [(0, -1.25), (0.3, -0.4), (1.2, -0.4), (0.48, 0.15), (0.75, 1.05), (0, 0.5), (-0.75, 1.05),
             (-0.48, 0.15), (-1.2, -0.4), (-0.3, -0.4)],
}  # fmt: skip
"""Corners of each shape around its middle; whatever is not here is a disc."""


def wrapped(text: str, size: float, width: float, most: int) -> list[str]:
    """Text in at most so many lines; what does not fit ends in "…"."""
    lines: list[str] = []
    width /= RUNNING
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines[most - 1 :] = [f"{lines[most - 1]} …"]
    return [cut(line, size, width) for line in lines]


def frame(canvas: Canvas, words: Words, left_out: bool) -> tuple[float, float]:
    """Draw question, answer and legend; the top and bottom of what is left for the picture."""
    room, y = canvas.width - 2 * MARGIN, 22.0
    (title,) = wrapped(words.question, TITLE, room, 1) or [""]
    blocks = [([title], TITLE, True, canvas.colours.ink, "title")]
    blocks.append((wrapped(words.about, LABEL, room, 2), LABEL, False, canvas.colours.quiet, "about"))
    answer, size = wrapped(words.answer, ANSWER, room, 9), ANSWER
    if len(answer) > 2:
        answer, size = wrapped(words.answer, LABEL + 2, room, 3), LABEL + 2
    blocks.append((answer, size, True, canvas.colours.ink, "answer"))
    for lines, size, bold, colour, kind in blocks:
        for line in lines:
            canvas.text(line, MARGIN, y + size * LEADING / 2, size=size, bold=bold, colour=colour, kind=kind)
            y += size * LEADING
        y += 6 if lines else 0
    foot = wrapped(words.legend, LABEL, room, 2) + (wrapped(LEFT_OUT, LABEL, room, 2) if left_out else [])
    bottom = canvas.height - 16 - len(foot) * LABEL * LEADING
    for i, line in enumerate(foot):
        place = bottom + (i + 0.5) * LABEL * LEADING
        canvas.text(line, MARGIN, place, colour=canvas.colours.quiet, kind="foot")
    return y + 4, bottom - 8


def finished(canvas: Canvas, words: Words, table: pd.DataFrame, left_out: bool) -> WallPicture:
    """The picture with all that it says in words for those who cannot see it."""
    rows = [
        ", ".join(f"{column}: {value}" for column, value in row.items() if value != "")
        for row in table.to_dict("records")
    ]
    said = [words.about, words.answer, *(f"{row}." for row in rows), words.legend, LEFT_OUT if left_out else ""]
    return WallPicture(canvas.svg(words.question, " ".join(part for part in said if part)), table)


def message(question: str, text: str, size: tuple[int, int], dark: bool) -> WallPicture:
    """A sentence instead of a view."""
    canvas, words = sheet(size, dark), Words(question, "", text, "")
    frame(canvas, words, False)
    return finished(canvas, words, pd.DataFrame(), False)


def sheet(size: tuple[int, int], dark: bool) -> Canvas:
    return Canvas(*size, DARK if dark else LIGHT)
