"""GraphML and GEXF, as Gephi and networkx write them, with every attribute of nodes and edges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coalition.exchange.readers.grid import Faults, header_name
from coalition.exchange.readers.head import Head
from coalition.exchange.readers.incoming import Dropped, Incoming
from coalition.exchange.readers.network_mapping import NetworkMapping
from coalition.exchange.readers.network_tables import ImportedEdge, ImportedNetwork, ImportedNode, incoming
from coalition.exchange.readers.opening import OpenedFile, refusal
from coalition.exchange.readers.votes import one_file
from coalition.exchange.readers.xml_events import Event, events

DEFAULTS = 100
LOOKS = frozenset({"x", "y", "z", "r", "g", "b", "a", "size", "color", "colour", "position", "shape", "thickness"})
PLACED = frozenset({"x", "y", "z", "r", "g", "b", "size", "color", "colour"})
"""Attributes of nodes that say how they are drawn. "position" is one in GEXF (viz:position) only."""
LABELS = ("label", "name", "title", "id")
WHY_LOOKS = "how the other tool draws a node says nothing about the actor"


class Key(NamedTuple):
    """A declared attribute: its name in words and its default."""

    name: str
    default: str


def fits_graphml(head: Head) -> bool:
    return head.kind == "xml" and head.root == "graphml"


def fits_gexf(head: Head) -> bool:
    return head.kind == "xml" and head.root == "gexf"


def read_graphml(sources: Sequence[OpenedFile], mapping: NetworkMapping | None = None) -> Incoming:
    """Tables of a GraphML file, by `coalition.exchange.readers.network_tables.incoming`."""
    return incoming(network(one_file(sources, "GraphML"), "graphml"), mapping)


def read_gexf(sources: Sequence[OpenedFile], mapping: NetworkMapping | None = None) -> Incoming:
    """Tables of a GEXF file, by `coalition.exchange.readers.network_tables.incoming`."""
    return incoming(network(one_file(sources, "GEXF"), "gexf"), mapping)


def network(source: OpenedFile, format_id: str) -> ImportedNetwork:
    """Nodes and edges of a file with their attributes under the names that the file declares, in small letters."""
    collector = _Collector(source)
    for event in events(source):
        collector.take(event)
    dropped = [Dropped("positions, colours and sizes", collector.looks, WHY_LOOKS)] if collector.looks else []
    if collector.nested:
        why = "only the whole graph is read; its nodes and edges are"
        dropped.append(Dropped("hyperedges, ports and spells", collector.nested, why))
    return ImportedNetwork(
        format_id, source.name, collector.nodes, collector.edges, Faults(source.name), tuple(dropped)
    )


class _Collector:
    """Puts nodes and edges together from the events of a file; both formats have elements `node` and `edge`."""

    def __init__(self, source: OpenedFile) -> None:
        self._file = source.name
        self._keys: dict[tuple[str, str], Key] = {}
        self._defaults: dict[str, dict[str, str]] = {}
        self._open: list[tuple[str, dict[str, str], dict[str, str], int]] = []
        self._data = self._declared = ""
        self._class = "node"
        self._directed = True
        self.nodes: list[ImportedNode] = []
        self.edges: list[ImportedEdge] = []
        self.looks = self.nested = 0

    def take(self, event: Event) -> None:
        if event.begins:
            self._begin(event)
        else:
            self._end(event)

    def _begin(self, event: Event) -> None:
        given = event.attributes
        if event.tag in ("node", "edge"):
            self._open.append((event.tag, given, {}, event.line))
        elif event.tag == "graph" and not self._open:
            kind = given.get("edgedefault") or given.get("defaultedgetype") or "directed"
            self._directed = kind == "directed"
        elif event.tag == "key":
            self._declared = given.get("id", "")
            for part in (given.get("for", "all"),) if given.get("for") in ("node", "edge") else ("node", "edge"):
                self._keys[part, self._declared] = Key(
                    header_name(given.get("attr.name") or given.get("name") or self._declared), ""
                )
        elif event.tag == "attributes":
            self._class = given.get("class", "node")
        elif event.tag == "attribute":
            self._declared = given.get("id", "")
            self._keys[self._class, self._declared] = Key(header_name(given.get("title") or self._declared), "")
        elif event.tag == "data":
            self._data = given.get("key", "")
        elif event.tag == "attvalue" and self._open:
            part, _, values, _ = self._open[-1]
            key = given.get("for") or given.get("id") or ""
            name = self._keys.get((part, key), Key(header_name(key), "")).name
            earlier = values.get(name, "")
            values[name] = f"{earlier}; {given.get('value', '')}" if earlier else given.get("value", "")
        elif event.tag in ("color", "size", "position", "shape", "thickness") and self._open:
            self.looks += 1
        elif event.tag in ("hyperedge", "port", "spell"):
            self.nested += 1

    def _end(self, event: Event) -> None:
        if event.tag == "default":
            for part in ("node", "edge", self._class):
                if old := self._keys.get((part, self._declared)):
                    self._keys[part, self._declared] = Key(old.name, event.text)
                    if event.text:
                        self._defaults.setdefault(part, {})[old.name] = event.text
                    if len(self._defaults.get(part, {})) > DEFAULTS:
                        raise refusal(self._file, f"has more than {DEFAULTS} defaults", "leave some out", event.line)
        elif event.tag == "data" and self._open:
            part, _, values, _ = self._open[-1]
            name = self._keys.get((part, self._data), Key(header_name(self._data), "")).name
            values[name] = event.text
        elif event.tag in ("node", "edge") and self._open:
            self._close(*self._open.pop())

    def _close(self, part: str, given: dict[str, str], values: dict[str, str], line: int) -> None:
        for name, default in self._defaults.get(part, {}).items():
            values.setdefault(name, default)
        if part == "node":
            drawn = [name for name in values if name in PLACED and part == "node"]
            for name in drawn:
                del values[name]
            self.looks += len(drawn)
            values = {**_plain(given, "label"), **values}
            label = next((values[name] for name in LABELS if values.get(name)), "") or given.get("id", "")
            self.nodes.append(ImportedNode(given.get("id", ""), label, line, {**values, "label": label}))
            return
        values = {**_plain(given, "label", "weight", "start", "end"), **values}
        kind = given.get("type") or given.get("directed") or ""
        directed = self._directed if kind == "" else kind in ("directed", "true")
        self.edges.append(ImportedEdge(given.get("source", ""), given.get("target", ""), line, values, directed))


def _plain(given: dict[str, str], *names: str) -> dict[str, str]:
    return dict(_pairs(given, names))


def _pairs(given: dict[str, str], names: Sequence[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        if given.get(name):
            yield name, given[name]
