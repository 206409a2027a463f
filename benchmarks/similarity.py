"""Kappa of all pairs by matrix products beside the plain ways; with --large, the nearest on 20,000 x 5,000."""

from __future__ import annotations

import argparse
import resource as system

import networkx as nx
import numpy as np
from _timing import once, report, seconds
from networkx.algorithms import bipartite
from scipy import sparse

from coalition.arrays import Floats
from coalition.measures.nearest import nearest
from coalition.measures.similarity import EXACT_ITEMS, agreement, kappa

ACTORS, ITEMS = 200, 6_000
LARGE_ACTORS, LARGE_ITEMS, LARGE_STANCES = 20_000, 5_000, 5_000_000
SOME_ACTORS = 24
NEAREST = 20


def random_stances(actors: int, items: int) -> Floats:
    """Three quarters of the cells filled: 900,000 stances of 200 x 6,000."""
    random = np.random.default_rng(1)
    return random.choice([1.0, 0.0, -1.0, np.nan], size=(actors, items), p=[0.5, 0.15, 0.1, 0.25])


def by_projection(stances: Floats) -> nx.Graph:
    """Same positions of each pair by the projection of networkx: actors x (item, position)."""
    graph = nx.Graph()
    actors = range(len(stances))
    graph.add_nodes_from(actors)
    for i, j in np.argwhere(~np.isnan(stances)):
        graph.add_edge(int(i), (int(j), float(stances[i, j])))
    return bipartite.weighted_projected_graph(graph, actors)


def by_loop(stances: Floats) -> Floats:
    """Kappa from its definition, pair by pair."""
    K = np.full((len(stances), len(stances)), np.nan)
    for i in range(len(stances)):
        for j in range(i):
            common = ~(np.isnan(stances[i]) | np.isnan(stances[j]))
            a, b = stances[i, common], stances[j, common]
            shares = [np.array([(x == value).mean() for value in (-1, 0, 1)]) for x in (a, b)]
            apart = np.abs(np.subtract.outer([-1, 0, 1], [-1, 0, 1])) / 2
            expected = shares[0] @ apart @ shares[1]
            if expected > 0:
                K[i, j] = K[j, i] = 1 - np.abs(a - b).mean() / 2 / expected
    return K


def all_pairs() -> None:
    stances = random_stances(ACTORS, ITEMS)
    pairs_time, loop = once(lambda: by_loop(stances))
    K, _ = kappa(stances)
    off = ~np.eye(ACTORS, dtype=bool)
    np.testing.assert_allclose(K[off], loop[off], atol=1e-12)
    # The naive projection is quadratic in actors: timed on a few, and scaled to all pairs.
    some = stances[:SOME_ACTORS]
    projection_time, graph = once(lambda: by_projection(some))
    same = agreement(some)
    assert all(graph[i][j]["weight"] == same[i, j] for i in range(SOME_ACTORS) for j in range(i))
    scaled = projection_time * (ACTORS * (ACTORS - 1)) / (SOME_ACTORS * (SOME_ACTORS - 1))
    # The same flops: three products of actors x items, and two symmetric ones at half the price.
    random = np.random.default_rng(2)
    left, right = (random.random((rows, ITEMS), dtype=np.float32) for rows in (4 * ACTORS, ACTORS))
    blas = seconds(lambda: left @ right.T, 15)
    ours = seconds(lambda: kappa(stances), 15)
    report(
        f"kappa, all pairs, {ACTORS} x {ITEMS}, {int((~np.isnan(stances)).sum()):,} stances",
        ours,
        {
            "one BLAS product of the same flops, float32": blas,
            "loop over pairs, numpy": pairs_time,
            f"networkx projection, scaled from {SOME_ACTORS} actors": scaled,
        },
    )
    print(f"  ours / BLAS = {ours / blas:.1f} (counts are exact up to {EXACT_ITEMS:,} items)")


def large(plain_rows: int) -> None:
    random = np.random.default_rng(3)
    rows = random.integers(0, LARGE_ACTORS, LARGE_STANCES)
    cells = np.unique(rows * LARGE_ITEMS + random.integers(0, LARGE_ITEMS, LARGE_STANCES))
    codes = random.choice(np.array([1, 2, 3], dtype=np.int8), size=len(cells), p=[0.7, 0.15, 0.15])
    shape = (LARGE_ACTORS, LARGE_ITEMS)
    stances = sparse.csr_array((codes, (cells // LARGE_ITEMS, cells % LARGE_ITEMS)), shape=shape)
    del rows, cells, codes
    asked = np.arange(plain_rows)
    nearest(stances, NEAREST, rows=asked[:1], fast=True)  # compiles
    fast_time, fast = once(lambda: nearest(stances, NEAREST, rows=asked, fast=True))
    plain_time, plain = once(lambda: nearest(stances, NEAREST, rows=asked))
    for name in ("neighbours", "kappa", "n"):
        np.testing.assert_array_equal(getattr(fast, name), getattr(plain, name))
    title = f"{NEAREST} nearest of {plain_rows:,} of {LARGE_ACTORS:,} actors x {LARGE_ITEMS:,}, {stances.nnz:,} stances"
    report(f"{title} (ours: numba)", fast_time, {"sparse products": plain_time})
    print(f"  for all actors: {fast_time * LARGE_ACTORS / plain_rows:.0f} s with numba, ", end="")
    print(f"{plain_time * LARGE_ACTORS / plain_rows:.0f} s without (scaled)")
    print(f"  most memory of the process: {system.getrusage(system.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="the nearest on 20,000 x 5,000; some memory, a minute")
    parser.add_argument("--rows", type=int, default=1024, help="so many of the 20,000 rows")
    arguments = parser.parse_args()
    if arguments.large:
        large(arguments.rows)
    else:
        all_pairs()


if __name__ == "__main__":
    main()
