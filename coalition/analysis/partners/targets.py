"""What exactly support is sought for: the target, who is on record about it, and how far the record carries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import pandas as pd

from coalition.analysis.coverage import SUPPORTING
from coalition.analysis.phrases import titled_text
from coalition.arrays import Floats
from coalition.english import listed, number_of
from coalition.errors import UnknownIdError
from coalition.model.network import Network
from coalition.model.positions import standings
from coalition.model.vocabulary import (
    POSITION_CODES,
    POSITION_OF_CODE,
    Act,
    Coverage,
    EvidenceKind,
    Position,
    YesNo,
)

SATURATED = 0.6
"""A list that holds more than this share of the States no longer tells supporters from others."""
ONE_SIDED = 0.9
"""A vote in which more than this share of those on record support no longer tells them apart: the few others are no
middle ground."""
VOTE_LIKENESS, LIST_LIKENESS, ROUGH_LISTS = 10, 20, 10
"""Supporters (and, for votes, others) needed: for a likeness from votes, from lists, and for a rough one from lists."""
VOTE_ORDER, LIST_ORDER = 2, 2
"""Supporters (and, for votes, others) needed for an order."""


class TargetKind(StrEnum):
    """What the record about a target consists of; it decides which model may speak, and whether any may."""

    VOTES = "votes"
    """Votes with dissent."""
    WHOLE = "whole_list"
    """Lists, all of those behind the supporters complete: who is not on them did not join."""
    PARTIAL = "partial_list"
    """Lists, some of them partial: others may have joined."""
    CLOSED = "closed"
    """Most supporters stand on lists that only members of a body could join."""
    ONE_GROUP = "one_group"
    """All supporters are of one regional group."""
    SATURATED = "saturated"
    """Nearly everybody supports it."""
    DECLARED = "declared"
    """Some States said so, and none did, led, joined or voted for it."""
    NONE = "none"
    """No State is on record."""

    @property
    def words(self) -> str:
        return _KIND_WORDS[self]


_KIND_WORDS = {
    TargetKind.VOTES: "votes with dissent",
    TargetKind.WHOLE: "complete lists",
    TargetKind.PARTIAL: "partial lists",
    TargetKind.CLOSED: "lists of a closed body",
    TargetKind.ONE_GROUP: "lists of one regional group",
    TargetKind.SATURATED: "nearly everybody",
    TargetKind.DECLARED: "declarations only",
    TargetKind.NONE: "no State on record",
}


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
    absent from a vote and took no position otherwise; `why` says in a sentence what limits a ranking, `unread` in a
    clause which roll calls are known in part; `later` are lists of the same recurring text that came after it and are
    known in part.
    """

    recommendation: str
    evidence: tuple[str, ...]
    named: bool
    kind: TargetKind
    level: Level
    why: str
    unread: str
    standing: dict[str, str] = field(repr=False)
    absent: frozenset[str] = field(repr=False)
    later: tuple[str, ...] = ()

    @property
    def votes(self) -> bool:
        return self.kind is TargetKind.VOTES

    @property
    def whole_votes(self) -> bool:
        """Whether it is about votes of which all is known: who is not in them had no vote, or took no part."""
        return self.votes and not self.unread

    @property
    def supporters(self) -> list[str]:
        return [actor for actor, standing in self.standing.items() if standing in SUPPORTING]


def target(network: Network, recommendation: str, evidence: str | None = None) -> Target:
    """The target of a recommendation.

    It is the evidence named in the call, else the one that the recommendation names as ``target_evidence`` where its
    link counts (`named_evidence`), else the derived position on all its evidence that is more than declared.

    Raises
    ------
    UnknownIdError
        No such recommendation, or the evidence named does not bear on it.
    """
    network.require("recommendations", recommendation)
    bearing = network.evidence_of(recommendation)
    named = evidence or named_evidence(network, recommendation)
    if evidence is not None:
        require_bearing(network, recommendation, evidence)
    chosen = [named] if named else _backed_by_acts(network, bearing)
    taken = _state_stances(network, chosen)
    standing = _standing(network, chosen, declarations=bool(named) or network.counting.declarations)
    expressed = taken[taken["position"] != Position.ABSENT]
    is_vote = network.evidence["kind"] == EvidenceKind.VOTE
    dissent = expressed.groupby("evidence_id")["position"].nunique()
    votes = any(is_vote[item] and count > 1 for item, count in dissent.items())
    away = taken[(taken["position"] == Position.ABSENT) & taken["evidence_id"].isin(is_vote.index[is_vote])]["actor_id"]
    supporting = {key for key, value in standing.items() if value in SUPPORTING}
    kind = _kind(network, len(standing), supporting, expressed, votes)
    said = 0 if standing or named else len(_standing(network, bearing, declarations=True))
    kind = TargetKind.DECLARED if kind is TargetKind.NONE and said else kind
    others = said or len(standing) - len(supporting)
    level, why = _level(network, kind, supporting, others, expressed)
    if kind is TargetKind.DECLARED:
        texts = [titled_text(network, item) for item in bearing if _supporting_states(network, item)]
        states = number_of(said, "State", "States")
        which = texts[0] if len(texts) == 1 else number_of(len(texts), "text")
        apart = ", disputed readings apart" if _backed_if_disputed(network, recommendation) else ""
        why = f"{states} declared support in {which}; no law, list or vote in support of it is on this map{apart}."
    if kind is TargetKind.NONE and _on_record_if_disputed(network, recommendation):
        why = "States are on record about it by a disputed reading only, so no State can be said to be close to it."
    absent = frozenset(set(away) - set(standing))
    unread = _unread(network, expressed) if kind is TargetKind.VOTES else ""
    later = _later_in_part(network, chosen) if kind is TargetKind.WHOLE else ()
    return Target(recommendation, tuple(chosen), bool(named), kind, level, why, unread, standing, absent, later)


