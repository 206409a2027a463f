"""A map as one graph for other programs: all that the tables hold as nodes and edges, with places and colours.

Actors and recommendations keep their ids; evidence, groups and blocs have the name of their table in front
(``evidence:GA-70-161``), because ids need only be unique within a table.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import pandas as pd

from coalition.model.positions import positions
from coalition.model.vocabulary import SEVERAL, Kind, Tables, split
from coalition.palette import AGAINST, INK, LINE, QUIET, actor_colour, colour, shape

Value = str | bool | int
BEHIND = {"evidence": "evidence:", "groups": "group:", "blocs": "bloc:"}
TYPES = {
    "actors": "actor", "recommendations": "recommendation", "evidence": "evidence", "groups": "regional group",
    "blocs": "bloc",
}  # fmt: skip
"""Table and the type of its nodes."""
STANCE, BEARS_ON, IN_GROUP, MEMBER_OF, POSITION = "stance", "bears on", "in group", "member of", "position"
"""Types of the edges. A position follows from stances by the rule of the program; the rest is what the tables hold."""


@dataclass(frozen=True)
class ExportedNode:
    id: str
    label: str
    type: str
    x: float
    y: float
    size: float
    colour: str
    shape: str
    values: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class ExportedEdge:
    source: str
    target: str
    type: str
    values: dict[str, Value] = field(default_factory=dict)


def nodes(tables: Tables) -> Iterator[ExportedNode]:
    """Every row of actors, recommendations, evidence, groups and blocs, where it stands and how it looks.

    Regional groups are sectors of a disc, those with most stances nearest to its middle; recommendations are a ring
    inside; evidence is a ring outside, groups and blocs beyond. Places depend on the tables alone.
    """
    taken = tables.stances["actor_id"].value_counts()
    sectors = sorted(tables.actors["regional_group"].unique())
    seats = dict.fromkeys(sectors, 0)
    order = tables.actors.assign(n=tables.actors["id"].map(taken).fillna(0)).sort_values(
        ["n", "id"], ascending=[False, True]
    )
    reach = 420 + 26 * math.sqrt(len(order))
    width = 2 * math.pi / max(len(sectors), 1)
    places = {}
    for row in order.itertuples(index=False):
        nth = seats[row.regional_group]
        seats[row.regional_group] += 1
        share = (nth * 0.6180339887498949) % 1
        angle = width * (sectors.index(row.regional_group) + 0.06 + 0.88 * share)
        places[row.id] = _polar(400 + 26 * math.sqrt(nth * max(len(sectors), 1)), angle)
    for record in tables.actors.to_dict("records"):
        x, y = places[record["id"]]
        size = 6 + 2 * math.log1p(float(taken.get(record["id"], 0)))
        tint = actor_colour(record["kind"], record["regional_group"])
        values = _values(record, "actors") | {"kind_words": Kind(record["kind"]).words}
        yield ExportedNode(record["id"], record["name"], "actor", x, y, size, tint, _gexf_shape(record["kind"]), values)
    for name, title, radius, tint in (
        ("recommendations", "id", 300.0, INK),
        ("evidence", "title", reach + 200, LINE),
        ("groups", "name", reach + 320, QUIET),
        ("blocs", "name", reach + 400, QUIET),
    ):
        frame: pd.DataFrame = getattr(tables, name)
        for n, record in enumerate(frame.to_dict("records")):
            x, y = _polar(radius, 2 * math.pi * n / len(frame))
            key = BEHIND.get(name, "") + record["id"]
            shade = colour(record["id"]) if name == "groups" else tint
            yield ExportedNode(key, record[title], TYPES[name], x, y, 8.0, shade, "square", _values(record, name))


def edges(tables: Tables) -> Iterator[ExportedEdge]:
    """Stances, links, seats in groups and blocs; and the positions that follow, which a reader may drop."""
    evidence, group, bloc = BEHIND["evidence"], BEHIND["groups"], BEHIND["blocs"]
    for record in tables.stances.to_dict("records"):
        actor, item = record.pop("actor_id"), record.pop("evidence_id")
        yield ExportedEdge(actor, evidence + item, STANCE, record)
    for record in tables.bears_on.to_dict("records"):
        item, goal = record.pop("evidence_id"), record.pop("recommendation_id")
        yield ExportedEdge(evidence + item, goal, BEARS_ON, record)
    for record in tables.actors.to_dict("records"):
        if record["regional_group"]:
            yield ExportedEdge(record["id"], group + record["regional_group"], IN_GROUP)
        for one in split(record["blocs"]):
            yield ExportedEdge(record["id"], bloc + one, MEMBER_OF)
    for record in positions(tables.stances, tables.evidence, tables.bears_on).to_dict("records"):
        actor, goal = record["actor_id"], record["recommendation_id"]
        values: dict[str, Value] = {
            "position": str(record["position"]), "act": record["act"], "act_year": record["act_year"],
            "lead": bool(record["lead"]), "moved": bool(record["moved"]),
            "evidence": ";".join(record["evidence"]), "since": record["since"], "latest": record["latest"],
        }  # fmt: skip
        yield ExportedEdge(actor, goal, POSITION, values)


def edge_colour(edge: ExportedEdge) -> str:
    """Colour of an edge: against in red, the rest quiet."""
    return AGAINST if edge.values.get("position") in ("oppose", "opposed") else LINE


def columns(things: list[ExportedNode] | list[ExportedEdge]) -> dict[str, str]:
    """Names of the values and their types: string, boolean or integer."""
    found: dict[str, str] = {}
    for thing in things:
        for name, value in thing.values.items():
            kind = "boolean" if isinstance(value, bool) else "integer" if isinstance(value, int) else "string"
            found.setdefault(name, kind)
    return found


def _values(record: dict[str, str], table: str) -> dict[str, Value]:
    """The cells of a row; the id is the node's own, and said once more where the node's has a name in front."""
    values: dict[str, Value] = {key: cell for key, cell in record.items() if key != "id" or table in BEHIND}
    for column in SEVERAL.get(table, ()):
        values[f"{column}_count"] = len(split(record[column]))
    return values


def _gexf_shape(kind: str) -> str:
    """The nearest of the four shapes of GEXF."""
    return {"dot": "disc", "triangle": "triangle", "square": "square", "diamond": "diamond"}.get(shape(kind), "disc")


def _polar(radius: float, angle: float) -> tuple[float, float]:
    return round(radius * math.cos(angle), 2), round(radius * math.sin(angle), 2)
