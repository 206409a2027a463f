"""What is said of gaps: why a recommendation has them, who could take it, whose voice is missing."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

import pandas as pd

from coalition.analysis.gaps.classes import SORTS, GapSort
from coalition.analysis.phrases import other_reading, titled_recommendation
from coalition.english import capitalized, listed, number_of
from coalition.model.network import Network
from coalition.model.vocabulary import STATES, Kind, split

if TYPE_CHECKING:
    from coalition.analysis.gaps.leads import Leads


NAMED = 3
"""An answer gives the words of the recommendations of a sort of gap where they are no more than this."""
FEW = 5
"""A sentence names the recommendations of a sort of gap where they are no more than this."""


def gaps_summary(table: pd.DataFrame, few: int = FEW) -> str:
    """The result of `gaps` in a sentence or two: how many are of each sort, and which, where they are no more than
    `few`; what nobody covers and what rests on one comes first.
    """
    first, more = (
        [_counted(sort, which, few) for sort, which in _told(table, begins).items()] for begins in (True, False)
    )
    of = f"Of {number_of(len(table), 'recommendation')}"
    if not first:
        return f"{of}, {listed(more, len(more)) or 'none has a gap'}."
    beside = [f"Beside that, {listed(more, len(more))}."] if more else []
    return " ".join([f"{of}, {listed(first, len(first))}.", *beside])


def gaps_answer(network: Network, table: pd.DataFrame) -> str:
    """The same in numbers, and the recommendations of each sort by their words, where they are few."""
    few = {sort: which for sort, which in _told(table).items() if len(which) <= NAMED}
    named = (f"{_titled(network, which)} {_said(sort, which)}." for sort, which in few.items())
    return " ".join([gaps_summary(table, few=0), *named])


def _counted(sort: GapSort, which: list[str], few: int) -> str:
    names = f" ({listed(which, few)})" if len(which) <= few else ""
    return f"{len(which)} {_said(sort, which)}{names}"


def _said(sort: GapSort, which: list[str]) -> str:
    return sort.one if len(which) == 1 else sort.many


def _titled(network: Network, which: list[str]) -> str:
    """Recommendations by their words: "R22.5 (“Perhaps charge firms …”)"."""
    return listed([titled_recommendation(network, key) for key in which], len(which))


def gaps_compared(network: Network, table: pd.DataFrame, other: pd.DataFrame) -> str:
    """Which numbers of `gaps_summary` are others where disputed readings count, or do not; "" for none.

    Parameters
    ----------
    network : Network
        The map.
    table, other : DataFrame
        Results of `gaps` on it, and on its `other_reading`.
    """
    parts = []
    for sort in (sort for sort in SORTS if sort.many):
        here, there = int(sort.holds(table).sum()), int(sort.holds(other).sum())
        if here != there and (sort.id != "disputed" or here == 0):
            parts.append(f"{sort.name} {there} instead of {here}")
    return f"{other_reading(network).capitalize()}: {', '.join(parts)}." if parts else ""


def _told(table: pd.DataFrame, first: bool | None = None) -> dict[GapSort, list[str]]:
    """Which recommendations are of each sort that a sentence tells; only what it begins with, or only the rest."""
    told = (sort for sort in SORTS if sort.many and first in (None, sort.first))
    found = {sort: list(table.loc[sort.holds(table), "recommendation_id"]) for sort in told}
    return {sort: which for sort, which in found.items() if which}


def completeness(total: int, whole: int) -> str:
    """How far "none" may be trusted: "none recorded" wherever a list behind it is partial."""
    if total == 0:
        return "no evidence"
    if whole == total:
        return "complete: the only list is" if total == 1 else f"complete: all {total} lists are"
    return f"incomplete: {whole} of {total} lists are complete, so “none” means none recorded"


def gap_reasons(network: Network, row: dict[Hashable, Any], groups: list[str]) -> str:
    """Why a recommendation has its gaps."""
    recorded = "" if str(row["completeness"]).startswith("complete") else " recorded"
    kinds, missing = split(row["kinds"]), split(row["missing_kinds"])
    disputed = number_of(row["contestable_evidence"], "disputed reading")
    disputed += " bears" if row["contestable_evidence"] == 1 else " bear"
    words = {
        "no_evidence": "not asked yet: no evidence bears on it",
        "disputed_only": f"no undisputed evidence: {disputed} on it",
        "opposed_only": f"no supporter{recorded}, and opposed",
        "abstained_only": f"no supporter{recorded}, only abstentions",
        "declared_only": f"{row['declared']} said so, and none{recorded} did, led, joined or voted",
        "no_supporter": f"no supporter{recorded} without a mixed record",
        "one_actor": f"one supporter{recorded}",
        "one_group": f"State supporters{recorded} in one group only: "
        + ", ".join(network.group_names.get(group, group) for group in groups),
        "no_lead": f"no lead{recorded} among {row['supporters']} supporters",
        "leads_unrecorded": "leads not recorded: no list of sponsors, core group or law",
        "addressee_missing": f"addressed to {_kinds(missing)}, none{recorded}",
        "one_kind": f"supporters of one kind only: {_kinds(kinds)}",
        "duplicated": f"{row['leads']} leads",
    }
    return "; ".join(words[gap] for gap in str(row["gaps"]).split(";") if gap)


def _kinds(kinds: list[str]) -> str:
    return ", ".join(Kind(kind).words for kind in kinds)


def leads_summary(found: Leads) -> str:
    """The result of `assign_leads` in a sentence."""
    table, given = found.table, found.assignment
    few = len(found.unrecorded)
    apart = f" Left out: {few} on which leads are not recorded, so that somebody may lead already." if few else ""
    if table.empty:
        none = "No recommendation with a supporter is on record as without a lead."
        return f"{none}{apart}" if few else "Every recommendation with a supporter has a lead on record."
    actors = int(table.loc[table["actor_id"] != "", "actor_id"].nunique())
    short = sum(place.missing for place in given.unfilled)
    open_places = f" {short} of the places cannot be filled from the supporters on record." if short else ""
    return f"{len(given.leads)} leads proposed, among {actors} actors.{open_places} {given.certificate}{apart}"


def lead_reason(led: int, supported: tuple[int, int], elsewhere: tuple[int, int]) -> str:
    """The counts behind a plausibility: recommendations led on the theme, supported there, and in all."""
    parts = [f"leads {led} of the {supported[0]} others it supports on the theme"] if led else []
    parts += [f"supports {supported[0]} of {supported[1]} others on the theme"] if supported[1] else []
    parts += [f"supports {elsewhere[0]} of {elsewhere[1]} others in all"] if elsewhere[1] else []
    return "; ".join(parts) or "there is no other recommendation to compare"


def whom_to_ask(kinds: list[str]) -> str:
    """What to ask where nobody has been asked."""
    named = ", ".join(Kind(kind).words for kind in kinds)
    whom = f"one of those it is addressed to ({named})" if named else "any actor"
    return (
        f"nobody on record: no vote, list or law in the data bears on it. Ask {whom} whether it would "
        "support it, or enter a text whose list of supporters bears on it"
    )


def nobody_to_name(kind: str, about: str) -> str:
    """That no actor of a kind can be named for what a recommendation is `about`."""
    what = f"a recommendation of {about}" if about else "it"
    return f"no {Kind(kind).words} on record supports {what}: nobody to name, ask anew"


def missing_voices_summary(table: pd.DataFrame) -> str:
    """The result of `missing_voices` in a sentence."""
    size = table["status"].value_counts()
    missing = table.loc[table["status"] == "none recorded", "voice"].value_counts()
    most = listed([f"{voice} ({count})" for voice, count in missing.items()])
    told = f": {most}" if len(missing) else ""
    return (
        f"Of {len(table)} voices addressed or named, {int(size.get('none recorded', 0))} have nobody on record{told}; "
        f"{int(size.get('not asked yet', 0))} belong to recommendations that are not asked yet."
    )


def voice_sentence(key: str, voice: str, why: str, status: str, present: int, names: list[str], elsewhere: int) -> str:
    """That a voice is on record for a recommendation or is missing, and who of it is on record elsewhere."""
    named = voice_words(voice)
    how = f"{key} is addressed to {named}" if why == "addressed" else f"the text of {key} names {named}"
    what = {
        "present": f": {present} on record in support",
        "none recorded": ": none recorded in support",
        "not asked yet": ", and no text bears on it",
    }[status]
    of = f", {elsewhere} in all" if elsewhere > len(names) else ""
    near = f"; on record elsewhere: {listed(names)}{of}" if names and not present and voice not in STATES else ""
    return f"{capitalized(how)}{what}{near}."


def voice_words(voice: str) -> str:
    """A voice in words: a kind of actor, or youth."""
    return voice if voice == "youth" else Kind(voice).words
