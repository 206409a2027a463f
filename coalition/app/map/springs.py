"""Places by springs: whoever is tied stands near, and no mark upon another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import networkx as nx
import numpy as np

from coalition.arrays import Floats

EDGE = 40.0
APART = 34.0
"""Marks are pushed apart to this distance, so that names find room."""
EACH = 60.0
"""A small part is only as high as its actors need."""
STEPS = 200


def spread_out(
    actors: Sequence[str], ties: Iterable[tuple[str, str]], width: float, height: float
) -> dict[str, tuple[float, float]]:
    """Places in a rectangle: actors with ties near each other, none upon another; the same every time.

    Parameters
    ----------
    actors : sequence of str
        Ids, each once.
    ties : iterable of (str, str)
        Between them.
    width, height : float
        Of the rectangle, in pixels.
    """
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(actors)
    graph.add_edges_from(ties)
    # Parts without a tie between them stand side by side, each as wide as it is large.
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    shares = np.cumsum([0.0, *(len(part) ** 0.7 for part in parts)])
    places: dict[str, Floats] = {}
    left = EDGE
    for number, part in enumerate(parts, 1):
        right = EDGE + (width - 3 * EDGE) * shares[number] / shares[-1]
        low = np.array([left, EDGE])
        high = np.array([max(right - 3 * EDGE, left + 1), min(height - EDGE, EDGE + len(part) * EACH)])
        ordered: nx.Graph[str] = nx.Graph()
        ordered.add_nodes_from(part)
        ordered.add_edges_from(edge for edge in graph.edges if edge[0] in set(part))
        places.update(zip(part, _spread(ordered, low, high), strict=True))
        left = right
    return {actor: (float(places[actor][0]), float(places[actor][1])) for actor in actors}


def _spread(graph: nx.Graph[str], low: Floats, high: Floats) -> Floats:
    """Places of a connected graph in a rectangle."""
    count = graph.number_of_nodes()
    found = nx.spring_layout(graph, seed=1, iterations=150, k=2.2 / np.sqrt(count))
    raw = np.array([found[actor] for actor in graph], dtype=np.float64)
    # Ranks, half and half with places: dense knots open up, the shape stays.
    even = np.argsort(np.argsort(raw, axis=0, kind="stable"), axis=0, kind="stable") / max(count - 1, 1)
    width = np.ptp(raw, axis=0)
    scaled = (raw - raw.min(axis=0)) / np.where(width > 0, width, 1.0)
    return _apart(low + (0.5 * even + 0.5 * scaled) * (high - low), low, high)


def _apart(places: Floats, low: Floats, high: Floats) -> Floats:
    """Push marks that are too near away from each other; names need more room beside than above."""
    one, other = np.triu_indices(len(places), 1)
    stretch = np.array([1.0 / 2.4, 1.0])
    for _ in range(STEPS):
        gap = (places[one] - places[other]) * stretch
        distance = np.hypot(gap[:, 0], gap[:, 1])
        near = np.flatnonzero(distance < APART)
        if not len(near):
            break
        push = ((APART - distance[near]) / np.maximum(distance[near], 1e-6) / 4)[:, None] * gap[near] / stretch
        moved = np.zeros_like(places)
        np.add.at(moved, one[near], push)
        np.subtract.at(moved, other[near], push)
        places = np.clip(places + moved, low, high)
    return np.round(places, 1)
