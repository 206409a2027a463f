"""The brief of a what-if: what would follow if an actor had taken another position; nothing of it is on record."""

from __future__ import annotations

import pandas as pd

from coalition.analysis.gaps import CLASSES
from coalition.analysis.whatif import WhatIf, what_if
from coalition.briefs.brief import UNKNOWN, Brief, Picture, Sources, first_of
from coalition.briefs.pictures import Bar, bars_picture
from coalition.figures.palette import LINK
from coalition.network import Network

NAMES = {gap.id: gap.name for gap in CLASSES} | {"": ""}
BEFORE = "#93BFDF"
MOST = 10


def whatif(network: Network, actor: str, evidence: tuple[str, ...], position: str) -> Brief:
    """The brief of `coalition.analysis.whatif.what_if`: one actor, another position on some evidence."""
    found = what_if(network, [(actor, item, position) for item in evidence])
    texts, name = network.recommendations["text"], network.actors.loc[actor, "name"]
    sources = Sources(network)
    sources.cite(found.changes["evidence_id"])
    changes = [
        (f"{row['title']}", row["before"], row["after"], row["note"] or sources.cite([row["evidence_id"]]))
        for row in found.changes.to_dict("records")
    ]
    positions = [
        (f"{row['recommendation_id']}  {texts[row['recommendation_id']]}", row["before"], row["after"])
        for row in found.positions.to_dict("records")
    ]
    gaps = [
        (f"{row['recommendation_id']}  {texts[row['recommendation_id']]}", _names(row["opened"]), _names(row["closed"]))
        for row in found.gaps.to_dict("records")
        if row["opened"] or row["closed"]
    ]
    sections = (
        first_of(
            ("Evidence", "On record", "Supposed", ""), changes, (50, 13, 13, 24), "What is supposed", in_table=False
        ),
        first_of(("Recommendation", "Before", "After"), positions, (70, 15, 15), "Positions that would change"),
        first_of(("Recommendation", "Opened", "Closed"), gaps, (50, 25, 25), "Gaps", in_table=False),
        first_of(
            ("State", "Rank before", "Rank after", "Carries alone before", "After"),
            _bridges(found.bridges, str(name)), (32, 17, 17, 17, 17), "Bridges",
        ),
    )  # fmt: skip
    return Brief(
        topic="What if",
        title=f"What if {name} had taken another position?",
        question="What would follow for positions, gaps and bridges? A supposition: nothing of it is on record.",
        answer=found.sentence,
        picture=_picture(found),
        sections=tuple(section for section in sections if section.rows),
        sources=sources.listed(),
        not_known=(UNKNOWN, "Whether it would ever take that position: this says only what would follow."),
        table=_table(found),
        version=network.digest,
    )


def _names(gaps: str) -> str:
    return ", ".join(NAMES[gap] for gap in gaps.split(";"))


def _bridges(table: pd.DataFrame, name: str) -> list[tuple[str, ...]]:
    """Who rises and falls, or begins or ceases to carry something alone."""
    moved = table[(table["rank_change"].fillna(0) != 0) | (table["sole_change"] != 0) | (table["name"] == name)]
    columns = ("rank_before", "rank_after", "sole_before", "sole_after")
    return [
        (str(row["name"]), *("" if pd.isna(row[column]) else str(row[column]) for column in columns))
        for row in moved.to_dict("records")
    ]


def _picture(found: WhatIf) -> Picture | None:
    """Supporters before and after, as bars."""
    bars, told = [], []
    for row in found.gaps.head(MOST).to_dict("records"):
        key, before, after = row["recommendation_id"], row["supporters_before"], row["supporters_after"]
        bars += [Bar(f"{key} before", ((before, BEFORE),)), Bar("after", ((after, LINK),))]
        told.append(f"{key} {before} before, {after} after")
    caption = "Supporters on record before, and in the case supposed."
    return bars_picture(bars, f"Supporters: {'; '.join(told)}.", caption)


def _table(found: WhatIf) -> pd.DataFrame:
    """Everything that would differ, one row each."""
    parts = [
        pd.DataFrame({"What": "position",
                      "About": found.positions["name"] + " on " + found.positions["recommendation_id"],
                      "Before": found.positions["before"], "After": found.positions["after"]}),
        pd.DataFrame({"What": "supporters", "About": found.gaps["recommendation_id"],
                      "Before": found.gaps["supporters_before"], "After": found.gaps["supporters_after"]}),
        pd.DataFrame({"What": "rank among the bridges", "About": found.bridges["name"],
                      "Before": found.bridges["rank_before"], "After": found.bridges["rank_after"]}),
    ]  # fmt: skip
    return pd.concat([part.astype(object) for part in parts], ignore_index=True)
