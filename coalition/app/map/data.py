"""What the map shows, as plain data: nodes with places, lines, bands, the legend; and its conversion to JSON."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from coalition.analysis.phrases import WORDS
from coalition.analysis.selection import GROUP, KIND, POSITION, switch
from coalition.model.vocabulary import STATES, Kind
from coalition.palette import AGAINST, DARK, INK, OTHER, QUIET, actor_colour, colour, shape

Colours = tuple[str, str]
"""On a light and on a dark page."""
_QUIET: Colours = (QUIET, DARK[QUIET])
TIE = "alike more than by chance"
NEAREST = "come nearest to a tie: an example, not a finding"
LIKEST = "vote most alike, not tested against chance"
TOGETHER = "recorded positions: the wider, the more"
LINES: dict[str, tuple[Colours, float, tuple[int, ...]]] = {
    "leads": ((INK, DARK[INK]), 3.0, ()),
    "supports": (_QUIET, 1.2, ()),
    "mixed record": (_QUIET, 1.2, (8, 5)),
    "abstained on a text": (_QUIET, 1.2, (2, 5)),
    "opposed a text": ((AGAINST, DARK[AGAINST]), 1.6, (8, 5)),
    "has said so": (_QUIET, 1.2, (10, 4, 2, 4)),
    "could be reached through": (_QUIET, 1.2, (4, 4)),
    TIE: (_QUIET, 1.2, ()),
    NEAREST: (_QUIET, 1.2, (4, 4)),
    LIKEST: (_QUIET, 1.2, (8, 5)),
    TOGETHER: (_QUIET, 3.0, ()),
}
"""Lines by what they say: colours, width, and dashes in pixels; a line that says something else is thin and grey."""
RECOMMENDATION = "recommendation"
RADIUS = 9.0
"""Of a mark, unless its size means something."""
_SWITCHED = {words: switch(POSITION, standing) for standing, words in WORDS.items()}


@dataclass(frozen=True)
class MapNode:
    """A mark on the map. `kind` is a `coalition.model.vocabulary.Kind`, or "" for a recommendation, which is a box."""

    id: str
    label: str
    name: str
    kind: str
    group: str
    x: float
    y: float
    side: str = "right"
    """Where the label stands: left, right, above, below; "" where it is shown only when the mark is pointed at."""
    estimate: bool = False
    width: float = 0.0
    """Of the box of a recommendation."""
    radius: float = RADIUS


@dataclass(frozen=True)
class MapEdge:
    """A line: between whom, what it says (one of `LINES`), and the words shown when a pointer rests on it."""

    source: str
    target: str
    line: str
    words: str
    width: float = 0.0
    """In pixels; 0 for that of its line."""


@dataclass(frozen=True)
class Band:
    """A labelled area behind marks: a regional group, or the tray of those without a line."""

    words: str
    group: str
    left: float
    top: float
    right: float
    bottom: float
    tray: bool = False


@dataclass(frozen=True)
class LegendEntry:
    """A line of the legend: the sign (a shape, a line, a colour) and what it stands for."""

    sort: str
    sign: str
    colours: Colours
    words: str
    switches: tuple[str, ...] = ()
    """What a click on it leaves out, as in `coalition.analysis.selection.switch`."""


@dataclass(frozen=True)
class MapData:
    """A map: what is drawn where, its legend, and what it shows in words."""

    title: str
    nodes: tuple[MapNode, ...]
    edges: tuple[MapEdge, ...]
    bands: tuple[Band, ...]
    legend: tuple[LegendEntry, ...]
    alt: str
    extent: tuple[float, float, float, float]
    """Left, top, right, bottom of all that is drawn."""
    note: str = ""
    """Stands under the picture that somebody takes away."""
    own: str = ""
    """The mark of the visitor's own country."""
    view: str = ""
    """Which picture of the same it is: another one is shown whole, however somebody had zoomed."""

    def json(self) -> dict[str, Any]:
        """The map as the component takes it."""
        return {
            "title": self.title,
            "alt": self.alt,
            "extent": list(self.extent),
            "nodes": [_node(node) for node in self.nodes],
            "edges": [_edge(edge, number) for number, edge in enumerate(self.edges)],
            "bands": [vars(band) | {"colours": _of_group(band.group)} for band in self.bands],
            "lines": {name: {"width": width, "dashes": list(dashes)} for name, (_, width, dashes) in LINES.items()},
            "legend": [vars(entry) for entry in self.legend],
            "note": self.note,
            "own": self.own,
            "view": self.view,
        }


