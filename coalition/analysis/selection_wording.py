"""A part of the network in words."""

from __future__ import annotations

from coalition.analysis.selection import STATES_ONLY, Filters, Selection
from coalition.english import listed, number_of


def selection_sentence(found: Selection, filters: Filters) -> str:
    """How many of a selection are on record, and who on most recommendations.

    Parameters
    ----------
    found, filters
        Result of `coalition.analysis.selection.select`, and what was asked of it.
    """
    lines, on = found.on_record, f" on {filters.theme}" if filters.theme else ""
    if found.actors.empty:
        return "No actor fits these filters."
    who = "States" if filters.kind == STATES_ONLY else "actors"
    if lines.empty:
        return f"None of {number_of(len(found.actors), who.removesuffix('s'))} has a recorded position{on}."
    has = "has" if len(lines) == 1 else "have"
    return f"{len(lines):,} of {len(found.actors):,} {who} {has} a recorded position{on}. {_most(found, who)}"


def _most(found: Selection, who: str) -> str:
    """Who is on record on the most recommendations."""
    lines = found.on_record
    first = found.actors.loc[[key for key in lines.index if lines[key] == lines.iloc[0]], "name"]
    share = f"{lines.iloc[0]} of {number_of(len(found.recommendations), 'recommendation')}"
    if len(first) == len(lines):
        return f"{'Each of them' if len(first) > 1 else first.iloc[0]} is on record on {share}."
    names = listed(list(first)) if len(first) <= 3 else f"{len(first):,} {who}"
    has = "has the most positions, on" if len(first) == 1 else "have the most positions, each on"
    return f"{names} {has} {share}."
