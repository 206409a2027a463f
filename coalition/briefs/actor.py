"""The brief about an actor: where it stands on which recommendation, by what evidence, words and deeds."""

from __future__ import annotations

import pandas as pd

from coalition.analysis.actors.mutual_backing import mutual_backing
from coalition.analysis.actors.words_and_deeds import words_and_deeds
from coalition.analysis.phrases import MOVED, WORDS, kind_and_group, standing_sentence
from coalition.analysis.recorded_leads import lead_sentences
from coalition.briefs.document import UNKNOWN, Brief, BriefPicture, Section, Sources, first_of
from coalition.briefs.pictures import Bar, bars_picture
from coalition.model.network import Network
from coalition.model.vocabulary import STATES, Standing
from coalition.palette import AGAINST

COLOURS = {
    Standing.LEADS: "#00407A",
    Standing.SUPPORTS: "#5D9ECB",
    Standing.MIXED: "#D9A31A",
    Standing.ABSTAINED: "#A9B3BD",
    Standing.OPPOSED: AGAINST,
}


def actor(network: Network, key: str) -> Brief:
    """The brief about one actor, by id."""
    row = network.actors.loc[network.require("actors", key)]
    own = network.positions[network.positions["actor_id"] == key]
    order = {standing.value: place for place, standing in enumerate(Standing)}
    own = own.sort_values("latest", ascending=False, kind="stable").sort_values(
        "position", key=lambda column: column.map(order), kind="stable"
    )
    sources = Sources(network)
    rows = [
        (
            f"{one['recommendation_id']}  {network.recommendations.loc[one['recommendation_id'], 'text']}",
            _position(network, one),
            _years(one),
            sources.cite(one["evidence"]),
        )
        for one in _mixed(own).to_dict("records")
    ]
    head = ("Recommendation", "Position", "Years", "Evidence")
    sections = [first_of(head, rows, (52, 18, 11, 19), "Where it stands"), *_words_and_deeds(network, key)]
    if row["kind"] in STATES:
        sections += _backing(network, key)
    unknown = len(network.recommendations) - len(own)
    return Brief(
        topic="Actor",
        title=str(row["name"]),
        question=f"Where does it stand, and on what evidence? {', '.join(kind_and_group(network, key))}.",
        answer=f"{row['name']} {standing_sentence(own)}",
        picture=_picture(network, own),
        sections=tuple(section for section in sections if section.paragraphs or section.rows),
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


def _position(network: Network, one: dict[str, object]) -> str:
    """Where it stands; a lead with its text, and with what came after it."""
    words = WORDS[Standing(str(one["position"]))] + MOVED[str(one["moved"])]
    led = lead_sentences(network, str(one["recommendation_id"])) if one["position"] == Standing.LEADS else {}
    return f"{words} ({led[str(one['actor_id'])]})" if led else words


def _years(one: dict[str, object]) -> str:
    since, latest = str(one["since"])[:4], str(one["latest"])[:4]
    return since if since == latest else f"{since}–{latest}"


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
    told = table[table[["asked", "did"]].sum(axis=1) > 0]
    rows = [
        (str(row["theme"]), f"{row['asked']} of {row['asked_of']}", f"{row['did']} of {row['did_of']}")
        for row in told.to_dict("records")
    ]
    head = ("Theme", "Words: texts and statements on record", "Deeds: what binds it")
    return [first_of(head, rows, (50, 28, 22), "Words and deeds", in_table=False)]


def _backing(network: Network, key: str) -> list[Section]:
    table = mutual_backing(network, key)
    return [Section("Who backs whose priorities", (str(table["sentence"].iloc[0]),))] if len(table) else []


def _table(network: Network, own: pd.DataFrame) -> pd.DataFrame:
    """All positions with their evidence and its sources."""
    about = [network.evidence.loc[list(items)] for items in own["evidence"]]
    return pd.DataFrame(
        {
            "Id": own["recommendation_id"],
            "Recommendation": own["recommendation_id"].map(network.recommendations["text"]),
            "Position": [_position(network, one) for one in own.to_dict("records")],
            "Years": [_years(one) for one in own.to_dict("records")],
            "Evidence": ["; ".join(items["citation"]) for items in about],
            "Sources": ["; ".join(items["source"]) for items in about],
        }
    ).reset_index(drop=True)