def _later_in_part(network: Network, evidence: list[str]) -> tuple[str, ...]:
    """Lists of the same recurring text that are newer than some evidence and known in part, the oldest first."""
    own = network.evidence.loc[evidence]
    families = set(own["family"]) - {""}
    every = network.evidence
    fits = every["family"].isin(families) & (every["coverage"] == Coverage.PARTIAL)
    fits &= (every["kind"] != EvidenceKind.VOTE) & (every["date_to"] > own["date_to"].max())
    return tuple(every[fits].sort_values("date_to", kind="stable").index)


def require_bearing(network: Network, recommendation: str, evidence: str) -> None:
    """Nothing where a piece of evidence bears on a recommendation as links are counted.

    Raises
    ------
    UnknownIdError
        It does not, or by a disputed reading that is not counted; the sentence says which.
    """
    bearing = network.evidence_of(recommendation)
    if evidence in bearing:
        return
    if evidence in _linked(network, recommendation):
        what = "bears on it by a disputed reading only; count disputed readings to use it"
        raise UnknownIdError(f"{recommendation}: {evidence} {what}")
    known = f"its evidence: {', '.join(bearing)}" if bearing else "nothing bears on it"
    raise UnknownIdError(f"{evidence} does not bear on {recommendation}; {known}")


def named_evidence(network: Network, recommendation: str) -> str:
    """The evidence that a recommendation names as its target; "" for none, and where that link is disputed and such
    links do not count.
    """
    named = str(network.recommendations.loc[recommendation, "target_evidence"])
    return named if named in network.evidence_of(recommendation) else ""


def _backed_if_disputed(network: Network, recommendation: str) -> bool:
    """Whether a State did, led, joined or voted for it by a disputed reading that does not count."""
    linked = _linked(network, recommendation)
    doubted = _backed_by_acts(network, sorted(set(linked) - set(network.evidence_of(recommendation))))
    return any(_supporting_states(network, item) for item in doubted)


def _on_record_if_disputed(network: Network, recommendation: str) -> bool:
    """Whether States took a position on evidence that bears on it by a disputed reading."""
    taken = _state_stances(network, _linked(network, recommendation))["position"]
    return bool((taken != Position.ABSENT).any())


def _linked(network: Network, recommendation: str) -> list[str]:
    """Ids of all evidence that bears on a recommendation, also by a disputed reading that does not count."""
    return list(network.bears_on.loc[network.bears_on["recommendation_id"] == recommendation, "evidence_id"])


def outcome(network: Network, goal: Target) -> Floats:
    """What is known of every State about a target, as the models take it: array (States,).

    1 for a supporter. For votes, 0 for everybody else on record and NaN for who is not: absent, or not a member of the
    body that voted. For lists, 0 for everybody else: they could have joined.

    Examples
    --------
    >>> from coalition import read_tables
    >>> from coalition.settings import resource
    >>> network = Network.from_tables(read_tables(resource("seeds")))
    >>> known = outcome(network, target(network, "R18"))
    >>> int(known.sum()), len(known)
    (61, 195)
    """
    ids = network.actors.index[network.states]
    supporting = ids.isin(goal.supporters)
    if goal.votes:
        return np.where(ids.isin(list(goal.standing)), supporting.astype(float), np.nan)
    return np.asarray(supporting, dtype=float)


def _backed_by_acts(network: Network, evidence: list[str]) -> list[str]:
    """The evidence on which support is more than declared: whoever declared may only have been asked; or all."""
    return [
        item for item in evidence if network.counting.declarations or network.evidence.loc[item, "act"] != Act.DECLARED
    ]


