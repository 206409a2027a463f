"""The pictures of a part of the network: which there are, what each is called, and each made whole for a file."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from coalition.analysis.bridges.ranking import bridges
from coalition.analysis.bridges.ties import MOST_STANCES, most_alike, ties
from coalition.analysis.selection import POSITION, STATES_ONLY, Filters, Selection, recorded, select
from coalition.analysis.selection_wording import selection_sentence
from coalition.app.map.alike import alike_map
from coalition.app.map.data import LIKEST, TIE, MapData, without
from coalition.app.map.grouped import grouped_map
from coalition.app.map.sizes import ALIKE, BRIDGE
from coalition.app.map.whole import columns_map, whole_map
from coalition.english import capitalized, listed, number_of, plural
from coalition.errors import CoalitionError
from coalition.figures.map_views import MapView
from coalition.model.network import Network
from coalition.model.vocabulary import STATES, Kind

RECORD, TIED, COLUMNS, GROUPED = MapView
VIEWS: dict[str, str] = {view: view.words for view in MapView}
REGIONAL = "regional_group"
HEADS: dict[str, tuple[str, str, str]] = {
    TIED: ("One", "Other", "What they did alike"),
    GROUPED: ("Actors", "Recommendations", "What is on record"),
}
"""Of the pictures whose rows are their lines."""


def title_of(view: str, filters: Filters) -> str:
    """What a picture is called. Who is alike is so on all texts, whatever the theme."""
    if view == TIED and not of_positions(filters):
        return VIEWS[TIED]
    return f"{capitalized(filters.theme or 'all recommendations')}: {VIEWS[view].lower()}"


def of_positions(filters: Filters) -> bool:
    """Whether filters ask for some positions only."""
    return bool(filters.position or filters.act or filters.since or filters.until)


def kinds_tied(network: Network, found: Selection) -> dict[str, bool]:
    """The kinds of actor of which each is compared with its like, and whether every pair is tested for that: with very
    many stances States are not.
    """
    kinds = sorted({str(Kind.STATE) if kind in STATES else str(kind) for kind in found.actors["kind"]})
    return {kind: not (kind == Kind.STATE and network.stances.nnz > MOST_STANCES) for kind in kinds}


def lines_only(filters: Filters) -> Filters:
    """Filters for the picture by group: of what the legend leaves out, positions are counted anew, marks stay."""
    return replace(filters, off=tuple(one for one in filters.off if one.startswith(POSITION)))


def drawn(network: Network, found: Selection, filters: Filters, view: str, size: str = ALIKE) -> MapData:
    """One picture of what some filters leave, made at once.

    Parameters
    ----------
    network : Network
        The map.
    found : Selection
        What the filters leave: at least one actor.
    filters : Filters
        What is asked for.
    view : str
        One of `VIEWS`.
    size : str
        A measure of `coalition.app.map.sizes`.
    """
    title = title_of(view, filters)
    if view == GROUPED:
        return without(grouped_map(network, select(network, lines_only(filters)), title), filters.off)
    ranking = _ranking(network) if size == BRIDGE or view == TIED else None
    if view == TIED:
        who = recorded(network, found) if of_positions(filters) else found
        tables = [
            ties(network, kind) if tested else most_alike(network)
            for kind, tested in kinds_tied(network, found).items()
        ]
        return alike_map(network, who, title, size, ranking, *tables)
    made = columns_map if view == COLUMNS else whole_map
    return made(network, found, title, size, ranking)


def _ranking(network: Network) -> pd.DataFrame | None:
    """The bridges between regional groups; None where a map has too few groups for any."""
    try:
        return bridges(network, REGIONAL)
    except CoalitionError:
        return None


def picture_sentence(found: Selection, filters: Filters, view: str, picture: MapData) -> str:
    """What a picture shows: how many are on record, and who most; or who is alike."""
    return tied_sentence(found, filters, picture) if view == TIED else selection_sentence(found, filters)


def tied_sentence(found: Selection, filters: Filters, picture: MapData) -> str:
    """How many are alike, by kinds of actor, in a sentence."""
    who = "States" if filters.kind == STATES_ONLY else "actors"
    lines = [edge for edge in picture.edges if edge.line == TIE]
    if lines:
        kinds = found.actors["kind"].map(lambda kind: "States" if kind in STATES else plural(Kind(kind).words))
        tied = kinds[kinds.index.isin({end for edge in lines for end in (edge.source, edge.target)})].value_counts()
        told = [f"{tied[kind]:,} of {count:,} {kind}" for kind, count in kinds.value_counts().items() if kind in tied]
        rest = " Of the kinds of actor without any such tie, the pairs that come nearest are drawn dashed."
        return (
            f"{listed(told, len(told))} agree with at least one other of their kind more often than by chance. "
            f"{number_of(len(lines), 'tie is', 'ties are')} drawn.{rest if len(lines) < len(picture.edges) else ''}"
        )
    if any(edge.line == LIKEST for edge in picture.edges):
        return f"Of {len(found.actors):,} {who}, each is joined to those that vote most like it."
    if picture.edges:
        return f"No two of these {who} are alike more often than by chance. Drawn are the pairs that come nearest."
    return f"Too little is on record to say which of these {who} are alike."


def lines_table(view: str, picture: MapData) -> pd.DataFrame:
    """The lines of a picture as rows, for the views of `HEADS`."""
    words = {node.id: node.name for node in picture.nodes}
    rows = [(words[edge.source], words[edge.target], edge.words.rpartition(": ")[2]) for edge in picture.edges]
    return pd.DataFrame(rows, columns=HEADS[view])
