"""The validated backbone across groups, drawn: some actors, the strongest ties of each, places computed here."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from coalition.figures.chart import Figure, Option, canvas, words, written
from coalition.figures.palette import INK, PAPER, QUIET, actor_colour, symbol
from coalition.figures.placing import Box, place_labels, short
from coalition.model import Kind
from coalition.network import Floats, Network

WIDTH, HEIGHT, EDGE = 1200.0, 620.0, 40.0
ACTORS, TIES = 40, 3
"""About so many actors, of each group those with the most positive ties to others; so many of the strongest of each."""
RADIUS = 8.0
APART = 34.0
"""Marks are pushed apart to this distance, so that names find room."""
STEPS = 200


def drawn(table: pd.DataFrame) -> pd.DataFrame:
    """The ties that are drawn: positive, between actors of two groups, the strongest of each actor drawn.

    Parameters
    ----------
    table : DataFrame
        Table of `coalition.analysis.backbone_ties.backbone`, strongest first.
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


def backbone_map(network: Network, table: pd.DataFrame, community: pd.Series[Any] | None = None) -> Figure:
    """Draw the strongest ties across groups of a validated backbone.

    Parameters
    ----------
    network : Network
    table : DataFrame
        Table of `coalition.analysis.backbone_ties.backbone`.
    community : Series, optional
        Number of the community by actor id, for the words at a mark.
    """
    ties = drawn(table)
    actors = sorted({*ties["actor_id"], *ties["other_id"]})
    places = _places(actors, ties)
    across = ties.groupby("actor_id").size().add(ties.groupby("other_id").size(), fill_value=0)
    marks = [_mark(network, actor, place, community) for actor, place in zip(actors, places.tolist(), strict=True)]
    option = canvas(WIDTH, HEIGHT)
    graph: Option = {
        "type": "graph",
        "coordinateSystem": "cartesian2d",
        "layout": "none",
        "data": marks,
        "links": [_line(row) for row in ties.to_dict("records")],
        "lineStyle": {"color": QUIET, "opacity": 0.45, "width": 1.2},
        "emphasis": {"focus": "adjacency", "lineStyle": {"width": 2.5, "opacity": 0.9}},
        "z": 3,
    }
    spots = [(float(x), float(y), RADIUS) for x, y in places]
    important = sorted(range(len(actors)), key=lambda i: (-float(across.get(actors[i], 0)), actors[i]))
    room = Box(0.0, 0.0, WIDTH, HEIGHT)
    names = network.actors["name"]
    wanted = [(i, short(str(names[actors[i]])), room) for i in important]
    texts = [
        words(label.text, *spots[label.mark][:2], colour=INK, shift=label.shift, drop=label.drop)
        for label in place_labels(spots, wanted, most=ACTORS)
    ]
    option["series"] = [graph, written(texts)]
    listed = "; ".join(f"{row.name_} and {row.other_name}" for row in
                       ties.head(10).rename(columns={"name": "name_"}).itertuples())  # fmt: skip
    return Figure(option, round(HEIGHT), f"{len(actors)} actors, {len(ties)} ties across groups. The first: {listed}.")


def _mark(network: Network, actor: str, place: list[float], community: pd.Series[Any] | None) -> Option:
    row = network.actors.loc[actor]
    kind, group = str(row["kind"]), str(row["regional_group"])
    found = None if community is None else community.get(actor)
    parts = [network.group_names.get(group, group), "" if found is None or pd.isna(found) else f"community {found}"]
    return {
        "id": actor,
        "name": f"{row['name']} ({', '.join(part for part in [Kind(kind).words, *parts] if part)})",
        "value": place,
        "symbol": symbol(kind),
        "symbolSize": 2 * RADIUS,
        "itemStyle": {"opacity": 1, "color": actor_colour(kind, group), "borderColor": PAPER, "borderWidth": 1.5},
    }


def _line(row: dict[str, Any]) -> Option:
    # A link is named by its ends; ECharts escapes what it puts in for {b}.
    return {
        "source": row["actor_id"],
        "target": row["other_id"],
        "name": f"{row['name']} and {row['other_name']}: the same on {row['concordant']} of {row['n']}",
    }


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
