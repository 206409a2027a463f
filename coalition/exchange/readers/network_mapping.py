"""What the elements and connections of a foreign network mean on a map: given by the caller, or guessed from words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from coalition.exchange.readers.values import number
from coalition.model.vocabulary import Kind, Position


def _all(position: Position, *words: str) -> dict[str, Position]:
    return dict.fromkeys(words, position)


POSITIONS = {
    **_all(Position.SUPPORT, "support", "supports", "supported", "supporting", "for", "agree", "agrees", "agreed",
           "pro", "yes", "in-favour", "in-favor", "favours", "favors", "endorses", "endorsed", "backs", "leads",
           "accepted"),
    **_all(Position.OPPOSE, "oppose", "opposes", "opposed", "opposing", "against", "disagree", "disagrees",
           "disagreed", "contra", "no", "rejects", "rejected"),
    **_all(Position.ABSTAIN, "abstain", "abstains", "abstained", "abstention", "neutral", "abstained-on"),
    **_all(Position.ABSENT, "absent", "not-voting"),
}  # fmt: skip
"""Words that say for or against. "likes" and "works with" are not among them, nor are "+" and "-", which in a map of
causes say that one thing makes another grow."""
SIGNS = {"+": Position.SUPPORT, "-": Position.OPPOSE, "−": Position.OPPOSE}
"""Signs that count where the name of the attribute says that they are positions."""
TOPICS = frozenset({
    "recommendation", "issue", "topic", "concept", "policy", "proposal", "statement", "claim", "goal", "demand",
    "evidence", "resolution", "law", "bill", "vote", "treaty", "convention", "outcome", "objective", "norm",
})  # fmt: skip
IGNORED = frozenset({"phenomenon", "phenomena", "resource", "event", "location", "place", "variable", "factor", "loop"})
KINDS = {
    "country": Kind.STATE, "government": Kind.STATE, "nation": Kind.STATE, "member state": Kind.STATE,
    "civil society": Kind.NGO, "cso": Kind.NGO, "nonprofit": Kind.NGO, "charity": Kind.NGO,
    "company": Kind.BUSINESS, "corporation": Kind.BUSINESS, "industry": Kind.BUSINESS, "firm": Kind.BUSINESS,
    "newspaper": Kind.MEDIA, "journalist": Kind.MEDIA, "press": Kind.MEDIA,
    "city": Kind.MUNICIPALITY, "town": Kind.MUNICIPALITY, "mayor": Kind.MUNICIPALITY,
    "church": Kind.FAITH, "faith": Kind.FAITH, "religious": Kind.FAITH,
    "union": Kind.TRADE_UNION, "labour": Kind.TRADE_UNION, "labor": Kind.TRADE_UNION,
    "university": Kind.ACADEMIC, "research": Kind.ACADEMIC, "think tank": Kind.ACADEMIC,
    "foundation": Kind.DONOR, "funder": Kind.DONOR, "investor": Kind.DONOR,
}  # fmt: skip
TYPE_NAMES = ("element type", "type", "kind", "category", "node type", "class", "labels")
POSITION_NAMES = ("position", "stance", "sign", "agreement", "vote", "connection type", "type", "label",
                  "relation", "relationship", "kind")  # fmt: skip
SIGNED_NAMES = frozenset({"position", "stance", "sign", "agreement", "vote"})
DATE_NAMES = ("date", "time", "year", "start", "since")


@dataclass(frozen=True)
class NetworkMapping:
    """Which attribute says what; "" where none does.

    `topics` are the types of elements that others take a stand on: each becomes evidence. Elements of the types
    `ignored` are left out. All others are actors. Where these two are `decided` they are meant as they stand, else what
    is empty is guessed.
    `as_of` dates what the file leaves undated, for most networks say nothing of time. `positions` are words beyond
    the known ones.
    """

    label: str = "label"
    node_type: str = ""
    topics: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()
    decided: bool = False
    position: str = ""
    date: str = ""
    as_of: str = ""
    positions: dict[str, Position] = field(default_factory=dict)

    def stand(self, cell: str) -> Position | None:
        """The position that a cell says; None where it says none."""
        word = re.sub(r"[\s_]+", "-", cell.strip().lower())
        own = {key.lower(): position for key, position in self.positions.items()}
        if found := own.get(cell.strip().lower()) or POSITIONS.get(word):
            return found
        if self.position not in SIGNED_NAMES:
            return None
        value = number(cell)
        if value is None or value not in (-1, 0, 1):
            return SIGNS.get(cell.strip())
        return {1: Position.SUPPORT, 0: Position.ABSTAIN, -1: Position.OPPOSE}[int(value)]


@dataclass(frozen=True)
class Shape:
    """The attributes of a network that could say something: name -> cell -> how often, for nodes and for edges.

    `mapping` is what they were taken to mean. Attributes with more than `CELLS` different cells are no types or
    positions and are left out.
    """

    nodes: dict[str, dict[str, int]]
    edges: dict[str, dict[str, int]]
    mapping: NetworkMapping


CELLS = 60


def shape(nodes: Iterable[dict[str, str]], edges: Iterable[dict[str, str]], mapping: NetworkMapping) -> Shape:
    """What a person needs to see to give attributes another meaning."""
    return Shape(_cells(nodes), _cells(edges), mapping)


def _cells(items: Iterable[dict[str, str]]) -> dict[str, dict[str, int]]:
    found: dict[str, Counter[str]] = {}
    for item in items:
        for name, cell in item.items():
            if cell:
                found.setdefault(name, Counter())[cell] += 1
    return {name: dict(cells.most_common()) for name, cells in found.items() if len(cells) <= CELLS}


def guess(
    nodes: Iterable[dict[str, str]], edges: Iterable[dict[str, str]], given: NetworkMapping | None = None
) -> NetworkMapping:
    """The mapping `given`, and for what it leaves open a guess from the names and cells of the attributes."""
    nodes, edges = list(nodes), list(edges)
    mapping = given or NetworkMapping()
    if not mapping.node_type:
        mapping = replace(mapping, node_type=_first(TYPE_NAMES, nodes))
    types = {node.get(mapping.node_type, "") for node in nodes} if mapping.node_type else set()
    if not mapping.topics and not mapping.decided:
        mapping = replace(mapping, topics=frozenset(name for name in types if _has(name, TOPICS)))
    if not mapping.ignored and not mapping.decided:
        mapping = replace(mapping, ignored=frozenset(name for name in types if _has(name, IGNORED)) - mapping.topics)
    if not mapping.position:
        mapping = replace(mapping, position=_position(edges, mapping))
    if not mapping.date:
        mapping = replace(mapping, date=_first(DATE_NAMES, edges))
    return mapping


def _has(type_name: str, words: frozenset[str]) -> bool:
    """Whether one of the words of a type of elements, or its singular, is among `words`."""
    return any(word in words or word.removesuffix("s") in words for word in re.findall(r"[a-z]+", type_name.lower()))


@lru_cache(maxsize=1000)
def kind_of(type_name: str) -> Kind | None:
    """The kind of actor that a type means; None where it is not clear.

    >>> kind_of("Trade union"), kind_of("NGOs"), kind_of("Stakeholder")
    (<Kind.TRADE_UNION: 'trade_union'>, <Kind.NGO: 'ngo'>, None)
    """
    word = re.sub(r"[\s_-]+", " ", type_name.strip().lower())
    for form in (word, word.removesuffix("s")):
        for kind in Kind:
            if form in (kind.value.replace("_", " "), kind.words.lower(), kind.label.lower()):
                return kind
        if form in KINDS:
            return KINDS[form]
    return None


def _first(names: Iterable[str], items: list[dict[str, str]]) -> str:
    present = Counter(name for item in items for name, cell in item.items() if cell)
    return next((name for name in names if present[name]), "")


def _position(edges: list[dict[str, str]], mapping: NetworkMapping) -> str:
    """The attribute with most cells that say for or against."""
    best, most = "", 0
    for name in POSITION_NAMES:
        trial = replace(mapping, position=name)
        cells = Counter(edge[name] for edge in edges if edge.get(name))
        count = sum(times for cell, times in cells.items() if trial.stand(cell) is not None)
        if count > most:
            best, most = name, count
    return best
