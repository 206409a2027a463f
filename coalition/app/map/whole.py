"""The map of a selection: actors with a position around the recommendations, or beside them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from coalition.analysis.phrases import WORDS, act_words
from coalition.analysis.selection import Selection
from coalition.app.map.columns import in_columns
from coalition.app.map.data import LegendEntry, MapData, MapEdge, MapNode, legend
from coalition.app.map.layout import NO_GROUP, Item, MapLayout, MarkPlace
from coalition.app.map.sectors import Sector, around_middle
from coalition.app.map.sizes import ALIKE, Sizes, sizes
from coalition.english import capitalized, number_of, plural
from coalition.figures.placing import short
from coalition.model.network import Network
from coalition.model.vocabulary import STATES, Kind, Standing
from coalition.palette import DARK, QUIET

FEW = 12
"""Up to so many recommendations show their words; more of them only what they are called."""
LONG = 44
SHORT = 16
"""Letters of a name in a column at most; the whole name stands at the mark that is pointed at."""


def whole_map(
    network: Network, found: Selection, title: str, size: str = ALIKE, ranking: pd.DataFrame | None = None
) -> MapData:
    """A selection as a map: States in sectors by regional group, the others by kind, around the recommendations.

    Parameters
    ----------
    network : Network
        The map.
    found : Selection
        What is drawn.
    title : str
        Title of the map, for downloads and screen readers.
    size : str
        What the size of the marks of actors means; see `coalition.app.map.sizes.sizes`.
    ranking : DataFrame, optional
        Bridges, where size means that.
    """
    marks = Marks(found, sizes(found, size, ranking))
    plan = around_middle(marks.boxes, _sectors(network, found, marks.actors), marks.tray, marks.tray_words)
    return marks.map(network, plan, title)


def columns_map(
    network: Network, found: Selection, title: str, size: str = ALIKE, ranking: pd.DataFrame | None = None
) -> MapData:
    """A selection in two columns: actors by group and kind on the left, by name; recommendations on the right.

    Parameters are those of `whole_map`.
    """
    marks = Marks(found, sizes(found, size, ranking), SHORT)
    sectors = [
        replace(sector, members=sorted(sector.members, key=lambda item: (item.label, item.id)))
        for sector in _sectors(network, found, marks.actors)
    ]
    return marks.map(network, in_columns(marks.boxes, sectors, marks.tray, marks.tray_words), title)


class Marks:
    """The marks of a selection, before they have places.

    Parameters
    ----------
    found : Selection
        What is drawn.
    sized : Sizes
        How large the actors are.
    letters : int
        Of the label of an actor, at most.
    """

    def __init__(self, found: Selection, sized: Sizes, letters: int = 24) -> None:
        self.found, self.sized = found, sized
        self.lines = found.on_record
        self.boxes = [_box(found, str(key)) for key in found.recommendations.index]
        self.actors = {
            str(key): Item(str(key), short(str(name), letters), radius=sized.radius(str(key)))
            for key, name in found.actors["name"].items()
        }
        self.tray = [item for key, item in self.actors.items() if key not in self.lines.index]
        self.tray_words = f"{number_of(len(self.tray), 'actor')} without a recorded position here"

    def map(self, network: Network, plan: MapLayout, title: str) -> MapData:
        """The map, with these places."""
        found, boxes = self.found, self.boxes
        width = max((item.width for item in boxes), default=0.0)
        nodes = [
            MapNode(box.id, box.label, f"{box.id}: {found.recommendations.loc[box.id, 'text']}", "", "",
                    plan.places[box.id].x, plan.places[box.id].y, "right", width=width)
            for box in boxes
        ]  # fmt: skip
        for key, item in self.actors.items():
            said = _count(int(self.lines.get(key, 0)))
            nodes.append(actor_node(network, item, plan.places[key], said))
        names = found.actors["name"]
        edges = tuple(_edge(row, names) for row in found.positions.to_dict("records"))
        alt = f"{title}: a map of {len(self.actors) - len(self.tray)} actors, "
        alt += f"{number_of(len(boxes), 'recommendation')} and {number_of(len(edges), 'position')}. "
        alt += "The same as a table below."
        entries = (*legend(nodes, edges, network.group_names), *size_entry(self.sized))
        return MapData(title, tuple(nodes), edges, plan.bands, entries, alt, plan.extent)


def actor_node(network: Network, item: Item, place: MarkPlace, said: str) -> MapNode:
    """The mark of an actor, which says its kind, its group and something more."""
    row = network.actors.loc[item.id]
    kind, group = str(row["kind"]), str(row["regional_group"])
    parts = [Kind(kind).words, network.group_names.get(group, ""), said]
    name = f"{row['name']} ({', '.join(part for part in parts if part)})"
    return MapNode(item.id, item.label, name, kind, group, place.x, place.y, place.side, radius=item.radius)


def size_entry(sized: Sizes) -> tuple[LegendEntry, ...]:
    """What size means, in the legend."""
    return (LegendEntry("size", "dot", (QUIET, DARK[QUIET]), sized.words),) if sized.words else ()


def _box(found: Selection, key: str) -> Item:
    few = len(found.recommendations) <= FEW
    return Item(key, short(f"{key} {found.recommendations.loc[key, 'text']}", LONG) if few else key, box=True)


def _sectors(network: Network, found: Selection, labels: dict[str, Item]) -> list[Sector]:
    """States by regional group, then the others by kind; whoever has most positions first."""
    drawn = found.actors.loc[list(found.on_record.index)]
    is_state = drawn["kind"].isin(list(STATES))
    states = drawn[is_state]
    groups = [*network.group_names.items(), ("", NO_GROUP)]
    known = states["regional_group"].where(states["regional_group"].isin(list(network.group_names)), "")
    sectors = [Sector(name, group, _items(states[known == group], labels)) for group, name in groups]
    others = drawn[~is_state]
    sectors += [
        Sector(capitalized(plural(kind.words)), "", _items(others[others["kind"] == kind], labels)) for kind in Kind
    ]
    return [sector for sector in sectors if sector.members]


def _items(rows: Any, labels: dict[str, Item]) -> list[Item]:
    return [labels[str(key)] for key in rows.index]


def _count(lines: int) -> str:
    return number_of(lines, "position") if lines else "no recorded position here"


def _edge(row: Mapping[Hashable, Any], names: Any) -> MapEdge:
    line = WORDS[Standing(row["position"])]
    act = f" ({act_words(row)})" if row["act"] else ""
    words = f"{names[row['actor_id']]} → {row['recommendation_id']}: {line}{act}"
    return MapEdge(str(row["actor_id"]), str(row["recommendation_id"]), line, words)
