"""Findings in words: what is on record about an actor, and why a list puts it where it does."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterable, Mapping
from textwrap import shorten
from typing import Any

import numpy as np
import pandas as pd

from coalition.english import number_of
from coalition.model.network import Network
from coalition.model.positions import Counting
from coalition.model.vocabulary import (
    POSITION_CODES,
    POSITION_OF_CODE,
    STATES,
    Act,
    EvidenceKind,
    Kind,
    Position,
    Standing,
)

_VOTED = {
    Position.SUPPORT: "voted yes on",
    Position.ABSTAIN: "abstained on",
    Position.OPPOSE: "voted no on",
    Position.ABSENT: "was absent from",
}
_DID = {
    EvidenceKind.COSPONSORSHIP: "cosponsored",
    EvidenceKind.SIGNATURE: "signed or joined",
    EvidenceKind.MEMBERSHIP: "is listed in",
    EvidenceKind.LAW: "has",
    EvidenceKind.STATEMENT: "stands behind",
}
HELD_BACK = "did not support"
"""Of a text that was not put to a vote, for an abstention: only who votes can abstain."""
_DID_NOT = {Position.ABSENT: "not in", Position.ABSTAIN: HELD_BACK, Position.OPPOSE: "against"}


def stance_words(network: Network, evidence: str, position: Position) -> str:
    """One stance as a clause: "abstained on A/HRC/RES/26/9 (2014)"."""
    what, kind = named_text(network, evidence), EvidenceKind(network.evidence.loc[evidence, "kind"])
    if kind is EvidenceKind.VOTE:
        return f"{_VOTED[position]} {what}"
    return f"{_DID[kind] if position is Position.SUPPORT else _DID_NOT[position]} {what}"


def named_text(network: Network, evidence: str) -> str:
    """A vote by its citation, anything else by its title; with the year: "A/HRC/RES/26/9 (2014)"."""
    row = network.evidence.loc[evidence]
    if row["kind"] == EvidenceKind.VOTE:
        return with_year(row["citation"], row)
    return titled_text(network, evidence)


def titled_text(network: Network, evidence: str) -> str:
    """A text by its title, with the year where the title does not name it: "“Main sponsors, youth (2024)”"."""
    row = network.evidence.loc[evidence]
    return with_year(f"“{row['title']}”", row)


def titled_recommendation(network: Network, recommendation: str, limit: int = 45) -> str:
    """A recommendation by its id and its first words: "R18 (“Greatly widen civil society's place in UN …”)".

    Parameters
    ----------
    network
        The map.
    recommendation
        Its id.
    limit
        Characters of its text at most; it is cut between words.
    """
    text = shorten(str(network.recommendations.loc[recommendation, "text"]).rstrip("."), limit, placeholder=" …")
    return f"{recommendation} (“{re.sub(r'[,;:] …$', ' …', text)}”)"


def with_year(words: str, text: Mapping[Hashable, Any]) -> str:
    """Words with the years of a text, where they do not name them; a list that grew is known "as of" its last year.

    Parameters
    ----------
    words
        What names the text.
    text
        A row with its `kind`, `date_from` and `date_to`.

    Examples
    --------
    >>> with_year("“OPCAT”", {"kind": "signature", "date_from": "2002", "date_to": "2022-08"})
    '“OPCAT” (as of 2022)'
    >>> with_year("A/RES/70/161", {"kind": "vote", "date_from": "2015-12-17", "date_to": "2015-12-17"})
    'A/RES/70/161 (2015)'
    """
    last = text["date_to"][:4]
    if re.search(rf"\b{last}\b", words):
        return words
    told = years_of(text)
    return f"{words} ({'as of ' if told == last != text['date_from'][:4] else ''}{told})"


def years_of(text: Mapping[Hashable, Any]) -> str:
    """The years of a text, a row with its `kind`, `date_from` and `date_to`: the last of a list that grew, else all."""
    grew = text["kind"] in (EvidenceKind.SIGNATURE, EvidenceKind.MEMBERSHIP)
    return str(text["date_to"][:4]) if grew else year_span(text["date_from"], text["date_to"])


def record(network: Network, actor: str, evidence: Iterable[str]) -> str:
    """What an actor did on some evidence, newest first, joined by "; "; "" where nothing is on record."""
    return records(network, [actor], evidence)[0]


def records(
    network: Network, actors: Iterable[str], evidence: Iterable[str], against: Collection[str] = ()
) -> list[str]:
    """`record` of several actors; of those `against`, what they opposed stands before what is newer."""
    actors = list(actors)
    items = sorted(evidence, key=lambda item: str(network.evidence.loc[item, "date_to"]), reverse=True)
    codes = network.stances[network.rows(actors)][:, network.columns(items)].toarray()
    words = {
        (place, int(code)): stance_words(network, items[place], POSITION_OF_CODE[int(code)])
        for place in range(len(items))
        for code in set(codes[:, place]) - {0}
    }
    left = _left(network, actors, items)
    told = []
    for actor, row in zip(actors, codes, strict=True):
        took = [(place, int(row[place])) for place in map(int, row.nonzero()[0])]
        if actor in against:
            took.sort(key=lambda one: one[1] != POSITION_CODES[Position.OPPOSE])
        told.append("; ".join(left.get((actor, items[one[0]])) or words[one] for one in took))
    return told


def _left(network: Network, actors: list[str], items: list[str]) -> dict[tuple[str, str], str]:
    """Actors that supported some evidence until they left it, in words: "left “Freedom Online Coalition” in 2026"."""
    stances = network.tables.stances
    ended = stances[(stances["ended"] != "") & stances["actor_id"].isin(actors) & stances["evidence_id"].isin(items)]
    return {
        (row["actor_id"], row["evidence_id"]): f"left {titled_text(network, row['evidence_id'])} in {row['ended'][:4]}"
        for row in ended.to_dict("records")
    }


LATELY = 5
"""The newest year of a record and so many before are what is told of its age."""


def age(network: Network, evidence: Iterable[str]) -> str:
    """How old the stances on some evidence are: "54% are from 2011–2017 and 7% from 2021 or later"; "" for none.

    Told are the years of the middle half, with all that they hold, and the newest year with the `LATELY` before it:
    first and last year alone would make one late text a record of today.
    """
    items = list(evidence)
    columns = network.columns(items)
    counts = np.diff(network.stances[:, columns].tocsc().indptr)
    stances = np.repeat(network.evidence["date_to"].iloc[columns].str[:4].astype(int).to_numpy(), counts)
    if not len(stances):
        return ""
    first, last = (int(np.quantile(stances, share, method="inverted_cdf")) for share in (0.25, 0.75))
    since = int(stances.max()) - LATELY
    middle = ((stances >= first) & (stances <= last)).mean()
    late = f" and {(stances >= since).mean():.0%} from {since} or later" if since > last else ""
    return f"{middle:.0%} are from {year_span(str(first), str(last))}{late}"


def years(network: Network, evidence: Iterable[str]) -> str:
    """First and last year of some evidence: "2006–2024"; "" for none."""
    dates = network.evidence.loc[list(evidence)]
    return year_span(dates["date_from"].min(), dates["date_to"].max()) if len(dates) else ""


def year_span(since: str, latest: str) -> str:
    """The years of two dates: "2006–2024", or the one year of both."""
    return since[:4] if since[:4] == latest[:4] else f"{since[:4]}–{latest[:4]}"


def shared(network: Network, pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Groups and blocs that the two actors of each pair share, by name: "GRULAC, NAM"; "" for none."""
    group = network.actors["regional_group"].to_dict()
    blocs = {actor: set(cell.split(";")) - {""} for actor, cell in network.actors["blocs"].to_dict().items()}
    found = []
    for a, b in pairs:
        same_group = [network.group_names[group[a]]] if group[a] and group[a] == group[b] else []
        found.append(", ".join(same_group + sorted(blocs[a] & blocs[b])))
    return found


