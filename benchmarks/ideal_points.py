"""Ideal points of the seed record: time, and how well hidden stances are predicted, beside a plain decomposition."""

from __future__ import annotations

import sys

import numpy as np
from _timing import report, seconds

from coalition.analysis.contested import contested_record
from coalition.arrays import Floats
from coalition.exchange.tables import read_tables
from coalition.measures.accuracy import area_under_curve
from coalition.measures.ideal_points import ideal_points
from coalition.model.network import Network
from coalition.settings import resource

HIDDEN = 0.2


def decomposed(stances: Floats) -> Floats:
    """Scores from the first two singular vectors, missing cells filled with the mean of the item."""
    mean = np.nan_to_num(np.nanmean(stances, axis=0))
    filled = np.where(np.isnan(stances), mean, stances) - mean
    left, values, right = np.linalg.svd(filled, full_matrices=False)
    return np.asarray((left[:, :2] * values[:2]) @ right[:2] + mean)


def main() -> None:
    stances = contested_record(Network.from_tables(read_tables(resource("seeds")))).stances
    hidden = (np.random.default_rng(1).random(stances.shape) < HIDDEN) & ~np.isnan(stances)
    seen = np.where(hidden, np.nan, stances)

    def accuracy(scores: Floats) -> float:
        """Mean area under the curve within items, supports against the rest, over hidden cells."""
        found = [area_under_curve(stances[h, j] == 1, scores[h, j]) for j, h in enumerate(hidden.T) if h.any()]
        return float(np.nanmean(found))

    fast = seconds(lambda: ideal_points(seen, 2), 5)
    svd = seconds(lambda: decomposed(seen), 5)
    quick = accuracy(ideal_points(seen, 2).predict())
    plain = accuracy(decomposed(seen))
    file = sys.modules["coalition.measures.ideal_points"]  # the package holds the function of that name
    file.TOLERANCE, file.ITERATIONS = 1e-6, 500  # type: ignore[attr-defined]
    long = seconds(lambda: ideal_points(seen, 2), 1)
    slow = accuracy(ideal_points(seen, 2).predict())
    report(
        f"ideal points of {stances.shape[0]} States on {stances.shape[1]} items",
        fast,
        {"500 rounds": long, "plain singular vectors": svd},
    )
    print(f"hidden stances predicted (area under the curve within items): {quick:.3f}, 500 rounds {slow:.3f}, ", end="")
    print(f"singular vectors {plain:.3f}")


if __name__ == "__main__":
    main()
