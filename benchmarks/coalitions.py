"""The smallest coalition with its proof, against the greedy way, networkx and enumeration; leads against networkx."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
from _timing import once, report, seconds

from coalition.analysis.coverage import supports
from coalition.arrays import Bools
from coalition.exchange.tables import read_tables
from coalition.measures.assignment import assign
from coalition.measures.coalitions.programme import candidates, greedy, programme
from coalition.measures.coalitions.rules import Rules, broken, compiled
from coalition.measures.coalitions.solve import Coalition, smallest_coalition
from coalition.model.network import Network
from coalition.settings import resource

ACTORS, ITEMS = 187, 78


def made(seed: int) -> tuple[Bools, list[str]]:
    """Uneven actors and uneven items, one cell in ten supported, five groups: no help from structure."""
    rng = np.random.default_rng(seed)
    busy, liked = rng.beta(1, 9, ACTORS), rng.beta(1, 9, ITEMS)
    support = rng.random((ACTORS, ITEMS)) < (busy[:, None] + liked[None, :]) / 2
    support[rng.integers(0, ACTORS, ITEMS), np.arange(ITEMS)] = True
    return support, [str(group) for group in rng.choice(list("AEGLW"), ACTORS)]


def seed_states() -> tuple[Bools, list[str]]:
    """States of the seed facts on the recommendations that two of them from two groups support."""
    network = Network.from_tables(read_tables(resource("seeds")))
    support = supports(network)[network.states]
    groups = np.array(network.actors["regional_group"].iloc[network.states])
    reach = np.array([len(set(groups[column]) - {""}) for column in support.T])
    return support[:, (support.sum(axis=0) >= 2) & (reach >= 2)], list(groups)


def by_networkx(support: Bools) -> int:
    """A dominating set of the actors among themselves and items, the nearest thing networkx has: not the smallest."""
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_edges_from((("actor", 0), ("actor", i)) for i in range(1, len(support)))
    graph.add_edges_from((("actor", int(i)), ("item", int(a))) for i, a in np.argwhere(support))
    found = nx.dominating_set(graph, start_with=("actor", 0))
    return len(found)


def by_enumeration(support: Bools, groups: list[str], supporters: int, needed: int) -> int:
    """Every coalition by growing size."""
    rules = compiled(support, groups, Rules(supporters, needed))
    for size in range(len(support) + 1):
        if any(not broken(rules, team) for team in combinations(range(len(support)), size)):
            return size
    raise AssertionError("no coalition")


def line(title: str, support: Bools, groups: list[str], supporters: int, needed: int) -> None:
    rules = compiled(support, groups, Rules(supporters, needed))
    first, _ = programme(rules, candidates(rules), np.inf)
    aim = np.where(first.whole, 1.0, 0.0)
    time_proof, proof = once(lambda: first.minimise(aim))
    time_taken, found = once(lambda: smallest_coalition(support, groups, Rules(supporters, needed), alternatives=0))
    again, whole = once(lambda: smallest_coalition(support, groups, Rules(supporters, needed), alternatives=1))
    time_greedy, taken = once(lambda: greedy(rules))
    assert isinstance(found, Coalition)
    assert found.status == whole.status == "optimal"
    assert found.members == whole.members
    assert proof.proven
    assert round(proof.bound) == found.size
    assert found.size <= len(taken)
    assert not broken(rules, taken)
    print(f"{title}: {support.shape[0]} x {support.shape[1]}, {supporters} supporters from {needed} groups")
    print(f"  smallest {found.size}, proven: {time_proof:.2f} s")
    print(f"  the whole answer, counted again, with a reason for each member: {time_taken:.2f} s")
    print(f"  and with the question whether it is one of several ({whole.several}): {again:.2f} s")
    print(f"  greedy {len(taken)}, no proof: {time_greedy:.2f} s")


def main() -> None:
    support, groups = seed_states()
    line("States of the seed facts", support, groups, 2, 2)
    for seed in (0, 1, 2):
        for supporters, needed in ((1, 1), (2, 2)):
            line(f"Made-up facts {seed}", *made(seed), supporters, needed)
    support, _ = made(0)
    size = smallest_coalition(support, [""] * ACTORS, alternatives=0).size
    print(f"Cover alone: smallest {size}; dominating set of networkx {by_networkx(support)} (no such aim)")

    small, few = made(0)
    small, few = small[:24, :12], few[:24]
    small[0] |= ~small.any(axis=0)
    ours = smallest_coalition(small, few, Rules(groups=1), alternatives=0)
    slow, least = once(lambda: by_enumeration(small, few, 1, 1))
    assert ours.size == least
    report(
        f"smallest coalition of {least} among 24 x 12, all checked equal",
        seconds(lambda: smallest_coalition(small, few, Rules(groups=1), alternatives=0), 3), {"enumeration": slow},
    )  # fmt: skip

    rng = np.random.default_rng(0)
    P = np.round(rng.random((60, 60)), 3)
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_weighted_edges_from((("actor", i), ("task", a), float(P[i, a])) for i in range(60) for a in range(60))
    slow, matched = once(lambda: nx.max_weight_matching(graph, maxcardinality=True))
    best = assign(P, [""] * 60)
    assert np.isclose(best.total, sum(graph.edges[pair]["weight"] for pair in matched))
    report("60 leads among 60 actors, sums equal", seconds(lambda: assign(P, [""] * 60), 3),
           {"networkx max_weight_matching": slow})  # fmt: skip


if __name__ == "__main__":
    main()
