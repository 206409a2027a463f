"""The brief of the gaps: what has nobody, hangs on one, or lacks a lead, and who could take it."""

from __future__ import annotations

import pandas as pd

from coalition.analysis.coverage import coverage
from coalition.analysis.gaps.candidates import who_could_take
from coalition.analysis.gaps.classes import SORTS, names_of
from coalition.analysis.gaps.gaps import gaps, rules
from coalition.analysis.gaps.wording import gaps_answer, gaps_compared
from coalition.analysis.phrases import headline
from coalition.briefs.document import FIRST, FRONT, UNKNOWN, Brief, Section, Sources, filled, front_and_rest
from coalition.briefs.pictures import Bar, bars_picture
from coalition.figures.board import board_table, in_words
from coalition.model.network import Network
from coalition.palette import AGAINST, LINK

GRAVE = ("not asked yet", "no supporter, opposed", "abstained only", "no clear supporter", "one actor only")
"""Gaps drawn in red: nobody, or one."""


def gap_brief(network: Network, only: tuple[str, ...] = (), asked: str = "") -> Brief:
    """The brief of `coalition.analysis.gaps.gaps`: the gravest first, each with who could take it.

    Parameters
    ----------
    network : Network
        The map.
    only : tuple of str
        Ids of recommendations, in the order wanted; empty for all of them.
    asked : str
        What made them these, in words: it ends the answer.
    """
    found = gaps(network)
    if only:
        found = found.set_index("recommendation_id", drop=False).loc[list(only)].reset_index(drop=True)
    there = found[found["gaps"] != ""]
    evidenced = there[there["evidence"] > 0]
    sources = Sources(network)
    rows = _rows(network, evidenced, sources)
    head = ("Recommendation", "Gap", "Could take it", "Evidence")
    heading = "Gravest gaps, and who could take them"
    front, following = front_and_rest(
        head, rows, (36, 27, 28, 11), (heading, "Next in gravity"), unlisted=len(evidenced) - len(rows)
    )
    sections = list(following)
    texts = network.recommendations["text"]
    for sort in [sort for sort in SORTS if sort.id in ("unasked", "disputed")]:
        names = tuple((str(key), str(texts[key])) for key in there.loc[sort.holds(there), "recommendation_id"])
        section = Section(sort.name.capitalize(), (), ("", "Recommendation"), names, (8, 92))
        sections.append(section.first(FIRST))
    bars = [
        Bar(row["gap"], ((row["recommendations"], AGAINST if row["gap"] in GRAVE else LINK),))
        for row in rules(found).to_dict("records")
    ]
    words = ", ".join(f"{bar.label} {bar.total}" for bar in bars)
    caption = "Recommendations with each gap, gravest first; one may have several. Red: nobody on record, or one actor."
    compared = "" if asked else gaps_compared(network, found, gaps(network.other_reading))
    told = gaps_answer(network, found)
    told = f"{told} Only these were asked for: {asked}." if asked else told
    partial = int((found["evidence"] > found["whole_evidence"]).sum())
    return Brief(
        topic="Gaps",
        title="Gaps in the division of labour",
        question="Which recommendation has nobody, hangs on one actor or group, or lacks a lead; who could take it?",
        answer=headline(network, told),
        picture=bars_picture(bars, f"Recommendations with each gap: {words}.", caption),
        front=front,
        sections=filled(*sections),
        sources=sources.listed(),
        not_known=(
            UNKNOWN,
            "Names come from support on record for what stands beside it, which does not mean consent.",
            *([compared] if compared else []),
            f"Lists about {partial} of {len(found)} recommendations are incomplete: “none” means none recorded there.",
            "A recommendation that is not asked yet has no evidence: nobody can be said to support or oppose it.",
            "Who has only said so (accepted when asked, pledged) is counted apart: neither support nor opposition.",
        ),
        table=_table(network, found),
        version=network.digest,
    )


def _rows(network: Network, there: pd.DataFrame, sources: Sources) -> tuple[tuple[str, ...], ...]:
    """The first gaps, each with its reason, the first that could take it, and its evidence."""
    rows = []
    for row in there.head(FRONT + FIRST).to_dict("records"):
        key = str(row["recommendation_id"])
        takers = who_could_take(network, key, each=1)
        named = takers[takers["actor_id"] != ""].head(1).to_dict("records")
        taker = f"{named[0]['name']}\n{named[0]['why']}" if named else "nobody to name from the record: ask anew"
        text = f"{key}  {network.recommendations.loc[key, 'text']}"
        rows.append((text, str(row["why"]), taker, sources.cite(network.evidence_of(key))))
    return tuple(rows)


def _table(network: Network, found: pd.DataFrame) -> pd.DataFrame:
    """The board: States in support by regional group, and why each is a gap."""
    shown = in_words(found, board_table(network, found, coverage(network)))
    shown.insert(0, "Id", list(shown.index))
    shown.insert(1, "Recommendation", [network.recommendations.loc[key, "text"] for key in shown.index])
    shown["Severity"] = found["severity"].to_numpy()
    shown["Gaps"] = found["gaps"].map(names_of).to_numpy()
    shown["Why"], shown["Completeness"] = found["why"].to_numpy(), found["completeness"].to_numpy()
    return shown.reset_index(drop=True)
