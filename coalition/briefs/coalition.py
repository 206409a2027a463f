"""The brief of a smallest coalition: its members, what each is there for, and the proof; or why there is none."""

from __future__ import annotations

import pandas as pd

from coalition.analysis.coalition_wording import coalition_answer, supported
from coalition.analysis.coalitions import choices, members
from coalition.analysis.phrases import headline, kind_and_group
from coalition.briefs.document import FIRST, UNKNOWN, Brief, Section, Sources, filled, first_of, front_and_rest
from coalition.briefs.pictures import Bar, bars_picture
from coalition.figures.ranges import FIRST as MOST_BARS
from coalition.measures.coalitions.certificate import Coalition
from coalition.model.network import Network
from coalition.model.vocabulary import POSITION_CODES, Kind, Position
from coalition.palette import actor_colour

HEAD = ("Member", "Supports", "What it is there for", "Evidence")


def coalition_brief(network: Network, found: Coalition, largest: bool = False) -> Brief:
    """The brief of a result of `coalition_for`, or of `coalition_within`, on this network."""
    table, sources = members(network, found), Sources(network)
    rows = [
        (
            f"{row['name']}\n{', '.join(kind_and_group(network, str(row['actor_id'])))}",
            f"{row['supports']} of {len(found.covered)}",
            str(row["why"]),
            sources.cite(_evidence(network, row)),
        )
        for row in table.to_dict("records")
    ]
    front, following = front_and_rest(HEAD, rows, (28, 10, 40, 22), ("Who is in it", "Who else is in it"), most=FIRST)
    sections = list(following)
    unmet = [rule for rule in found.unmet if rule not in found.certificate]
    front += filled(Section("Rules that cannot be met", tuple(unmet[:FIRST])))
    if found.alternatives:
        others = [
            (str(row["shared"]), row["instead"], row["instead_of"])
            for row in choices(network, found).to_dict("records")
        ]
        sections.append(
            first_of(("Shares", "Has", "Instead of"), others, (10, 45, 45), "Others of the same size", in_table=False)
        )
    covered = [(key, str(network.recommendations.loc[key, "text"])) for key in found.covered]
    front += filled(first_of(("", "Recommendation"), covered, (8, 92), "What it carries", in_table=False))
    bars = [
        Bar(row["name"], ((row["supports"], actor_colour(str(row["kind"]), str(row["regional_group"]))),))
        for row in table.head(MOST_BARS).to_dict("records")
    ]
    drawn = ", ".join(f"{bar.label} {bar.total}" for bar in bars)
    caption = "Recommendations of the coalition that each member supports on record. Colour: regional group of States."
    title = "The most that few can carry" if largest else "The smallest coalition"
    question = (
        "Which few actors on record together carry the most of these recommendations?"
        if largest
        else "Which actors on record together carry these recommendations, with the fewest members?"
    )
    told = found.certificate  # where there is none, it says so, and why
    if found.members:
        told = f"{coalition_answer(network, found, largest)} {told}"
    return Brief(
        topic="Coalition",
        title=title,
        question=question,
        answer=headline(network, f"{told} {supported(network)}"),
        picture=bars_picture(bars, f"Recommendations supported by each member: {drawn}.", caption),
        front=front,
        sections=filled(*sections),
        sources=sources.listed(),
        not_known=(
            UNKNOWN,
            "Only recorded support counts: whoever is not on record may support it as well.",
            "That they could join does not mean that they have agreed.",
        ),
        table=_table(network, table),
        version=network.digest,
    )


def _evidence(network: Network, row: dict[str, object]) -> list[str]:
    """The newest support on record for each recommendation that would fall short without the member."""
    codes = network.stances[network.rows([str(row["actor_id"])])].toarray()[0]
    cited = []
    for key in [key for key in str(row["needed_for"]).split(";") if key]:
        items = network.evidence_of(key)
        held = codes[network.columns(items)] == POSITION_CODES[Position.SUPPORT]
        there = [item for item, yes in zip(items, held, strict=True) if yes]
        cited += sorted(there, key=lambda item: str(network.evidence.loc[item, "date_to"]))[-1:]
    return cited


def _table(network: Network, table: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Name": table["name"],
            "Kind": [Kind(kind).words for kind in table["kind"]],
            "Group or seat": table["regional_group"].map(network.group_names).astype(object).fillna(""),
            "Supports": table["supports"],
            "What it is there for": table["why"],
            "Needed for": table["needed_for"].str.replace(";", ", "),
            "Alone in its group on": table["alone_in_group"].str.replace(";", ", "),
        }
    )
