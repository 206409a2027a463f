"""What exactly support is sought for: the target, who is on record about it, and how far the record carries."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import pandas as pd

from coalition.errors import UnknownIdError
from coalition.model import Coverage, EvidenceKind, Position, Standing
from coalition.network import POSITION_OF_CODE, Network
from coalition.positions import positions

ACCEPTED = "-ACC"
"""Evidence of this ending was accepted when asked: it depends on having been asked, so it is no target."""
SATURATED = 0.6
"""A list that holds more than this share of the States no longer tells supporters from others."""
ONE_SIDED = 0.95
"""A vote in which more than this share of those on record support no longer tells them apart."""
VOTE_LIKENESS, LIST_LIKENESS, ROUGH_LISTS = 10, 20, 10
"""Supporters (and, for votes, others) needed: for a likeness from votes, from lists, and for a rough one from lists."""
LIST_ORDER = 2


class Level(StrEnum):
    """How far the record carries: a likeness with bands, a rough one, an order only, or facts without a ranking."""

    LIKENESS = "likeness"
    ROUGH = "rough"
    ORDER = "order"
    LISTS_JOINED = "lists_joined"
    FACTS = "facts"


@dataclass(frozen=True)
class Target:
    """The target of a search for partners.

    `standing` maps the ids of States on record about the target to their `Standing`; `absent` are those who were
    absent from a vote and took no position otherwise; `why` says in a sentence why there is no (full) ranking.
    """

    recommendation: str
    evidence: tuple[str, ...]
    named: bool
    votes: bool
    level: Level
    why: str
    standing: dict[str, str] = field(repr=False)
    absent: frozenset[str] = field(repr=False)

    @property
    def supporters(self) -> list[str]:
        return [actor for actor, standing in self.standing.items() if standing in (Standing.LEADS, Standing.SUPPORTS)]


def target(network: Network, recommendation: str, evidence: str | None = None) -> Target:
    """The target of a recommendation.

    It is the evidence named in the call, else the one that the recommendation names as ``target_evidence``, else the
    derived position on all its evidence but that which was accepted when asked.

    Raises
    ------
    UnknownIdError
        No such recommendation, or the evidence named does not bear on it.
    """
    network.require("recommendations", recommendation)
    bearing = network.evidence_of(recommendation)
    named = evidence or str(network.recommendations.loc[recommendation, "target_evidence"])
    if evidence is not None and evidence not in bearing:
        raise UnknownIdError(f"{evidence} does not bear on {recommendation}; its evidence: {', '.join(bearing)}")
    chosen = [named] if named else [item for item in bearing if not item.endswith(ACCEPTED)]
    taken = _state_stances(network, chosen)
    frame = network.evidence.loc[chosen].rename_axis("id").reset_index()
    links = pd.DataFrame({"evidence_id": chosen, "recommendation_id": recommendation}, dtype=str)
    derived = positions(taken, frame, links)
    standing = dict(zip(derived["actor_id"], derived["position"].map(str), strict=True))
    expressed = taken[taken["position"] != Position.ABSENT]
    is_vote = network.evidence["kind"] == EvidenceKind.VOTE
    dissent = expressed.groupby("evidence_id")["position"].nunique()
    votes = any(is_vote[item] and count > 1 for item, count in dissent.items())
    away = taken[(taken["position"] == Position.ABSENT) & taken["evidence_id"].isin(is_vote.index[is_vote])]["actor_id"]
    level, why = _level(network, standing, expressed, votes)
    return Target(
        recommendation, tuple(chosen), bool(named), votes, level, why, standing, frozenset(set(away) - set(standing))
    )


def _state_stances(network: Network, evidence: list[str]) -> pd.DataFrame:
    """Stances of States on some evidence, as a table."""
    block = network.stances[network.states][:, network.columns(evidence)].tocoo()
    return pd.DataFrame(
        {
            "actor_id": network.actors.index[network.states[block.coords[0]]],
            "evidence_id": [evidence[column] for column in block.coords[1]],
            "position": [POSITION_OF_CODE[int(code)].value for code in block.data],
        },
        dtype=str,
    )


def _level(network: Network, standing: dict[str, str], expressed: pd.DataFrame, votes: bool) -> tuple[Level, str]:
    """How far the record carries, and the sentence that says so where it is not the full likeness."""
    supporters = {key for key, value in standing.items() if value in (Standing.LEADS, Standing.SUPPORTS)}
    n, others = len(supporters), len(standing) - len(supporters)
    if not standing:
        return Level.FACTS, "No State is on record about it, so no State can be said to be close to it."
    if votes:
        if n < 2 or others < 2 or n > ONE_SIDED * len(standing):
            return Level.FACTS, f"{n} States support it and {others} do not: too one-sided for a ranking."
        if min(n, others) < VOTE_LIKENESS:
            return Level.ORDER, f"{n} supporters and {others} others are on record: enough for an order, not for more."
        return Level.LIKENESS, ""
    backing = expressed[expressed["actor_id"].isin(supporters) & (expressed["position"] == Position.SUPPORT)]
    open_to_all = backing["evidence_id"].map(network.evidence["body"] == "")
    if backing[open_to_all]["actor_id"].nunique() < n / 2:
        bodies = sorted(set(backing["evidence_id"].map(network.evidence["body"])) - {""})
        return Level.FACTS, f"Most supporters stand on lists open to members of {' and '.join(bodies)} only."
    if n > SATURATED * len(network.states):
        return Level.FACTS, f"{n} of {len(network.states)} States are on record in support: no middle ground shows."
    whole = bool((backing["evidence_id"].map(network.evidence["coverage"]) == Coverage.COMPLETE).all())
    if n >= LIST_LIKENESS:
        return Level.LIKENESS, ""
    if n >= ROUGH_LISTS and whole:
        return Level.ROUGH, f"Only {n} supporters are on record: the likeness is rough."
    if n >= ROUGH_LISTS:
        return Level.ORDER, f"Only {n} supporters are on record, on lists that are not whole: an order, no likeness."
    if n >= LIST_ORDER:
        return Level.LISTS_JOINED, f"Only {n} supporters are on record: ordered by how many other lists a State joined."
    return Level.FACTS, f"Only {n} State is on record in support: too little for a ranking."
