"""Answers whose picture is a map, to hand on: a part of the network, and an actor with what surrounds it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from coalition.analysis.phrases import headline
from coalition.analysis.selection import Filters, Selection, select
from coalition.analysis.selection_wording import selection_sentence, selection_table
from coalition.app.map.around import around
from coalition.app.map.data import MapData
from coalition.app.map.drawing import legend_signs, map_svg
from coalition.app.map.whole import whole_map
from coalition.briefs.document import UNKNOWN, Brief, BriefPicture, Sources
from coalition.briefs.snapshot.choices import of_actor, of_map
from coalition.briefs.snapshot.document import PageSnapshot
from coalition.english import capitalized
from coalition.figures import neighbourhood
from coalition.model.network import Network

POINT = "Point at a mark to see whose it is and its lines; click it to find it in the table. Unknown is not opposed."


def map_snapshot(network: Network, filters: Filters) -> PageSnapshot:
    """A part of the network as a map and as a table, with the evidence of each position.

    Parameters
    ----------
    network : Network
        The map as others may see it.
    filters : Filters
        What is asked for.

    Raises
    ------
    CoalitionError
        As `coalition.analysis.selection.select`.
    """
    found = select(network, filters)
    title = f"{capitalized(filters.theme or 'all recommendations')}: who is on record"
    drawn = whole_map(network, found, title) if len(found.actors) else None
    sources = Sources(network)
    table = _table(network, found, sources)
    brief = Brief(
        topic="Map",
        title=title,
        question="Who is on record on what?",
        answer=headline(network, selection_sentence(found, filters)),
        picture=_picture(drawn) if drawn else None,
        front=(),
        sections=(),
        sources=sources.listed(),
        not_known=(UNKNOWN, "Partial lists may lack an actor: not being on such a list says nothing."),
        table=table,
        version=network.digest,
    )
    return PageSnapshot(brief, of_map(network, filters).counting(network.counting), _key(drawn))


def actor_snapshot(network: Network, brief: Brief, key: str) -> PageSnapshot:
    """The brief about an actor with the map of what surrounds it.

    Parameters
    ----------
    network : Network
        The map as others may see it.
    brief : Brief
        Result of `coalition.briefs.actor.actor`.
    key : str
        Id of the actor.
    """
    found = neighbourhood.of_actor(network, key)
    drawn = around(network, found, f"{brief.title}: positions and who shares them")
    made = replace(brief, picture=_picture(drawn))
    return PageSnapshot(made, of_actor(network, key).counting(network.counting), _key(drawn))


def _picture(drawn: MapData) -> BriefPicture:
    return BriefPicture(map_svg(drawn), drawn.alt, POINT)


def _key(drawn: MapData | None) -> tuple[tuple[str, str], ...]:
    return legend_signs(drawn.legend) if drawn else ()


def _table(network: Network, found: Selection, sources: Sources) -> pd.DataFrame:
    """The rows of a selection, each line with its evidence."""
    table = selection_table(network, found)
    cited = [sources.cite(evidence) for evidence in found.positions["evidence"]]
    return table.assign(Evidence=[*cited, *[""] * (len(table) - len(cited))])
