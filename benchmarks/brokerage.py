"""Gould-Fernandez roles, participation, E-I index and constraint against plain loops, networkx and igraph."""

from __future__ import annotations

from collections import Counter
from typing import Any

import igraph
import networkx as nx
import numpy as np
from _timing import once, report, seconds

from coalition.measures.brokerage import ei_index, gould_fernandez, participation_coefficient
from coalition.measures.structural_holes import constraint, effective_size

PART = 200
"""Nodes of the large graph on which networkx is timed node by node; its time is scaled to all, and that is printed."""


def roles_by_loop(G: nx.Graph[Any], groups: dict[int, int]) -> dict[int, Counter[str]]:
    """Every open triad, one by one."""
    found: dict[int, Counter[str]] = {}
    for v in G:
        count: Counter[str] = Counter()
        near = list(G[v])
        for place, i in enumerate(near):
            ties = G[i]
            for k in near[place + 1 :]:
                if k not in ties:
                    a, b, c = groups[i], groups[v], groups[k]
                    if a == c:
                        count["coordinator" if a == b else "itinerant_broker"] += 1
                    elif b in (a, c):
                        count["gatekeeper_or_representative"] += 1
                    else:
                        count["liaison"] += 1
        found[v] = count
    return found


def participation_by_loop(G: nx.Graph[Any], groups: dict[int, int], nodes: list[int]) -> list[float]:
    values = []
    for v in nodes:
        count = Counter(groups[other] for other in G[v])
        total = sum(count.values())
        values.append(1 - sum((k / total) ** 2 for k in count.values()) if total else float("nan"))
    return values


def ei_by_loop(G: nx.Graph[Any], groups: dict[int, int], nodes: list[int]) -> list[float]:
    values = []
    for v in nodes:
        outside = sum(groups[other] != groups[v] for other in G[v])
        values.append((2 * outside - len(G[v])) / len(G[v]) if G[v] else float("nan"))
    return values


def main() -> None:
    rng = np.random.default_rng(1)
    G = nx.gnm_random_graph(2_000, 65_000, seed=1)
    groups = dict(enumerate(map(int, rng.integers(0, 5, 2_000))))
    slow, expected = once(lambda: roles_by_loop(G, groups))
    table = gould_fernandez(G, groups)
    assert all(table.loc[v, role] == expected[v][role] for v in G for role in table.columns)
    fast = seconds(lambda: gould_fernandez(G, groups), 5)
    report("Gould-Fernandez, all roles, 2,000 nodes, 65,000 ties", fast, {"loop over triads": slow})

    H = nx.barabasi_albert_graph(20_000, 10, seed=1)
    of_node = dict(enumerate(map(int, rng.integers(0, 5, 20_000))))
    nodes = [int(v) for v in rng.choice(20_000, PART, replace=False)]
    scale = len(H) / PART
    A, of_row = nx.to_scipy_sparse_array(H, format="csr", dtype=float), np.array(list(of_node.values()))
    for name, ours, loop in (
        ("participation coefficient", participation_coefficient, participation_by_loop),
        ("E-I index", ei_index, ei_by_loop),
    ):
        slow, expected = once(lambda loop=loop: loop(H, of_node, list(H)))
        np.testing.assert_allclose(ours(H, of_node).to_numpy(), expected)
        np.testing.assert_allclose(ours(A, of_row).to_numpy(), expected)
        from_graph = seconds(lambda ours=ours: ours(H, of_node), 3)
        fast = seconds(lambda ours=ours: ours(A, of_row), 9)
        report(
            f"{name}, 20,000 nodes, {H.number_of_edges():,} ties, from a sparse array",
            fast,
            {"coalition, from a networkx graph": from_graph, "loop over nodes": slow},
        )
    slow, expected = once(lambda: nx.constraint(H, nodes=nodes))
    values = constraint(H)
    np.testing.assert_allclose(values[nodes].to_numpy(), [expected[v] for v in nodes])
    whole = igraph.Graph.from_networkx(H)
    by_igraph, theirs = once(whole.constraint)
    np.testing.assert_allclose(values.to_numpy(), theirs)
    all_at_once, _ = once(lambda: nx.constraint(H))
    fast = seconds(lambda: constraint(H), 3)
    report(
        "constraint, 20,000 nodes",
        fast,
        {
            f"networkx node by node ({PART} nodes, scaled)": slow * scale,
            "networkx, all nodes at once": all_at_once,
            "igraph, its graph built beforehand": by_igraph,
        },
    )
    # Node by node networkx takes seconds for each; all at once is its fair time.
    slow, expected = once(lambda: nx.effective_size(H))
    np.testing.assert_allclose(effective_size(H).to_numpy(), [expected[v] for v in H])
    fast = seconds(lambda: effective_size(H), 3)
    report("effective size, 20,000 nodes", fast, {"networkx, all nodes at once": slow})
    slow, counted = once(lambda: roles_by_loop(H, of_node))
    fast, table = once(lambda: gould_fernandez(H, of_node))
    assert all(table.loc[v, role] == counted[v][role] for v in nodes for role in table.columns)
    report("Gould-Fernandez, all roles, 20,000 nodes", fast, {"loop over triads": slow})


if __name__ == "__main__":
    main()