def without(drawn: MapData, off: Collection[str]) -> MapData:
    """A map without what is left out; everything else stays where it is.

    Parameters
    ----------
    drawn : MapData
        The whole of it.
    off : collection of str
        Kinds, States of groups and positions, as `coalition.analysis.selection.switch` names them. Whoever has no line
        left, but had one, goes too.
    """
    if not off:
        return drawn
    there = {node.id for node in drawn.nodes if not node.kind or not _is_off(node, off)}
    edges = tuple(
        edge
        for edge in drawn.edges
        if _SWITCHED.get(edge.line) not in off and edge.source in there and edge.target in there
    )
    before, after = _ends(drawn.edges), _ends(edges)
    nodes = tuple(
        node for node in drawn.nodes
        if node.id in there and (not node.kind or node.id in after or node.id not in before)
    )  # fmt: skip
    return replace(drawn, nodes=nodes, edges=edges)


def _is_off(node: MapNode, off: Collection[str]) -> bool:
    return switch(KIND, node.kind) in off or (Kind(node.kind) in STATES and switch(GROUP, node.group) in off)


def _ends(edges: Iterable[MapEdge]) -> set[str]:
    return {end for edge in edges for end in (edge.source, edge.target)}


def colours(kind: str, group: str) -> Colours:
    """Colours of an actor: of the regional group for a State, grey otherwise."""
    if not kind:
        return _QUIET
    light = actor_colour(kind, group)
    return light, DARK[light]


def legend(nodes: Iterable[MapNode], edges: Iterable[MapEdge], group_names: dict[str, str]) -> tuple[LegendEntry, ...]:
    """Everything a reader must know: kinds by shape, regional groups by colour, estimates, lines."""
    drawn, lines = list(nodes), {edge.line for edge in edges}
    kinds = {node.kind for node in drawn}
    by_shape: dict[str, list[Kind]] = {}
    for kind in Kind:
        if kind in kinds:
            by_shape.setdefault(shape(kind), []).append(kind)
    entries = [
        LegendEntry("shape", form, _QUIET, " or ".join(kind.words for kind in same), _kinds(same))
        for form, same in by_shape.items()
    ]
    if "" in kinds:
        entries.append(LegendEntry("shape", "box", _QUIET, RECOMMENDATION))
    states = {node.group for node in drawn if node.kind and Kind(node.kind) in STATES}
    entries += [
        LegendEntry("colour", "", _of_group(key), words, (switch(GROUP, key),))
        for key, words in group_names.items()
        if key in states
    ]
    if others := [kind for kind in Kind if kind in kinds and kind not in STATES]:
        entries.append(LegendEntry("colour", "", (OTHER, DARK[OTHER]), "not a State", _kinds(others)))
    if any(node.estimate for node in drawn):
        entries.append(LegendEntry("hollow", "dot", _QUIET, "estimate, not on record"))
    drawn_lines = [line for line in LINES if line in lines]
    return (*entries, *(LegendEntry("line", line, LINES[line][0], line, _position(line)) for line in drawn_lines))


def _kinds(kinds: Iterable[Kind]) -> tuple[str, ...]:
    return tuple(switch(KIND, kind) for kind in kinds)


def _position(line: str) -> tuple[str, ...]:
    return (_SWITCHED[line],) if line in _SWITCHED else ()


def _of_group(group: str) -> Colours:
    return colour(group), DARK[colour(group)]


def _node(node: MapNode) -> dict[str, Any]:
    return {
        "id": node.id,
        "label": node.label,
        "name": node.name,
        "shape": shape(node.kind) if node.kind else "box",
        "colours": colours(node.kind, node.group),
        "x": node.x,
        "y": node.y,
        "side": node.side,
        "group": node.group,
        "hollow": node.estimate,
        "width": node.width,
        "radius": round(node.radius, 2),
    }


def _edge(edge: MapEdge, number: int) -> dict[str, Any]:
    pair, width, dashes = LINES.get(edge.line, (_QUIET, 1.2, ()))
    return {
        "id": f"{edge.source}\t{edge.target}\t{edge.line}\t{number}",
        "from": edge.source,
        "to": edge.target,
        "colours": pair,
        "width": edge.width or width,
        "dashes": list(dashes),
        "words": edge.words,
    }
