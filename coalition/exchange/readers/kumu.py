"""Kumu: a workbook or CSV files of elements and connections, a JSON blueprint, or the backup of a project."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from coalition.errors import CoalitionError
from coalition.exchange.readers.grid import Faults, Grid, clean_cell, header_name, read_grid
from coalition.exchange.readers.head import Head
from coalition.exchange.readers.incoming import Dropped, Incoming
from coalition.exchange.readers.network_mapping import NetworkMapping
from coalition.exchange.readers.network_tables import ImportedEdge, ImportedNetwork, ImportedNode, incoming
from coalition.exchange.readers.opening import OpenedFile, refusal
from coalition.exchange.readers.workbooks import read_sheets

ELEMENTS, CONNECTIONS = {"label"}, {"from", "to"}
ELEMENT_HINTS = {"type", "element type", "description", "tags", "image"}
LOOKS = "how the other tool draws a map says nothing about the actors"
PARTS = ("maps", "perspectives", "loops", "attributes", "attributeRelevance")


def fits(head: Head) -> bool:
    if head.kind == "json":
        return {"elements", "connections"} <= head.keys or (
            "elements" in head.keys and bool({"_id", "label"} & head.keys)
        )
    if head.kind == "workbook":
        return any(header_name(name) in ("elements", "connections") for name, _ in head.sheets)
    return head.kind == "text" and (_is_elements(head.header) or _is_connections(head.header))


def read(sources: Sequence[OpenedFile], mapping: NetworkMapping | None = None) -> Incoming:
    """Actors, evidence and stances of a Kumu map, by `coalition.exchange.readers.network_tables.incoming`.

    In files without ids an element is known by its label, as in Kumu; an end of a connection that no element describes
    is an element too, for Kumu makes one.
    """
    if any(source.kind != "text" for source in sources) and len(sources) > 1:
        raise CoalitionError(
            "give one Kumu workbook or JSON file, or the CSV files of its elements and its connections"
        )
    if sources[0].kind == "json":
        return incoming(_json(sources[0]), mapping)
    if sources[0].kind == "workbook":
        grids, others = read_sheets(sources[0], ("elements", "connections"))
        dropped = [Dropped("sheet " + name, 1, "only the sheets Elements and Connections are read") for name in others]
        return incoming(_tables(sources[0].name, grids.get("elements"), grids.get("connections"), dropped, ()), mapping)
    parts: dict[str, Grid] = {}
    for source in sources:
        part = "elements" if _is_elements(Head.of(source).header) else "connections"
        if part in parts:
            raise CoalitionError(f"{source.name} and {parts[part].file} both hold {part} of Kumu; give one")
        parts[part] = read_grid(source)
    name = " and ".join(source.name for source in sources)
    notes = tuple(note for source in sources for note in source.notes)
    return incoming(_tables(name, parts.get("elements"), parts.get("connections"), [], notes), mapping)


def _is_elements(header: Iterable[str]) -> bool:
    names = set(header)
    return names >= ELEMENTS and bool(names & ELEMENT_HINTS) and not names & {"from", "to", "source", "target"}


def _is_connections(header: Iterable[str]) -> bool:
    names = set(header)
    return names >= CONNECTIONS and "text" not in names and "response" not in names


def _tables(
    file: str, elements: Grid | None, connections: Grid | None, dropped: list[Dropped], notes: tuple[str, ...]
) -> ImportedNetwork:
    faults = Faults(file)
    for grid, needed in ((elements, "label"), (connections, "from"), (connections, "to")):
        if grid is not None and needed not in grid.frame:
            raise refusal(grid.file, "has no such column", f"name one column {needed!r}", 1, needed)
    described = elements.file if elements else ""
    place = connections.file if connections else ""
    nodes = [
        ImportedNode(_name(row["label"]), row["label"], line, row, described)
        for line, row in (elements.records() if elements else [])
    ]
    known = {node.id for node in nodes}
    edges = []
    for line, row in connections.records() if connections else []:
        for end in ("from", "to"):
            if row[end] and _name(row[end]) not in known:
                known.add(_name(row[end]))
                nodes.append(ImportedNode(_name(row[end]), row[end], line, {}, place))
        directed = row.get("direction", "directed").lower() not in ("undirected", "mutual")
        values = {key: cell for key, cell in row.items() if key not in ("from", "to", "direction")}
        edges.append(ImportedEdge(_name(row["from"]), _name(row["to"]), line, values, directed, place))
    for grid in (elements, connections):
        if grid is not None:
            dropped += grid.dropped
            for fault in grid.faults:
                faults.add(fault.line, fault.column, fault.problem, fault.remedy, fault.file)
    return ImportedNetwork("kumu", file, nodes, edges, faults, tuple(dropped), notes)


def _name(label: str) -> str:
    return label.casefold()


def _json(source: OpenedFile) -> ImportedNetwork:
    try:
        with source.bytes() as stream:
            data = json.loads(stream.read().decode(source.encoding))
    except UnicodeDecodeError:
        raise refusal(source.name, "is not UTF-8", "download it again") from None
    except json.JSONDecodeError as error:
        problem = f"is not whole JSON ({error.msg})"
        raise refusal(source.name, problem, "it is cut off or damaged: download it again", error.lineno) from None
    except (RecursionError, ValueError):
        raise refusal(source.name, "is JSON that is nested too deep, or holds a number too long", "check it") from None
    if not isinstance(data, dict) or not isinstance(data.get("elements"), list):
        raise refusal(source.name, "has no list of elements", "give a Kumu blueprint or project backup")
    faults = Faults(source.name)
    nodes = [
        ImportedNode(key, values.get("label", ""), number, values)
        for number, item, values in _items(data["elements"], "elements", faults)
        if (key := _id(item) or values.get("label", ""))
    ]
    edges = []
    listed = data.get("connections")
    for number, item, values in _items(listed if isinstance(listed, list) else [], "connections", faults):
        directed = clean_cell(str(item.get("direction", ""))).lower() not in ("mutual", "undirected")
        edges.append(ImportedEdge(_text(item.get("from")), _text(item.get("to")), number, values, directed))
    dropped = [
        Dropped(part, len(data[part]), LOOKS)
        for part in PARTS
        if isinstance(data.get(part), list | dict) and data[part]
    ]
    return ImportedNetwork(
        "kumu", source.name, nodes, edges, faults, tuple(dropped), ("Lines are numbers of elements and connections.",)
    )


def _items(items: list[Any], part: str, faults: Faults) -> Iterable[tuple[int, dict[str, Any], dict[str, str]]]:
    """Number, raw item and attributes of each; in a backup the attributes stand under "attributes"."""
    for number, item in enumerate(items, start=1):
        if not isinstance(item, dict):
            faults.add(number, part, f"{str(item)[:40]!r} is no object with attributes", "delete it")
            continue
        inner = item.get("attributes")
        raw = inner if isinstance(inner, dict) else item
        outer = {"_id", "id", "from", "to", "direction", "attributes"}
        values = {header_name(str(key)): _text(value) for key, value in raw.items() if raw is inner or key not in outer}
        if part == "elements" and not (_id(item) or values.get("label")):
            faults.add(number, part, "has neither id nor label", "name the element")
            continue
        yield number, item, values


def _id(item: dict[str, Any]) -> str:
    return _text(item.get("_id", item.get("id")))


def _text(value: Any) -> str:
    """A JSON value as a cell; several values joined by ';'."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(_text(part) for part in value if not isinstance(part, list | dict))
    if isinstance(value, dict):
        return ""
    return clean_cell(str(value))
