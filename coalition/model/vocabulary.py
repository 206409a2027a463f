"""The vocabulary: what an actor, a piece of evidence and a position can be, and the seven tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum

import pandas as pd


class Kind(StrEnum):
    """What an actor is; `label` is its node label in the graph."""

    STATE = "state"
    OBSERVER_STATE = "observer_state"
    NGO = "ngo"
    NHRI = "nhri"
    BUSINESS = "business"
    MEDIA = "media"
    MUNICIPALITY = "municipality"
    FAITH = "faith"
    TRADE_UNION = "trade_union"
    ACADEMIC = "academic"
    DONOR = "donor"
    UN_BODY = "un_body"
    REGIONAL_BODY = "regional_body"
    NHRI_NETWORK = "nhri_network"
    IGO = "igo"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _LABELS.get(self, self.value.replace("_", " ").title().replace(" ", ""))

    @property
    def words(self) -> str:
        return _WORDS.get(self, self.value.replace("_", " "))


_LABELS = {
    Kind.NGO: "NGO",
    Kind.NHRI: "NHRI",
    Kind.UN_BODY: "UNBody",
    Kind.NHRI_NETWORK: "NHRINetwork",
    Kind.IGO: "IGO",
    Kind.FAITH: "FaithGroup",
    Kind.OTHER: "OtherActor",
}
_WORDS = {
    Kind.STATE: "State",
    Kind.OBSERVER_STATE: "observer State",
    Kind.NGO: "NGO",
    Kind.NHRI: "NHRI",
    Kind.FAITH: "faith group",
    Kind.UN_BODY: "UN body",
    Kind.NHRI_NETWORK: "NHRI network",
    Kind.IGO: "intergovernmental organization",
    Kind.OTHER: "other actor",
}
STATES = (Kind.STATE, Kind.OBSERVER_STATE)


class Position(StrEnum):
    """What an actor did on one piece of evidence. No row at all means: no evidence."""

    SUPPORT = "support"
    ABSTAIN = "abstain"
    OPPOSE = "oppose"
    ABSENT = "absent"


class Act(StrEnum):
    """What a supporting stance cost the actor, the most first. Support in an answer is `VOTED` or more."""

    OWN = "own"
    LED = "led"
    JOINED = "joined"
    VOTED = "voted"
    DECLARED = "declared"

    @property
    def words(self) -> str:
        return _ACT_WORDS[self]

    @property
    def meaning(self) -> str:
        """What evidence of this act is, for whoever has to choose one."""
        return _ACT_MEANINGS[self]


_ACT_WORDS = {
    Act.OWN: "did it itself",
    Act.LED: "led",
    Act.JOINED: "joined",
    Act.VOTED: "voted yes",
    Act.DECLARED: "has said so",
}
_ACT_MEANINGS = {
    Act.OWN: "own: did it itself (law, ratification, payment)",
    Act.LED: "led: core group, main sponsor, author",
    Act.JOINED: "joined: sponsored or signed what others could join",
    Act.VOTED: "voted: yes in a vote with dissent",
    Act.DECLARED: "declared: said so, pledged, was elected, hardly any dissent",
}


class Standing(StrEnum):
    """Position on a recommendation, derived by `coalition.model.positions`. No row means unknown, never opposed."""

    LEADS = "leads"
    SUPPORTS = "supports"
    MIXED = "mixed"
    ABSTAINED = "abstained"
    OPPOSED = "opposed"
    DECLARED = "declared"

    @property
    def relationship(self) -> str:
        """Type of the edge in the graph: a lead is SUPPORTS with lead = true, a declaration with act = declared."""
        return _RELATIONSHIPS[self]


_RELATIONSHIPS = {
    Standing.LEADS: "SUPPORTS",
    Standing.SUPPORTS: "SUPPORTS",
    Standing.MIXED: "MIXED_ON",
    Standing.ABSTAINED: "ABSTAINED_ON",
    Standing.OPPOSED: "OPPOSES",
    Standing.DECLARED: "SUPPORTS",
}


class EvidenceKind(StrEnum):
    VOTE = "vote"
    COSPONSORSHIP = "cosponsorship"
    SIGNATURE = "signature"
    MEMBERSHIP = "membership"
    LAW = "law"
    STATEMENT = "statement"


class Coverage(StrEnum):
    """complete: the list of actors is whole at that date; partial: others may have done the same."""

    COMPLETE = "complete"
    PARTIAL = "partial"


class Grade(StrEnum):
    """seen: read in the named source; derived: follows from a seen fact by one stated step."""

    SEEN = "seen"
    DERIVED = "derived"


class Visibility(StrEnum):
    PUBLIC = "public"
    PROTECTED = "protected"


class YesNo(StrEnum):
    YES = "yes"
    NO = "no"


COLUMNS: dict[str, tuple[str, ...]] = {
    "groups": ("id", "name", "long_name", "source"),
    "blocs": ("id", "name", "source"),
    "actors": (
        "id", "name", "kind", "regional_group", "country", "blocs", "visibility", "note", "grade", "source",
    ),
    "recommendations": ("id", "paragraph", "theme", "text", "addressed_to", "target_evidence", "source"),
    "evidence": (
        "id", "title", "citation", "kind", "act", "leadership", "date_from", "date_to", "coverage", "body", "family",
        "visibility", "grade", "source",
    ),
    "bears_on": ("evidence_id", "recommendation_id", "why", "contestable"),
    "stances": ("actor_id", "evidence_id", "position", "ended", "note", "grade", "source"),
}  # fmt: skip
"""Columns of each table, in file order; all cells are text, several values in a cell are joined by ';'."""

KEYS: dict[str, tuple[str, ...]] = {
    "groups": ("id",),
    "blocs": ("id",),
    "actors": ("id",),
    "recommendations": ("id",),
    "evidence": ("id",),
    "bears_on": ("evidence_id", "recommendation_id"),
    "stances": ("actor_id", "evidence_id"),
}

ADDED = {"evidence": ("act",), "stances": ("ended",)}
"""Columns that files and maps of earlier releases have not; `coalition.history.earlier` fills `act`."""

SEVERAL: dict[str, tuple[str, ...]] = {"actors": ("blocs",), "recommendations": ("addressed_to",)}
"""Columns whose cells hold several values; their order means nothing."""


@dataclass(frozen=True, eq=False)
class Tables:
    """The seven tables of a map: text columns as in `COLUMNS`, empty cell = "", keys unique, references whole.

    Rows stand in natural order of their keys (R21.9 before R21.10), whether they come from files or from the graph.
    """

    groups: pd.DataFrame
    blocs: pd.DataFrame
    actors: pd.DataFrame
    recommendations: pd.DataFrame
    evidence: pd.DataFrame
    bears_on: pd.DataFrame
    stances: pd.DataFrame

    def __iter__(self) -> Iterator[tuple[str, pd.DataFrame]]:
        return ((field.name, getattr(self, field.name)) for field in fields(self))

    @classmethod
    def empty(cls) -> Tables:
        return cls(**{name: pd.DataFrame(columns=list(columns), dtype=str) for name, columns in COLUMNS.items()})


def split(cell: str) -> list[str]:
    """Values of a cell that holds several, joined by ';'."""
    return [part.strip() for part in cell.split(";") if part.strip()]


POSITION_CODES = {Position.SUPPORT: 1, Position.ABSTAIN: 2, Position.OPPOSE: 3, Position.ABSENT: 4}

POSITION_OF_CODE = {code: position for position, code in POSITION_CODES.items()}

STANDING_CODES = {
    Standing.LEADS: 1,
    Standing.SUPPORTS: 2,
    Standing.MIXED: 3,
    Standing.ABSTAINED: 4,
    Standing.OPPOSED: 5,
    Standing.DECLARED: 6,
}
