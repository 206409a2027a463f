"""Whatever else a graph holds beside the tables of a map: the history, remembered names, notes of contacts.

It is read and written by label, whatever the labels are, so that what a later release adds is kept as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from coalition.errors import CoalitionError

KNOWN = (
    "Actor", "RegionalGroup", "Bloc", "Evidence", "Recommendation", "ActorKind", "Meta",
    "StagedActor", "StagedEvidence", "StagedLoad",
)  # fmt: skip
"""Labels of the nodes that the tables and the version of the map make, and a load that is not there yet."""
KEYS = ("id", "name")
"""The properties that a node may be known by, the first that it has."""
BATCH = 2_000
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")
_VALUE = (str, int, float, bool)

Ask = Callable[[str, dict[str, Any]], list[list[Any]]]
NODES = "MATCH (n) WHERE none(l IN labels(n) WHERE l IN $known) RETURN labels(n) AS labels, properties(n) AS values"
EDGES = (
    "MATCH (n)-[r]->(m) WHERE none(l IN labels(n) WHERE l IN $known) RETURN labels(n) AS a, properties(n) AS of_a, "
    "type(r) AS type, properties(r) AS values, labels(m) AS b, properties(m) AS of_b",
    "MATCH (m)-[r]->(n) WHERE none(l IN labels(n) WHERE l IN $known) AND any(l IN labels(m) WHERE l IN $known) "
    "RETURN labels(m) AS a, properties(m) AS of_a, type(r) AS type, properties(r) AS values, labels(n) AS b, "
    "properties(n) AS of_b",
)


@dataclass(frozen=True)
class Extras:
    """Nodes ``{"labels", "values"}`` and edges ``{"from", "type", "values", "to"}``; an end is [label, key, value]."""

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]

    def counts(self) -> dict[str, int]:
        """Number of nodes by label."""
        found: dict[str, int] = {}
        for node in self.nodes:
            for label in node["labels"]:
                found[label] = found.get(label, 0) + 1
        return dict(sorted(found.items()))


def read(ask: Ask) -> Extras:
    """All nodes that no table makes, and the edges at them, in an order that does not depend on the server.

    Parameters
    ----------
    ask : callable
        Text of a query and its parameters -> its answer.
    """
    known = {"known": list(KNOWN)}
    nodes = [{"labels": sorted(labels), "values": dict(values)} for labels, values in ask(NODES, known)]
    edges = [
        {"from": _end(a, of_a), "type": kind, "values": dict(values), "to": _end(b, of_b)}
        for query in EDGES
        for a, of_a, kind, values, b, of_b in ask(query, known)
    ]
    return checked(Extras(sorted(nodes, key=repr), sorted(edges, key=repr)))


def checked(extras: Extras) -> Extras:
    """The same, if every name can stand in a query and every value in a file.

    Parameters
    ----------
    extras : Extras
        What a file or a graph holds.

    Raises
    ------
    CoalitionError
        A label, type or property has a name of other signs than letters, digits and '_'; a value is no text, number
        or list of them; a node belongs to the tables.
    """
    for node in extras.nodes:
        _names([*node["labels"], *node["values"]])
        _values(node["values"])
        if not node["labels"] or set(node["labels"]) & set(KNOWN):
            raise CoalitionError(f"a node of {node['labels']} belongs to the tables or has no label")
    for edge in extras.edges:
        _names([edge["type"], *edge["values"], *(name for end in (edge["from"], edge["to"]) for name in end[:2])])
        _values(edge["values"])
        if {edge["from"][0], edge["to"][0]} <= set(KNOWN):
            raise CoalitionError(f"an edge {edge['type']} belongs to the tables")
    return extras


def statements(before: Extras, after: Extras) -> Iterator[tuple[str, dict[str, Any]]]:
    """What turns one into the other in a graph: all of `before` goes, all of `after` is made.

    Parameters
    ----------
    before, after : Extras
        What the graph holds, and what it is to hold.
    """
    for label in before.counts():
        yield f"MATCH (n:`{label}`) WITH collect(n) AS gone UNWIND gone AS n DETACH DELETE n", {}
    for (labels, keys), rows in _alike(after.nodes, lambda n: (tuple(n["labels"]), tuple(sorted(n["values"])))):
        marks = ":".join(f"`{label}`" for label in labels)
        values = ", ".join(f"`{key}`: row.`{key}`" for key in keys)
        for batch in _batches([row["values"] for row in rows]):
            yield f"UNWIND $rows AS row CREATE (n:{marks} {{{values}}})", {"rows": batch}
    for (kind, a, b, keys), rows in _alike(
        after.edges, lambda e: (e["type"], tuple(e["from"][:2]), tuple(e["to"][:2]), tuple(sorted(e["values"])))
    ):
        values = ", ".join(f"`{key}`: row.v.`{key}`" for key in keys)
        query = (
            f"UNWIND $rows AS row MATCH (a:`{a[0]}` {{`{a[1]}`: row.a}}) MATCH (b:`{b[0]}` {{`{b[1]}`: row.b}}) "
            f"CREATE (a)-[:`{kind}` {{{values}}}]->(b)"
        )
        for batch in _batches([{"a": row["from"][2], "b": row["to"][2], "v": row["values"]} for row in rows]):
            yield query, {"rows": batch}


def _end(labels: list[str], values: dict[str, Any]) -> list[Any]:
    """How a node is found again: by the label that has an index, and the property that tells it from its like."""
    label = next((one for one in labels if one in KNOWN), sorted(labels)[0])
    for key in KEYS:
        if key in values:
            return [label, key, values[key]]
    raise CoalitionError(f"a node of {label} has neither id nor name, so that its edges cannot be kept")


def _alike(rows: list[dict[str, Any]], sort: Callable[[dict[str, Any]], Any]) -> list[tuple[Any, list[dict[str, Any]]]]:
    groups: dict[Any, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(sort(row), []).append(row)
    return list(groups.items())


def _batches(rows: list[Any]) -> Iterator[list[Any]]:
    """Bounded in rows and bytes, as the embedded server needs it."""
    batch: list[Any] = []
    size = 0
    for row in rows:
        weight = len(repr(row))
        if batch and (len(batch) >= BATCH or size + weight > 4_000_000):
            yield batch
            batch, size = [], 0
        batch.append(row)
        size += weight
    if batch:
        yield batch


def _names(names: list[Any]) -> None:
    for name in names:
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise CoalitionError(f"{name!r} is not a name that a graph of coalition has")


def _values(values: dict[str, Any]) -> None:
    for key, value in values.items():
        parts = value if isinstance(value, list) else [value]
        if not all(isinstance(part, _VALUE) for part in parts):
            raise CoalitionError(f"{key} is neither text nor number: {value!r}")
