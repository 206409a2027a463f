"""A what-if in a sentence."""

from __future__ import annotations

from typing import Any

import pandas as pd

from coalition.analysis.gaps.classes import CLASSES
from coalition.analysis.phrases import titled_recommendation
from coalition.analysis.scenarios.comparison import NO_STANCE
from coalition.english import listed, number_of
from coalition.model.network import Network
from coalition.model.vocabulary import Position, Standing

DID = {
    Position.SUPPORT: "supported",
    Position.OPPOSE: "opposed",
    Position.ABSTAIN: "abstained on",
    Position.ABSENT: "were absent from",
    NO_STANCE: "had nothing on record on",
}
WOULD = {
    Standing.LEADS: "would lead {}",
    Standing.SUPPORTS: "would count as a supporter of {}",
    Standing.MIXED: "would have a mixed record on {}",
    Standing.ABSTAINED: "would count as abstaining on {}",
    Standing.OPPOSED: "would count as opposed to a text about {}",
    Standing.DECLARED: "would have only said so on {}",
}
NOTHING = "would have nothing on record on {}"


def what_if_sentence(
    network: Network,
    told: pd.DataFrame,
    positions: pd.DataFrame,
    gaps: pd.DataFrame,
    bridges: pd.DataFrame,
    allied: pd.DataFrame,
) -> str:
    """The changes, and what would differ: positions, gaps, bridges and the smallest coalition."""
    real = told[told["before"] != told["after"]]
    if real.empty:
        return "Nothing changes: every stance named is as on record."
    start = " and ".join(f"{row.name} {DID[row.after]} “{row.title}”" for row in real.itertuples())
    parts = [_stands(network, row) for row in positions.to_dict("records")]
    words = [listed(parts, 3) if parts else "no position would change"]
    for column, verb in (("opened", "would open"), ("closed", "would close")):
        for row in gaps[gaps[column] != ""].head(3).to_dict("records"):
            names = {gap.id: f"“{gap.name}”" for gap in CLASSES}
            which = [names[gap] for gap in row[column].split(";")]
            gap = "gap" if len(which) == 1 else "gaps"
            words.append(f"on {row['recommendation_id']} the {gap} {listed(which)} {verb}")
    own = bridges[bridges["actor_id"].isin(real["actor_id"]) & (bridges["rank_change"].fillna(0) != 0)]
    words += [
        f"{row.name} would go from rank {row.rank_before} to {row.rank_after} among the bridges"
        for row in own.itertuples()
    ]
    words += [_alone(row) for row in bridges[bridges["sole_change"] != 0].head(3).to_dict("records")]
    if len(allied):
        before, after = allied[["size_before", "size_after"]].iloc[0]
        words.append(_smallest(before, after))
    return f"If {start}, {'; '.join(words)}."


def _stands(network: Network, row: dict[str, str]) -> str:
    """How somebody would stand on a recommendation: "Ghana would count as a supporter of R18 (“...”)"."""
    would = WOULD[Standing(row["after"])] if row["after"] in set(Standing) else NOTHING
    return f"{row['name']} {would.format(titled_recommendation(network, row['recommendation_id']))}"


def _alone(row: dict[str, Any]) -> str:
    """For how many recommendations somebody would be the only supporter from its group."""
    before, after = int(row["sole_before"]), int(row["sole_after"])
    if not after:
        return (
            f"{row['name']} would no longer be the only supporter of {number_of(before, 'recommendation')} in its group"
        )
    instead = f" instead of {before}" if before else ""
    return f"{row['name']} would be the only supporter of {number_of(after, 'recommendation')} in its group{instead}"


def _smallest(before: float, after: float) -> str:
    """What becomes of the smallest coalition; NaN where there is none."""
    if pd.isna(after):
        return "there would still be no coalition" if pd.isna(before) else "no coalition would be left"
    members = number_of(int(after), "member")
    if pd.isna(before):
        return f"a coalition of {members} would become possible"
    return f"the smallest coalition would have {members}{'' if after == before else f' instead of {before:.0f}'}"


def said(position: str) -> str:
    """What a sentence or a list says for a position: its own word, or "nothing on record".

    >>> said("support"), said("none")
    ('support', 'nothing on record')
    """
    return "nothing on record" if position == NO_STANCE else position
