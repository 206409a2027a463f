"""On the wall: the board of the world, by position and act on a recommendation, or by likeness to its supporters."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from coalition.analysis.partners.ranking import Search
from coalition.analysis.phrases import headline
from coalition.analysis.world import (
    likeness_of_states,
    likeness_sentence,
    positions_of_states,
    positions_sentence,
)
from coalition.english import first_sentence
from coalition.figures import world
from coalition.figures.placing import Box, text_width
from coalition.figures.tiles import Board, whole_width, wide
from coalition.figures.wall.canvas import (
    LABEL,
    LEADING,
    MARGIN,
    RUNNING,
    Canvas,
    WallPicture,
    Words,
    finished,
    frame,
    sheet,
    wrapped,
)
from coalition.figures.wall.rows import row_name
from coalition.figures.world import Mark
from coalition.model.network import Network

CODE = 0.37
"""Size of a code, as a share of its tile: codes name the tiles for who stands near, colours speak to the whole room."""
WEST, EAST, NORTH = 10.6, 19.3, 4.5
"""The north of the whole board is sea: west of the first column for what it is about, east of the second for the
legend; and so many rows of it."""
SWATCH, LINE = 26.0, LABEL * LEADING
NAMES_AT = {
    "african": [(12.8, 14.75, "end")],
    "asia-pacific": [(19.2, 14.4, "start"), (19.4, 15.3, "start"), (18.2, 16.4, "start")],
    "eastern-european": [(19.3, 5.3, "start"), (19.3, 5.0, "start")],
    "grulac": [(6.2, 16.4, "start")],
    "weog": [(11.8, 5.1, "end"), (9.8, 6.5, "end")],
}
"""Where the whole board may have room for the name of a regional group in large type, in tiles, the best first."""
SHORT = {mark: str(mark) for mark in Mark} | {
    Mark.DID: "led or did it",
    Mark.JOINED: "joined",
    Mark.SUPPORTS: "support it",
    Mark.MIXED: "mixed",
    Mark.ABSTAINED: "abstained",
    Mark.OPPOSED: "opposed",
    Mark.SAID: "only said so",
    Mark.VERY_LIKE: "75% or more",
    Mark.UNKNOWN: "unknown",
}
"""The words of the legend, as short as a wall needs them."""


def world_wall(
    network: Network, recommendation: str, size: tuple[int, int], dark: bool = False, left_out: bool = False
) -> WallPicture:
    """Draw where each State stands on a recommendation."""
    table = positions_of_states(network, recommendation)
    sentence = positions_sentence(network, recommendation, table)
    return _drawn(network, recommendation, "where does each State stand?", sentence, table, size, dark, left_out)


def world_likeness_wall(
    network: Network, found: Search, size: tuple[int, int], dark: bool = False, left_out: bool = False
) -> WallPicture:
    """Draw how like the supporters of a recommendation the other States are: an estimate."""
    table = likeness_of_states(network, found)
    sentence = likeness_sentence(network, found, table)
    goal = found.target.recommendation
    return _drawn(network, goal, "who is like its supporters? An estimate", sentence, table, size, dark, left_out)


def _drawn(
    network: Network, goal: str, question: str, sentence: str, table: pd.DataFrame, size: tuple[int, int], dark: bool,
    left_out: bool,
) -> WallPicture:  # fmt: skip
    tiles = [replace(tile, leads=False) for tile in world.tiles_of(table)]
    board = wide(dict(zip(table["actor_id"].astype(str), table["country"].astype(str), strict=True)))
    counted = world.counts([tile.mark for tile in tiles])
    about = str(network.recommendations.loc[goal, "text"])
    key = " · ".join(f"{mark}: {count}" for mark, count in counted.items())
    words = Words(f"{goal}: {question}", about, headline(network, first_sentence(sentence)[0]), key)
    canvas, sea = _sea(board, words, counted, size, dark, left_out)
    on = world.Paint(canvas.colours.paper, canvas.colours.ink, canvas.colours.quiet, dark)
    canvas.parts += world.outlines(board, tiles, on, sea.pitch, sea.left, sea.top)
    for tile in tiles:
        x, y = sea.at(*board.tiles[tile.actor])
        canvas.parts += world.drawn(tile, x, y, sea.pitch, on, CODE * sea.pitch)
    for i, line in enumerate(sea.about):
        canvas.text(line, MARGIN, sea.top + (i + 0.5) * LINE, colour=canvas.colours.quiet, kind="about")
    for mark, said, x, y in sea.legend:
        canvas.parts += world.look(mark, x, y - SWATCH / 2, SWATCH, on)
        canvas.text(said, x + SWATCH + 10, y)
    if board.columns == whole_width():
        _groups(canvas, network, board, {tile.group for tile in tiles}, sea)
    for said, (_, row) in board.words:
        canvas.text(said, sea.left, sea.at(0, row + 0.5)[1])
    return finished(canvas, words, world.as_table(table, network.group_names), left_out)


@dataclass(frozen=True)
class Sea:
    """Where a board lies on a canvas, and what stands in the sea around it: lines of what it is about, and the legend
    (mark, words, left edge, middle height).
    """

    left: float
    top: float
    pitch: float
    about: list[str]
    legend: list[tuple[Mark, str, float, float]]

    def at(self, column: float, row: float) -> tuple[float, float]:
        return self.left + column * self.pitch, self.top + row * self.pitch


def _sea(
    board: Board, words: Words, counted: dict[Mark, int], size: tuple[int, int], dark: bool, left_out: bool
) -> tuple[Canvas, Sea]:
    """A canvas with its words, and the place of the board: as large as it can be.

    What it is about, and the legend, stand in the sea of the north where the whole board is drawn and they have room
    there; else above and below it.
    """
    whole = board.columns == whole_width()
    for above, below in ((False, False), (True, False), (False, True), (True, True)):
        canvas = sheet(size, dark)
        shown = replace(words, about=words.about if above else "", legend="")
        top, bottom = frame(canvas, shown, left_out)
        room = canvas.width - 2 * MARGIN
        band = _legend(counted, MARGIN, room, 0.0) if below else []
        height = LINE * len({y for *_, y in band})
        pitch = min(room / board.columns, (bottom - top - height) / board.rows)
        sea = Sea((canvas.width - pitch * board.columns) / 2, top, pitch, [], [])
        west, east = sea.at(WEST, 0)[0] - MARGIN, sea.at(EAST, 0)[0]
        lines = [] if above else wrapped(words.about, LABEL, west * RUNNING, 99)
        legend = _legend(counted, east, canvas.width - MARGIN - east, top)
        if below:
            legend = [(mark, said, x, bottom - height + y) for mark, said, x, y in band]
        fits = len(lines) <= NORTH * pitch / LINE and (below or legend[-1][3] + LINE / 2 <= sea.at(0, NORTH)[1])
        if (above and below) or (whole and fits):
            break
    return canvas, replace(sea, about=lines, legend=legend)


def _legend(counted: dict[Mark, int], left: float, width: float, top: float) -> list[tuple[Mark, str, float, float]]:
    """How many tiles look how, in lines: mark, words, left edge and middle height of each."""
    placed = []
    x, y = 0.0, top + LINE / 2
    for mark, count in counted.items():
        words = f"{SHORT[mark]}: {count}"
        wide_as = SWATCH + 10 + text_width(words, LABEL)
        if x and x + wide_as > width:
            x, y = 0.0, y + LINE
        placed.append((mark, words, left + x, y))
        x += wide_as + 22
    return placed


def _groups(canvas: Canvas, network: Network, board: Board, there: set[str], sea: Sea) -> None:
    """Names of the regional groups beside their tiles, in their colours, each where it touches no tile, if there is
    such a place.
    """
    tiles = [Box(x, y, x + sea.pitch, y + sea.pitch) for x, y in (sea.at(*place) for place in board.tiles.values())]
    for group, places in NAMES_AT.items():
        if group not in there & set(network.group_names):
            continue
        name = row_name(network, group)
        width, half = text_width(name, LABEL), 0.5 * LABEL
        for column, row, align in places:
            x, y = sea.at(column, row)
            left = x if align == "start" else x - width
            if not any(Box(left, y - half, left + width, y + half).touches(tile) for tile in tiles):
                canvas.text(name, x, y, bold=True, colour=canvas.colours.of(group), align=align)
                break
