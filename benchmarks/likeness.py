"""Other models of likeness against the ones in use: forward in time, the difference in area under the curve."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from coalition.analysis.evaluation.hidden_states import HIDDEN, Question, questions
from coalition.analysis.partners import likeness_models
from coalition.analysis.partners.likeness_models import DEFAULT, MIN_COMMON, MODELS
from coalition.analysis.partners.targets import target
from coalition.arrays import Floats
from coalition.exchange.tables import read_tables
from coalition.measures.accuracy import area_under_curve, mean_interval
from coalition.measures.ideal_points import ideal_points
from coalition.measures.recency import recency_weights
from coalition.measures.similarity import kappa
from coalition.model.network import Network
from coalition.model.vocabulary import Standing
from coalition.settings import resource

SPLITS = 5


def nearest(likeness: Floats, outcome: Floats, count: int) -> Floats:
    """Share of supporters among the nearest whose outcome is known."""
    usable = ~np.isnan(likeness) & ~np.isnan(outcome)
    np.fill_diagonal(usable, False)
    order = np.argsort(-np.where(usable, likeness, -np.inf), axis=1, kind="stable")[:, :count]
    near = [row[usable[i, row]] for i, row in enumerate(order)]
    return np.array([outcome[row].mean() if len(row) == count else np.nan for row in near])


def graded(network: Network, question: Question) -> Floats:
    """The outcome in three steps: 2 supports, 1 abstained or mixed, 0 opposed."""
    standing = target(network, question.recommendation).standing
    step = {Standing.LEADS: 2.0, Standing.SUPPORTS: 2.0, Standing.OPPOSED: 0.0}
    return np.array(
        [step.get(Standing(standing[key]), 1.0) if key in standing else np.nan for key in question.record.ids]
    )


def ordinal(points: Floats, seen: Floats) -> Floats:
    """Chance of the highest step by an ordered logistic regression on ideal points, ridge as in the models in use."""
    usable = ~np.isnan(points).any(axis=1)
    known = usable & ~np.isnan(seen)
    X, y = points[known], seen[known]

    def chances(beta: Floats) -> tuple[Floats, Floats]:
        top = X @ beta[2:] - beta[0]
        return np.asarray(expit(top)), np.asarray(expit(top + np.exp(beta[1])))

    def loss(beta: Floats) -> float:
        highest, not_lowest = chances(beta)
        likely = np.select([y == 2, y == 1], [highest, not_lowest - highest], 1 - not_lowest)
        return float(-np.log(np.maximum(likely, 1e-12)).sum() + 0.5 * likeness_models.RIDGE * beta[2:] @ beta[2:])

    beta = minimize(loss, np.zeros(2 + points.shape[1])).x
    return np.where(usable, expit(np.nan_to_num(points) @ beta[2:] - beta[0]), np.nan)


def others(network: Network, question: Question, seen: Floats) -> dict[str, Floats]:
    """Scores of the variants: the default with its neighbours or its ideal points replaced."""
    record = question.record
    K, N = record.kappa
    comparable = N >= MIN_COMMON
    letters = list(DEFAULT["votes" if question.kind.value == "votes" else "lists"])
    parts = {letter: MODELS[letter](record, seen) for letter in letters}

    def instead(letter: str, score: Floats) -> Floats:
        return np.asarray(np.mean([score if name == letter else parts[name] for name in letters], axis=0))

    found = {}
    dates = list(network.evidence.loc[record.items, "date_to"])
    for years in (2.0, 4.0, 8.0):
        weighted, _ = kappa(record.votes, recency_weights(dates, years))
        score = nearest(np.where(comparable, weighted, np.nan), seen, likeness_models.NEIGHBOURS)
        found[f"neighbours weighted by age, half-life {years:g} years"] = instead("c", score)
    for count in (7, 25):
        score = nearest(np.where(comparable, K, np.nan), seen, count)
        found[f"{count} neighbours"] = instead("c", score)
    if "d" in letters:
        for dimensions in (1, 3):
            score = likeness_models._logistic(ideal_points(record.votes, dimensions).points, seen)
            found[f"ideal points in {dimensions} dimensions"] = instead("d", score)
        steps = np.where(np.isnan(seen), np.nan, graded(network, question))
        found["support, abstain, oppose as ordered steps"] = instead("d", ordinal(record.points, steps))
    return found


def main() -> None:
    network = Network.from_tables(read_tables(resource("seeds")))
    gains: dict[tuple[str, str], list[float]] = defaultdict(list)
    for question in questions(network, "forward"):
        known = np.flatnonzero(~np.isnan(question.outcome))
        per_split: dict[str, list[float]] = defaultdict(list)
        for split in range(SPLITS):
            hidden = np.random.default_rng(split).choice(known, int(len(known) * HIDDEN), replace=False)
            seen = question.outcome.copy()
            seen[hidden] = np.nan
            used = MODELS[question.shown](question.record, seen)
            base = area_under_curve(question.outcome[hidden], used[hidden])
            for name, score in others(network, question, seen).items():
                per_split[name].append(area_under_curve(question.outcome[hidden], score[hidden]) - base)
        for name, values in per_split.items():
            gains[question.kind.value, name].append(float(np.nanmean(values)))
    print("difference in area under the curve to the model in use, mean over targets and its 95% interval")
    for (kind, name), values in sorted(gains.items()):
        mean, low, high = mean_interval(values)
        verdict = "better" if low > 0 else "worse" if high < 0 else "no difference"
        print(f"  {kind:<14}{name:<48}{mean:+.3f} [{low:+.3f}, {high:+.3f}]  {verdict} ({len(values)} targets)")


if __name__ == "__main__":
    main()
