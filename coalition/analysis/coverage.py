"""Who covers what: the coverage tensor and how concentrated a count is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from coalition.model import Standing
from coalition.network import STANDING_CODES, Network

SUPPORTING = (Standing.LEADS, Standing.SUPPORTS)
COLUMNS = ["recommendation_id", "regional_group", "kind", "position", "actors"]


def coverage(network: Network) -> pd.DataFrame:
    """The coverage tensor recommendation x regional group x kind x position, in long form.

    Returns
    -------
    DataFrame
        One row per cell that is not empty: `recommendation_id`, `regional_group` (of the seat, for actors that are
        not States; "" where there is none), `kind`, `position` (a `Standing`) and `actors`, how many (1 or more).
        Regional-group columns of a board count States: filter on `kind`.
    """
    attributes = network.actors[["regional_group", "kind"]]
    rows = network.positions.join(attributes, on="actor_id")
    counted = rows.groupby(COLUMNS[:4], sort=False).size().rename("actors").reset_index()
    order = {key: place for place, key in enumerate(network.recommendations.index)}
    return counted.sort_values(
        COLUMNS[:4], key=lambda column: column.map(order) if column.name == "recommendation_id" else column
    ).reset_index(drop=True)


def supports(network: Network) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Actors x recommendations: True where the actor leads or supports (a mixed record is not support)."""
    codes = network.standings.toarray()
    return np.isin(codes, [STANDING_CODES[standing] for standing in SUPPORTING])


def concentration(counts: Sequence[int]) -> dict[str, float]:
    """How concentrated a count over categories is (supporters over regional groups, say).

    Parameters
    ----------
    counts : sequence of int
        One number per category, zeros included.

    Returns
    -------
    dict
        `hhi` sum of squared shares, in [1/categories, 1]; `effective_number` 1/hhi; `simpson`, the unbiased
        1 - sum n(n-1)/N(N-1) for N >= 2; `entropy` in nats; `evenness` entropy / ln(categories). All NaN for N = 0.

    Examples
    --------
    >>> round(concentration([4, 1, 0, 0, 0])["hhi"], 2)
    0.68
    """
    n = np.asarray(counts, dtype=float)
    total = n.sum()
    if total == 0:
        return dict.fromkeys(("hhi", "effective_number", "simpson", "entropy", "evenness"), float("nan"))
    shares = n[n > 0] / total
    hhi = float((shares**2).sum())
    entropy = float(-(shares * np.log(shares)).sum())
    return {
        "hhi": hhi,
        "effective_number": 1 / hhi,
        "simpson": float(1 - (n * (n - 1)).sum() / (total * (total - 1))) if total >= 2 else float("nan"),
        "entropy": entropy,
        "evenness": entropy / float(np.log(len(n))) if len(n) > 1 else float("nan"),
    }
