"""The map that answers a click: vis-network in a component of Streamlit, with places computed here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

from coalition.app.map.alike import alike_map
from coalition.app.map.around import around
from coalition.app.map.backbone import backbone_map
from coalition.app.map.data import MapData
from coalition.app.map.grouped import grouped_map
from coalition.app.map.whole import columns_map, whole_map

__all__ = ["MapData", "alike_map", "around", "backbone_map", "columns_map", "graph_map", "grouped_map", "whole_map"]

NAME = "coalition.map"
"""The component of `pyproject.toml`, as Streamlit calls it."""


def graph_map(
    drawn: MapData, key: str, height: int, off: Sequence[str] = (), turn: Callable[[list[str]], None] | None = None
) -> str | None:
    """Show a map; the id of the node that the person chose, or None.

    Parameters
    ----------
    drawn : MapData
        What is drawn where.
    key : str
        Under the same key the map keeps its zoom, and the places to which nodes were dragged, when the data change.
    height : int
        Room for the drawing, in pixels; it takes less where it needs less, and more on a large screen.
    off : sequence of str
        What is left out now, by the names of the switches of the legend.
    turn : callable, optional
        Told what is left out after a click on the legend, whatever a browser sends; without it the legend is no more
        than a legend.
    """
    _announce()
    safe = key.replace("_", "_-")  # Streamlit keeps two underscores in a row for itself
    data = drawn.json() | {"height": height, "off": list(off), "switches": turn is not None}

    def turned() -> None:
        told = st.session_state[safe].get("turned")
        if turn is not None and isinstance(told, list):
            turn([str(one) for one in told])

    result = _component()(key=safe, data=data, on_chosen_change=_nothing, on_turned_change=turned)
    chosen = result.get("chosen")
    return chosen if any(node.id == chosen for node in drawn.nodes) else None


def _nothing() -> None:
    """A state without a callback is none."""


@cache
def _component() -> Any:
    return st.components.v2.component(NAME, js="component.js", css="component.css")


def _announce() -> None:
    """Tell Streamlit where the files lie when it found no installed package that says so (a plain checkout)."""
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(NAME) is None:
        project, name = NAME.split(".")
        manifest = ComponentManifest(project, "", [ComponentConfig(name, "app/map/assets")])
        manager.register_from_manifest(manifest, Path(__file__).parents[2])
