"""The validated backbone across groups, drawn: some actors, the strongest ties of each, places computed here."""

from __future__ import annotations

from typing import Any

import pandas as pd

from coalition.app.map.data import TIE, MapData, MapEdge, MapNode, legend
from coalition.app.map.layout import Item, MarkPlace, with_names
from coalition.app.map.springs import spread_out
from coalition.figures.placing import Box, short
from coalition.model.network import Network
from coalition.model.vocabulary import Kind

WIDTH, HEIGHT = 1200.0, 620.0
ACTORS, TIES = 40, 3
"""About so many actors, of each group those with the most positive ties to others; so many of the strongest of each."""


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
    return strongest(across[across["actor_id"].isin(chosen) & across["other_id"].isin(chosen)])


def strongest(ties: pd.DataFrame, each: int = TIES) -> pd.DataFrame:
    """Of each actor its first ties.

    Parameters
    ----------
    ties : DataFrame
        With `actor_id` and `other_id`, strongest first.
    each : int
        How many of each; of somebody whom others have among theirs, more.
    """
    by_end = pd.concat([ties["actor_id"], ties["other_id"]]).rename("end").rename_axis("row").reset_index()
    first = by_end.sort_values("row", kind="stable").groupby("end").head(each)["row"]
    return ties.loc[sorted(set(first))].reset_index(drop=True)


def pairs(ties: pd.DataFrame) -> list[tuple[str, str]]:
    """The two actors of each tie."""
    return list(zip(ties["actor_id"], ties["other_id"], strict=True))


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
    places = _labels(network, spread_out(actors, pairs(ties), WIDTH, HEIGHT), ties)
    nodes = tuple(_node(network, actor, place, community) for actor, place in places.items())
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


def _labels(network: Network, places: dict[str, tuple[float, float]], ties: pd.DataFrame) -> dict[str, MarkPlace]:
    """Marks with the sides of the names that find room, those with the most ties first."""
    count = ties.groupby("actor_id").size().add(ties.groupby("other_id").size(), fill_value=0)
    names = network.actors["name"]
    first = sorted(places, key=lambda actor: (-float(count[actor]), actor))
    items = [Item(actor, short(str(names[actor]))) for actor in first]
    return with_names(places, items, ACTORS, room=Box(0.0, 0.0, WIDTH, HEIGHT))


def _node(network: Network, actor: str, place: MarkPlace, community: pd.Series[Any] | None) -> MapNode:
    """A mark whose words say kind, group and community."""
    kind, group = (str(network.actors.loc[actor, column]) for column in ("kind", "regional_group"))
    found = None if community is None else community.get(actor)
    said = [
        Kind(kind).words,
        network.group_names.get(group, group),
        "" if found is None or pd.isna(found) else f"community {found}",
    ]
    name = f"{network.actors.loc[actor, 'name']} ({', '.join(part for part in said if part)})"
    label = short(str(network.actors.loc[actor, "name"]))
    return MapNode(actor, label, name, kind, group, place.x, place.y, place.side)
