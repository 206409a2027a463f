"""Missing voices: which kinds of actor a recommendation speaks to, or names, and nobody of them is on record."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from coalition.analysis.arguments import check_network
from coalition.analysis.coverage import supports
from coalition.analysis.gaps.wording import voice_sentence, voice_words
from coalition.arrays import Bools
from coalition.model.network import Network
from coalition.model.vocabulary import STATES, Kind

NAMED = {
    "ngo": r"civil society|\bngos?\b|organi[sz]ations|defenders|grass-?roots|local groups",
    "nhri": r"national human rights institution|\bnhris?\b",
    "business": r"business|compan|\bfirms?\b|corporat|investor|private sector|tech(nology)? giants",
    "media": r"\bmedia\b|journalis|\bpress\b|broadcast|newspaper",
    "municipality": r"\bcit(y|ies)\b|municipal|local (authorit|government)|mayor",
    "faith": r"(?<!good-)(?<!good )\bfaith|religio|church",
    "trade_union": r"\bunion(s|ists?)?\b(?! of)|\bworkers?\b|labour movement",
    "academic": r"universit|academi|scholars|researchers",
    "youth": r"\byouth|young|children|students|schools?\b",
}
"""Words in the text of a recommendation that name a voice."""
YOUTH = r"youth|young|child|student"
"""Youth is no kind of actor; an actor speaks for it when its name says so."""
FIRST = 3
COLUMNS = ["recommendation_id", "theme", "voice", "why", "status", "present", "elsewhere", "nearest", "sentence"]


def missing_voices(network: Network) -> pd.DataFrame:
    """Voices that a recommendation is addressed to or that its text names, and whether any of them supports it.

    Returns
    -------
    DataFrame
        One row per recommendation and voice, in table order, missing ones first within a recommendation: `voice`,
        `why` ("addressed" or "named in the text"), `status` ("present", "none recorded", or "not asked yet" where no
        evidence bears on it), `present` (supporters of that voice), `elsewhere` (actors of that voice on
        record for other recommendations) and `nearest`, up to three of them, those with most support on the same theme
        first, then overall, then by name. "None recorded" is no refusal: lists in English are the easiest to find.
    """
    check_network(network)
    support = supports(network)
    members = _members(network)
    asked = network.recommendations.index.isin(network.links["recommendation_id"])
    themes = network.recommendations["theme"].to_numpy()
    on_theme = {theme: support[:, themes == theme].sum(axis=1) for theme in dict.fromkeys(themes)}
    overall, by_name = support.sum(axis=1), np.argsort(np.argsort(network.actors["name"].to_numpy(), kind="stable"))
    names = network.actors["name"].to_numpy()
    rows = []
    for column, (key, text) in enumerate(network.recommendations["text"].items()):
        addressed = [_voice(kind) for kind in network.addressed_to(str(key))]
        named = [voice for voice, rule in NAMED.items() if re.search(rule, str(text), re.IGNORECASE)]
        found = []
        for voice in dict.fromkeys([*addressed, *named]):
            inside = members[voice]
            present = int((support[:, column] & inside).sum())
            status = "not asked yet" if not asked[column] else "present" if present else "none recorded"
            why = "addressed" if voice in addressed else "named in the text"
            others = np.flatnonzero(inside & ~support[:, column] & (overall > 0))
            order = np.lexsort((by_name[others], -overall[others], -on_theme[themes[column]][others]))[:FIRST]
            near = [str(name) for name in names[others[order]]]
            sentence = voice_sentence(str(key), voice, why, status, present, near, len(others))
            found.append(
                (key, themes[column], voice_words(voice), why, status, present, len(others), ";".join(near), sentence)
            )
        rows += sorted(found, key=lambda one: one[4] == "present")
    return pd.DataFrame(rows, columns=COLUMNS)


def _members(network: Network) -> dict[str, Bools]:
    kinds = network.actors["kind"].map(_voice)
    found = {str(voice): (kinds == voice).to_numpy() for voice in {*kinds, *NAMED, *(_voice(kind) for kind in Kind)}}
    speaks = network.actors["name"].str.contains(YOUTH, case=False, regex=True)
    return found | {"youth": np.asarray(speaks.to_numpy() & ~network.is_state, dtype=bool)}


def _voice(kind: str) -> str:
    return Kind.STATE.value if kind in STATES else str(kind)
