"""A view of the wall drawn from the map as others may see it, and what it is called."""

from __future__ import annotations

import streamlit as st

from coalition.analysis.bridges.ranking import bridges
from coalition.analysis.coalitions import smallest
from coalition.analysis.gaps.gaps import gaps
from coalition.analysis.partners.ranking import Search, search
from coalition.analysis.partners.track_record import evaluation_of
from coalition.errors import CoalitionError
from coalition.figures.wall.bridges import bridges_wall
from coalition.figures.wall.canvas import Picture, message
from coalition.figures.wall.coalition import coalition_wall
from coalition.figures.wall.gaps import gaps_wall
from coalition.figures.wall.partners import partners_wall
from coalition.figures.wall.supporters import supporters_wall
from coalition.measures.coalitions.certificate import Coalition
from coalition.model.network import Network
from coalition.pages import _shared
from coalition.room import View, ViewKind
from coalition.settings import Settings

QUESTIONS = {
    ViewKind.PARTNERS: "Who to talk to first",
    ViewKind.SUPPORTERS: "Who supports it already",
    ViewKind.COALITION: "The smallest coalition",
    ViewKind.GAPS: "What nobody covers yet",
    ViewKind.BRIDGES: "Who bridges the regional groups",
}
SECONDS = 20.0


def words(view: View) -> str:
    """What a view is called in a list."""
    groups = f" from {view.groups} group{'' if view.groups == 1 else 's'} each" if view.groups else ""
    asked = QUESTIONS[view.kind]
    return f"{', '.join(view.ids)}: {asked[:1].lower()}{asked[1:]}{groups}" if view.ids else asked


def picture(view: View | None, size: tuple[int, int], dark: bool) -> Picture:
    """The picture of a view; what keeps it from being drawn stands in its place as a sentence."""
    if view is None:
        return message("Nothing is on the wall yet", "Prepare a view on the page Room.", size, dark)
    return _drawn(_shared.state(), view.kind.value, view.ids, view.groups, size, dark)


@st.cache_data(max_entries=200, show_spinner=False)
def _drawn(
    state: str, kind: str, ids: tuple[str, ...], groups: int, size: tuple[int, int], dark: bool
) -> Picture:  # fmt: skip
    network, left_out = _shared.public_network()
    try:
        for key in ids:
            network.require("recommendations", key)
        if kind == ViewKind.GAPS:
            return gaps_wall(network, _shared.result(gaps, public=True), size, dark, left_out)
        if kind == ViewKind.BRIDGES:
            by = "regional_group"
            found = _shared.result(bridges, by, public=True) if left_out else _shared.bridges(by)
            return bridges_wall(network, found, size, dark, left_out)
        if kind == ViewKind.SUPPORTERS:
            return supporters_wall(network, ids[0], size, dark, left_out)
        if kind == ViewKind.PARTNERS:
            return partners_wall(network, _shared.result(_search, ids[0], public=True), size, dark, left_out)
        coalition = _shared.result(_smallest, ids, groups, public=True)
        return coalition_wall(network, coalition, ids, groups, size, dark, left_out)
    except CoalitionError as error:
        said = str(error)
        return message("This view cannot be shown", f"{said[:1].upper()}{said[1:]}", size, dark)


def _search(network: Network, recommendation: str) -> Search:
    return search(network, recommendation, evaluation=evaluation_of(network, Settings().evaluations))


def _smallest(network: Network, recommendations: tuple[str, ...], groups: int) -> Coalition:
    return smallest(network, recommendations, 1, groups, alternatives=1, time_limit=SECONDS)
