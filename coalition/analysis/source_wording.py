"""What a claim rests on, in words: what was done, in which document, and where that was read."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from coalition.analysis.phrases import HELD_BACK, with_year
from coalition.model.network import Network
from coalition.model.vocabulary import Act, EvidenceKind, Grade, Position
from coalition.names.citations import document, first_address, in_words, quality_words

_VOTE = re.compile(r"recorded vote: (yes|no)\b")
_VOTED = {Position.OPPOSE: "voted no", Position.ABSTAIN: "abstained", Position.ABSENT: "was absent"}
_IS = {
    (EvidenceKind.SIGNATURE, Act.OWN): "is bound by it",
    (EvidenceKind.MEMBERSHIP, Act.DECLARED): "is a member",
}
_NOT_ON_IT = {Position.OPPOSE: "against", Position.ABSTAIN: HELD_BACK, Position.ABSENT: "not in"}


def cited(network: Network, evidence: Iterable[str]) -> list[str]:
    """What evidence is called (`Network.evidence_names`), each name once."""
    return list(dict.fromkeys(network.evidence_names[item] for item in evidence))


def addresses(network: Network) -> dict[str, str]:
    """Where each piece of evidence is looked up first; "" where no address is known."""
    evidence = network.evidence
    cells = zip(evidence.index, evidence["citation"], evidence["source"], strict=True)
    return {str(key): first_address(citation, source) for key, citation, source in cells}


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


def done(stance: Mapping[Hashable, Any]) -> str:
    """What an actor did on a piece of evidence: "joined", "voted no", "joined, until 2025-03-01".

    A vote is told as the note records it: support of a text may be a no to an amendment of it.
    """
    vote = _VOTE.match(stance["note"])
    if stance["kind"] == EvidenceKind.VOTE and vote:
        words = f"voted {vote[1]}"
    elif stance["position"] == Position.SUPPORT:
        words = _IS.get((stance["kind"], stance["act"])) or Act(stance["act"]).words
    else:
        words = (_VOTED if stance["kind"] == EvidenceKind.VOTE else _NOT_ON_IT)[Position(stance["position"])]
    return f"{words}, until {stance['ended']}" if stance["ended"] else words


def stance_lines(stance: Mapping[Hashable, Any]) -> tuple[str, str]:
    """One stance, a row of the query `stances_of_actor`, in two lines: what was done, and how that is known."""
    note = f"{in_words(stance['note'])}. " if stance["note"] else ""
    what = with_year(f"{done(stance)}: {named(stance['citation'], stance['title'])}", stance)
    return what, f"{note}{read_in(stance['source'], stance['grade'])}"
