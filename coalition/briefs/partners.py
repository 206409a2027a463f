"""The brief of a search for partners: whom to talk to first, why, through whom, and the evidence for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from coalition.analysis.gaps.candidates import who_could_take
from coalition.analysis.partners.cosigners import absent_kinds
from coalition.analysis.partners.last_evaluation import before_changes, last_evaluation
from coalition.analysis.partners.likeness_models import DEFAULT, NEIGHBOURS, letters
from coalition.analysis.partners.ranking import Search, first_calls, has_voted_for, order_age, search
from coalition.analysis.partners.targets import Level
from coalition.analysis.partners.track_record import NOT_EVALUATED
from coalition.analysis.partners.wording import MIDDLE, MOVED, lately
from coalition.analysis.phrases import headline, kind_and_group
from coalition.analysis.recorded_leads import lead_sentences
from coalition.briefs.document import FIRST, FRONT, UNKNOWN, Brief, Section, Sources, filled, front_and_rest
from coalition.briefs.spectrum_picture import spectrum_picture
from coalition.english import listed
from coalition.figures.spectrum import has_likeness
from coalition.model.network import Network
from coalition.model.vocabulary import POSITION_OF_CODE, STATES, Kind
from coalition.settings import Settings
from coalition.store.home import evaluations_of_map

OTHERS = 3
"""So many actors other than States are named."""
VOTED = 40
"""So many States that voted for it are named; the page names all."""
ELSE = ("recorded", "opposed", "leads", "supports")
BY_VOTES, BY_LISTS = "By votes", "By lists"
PART_WORDS = {
    "c": "From how those that vote like it stand",
    "d": "From its place in the voting space",
    "g": "From its place in the voting space, group, blocs and lists",
    "i": "From how those that join lists like it stand",
}


def partners(
    network: Network,
    recommendation: str,
    own: str | None = None,
    evidence: str | None = None,
    evaluated: str | None = None,
    folder: Path | None = None,
    version: int | None = None,
) -> Brief:
    """The brief of `coalition.analysis.partners.ranking.search`.

    Parameters
    ----------
    network, recommendation
        What support is sought for.
    own, evidence
        As `as_seen_by` and `evidence` of the search.
    evaluated : str, optional
        Digest of the evaluation to quote, "" for none; looked up when left out.
    folder : Path, optional
        Folder of the map, in that of the evaluations; that of the chosen map when left out.
    version : int, optional
        Version of the map, to say how many changes came after the evaluation.
    """
    kept = folder or evaluations_of_map(Settings())
    evaluation = None if evaluated == "" else last_evaluation(network, kept)
    found = search(network, recommendation, own, evidence, evaluation)
    sources = Sources(network)
    bearing = network.bears_on.loc[network.bears_on["recommendation_id"] == recommendation, "evidence_id"]
    sources.cite(found.target.evidence or bearing)  # where none counts, those whose reading is disputed
    front, following = _first(network, found, sources) if found.ordered else (_to_ask(network, found), ())
    sections = [*following, _parts(found), _voted(found), _others(network, found), _tent(found)]
    trust = [words for words in (found.best, found.rule) if words]
    if found.ordered:
        trust[-1] += f" {order_age(found)}"
        sort = "votes" if found.target.votes else "lists"
        claims = [evaluation.claim(found.target.kind.value), evaluation.conversion(sort)] if evaluation else []
        if evaluation and any(claims):
            claims.append(before_changes(evaluation, network, kept, version))
        trust += claims if any(claims) else [NOT_EVALUATED]
    sections.append(Section("How far to trust it", tuple(words for words in trust if words)))
    as_seen = f", as seen by {network.actors.loc[own, 'name']}" if own else ""
    return Brief(
        topic="Partners",
        title=f"{recommendation}: {network.recommendations.loc[recommendation, 'text']}",
        question=f"Who could support this recommendation{as_seen}?",
        answer=headline(network, found.sentence),
        picture=spectrum_picture(found, network),
        front=front,
        sections=filled(*sections),
        sources=sources.listed(),
        not_known=_not_known(network, found),
        table=_table(network, found),
        version=network.digest,
    )


def _first(network: Network, found: Search, sources: Sources) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    """The ranked list, each with its reasons, and through whom; the evidence of each of the first is cited."""
    ranked, columns = first_calls(found), _columns(network, found, sources)
    head, widths = tuple(column.head for column in columns), tuple(column.width for column in columns)

    def rows(states: pd.DataFrame) -> list[tuple[str, ...]]:
        return [tuple(column.cell(row) for column in columns) for row in states.to_dict("records")]

    asked = ranked["section"] == "ask"
    calls, to_ask = ranked[~asked], ranked[asked]
    shown = rows(calls.head(FRONT + FIRST))
    front, behind = front_and_rest(
        head, shown, widths, ("Who to call first", "Next in the order"), unlisted=len(calls) - len(shown)
    )
    said = tuple(filter(None, [_of_nearest(found)]))
    front = tuple(replace(section, paragraphs=said) for section in front)
    checked = Section(found.sections["ask"].capitalize(), (), head, tuple(rows(to_ask.head(FIRST))), widths)
    return front, (*behind, *filled(replace(checked, more=len(to_ask) - len(checked.rows))))


def _of_nearest(found: Search) -> str:
    """What the counts of supporters among the nearest States count."""
    if found.target.level is Level.LISTS_JOINED:
        return ""
    lists = "" if found.target.votes else f"; “{BY_LISTS}”: of those that join most like it"
    interval = "The interval of a likeness is that of 95%. " if has_likeness(found) else ""
    return f"{interval}“{BY_VOTES}”: how many of the {NEIGHBOURS} States that vote most like it support this{lists}."


@dataclass(frozen=True)
class _Column:
    """A column of the list: its head, its width in relation to the others, and what stands in a row of it."""

    head: str
    width: int
    cell: Callable[[dict[Any, Any]], str]


def _columns(network: Network, found: Search, sources: Sources) -> list[_Column]:
    """What is told of each State: the head of a column says once what its numbers count."""
    names = network.actors["name"]
    columns = [
        _Column("", 4, lambda row: str(row["rank"])),
        _Column(
            "State", 17, lambda row: f"{row['name']}\n{network.group_names.get(str(row['group']), 'no regional group')}"
        ),
    ]
    if has_likeness(found):
        columns.append(_Column("Likeness, and its interval", 12, _likeness))
    if found.target.level is Level.LISTS_JOINED:
        columns.append(_Column("Why here", 14, lambda row: str(row["reason"])))
    else:
        columns.append(_Column(BY_VOTES, 7, lambda row: _count(row["supporting_neighbours"])))
        if not found.target.votes:
            columns.append(_Column(BY_LISTS, 7, lambda row: _count(row["supporting_signers"])))
    columns.append(_Column("What it did itself", 20, _did))
    if found.table["you_share"].notna().any():
        columns.append(_Column("With you", 15, lambda row: str(row["you_share"])))
    columns += [
        _Column("Through whom, and why", 34, lambda row: _through(names, row)),
        _Column("Evidence", 9, lambda row: sources.cite(_evidence(network, found, row))),
    ]
    return columns


def _count(number: float) -> str:
    return "" if pd.isna(number) else f"{number:.0f}"


def _likeness(row: dict[Any, Any]) -> str:
    return f"{row['likeness']:.0%}\n{row['likeness_low']:.0%} to {row['likeness_high']:.0%}"


def _did(row: dict[Any, Any]) -> str:
    """What is on record of a State on the subject, and whether it moved."""
    otherwise = row["late_otherwise"]
    late = "" if pd.isna(otherwise) else f"otherwise on {otherwise} of {row['late_texts']} since {row['late_since']}"
    own = f"● {row['badge']}" if row["badge"] else "○ nothing"
    return "; ".join(part for part in (own, MOVED.get(str(row["moved"]), ""), late) if part)


def _through(names: pd.Series[str], row: dict[Any, Any]) -> str:
    """Who is close to a State, and by what."""
    through = str(names.get(row["go_between"], ""))
    return f"{through}\n{row['go_between_reason']}" if through else "nobody stands out"


def _parts(found: Search) -> Section:
    """The parts that each likeness of the list is the mean of."""
    used = letters(DEFAULT["votes" if found.target.votes else "lists"])
    rows = [
        (str(row["name"]), *(f"{row[f'part_{letter}']:.0%}" for letter in used))
        for row in first_calls(found).head(FIRST).to_dict("records")
        if pd.notna(row["likeness"])
    ]
    head, widths = ("State", *(PART_WORDS[letter] for letter in used)), (28, *(24 for _ in used))
    return Section("What each likeness is made of", (), head, tuple(rows), widths)


def _to_ask(network: Network, found: Search) -> tuple[Section, ...]:
    """Where there is no order: who supports what stands beside it, or has only said so, and could be asked."""
    could = who_could_take(network, found.target.recommendation)
    rows = [
        (f"{row['name']}\n{', '.join(kind_and_group(network, str(row['actor_id'])))}", str(row["for_gap"]), row["why"])
        for row in could[could["actor_id"] != ""].drop_duplicates("actor_id").head(FRONT).to_dict("records")
    ]
    head = ("Who", "What is missing", "Why")
    return filled(Section("Who could be asked, without a ranking", (), head, tuple(rows), (28, 20, 52)))


def _evidence(network: Network, found: Search, row: dict[Any, Any]) -> list[str]:
    """What an actor did on the recommendation, and what its go-between did on the target."""
    bearing, through = network.evidence_of(found.target.recommendation), row["go_between"]
    of_target = [item for item in _taken(network, through, bearing) if item in found.target.evidence] if through else []
    return [*_taken(network, str(row["actor_id"]), bearing), *of_target]


def _taken(network: Network, actor: str, items: list[str]) -> list[str]:
    """Evidence on which an actor has a stance, newest first."""
    codes = network.stances[network.rows([actor])].toarray()[0][network.columns(items)] if items else []
    there = [item for item, code in zip(items, codes, strict=True) if code]
    return sorted(there, key=lambda item: str(network.evidence.loc[item, "date_to"]), reverse=True)


def _others(network: Network, found: Search) -> Section:
    """Everybody who is not ranked and might be named: how many, and who first."""
    rest = found.table[found.table["rank"].isna()]
    rows, led = [], lead_sentences(network, found.target.recommendation)
    for key in ELSE:
        of_list = rest[rest["section"] == key]
        if of_list.empty:
            continue
        names = [f"{row['name']}{_text_of(key, row, led)}" for row in of_list.to_dict("records")]
        states = int(of_list["kind"].isin(STATES).sum())
        count = str(states) if states == len(names) else f"{len(names)} ({states} States)"
        rows.append((found.sections[key], count, listed(names, 3 if key in ("opposed", "leads") else 8)))
    return Section("Everybody else", (), ("List", "How many", "Who"), tuple(rows), (22, 14, 64))


def _voted(found: Search) -> Section:
    """Who voted yes on a text of the recommendation and has not joined what counts here, in the one order."""
    names = list(has_voted_for(found)["name"])
    heading = "Voted for it, and not on record in support of what counts here"
    return Section(heading, (listed(names, VOTED),) if names else ())


def _tent(found: Search) -> Section:
    """Actors other than States that might sign next; no likeness is measured for them."""
    rows = [(row["name"], Kind(row["kind"]).words, row["why"]) for row in found.others.to_dict("records")]
    heading = "A bigger tent: other actors that might sign next"
    head = ("Name", "Kind", "Why")
    return Section(heading, (), head, tuple(rows), (32, 14, 54), in_table=False).first(OTHERS)


def _text_of(section: str, row: dict[Any, Any], led: dict[str, str]) -> str:
    """Neither an opponent nor a lead is ever named without the text."""
    if section == "leads":
        return f" ({led.get(str(row['actor_id']), row['record'])})"
    return f" ({row['record']})" if section in ("opposed", "recorded") else ""


def _not_known(network: Network, found: Search) -> tuple[str, ...]:
    size = found.table["section"].value_counts()
    words = [UNKNOWN]
    if size.get("facts", 0):
        why = (
            "not enough votes in common for an estimate" if found.ordered else "nothing that counts on record about it"
        )
        words.append(f"{size['facts']} States have {why}.")
    if rest := int(size.get("unlike", 0) + size.get("further", 0)):
        why = (
            f"unlike supporters (likeness under {MIDDLE[0]:.0%})" if size.get("unlike", 0) else "further down the order"
        )
        words.append(f"{rest} States are {why}: a count, not a list of opponents.")
    if found.ordered:
        words.append("Likeness says who votes and signs alike, not who can be persuaded or what a State does at home.")
    nobody = absent_kinds(network, found.target.recommendation)
    if nobody:
        words.append(f"Addressed to {listed(nobody, len(nobody))}: none on record.")
    return (*words, found.help)


def _table(network: Network, found: Search) -> pd.DataFrame:
    """All rows but those unlike supporters, in words."""
    table = found.table[~found.table["section"].isin(["unlike", "further"])]
    columns = {
        "List": table["section"].map(found.sections),
        "Rank": table["rank"],
        "Name": table["name"],
        "Kind": [Kind(kind).words for kind in table["kind"]],
        "Regional group": table["group"].map(network.group_names).astype(object).fillna(""),
        "On record": table["record"],
        "Likeness (estimate)": table["likeness"].astype(float).round(2),
        "Likeness from": table["likeness_low"].astype(float).round(2),
        "Likeness to": table["likeness_high"].astype(float).round(2),
        "Why": table["reason"].astype(object).fillna(""),
        "Close to": table["go_between"].map(network.actors["name"]).astype(object).fillna(""),
        "Own record": table["badge"].astype(object).fillna(""),
        "By what": table["go_between_reason"].astype(object).fillna(""),
        "Shared with you": table["you_share"].astype(object).fillna(""),
        "Lately": [
            "; ".join(part for part in (MOVED.get(str(row["moved"]), ""), lately(row)) if part)
            for row in table.to_dict("records")
        ],
        "Evidence": _stances(network, found, list(table["actor_id"])),
    }
    shown = pd.DataFrame(columns).reset_index(drop=True)
    return shown if (shown["Shared with you"] != "").any() else shown.drop(columns="Shared with you")


def _stances(network: Network, found: Search, actors: list[str]) -> list[str]:
    """What each actor did on the recommendation's evidence: citation, position and source."""
    bearing = network.evidence_of(found.target.recommendation)
    codes = network.stances[network.rows(actors)][:, network.columns(bearing)].toarray()
    told = {
        (place, code): f"{network.evidence.loc[item, 'citation']}: {position} ({network.evidence.loc[item, 'source']})"
        for place, item in enumerate(bearing)
        for code, position in POSITION_OF_CODE.items()
    }
    return ["; ".join(told[place, int(row[place])] for place in map(int, row.nonzero()[0])) for row in codes]
