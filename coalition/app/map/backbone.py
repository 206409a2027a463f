"""The validated backbone across groups, drawn: some actors, the strongest ties of each, places computed here."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from coalition.app.map.data import TIE, MapData, MapEdge, MapNode, legend
from coalition.app.map.layout import FONT, RADIUS
from coalition.arrays import Floats
from coalition.figures.placing import Box, Label, place_labels, short
from coalition.model.network import Network
from coalition.model.vocabulary import Kind

WIDTH, HEIGHT, EDGE = 1200.0, 620.0, 40.0
ACTORS, TIES = 40, 3
"""About so many actors, of each group those with the most positive ties to others; so many of the strongest of each."""
APART = 34.0
"""Marks are pushed apart to this distance, so that names find room."""
STEPS = 200


def drawn(table: pd.DataFrame) -> pd.DataFrame:
    """The ties that are drawn: positive, between actors of two groups, the strongest of each actor drawn.

    Parameters
    ----------
    table : DataFrame
        Table of `coalition.analysis.bridges.backbone.backbone`, strongest first.
    """
    across = table[
        (table["tie"] == "positive")
        & (table["group"] != table["other_group"])
        & (table["group"] != "")
        & (table["other_group"] != "")
    ]
    ends = pd.concat(
        [across[["actor_id", "group"]], across[["other_id", "other_group"]].set_axis(["actor_id", "group"], axis=1)]
    )
    degree = ends.value_counts().reset_index(name="ties")
    most = degree.sort_values(["ties", "actor_id"], ascending=[False, True]).groupby("group")
    chosen = set(most.head(max(ACTORS // max(most.ngroups, 1), 1))["actor_id"])
    among = across[across["actor_id"].isin(chosen) & across["other_id"].isin(chosen)]
    by_end = pd.concat([among["actor_id"], among["other_id"]]).rename("end").rename_axis("row").reset_index()
    first = by_end.sort_values("row", kind="stable").groupby("end").head(TIES)["row"]
    return among.loc[sorted(set(first))].reset_index(drop=True)


def backbone_map(network: Network, table: pd.DataFrame, community: pd.Series[Any] | None, title: str) -> MapData:
    """The strongest ties across groups of a validated backbone, laid out for the component.

    Parameters
    ----------
    network : Network
        The map.
    table : DataFrame
        Table of `coalition.analysis.bridges.backbone.backbone`.
    community : Series or None
        Number of the community by actor id, for the words at a mark.
    title : str
        Title of the map, for downloads and screen readers.
    """
    ties = drawn(table)
    actors = sorted({*ties["actor_id"], *ties["other_id"]})
    places = dict(zip(actors, _places(actors, ties).tolist(), strict=True))
    labels = _labels(network, places, ties)
    nodes = tuple(_node(network, actor, place, labels.get(actor), community) for actor, place in places.items())
    edges = tuple(
        MapEdge(
            row["actor_id"], row["other_id"], TIE,
            f"{row['name']} and {row['other_name']}: the same on {row['concordant']} of {row['n']}",
        )
        for row in ties.to_dict("records")
    )  # fmt: skip
    listed = "; ".join(
        f"{name} and {other}" for name, other in ties[["name", "other_name"]].head(10).itertuples(index=False)
    )
    alt = f"{title}: a map of {len(nodes)} actors and {len(edges)} ties across groups. The first: {listed}."
    return MapData(title, nodes, edges, (), legend(nodes, edges, network.group_names), alt, (0.0, 0.0, WIDTH, HEIGHT))


def _labels(network: Network, places: dict[str, list[float]], ties: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Text and side of the labels that find room, those with the most ties first."""
    count = ties.groupby("actor_id").size().add(ties.groupby("other_id").size(), fill_value=0)
    actors, names, room = list(places), network.actors["name"], Box(0.0, 0.0, WIDTH, HEIGHT)
    first = sorted(range(len(actors)), key=lambda i: (-float(count[actors[i]]), actors[i]))
    placed = place_labels(
        [(x, y, RADIUS) for x, y in places.values()],
        [(i, short(str(names[actors[i]])), room) for i in first],
        size=FONT,
        most=ACTORS,
    )
    return {actors[label.mark]: (label.text, _side(label)) for label in placed}


def _side(label: Label) -> str:
    if label.drop:
        return "below" if label.drop > 0 else "above"
    return "right" if label.shift > 0 else "left"


def _node(
    network: Network, actor: str, place: list[float], label: tuple[str, str] | None, community: pd.Series[Any] | None
) -> MapNode:
    """A mark whose words say kind, group and community; without a label where none found room."""
    kind, group = (str(network.actors.loc[actor, column]) for column in ("kind", "regional_group"))
    found = None if community is None else community.get(actor)
    said = [
        Kind(kind).words,
        network.group_names.get(group, group),
        "" if found is None or pd.isna(found) else f"community {found}",
    ]
    name = f"{network.actors.loc[actor, 'name']} ({', '.join(part for part in said if part)})"
    text, side = label or ("", "right")
    return MapNode(actor, text, name, kind, group, place[0], place[1], side)


def _places(actors: list[str], ties: pd.DataFrame) -> Floats:
    """Actors with ties near each other, none upon another; the same every time."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(actors)
    graph.add_edges_from(zip(ties["actor_id"], ties["other_id"], strict=True))
    # Parts without a tie between them stand side by side, each as wide as it is large.
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    shares = np.cumsum([0.0, *(len(part) ** 0.7 for part in parts)])
    places: dict[str, Floats] = {}
    left = EDGE
    for number, part in enumerate(parts, 1):
        right = EDGE + (WIDTH - 3 * EDGE) * shares[number] / shares[-1]
        low, high = np.array([left, EDGE]), np.array([max(right - 3 * EDGE, left + 1), HEIGHT - EDGE])
        ordered: nx.Graph[str] = nx.Graph()
        ordered.add_nodes_from(part)
        ordered.add_edges_from(edge for edge in graph.edges if edge[0] in set(part))
        places.update(zip(part, _spread(ordered, low, high), strict=True))
        left = right
    return np.array([places[actor] for actor in actors], dtype=np.float64).reshape(len(actors), 2)


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
    places = places.copy()
    stretch = np.array([1.0 / 2.4, 1.0])
    for _ in range(STEPS):
        gap = (places[:, None] - places[None]) * stretch
        distance = np.hypot(gap[..., 0], gap[..., 1]) + np.eye(len(places)) * 1e9
        near = distance < APART
        if not near.any():
            break
        push = np.where(near, (APART - distance) / np.maximum(distance, 1e-6) / 2, 0.0)[..., None] * gap
        places = np.clip(places + 0.5 * push.sum(axis=1) / stretch, low, high)
    return np.round(places, 1)
