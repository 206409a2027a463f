"""A selection too large to be drawn one by one: a mark for each group and kind, a box for each theme or paragraph."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import pandas as pd

from coalition.analysis.phrases import WORDS
from coalition.analysis.selection import Selection
from coalition.app.map.data import TOGETHER, MapData, MapEdge, MapNode, legend
from coalition.app.map.layout import NO_GROUP, Item, two_mode
from coalition.english import capitalized, number_of, plural
from coalition.figures.placing import short
from coalition.model.network import Network
from coalition.model.vocabulary import Kind, Standing

MOST_MARKS, MOST_LINES = 3_000, 20_000
"""Beyond so many actors and recommendations, or lines, a selection is drawn by groups."""
SMALLEST, LARGEST = 5.0, 14.0
THINNEST, WIDEST = 0.8, 9.0
LONG = 34


def too_many(found: Selection) -> bool:
    """Whether a selection is too large to be drawn one by one.

    Parameters
    ----------
    found : Selection
        What is asked for.
    """
    return len(found.actors) + len(found.recommendations) > MOST_MARKS or len(found.positions) > MOST_LINES


def grouped_map(network: Network, found: Selection, title: str) -> MapData:
    """A selection by groups: on the left a mark for the actors of each kind in each regional group, larger the more
    they are; on the right a box for each theme, or each paragraph where only one theme is asked for.

    Parameters
    ----------
    network : Network
        The map.
    found : Selection
        What is drawn.
    title : str
        Title of the map, for downloads and screen readers.
    """
    people, goals = _people(found), _goals(found)
    counts = people.groupby(["node", "kind", "group"], sort=False).size().reset_index(name="actors")
    recorded = people[people.index.isin(found.positions["actor_id"])].groupby("node").size()
    most = int(counts["actors"].max()) if len(counts) else 1
    lines = found.positions[["position"]].assign(
        one=found.positions["actor_id"].map(people["node"]), other=found.positions["recommendation_id"].map(goals)
    )
    order = {kind.value: place for place, kind in enumerate(Kind)}
    counts = counts.sort_values(
        ["kind", "node"], key=lambda column: column.map(order) if column.name == "kind" else column
    )
    rows = counts.to_dict("records")
    actors = [Item(row["node"], _counted(row["kind"], row["actors"]), row["group"]) for row in rows]
    of_box = goals.groupby(goals, sort=False).size()
    boxes = [Item(str(key), _boxed(str(key), int(size)), box=True) for key, size in of_box.items()]
    plan = two_mode([actors, boxes], network.group_names | {"": NO_GROUP})
    width = max((item.width for item in boxes), default=0.0)
    nodes, words = [], {}
    for row, item in zip(rows, actors, strict=True):
        place, group = plan.places[item.id], network.group_names.get(row["group"], "")
        words[item.id] = f"{item.label}{f', {group}' if group else ''}"
        said = f"{words[item.id]}: {int(recorded.get(item.id, 0)):,} with a recorded position here"
        radius = SMALLEST + (LARGEST - SMALLEST) * sqrt(row["actors"] / most)
        nodes.append(MapNode(item.id, item.label, said, row["kind"], row["group"], place.x, place.y, place.side,
                             radius=radius))  # fmt: skip
    for item, size in zip(boxes, of_box, strict=True):
        place = plan.places[item.id]
        words[item.id] = _box_words(item.id)
        said = f"{words[item.id]}: {number_of(int(size), 'recommendation')}"
        nodes.append(MapNode(item.id, item.label, said, "", "", place.x, place.y, place.side, width=width))
    edges = _edges(lines, words)
    entries = [replace(entry, switches=()) if entry.sort == "line" else entry
               for entry in legend(nodes, edges, network.group_names)]  # fmt: skip
    alt = f"{title}: {number_of(len(found.actors), 'actor')} in {number_of(len(actors), 'group')}, "
    alt += f"{number_of(len(goals), 'recommendation')}, {number_of(len(found.positions), 'position')}. "
    alt += "The same as a table below."
    return MapData(title, tuple(nodes), edges, plan.bands, tuple(entries), alt, plan.extent)


def members(found: Selection, node: str) -> list[str]:
    """Ids of the actors, or of the recommendations, for which a mark or box of `grouped_map` stands.

    Parameters
    ----------
    found : Selection
        What was drawn.
    node : str
        Id of the mark; [] for one that is not there.
    """
    people, goals = _people(found)["node"], _goals(found)
    return [str(key) for key in (*people.index[people == node], *goals.index[goals == node])]


def mark_of(network: Network, actor: str) -> str:
    """Id of the mark that stands for an actor among others."""
    row = network.actors.loc[actor]
    return _mark(str(row["kind"]), str(row["regional_group"]))


def _mark(kind: str, group: str) -> str:
    return f"{kind} in {group}"


def _people(found: Selection) -> pd.DataFrame:
    """Kind, group and mark of each actor."""
    kind, group = found.actors["kind"].astype(str), found.actors["regional_group"].astype(str)
    marks = [_mark(*one) for one in zip(kind, group, strict=True)]
    return pd.DataFrame({"kind": kind, "group": group, "node": marks}, index=found.actors.index)


def _goals(found: Selection) -> pd.Series[str]:
    """The box of each recommendation: its theme, or of a single theme its paragraph."""
    several = found.recommendations["theme"].nunique() > 1
    column = found.recommendations["theme" if several else "paragraph"].astype(str)
    return ("theme " if several else "paragraph ") + column


def _counted(kind: str, actors: int) -> str:
    words = Kind(kind).words
    return number_of(actors, words, plural(words))


def _box_words(node: str) -> str:
    what, _, value = node.partition(" ")
    return f"Paragraph {value}" if what == "paragraph" else capitalized(value or "no theme")


def _boxed(node: str, size: int) -> str:
    return f"{short(_box_words(node), LONG)} ({size})"


def _edges(lines: pd.DataFrame, words: dict[str, str]) -> tuple[MapEdge, ...]:
    """A line from each group to each box on which somebody of it has a position, wider the more positions."""
    size = lines.groupby(["one", "other", "position"], sort=False).size()
    by_pair: dict[tuple[str, str], dict[str, int]] = {}
    for (one, other, position), count in size.items():
        by_pair.setdefault((str(one), str(other)), {})[str(position)] = int(count)
    most = max((sum(found.values()) for found in by_pair.values()), default=1)
    return tuple(
        MapEdge(one, other, TOGETHER, f"{words[one]} → {words[other]}: {_told(found)}", _width(found, most))
        for (one, other), found in by_pair.items()
    )


def _width(found: dict[str, int], most: int) -> float:
    return round(THINNEST + (WIDEST - THINNEST) * sum(found.values()) / most, 2)


def _told(found: dict[str, int]) -> str:
    """The positions behind a line: "120 positions (supports 100, opposed a text 20)"."""
    parts = [f"{WORDS[standing]} {found[standing]:,}" for standing in Standing if standing in found]
    return f"{number_of(sum(found.values()), 'recorded position')} ({', '.join(parts)})"
