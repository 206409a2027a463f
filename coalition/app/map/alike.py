"""The actors of a selection by whom they are like: near each other whoever is tied, a tray for the others."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from math import sqrt
from typing import Any

import pandas as pd

from coalition.analysis.bridges.backbone import COLUMNS
from coalition.analysis.selection import Selection
from coalition.app.map.backbone import pairs, strongest
from coalition.app.map.data import LIKEST, NEAREST, TIE, Band, MapData, MapEdge, legend
from coalition.app.map.layout import PAD, ROW, Item, tray_below, with_names
from coalition.app.map.sectors import APART, NAMED
from coalition.app.map.sizes import sizes
from coalition.app.map.springs import spread_out
from coalition.app.map.whole import actor_node, size_entry
from coalition.english import number_of
from coalition.figures.placing import Box, short
from coalition.model.network import Network
from coalition.model.vocabulary import STATES

BRIDGES = 10
"""So many of the first bridges have their names whatever stands around them."""
SPACE, LEAST = 5_600.0, (1200.0, 620.0)
"""Room for each actor, in square pixels, and the least of all."""
NAMES = 220


def among(found: Selection, *ties: pd.DataFrame) -> pd.DataFrame:
    """The ties between actors of a selection that are drawn: the strongest of each.

    Parameters
    ----------
    found : Selection
        Its actors.
    *ties : DataFrame
        Tables of `coalition.analysis.bridges.ties.ties`, one for each kind.
    """
    here = found.actors.index
    kept = [table[table["actor_id"].isin(here) & table["other_id"].isin(here)] for table in ties]
    return pd.concat([strongest(table) for table in kept]) if kept else pd.DataFrame(columns=COLUMNS)


def alike_map(
    network: Network,
    found: Selection,
    title: str,
    size: str,
    ranking: pd.DataFrame | None,
    *ties: pd.DataFrame,
) -> MapData:
    """The actors of a selection, those tied near each other.

    Parameters
    ----------
    network : Network
        The map.
    found : Selection
        Whose actors are drawn.
    title : str
        Title of the map, for downloads and screen readers.
    size : str
        What the size of the marks means; see `coalition.app.map.sizes.sizes`.
    ranking : DataFrame, optional
        Table of `coalition.analysis.bridges.ranking.bridges`: the first of it have their names.
    *ties : DataFrame
        Tables of `coalition.analysis.bridges.ties.ties`, one for each kind; of each actor the strongest are drawn, and
        every actor that has one within the selection.
    """
    drawn = among(found, *ties)
    counts = pd.concat([drawn["actor_id"], drawn["other_id"]]).value_counts()
    tied = sorted(str(key) for key in counts.index)
    sized = sizes(found, size, ranking)
    items = {
        str(key): Item(str(key), short(str(name)), radius=sized.radius(str(key)))
        for key, name in found.actors["name"].items()
    }
    width, height = _room(len(tied))
    first = [] if ranking is None else [str(key) for key in ranking["actor_id"] if key in counts.index]
    order = [*first[:BRIDGES], *sorted(tied, key=lambda key: (-counts[key], key))]
    named = [items[key] for key in dict.fromkeys(order)]
    marks = spread_out(tied, pairs(drawn), width, height)
    room = Box(-PAD, -PAD, width + PAD, height + PAD)
    places = with_names(marks, named, NAMES, room=room, sure=len(first[:BRIDGES]))
    bands: list[Band] = []
    right, bottom = width, height
    if tray := [item for key, item in items.items() if key not in counts.index]:
        cell = max(item.width for item in tray) + PAD if len(tray) <= NAMED else APART
        words = f"{number_of(len(tray), 'actor')} without a tie here"
        side = "right" if len(tray) <= NAMED else ""
        bottom, right = tray_below(places, bands, tray, words, (0.0, width), height + ROW, cell, side)
    nodes = tuple(
        actor_node(network, item, places[key], number_of(int(counts.get(key, 0)), "tie drawn", "ties drawn"))
        for key, item in items.items()
    )
    is_state = network.actors["kind"].isin(list(STATES))
    edges = tuple(_edge(row, bool(is_state[row["actor_id"]])) for row in drawn.to_dict("records"))
    entries = (*legend(nodes, edges, network.group_names), *size_entry(sized))
    alt = f"{title}: a map of {number_of(len(tied), 'actor')} and {number_of(len(edges), 'tie')} between them. "
    alt += "The same as a table below."
    return MapData(title, nodes, edges, tuple(bands), entries, alt, (0.0, 0.0, right, bottom))


def _room(count: int) -> tuple[float, float]:
    """Width and height for so many marks."""
    width, height = LEAST
    larger = max(sqrt(count * SPACE / (width * height)), 1.0)
    return width * larger, height * larger


def _edge(row: Mapping[Hashable, Any], is_state: bool) -> MapEdge:
    line = {"positive": TIE, "most alike": LIKEST}.get(row["tie"], NEAREST)
    did = "the same side on" if is_state else "both support"
    words = f"{row['name']} and {row['other_name']}: {did} {row['concordant']} of {row['n']}"
    return MapEdge(str(row["actor_id"]), str(row["other_id"]), line, words)
