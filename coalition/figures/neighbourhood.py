"""The map of what surrounds one recommendation or one actor: about 40 nodes, places computed here."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from coalition.analysis.coverage import SUPPORTING
from coalition.analysis.phrases import WORDS, act_words
from coalition.figures.placing import short
from coalition.model.network import Network
from coalition.model.vocabulary import Kind, Standing
from coalition.palette import AGAINST, INK, OTHER, PAPER, QUIET, actor_colour, shape, signs

ROW, COLUMN = 50, 290
FIRST, GO_BETWEENS, RECORDED, RECOMMENDATIONS = 12, 14, 12, 24
OTHERS, LINES = 8, 60
"""At most so many other actors, and lines to them: with more, nobody can follow a line."""
EDGES = {
    Standing.LEADS: (INK, 3.0, False),
    Standing.SUPPORTS: (QUIET, 1.2, False),
    Standing.MIXED: (QUIET, 1.2, [8, 5]),
    Standing.ABSTAINED: (QUIET, 1.2, [2, 5]),
    Standing.OPPOSED: (AGAINST, 1.6, [8, 5]),
    Standing.DECLARED: (QUIET, 1.2, [10, 4, 2, 4]),
}


@dataclass
class Map:
    """Nodes and edges with places, the legend and the table twin of a map."""

    nodes: list[dict[str, object]] = field(default_factory=list)
    edges: list[dict[str, object]] = field(default_factory=list)
    rows: list[dict[str, str]] = field(default_factory=list)
    height: int = 420
    note: str = ""
    """What is left out, in words."""

    @property
    def table(self) -> pd.DataFrame:
        """One row per line on the map."""
        return pd.DataFrame(self.rows, columns=["from", "line", "to", "act"])

    @property
    def legend(self) -> str:
        """The signs on the map, in words."""
        kinds = {str(node["kind"]) for node in self.nodes if node["kind"]}
        return signs(kind for kind in Kind if kind in kinds)


def of_recommendation(network: Network, recommendation: str, table: pd.DataFrame) -> Map:
    """Who to talk to first, through whom, and who else is on record, from left to right.

    Parameters
    ----------
    network : Network
        The map.
    recommendation : str
        Id of a recommendation.
    table : DataFrame
        Table of `coalition.analysis.partners.ranking.search` for it.
    """
    found = Map()
    first = table[table["rank"].notna()].sort_values("rank").head(FIRST)
    standing = network.positions[network.positions["recommendation_id"] == recommendation].set_index("actor_id")
    supporting = standing[standing["position"].isin(SUPPORTING)]
    through = [actor for actor in dict.fromkeys(first["go_between"]) if actor in supporting.index]
    leads = [actor for actor in supporting.index[supporting["lead"]] if actor not in through]
    rest = [actor for actor in supporting.index if actor not in {*through, *leads}]
    middle = [*through, *leads, *rest][:GO_BETWEENS]
    shown = {*middle, *first["actor_id"]}
    grave = (Standing.OPPOSED, Standing.MIXED, Standing.ABSTAINED, Standing.DECLARED)
    right = standing[~standing.index.isin(shown | set(supporting.index))]
    right = right.sort_values("position", key=lambda column: column.map(grave.index), kind="stable")
    recorded = list(right.index[:RECORDED])
    columns = [list(first["actor_id"]), middle, [recommendation], recorded]
    found.height = _place(network, found, columns)
    for actor, go_between in zip(first["actor_id"], first["go_between"], strict=True):
        if actor in standing.index:
            _record(network, found, actor, recommendation, standing.loc[actor])
        else:
            found.nodes[columns[0].index(actor)]["color"] = _hollow(network, actor)
        if go_between in middle:
            _line(network, found, actor, go_between, "could be reached through", QUIET, 1.2, [4, 4], "")
    for actor in [*middle, *recorded]:
        _record(network, found, actor, recommendation, standing.loc[actor])
    return found


def of_actor(network: Network, actor: str) -> Map:
    """An actor, the recommendations on which it has a position, and who shares most of them."""
    found = Map()
    own = network.positions[network.positions["actor_id"] == actor]
    grave = (
        Standing.LEADS, Standing.OPPOSED, Standing.MIXED, Standing.ABSTAINED, Standing.SUPPORTS, Standing.DECLARED,
    )  # fmt: skip
    chosen = own.assign(order=own["position"].map(grave.index)).sort_values(
        ["order", "latest"], ascending=[True, False]
    )
    ids = set(chosen["recommendation_id"].head(RECOMMENDATIONS))
    recommendations = [key for key in network.recommendations.index if key in ids]
    if len(own) > len(recommendations):
        found.note = f"{len(recommendations)} of the {len(own)} recommendations are drawn; the list has all."
    around = network.positions[
        network.positions["recommendation_id"].isin(recommendations) & (network.positions["actor_id"] != actor)
    ]
    room = min(OTHERS, LINES // max(len(recommendations), 1))
    others = list(around["actor_id"].value_counts().head(room).index) if 2 * room >= OTHERS else []
    half = -(-len(recommendations) // 2)
    both_sides = [recommendations[:half], [actor], recommendations[half:]]
    found.height = _place(network, found, [[actor], recommendations, others] if others else both_sides)
    shown = network.positions[
        network.positions["actor_id"].isin([actor, *others])
        & network.positions["recommendation_id"].isin(recommendations)
    ]
    for row in shown.to_dict("records"):
        _record(network, found, str(row["actor_id"]), str(row["recommendation_id"]), row)
    return found


def _place(network: Network, found: Map, columns: list[list[str]]) -> int:
    """Add the nodes of each column, evenly spaced and centred; the height of the map in pixels."""
    used = [column for column in columns if column]
    tallest = max((len(column) for column in used), default=1)
    for x, column in enumerate(used):
        pitch = min(ROW * tallest / len(column), 2.0 * ROW)
        for y, key in enumerate(column):
            place = {"x": float(x * COLUMN), "y": float((y - (len(column) - 1) / 2) * pitch)}
            found.nodes.append(_node(network, key) | place)
    return min(max(240, tallest * 42 + 60), 760)


def _node(network: Network, key: str) -> dict[str, object]:
    """A node; texts are plain: the canvas draws no HTML."""
    if key in network.recommendations.index:
        row = network.recommendations.loc[key]
        return {
            "id": key,
            "kind": "",
            "label": f"{key}  {short(str(row['text']), 40)}",
            "shape": "box",
            "color": {"background": PAPER, "border": OTHER},
            "title": f"{key}: {row['text']}",
            "font": {"size": 15, "color": INK},
        }
    row = network.actors.loc[key]
    kind = str(row["kind"])
    group = network.group_names.get(str(row["regional_group"]), "")
    return {
        "id": key,
        "kind": kind,
        "label": short(str(row["name"]), 34),
        "shape": shape(kind),
        "size": 11,
        "color": actor_colour(kind, str(row["regional_group"])),
        "title": f"{row['name']} ({', '.join(part for part in (Kind(kind).words, group) if part)})",
        "font": {"size": 15, "color": INK, "background": PAPER},
    }


def _hollow(network: Network, actor: str) -> dict[str, str]:
    """An estimate: the outline only."""
    row = network.actors.loc[actor]
    return {"background": PAPER, "border": actor_colour(str(row["kind"]), str(row["regional_group"]))}


def _record(
    network: Network, found: Map, actor: str, recommendation: str, held: Mapping[Hashable, Any] | pd.Series[Any]
) -> None:
    """A line for a position, a row of `Network.positions`, with the strongest act behind it."""
    standing = Standing(held["position"])
    act = act_words(held) if held["act"] else ""
    _line(network, found, actor, recommendation, WORDS[standing], *EDGES[standing], act)


def _line(
    network: Network, found: Map, one: str, other: str, words: str, colour: str, width: float, dashes: object, act: str
) -> None:
    found.edges.append({"from": one, "to": other, "color": colour, "width": width, "dashes": dashes})
    found.rows.append({"from": _name(network, one), "line": words, "to": _name(network, other), "act": act})


def _name(network: Network, key: str) -> str:
    return str(network.actors.loc[key, "name"]) if key in network.actors.index else key
