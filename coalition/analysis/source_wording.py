"""What a claim rests on, in words: what was done, in which document, where that was read, and what the place is worth."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from coalition.model.network import Network
from coalition.model.vocabulary import Act, EvidenceKind, Grade, Position
from coalition.names.citations import document, in_words, quality_words


def cited(network: Network, evidence: Iterable[str]) -> list[str]:
    """Evidence by its citation, each once; by its title where other evidence of the map has the same citation."""
    shared = network.evidence["citation"].duplicated(keep=False)
    names = network.evidence["title"].where(shared, network.evidence["citation"])
    return list(dict.fromkeys(str(names[item]) for item in evidence))


def named(citation: str, title: str) -> str:
    """A citation before its title, or either where they are one."""
    return f"{citation}: {title}" if citation not in ("", title) else title


def read_in(source: str, grade: str) -> str:
    """Where a fact was read, or from what it follows, and what that place is worth."""
    how = "Follows from" if grade == Grade.DERIVED else "Read in"
    return f"{how}: {in_words(source)} ({quality_words(source)})"


def found_at(citation: str, source: str, grade: str) -> str:
    """Where a claim can be looked up: the UN document where one is known, then where the fact was read."""
    there = document(citation, source)
    return f"{there.address} ({there.quality}). {read_in(source, grade)}" if there else read_in(source, grade)


def done(kind: str, act: str, position: str, ended: str) -> str:
    """What an actor did on a piece of evidence: "joined", "voted no", "joined, until 2025-03-01"."""
    voted = {Position.OPPOSE: "voted no", Position.ABSTAIN: "abstained", Position.ABSENT: "was absent"}
    listed_not = {Position.OPPOSE: "against", Position.ABSTAIN: "undecided", Position.ABSENT: "not in"}
    not_supported = voted if kind == EvidenceKind.VOTE else listed_not
    words = Act(act).words if position == Position.SUPPORT else not_supported[Position(position)]
    return f"{words}, until {ended}" if ended else words


def stance_lines(stance: Mapping[Hashable, Any]) -> tuple[str, str]:
    """One stance, a row of the query `stances_of_actor`, in two lines: what was done, and how that is known."""
    did = done(stance["kind"], stance["act"], stance["position"], stance["ended"])
    note = f"{in_words(stance['note'])}. " if stance["note"] else ""
    what = f"{did}: {named(stance['citation'], stance['title'])} ({stance['date_to'][:4]})"
    return what, f"{note}{read_in(stance['source'], stance['grade'])}"