WORDS = {
    Standing.LEADS: "leads",
    Standing.SUPPORTS: "supports",
    Standing.MIXED: "mixed record",
    Standing.ABSTAINED: "abstained on a text",
    Standing.OPPOSED: "opposed a text",
    Standing.DECLARED: "has said so",
}
MOVED = {"towards": ", moved towards", "away": ", moved away", "": ""}


def years_told(row: Mapping[Hashable, Any]) -> str:
    """The years of a position, a row of `Network.positions`; of an own act the year as of which it is known, since a
    treaty is older than whoever joined it.

    >>> years_told({"act": "own", "act_year": "2022", "since": "1966", "latest": "2022-08"})
    'as of 2022'
    >>> years_told({"act": "voted", "act_year": "2018", "since": "2015-12", "latest": "2018"})
    '2015–2018'
    """
    return f"as of {row['act_year']}" if row["act"] == Act.OWN else year_span(row["since"], row["latest"])


def position_words(row: Mapping[Hashable, Any], led: str = "") -> str:
    """A position with the strongest act behind it and its year; who only said so, with the years in which that may
    have been. `row` is one of `Network.positions`, `led` what it leads by (`recorded_leads.lead_sentences`).

    >>> position_words({"position": "leads", "act": "own", "act_year": "2019", "moved": ""})
    'leads (did it itself, as of 2019)'
    >>> position_words({"position": "declared", "since": "2008", "latest": "2014"})
    'has said so, 2008–2014'
    >>> position_words({"position": "leads", "act": "led", "act_year": "2024", "moved": ""}, "led “Youth” (2024)")
    'leads: led “Youth” (2024)'
    """
    standing = Standing(row["position"])
    if standing is Standing.DECLARED:
        return f"{WORDS[standing]}, {year_span(row['since'], row['latest'])}"
    if led:
        return f"{WORDS[standing]}: {led}{MOVED[row['moved']]}"
    act = f" ({act_words(row)})" if row["act"] else ""
    return f"{WORDS[standing]}{act}{MOVED[row['moved']]}"


