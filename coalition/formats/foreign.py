"""A network of another tool as tables of a map: actors, what they take a stand on, and where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import pandas as pd

from coalition.formats.cells import NAME_LIMIT, TEXT_LIMIT, cut, ids, iso_date
from coalition.formats.grid import Faults
from coalition.formats.incoming import ACTOR_NAME, LINE, Dropped, Incoming
from coalition.formats.mapping import Mapping, guess, kind_of
from coalition.formats.votes import EVIDENCE
from coalition.model import COLUMNS, Coverage, EvidenceKind, Grade, Kind, Position, Visibility, YesNo

DESCRIBED = ("regional_group", "country", "blocs")
NO_ACTOR = "by its type it is neither an actor nor something to take a stand on; the mapping can say otherwise"
TIE = "a map holds what actors did on evidence, and has no place for ties between two actors"
SILENT = "the connection does not say for or against, and that is not guessed"
BACK = "it leads from what is at stake to an actor, and says nothing of where the actor stands"
TOPICS_TIE = "a map links evidence with recommendations only, by hand and with a reason"


@dataclass(frozen=True)
class Node:
    """An element: its id in the file, its label, where it stands, and its attributes under names in small letters."""

    id: str
    label: str
    line: int
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Edge:
    source: str
    target: str
    line: int
    values: dict[str, str] = field(default_factory=dict)
    directed: bool = True


@dataclass(frozen=True, eq=False)
class Network:
    """A network as a file tells it; `unit` is what `line` counts ("" for lines of the file)."""

    format: str
    file: str
    nodes: list[Node]
    edges: list[Edge]
    faults: Faults
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()


def incoming(network: Network, given: Mapping | None = None) -> Incoming:
    """Tables of a network, by a mapping given or guessed.

    Elements of a type among `Mapping.topics` become evidence of kind statement, all others actors. A connection between
    an actor and such evidence becomes a stance where it says for or against; every other one is dropped with a reason.
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
    stances: dict[tuple[str, str], list[dict[str, str]]] = {}
    dates: dict[str, list[str]] = {key: [] for key in topics}
    for edge in network.edges:
        ends = [nodes.get(edge.source), nodes.get(edge.target)]
        if None in ends:
            missing = edge.source if ends[0] is None else edge.target
            problem = f"the connection ends at {missing[:60]!r}, which is not among the elements"
            network.faults.add(edge.line, "", problem, "add the element, or leave the connection out")
            continue
        actor, topic = edge.source, edge.target
        if not edge.directed and actor in topics:
            actor, topic = topic, actor
        if edge.source in aside or edge.target in aside:
            lost["connections with elements left out", "one of their ends is left out"] += 1
            continue
        if reason := _no_stance(actor, topic, topics, mapping.stand(edge.values.get(mapping.position, "")), mapping):
            lost[reason] += 1
            continue
        row = _stance(network, mapping, edge, actors[actor].label, evidence_ids[topic])
        stances.setdefault((row[ACTOR_NAME], row["evidence_id"]), []).append(row)
        if date := iso_date(edge.values.get(mapping.date, "")):
            dates[topic].append(date)
    notes = list(network.notes)
    if topics and not mapping.as_of and not all(dates.values()):
        notes.append(f"{network.file} does not say from when its statements are: give a date for them.")
    tables = {
        "actors": _actors(network, actors.values(), mapping),
        "evidence": _evidence(network, topics, evidence_ids, dates, mapping),
        "stances": _one_each(network, mapping, stances, lost),
    }
    dropped = [*network.dropped, *(Dropped(what, count, why) for (what, why), count in lost.items() if count)]
    faults = tuple(sorted(network.faults.found()))
    return Incoming(network.format, network.file, tables, tuple(dropped), faults, tuple(notes))


STANCES = [ACTOR_NAME, "evidence_id", "position", "note", "grade", "source", LINE]


def _distinct(network: Network, mapping: Mapping) -> dict[str, Node]:
    """Elements by id; one without label, or with the id or label of another, is a fault."""
    kept: dict[str, Node] = {}
    labels: dict[str, int] = {}
    for raw in network.nodes:
        node = replace(raw, label=raw.values.get(mapping.label, "") or raw.label)
        label = node.label.casefold()
        if not label:
            network.faults.add(node.line, "label", "the element has no label", "name it")
        elif node.id in kept:
            network.faults.add(node.line, "id", f"{node.id[:60]!r} is the id of an earlier element", "give it another")
        elif label in labels:
            problem = f"{node.label[:60]!r} is also the label of the element at {labels[label]}"
            network.faults.add(node.line, "label", problem, "make one of the two, or name them apart")
        else:
            kept[node.id] = node
            labels[label] = node.line
    return kept


def _no_stance(
    actor: str, topic: str, topics: dict[str, Node], stand: Position | None, mapping: Mapping
) -> tuple[str, str] | None:
    """What a connection is, and why it is no stance; None where it is one."""
    if actor in topics:
        between = ("connections between two topics", TOPICS_TIE)
        return between if topic in topics else ("connections from a topic to an actor", BACK)
    if topic not in topics:
        return "connections between two actors", TIE
    return ("connections without position", SILENT) if stand is None else None


def _stance(network: Network, mapping: Mapping, edge: Edge, name: str, evidence: str) -> dict[str, str]:
    position = mapping.stand(edge.values.get(mapping.position, ""))
    return {
        ACTOR_NAME: name,
        "evidence_id": evidence,
        "position": position.value if position else "",
        "note": cut(_told(edge.values, {mapping.position, mapping.date, "source"})),
        "grade": Grade.SEEN.value,
        "source": cut(edge.values.get("source", "") or f"file {network.file}"),
        LINE: str(edge.line),
    }


def _one_each(
    network: Network,
    mapping: Mapping,
    stances: dict[tuple[str, str], list[dict[str, str]]],
    lost: Counter[tuple[str, str]],
) -> pd.DataFrame:
    """One stance of an actor on evidence; where two differ, all of them are faults."""
    kept = []
    for rows in stances.values():
        if len({row["position"] for row in rows}) == 1:
            kept.append(rows[0])
            lost["connections that say the same again", "an actor takes one stance on a piece of evidence"] += (
                len(rows) - 1
            )
            continue
        for row in rows:
            problem = f"{row[ACTOR_NAME][:60]!r} takes {len(rows)} positions that differ on {row['evidence_id']}"
            network.faults.add(int(row[LINE]), mapping.position, problem, "keep the one that is right")
    return pd.DataFrame(kept, columns=STANCES, dtype="str")


def _told(values: dict[str, str], without: set[str]) -> str:
    return "; ".join(f"{name}: {cell}" for name, cell in values.items() if cell and name not in without)


def _actors(network: Network, nodes: Iterable[Node], mapping: Mapping) -> pd.DataFrame:
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
    network: Network,
    topics: dict[str, Node],
    evidence_ids: dict[str, str],
    dates: dict[str, list[str]],
    mapping: Mapping,
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
