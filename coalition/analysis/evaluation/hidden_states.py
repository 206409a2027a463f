"""States hidden from the models and predicted by them: what each model is worth on each kind of target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, product

import numpy as np
import numpy.typing as npt
import pandas as pd

from coalition.analysis.partners.likeness_models import DEFAULT, MODELS, letters
from coalition.analysis.partners.record import StanceRecord, record_without
from coalition.analysis.partners.targets import Level, TargetKind, outcome, target
from coalition.arrays import Floats
from coalition.measures.accuracy import area_under_curve, brier_skill, mean_interval, precision_at
from coalition.measures.calibration import Platt, calibration_error, curve, fit
from coalition.model.network import Network
from coalition.model.vocabulary import EvidenceKind

HIDDEN, SPLITS = 0.25, 10
FIRST = 5
DEMANDING = 0.3
"""A whole list that at most this share of the States joined is demanding."""
LEAST_EARLIER = 40
"""A split forward in time needs this many contested items from before the target."""
SCORED = (TargetKind.VOTES, TargetKind.WHOLE, TargetKind.PARTIAL)
SHOWN = "shown"
"""The model that a user would get, by the amount of data."""
MOST_PARTS = 3
PART_COLUMNS = [f"part_{number}" for number in range(1, MOST_PARTS + 1)]
CASES = [
    "design", "recommendation", "fold", "kind", "demanding", "split", "state", "model", "score", *PART_COLUMNS,
    "base_rate", "outcome", "stance", "previous",
]  # fmt: skip
AHEAD = ("forward", "background")
"""Designs in which only earlier evidence is known: the recalibration is fitted on these."""
LEAST_AHEAD = 10
"""Targets that these need; with fewer, States hidden at random are all there is to fit on."""
LEAST = 10
"""A vote of the background record is predicted where so many States supported it and so many did not."""
EVERY = 3
"""Of these votes, every third is predicted: neighbours in the list are the same debate of the same day."""
BACKGROUND_MODELS = ("group", "c", "d", "cd")


@dataclass(frozen=True, eq=False)
class Question:
    """One target to be predicted: what is known (`outcome`), from which record, by which model it would be shown."""

    recommendation: str
    kind: TargetKind
    record: StanceRecord
    outcome: Floats
    shown: str
    fold: str = ""
    """What is left out together when a recalibration is fitted: the recommendation, or the year of a vote."""
    stance: Floats | None = None
    """+1, 0 or -1 in the vote that is predicted, and in the last one on the same text: the two `Floats` (States,)."""
    previous: Floats | None = None

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
            known = outcome(network, goal)
            yield Question(goal.recommendation, goal.kind, record, known, model, goal.recommendation)


def background(network: Network) -> Iterator[Question]:
    """Votes that bear on no recommendation, each from what was there before its year: every third of them."""
    values = network.values(network.states)
    bearing = set(network.bears_on["evidence_id"])
    is_vote = network.evidence["kind"] == EvidenceKind.VOTE
    counts = np.stack([(values == value).sum(axis=0) for value in (1.0, 0.0, -1.0)])
    fits = (counts[0] >= LEAST) & (counts[1:].sum(axis=0) >= LEAST) & is_vote.to_numpy()
    chosen = network.evidence[fits & ~network.evidence.index.isin(bearing)].sort_values("date_from", kind="stable")
    for evidence in map(str, chosen.index[::EVERY]):
        date = str(network.evidence.loc[evidence, "date_from"])
        record = record_without(network, [evidence], date)
        if record.votes.shape[1] < LEAST_EARLIER:
            continue
        stance = values[:, network.columns([evidence])[0]]
        known = np.where(np.isnan(stance), np.nan, (stance == 1).astype(float))
        last = _last_on_same_text(network, values, evidence)
        yield Question(f"text {evidence}", TargetKind.VOTES, record, known, DEFAULT["votes"], date[:4], stance, last)


def _last_on_same_text(network: Network, values: Floats, evidence: str) -> Floats:
    """What States did in the last vote on a recurring text from an earlier year; NaN where there was none."""
    family, year = network.evidence.loc[evidence, "family"], str(network.evidence.loc[evidence, "date_from"])[:4]
    same = (network.evidence["family"] == family) & (network.evidence["date_to"].str[:4] < year) & (family != "")
    earlier = network.evidence[same].sort_values("date_to", kind="stable").index
    result = np.full(len(values), np.nan)
    for column in network.columns(earlier):
        result = np.where(np.isnan(values[:, column]), result, values[:, column])
    return result


def cases(asked: Iterable[Question], design: str, splits: int = SPLITS) -> pd.DataFrame:
    """Scores of hidden States, one row per question, split, model and State: columns `CASES`.

    In each split a quarter of the States whose outcome is known is hidden, drawn by a seed; every model then sees the
    others only.
    """
    models = BACKGROUND_MODELS if design == "background" else tuple(MODELS)
    parts = [_of_question(question, design, splits, models) for question in asked]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=CASES)


def _of_question(question: Question, design: str, splits: int, models: tuple[str, ...]) -> pd.DataFrame:
    """The cases of one question: split after split, model after model."""
    known = np.flatnonzero(~np.isnan(question.outcome))
    size = int(len(known) * HIDDEN)
    drawn = [np.random.default_rng(split).choice(known, size, replace=False) for split in range(splits)]
    scores, rates = [], []
    for hidden in drawn:
        seen = question.outcome.copy()
        seen[hidden] = np.nan
        found = all_parts(question.record, seen, models)
        scores += [_filled(of_model[hidden]) for of_model in [*found.values(), found[question.shown]]]
        rates.append(float(np.nanmean(seen)))
    each = len(models) + 1
    state = np.concatenate([np.tile(hidden, each) for hidden in drawn])
    by_part = np.concatenate(scores)
    return pd.DataFrame(
        {
            "design": design,
            "recommendation": question.recommendation,
            "fold": question.fold,
            "kind": question.kind.value,
            "demanding": question.demanding,
            "split": np.repeat(np.arange(splits), each * size),
            "state": state,
            "model": np.tile(np.repeat([*models, SHOWN], size), splits),
            "score": by_part[:, -1],
            **dict(zip(PART_COLUMNS, by_part.T, strict=False)),
            "base_rate": np.repeat(rates, each * size),
            "outcome": question.outcome[state],
            "stance": np.nan if question.stance is None else question.stance[state],
            "previous": np.nan if question.previous is None else question.previous[state],
        }
    )


def all_parts(record: StanceRecord, seen: Floats, models: Iterable[str]) -> dict[str, Floats]:
    """The parts of each model, (States, parts), whose mean is its score; what several share is computed once."""
    own = {model: letters(model) for model in models}
    single = {part: MODELS[part](record, seen) for part in dict.fromkeys(chain.from_iterable(own.values()))}
    return {model: np.column_stack([single[part] for part in parts]) for model, parts in own.items()}


def _filled(parts: Floats) -> Floats:
    """Parts in `MOST_PARTS` columns, NaN for those that a model does not have, and their mean in one more."""
    missing = np.full((len(parts), MOST_PARTS - parts.shape[1]), np.nan)
    return np.column_stack([parts, missing, parts.mean(axis=1)])


def recalibrations(found: pd.DataFrame) -> dict[str, dict[str, Platt]]:
    """Recalibration of the default models for "votes" and "lists", without each fold and ("") with all.

    They are fitted forward in time (`AHEAD`), since that is how they are used; on States hidden at random, where fewer
    than `LEAST_AHEAD` targets have enough earlier evidence.
    """
    sorts = _sort(found)
    return {
        sort: _without_each(_learnt_from(found[(found["model"] == model) & (sorts == sort)]))
        for sort, model in DEFAULT.items()
    }


def _learnt_from(rows: pd.DataFrame) -> pd.DataFrame:
    """Of the cases of one model, those that its recalibration is fitted on."""
    ahead = rows[rows["design"].isin(AHEAD)]
    enough = ahead["recommendation"].nunique() >= LEAST_AHEAD
    return ahead if enough else rows[rows["design"] == "random"]


def _without_each(rows: pd.DataFrame) -> dict[str, Platt]:
    parts, rates, outcomes = _parts_of(rows), rows["base_rate"].to_numpy(), rows["outcome"].to_numpy()
    fold = rows["fold"].to_numpy(dtype=object)
    others = {"": np.ones(len(rows), dtype=bool)} | {str(name): fold != name for name in sorted(set(fold))}
    return {name: fit(parts[other], rates[other], outcomes[other]) for name, other in others.items()}


def _parts_of(rows: pd.DataFrame) -> Floats:
    """The parts of some cases of one model, without the columns that it does not use."""
    used = [name for name in PART_COLUMNS if rows[name].notna().any()] or PART_COLUMNS[:1]
    return np.asarray(rows[used], dtype=float)


def _sort(found: pd.DataFrame) -> npt.NDArray[np.object_]:
    return np.where(found["kind"] == TargetKind.VOTES, "votes", "lists").astype(object)


def recalibrated(found: pd.DataFrame, platts: dict[str, dict[str, Platt]]) -> pd.DataFrame:
    """The cases with a column `share`: the estimate after a recalibration that did not see the fold.

    Every model is recalibrated in the way of the default one of its kind, but fitted on its own scores.
    """
    share = np.full(len(found), np.nan)
    models, sorts = found["model"].to_numpy(dtype=object), _sort(found)
    likely = (models != SHOWN) | found["part_2"].notna().to_numpy()  # an order by lists joined has no likeness
    for model, sort in product(dict.fromkeys(models), platts):
        places = np.flatnonzero(likely & (models == model) & (sorts == sort))
        rows = found.iloc[places]
        own = platts[sort] if model in (DEFAULT[sort], SHOWN) else _without_each(_learnt_from(rows))
        parts, rates = _parts_of(rows), rows["base_rate"].to_numpy()[:, None]
        for fold, inside in rows.groupby("fold").indices.items():
            platt = own.get(str(fold), own[""])
            share[places[inside]] = platt.apply(parts[inside], rates[inside]).mean(axis=1)
    return found.assign(share=share)


def by_class(found: pd.DataFrame) -> pd.DataFrame:
    """Votes predicted from earlier years, by what the States then did: how often the call was right.

    A State is called to vote yes where its estimate is at least one half.

    Returns
    -------
    DataFrame
        One row for each of "yes", "abstain", "no" and "all": `position`, `n`, `said` (mean estimate), `right` (share
        called right), `always_yes` (share that "always yes" calls right), and of the `n_last` States that voted on the
        same text before, how often their last vote was right (`last_vote`) beside the estimate (`right_of_them`).
    """
    rows = found[(found["model"] == SHOWN) & (found["design"] == "background")].dropna(subset=["share"])
    rows = rows.assign(right=(rows["share"] >= 0.5) == (rows["stance"] == 1), yes=rows["stance"] == 1)
    rows["last"] = ((rows["previous"] == 1) == rows["yes"]).where(rows["previous"].notna())
    table = []
    for name, value in (("yes", 1.0), ("abstain", 0.0), ("no", -1.0), ("all", None)):
        part = rows if value is None else rows[rows["stance"] == value]
        again = part[part["last"].notna()]
        table.append(
            {
                "position": name,
                "n": len(part),
                "said": part["share"].mean(),
                "right": part["right"].mean(),
                "always_yes": part["yes"].mean(),
                "n_last": len(again),
                "last_vote": again["last"].astype(float).mean(),
                "right_of_them": again["right"].mean(),
            }
        )
    return pd.DataFrame(table)


def table(found: pd.DataFrame) -> pd.DataFrame:
    """What each model is worth: one row per design, kind of target and model.

    Returns
    -------
    DataFrame
        `design`, `kind` (also "demanding": complete lists that few joined), `model`, `recommendations` (how many),
        `auc`, `auc_low`, `auc_high` (mean within recommendations, 95% interval over recommendations), `precision_at_5`
        and `base_rate`, `brier_skill` and `calibration_error` (after recalibration without the recommendation).
    """
    columns = ["design", "kind", "model", "recommendation", "split", "outcome", "score", "share", "base_rate"]
    demanding = found.loc[found["demanding"].astype(bool), columns].assign(kind="demanding")
    rows = []
    every = pd.concat([found[columns], demanding])
    for (design, kind, model), part in every.groupby(["design", "kind", "model"], sort=True):
        y, score, share, rate = part[["outcome", "score", "share", "base_rate"]].to_numpy(dtype=float).T
        per_split = [
            {
                "recommendation": recommendation,
                "auc": area_under_curve(y[one], score[one]),
                "precision": precision_at(y[one], score[one], FIRST),
                "base_rate": y[one].mean(),
                "skill": brier_skill(y[one], share[one], rate[one[0]]),
            }
            for (recommendation, _), one in part.groupby(["recommendation", "split"]).indices.items()
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
                "calibration_error": calibration_error(share, y),
            }
        )
    return pd.DataFrame(rows)


def curves(found: pd.DataFrame) -> pd.DataFrame:
    """Calibration curves of what a user sees, for votes and lists: `curve` with columns `sort` and `design`.

    `design` is "random" or "ahead" (from earlier evidence only). A State that several splits hid counts once per
    target, with its mean share.
    """
    shown = found[found["model"] == SHOWN]
    shown = shown.assign(sort=_sort(shown), design=np.where(shown["design"].isin(AHEAD), "ahead", "random"))
    once = shown.groupby(["design", "sort", "recommendation", "state"])[["share", "outcome"]].mean()
    parts = [
        curve(rows["share"], rows["outcome"]).assign(sort=sort, design=design)
        for (design, sort), rows in once.groupby(["design", "sort"])
    ]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
