"""A what-if in a sentence."""

from __future__ import annotations

import pandas as pd

from coalition.analysis.gaps.classes import CLASSES
from coalition.analysis.scenarios.comparison import NO_STANCE
from coalition.english import listed


def what_if_sentence(
    told: pd.DataFrame, positions: pd.DataFrame, gaps: pd.DataFrame, bridges: pd.DataFrame, allied: pd.DataFrame
) -> str:
    """The changes, and what would differ: positions, gaps, bridges and the smallest coalition."""
    real = told[told["before"] != told["after"]]
    if real.empty:
        return "Nothing changes: every stance named is as on record."
    start = "; ".join(
        f"{row.name} on {row.evidence_id} from {said(row.before)} to {said(row.after)}" for row in real.itertuples()
    )
    parts = [
        f"{row.name} would go from {said(row.before)} to {said(row.after)} on {row.recommendation_id}"
        for row in positions.itertuples()
    ]
    words = [listed(parts, 3) if parts else "no position changes"]
    names = {gap.id: f"“{gap.name}”" for gap in CLASSES}
    for column, verb in (("opened", "opens"), ("closed", "closes")):
        for row in gaps[gaps[column] != ""].head(3).to_dict("records"):
            words.append(f"{row['recommendation_id']}: {verb} {listed([names[gap] for gap in row[column].split(';')])}")
    own = bridges[bridges["actor_id"].isin(real["actor_id"]) & (bridges["rank_change"].fillna(0) != 0)]
    words += [
        f"{row.name} goes from rank {row.rank_before} to {row.rank_after} among the bridges" for row in own.itertuples()
    ]
    words += [
        f"{row.name} carries {row.sole_after} alone instead of {row.sole_before}"
        for row in bridges[bridges["sole_change"] != 0].head(3).itertuples()
    ]
    if len(allied):
        sizes = ["none" if pd.isna(size) else str(size) for size in allied[["size_before", "size_after"]].iloc[0]]
        words.append(f"smallest coalition: {sizes[0]} before, {sizes[1]} after")
    return f"What if {start}: {'; '.join(words)}."


def said(position: str) -> str:
    """What a sentence or a list says for a position: its own word, or "nothing on record".

    >>> said("support"), said("none")
    ('support', 'nothing on record')
    """
    return "nothing on record" if position == NO_STANCE else position
