"""How many of several unequal chances come true: exact tails, for many cases at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from coalition.arrays import Floats, Ints
from coalition.measures.arguments import ArgumentError, number_table

CASES = 256
"""Cases worked on together: their distributions then stay in the processor's cache."""


def tails(p: npt.ArrayLike, k: npt.ArrayLike) -> tuple[Floats, Floats]:
    r"""Both tails of the number of successes among independent trials with chances of their own.

    .. math:: P(X \le k), \quad P(X \ge k), \quad X = \sum_t B_t, \quad B_t \sim \text{Bernoulli}(p_t)

    Parameters
    ----------
    p : array (cases, trials)
        Chances in [0, 1]; NaN where a case has no such trial.
    k : int array (cases,)
        Successes seen.

    Returns
    -------
    lower, upper : float arrays (cases,)
        P(X <= k) and P(X >= k), in [0, 1]; both contain k itself, so they add up to more than 1. Without a trial X is
        0. The distribution is built trial by trial from sums of products that are never negative: nothing cancels,
        so that small tails are exact in relative terms too (to about 1e-13; zero below 1e-300).

    Raises
    ------
    ArgumentError
        A chance is not in [0, 1], `k` is not whole, or there are more or fewer than one per case.

    References
    ----------
    Hong, Y. (2013). On computing the distribution function for the Poisson binomial distribution. Computational
    Statistics and Data Analysis 59, 41-51.

    Examples
    --------
    >>> lower, upper = tails([[0.123, 0.234, 0.345, 0.456, 0.567, 0.678, 0.789, 0.801, 0.911]], [5])
    >>> round(float(lower[0]), 7), round(float(upper[0]), 7)
    (0.6791345, 0.6283854)
    """
    chances, seen = number_table("p", p), number_table("k", k)
    if chances.ndim != 2:
        raise ArgumentError(f"p must be a table of cases x trials; this has {chances.ndim} dimensions")
    if seen.shape != (len(chances),):
        raise ArgumentError(f"k: {seen.size} numbers are given for {len(chances)} cases; give one each")
    wrong = ~(np.isnan(chances) | ((chances >= 0.0) & (chances <= 1.0)))
    if wrong.any():
        row, column = (int(place) for place in np.argwhere(wrong)[0])
        raise ArgumentError(
            f"p: {chances[row, column]:g} in row {row}, column {column} is no chance; use 0 to 1 or NaN"
        )
    if seen.size and not np.all(np.equal(np.floor(seen), seen)):
        raise ArgumentError("k: successes are counted; give whole numbers")
    counts = seen.astype(np.int64)
    lower, upper = np.empty(len(chances)), np.empty(len(chances))
    for start in range(0, len(chances), CASES):
        part = slice(start, start + CASES)
        # A chance of 0 adds nothing to X: the same as no trial.
        lower[part], upper[part] = block_tails(np.nan_to_num(chances[part].T, nan=0.0), counts[part])
    return lower, upper


def block_tails(q: Floats, k: Ints) -> tuple[Floats, Floats]:
    """`tails` of a few cases, without checks: q (trials, cases) in [0, 1]."""
    q = q[(q > 0.0).any(axis=1)]
    trials, cases = q.shape
    chance = np.zeros((trials + 1, cases))
    chance[0] = 1.0
    spare = np.empty_like(chance)
    for trial in range(trials):
        yes, no = q[trial], 1.0 - q[trial]
        # Before this trial at most `trial` successes are possible.
        risen = np.multiply(chance[: trial + 1], yes, out=spare[: trial + 1])
        chance[: trial + 1] *= no
        chance[1 : trial + 2] += risen
    below = np.arange(trials + 1)[:, None]
    lower = np.sum(chance, axis=0, where=below <= k)
    upper = np.sum(chance, axis=0, where=below >= k)
    return np.minimum(lower, 1.0), np.minimum(upper, 1.0)
