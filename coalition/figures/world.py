"""The board of the world as a drawing: tiles by position and act, or by likeness, with outlined regional groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from typing import Any

import pandas as pd

from coalition.figures.chart import FONT
from coalition.figures.placing import cut
from coalition.figures.svg import named
from coalition.figures.tiles import Board, Place, codes, tall, whole_width, wide
from coalition.model.characters import drawable
from coalition.model.vocabulary import Act, Standing
from coalition.palette import AGAINST, DARK, ESTIMATE, HALF, INK, LINK, PAPER, QUIET, SCALE, colour

PITCH, TILE, INSET = 40.0, 35.0, 0.9
"""Units from tile to tile, the side of a tile, and from the edge of its cell to the outline of its group."""
LABEL, LABEL_TALL, HEADING = 14.5, 16.0, 18.0


class Mark(StrEnum):
    """What a tile looks like, and its words in the legend."""

    DID = "led or did it itself"
    JOINED = "joined or signed"
    VOTED = "voted yes"
    SUPPORTS = "supports, on record"
    MIXED = "mixed record"
    ABSTAINED = "abstained on a text"
    OPPOSED = "opposed a text"
    SAID = "has only said so"
    VERY_LIKE = "75% or more like the supporters"
    LIKE = "50–75%"
    LESS_LIKE = "20–50%"
    UNLIKE = "under 20%"
    NO_ESTIMATE = "no estimate"
    UNKNOWN = "unknown, not opposed"


_BY_ACT = {
    Act.OWN: Mark.DID, Act.LED: Mark.DID, Act.JOINED: Mark.JOINED, Act.VOTED: Mark.VOTED, Act.DECLARED: Mark.SAID,
}  # fmt: skip
_BY_POSITION = {
    Standing.MIXED: Mark.MIXED,
    Standing.ABSTAINED: Mark.ABSTAINED,
    Standing.OPPOSED: Mark.OPPOSED,
    Standing.DECLARED: Mark.SAID,
}
_BY_LIKENESS = ((0.75, Mark.VERY_LIKE), (0.5, Mark.LIKE), (0.2, Mark.LESS_LIKE), (0.0, Mark.UNLIKE))
_FILLS = {Mark.DID: LINK, Mark.JOINED: SCALE[3], Mark.VOTED: SCALE[1], Mark.SUPPORTS: SCALE[3]}
_DEEP = (Mark.DID, Mark.OPPOSED)
"""Marks so deep that what is written on them has the colour of the paper."""
_THICK = {Mark.VERY_LIKE: 4.4, Mark.LIKE: 3.2, Mark.LESS_LIKE: 2.0, Mark.UNLIKE: 0.8}
_SHADES = dict(zip((Mark.UNLIKE, Mark.LESS_LIKE, Mark.LIKE, Mark.VERY_LIKE), ESTIMATE, strict=True))
NAMES_AT = {
    "african": (12.8, 14.5, "end"),
    "asia-pacific": (19.2, 14.5, "start"),
    "eastern-european": (19.2, 3.5, "start"),
    "grulac": (6.2, 14.5, "start"),
    "weog": (11.8, 4.5, "end"),
}
"""Where the whole board has room for the name of a regional group, in tiles."""


@dataclass(frozen=True)
class Paint:
    """Paper and ink of a drawing, and whether it is dark."""

    paper: str
    ink: str
    quiet: str
    dark: bool

    def of(self, shade: str) -> str:
        """A colour of the palette on this paper."""
        return DARK.get(shade, shade) if self.dark else shade


def paint(dark: bool) -> Paint:
    """That of a page."""
    paper, ink, quiet = (DARK[shade] if dark else shade for shade in (PAPER, INK, QUIET))
    return Paint(paper, ink, quiet, dark)


@dataclass(frozen=True)
class Tile:
    """One State: its id, the code or short name on its tile, how it looks, its group, and what is told of it."""

    actor: str
    label: str
    mark: Mark
    leads: bool
    group: str
    words: str


def mark_of(row: Mapping[Any, Any]) -> Mark:
    """How the tile of a row of `coalition.analysis.world.positions_of_states` or `likeness_of_states` looks.

    A record is filled or marked; an estimate, where there is one and the section of the search asks for it, is a frame.
    """
    if "section" in row:
        if pd.notna(row["likeness"]):
            return next(mark for least, mark in _BY_LIKENESS if row["likeness"] >= least)
        if row["section"] in ("leads", "supports"):
            return Mark.SUPPORTS
        if not row["position"]:
            return Mark.NO_ESTIMATE
    if row["position"] in (Standing.LEADS, Standing.SUPPORTS):
        return _BY_ACT[Act(row["act"])]
    return _BY_POSITION[Standing(row["position"])] if row["position"] else Mark.UNKNOWN


def tiles_of(table: pd.DataFrame) -> list[Tile]:
    """A tile for each State of a result of `positions_of_states` or `likeness_of_states`."""
    on_board = codes(_countries(table))
    return [
        Tile(
            str(row["actor_id"]),
            on_board.get(str(row["actor_id"]), str(row["actor_id"])),
            mark_of(row),
            row["position"] == Standing.LEADS and "section" not in row,
            str(row["group"]),
            f"{row['name']}: {row['words']}",
        )
        for row in table.to_dict("records")
    ]


def counts(marks: Sequence[Mark]) -> dict[Mark, int]:
    """How many tiles look alike, in the order of the legend; only looks that are there."""
    return {mark: count for mark in Mark if (count := marks.count(mark))}


def boards(table: pd.DataFrame, group_names: Mapping[str, str], dark: bool, alt: str) -> tuple[str, str]:
    """The drawing for a wide page and for a telephone, as SVG; each tile can be chosen and tells its State.

    Parameters
    ----------
    table : DataFrame
        Result of `positions_of_states` or `likeness_of_states`.
    group_names : mapping
        Id of a regional group -> its name.
    dark : bool
        Whether the page is dark.
    alt : str
        What the drawing shows, in words.
    """
    countries, tiles, on = _countries(table), tiles_of(table), paint(dark)
    whole = wide(countries)
    names = names_of_groups(whole, tiles, group_names)
    heads = [_heading(name, x * PITCH, y * PITCH, on.of(colour(group)), align) for group, name, x, y, align in names]
    return (
        _drawing(whole, tiles, on, alt, LABEL, heads),
        _drawing(tall(countries), tiles, on, alt, LABEL_TALL, []),
    )


def kept_board(table: pd.DataFrame, group_names: Mapping[str, str], alt: str) -> str:
    """The drawing for a file: the wide board by day, in which nothing is chosen and each tile tells its State.

    Parameters
    ----------
    table, group_names, alt
        As in `boards`.
    """
    countries, tiles, on = _countries(table), tiles_of(table), paint(False)
    board = wide(countries)
    names = names_of_groups(board, tiles, group_names)
    heads = [_heading(name, x * PITCH, y * PITCH, on.of(colour(group)), align) for group, name, x, y, align in names]
    heads += [_heading(words, 2, (y + 0.6) * PITCH, on.ink) for words, (_, y) in board.words]
    drawn_tiles = []
    for tile, name in zip(tiles, table["name"].astype(str), strict=True):
        column, row = board.tiles[tile.actor]
        parts = drawn(tile, column * PITCH, row * PITCH, PITCH, on, LABEL)
        drawn_tiles.append(named(tile.words, "".join(parts), name))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {board.columns * PITCH:g} {board.rows * PITCH:g}" '
        f'font-family="{escape(FONT)}"><desc>{escape(drawable(alt))}</desc>{"".join(heads)}'
        f"{''.join(outlines(board, tiles, on))}{''.join(drawn_tiles)}</svg>"
    )


def names_of_groups(
    board: Board, tiles: list[Tile], group_names: Mapping[str, str]
) -> list[tuple[str, str, float, float, str]]:
    """Id, name, place and alignment of the names of regional groups; none where the board is not the whole one."""
    if board.columns != whole_width():
        return []
    there = {tile.group for tile in tiles}
    return [(group, group_names[group], *at) for group, at in NAMES_AT.items() if group in there & set(group_names)]


def swatch(mark: Mark | None, dark: bool, group: str = "") -> str:
    """A tile for the legend: one that looks like `mark`, or with none the outline of a group."""
    on = paint(dark)
    if mark is None:
        edge = f'fill="none" stroke="{on.of(colour(group))}" stroke-width="6"'
        parts = [f'<rect x="5" y="5" width="{PITCH - 10}" height="{PITCH - 10}" {edge}/>']
    else:
        parts = look(mark, (PITCH - TILE) / 2, (PITCH - TILE) / 2, TILE, on)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {PITCH:g} {PITCH:g}" aria-hidden="true">'
        f"{''.join(parts)}</svg>"
    )


def ring(dark: bool) -> str:
    """A tile for the legend: one that leads."""
    on = paint(dark)
    parts = [*look(Mark.DID, 2.5, 2.5, TILE, on), _ring(2.5, 2.5, TILE, on)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {PITCH:g} {PITCH:g}" aria-hidden="true">'
        f"{''.join(parts)}</svg>"
    )


def as_table(table: pd.DataFrame, group_names: Mapping[str, str]) -> pd.DataFrame:
    """The board as a table: a row per State."""
    shown = pd.DataFrame(
        {
            "Code": [tile.label for tile in tiles_of(table)],
            "State": table["name"],
            "Regional group": table["group"].map(lambda key: group_names.get(key, "")),
            "Looks": [str(mark_of(row)) for row in table.to_dict("records")],
            "On record or estimated" if "likeness" in table else "On record": table["words"],
            "Years": table["years"],
        }
    )
    if "likeness" in table:
        shown["Likeness"] = table["likeness"].round(2)
    return shown


def _countries(table: pd.DataFrame) -> dict[str, str]:
    return dict(zip(table["actor_id"].astype(str), table["country"].astype(str), strict=True))


def _heading(words: str, x: float, y: float, ink: str, align: str = "start") -> str:
    """Words of the board itself, whose middle height is `y`."""
    return (
        f'<text x="{x:.1f}" y="{y + HEADING * 0.35:.1f}" font-size="{HEADING:g}" font-weight="600" fill="{ink}" '
        f'text-anchor="{align}" aria-hidden="true">{escape(drawable(words))}</text>'
    )


def _drawing(board: Board, tiles: list[Tile], on: Paint, alt: str, label: float, heads: list[str]) -> str:
    width, height = board.columns * PITCH, board.rows * PITCH
    heads = heads + [_heading(words, 2, (y + 0.6) * PITCH, on.ink) for words, (_, y) in board.words]
    inside = [_choice(tile, board.tiles[tile.actor], on, label) for tile in tiles]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" font-family="{escape(FONT)}">'
        f"{''.join(heads)}{''.join(outlines(board, tiles, on))}"
        f'<g role="listbox" aria-label="{escape(drawable(alt))}">{"".join(inside)}</g></svg>'
    )


def _choice(tile: Tile, place: Place, on: Paint, label: float) -> str:
    """A tile that can be chosen; a frame around it shows when it is."""
    x, y = place[0] * PITCH, place[1] * PITCH
    return (
        f'<g class="t-tile" role="option" aria-selected="false" tabindex="-1" data-id="{escape(tile.actor)}" '
        f'data-x="{place[0]}" data-y="{place[1]}" aria-label="{escape(drawable(tile.words))}">'
        f"{''.join(drawn(tile, x, y, PITCH, on, label))}"
        f'<rect class="t-edge" x="{x + 1:g}" y="{y + 1:g}" width="{PITCH - 2:g}" height="{PITCH - 2:g}" rx="4" '
        'fill="transparent"/></g>'
    )


def drawn(tile: Tile, x: float, y: float, pitch: float, on: Paint, label: float) -> list[str]:
    """A tile with its label in a cell of a board, whose upper left corner is at `x` and `y`."""
    gap = pitch * (1 - TILE / PITCH) / 2
    side = pitch - 2 * gap
    middle = x + pitch / 2
    parts = look(tile.mark, x + gap, y + gap, side, on)
    if tile.leads and tile.mark not in _THICK:
        parts.append(_ring(x + gap, y + gap, side, on))
    ink = on.paper if tile.mark in _DEEP else on.ink
    crossed = tile.mark is Mark.SAID or tile.mark in _THICK
    halo = f' stroke="{on.paper}" stroke-width="{label * 0.22:.1f}" paint-order="stroke"' if crossed else ""
    weight = 600 if tile.mark not in (Mark.UNKNOWN, Mark.NO_ESTIMATE, Mark.UNLIKE) else 400
    words = escape(drawable(cut(tile.label, label, side) if len(tile.label) > 3 else tile.label))
    parts.append(
        f'<text class="t-label" x="{middle:.1f}" y="{y + pitch / 2 + label * 0.35:.1f}" font-size="{label:g}" '
        f'font-weight="{weight}" fill="{ink}" text-anchor="middle"{halo}>{words}</text>'
    )
    return parts


def look(mark: Mark, x: float, y: float, side: float, on: Paint) -> list[str]:
    """A mark in a square: filled for a record, halved or hatched where the record is less, a frame for an estimate,
    empty for unknown.
    """
    if mark in _FILLS or mark is Mark.OPPOSED:
        return [_square(x, y, side, on.of(AGAINST if mark is Mark.OPPOSED else _FILLS[mark]))]
    if mark in _THICK:
        thick = _THICK[mark] * side / TILE
        edge = f'stroke="{on.of(_SHADES[mark])}" stroke-width="{thick:.1f}"'
        inner = (x + thick / 2, y + thick / 2, side - thick)
        return [_square(*inner, on.paper, edge)]
    dashed = ' stroke-dasharray="4 3"' if mark is Mark.NO_ESTIMATE else ""
    thin = _square(x, y, side, on.paper, f'stroke="{on.quiet}" stroke-width="0.8"{dashed}')
    right, bottom = x + side, y + side
    if mark is Mark.MIXED:
        first = f'<polygon points="{x:.1f},{y:.1f} {right:.1f},{y:.1f} {x:.1f},{bottom:.1f}" fill="{on.of(SCALE[2])}"/>'
        other = f"{right:.1f},{y:.1f} {right:.1f},{bottom:.1f} {x:.1f},{bottom:.1f}"
        return [first, f'<polygon points="{other}" fill="{on.of(HALF)}"/>']
    if mark is Mark.ABSTAINED:
        half = f'x="{x:.1f}" y="{y + side / 2:.1f}" width="{side:.1f}" height="{side / 2:.1f}"'
        return [thin, f'<rect {half} fill="{on.of(HALF)}"/>']
    if mark is Mark.SAID:
        return [thin, *_hatching(x, y, side, on)]
    return [thin]


def _square(x: float, y: float, side: float, fill: str, more: str = "") -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{side:.1f}" height="{side:.1f}" fill="{fill}" {more}/>'


def _ring(x: float, y: float, side: float, on: Paint) -> str:
    """The ring of who leads, on the deep tile of who led."""
    thick = 0.06 * side
    edge = f'stroke="{on.paper}" stroke-width="{thick:.1f}"'
    return _square(x + 1.5 * thick, y + 1.5 * thick, side - 3 * thick, "none", edge)


def _hatching(x: float, y: float, side: float, on: Paint) -> list[str]:
    """Diagonal lines across a square."""
    lines = []
    for step in range(1, 8):
        far = step * side / 4
        x0, y0 = (x, y + far) if far <= side else (x + far - side, y + side)
        x1, y1 = (x + far, y) if far <= side else (x + side, y + far - side)
        lines.append(_line(x0, y0, x1, y1, on.quiet, 0.03 * side))
    return lines


def _line(x0: float, y0: float, x1: float, y1: float, stroke: str, width: float) -> str:
    return (
        f'<line x1="{x0:.1f}" y1="{y0:.1f}" x2="{x1:.1f}" y2="{y1:.1f}" stroke="{stroke}" '
        f'stroke-width="{width:.2f}" stroke-linecap="square"/>'
    )


def outlines(
    board: Board, tiles: list[Tile], on: Paint, pitch: float = PITCH, left: float = 0, top: float = 0
) -> list[str]:
    """Lines around the tiles of each regional group, inside its own cells, so that two groups never share one."""
    group = {board.tiles[tile.actor]: tile.group for tile in tiles if tile.group}
    inset = INSET * pitch / PITCH
    lines = []
    for (column, row), own in group.items():
        x, y = left + column * pitch, top + row * pitch
        ends = {
            (0, -1): (x, y + inset, x + pitch, y + inset),
            (0, 1): (x, y + pitch - inset, x + pitch, y + pitch - inset),
            (-1, 0): (x + inset, y, x + inset, y + pitch),
            (1, 0): (x + pitch - inset, y, x + pitch - inset, y + pitch),
        }
        for (right, down), line in ends.items():
            if group.get((column + right, row + down)) != own:
                lines.append(_line(*line, on.of(colour(own)), 0.055 * pitch))
    return lines
