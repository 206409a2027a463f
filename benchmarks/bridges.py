"""Bridges: rank intervals by shared products, coverage game in one pass, betweenness, against the naive ways."""

from __future__ import annotations

from collections import defaultdict

import networkx as nx
import numpy as np
import pandas as pd
from _timing import once, report, seconds
from scipy import sparse

from coalition.analysis.contested import contested_record
from coalition.arrays import Bools, Floats
from coalition.exchange.tables import read_tables
from coalition.measures.betweenness import betweenness
from coalition.measures.bootstrap import resampled_weakest
from coalition.measures.groups import membership
from coalition.measures.intervals import draws, rank_table
from coalition.measures.shapley import shapley, sole_carriers
from coalition.measures.similarity import kappa
from coalition.measures.weakest_group import MIN_ITEMS, weakest_group
from coalition.model.network import Network
from coalition.settings import resource

ACTORS, ITEMS, REPLICATES = 200, 300, 1_000
GROUPS = ["african", "asia-pacific", "eastern-european", "grulac", "weog"]


def from_scratch(stances: Floats, groups: list[str], times: Floats) -> Floats:
    """One replicate: the items as often as they are drawn, kappa of all pairs, the weakest group of each actor."""
    K, N = kappa(np.repeat(stances, times.astype(int), axis=1))
    return weakest_group(np.where(N >= MIN_ITEMS, K, np.nan), N, groups)["value"].to_numpy()


def bootstrap() -> None:
    rng = np.random.default_rng(1)
    lean = rng.normal(size=(ACTORS, 1)) + rng.normal(size=(1, ITEMS))
    stances = np.where(rng.random((ACTORS, ITEMS)) < 0.1, np.nan, np.sign(np.round(lean)))
    groups = [GROUPS[place % 5] for place in range(ACTORS)]
    members, _ = membership(groups, ACTORS)
    for families in (75, ITEMS):
        of_item = [f"family {place % families:03}" for place in range(ITEMS)]
        weights = draws(families, REPLICATES)
        number = {name: place for place, name in enumerate(sorted(set(of_item)))}
        times = weights[:, [number[name] for name in of_item]]
        values = pd.Series(weakest_group(*kappa(stances), groups)["value"])

        def all_at_once(of_item: list[str] = of_item, weights: Floats = weights, v: pd.Series = values) -> pd.DataFrame:
            again = resampled_weakest(stances, of_item, members, weights)
            return rank_table(v, np.ones(ACTORS, dtype=bool), again)

        found = resampled_weakest(stances, of_item, members, weights[:10])
        expected = np.array([from_scratch(stances, groups, row) for row in times[:10]])
        assert np.allclose(found, expected, atol=1e-9)
        ours = seconds(all_at_once, 3)
        one = seconds(lambda times=times: from_scratch(stances, groups, times[0]), 9)
        report(
            f"Rank intervals, {ACTORS} x {ITEMS}, {families} families, {REPLICATES} replicates (equal)",
            ours,
            {f"each from scratch ({REPLICATES} x one)": REPLICATES * one, "one replicate from scratch": one},
        )
        print(f"  {ours / one:.0f} times one replicate (target: under 100)")


def by_pandas(support: sparse.csr_array, groups: list[str]) -> tuple[Floats, Floats]:
    """Shapley value and sole carriers by groupby over one row per support."""
    held = support.tocoo()
    rows = pd.DataFrame({"actor": held.row, "recommendation": held.col})
    rows["group"] = pd.Series(groups)[rows["actor"]].to_numpy()
    count = rows.groupby(["group", "recommendation"])["actor"].transform("size")
    each = pd.DataFrame({"actor": rows["actor"], "share": 1 / count, "alone": count == 1})
    summed = each.groupby("actor").sum().reindex(range(support.shape[0]), fill_value=0)
    return summed["share"].to_numpy(), summed["alone"].to_numpy()


def by_networkx(support: sparse.csr_array, groups: list[str]) -> tuple[Floats, Floats]:
    """The same by walking over the two-mode graph."""
    G = nx.bipartite.from_biadjacency_matrix(support)
    actors = support.shape[0]
    share, alone = np.zeros(actors), np.zeros(actors)
    for recommendation in range(actors, actors + support.shape[1]):
        per_group = defaultdict(list)
        for actor in G[recommendation]:
            per_group[groups[actor]].append(actor)
        for inside in per_group.values():
            share[inside] += 1 / len(inside)
            alone[inside] += len(inside) == 1
    return share, alone


def coverage() -> None:
    for actors, recommendations in ((2_000, 500), (20_000, 500), (20_000, 5_000)):
        rng = np.random.default_rng(2)
        support = sparse.random_array((actors, recommendations), density=0.05, format="csr", rng=rng, dtype=np.float64)
        support = sparse.csr_array(support, dtype=bool)
        groups = [GROUPS[place] for place in rng.integers(5, size=actors)]

        def ours(support: sparse.csr_array = support, groups: list[str] = groups) -> tuple[Floats, Floats]:
            return shapley(support, groups), sole_carriers(support, groups).astype(float)

        naive, expected = once(lambda s=support, g=groups: by_pandas(s, g))
        assert all(np.allclose(mine, theirs) for mine, theirs in zip(ours(), expected, strict=True))
        others = {"pandas groupby": naive}
        if support.nnz < 1_000_000:
            others["networkx, walking over the graph"], walked = once(lambda s=support, g=groups: by_networkx(s, g))
            assert all(np.allclose(mine, theirs) for mine, theirs in zip(ours(), walked, strict=True))
        one_pass = seconds(lambda s=support: s.sum(axis=0), 5)
        time = seconds(ours, 5)
        report(f"Shapley value and sole carriers, {actors} x {recommendations}, {support.nnz} supports (equal)", time,
               {**others, "one pass (column sums)": one_pass})  # fmt: skip
        each = [seconds(lambda f=f, s=support, g=groups: f(s, g), 5) / one_pass for f in (shapley, sole_carriers)]
        print(f"  in passes over the data: Shapley {each[0]:.1f}, sole carriers {each[1]:.1f} (target: under 10)")


def graph(network: Network) -> None:
    record = contested_record(network)
    tied: Bools = np.nan_to_num(kappa(record.stances)[0], nan=-1.0) >= 0.5
    np.fill_diagonal(tied, False)
    G = nx.from_numpy_array(tied)
    naive, expected = once(lambda: nx.betweenness_centrality(G))
    found = betweenness(tied)
    assert np.allclose(np.nan_to_num(found), list(expected.values()))
    others = {"networkx": naive}
    try:
        import igraph
    except ImportError:
        pass
    else:
        H = igraph.Graph.from_networkx(G)
        others["igraph"] = seconds(H.betweenness, 5)
        pairs = (len(tied) - 1) * (len(tied) - 2) / 2
        assert np.allclose(np.nan_to_num(found) * pairs, H.betweenness())
    title = f"Betweenness, {len(tied)} States, {G.number_of_edges()} ties (equal)"
    report(title, seconds(lambda: betweenness(tied), 9), others)


def main() -> None:
    bootstrap()
    coverage()
    network = Network.from_tables(read_tables(resource("seeds")))
    graph(network)


if __name__ == "__main__":
    main()
