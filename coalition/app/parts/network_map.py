"""The map on a page: a click names a node and offers the way to it; below it the table and the map to take away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from coalition.app.map import MapData, around, graph_map
from coalition.app.parts import layout, session
from coalition.figures import neighbourhood, takeaway
from coalition.figures.neighbourhood import Map
from coalition.model.network import Network
from coalition.model.visibility import INSIDE, LEFT_OUT, anything_protected

SOURCE = "Facts from votes, sign-on letters and texts on public record; each has its source in the app."


def of_actor(network: Network, actor: str) -> None:
    """What surrounds an actor."""
    title = f"{network.actors.loc[actor, 'name']}: positions and who shares them"
    _show(network, neighbourhood.of_actor(network, actor), title, f"map of {actor}", actor)

    def seen(public: Network) -> Map | None:
        return neighbourhood.of_actor(public, actor) if actor in public.actors.index else None

    _take_away(seen, title)


def of_recommendation(network: Network, recommendation: str, table: pd.DataFrame, public_table: pd.DataFrame) -> None:
    """What surrounds a recommendation; `public_table` is the search on the map as others may see it."""
    title = f"{recommendation}: who to talk to first, through whom, and who is on record"
    found = neighbourhood.of_recommendation(network, recommendation, table)
    _show(network, found, title, f"map of {recommendation}", recommendation)
    _take_away(lambda public: neighbourhood.of_recommendation(public, recommendation, public_table), title)


def _show(network: Network, found: Map, title: str, key: str, centre: str) -> None:
    if found.note:
        layout.note(found.note)
    drawing(network, around(network, found, title), key, centre)
    layout.twin(found.table, "The map as a table")


def drawing(network: Network, drawn: MapData, key: str, centre: str = "") -> None:
    """A map, and the way to the node that the person chose on it; `centre` is where the person already is.

    A picture of it that somebody takes away says whether anything protected may be on it.
    """
    drawn = replace(drawn, note=INSIDE if anything_protected(network) else "")
    chosen = graph_map(drawn, key, _height(drawn.extent))
    if chosen and chosen != centre:
        layout.note(next(node.name for node in drawn.nodes if node.id == chosen))
        if chosen in network.recommendations.index:
            session.link("partners", "Open this recommendation in Partners", r=chosen)
        else:
            session.link("actor", "Open this actor", actor=chosen)


def _height(extent: tuple[float, float, float, float]) -> int:
    """Room for the map at its own size, but no more than a screen."""
    return min(max(int(extent[3] - extent[1]) + 40, 260), 760)


def _take_away(seen: Callable[[Network], Map | None], title: str) -> None:
    """The button for the file, made from the map as others may see it."""
    public, left_out = session.public_network()
    found = seen(public)
    if found is None:
        layout.note("This actor is protected: there is no map of it to take away.")
        return
    source = f"{SOURCE} {LEFT_OUT}" if left_out else SOURCE
    names, version = public.group_names, public.digest  # an idle visit keeps the file, and not the whole map
    st.download_button(
        "Take this map with you (HTML)",
        lambda: takeaway.page(found, title, names, version=version, source=source),
        file_name=f"{title.split(':')[0]} {date.today().isoformat()}.html",
        mime="text/html",
        on_click="ignore",
    )
    if left_out:
        layout.note(LEFT_OUT)
