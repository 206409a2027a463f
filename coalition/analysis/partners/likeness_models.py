"""How alike a State is to the supporters of something: several models, one form, none of which sees its own answer.

A model takes a `StanceRecord` and an outcome (1 supports, 0 known otherwise, NaN hidden or unknown) and gives every
State a score in [0, 1], NaN where nothing can be said. The score of a State never rests on that State's own outcome, so
that a known outcome and its score may be compared.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy.special import expit

from coalition.analysis.partners.record import StanceRecord
from coalition.arrays import Floats, Ints

NEIGHBOURS = 15
MIN_COMMON = 20
"""Below this number of common contested items a pair of States is not compared."""
RIDGE = 1.0
STEPS = 25
MODEL = dict[str, Callable[[StanceRecord, Floats], Floats]]


def group_share(record: StanceRecord, outcome: Floats) -> Floats:
    """Share of supporters among the known others of its regional group."""
    known = ~np.isnan(outcome)
    member = np.equal.outer(np.array(record.groups), np.array(record.groups)) & (np.array(record.groups) != "")
    np.fill_diagonal(member, False)
    return _ratio(member @ np.where(known, outcome, 0.0), member @ known.astype(float))


def yes_share(record: StanceRecord, outcome: Floats) -> Floats:
    """Share of yes among its votes on contested texts; the outcome plays no part."""
    return _ratio((record.votes == 1).sum(axis=1).astype(float), (~np.isnan(record.votes)).sum(axis=1).astype(float))


def lists_joined(record: StanceRecord, outcome: Floats) -> Floats:
    """Lists joined elsewhere, as a share of the most that any State joined; the outcome plays no part."""
    joined = record.lists.sum(axis=1).astype(float)
    return np.asarray(joined / max(float(joined.max(initial=0.0)), 1.0))


def nearest_votes(record: StanceRecord, outcome: Floats) -> Floats:
    """Share of supporters among the 15 most alike, by kappa, whose outcome is known."""
    K, N = record.kappa
    return _supporting(neighbours(np.where(N >= MIN_COMMON, K, np.nan), outcome), outcome)


def nearest_lists(record: StanceRecord, outcome: Floats) -> Floats:
    """Share of supporters among the 15 most alike, by the Jaccard index of the lists joined, whose outcome is known."""
    return _supporting(neighbours(record.jaccard, outcome), outcome)


def ideal_point_model(record: StanceRecord, outcome: Floats) -> Floats:
    """Logistic regression of the outcome on two-dimensional ideal points."""
    return _logistic(record.points, outcome)


def mixed_model(record: StanceRecord, outcome: Floats) -> Floats:
    """Ridge logistic regression on ideal points, regional group, blocs and the number of lists joined."""
    return _logistic(features(record), outcome)


def features(record: StanceRecord) -> Floats:
    """What `mixed_model` rests on: array (States, features), each of mean 0 and standard deviation 1."""
    joined = np.sqrt(record.lists.sum(axis=1))[:, None]
    groups = pd.get_dummies(pd.Series(record.groups), dtype=float).to_numpy()
    table = np.hstack([np.nan_to_num(record.points), joined, groups, record.blocs.astype(float)])
    if not len(table):
        return np.asarray(table)
    spread = table.std(axis=0)
    return np.asarray((table - table.mean(axis=0)) / np.where(spread > 0, spread, 1.0))


def average(*letters: str) -> Callable[[StanceRecord, Floats], Floats]:
    """The mean of several models, NaN where one of them says nothing."""

    def model(record: StanceRecord, outcome: Floats) -> Floats:
        return np.asarray(np.mean([MODELS[letter](record, outcome) for letter in letters], axis=0))

    return model


MODELS: MODEL = {
    "group": group_share,
    "yes_share": yes_share,
    "lists": lists_joined,
    "c": nearest_votes,
    "d": ideal_point_model,
    "g": mixed_model,
    "i": nearest_lists,
    "cd": average("c", "d"),
    "cgi": average("c", "g", "i"),
    "gi": average("g", "i"),
}
"""Models by the letter under which the evaluation prints them."""
WORDS = {
    "group": "regional group",
    "yes_share": "share of yes votes",
    "lists": "lists joined elsewhere",
    "c": "nearest neighbours by votes",
    "d": "ideal points",
    "g": "ideal points, group, blocs and lists",
    "i": "nearest neighbours by lists",
    "cd": "votes: neighbours and ideal points",
    "cgi": "votes and lists together",
    "gi": "ideal points and lists",
}
DEFAULT = {"votes": "cd", "lists": "cgi"}
"""The model of an estimate, for contested votes and for lists: each letter is a part of it, and it is their average."""
PARTS = ("c", "d", "g", "i")
"""The parts of an estimate: those of `MODELS` with one letter that it may average."""


def letters(model: str) -> tuple[str, ...]:
    """The models whose mean a model is; itself, where it is no mean.

    >>> letters("cgi"), letters("group")
    (('c', 'g', 'i'), ('group',))
    """
    return tuple(model) if set(model) <= set(PARTS) else (model,)


def parts_of(model: str, record: StanceRecord, outcome: Floats) -> Floats:
    """The scores whose mean a model is: array (States, `letters`)."""
    return np.column_stack([MODELS[letter](record, outcome) for letter in letters(model)])


def neighbours(likeness: Floats, outcome: Floats) -> list[Ints]:
    """The `NEIGHBOURS` most alike of each State, itself left out, whose outcome is known; ties by table order.

    Fewer, where fewer can be compared.
    """
    usable = ~np.isnan(likeness) & ~np.isnan(outcome)
    np.fill_diagonal(usable, False)
    score = np.where(usable, np.round(likeness, 10), -np.inf)
    order = np.argsort(-score, axis=1, kind="stable")[:, :NEIGHBOURS]
    return [row[usable[i, row]] for i, row in enumerate(order)]


def _supporting(near: list[Ints], outcome: Floats) -> Floats:
    share = np.full(len(near), np.nan)
    enough = [i for i, row in enumerate(near) if len(row) == NEIGHBOURS]
    if enough:
        share[enough] = outcome[np.stack([near[i] for i in enough])].mean(axis=1)
    return share


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.asarray(np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0))


def _logistic(table: Floats, outcome: Floats) -> Floats:
    """Ridge logistic regression; a known State's score is what the regression without it would have given.

    That is the one-step approximation by the leverage h: eta - h (y - p) / (w (1 - h)), exact for a linear regression.
    Rahnama Rad, K. and Maleki, A. (2020). A scalable estimate of the out-of-sample prediction error via approximate
    leave-one-out cross-validation. Journal of the Royal Statistical Society B 82, 965-996.
    """
    usable = np.asarray(~np.isnan(table).any(axis=1))
    known = usable & ~np.isnan(outcome)
    y = outcome[known]
    if len(y) == 0 or y.min() == y.max():
        return np.full(len(table), np.nan)
    X = np.hstack([np.ones((len(table), 1)), np.nan_to_num(table)])
    seen = X[known]
    penalty = RIDGE * np.eye(X.shape[1])
    penalty[0, 0] = 1e-6
    beta = np.zeros(X.shape[1])
    for _ in range(STEPS):
        p = expit(seen @ beta)
        weight = np.maximum(p * (1 - p), 1e-9)
        H = (seen.T * weight) @ seen + penalty
        step = np.linalg.solve(H, seen.T @ (y - p) - penalty @ beta)
        beta = beta + step * min(1.0, 5.0 / max(float(np.abs(step).max()), 1e-12))
        if np.abs(step).max() < 1e-8:
            break
    eta = X @ beta
    leverage = np.minimum(np.einsum("ij,ij->i", seen, np.linalg.solve(H, seen.T).T) * weight, 0.999)
    eta[known] -= leverage / (1 - leverage) * (y - p) / weight
    return np.where(usable, np.round(expit(eta), 10), np.nan)
