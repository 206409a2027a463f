"""The validated backbone beside bicm, scipy and networkx: results compared first, then times and ratios."""

from __future__ import annotations

import contextlib
import io
import warnings

import networkx as nx
import numpy as np
from _timing import once, report, seconds
from bicm import BipartiteGraph
from scipy.stats import norm, poisson_binom

from coalition.analysis.bridges.backbone import backbone
from coalition.analysis.bridges.communities import of_backbone
from coalition.analysis.contested import contested_record
from coalition.arrays import Bools, Floats
from coalition.exchange.tables import read_tables
from coalition.measures.configuration_model import bipartite_configuration_model
from coalition.measures.poisson_binomial import tails
from coalition.measures.projection import benjamini_hochberg, support_projection, validated_projection
from coalition.model.network import Network
from coalition.settings import resource

ACTORS, ITEMS = 80, 240


def support() -> Bools:
    """Support by lean and by popularity, without missing cells: what bicm can take."""
    rng = np.random.default_rng(1)
    lean = rng.normal(size=(ACTORS, 2)) @ rng.normal(size=(2, ITEMS))
    found: Bools = lean + rng.normal(size=ACTORS)[:, None] + rng.normal(size=ITEMS) > 0.5
    return found


def solved(matrix: Bools) -> BipartiteGraph:
    graph = BipartiteGraph()
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        graph.set_biadjacency_matrix(matrix.astype(int))
        graph.solve_tool()
    return graph


def model(matrix: Bools) -> BipartiteGraph:
    p, graph = bipartite_configuration_model(matrix), solved(matrix)
    assert np.allclose(p, graph.get_bicm_matrix(), atol=1e-6)
    ours = seconds(lambda: bipartite_configuration_model(matrix), 5)
    theirs = seconds(lambda: solved(matrix), 3)
    report(f"Configuration model, {ACTORS} x {ITEMS} (equal to 1e-6)", ours, {"bicm": theirs})
    return graph


def support_ties(matrix: Bools, graph: BipartiteGraph) -> None:
    """Upper tails of co-support: exact ones equal to those of bicm, and how far its approximations err."""
    one, other = np.triu_indices(ACTORS, 1)
    found = support_projection(matrix)
    exact, ties = found.p_values[one, other], found.positive[one, other]
    p, k = graph.get_bicm_matrix(), found.concordant[one, other]
    lower, _ = tails(p[one] * p[other], k)
    times = {}
    for method in ("poibin", "poisson", "normal"):
        times[f"bicm, {method}"], theirs = once(lambda method=method: _asked(graph, method)[one, other])
        against = exact
        if method == "poibin":
            assert np.allclose(theirs, exact, atol=1e-6)
        if method == "normal":  # the package gives the lower tail here, which does not show co-support
            against, theirs = lower[k > 0], theirs[k > 0]
        errs = f"  bicm {method:<8} errs by up to {np.abs(theirs - against).max():.4f}"
        if method == "normal":
            print(f"{errs} (compared with the lower tail, which is what it returns)")
            continue
        kept = theirs <= benjamini_hochberg(theirs, 0.05, len(one))
        print(f"{errs}; {kept.sum()} ties, exact {ties.sum()}, not the same {(kept != ties).sum()}")
        small = (exact > 1e-300) & (exact < 1e-12)
        if method == "poibin" and small.any():
            off = np.abs(theirs[small] / exact[small] - 1.0)
            print(f"    {small.sum()} tails below 1e-12: relative error of bicm up to {off.max():.2g}")
    time = seconds(lambda: support_projection(matrix), 3)
    report(f"Support-only projection, {len(one)} pairs, model included (bicm: tails only; poibin equal)", time, times)


def _asked(graph: BipartiteGraph, method: str) -> Floats:
    """p-values by bicm. Without its progress bar the exact method computes nothing."""
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
    ):
        warnings.simplefilter("ignore")
        graph.compute_projection(rows=True, approx_method=method, threads_num=1, progress_bar=True)
        graph.rows_pvals_mat = None
        return np.asarray(graph.get_projected_pvals_mat(layer="rows"), dtype=float)


def exact_tails() -> None:
    """Our tails beside scipy's, and how far the normal approximation errs."""
    rng = np.random.default_rng(2)
    p = rng.random((2_000, ITEMS)) * rng.random((2_000, 1))
    k = rng.binomial(1, p).sum(axis=1)
    lower, _ = tails(p, k)
    cdf = np.array([poisson_binom.cdf(count, chances) for count, chances in zip(k, p, strict=True)])
    assert np.allclose(lower, cdf, atol=1e-9)
    time = seconds(lambda: tails(p, k), 3)
    slow, _ = once(lambda: [poisson_binom.cdf(count, chances) for count, chances in zip(k, p, strict=True)])
    report(f"Poisson-binomial tails, 2000 cases x {ITEMS} trials (equal to 1e-9)", time, {"scipy, one at a time": slow})
    for trials in (10, 40, ITEMS):
        few = p[:, :trials]
        seen = rng.binomial(1, few).sum(axis=1)
        exact = tails(few, seen)[1]
        deviation = np.sqrt((few * (1 - few)).sum(axis=1))
        plain = norm.sf((seen - few.sum(axis=1)) / deviation)
        halved = norm.sf((seen - 0.5 - few.sum(axis=1)) / deviation)
        print(f"  normal approximation, {trials:>3} trials: errs by up to {np.abs(plain - exact).max():.3f}; with "
              f"half a step more {np.abs(halved - exact).max():.3f}")  # fmt: skip


def seeds() -> None:
    network = Network.from_tables(read_tables(resource("seeds")))
    record = contested_record(network)
    found = validated_projection(record.stances)
    tied = backbone(network)
    table = of_backbone(network, tied)
    G = nx.Graph(found.positive)
    placed = table[table["community"].notna()]
    order = {key: place for place, key in enumerate(tied.ids)}
    parts = [{order[key] for key in part} for _, part in placed.groupby("community")["actor_id"]]
    alone = [{place} for place in G if G.degree(place) == 0]
    ours = nx.community.modularity(G, parts + alone)
    single = [nx.community.modularity(G, nx.community.louvain_communities(G, seed=seed)) for seed in range(10)]
    print("Seed facts, States")
    for words, some in (
        ("abstention withholds support", found),
        ("abstention left out", validated_projection(record.stances, abstain="missing")),
    ):
        print(f"  {words}: {some.positive.sum() // 2} positive and {some.negative.sum() // 2} negative ties")
    print(f"  modularity of the consensus {ours:.4f}; of single runs {min(single):.4f} to {max(single):.4f}")
    assert ours > min(single) - 0.01
    for name, action in {
        f"validated projection, {record.stances.shape[0]} x {record.stances.shape[1]}":
            lambda: validated_projection(record.stances),
        "backbone, as the page asks for it": lambda: backbone(network),
        "communities of it": lambda: of_backbone(network, tied),
    }.items():  # fmt: skip
        print(f"  {name:<48}{seconds(action, 3):9.3f} s")


def main() -> None:
    matrix = support()
    graph = model(matrix)
    support_ties(matrix, graph)
    exact_tails()
    seeds()


if __name__ == "__main__":
    main()
