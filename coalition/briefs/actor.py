"""The brief about an actor: where it stands on which recommendation, by what evidence, words and deeds."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import pandas as pd

from coalition.analysis.actors.mutual_backing import mutual_backing
from coalition.analysis.actors.wording import PART_WORDS, count_words
from coalition.analysis.actors.words_and_deeds import words_and_deeds
from coalition.analysis.phrases import WORDS, headline, kind_and_group, position_words, standing_sentence, years_told
from coalition.analysis.recorded_leads import lead_sentences
from coalition.analysis.source_wording import cited, found_at
from coalition.briefs.document import (
    FIRST,
    UNKNOWN,
    Brief,
    BriefPicture,
    Section,
    Sources,
    filled,
    first_of,
    front_and_rest,
)
from coalition.briefs.pictures import Bar, bars_picture
from coalition.model.network import Network
from coalition.model.vocabulary import STATES, Standing
from coalition.palette import AGAINST, PAPER

COLOURS = {
    Standing.LEADS: "#00407A",
    Standing.SUPPORTS: "#5D9ECB",
    Standing.MIXED: "#D9A31A",
    Standing.ABSTAINED: "#A9B3BD",
    Standing.OPPOSED: AGAINST,
    Standing.DECLARED: PAPER,
}
"""Of the bars; who has only said so is an outline."""


def actor(network: Network, key: str) -> Brief:
    """The brief about one actor, by id."""
    row = network.actors.loc[network.require("actors", key)]
    own = network.positions[network.positions["actor_id"] == key]
    order = {standing.value: place for place, standing in enumerate(Standing)}
    own = own.sort_values("latest", ascending=False, kind="stable").sort_values(
        "position", key=lambda column: column.map(order), kind="stable"
    )
    own = own.assign(words=[_position(network, one) for one in own.to_dict("records")])
    sources = Sources(network)
    rows = [
        (
            f"{one['recommendation_id']}  {network.recommendations.loc[one['recommendation_id'], 'text']}",
            one["words"],
            years_told(one),
            sources.cite(one["evidence"]),
        )
        for one in _mixed(own).to_dict("records")
    ]
    head = ("Recommendation", "Position", "Years", "Evidence")
    front, following = front_and_rest(
        head, rows, (52, 18, 11, 19), ("Where it stands", "Where it stands on others"), most=FIRST
    )
    sections = [*following, *_words_and_deeds(network, key)]
    if row["kind"] in STATES:
        sections += _backing(network, key)
    unknown = len(network.recommendations) - len(own)
    return Brief(
        topic="Actor",
        title=str(row["name"]),
        question=f"Where does it stand, and on what evidence? {', '.join(kind_and_group(network, key))}.",
        answer=headline(network, f"{row['name']} {standing_sentence(network, key)}"),
        picture=_picture(network, own),
        front=front,
        sections=filled(*sections),
        sources=sources.listed(),
        not_known=(
            UNKNOWN,
            f"On {unknown} of {len(network.recommendations)} recommendations nothing is on record about it.",
            "Partial lists may lack it: not being on such a list says nothing.",
        ),
        table=_table(network, own),
        version=network.digest,
    )


def _mixed(own: pd.DataFrame) -> pd.DataFrame:
    """Every sort of position in turn, so that a short list leaves none out."""
    return own.assign(turn=own.groupby("position").cumcount()).sort_values("turn", kind="stable")


def _position(network: Network, one: Mapping[Hashable, object]) -> str:
    """Where it stands; a lead with its text, and with what came after it."""
    led = lead_sentences(network, str(one["recommendation_id"])) if one["position"] == Standing.LEADS else {}
    return position_words(one, led.get(str(one["actor_id"]), ""))


def _picture(network: Network, own: pd.DataFrame) -> BriefPicture | None:
    """Positions by theme, as bars."""
    theme = own["recommendation_id"].map(network.recommendations["theme"])
    bars = []
    for name in dict.fromkeys(network.recommendations["theme"]):
        size = own.loc[theme == name, "position"].value_counts()
        parts = tuple((int(size.get(standing, 0)), tint) for standing, tint in COLOURS.items())
        bars.append(Bar(str(name), parts))
    bars = [bar for bar in bars if bar.total]
    there = [standing for standing in COLOURS if (own["position"] == standing).any()]
    told = "; ".join(
        f"{bar.label}: {', '.join(f'{n} {WORDS[s]}' for s, (n, _) in zip(COLOURS, bar.parts, strict=True) if n)}"
        for bar in bars
    )
    key = [(WORDS[standing], COLOURS[standing]) for standing in there]
    caption = "Recommendations with a position on record, by theme."
    return bars_picture(bars, f"Positions by theme. {told}.", caption, key)


def _words_and_deeds(network: Network, key: str) -> list[Section]:
    table = words_and_deeds(network, key)
    told = table[table[list(PART_WORDS)].sum(axis=1) > 0]
    rows = [(str(row["theme"]), *(count_words(row, part) for part in PART_WORDS)) for row in told.to_dict("records")]
    head = ("Theme", *(words.capitalize() for words in PART_WORDS.values()))
    return [first_of(head, rows, (40, 20, 20, 20), "Words and deeds", in_table=False)]


def _backing(network: Network, key: str) -> list[Section]:
    table = mutual_backing(network, key)
    return [Section("Who backs whose priorities", (str(table["sentence"].iloc[0]),))] if len(table) else []


def _table(network: Network, own: pd.DataFrame) -> pd.DataFrame:
    """All positions with their evidence and its sources."""
    return pd.DataFrame(
        {
            "Id": own["recommendation_id"],
            "Recommendation": own["recommendation_id"].map(network.recommendations["text"]),
            "Position": own["words"],
            "Years": [years_told(one) for one in own.to_dict("records")],
            "Evidence": ["; ".join(cited(network, items)) for items in own["evidence"]],
            "Sources": ["; ".join(dict.fromkeys(_found(network, items))) for items in own["evidence"]],
        }
    ).reset_index(drop=True)


def _found(network: Network, items: list[str]) -> list[str]:
    """Where each piece of evidence can be looked up."""
    rows = network.evidence.loc[list(items), ["citation", "source", "grade"]]
    return [found_at(*map(str, row)) for row in rows.itertuples(index=False)]
