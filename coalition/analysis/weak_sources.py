"""Claims that rest on one weak source: what a diplomat should look up before it is said aloud."""

from __future__ import annotations

import pandas as pd

from coalition.english import number_of
from coalition.model.network import Network
from coalition.names.citations import document, places, qualities, quality_words
from coalition.names.hosts import WEAK, Quality

COLUMNS = ["evidence_id", "title", "citation", "claims", "of", "quality", "bears_on", "source"]


def is_weak(citation: str, source: str) -> bool:
    """Whether a claim rests on one place that is press, a data set or unknown, with no official record behind it.

    An official record is one that the citation names, by symbol or by treaty series, or a UN document that the source
    names: whoever doubts the claim knows where to look.

    Examples
    --------
    >>> is_weak("statement of 7 October 2021", "onuitalia.com/2022/04/26"), is_weak("A/RES/76/262", "tass.com")
    (True, False)
    """
    official = Quality.OFFICIAL in qualities(citation) or document(source)
    return not official and places(source) == 1 and set(qualities(source)) <= set(WEAK)


def weak_sources(network: Network) -> pd.DataFrame:
    """Stances that rest on one weak source, by evidence: most such stances first, then by id.

    Returns
    -------
    DataFrame
        `COLUMNS`: `claims` stances on the evidence are so, `of` all that it has, `quality` and `source` of those,
        several joined by "; "; `bears_on` the recommendations that hang on it, none for the background record.
    """
    stances = network.tables.stances.join(network.evidence[["title", "citation"]], on="evidence_id")
    cells = stances[["citation", "source"]].drop_duplicates()
    weak = {pair: is_weak(*pair) for pair in cells.itertuples(index=False, name=None)}
    chosen = stances[[weak[pair] for pair in zip(stances["citation"], stances["source"], strict=True)]]
    if chosen.empty:
        return pd.DataFrame(columns=COLUMNS)
    bears = network.bears_on.groupby("evidence_id")["recommendation_id"].agg(";".join)
    rows = chosen.groupby("evidence_id").agg(
        title=("title", "first"), citation=("citation", "first"), claims=("position", "size"), source=("source", _once)
    )
    rows["of"] = stances["evidence_id"].value_counts().reindex(rows.index)
    rows["quality"] = rows["source"].map(quality_words)
    rows["bears_on"] = bears.reindex(rows.index).fillna("")
    found = rows.reset_index().sort_values(["claims", "evidence_id"], ascending=[False, True])
    return found[COLUMNS].reset_index(drop=True)


def summary(network: Network, table: pd.DataFrame) -> str:
    """The result of `weak_sources` in a sentence."""
    claims, of = int(table["claims"].sum()), len(network.tables.stances)
    if not claims:
        return f"None of {of:,} claims rests on one weak source."
    evidence = f"{number_of(len(table), 'piece')} of evidence"
    return (
        f"{claims:,} of {of:,} claims, on {evidence}, rest on one source that is press, a data set or of unknown "
        "quality, with no official record behind it: look them up before they are said aloud."
    )


def _once(values: pd.Series[str]) -> str:
    return "; ".join(dict.fromkeys(values))
