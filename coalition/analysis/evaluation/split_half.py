"""Would another half of the record give the same order of bridges? Split-half reliability of each measure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
from scipy.stats import spearmanr

from coalition.analysis.arguments import check_network
from coalition.analysis.bridges.ranking import TIE_THRESHOLD
from coalition.analysis.bridges.threshold_sensitivity import measures, tie_graph
from coalition.analysis.contested import contested_record
from coalition.analysis.coverage import supports
from coalition.arrays import Floats
from coalition.measures.arguments import count
from coalition.measures.shapley import shapley, sole_carriers
from coalition.measures.similarity import kappa
from coalition.measures.weakest_group import DIGITS, MIN_ITEMS, weakest_group
from coalition.model.network import Network

HALVINGS = 20


def reliability(network: Network, halvings: int = HALVINGS, seed: int = 2022) -> pd.DataFrame:
    """Rank correlation of each bridge measure between random halves of the record.

    Measures on votes are halved by families of recurring texts, coverage by paragraphs of the report: half of the
    names go to one side, the others to the other, again and again.

    Returns
    -------
    DataFrame
        One row per measure: `measure`, `states` (with a value on both sides, on average), `correlation` (Spearman, mean
        over halvings), `low` and `high` (5% and 95% of them), `full` (Spearman-Brown estimate for the whole record,
        2r / (1 + r), for r above 0). NaN where a measure is not defined on the halves.
    """
    check_network(network)
    count("halvings", halvings, 1)
    record = contested_record(network)
    groups = [str(network.actors.loc[actor, "regional_group"]) for actor in record.ids]

    def on_votes(inside: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> dict[str, Floats]:
        K, N = kappa(record.stances[:, inside])
        K = np.where(N >= MIN_ITEMS, K, np.nan)
        tied = tie_graph(np.round(K, DIGITS), TIE_THRESHOLD)
        weakest = weakest_group(K, N, groups)["value"].to_numpy()
        return {"weakest-group congruence": weakest, **measures(tied, groups)}

    support = supports(network)[network.states]

    def on_coverage(inside: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> dict[str, Floats]:
        return {
            "Shapley value of coverage": shapley(support[:, inside], groups),
            "sole carriers": sole_carriers(support[:, inside], groups).astype(float),
        }

    paragraphs = [str(name) for name in network.recommendations["paragraph"]]
    rows = [*_halved(record.families, on_votes, halvings, seed), *_halved(paragraphs, on_coverage, halvings, seed)]
    return pd.DataFrame(rows, columns=["measure", "states", "correlation", "low", "high", "full"])


def _halved(
    names: list[str],
    values: Callable[[np.ndarray[tuple[int], np.dtype[np.bool_]]], dict[str, Floats]],
    halvings: int,
    seed: int,
) -> Iterator[tuple[str, float, float, float, float, float]]:
    rng = np.random.default_rng(seed)
    unique = sorted(set(names))
    found: dict[str, list[tuple[float, int]]] = {}
    for _ in range(halvings):
        chosen = set(rng.permutation(unique)[: len(unique) // 2])
        side = np.array([name in chosen for name in names], dtype=bool)
        one, other = values(side), values(~side)
        for measure, value in one.items():
            both = ~(np.isnan(value) | np.isnan(other[measure]))
            varied = both.sum() > 2 and np.ptp(value[both]) > 0 and np.ptp(other[measure][both]) > 0
            r = float(spearmanr(value[both], other[measure][both]).statistic) if varied else np.nan
            found.setdefault(measure, []).append((r, int(both.sum())))
    for measure, pairs in found.items():
        correlations = np.array([pair[0] for pair in pairs])
        known = correlations[~np.isnan(correlations)]
        mean = float(known.mean()) if len(known) else np.nan
        ends = [float(np.quantile(known, q)) if len(known) else np.nan for q in (0.05, 0.95)]
        full = 2 * mean / (1 + mean) if mean > 0 else np.nan
        yield measure, float(np.mean([pair[1] for pair in pairs])), mean, ends[0], ends[1], full
