"""A part of the network in words."""

from __future__ import annotations

import pandas as pd

from coalition.analysis.phrases import WORDS, act_words, years_told
from coalition.analysis.selection import STATES_ONLY, Filters, Selection
from coalition.english import capitalized, listed, number_of
from coalition.model.network import Network
from coalition.model.vocabulary import Kind, Standing


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


def selection_table(network: Network, found: Selection) -> pd.DataFrame:
    """A selection as people read it: a row for each position, in their order, then one for each actor without any."""
    lines = found.positions
    rows = lines.to_dict("records")
    actors = network.actors
    groups = pd.Series([network.group_names.get(key, "") for key in actors["regional_group"]], actors.index)
    kinds = pd.Series([Kind(kind).words for kind in actors["kind"]], actors.index)
    silent = found.actors.index[~found.actors.index.isin(lines["actor_id"])]
    ids = [*lines["actor_id"], *silent]
    rest = [""] * len(silent)
    return pd.DataFrame(
        {
            "Actor": list(actors.loc[ids, "name"]),
            "Kind": list(kinds[ids]),
            "Regional group": list(groups[ids]),
            "Recommendation": [*lines["recommendation_id"], *rest],
            "Position": [
                *(capitalized(WORDS[Standing(row["position"])]) for row in rows),
                *["None recorded"] * len(silent),
            ],
            "What it did": [*(act_words(row) if row["act"] else "" for row in rows), *rest],
            "Years": [*map(years_told, rows), *rest],
        }
    )