def _standing(network: Network, evidence: list[str], declarations: bool) -> dict[str, str]:
    """The position of States on some evidence together, by the rule for recommendations; by id, without the unknown."""
    codes = network.stances[network.states][:, network.columns(evidence)].toarray()
    leading = (network.evidence.loc[evidence, "leadership"] == YesNo.YES).to_numpy()
    yes = codes == POSITION_CODES[Position.SUPPORT]
    declared = (network.evidence.loc[evidence, "act"] == Act.DECLARED).to_numpy() & (not declarations)
    counts = (
        np.asarray(block.sum(axis=1))
        for block in (
            yes[:, ~declared],
            codes == POSITION_CODES[Position.ABSTAIN],
            codes == POSITION_CODES[Position.OPPOSE],
            yes[:, leading & ~declared],
            yes[:, declared],
        )
    )
    ids = network.actors.index[network.states]
    return dict(sorted((str(key), str(found)) for key, found in zip(ids, standings(*counts), strict=True) if found))


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


def _kind(network: Network, on_record: int, supporting: set[str], expressed: pd.DataFrame, votes: bool) -> TargetKind:
    """What the record consists of; `expressed` are the States' stances other than absences."""
    if on_record == 0:
        return TargetKind.NONE
    n = len(supporting)
    if votes:
        return TargetKind.SATURATED if n > ONE_SIDED * on_record else TargetKind.VOTES
    if n >= LIST_ORDER and len(_groups(network, supporting)) == 1:
        return TargetKind.ONE_GROUP
    backing = _backing(expressed, supporting)
    open_to_all = backing["evidence_id"].map(network.evidence["body"] == "")
    if backing[open_to_all]["actor_id"].nunique() < n / 2:
        return TargetKind.CLOSED
    if n > SATURATED * len(network.states):
        return TargetKind.SATURATED
    whole = (backing["evidence_id"].map(network.evidence["coverage"]) == Coverage.COMPLETE).all()
    return TargetKind.WHOLE if whole else TargetKind.PARTIAL


def _groups(network: Network, supporting: set[str]) -> list[str]:
    """Names of the regional groups of some States."""
    of = sorted(set(network.actors.loc[sorted(supporting), "regional_group"]))
    return [network.group_names.get(group, "no regional group") for group in of]


def _backing(expressed: pd.DataFrame, supporting: set[str]) -> pd.DataFrame:
    """The supporting stances of supporters."""
    return expressed[expressed["actor_id"].isin(supporting) & (expressed["position"] == Position.SUPPORT)]


def _level(
    network: Network, kind: TargetKind, supporting: set[str], others: int, expressed: pd.DataFrame
) -> tuple[Level, str]:
    """How far the record carries, and the sentence that says so where it is not the full likeness."""
    n = len(supporting)
    if kind is TargetKind.NONE:
        return Level.FACTS, "No State is on record about it, so no State can be said to be close to it."
    if kind is TargetKind.DECLARED:
        said = number_of(others, "State said so", "States said so")
        return Level.FACTS, f"{said}; no law, list or vote in support of it is on this map."
    if kind is TargetKind.ONE_GROUP:
        only = _groups(network, supporting)[0]
        where = f"All {n} States on record in support are of {only}"
        return Level.FACTS, f"{where}: who outside it is near cannot be told from that."
    if kind is TargetKind.VOTES or (kind is TargetKind.SATURATED and others):
        support = number_of(n, "State supports it", "States support it")
        if kind is TargetKind.SATURATED:
            return Level.FACTS, f"{support}: too one-sided for a ranking."
        if min(n, others) < VOTE_ORDER:
            return Level.FACTS, f"{support} and {number_of(others, 'does', 'do')} not: too one-sided for a ranking."
        if min(n, others) < VOTE_LIKENESS:
            return Level.ORDER, f"{n} supporters and {others} others are on record: enough for an order, not for more."
        return Level.LIKENESS, ""
    if kind is TargetKind.CLOSED:
        bodies = bodies_of(network, expressed["evidence_id"])
        return Level.FACTS, f"Most supporters stand on lists open to members of the {' and the '.join(bodies)} only."
    if kind is TargetKind.SATURATED:
        return Level.FACTS, f"{n} of {len(network.states)} States are on record in support: no middle ground shows."
    if n >= LIST_LIKENESS:
        is_partial = kind is TargetKind.PARTIAL
        return Level.LIKENESS, "Lists are partial: who is not on them may have joined." if is_partial else ""
    if n >= ROUGH_LISTS and kind is TargetKind.WHOLE:
        return Level.ROUGH, f"Only {n} supporters are on record: the likeness is rough."
    if n >= ROUGH_LISTS:
        few = f"Only {n} supporters are known, from incomplete lists"
        return Level.ORDER, f"{few}: too few to estimate likeness, so this is only an order."
    if n >= LIST_ORDER:
        where = ", from incomplete lists" if kind is TargetKind.PARTIAL else ""
        return (
            Level.LISTS_JOINED,
            f"Only {n} supporters are on record{where}: ordered by how many other lists a State joined.",
        )
    return Level.FACTS, f"Only {n} State is on record in support: too little for a ranking."


