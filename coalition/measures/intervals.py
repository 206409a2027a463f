"""How sure a number is: Wilson interval of a share, bootstrap interval of a rank."""

from __future__ import annotations

from functools import lru_cache
from math import sqrt
from statistics import NormalDist

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import rankdata

from coalition.arrays import Bools, Floats
from coalition.measures.arguments import amount

REPLICATES = 200


def wilson(successes: float, trials: float, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson score interval of a share, both ends in [0, 1]; (nan, nan) without a trial.

    Raises
    ------
    ArgumentError
        Trials are fewer than 0, successes not 0 to as many as the trials, or the confidence not inside 0 to 1.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. JASA 22, 209-212.

    Examples
    --------
    >>> [round(end, 6) for end in wilson(12, 15)]
    [0.548146, 0.929525]
    """
    amount("trials", trials, 0)
    amount("successes", successes, 0, trials + 1e-9)  # a share times trials may be rounded up
    amount("confidence", confidence, 0, 1)
    if trials == 0:
        return float("nan"), float("nan")
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share = successes / trials
    centre = share + z * z / (2 * trials)
    spread = z * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    scale = 1 + z * z / trials
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


@lru_cache(maxsize=128)
def draws(families: int, replicates: int = REPLICATES, seed: int = 2022) -> Floats:
    """How often each of n families is drawn when n are drawn with replacement: array (replicates, families).

    The same for the same arguments, made once; only to be read.
    """
    if families == 0:
        return np.zeros((replicates, 0))
    share = np.full(families, 1 / families)
    drawn = np.random.default_rng(seed).multinomial(families, share, size=replicates).astype(float)
    drawn.setflags(write=False)
    return drawn


def rank_table(values: pd.Series[float], ranked: Bools, again: npt.ArrayLike) -> pd.DataFrame:
    """Ranks with their 90% interval.

    Parameters
    ----------
    values : Series
        Higher is better; ties share the best rank.
    ranked : bool array
        Whoever is left out of the ranking has missing ranks.
    again : array (replicates, actors)
        The values in each replicate of a bootstrap; NaN where an actor has none in it.

    Returns
    -------
    DataFrame
        Int64 columns `rank`, `rank_low`, `rank_high` (5% and 95% quantile over the replicates in which the actor has a
        value, widened to hold the rank itself; missing without a replicate), index as `values`.

    Examples
    --------
    >>> values = pd.Series([3.0, 1.0, 2.0])
    >>> rank_table(values, np.array([True, True, False]), [[3.0, 1.0, 2.0], [1.0, 3.0, 2.0]])
       rank  rank_low  rank_high
    0     1         1          2
    1     2         1          2
    2  <NA>      <NA>       <NA>
    """
    replicates = np.where(ranked, np.asarray(again, dtype=float), np.nan)
    rank = values.where(ranked).rank(ascending=False, method="min")
    quantiles = np.full((2, len(values)), np.nan)
    if replicates.size:
        missing = np.isnan(replicates)
        # Whoever has no value in a replicate comes last there, and so changes nobody's rank.
        ranks = rankdata(np.where(missing, np.inf, -replicates), method="min", axis=1).astype(float)
        ranks[missing] = np.inf
        ranks.sort(axis=0)
        count = (~missing).sum(axis=0)
        for end, share in enumerate((0.05, 0.95)):
            nearest = np.rint(share * np.maximum(count - 1, 0)).astype(int)
            quantiles[end] = np.where(count > 0, ranks[nearest, np.arange(len(values))], np.nan)
    columns = {
        "rank": rank,
        "rank_low": np.minimum(pd.Series(quantiles[0], index=values.index), rank),
        "rank_high": np.maximum(pd.Series(quantiles[1], index=values.index), rank),
    }
    return pd.DataFrame(columns).astype("Int64")