def act_words(row: Mapping[Hashable, Any]) -> str:
    """The strongest act behind a position and its year: a law or a ratification is on record as of a year, and may be
    older; `row` is one of `Network.positions`.
    """
    return f"{Act(row['act']).words}, {'as of ' if row['act'] == Act.OWN else ''}{row['act_year']}"


def counted(counting: Counting) -> str:
    """What counts beyond the ordinary, in a sentence; "" for nothing.

    >>> counted(Counting(disputed=True))
    'Disputed readings count here.'
    """
    if counting.disputed and counting.declarations:
        return "Disputed readings count here, and declarations count as support."
    if counting.disputed:
        return "Disputed readings count here."
    return "Declarations count here as support." if counting.declarations else ""


def headline(network: Network, sentence: str) -> str:
    """An answer with what counts beyond the ordinary on the network that it was found on."""
    return f"{sentence} {counted(network.counting)}".strip()


def other_reading(network: Network) -> str:
    """How a sentence calls `Network.other_reading`: "with disputed readings", or "without" them."""
    return f"{'without' if network.counting.disputed else 'with'} disputed readings"


def observers_told(actors: pd.DataFrame) -> str:
    """How many of the States among some actors are observer States, in a sentence; "" for none."""
    states = actors[actors["kind"].isin(STATES)]
    observers = int((states["kind"] == Kind.OBSERVER_STATE).sum())
    if not observers:
        return ""
    are = "is an observer State" if observers == 1 else "are observer States"
    return f"Of the {number_of(len(states), 'State')}, {observers} {are}."


def kind_and_group(network: Network, actor: str) -> list[str]:
    """Kind and regional group of an actor, as far as it has one; what is not a State is only seated in one."""
    row = network.actors.loc[actor]
    group = network.group_names.get(str(row["regional_group"]), "")
    seated = group if not group or row["kind"] in STATES else f"seated in {group}"
    return [part for part in (Kind(row["kind"]).words, seated) if part]


def standing_sentence(network: Network, actor: str) -> str:
    """Where an actor stands, in a sentence without its name; and on how many it would, read otherwise."""
    own, other = (found.positions[found.positions["actor_id"] == actor] for found in (network, network.other_reading))
    read = f"{other_reading(network)} on {len(other) or 'none'}" if len(other) != len(own) else ""
    if own.empty:
        return f"has no recorded position on any recommendation: unknown, not opposed{f' ({read})' if read else ''}."
    size = own["position"].value_counts()
    said = int(size.get(Standing.DECLARED, 0))
    parts = [
        f"{words} ({size[standing]})"
        for standing, words in WORDS.items()
        if standing in size.index and standing is not Standing.DECLARED
    ]
    parts += [f"has only said so ({said})"] if said else []
    return f"is on record on {number_of(len(own), 'recommendation')}{f' ({read})' if read else ''}: {', '.join(parts)}."
