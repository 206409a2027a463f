"""States hidden from the models and predicted by them: what each model is worth on each kind of target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from coalition.analysis.partners.likeness_models import DEFAULT, MODELS
from coalition.analysis.partners.record import StanceRecord, record_without
from coalition.analysis.partners.targets import Level, TargetKind, outcome, target
from coalition.arrays import Floats
from coalition.measures.accuracy import area_under_curve, brier_skill, mean_interval, precision_at
from coalition.measures.calibration import Platt, calibration_error, curve, fit
from coalition.model.network import Network

HIDDEN, SPLITS = 0.25, 10
FIRST = 5
DEMANDING = 0.3
"""A whole list that at most this share of the States joined is demanding."""
LEAST_EARLIER = 40
"""A split forward in time needs this many contested items from before the target."""
SCORED = (TargetKind.VOTES, TargetKind.WHOLE, TargetKind.PARTIAL)
SHOWN = "shown"
"""The model that a user would get, by the amount of data."""
CASES = ["design", "recommendation", "kind", "demanding", "split", "state", "model", "score", "base_rate", "outcome"]


@dataclass(frozen=True, eq=False)
class Question:
    """One target to be predicted: what is known (`outcome`), from which record, by which model it would be shown."""

    recommendation: str
    kind: TargetKind
    record: StanceRecord
    outcome: Floats
    shown: str

    @property
    def demanding(self) -> bool:
        return self.kind is TargetKind.WHOLE and float(np.nanmean(self.outcome)) <= DEMANDING


def questions(network: Network, design: str) -> Iterator[Question]:
    """The targets that can be predicted: at random, or from what was there before them.

    Forward in time, only evidence that ended before the year of the target's first evidence is in the record.
    """
    for recommendation in network.recommendations.index:
        goal = target(network, str(recommendation))
        if goal.kind not in SCORED or goal.level is Level.FACTS:
            continue
        before = None
        if design == "forward":
            before = str(network.evidence.loc[list(goal.evidence), "date_from"].min())
        record = record_without(network, network.evidence_of(str(recommendation)), before)
        if before is None or record.votes.shape[1] >= LEAST_EARLIER:
            model = "lists" if goal.level is Level.LISTS_JOINED else DEFAULT["votes" if goal.votes else "lists"]
            yield Question(goal.recommendation, goal.kind, record, outcome(network, goal), model)


def cases(asked: Iterable[Question], design: str, splits: int = SPLITS) -> pd.DataFrame:
    """Scores of hidden States, one row per question, split, model and State: columns `CASES`.

    In each split a quarter of the States whose outcome is known is hidden, drawn by a seed; every model then sees the
    others only.
    """
    parts = []
    for question in asked:
        known = np.flatnonzero(~np.isnan(question.outcome))
        for split in range(splits):
            hidden = np.random.default_rng(split).choice(known, int(len(known) * HIDDEN), replace=False)
            seen = question.outcome.copy()
            seen[hidden] = np.nan
            scores = all_scores(question.record, seen)
            scores[SHOWN] = scores[question.shown]
            for model, score in scores.items():
                parts.append(
                    pd.DataFrame(
                        {
                            "design": design,
                            "recommendation": question.recommendation,
                            "kind": question.kind.value,
                            "demanding": question.demanding,
                            "split": split,
                            "state": hidden,
                            "model": model,
                            "score": score[hidden],
                            "base_rate": float(np.nanmean(seen)),
                            "outcome": question.outcome[hidden],
                        }
                    )
                )
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=CASES)


def all_scores(record: StanceRecord, seen: Floats) -> dict[str, Floats]:
    """Scores of every model; averages are made from their parts, which are computed once."""
    single = {letter: MODELS[letter](record, seen) for letter in MODELS if len(letter) == 1 or len(letter) > 3}
    averaged = {
        letters: np.asarray(np.mean([single[letter] for letter in letters], axis=0))
        for letters in MODELS
        if letters not in single
    }
    return single | averaged


def recalibrations(found: pd.DataFrame) -> dict[str, dict[str, Platt]]:
    """Recalibration of the default models for "votes" and "lists", without each recommendation and ("") with all."""
    result: dict[str, dict[str, Platt]] = {}
    for sort, model in DEFAULT.items():
        rows = found[(found["model"] == model) & (found["design"] == "random") & (_sort(found) == sort)]
        one = {"": _fitted(rows)}
        for recommendation in sorted(rows["recommendation"].unique()):
            one[recommendation] = _fitted(rows[rows["recommendation"] != recommendation])
        result[sort] = one
    return result


def _fitted(rows: pd.DataFrame) -> Platt:
    return fit(rows["score"], rows["base_rate"], rows["outcome"])


def _sort(found: pd.DataFrame) -> pd.Series[str]:
    return found["kind"].map(lambda kind: "votes" if kind == TargetKind.VOTES else "lists")


def recalibrated(found: pd.DataFrame, platts: dict[str, dict[str, Platt]]) -> pd.DataFrame:
    """The cases with a column `share`: the score after a recalibration that did not see the recommendation.

    Every model is recalibrated in the way of the default one of its kind, but fitted on its own scores.
    """
    result = found.assign(share=np.nan)
    for (design, model, sort), rows in found.groupby(["design", "model", _sort(found)]):
        for recommendation, own in rows.groupby("recommendation"):
            if design == "random" and model == DEFAULT[sort]:
                platt = platts[sort][recommendation]
            else:
                platt = _fitted(rows[rows["recommendation"] != recommendation])
            for rate, part in own.groupby("base_rate"):
                result.loc[part.index, "share"] = platt.apply(part["score"], rate)
    return result


def table(found: pd.DataFrame) -> pd.DataFrame:
    """What each model is worth: one row per design, kind of target and model.

    Returns
    -------
    DataFrame
        `design`, `kind` (also "demanding": whole lists that few joined), `model`, `recommendations` (how many),
        `auc`, `auc_low`, `auc_high` (mean within recommendations, 95% interval over recommendations), `precision_at_5`
        and `base_rate`, `brier_skill` and `calibration_error` (after recalibration without the recommendation).
    """
    demanding = found[found["demanding"].astype(bool)].assign(kind="demanding")
    rows = []
    for (design, kind, model), part in pd.concat([found, demanding]).groupby(["design", "kind", "model"], sort=True):
        per_split = [
            {
                "recommendation": recommendation,
                "auc": area_under_curve(one["outcome"], one["score"]),
                "precision": precision_at(one["outcome"], one["score"], FIRST),
                "base_rate": one["outcome"].mean(),
                "skill": brier_skill(one["outcome"], one["share"], one["base_rate"].iloc[0]),
            }
            for (recommendation, _), one in part.groupby(["recommendation", "split"])
        ]
        mean = pd.DataFrame(per_split).groupby("recommendation").mean()
        auc, low, high = mean_interval(list(mean["auc"]))
        rows.append(
            {
                "design": design,
                "kind": kind,
                "model": model,
                "recommendations": len(mean),
                "auc": auc,
                "auc_low": low,
                "auc_high": high,
                "precision_at_5": mean["precision"].mean(),
                "base_rate": mean["base_rate"].mean(),
                "brier_skill": mean["skill"].mean(),
                "calibration_error": calibration_error(part["share"], part["outcome"]),
            }
        )
    return pd.DataFrame(rows)


def curves(found: pd.DataFrame) -> pd.DataFrame:
    """Calibration curves of what a user sees, for votes and lists: `curve` with a column `sort`.

    Random splits; a State that several splits hid counts once per recommendation, with its mean share.
    """
    shown = found[(found["model"] == SHOWN) & (found["design"] == "random")]
    once = shown.assign(sort=_sort(shown)).groupby(["sort", "recommendation", "state"])[["share", "outcome"]].mean()
    parts = [curve(rows["share"], rows["outcome"]).assign(sort=sort) for sort, rows in once.groupby("sort")]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
