"""How good an order is: area under the curve, precision of the first names, skill, and intervals by resampling."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.stats import rankdata

REPLICATES = 2000


def area_under_curve(outcomes: npt.ArrayLike, scores: npt.ArrayLike) -> float:
    """Chance that a supporter stands above a non-supporter, ties counting half.

    Parameters
    ----------
    outcomes, scores : arrays (cases,)
        Outcomes 0 or 1. A case without a score is left out.

    Returns
    -------
    float
        In [0, 1], 0.5 for an order without use; NaN where all outcomes are the same or there is no case.

    References
    ----------
    Hanley, J. A. and McNeil, B. J. (1982). The meaning and use of the area under a receiver operating characteristic
    (ROC) curve. Radiology 143, 29-36.

    Examples
    --------
    >>> area_under_curve([1, 0, 1, 0], [0.9, 0.1, 0.5, 0.5])
    0.875
    """
    y, p = np.asarray(outcomes, dtype=float), np.asarray(scores, dtype=float)
    known = ~np.isnan(p)
    y, p = y[known], p[known]
    hits = float(y.sum())
    if not 0 < hits < len(y):
        return float("nan")
    ranks = rankdata(np.round(p, 10))
    return float((ranks[y == 1].sum() - hits * (hits + 1) / 2) / (hits * (len(y) - hits)))


def precision_at(outcomes: npt.ArrayLike, scores: npt.ArrayLike, first: int = 5) -> float:
    """Share of supporters among the first names of the order; NaN where there are fewer names than that.

    Names that tie at the edge count with the share of supporters among them: their order would be chance.

    Examples
    --------
    >>> precision_at([1, 0, 1, 0], [0.9, 0.8, 0.7, 0.1], first=2)
    0.5
    """
    y, p = np.asarray(outcomes, dtype=float), np.asarray(scores, dtype=float)
    known = ~np.isnan(p)
    y, p = y[known], np.round(p[known], 10)
    if len(y) < first:
        return float("nan")
    edge = np.sort(p)[-first]
    above, at = p > edge, p == edge
    return float((y[above].sum() + (first - above.sum()) * y[at].mean()) / first)


def brier_skill(outcomes: npt.ArrayLike, shares: npt.ArrayLike, base_rate: float) -> float:
    """How much of the squared error of the base rate the shares save: 1 all of it, 0 none, below 0 they are worse.

    Examples
    --------
    >>> brier_skill([1, 0], [1.0, 0.0], 0.5)
    1.0
    """
    y, p = np.asarray(outcomes, dtype=float), np.asarray(shares, dtype=float)
    known = ~np.isnan(p)
    reference = float(np.mean((y[known] - base_rate) ** 2)) if known.any() else 0.0
    return 1.0 - float(np.mean((y[known] - p[known]) ** 2)) / reference if reference > 0 else float("nan")


def mean_interval(values: Sequence[float], confidence: float = 0.95, seed: int = 2022) -> tuple[float, float, float]:
    """Mean of some values and its interval when the values are drawn again with replacement; NaN values left out.

    The values are one per recommendation (or family): what is drawn again is what the result should carry over to.
    """
    known = np.array([value for value in values if not np.isnan(value)])
    if not len(known):
        return float("nan"), float("nan"), float("nan")
    drawn = np.random.default_rng(seed).integers(0, len(known), (REPLICATES, len(known)))
    means = known[drawn].mean(axis=1)
    low, high = np.quantile(means, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(known.mean()), float(low), float(high)
