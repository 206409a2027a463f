"""A network of another tool as tables of a map: actors, what they take a stand on, and where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

import pandas as pd

from coalition.exchange.readers.grid import FORMULA, Faults
from coalition.exchange.readers.incoming import ACTOR_NAME, LINE, Dropped, Incoming
from coalition.exchange.readers.network_mapping import NetworkMapping, guess, kind_of, shape
from coalition.exchange.readers.values import NAME_LIMIT, TEXT_LIMIT, cut, date_problem, ids, iso_date
from coalition.exchange.readers.votes import EVIDENCE
from coalition.model.vocabulary import COLUMNS, Coverage, EvidenceKind, Grade, Kind, Position, Visibility, YesNo

DESCRIBED = ("regional_group", "country", "blocs")
NO_ACTOR = "by its type it is neither an actor nor something to take a stand on; the mapping can say otherwise"
TIE = "a map holds what actors did on evidence, and has no place for ties between two actors"
SILENT = "the connection does not say for or against, and that is not guessed"
BACK = "it leads from what is at stake to an actor, and says nothing of where the actor stands"
TOPICS_TIE = "a map links evidence with recommendations only, by hand and with a reason"


@dataclass(frozen=True)
class ImportedNode:
    """An element: its id in the file, its label, where it stands, and its attributes under names in small letters.

    `file` is given where the network is in several files or sheets.
    """

    id: str
    label: str
    line: int
    values: dict[str, str] = field(default_factory=dict)
    file: str = ""


@dataclass(frozen=True)
class ImportedEdge:
    source: str
    target: str
    line: int
    values: dict[str, str] = field(default_factory=dict)
    directed: bool = True
    file: str = ""


@dataclass(frozen=True, eq=False)
class ImportedNetwork:
    """A network as a file tells it; `unit` is what `line` counts ("" for lines of the file)."""

    format: str
    file: str
    nodes: list[ImportedNode]
    edges: list[ImportedEdge]
    faults: Faults
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()


def incoming(network: ImportedNetwork, given: NetworkMapping | None = None) -> Incoming:
    """Tables of a network, by a mapping given or guessed.

    Elements of a type among `NetworkMapping.topics` become evidence of kind statement, all others actors. A connection
    between an actor and such evidence becomes a stance where it says for or against; every other one is dropped with
    a reason.
    """
    mapping = guess((node.values for node in network.nodes), (edge.values for edge in network.edges), given)
    nodes = _distinct(network, mapping)
    topics = {key: node for key, node in nodes.items() if node.values.get(mapping.node_type, "") in mapping.topics}
    aside = {key: node for key, node in nodes.items() if node.values.get(mapping.node_type, "") in mapping.ignored}
    actors = {key: node for key, node in nodes.items() if key not in topics and key not in aside}
    evidence_ids = dict(zip(topics, ids([node.label for node in topics.values()], "TOPIC-"), strict=True))
    lost: Counter[tuple[str, str]] = Counter()
    for node in aside.values():
        lost[f"elements of type {node.values[mapping.node_type][:60]!r}", NO_ACTOR] += 1
    stand_of = cache(mapping.stand)

    def stand(edge: ImportedEdge) -> Position | None:
        return stand_of(edge.values.get(mapping.position, ""))

    taken: dict[tuple[str, str], list[ImportedEdge]] = {}
    dates: dict[str, list[str]] = {key: [] for key in topics}
    for edge in _whole(network, nodes, mapping):
        ends = (edge.source, edge.target)
        if not edge.directed and edge.source in topics:
            ends = (edge.target, edge.source)
        if reason := _no_stance(*ends, topics, aside, stand(edge)):
            lost[reason] += 1
            continue
        taken.setdefault(ends, []).append(edge)
        if date := iso_date(edge.values.get(mapping.date, "")):
            dates[ends[1]].append(date)
    stances = [
        _stance(network, mapping, edge, stand(edge), actors[actor].label, evidence_ids[topic])
        for (actor, topic), edges in taken.items()
        for edge in _one(network, mapping, edges, stand, actors[actor].label, lost)
    ]
    notes = list(network.notes)
    if topics and not mapping.as_of and not all(dates.values()):
        notes.append(f"{network.file} does not say from when its statements are: give a date for them.")
    tables = {
        "actors": _actors(network, actors.values(), mapping),
        "evidence": _evidence(network, topics, evidence_ids, dates, mapping),
        "stances": pd.DataFrame(stances, columns=STANCES, dtype="str"),
    }
    dropped = [*network.dropped, *(Dropped(what, count, why) for (what, why), count in lost.items() if count)]
    faults = tuple(sorted(network.faults.found()))
    seen = shape((node.values for node in network.nodes), (edge.values for edge in network.edges), mapping)
    return Incoming(network.format, network.file, tables, tuple(dropped), faults, tuple(notes), seen)


STANCES = [ACTOR_NAME, "evidence_id", "position", "note", "grade", "source", LINE]


def _distinct(network: ImportedNetwork, mapping: NetworkMapping) -> dict[str, ImportedNode]:
    """Elements by id; one without label, or with the id or label of another, is a fault."""
    kept: dict[str, ImportedNode] = {}
    labels: dict[str, int] = {}
    for raw in network.nodes:
        node = replace(raw, label=raw.values.get(mapping.label, "") or raw.label)
        label = node.label.casefold()
        if not label:
            network.faults.add(node.line, "label", "the element has no label", "name it", node.file)
        elif FORMULA.match(label):
            problem = f"{node.label[:60]!r} is a formula"
            network.faults.add(node.line, "label", problem, "paste its value instead", node.file)
        elif label in labels:
            problem = f"{node.label[:60]!r} is also the label of the element at {labels[label]}"
            network.faults.add(node.line, "label", problem, "make one of the two, or name them apart", node.file)
        elif node.id in kept:
            problem = f"{node.id[:60]!r} is the id of an earlier element"
            network.faults.add(node.line, "id", problem, "give it another", node.file)
        else:
            kept[node.id] = node
            labels[label] = node.line
    return kept


def _whole(network: ImportedNetwork, nodes: dict[str, ImportedNode], mapping: NetworkMapping) -> Iterator[ImportedEdge]:
    """Connections whose ends are there and whose date can be read; every other one is a fault."""
    for edge in network.edges:
        missing = next((end for end in (edge.source, edge.target) if end not in nodes), None)
        date = edge.values.get(mapping.date, "")
        if missing is not None:
            problem = f"the connection ends at {missing[:60]!r}, which is not among the elements"
            network.faults.add(edge.line, "", problem, "add the element, or leave the connection out", edge.file)
        elif date and not iso_date(date):
            network.faults.add(edge.line, mapping.date, *date_problem(date), edge.file)
        else:
            yield edge


def _no_stance(
    actor: str, topic: str, topics: dict[str, ImportedNode], aside: dict[str, ImportedNode], stand: Position | None
) -> tuple[str, str] | None:
    """What a connection is, and why it is no stance; None where it is one."""
    if actor in aside or topic in aside:
        return "connections with elements left out", "one of their ends is left out"
    if actor in topics:
        between = ("connections between two topics", TOPICS_TIE)
        return between if topic in topics else ("connections from a topic to an actor", BACK)
    if topic not in topics:
        return "connections between two actors", TIE
    return ("connections without position", SILENT) if stand is None else None


def _one(
    network: ImportedNetwork,
    mapping: NetworkMapping,
    edges: list[ImportedEdge],
    stand: Callable[[ImportedEdge], Position | None],
    name: str,
    lost: Counter[tuple[str, str]],
) -> list[ImportedEdge]:
    """The connection that counts of those of one actor with one topic; where they differ, all of them are faults."""
    if len({stand(edge) for edge in edges}) == 1:
        lost["connections that say the same again", "an actor takes one stance on a piece of evidence"] += (
            len(edges) - 1
        )
        return edges[:1]
    for edge in edges:
        problem = f"{name[:60]!r} takes positions that differ on one thing"
        network.faults.add(edge.line, mapping.position, problem, "keep the one that is right", edge.file)
    return []


def _stance(
    network: ImportedNetwork,
    mapping: NetworkMapping,
    edge: ImportedEdge,
    position: Position | None,
    name: str,
    evidence: str,
) -> dict[str, str]:
    return {
        ACTOR_NAME: name,
        "evidence_id": evidence,
        "position": position.value if position else "",
        "note": cut(_told(edge.values, {mapping.position, "source"})),
        "grade": Grade.SEEN.value,
        "source": cut(edge.values.get("source", "") or f"file {edge.file or network.file}"),
        LINE: str(edge.line),
    }


def _told(values: dict[str, str], without: set[str]) -> str:
    return "; ".join(f"{name}: {cell}" for name, cell in values.items() if cell and name not in without)


def _actors(network: ImportedNetwork, nodes: Iterable[ImportedNode], mapping: NetworkMapping) -> pd.DataFrame:
    nodes = list(nodes)
    rows = []
    for node, key in zip(nodes, ids([node.label for node in nodes]), strict=True):
        type_name = node.values.get(mapping.node_type, "")
        kind = kind_of(type_name)
        known = {mapping.label, "label", "source", "visibility", *DESCRIBED, *({mapping.node_type} if kind else ())}
        visibility = node.values.get("visibility", "").lower()
        rows.append(
            {
                **{name: node.values.get(name, "") for name in DESCRIBED},
                "id": key,
                "name": cut(node.label, NAME_LIMIT),
                "kind": (kind or Kind.OTHER).value,
                "visibility": visibility if visibility in list(Visibility) else Visibility.PUBLIC.value,
                "note": cut(_told(node.values, known)),
                "grade": Grade.SEEN.value,
                "source": cut(node.values.get("source", "") or f"file {network.file}"),
                LINE: str(node.line),
            }
        )
    return pd.DataFrame(rows, columns=[*COLUMNS["actors"], LINE], dtype="str")


def _evidence(
    network: ImportedNetwork,
    topics: dict[str, ImportedNode],
    evidence_ids: dict[str, str],
    dates: dict[str, list[str]],
    mapping: NetworkMapping,
) -> pd.DataFrame:
    rows = [
        {
            "id": evidence_ids[key],
            "title": cut(node.label, NAME_LIMIT),
            "citation": cut(f"{network.file}: {node.label}", NAME_LIMIT),
            "kind": EvidenceKind.STATEMENT.value,
            "leadership": YesNo.NO.value,
            "date_from": min(dates[key], default=mapping.as_of),
            "date_to": max(dates[key], default=mapping.as_of),
            "coverage": Coverage.PARTIAL.value,
            "body": "",
            "visibility": Visibility.PUBLIC.value,
            "grade": Grade.SEEN.value,
            "source": cut(f"file {network.file}; " + _told(node.values, {"label", mapping.label}), TEXT_LIMIT),
            LINE: str(node.line),
        }
        for key, node in topics.items()
    ]
    return pd.DataFrame(rows, columns=EVIDENCE, dtype="str")
