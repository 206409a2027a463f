"""Kappa of all pairs of States by matrix products, against a loop over pairs on the same stances."""

from __future__ import annotations

import math
import time
from itertools import combinations

import numpy as np

from coalition.analysis.bridges import bridges
from coalition.analysis.gaps import gaps
from coalition.analysis.partners import search
from coalition.analysis.similarity import contested, kappa
from coalition.network import Floats, Network
from coalition.settings import resource
from coalition.tables import read_tables


def by_loop(stances: Floats) -> Floats:
    """Kappa from its definition, pair by pair."""
    K = np.full((len(stances), len(stances)), math.nan)
    for i, j in combinations(range(len(stances)), 2):
        common = ~(np.isnan(stances[i]) | np.isnan(stances[j]))
        a, b = stances[i, common], stances[j, common]
        if len(a):
            expected = np.abs(a[:, None] - b[None, :]).mean() / 2
            if expected > 0:
                K[i, j] = K[j, i] = 1 - np.abs(a - b).mean() / 2 / expected
    return K


def main() -> None:
    network = Network.from_tables(read_tables(resource("seeds")))
    stances = network.values(network.states)
    stances = stances[:, contested(stances)]
    start = time.perf_counter()
    slow = by_loop(stances)
    middle = time.perf_counter()
    fast, _ = kappa(stances)
    end = time.perf_counter()
    off = ~np.eye(len(stances), dtype=bool)
    assert np.allclose(slow[off], fast[off], equal_nan=True)
    print(f"kappa of {len(stances)} States on {stances.shape[1]} items: loop {middle - start:.2f} s, ", end="")
    print(f"products {end - middle:.4f} s, ratio {(middle - start) / (end - middle):.0f}")
    for name, action in {
        "gaps": lambda: gaps(network),
        "bridges with 200 replicates": lambda: bridges(network),
        "partners of R22.3": lambda: search(network, "R22.3"),
    }.items():
        start = time.perf_counter()
        action()
        print(f"{name}: {time.perf_counter() - start:.2f} s")


if __name__ == "__main__":
    main()
