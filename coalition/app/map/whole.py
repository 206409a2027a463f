"""The map of a selection: its recommendations in the middle, the actors with a position around them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from coalition.analysis.phrases import WORDS, act_words
from coalition.analysis.selection import Selection
from coalition.app.map.data import MapData, MapEdge, MapNode, legend
from coalition.app.map.layout import NO_GROUP, Item
from coalition.app.map.sectors import Sector, around_middle
from coalition.english import capitalized, number_of, plural
from coalition.figures.placing import short
from coalition.model.network import Network
from coalition.model.vocabulary import STATES, Kind, Standing

FEW = 12
"""Up to so many recommendations show their words; more of them only what they are called."""
LONG = 44


def whole_map(network: Network, found: Selection, title: str) -> MapData:
    """A selection as a map: States in sectors by regional group, the others by kind.

    Parameters
    ----------
    network : Network
        The map.
    found : Selection
        What is drawn.
    title : str
        Title of the map, for downloads and screen readers.
    """
    lines = found.on_record
    boxes = [_box(found, str(key)) for key in found.recommendations.index]
    labels = {str(key): Item(str(key), short(str(name))) for key, name in found.actors["name"].items()}
    tray = [item for key, item in labels.items() if key not in lines.index]
    words = f"{number_of(len(tray), 'actor')} without a recorded position here"
    plan = around_middle(boxes, _sectors(network, found, labels), tray, words)
    width = max((item.width for item in boxes), default=0.0)
    nodes = [
        MapNode(box.id, box.label, f"{box.id}: {found.recommendations.loc[box.id, 'text']}", "", "",
                plan.places[box.id].x, plan.places[box.id].y, "right", width=width)
        for box in boxes
    ]  # fmt: skip
    for row in found.actors.itertuples():
        key, place = str(row.Index), plan.places[str(row.Index)]
        group = str(row.regional_group)
        said = [Kind(row.kind).words, network.group_names.get(group, ""), _count(int(lines.get(key, 0)))]
        name = f"{row.name} ({', '.join(part for part in said if part)})"
        label = labels[key].label if place.side else ""
        nodes.append(MapNode(key, label, name, str(row.kind), group, place.x, place.y, place.side or "right"))
    names = found.actors["name"]
    edges = tuple(_edge(row, names) for row in found.positions.to_dict("records"))
    alt = f"{title}: a map of {len(labels) - len(tray)} actors, {number_of(len(boxes), 'recommendation')} and "
    alt += f"{number_of(len(edges), 'position')}. The same as a table below."
    entries = legend(nodes, edges, network.group_names)
    return MapData(title, tuple(nodes), edges, plan.bands, entries, alt, plan.extent)


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
