"""Those who once declared otherwise, or stayed away, and later joined: could the order have told?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pandas as pd

from coalition.analysis.partners.likeness_models import DEFAULT, parts_of
from coalition.analysis.partners.record import record_without
from coalition.analysis.partners.targets import (
    LIST_LIKENESS,
    LIST_ORDER,
    ONE_SIDED,
    ROUGH_LISTS,
    SATURATED,
    VOTE_LIKENESS,
    VOTE_ORDER,
    Level,
)
from coalition.measures.accuracy import area_under_curve, mean_interval
from coalition.measures.calibration import Platt
from coalition.measures.intervals import wilson
from coalition.model.network import Network
from coalition.model.vocabulary import Coverage, EvidenceKind

FIRST = 10
BANDS = (0.0, 0.1, 0.2, 0.75, 1.0)
"""Edges of the bands of likeness; 0.20 to 0.75 is the middle ground."""
LEAST = 10
"""Contested items from before the later text that a pair needs; and States that a later list must hold."""
COLUMNS = ["sort", "subject", "earlier", "later", "actor_id", "score", "share", "converted"]


def pairs(network: Network) -> Iterator[tuple[str, str, str]]:
    """Subject, earlier and later evidence on one recommendation, or of one recurring text.

    Earlier: a vote, or an open list of whole coverage, since only there is whoever is not on it known not to have
    joined. Later: the next such vote, or the next list that every State could join and at least `LEAST` did, from a
    later year.
    """
    subjects = {str(key): network.evidence_of(str(key)) for key in network.recommendations.index}
    family = network.evidence["family"]
    for name, rows in network.evidence[family != ""].groupby("family"):
        subjects[f"text {name}"] = [str(key) for key in rows.index]
    vote = network.evidence["kind"] == EvidenceKind.VOTE
    open_list = ~vote & (network.evidence["body"] == "")
    whole = open_list & (network.evidence["coverage"] == Coverage.COMPLETE)
    size = (network.values(network.states) == 1).sum(axis=0)
    joined = open_list & (size >= LEAST)
    seen = set()
    for subject, ids in subjects.items():
        texts = network.evidence.loc[ids].sort_values(["date_to", "date_from"], kind="stable")
        for first, then in ((vote, vote), (whole, joined)):
            for earlier in map(str, texts.index[first[texts.index]]):
                next_ones = texts[then[texts.index] & (texts["date_from"].str[:4] > texts.loc[earlier, "date_to"][:4])]
                if len(next_ones) and (earlier, str(next_ones.index[0])) not in seen:
                    seen.add((earlier, str(next_ones.index[0])))
                    yield subject, earlier, str(next_ones.index[0])


def level(is_vote: bool, supporters: int, others: int) -> Level:
    """What a user would be shown about one text with so many supporters and others; as for a target."""
    if is_vote:
        if min(supporters, others) < VOTE_ORDER or supporters > ONE_SIDED * (supporters + others):
            return Level.FACTS
        return Level.ORDER if min(supporters, others) < VOTE_LIKENESS else Level.LIKENESS
    if supporters < LIST_ORDER or supporters > SATURATED * (supporters + others):
        return Level.FACTS
    if supporters < ROUGH_LISTS:
        return Level.LISTS_JOINED
    return Level.ROUGH if supporters < LIST_LIKENESS else Level.LIKENESS


def conversions(network: Network, platts: dict[str, dict[str, Platt]]) -> pd.DataFrame:
    """States without support on earlier evidence, and whether they supported the next: one row each, `COLUMNS`.

    For votes: those who abstained or voted no and took a position in the next vote. For lists: those who were not on
    the earlier one. Scores come from what ended before the year of the later evidence, with the earlier evidence as the
    outcome; neither is in the record. The model is the one that a user would get (`level`); `share` is the score after
    a recalibration that did not see the recommendation, missing where an order is all that there is.
    """
    values = network.values(network.states)
    ids = network.actors.index[network.states].to_numpy()
    parts = []
    for subject, earlier, later in pairs(network):
        is_vote = network.evidence.loc[earlier, "kind"] == EvidenceKind.VOTE
        before, after = (values[:, network.columns([key])[0]] for key in (earlier, later))
        if is_vote:
            outcome = np.where(np.isnan(before), np.nan, (before == 1).astype(float))
            candidates = (outcome == 0) & ~np.isnan(after)
        else:
            outcome = (before == 1).astype(float)
            candidates = outcome == 0
        shown = level(is_vote, int((outcome == 1).sum()), int((outcome == 0).sum()))
        if shown is Level.FACTS or not candidates.any():
            continue
        record = record_without(network, [earlier, later], str(network.evidence.loc[later, "date_from"]))
        if record.votes.shape[1] < LEAST:
            continue
        sort = "votes" if is_vote else "lists"
        scores = parts_of("lists" if shown is Level.LISTS_JOINED else DEFAULT[sort], record, outcome)
        score = scores.mean(axis=1)
        platt = platts[sort].get(subject, platts[sort][""])
        share = platt.apply(scores, float(np.nanmean(outcome))).mean(axis=1)
        parts.append(
            pd.DataFrame(
                {
                    "sort": sort,
                    "subject": subject,
                    "earlier": earlier,
                    "later": later,
                    "actor_id": ids[candidates],
                    "score": score[candidates],
                    "share": share[candidates] if shown in (Level.LIKENESS, Level.ROUGH) else np.nan,
                    "converted": (after[candidates] == 1).astype(int),
                }
            )
        )
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=COLUMNS)


def bands(found: pd.DataFrame) -> pd.DataFrame:
    """Of the States in each band of likeness, how many joined later: for votes and lists, with Wilson interval (95%).

    States of one pair of texts are not independent of each other: the intervals are too narrow, the more so the fewer
    `pairs` there are.
    """
    rows = []
    for sort, part in found.dropna(subset=["share"]).groupby("sort"):
        for low, high in pairwise(BANDS):
            inside = part[(part["share"] >= low) & (part["share"] < high if high < 1 else part["share"] <= high)]
            hits = int(inside["converted"].sum())
            at_least, at_most = wilson(hits, len(inside))
            share = hits / len(inside) if len(inside) else np.nan
            texts = len(inside.drop_duplicates(["earlier", "later"]))
            rows.append((sort, low, high, texts, len(inside), hits, share, at_least, at_most))
    columns = ["sort", "low", "high", "pairs", "n", "converted", "share", "share_low", "share_high"]
    return pd.DataFrame(rows, columns=columns)


def first_names(found: pd.DataFrame) -> pd.DataFrame:
    """How well the order found those who joined later: one row for votes and one for lists.

    `pairs` with at least one who joined and one who did not; `auc` with its 95% interval over pairs; of the first ten
    names (of pairs with more than ten), `first_n` in all, how many joined (`first_share` with Wilson interval), beside
    the share among all of them (`base`).
    """
    rows = []
    for sort, part in found.dropna(subset=["score"]).groupby("sort"):
        groups = [one for _, one in part.groupby(["earlier", "later"])]
        split = [one for one in groups if 0 < one["converted"].sum() < len(one)]
        auc, low, high = mean_interval([area_under_curve(one["converted"], one["score"]) for one in split])
        long = [one for one in split if len(one) > FIRST]
        ordered = [one.sort_values(["score", "actor_id"], ascending=[False, True])["converted"] for one in long]
        hits, n = sum(int(one.iloc[:FIRST].sum()) for one in ordered), FIRST * len(long)
        all_hits, all_n = sum(int(one.sum()) for one in ordered), sum(len(one) for one in ordered)
        at_least, at_most = wilson(hits, n)
        rows.append(
            {
                "sort": sort,
                "pairs": len(split),
                "auc": auc,
                "auc_low": low,
                "auc_high": high,
                "first_n": n,
                "first_share": hits / n if n else np.nan,
                "first_low": at_least,
                "first_high": at_most,
                "base": all_hits / all_n if all_n else np.nan,
            }
        )
    return pd.DataFrame(rows)