def _unread(network: Network, expressed: pd.DataFrame) -> str:
    """Which roll calls behind a target are known in part only, as a clause; "" where all are whole."""
    evidence = network.evidence.loc[sorted(set(expressed["evidence_id"]))]
    short = evidence[(evidence["kind"] == EvidenceKind.VOTE) & (evidence["coverage"] == Coverage.PARTIAL)]
    if short.empty:
        return ""
    counts = expressed["evidence_id"].value_counts()
    known = [f"{number_of(int(counts[key]), 'vote')} of {titled_text(network, str(key))}" for key in short.index]
    return f"only {listed(known)} are known here, and whoever is not among them may have voted for it"


def suggested_target(network: Network, recommendation: str) -> str:
    """Evidence that a person might choose as the target: of the open lists of whole coverage with ten supporters or
    more, the one that the fewest States joined; "" where there is none. A suggestion; a person decides.
    """
    network.require("recommendations", recommendation)
    evidence = network.evidence.loc[_backed_by_acts(network, network.evidence_of(recommendation))]
    fits = (evidence["kind"] != EvidenceKind.VOTE) & (evidence["coverage"] == Coverage.COMPLETE)
    fits &= evidence["body"] == ""
    counts = {key: _supporting_states(network, str(key)) for key in evidence.index[fits]}
    enough = {key: count for key, count in counts.items() if count >= ROUGH_LISTS}
    return str(min(enough, key=lambda key: (enough[key], key))) if enough else ""


def bodies_of(network: Network, evidence: Iterable[str]) -> list[str]:
    """Names of the bodies of which only members could take part in some evidence, sorted."""
    return sorted(set(network.evidence.loc[list(evidence), "body"]) - {""})


def _supporting_states(network: Network, evidence: str) -> int:
    codes = network.stances[network.states][:, network.columns([evidence])].toarray()
    return int((codes == POSITION_CODES[Position.SUPPORT]).sum())


def would_help(network: Network, goal: Target) -> str:
    """What evidence would say most about a target, in a sentence."""
    evidence = network.evidence.loc[list(goal.evidence)]
    if goal.kind in (TargetKind.NONE, TargetKind.DECLARED):
        return "What would help most: a vote with dissent, or a complete list open to all, on this recommendation."
    if goal.kind is TargetKind.ONE_GROUP:
        return "What would help most: a list that States of other regional groups joined."
    if goal.kind is TargetKind.CLOSED:
        return "What would help most: a list that every State can join; these are open to members of a body only."
    if goal.kind is TargetKind.SATURATED:
        named = suggested_target(network, goal.recommendation)
        hint = f", such as “{network.evidence.loc[named, 'title']}”" if named else ""
        return f"What would help most: a more demanding text that tells supporters apart{hint}."
    partial = evidence[evidence["coverage"] == Coverage.PARTIAL]
    votes = partial[partial["kind"] == EvidenceKind.VOTE]
    if goal.votes and len(votes):
        return (
            f"What would help most: the complete roll call of {titled_text(network, str(votes['date_to'].idxmax()))}."
        )
    if goal.votes:
        unknown = int(np.isnan(outcome(network, goal)).sum())
        bodies = bodies_of(network, goal.evidence)
        most = "most of them " if goal.absent else ""
        where = f", {most}not members of the {' or the '.join(bodies)} at the time" if bodies else ""
        return f"What would help most: a position of the {unknown} States that are not on record about it{where}."
    if goal.kind is TargetKind.PARTIAL:
        sizes = [(_supporting_states(network, str(key)), str(key)) for key in partial.index]
        _, largest = max(sizes, key=lambda pair: (pair[0], pair[1]))
        return f"What would help most: the complete list behind “{network.evidence.loc[largest, 'title']}”."
    if len(goal.supporters) < LIST_LIKENESS:
        return f"What would help most: further signatures; {LIST_LIKENESS} supporters carry a likeness."
    if (evidence["act"] == Act.OWN).all():
        return f"What would help most: the list as it is today; here it is known as of {evidence['date_to'].max()[:4]}."
    return "What would help most: a vote with dissent, or a later list on the subject, to see who moves."
