"""What the elements and connections of a foreign network mean on a map: given by the caller, or guessed from words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from coalition.formats.cells import number
from coalition.model import Kind, Position

POSITIONS = {
    **dict.fromkeys("support supports supported supporting for agree agrees agreed pro yes + favour favor favours favors "
                    "endorse endorses endorsed positive backs leads accepted".split(), Position.SUPPORT),
    **dict.fromkeys("oppose opposes opposed opposing against disagree disagrees disagreed con contra no - − negative "
                    "rejects rejected".split(), Position.OPPOSE),
    **dict.fromkeys("abstain abstains abstained abstention neutral abstained-on".split(), Position.ABSTAIN),
    **dict.fromkeys("absent not-voting".split(), Position.ABSENT),
    "in-favour": Position.SUPPORT, "in-favor": Position.SUPPORT, "abstained on": Position.ABSTAIN,
}  # fmt: skip
"""Words that say for or against. "likes", "funds" and "works with" are not among them, and are not guessed."""
TOPICS = frozenset(
    "recommendation issue topic concept policy proposal statement claim goal goals demand evidence resolution law bill vote "
    "treaty convention outcome objective norm".split()
)
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
POSITION_NAMES = ("position", "stance", "sign", "agreement", "polarity", "vote", "connection type", "type", "label",
                  "relation", "relationship", "kind")  # fmt: skip
SIGNED_NAMES = frozenset({"position", "stance", "sign", "agreement", "polarity", "vote"})
DATE_NAMES = ("date", "time", "year", "start", "since")


@dataclass(frozen=True)
class Mapping:
    """Which attribute says what; "" where none does.

    `topics` are the types of elements that others take a stand on: each becomes evidence, all others are actors.
    `as_of` dates what the file leaves undated, for most networks say nothing of time. `positions` are words beyond
    the known ones.
    """

    label: str = "label"
    node_type: str = ""
    topics: frozenset[str] = frozenset()
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
        value = number(cell) if self.position in SIGNED_NAMES else None
        if value is None or value not in (-1, 0, 1):
            return None
        return {1: Position.SUPPORT, 0: Position.ABSTAIN, -1: Position.OPPOSE}[int(value)]


def guess(nodes: Iterable[dict[str, str]], edges: Iterable[dict[str, str]], given: Mapping | None = None) -> Mapping:
    """The mapping `given`, and for what it leaves open a guess from the names and cells of the attributes."""
    nodes, edges = list(nodes), list(edges)
    mapping = given or Mapping()
    if not mapping.node_type:
        mapping = replace(mapping, node_type=_first(TYPE_NAMES, nodes))
    if not mapping.topics:
        types = {node.get(mapping.node_type, "") for node in nodes}
        mapping = replace(mapping, topics=frozenset(name for name in types if is_topic(name)))
    if not mapping.position:
        mapping = replace(mapping, position=_position(edges, mapping))
    if not mapping.date:
        mapping = replace(mapping, date=_first(DATE_NAMES, edges))
    return mapping


def is_topic(type_name: str) -> bool:
    """Whether a type of elements is something that others take a stand on, by its words.

    >>> is_topic("Desired Outcome"), is_topic("Stakeholder")
    (True, False)
    """
    return any(word in TOPICS or word.removesuffix("s") in TOPICS for word in re.findall(r"[a-z]+", type_name.lower()))


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


def _position(edges: list[dict[str, str]], mapping: Mapping) -> str:
    """The attribute with most cells that say for or against."""
    best, most = "", 0
    for name in POSITION_NAMES:
        trial = replace(mapping, position=name)
        count = sum(trial.stand(edge[name]) is not None for edge in edges if edge.get(name))
        if count > most:
            best, most = name, count
    return best
