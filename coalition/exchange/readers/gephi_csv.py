"""Gephi's tables as CSV: a file of nodes (Id, Label, ...) and a file of edges (Source, Target, ...)."""

from __future__ import annotations

from collections.abc import Sequence

from coalition.errors import CoalitionError
from coalition.exchange.readers.grid import Faults, Grid, read_grid
from coalition.exchange.readers.head import Head
from coalition.exchange.readers.incoming import Incoming
from coalition.exchange.readers.network_mapping import NetworkMapping
from coalition.exchange.readers.network_tables import ImportedEdge, ImportedNetwork, ImportedNode, incoming
from coalition.exchange.readers.opening import OpenedFile

NODES, EDGES = "nodes", "edges"
ENDS = ("source", "target")
OWN = ("id", *ENDS, "type")
"""Columns that Gephi itself gives a meaning; `type` says whether an edge has a direction."""


def fits(head: Head) -> bool:
    return head.kind == "text" and (_is_nodes(head) or _is_edges(head))


def read(sources: Sequence[OpenedFile], mapping: NetworkMapping | None = None) -> Incoming:
    """Actors, evidence and stances of Gephi's tables, by `coalition.exchange.readers.network_tables.incoming`.

    An end of an edge that no row of the nodes describes is a node too, known by its id, for Gephi makes one.
    """
    parts: dict[str, Grid] = {}
    for source in sources:
        part = EDGES if _is_edges(Head.of(source)) else NODES
        if part in parts:
            raise CoalitionError(f"{source.name} and {parts[part].file} both hold {part} of Gephi; give one")
        parts[part] = read_grid(source)
    file = " and ".join(source.name for source in sources)
    faults = Faults(file)
    for grid in parts.values():
        for fault in grid.faults:
            faults.add(fault.line, fault.column, fault.problem, fault.remedy, fault.file)
    nodes = [
        ImportedNode(row["id"], row.get("label") or row["id"], line, _attributes(row, ("id",)), parts[NODES].file)
        for line, row in (parts[NODES].records() if NODES in parts else [])
    ]
    known = {node.id for node in nodes}
    edges = []
    for line, row in parts[EDGES].records() if EDGES in parts else []:
        place = parts[EDGES].file
        for end in (row[name] for name in ENDS):
            if end not in known:
                known.add(end)
                nodes.append(ImportedNode(end, end, line, {}, place))
        directed = row.get("type", "").lower() != "undirected"
        edges.append(ImportedEdge(row["source"], row["target"], line, _attributes(row, OWN), directed, place))
    dropped = tuple(part for grid in parts.values() for part in grid.dropped)
    notes = tuple(note for source in sources for note in source.notes)
    return incoming(ImportedNetwork("gephi_csv", file, nodes, edges, faults, dropped, notes), mapping)


def _is_nodes(head: Head) -> bool:
    return head.header[:1] == ("id",) and "label" in head.header and not _is_edges(head)


def _is_edges(head: Head) -> bool:
    return set(ENDS) <= set(head.header)


def _attributes(row: dict[str, str], without: Sequence[str]) -> dict[str, str]:
    return {name: cell for name, cell in row.items() if cell and name not in without}
