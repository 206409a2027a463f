"""The map of a neighbourhood, laid out for the component."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coalition.app.map.data import RECOMMENDATION, MapData, MapEdge, MapNode, legend
from coalition.app.map.layout import Item, MarkPlace, two_mode
from coalition.english import number_of
from coalition.figures.neighbourhood import Map
from coalition.model.network import Network
from coalition.model.vocabulary import Kind

TRAY = "No line on this map"


def around(network: Network, found: Map, title: str, tray: str = TRAY) -> MapData:
    """The nodes and lines of `coalition.figures.neighbourhood`, column by column, in bands by regional group.

    Parameters
    ----------
    network : Network
        The map.
    found : Map
        Its columns are kept, but for one of all recommendations; actors without a line go to the tray, unless nobody
        has one.
    title : str
        Title of the map, for downloads and screen readers.
    tray : str
        Label of the tray.
    """
    joined = {end for edge in found.edges for end in (edge["from"], edge["to"])}
    columns: dict[float, list[Item]] = {}
    last = max((_x(node) for node in found.nodes if not node["kind"]), default=0.0)
    apart: list[Item] = []
    for node in found.nodes:
        key = str(node["id"])
        item = Item(key, str(node["label"]), _group(network, key) if node["kind"] else None, box=not node["kind"])
        place = columns.setdefault(last if item.box else _x(node), [])
        (apart if joined and key not in joined and not item.box else place).append(item)
    kept = [[replace(column[0], group=None)] if len(column) == 1 else column for _, column in sorted(columns.items())]
    plan = two_mode(kept, network.group_names, apart, tray)
    width = max((item.width for column in kept for item in column if item.box), default=0.0)
    nodes = tuple(_node(network, node, plan.places[str(node["id"])], width) for node in found.nodes)
    edges = tuple(
        MapEdge(str(edge["from"]), str(edge["to"]), row["line"], _said(row))
        for edge, row in zip(found.edges, found.rows, strict=True)
    )
    entries = legend(nodes, edges, network.group_names)
    return MapData(title, nodes, edges, plan.bands, entries, _alt(title, nodes, edges), plan.extent)


def _said(row: dict[str, str]) -> str:
    """What a line says when a pointer rests on it."""
    act = f" ({row['act']})" if row["act"] else ""
    return f"{row['from']} → {row['to']}: {row['line']}{act}"


def _x(node: dict[str, object]) -> float:
    return float(str(node["x"]))


def _group(network: Network, key: str) -> str:
    return str(network.actors.loc[key, "regional_group"])


def _node(network: Network, node: dict[str, object], place: MarkPlace, width: float) -> MapNode:
    """A mark with its full name in words; an estimate is what the map drew as an outline."""
    key, kind, label = str(node["id"]), str(node["kind"]), str(node["label"])
    if not kind:
        name = f"{key}: {network.recommendations.loc[key, 'text']}"
        return MapNode(key, label, name, "", "", place.x, place.y, place.side, width=width)
    group = _group(network, key)
    estimate = isinstance(node["color"], dict)
    said = [Kind(kind).words, network.group_names.get(group, ""), "estimate" if estimate else ""]
    name = f"{network.actors.loc[key, 'name']} ({', '.join(part for part in said if part)})"
    return MapNode(key, label, name, kind, group, place.x, place.y, place.side, estimate)


def _alt(title: str, nodes: Sequence[MapNode], edges: Sequence[MapEdge]) -> str:
    """What the map shows, for whoever does not see it."""
    boxes = sum(not node.kind for node in nodes)
    what = f"{len(nodes) - boxes} actors, {number_of(boxes, RECOMMENDATION)}, {len(edges)} lines"
    return f"{title}: a map of {what}. The same as a table below."
