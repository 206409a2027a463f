"""How much descriptive measures of brokerage depend on the threshold that makes a tie of a likeness."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.stats import spearmanr

from coalition.analysis.arguments import check_network
from coalition.analysis.contested import contested_record
from coalition.arrays import Bools, Floats
from coalition.measures.arguments import ArgumentError, amount, several
from coalition.measures.betweenness import betweenness
from coalition.measures.brokerage import ei_index, gould_fernandez, participation_coefficient
from coalition.measures.similarity import kappa
from coalition.measures.structural_holes import constraint, effective_size
from coalition.measures.weakest_group import DIGITS, MIN_ITEMS
from coalition.model.network import Network

THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
FIRST = 3
COLUMNS = ["measure", "threshold", "ties", "isolated", "states", "correlation_with_next", "with_degree", "first"]
LOW = ("constraint",)
"""Measures of which little is much: whoever bridges has a low constraint."""


def sensitivity(network: Network, thresholds: Sequence[float] = THRESHOLDS) -> pd.DataFrame:
    """Brokerage measures of the States at several thresholds of kappa.

    Parameters
    ----------
    network : Network
        The map.
    thresholds : sequence of float
        In [-1, 1]; two States are tied when their kappa, on contested items, is at least this.

    Returns
    -------
    DataFrame
        One row per measure and threshold, measures in alphabetical order and thresholds rising, with `COLUMNS`: `ties`,
        `isolated` States at the threshold, `states` with a value, the Spearman `correlation_with_next` threshold over
        States with both values, the correlation `with_degree` (number of ties), and the `first` three names,
        ties by id. Missing where a correlation is not defined.

    Raises
    ------
    ArgumentError
        No threshold, or one outside [-1, 1].

    Examples
    --------
    >>> from coalition import Network, read_tables
    >>> from coalition.settings import resource
    >>> table = sensitivity(Network.from_tables(read_tables(resource("seeds"))), [0.5, 0.6])
    >>> table["measure"].nunique(), table["correlation_with_next"].notna().sum().item()
    (6, 6)
    """
    check_network(network)
    asked = several("thresholds", thresholds, "numbers")
    if not asked:
        raise ArgumentError("thresholds: none is given; give at least one, such as 0.5")
    for threshold in asked:
        amount("thresholds", threshold, -1, 1)
    record = contested_record(network)
    K, N = kappa(record.stances)
    K = np.where(N >= MIN_ITEMS, np.round(K, DIGITS), np.nan)
    groups = [str(group) for group in network.actors.loc[record.ids, "regional_group"]]
    ids, names = np.array(record.ids), network.actors.loc[record.ids, "name"].to_numpy()
    rising = sorted(set(asked))
    at = [tie_graph(K, threshold) for threshold in rising]
    values = [measures(tied, groups) for tied in at]
    rows = []
    for measure in sorted(values[0]):
        for place, (threshold, tied) in enumerate(zip(rising, at, strict=True)):
            own = values[place][measure]
            following = values[place + 1][measure] if place + 1 < len(rising) else np.full(len(own), np.nan)
            sign = 1 if measure in LOW else -1
            order = [i for i in np.lexsort((ids, sign * np.round(own, DIGITS))) if not np.isnan(own[i])]
            degree = tied.sum(axis=1).astype(float)
            rows.append(
                (measure, threshold, int(tied.sum() // 2), int((degree == 0).sum()), len(order),
                 _correlation(own, following), _correlation(own, degree), ", ".join(names[order[:FIRST]]))
            )  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS)


def tie_graph(K: Floats, threshold: float) -> Bools:
    """Pairs with a kappa of at least the threshold: symmetric, without a diagonal."""
    tied = np.nan_to_num(K, nan=-np.inf) >= threshold
    np.fill_diagonal(tied, False)
    return np.asarray(tied)


def measures(tied: Bools, groups: Sequence[str]) -> dict[str, Floats]:
    """Every descriptive measure of the tie graph; NaN for isolated nodes."""
    G = sparse.csr_array(tied.astype(float))
    isolated = ~tied.any(axis=1)
    brokered = gould_fernandez(G, groups).sum(axis=1).to_numpy(dtype=float)
    return {
        "betweenness": betweenness(tied),
        "brokerage (all roles)": np.where(isolated, np.nan, brokered),
        "constraint": constraint(G).to_numpy(),
        "effective size": effective_size(G).to_numpy(),
        "E-I index": ei_index(G, groups).to_numpy(),
        "participation": participation_coefficient(G, groups).to_numpy(),
    }


def _correlation(one: Floats, other: Floats) -> float:
    both = ~(np.isnan(one) | np.isnan(other))
    a, b = np.round(one[both], DIGITS), np.round(other[both], DIGITS)
    if len(a) < 3 or np.ptp(a) == 0 or np.ptp(b) == 0:
        return float("nan")
    return float(spearmanr(a, b).statistic)
