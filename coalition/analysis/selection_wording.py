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
    first = found.actors.loc[[key for key in lines.index if lines[key] == lines.iloc[0]], "name"]
    most = listed(list(first)) if len(first) <= 3 else f"{len(first)} of them"
    has = "has" if len(lines) == 1 else "have"
    return (
        f"{len(lines)} of {len(found.actors):,} {who} {has} a recorded position{on}; {most} on the most: "
        f"{lines.iloc[0]} of {number_of(len(found.recommendations), 'recommendation')}."
    )
