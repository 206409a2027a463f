"""From a score to a share: recalibration by logistic regression, and how well shares and outcomes agree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import minimize
from scipy.special import expit, logit

from coalition.arrays import Floats
from coalition.measures.arguments import ArgumentError
from coalition.measures.intervals import wilson

CLIP = 0.02
"""Scores and base rates are kept this far from 0 and 1: a share of 15 neighbours is no certainty."""
RIDGE = 1e-3
STEPS, TINY = 200, 1e-9
BINS = 10


@dataclass(frozen=True)
class Platt:
    r"""Recalibration of a score by two logits: that of the score, and that of the base rate.

    .. math:: p' = \sigma(a + b \operatorname{logit} p + c \operatorname{logit} \text{base rate})

    The fields are a, b and c; (0, 1, 0) changes nothing but what is clipped.
    """

    intercept: float
    slope: float
    base: float

    def apply(self, scores: npt.ArrayLike, base_rates: npt.ArrayLike) -> Floats:
        """Recalibrated scores in (0, 1), of one base rate or of one each (broadcast); NaN stays NaN."""
        eta = self.intercept + self.slope * _clipped_logit(scores) + self.base * _clipped_logit(base_rates)
        return np.asarray(expit(eta))


IDENTITY = Platt(0.0, 1.0, 0.0)


def fit(scores: npt.ArrayLike, base_rates: npt.ArrayLike, outcomes: npt.ArrayLike) -> Platt:
    """Fit a recalibration by penalised maximum likelihood.

    Several scores of one case are parts of one estimate: each is recalibrated in the same way, and the estimate is
    their mean. It is that mean which is made as likely as it can be, so that the parts average to the estimate.

    Parameters
    ----------
    scores : array (cases,) or (cases, parts)
        In [0, 1]. Cases with a missing part are left out.
    base_rates, outcomes : arrays (cases,)
        Base rates in [0, 1], outcomes 0 or 1.

    Returns
    -------
    Platt
        `IDENTITY` where all outcomes are the same, or there is no case: nothing can be learnt.

    Raises
    ------
    ArgumentError
        The arrays differ in length.

    References
    ----------
    Platt, J. (1999). Probabilistic outputs for support vector machines. Advances in Large Margin Classifiers, 61-74.
    Ranjan, R. and Gneiting, T. (2010). Combining probability forecasts. Journal of the Royal Statistical Society B 72,
    71-91: a mean of calibrated parts is not calibrated, so that it is the mean that is fitted.

    Examples
    --------
    >>> fit([0.2, 0.9], [0.5, 0.5], [1, 1])
    Platt(intercept=0.0, slope=1.0, base=0.0)
    """
    p, rate, y = (np.asarray(part, dtype=float) for part in (scores, base_rates, outcomes))
    if not p.shape[:1] == rate.shape == y.shape:
        raise ArgumentError(f"scores, base_rates and outcomes differ in size: {p.shape}, {rate.shape}, {y.shape}")
    p = p[:, None] if p.ndim == 1 else p
    known = ~np.isnan(p).any(axis=1)
    p, rate, y = p[known], rate[known], y[known]
    if not len(y) or y.min() == y.max():
        return IDENTITY
    of_part, of_base, start = _clipped_logit(p), _clipped_logit(rate)[:, None], np.array([0.0, 1.0, 0.0])

    def loss(beta: Floats) -> tuple[float, Floats]:
        """Penalised negative log likelihood of the means, and its gradient."""
        q = expit(beta[0] + beta[1] * of_part + beta[2] * of_base)
        mean = np.clip(q.mean(axis=1), TINY, 1 - TINY)
        of_mean = ((1 - y) / (1 - mean) - y / mean)[:, None] * q * (1 - q) / q.shape[1]
        gradient = np.array([of_mean.sum(), (of_mean * of_part).sum(), (of_mean * of_base).sum()])
        value = -np.log(np.where(y == 1, mean, 1 - mean)).sum() + RIDGE / 2 * ((beta - start) ** 2).sum()
        return float(value), gradient + RIDGE * (beta - start)

    found = minimize(loss, start, jac=True, method="BFGS", options={"gtol": 1e-6 * len(y), "maxiter": STEPS})
    return Platt(*(round(float(value), 6) for value in found.x))


def curve(shares: npt.ArrayLike, outcomes: npt.ArrayLike, bins: int = BINS) -> pd.DataFrame:
    """Calibration curve: in each band of shares, how many there were and how many came true.

    Returns
    -------
    DataFrame
        One row per band that holds a case: `low`, `high` (of the band), `n`, `expected` (mean share), `observed`
        (share that came true) and `observed_low`, `observed_high` (its Wilson interval, 95%).
    """
    p, y = np.asarray(shares, dtype=float), np.asarray(outcomes, dtype=float)
    known = ~np.isnan(p)
    p, y = p[known], y[known]
    place = np.minimum((p * bins).astype(int), bins - 1)
    rows = []
    for number in np.unique(place):
        inside = place == number
        n, hits = int(inside.sum()), int(y[inside].sum())
        low, high = wilson(hits, n)
        rows.append((number / bins, (number + 1) / bins, n, p[inside].mean(), hits / n, low, high))
    columns = ["low", "high", "n", "expected", "observed", "observed_low", "observed_high"]
    return pd.DataFrame(rows, columns=columns)


def calibration_error(shares: npt.ArrayLike, outcomes: npt.ArrayLike, bins: int = BINS) -> float:
    """Expected calibration error: mean distance of `expected` and `observed` in `curve`, by n; NaN for no case."""
    table = curve(shares, outcomes, bins)
    if table.empty:
        return float("nan")
    return float(np.average((table["expected"] - table["observed"]).abs(), weights=table["n"]))


def _clipped_logit(share: npt.ArrayLike) -> Floats:
    """The logit of a share, which is kept away from 0 and 1."""
    return np.asarray(logit(np.clip(np.asarray(share, dtype=float), CLIP, 1 - CLIP)))
