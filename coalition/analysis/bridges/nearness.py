"""What a ranking of bridges measures beside nearness to a middle of the voting space."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import spearmanr

from coalition.analysis.bridges.ranking import of_states
from coalition.analysis.contested import contested_record
from coalition.analysis.groups import groups_by
from coalition.arrays import Floats
from coalition.measures.groups import membership
from coalition.measures.ideal_points import ideal_points
from coalition.measures.weakest_group import MIN_MEMBERS
from coalition.model.network import Network


@dataclass(frozen=True)
class Nearness:
    """Spearman correlations, in [-1, 1], of weakest-group congruence with nearness to two middles on one axis."""

    to_median: float
    """To the median State."""
    between: float
    """To the point halfway between the medians of the two groups that lie furthest apart."""
    states: int
    """How many States are ranked and have a place on the axis."""


def nearness(network: Network, table: pd.DataFrame, by: str = "regional_group") -> Nearness:
    """How far a ranking by agreement is one by nearness to a middle.

    Parameters
    ----------
    network : Network
        The map.
    table : DataFrame
        Result of `coalition.analysis.bridges.ranking.bridges` on it.
    by : str
        As there.

    Returns
    -------
    Nearness
        Correlations are NaN where fewer than three States are ranked by agreement, where all are equally near, and, to
        the point between groups, where fewer than two groups have `MIN_MEMBERS` States with a place.
    """
    record = contested_record(network)
    points = ideal_points(record.stances).points[:, 0]
    members, _ = membership(of_states(network, groups_by(network, by)), len(points))
    placed = ~np.isnan(points)
    medians = [
        float(np.median(points[placed & inside])) for inside in members.T if (placed & inside).sum() >= MIN_MEMBERS
    ]
    ranked = table[table["rank"].notna()]
    agreed = ranked["weakest_group_congruence"].astype(float).to_numpy()
    place = pd.Series(points, index=record.ids).reindex(ranked["actor_id"]).to_numpy()
    known = ~(np.isnan(agreed) | np.isnan(place))
    halfway = (min(medians) + max(medians)) / 2 if len(medians) > 1 else np.nan
    median = float(np.median(points[placed])) if placed.any() else np.nan
    to_median, between = (_correlation(agreed[known], -abs(place[known] - middle)) for middle in (median, halfway))
    return Nearness(to_median, between, int(known.sum()))


def _correlation(one: Floats, other: Floats) -> float:
    if len(one) < 3 or np.isnan(other).any() or np.ptp(one) == 0 or np.ptp(other) == 0:
        return float("nan")
    return float(spearmanr(one, other).statistic)
