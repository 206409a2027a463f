"""A map as SVG, for a file: each mark has its name, and the lines of all marks are told as pairs beside the drawing."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import cos, pi, sin

from coalition.app.map.data import LINES, LegendEntry, MapData, MapNode, colours
from coalition.app.map.layout import FONT, PAD
from coalition.figures.placing import text_width
from coalition.figures.svg import rectangle
from coalition.model.characters import drawable
from coalition.palette import INK, LINE, PAPER, QUIET, colour, shape

BOX = 24.0
MARGIN = 16.0
OUTLINES = {
    "triangle": (3, -90, (1.2,)),
    "triangleDown": (3, 90, (1.2,)),
    "square": (4, 45, (1.2,)),
    "diamond": (4, -90, (1.2,)),
    "star": (10, -90, (1.3, 0.55)),
    "hexagon": (6, 0, (1.1,)),
}
"""Corners of each shape, where the first is, and how far they lie from the middle in turn; others are discs."""


def map_svg(drawn: MapData) -> str:
    """The drawing of a map.

    Parameters
    ----------
    drawn : MapData
        What is where.

    Returns
    -------
    str
        SVG as wide as high as the map. `data-lines` holds the numbers of the two marks of each line, in the order of
        the marks; each mark says its place in `data-x` and `data-y`.
    """
    left, top, right, bottom = drawn.extent
    number = {node.id: place for place, node in enumerate(drawn.nodes)}
    by_id = {node.id: node for node in drawn.nodes}
    pairs = ",".join(f"{number[edge.source]} {number[edge.target]}" for edge in drawn.edges)
    paths: dict[str, list[str]] = {}
    for edge in drawn.edges:
        one, other = by_id[edge.source], by_id[edge.target]
        ends = (*_edge(one, other), *_edge(other, one))
        paths.setdefault(edge.line, []).append("M{:.0f} {:.0f}L{:.0f} {:.0f}".format(*ends))
    lines = "".join(_path(name, parts) for name, parts in paths.items())
    width, height = right - left + 2 * MARGIN, bottom - top + 2 * MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" font-size="{FONT:g}" '
        f'data-lines="{pairs}"><g transform="translate({MARGIN - left:.0f} {MARGIN - top:.0f})">'
        f'{"".join(_bands(drawn))}<g class="lines">{lines}</g>{"".join(map(_node, drawn.nodes))}</g></svg>'
    )


def legend_signs(entries: Sequence[LegendEntry]) -> tuple[tuple[str, str], ...]:
    """The legend of a map: each sign as SVG, and its words."""
    return tuple(
        (f'<svg viewBox="0 0 26 18" aria-hidden="true">{_sign(entry)}</svg>', entry.words) for entry in entries
    )


def _sign(entry: LegendEntry) -> str:
    shade = entry.colours[0]
    if entry.sort == "line":
        return _path(entry.sign, ["M0 9L26 9"])
    if entry.sort == "colour":
        return rectangle(5, 3, 14, 12, shade)
    hollow = entry.sort == "hollow" or entry.sign == "box"
    if entry.sign == "box":
        return rectangle(3, 4, 20, 10, PAPER, 2, shade)
    return _mark(entry.sign, 13, 9, 6.5, PAPER if hollow else shade, shade)


def _edge(node: MapNode, towards: MapNode) -> tuple[float, float]:
    """Where a line meets a mark: in its middle, or along a box on the near side."""
    if node.kind:
        return node.x, node.y
    return node.x + max(-node.width / 2, min(node.width / 2, towards.x - node.x)), node.y


def _path(name: str, parts: list[str]) -> str:
    """All lines that say the same, as one path."""
    pair, width, dashes = LINES.get(name, ((QUIET, QUIET), 1.2, ()))
    dashed = f' stroke-dasharray="{" ".join(map(str, dashes))}"' if dashes else ""
    paint = f'fill="none" stroke="{pair[0]}" stroke-width="{width:g}" stroke-opacity=".55"'
    return f'<path {paint}{dashed} d="{"".join(parts)}"/>'


def _bands(drawn: MapData) -> list[str]:
    """Areas with their words."""
    parts = []
    for band in drawn.bands:
        if band.right > band.left:
            size = f'x="{band.left:.0f}" y="{band.top:.0f}" width="{band.right - band.left:.0f}" '
            size += f'height="{band.bottom - band.top:.0f}"'
            paint = f'fill="none" stroke="{LINE}"' if band.tray else f'fill="{colour(band.group)}" fill-opacity=".07"'
            parts.append(f"<rect {size} {paint}/>")
        parts.append(_words(band.words, band.left + 8, band.top + 14, "start", QUIET, ' font-weight="600"'))
    return parts


def _node(node: MapNode) -> str:
    """A mark with its name, and its label where it has room."""
    shade = colours(node.kind, node.group)[0]
    if not node.kind:
        most = node.width - 2 * PAD
        squeezed = (
            f' textLength="{most:.0f}" lengthAdjust="spacingAndGlyphs"'
            if text_width(node.label, FONT) > most * 1.2
            else ""
        )
        parts = rectangle(node.x - node.width / 2, node.y - BOX / 2, node.width, BOX, PAPER, 4, shade)
        parts += _words(node.label, node.x - node.width / 2 + PAD, node.y, "start", INK, squeezed)
    else:
        parts = _mark(shape(node.kind), node.x, node.y, node.radius, PAPER if node.estimate else shade, shade)
        x, y, anchor = _label(node)
        halo = f' stroke="{PAPER}" stroke-width="3" paint-order="stroke"'
        parts += _words(node.label, x, y, anchor, INK, halo) if node.side else ""
    find = node.id if not node.kind else node.name.rpartition(" (")[0] or node.name
    return (
        f'<g class="node" data-x="{node.x:.0f}" data-y="{node.y:.0f}" data-find="{escape(drawable(find))}">'
        f"<title>{escape(drawable(node.name))}</title>{parts}</g>"
    )


def _label(node: MapNode) -> tuple[float, float, str]:
    """Where the label of a mark stands, and how it is anchored."""
    if node.side == "left":
        return node.x - node.radius - 6, node.y, "end"
    if node.side in ("above", "below"):
        return node.x, node.y + (node.radius + 11) * (1 if node.side == "below" else -1), "middle"
    return node.x + node.radius + 6, node.y, "start"


def _words(words: str, x: float, y: float, anchor: str, shade: str, more: str = "") -> str:
    return (
        f'<text x="{x:.0f}" y="{y + FONT * 0.35:.0f}" text-anchor="{anchor}" fill="{shade}"{more}>'
        f"{escape(drawable(words))}</text>"
    )


def _mark(form: str, x: float, y: float, radius: float, fill: str, edge: str) -> str:
    if form not in OUTLINES:
        return f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{radius:g}" fill="{fill}" stroke="{edge}"/>'
    count, turn, lengths = OUTLINES[form]
    corners = [((turn + 360 / count * i) * pi / 180, radius * lengths[i % len(lengths)]) for i in range(count)]
    points = " ".join(f"{x + far * cos(angle):.1f},{y + far * sin(angle):.1f}" for angle, far in corners)
    return f'<polygon points="{points}" fill="{fill}" stroke="{edge}"/>'
