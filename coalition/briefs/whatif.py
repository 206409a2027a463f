"""The brief of a what-if: what would follow if some stances were others; nothing of it is on record."""

from __future__ import annotations

import pandas as pd

from coalition.analysis.gaps.classes import names_of
from coalition.analysis.phrases import headline, titled_recommendation
from coalition.analysis.scenarios.what_if import WhatIf, what_if
from coalition.briefs.document import FIRST, UNKNOWN, Brief, BriefPicture, Sources, filled, first_of, front_and_rest
from coalition.briefs.pictures import Bar, bars_picture
from coalition.english import listed
from coalition.model.network import Network
from coalition.palette import LINK

BEFORE = "#93BFDF"
MOST = 10


def whatif(network: Network, changes: tuple[tuple[str, str, str], ...], goals: tuple[str, ...] = ()) -> Brief:
    """The brief of `coalition.what_if`: changed stances, and the coalition for some recommendations."""
    found = what_if(network, changes, coalition=goals)
    texts = network.recommendations["text"]
    sources = Sources(network)
    sources.cite(found.changes["evidence_id"])
    supposed = [
        (f"{row['name']}: {row['title']}", row["before"], row["after"],
         row["note"] or sources.cite([row["evidence_id"]]))
        for row in found.changes.to_dict("records")
    ]  # fmt: skip
    positions = [
        (f"{row['name']} on {row['recommendation_id']}  {texts[row['recommendation_id']]}", row["before"], row["after"])
        for row in found.positions.to_dict("records")
    ]
    gaps = [
        (
            f"{row['recommendation_id']}  {texts[row['recommendation_id']]}",
            names_of(row["opened"]),
            names_of(row["closed"]),
        )
        for row in found.gaps.to_dict("records")
        if row["opened"] or row["closed"]
    ]
    head = ("Recommendation", "Before", "After")
    front, following = front_and_rest(
        head, positions, (70, 15, 15), ("Positions that would change", "More positions that would change"), most=FIRST
    )
    sections = (
        first_of(
            ("Stance", "On record", "Supposed", ""), supposed, (50, 13, 13, 24), "What is supposed", in_table=False
        ),
        *following,
        first_of(("Recommendation", "Opened", "Closed"), gaps, (50, 25, 25), "Gaps", in_table=False),
        first_of(("Smallest coalition", "Members", "Who"), _coalition(network, found), (22, 13, 65), "Coalition"),
        first_of(
            ("State", "Rank before", "Rank after", "Carries alone before", "After"),
            _bridges(found), (32, 17, 17, 17, 17), "Bridges",
        ),
    )  # fmt: skip
    return Brief(
        topic="What if",
        title=f"What if {_who(found)} had taken other positions?",
        question="What would follow for positions, gaps and bridges? A supposition: nothing of it is on record.",
        answer=headline(network, found.sentence),
        picture=_picture(network, found),
        front=front,
        sections=filled(*sections),
        sources=sources.listed(),
        not_known=(UNKNOWN, "Whether anybody would ever take these positions: this says only what would follow."),
        table=_table(found),
        version=network.digest,
    )


def _who(found: WhatIf) -> str:
    """Whose stances are changed."""
    return listed(list(dict.fromkeys(found.changes["name"])), 4)


def _coalition(network: Network, found: WhatIf) -> list[tuple[str, ...]]:
    """The smallest coalition before and after, in names."""
    names = network.actors["name"]
    return [
        (when, "none" if pd.isna(row[f"size_{key}"]) else str(row[f"size_{key}"]),
         ", ".join(str(names.get(one, one)) for one in str(row[f"members_{key}"]).split(";") if one))
        for row in found.coalition.to_dict("records")
        for when, key in (("before", "before"), ("after", "after"))
    ]  # fmt: skip


def _bridges(found: WhatIf) -> list[tuple[str, ...]]:
    """Who rises and falls, or begins or ceases to carry something alone."""
    columns = ("rank_before", "rank_after", "sole_before", "sole_after")
    return [
        (str(row["name"]), *("" if pd.isna(row[column]) else str(row[column]) for column in columns))
        for row in found.moved_bridges.to_dict("records")
    ]


def _picture(network: Network, found: WhatIf) -> BriefPicture | None:
    """Supporters before and after, as bars."""
    bars, told = [], []
    for row in found.gaps.head(MOST).to_dict("records"):
        key, before, after = row["recommendation_id"], row["supporters_before"], row["supporters_after"]
        named = titled_recommendation(network, str(key), limit=40)
        bars += [Bar(f"{named} before", ((before, BEFORE),)), Bar("after", ((after, LINK),))]
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
