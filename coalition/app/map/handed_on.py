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
from coalition.app.map.grouped import too_many
from coalition.app.map.sizes import ALIKE
from coalition.app.map.views import (
    COLUMNS,
    GROUPED,
    HEADS,
    RECORD,
    TIED,
    drawn,
    lines_table,
    picture_sentence,
    title_of,
)
from coalition.briefs.document import UNKNOWN, Brief, BriefPicture, Sources
from coalition.briefs.snapshot.choices import of_actor, of_map
from coalition.briefs.snapshot.document import PageSnapshot
from coalition.figures import neighbourhood
from coalition.model.network import Network

QUESTIONS: dict[str, str] = {
    RECORD: "Who is on record on what?",
    COLUMNS: "Who is on record on what?",
    GROUPED: "Which groups are on record on what?",
    TIED: "Who votes and signs alike?",
}
POINT = "Point at a mark to see whose it is and its lines; click it to find it in the table. Unknown is not opposed."


def map_snapshot(network: Network, filters: Filters, view: str = RECORD, size: str = ALIKE) -> PageSnapshot:
    """A part of the network as a picture and as a table, with the evidence of each position.

    Parameters
    ----------
    network : Network
        The map as others may see it.
    filters : Filters
        What is asked for.
    view, size : str
        Which picture, and how large its marks are (`coalition.app.map.views.drawn`).

    Raises
    ------
    CoalitionError
        As `coalition.analysis.selection.select`.
    """
    found = select(network, filters)
    view = GROUPED if too_many(found) else view
    picture = drawn(network, found, filters, view, size) if len(found.actors) else None
    sources = Sources(network)
    table = _table(network, found, sources)
    sentence = (
        picture_sentence(found, filters, view, picture) if picture is not None else selection_sentence(found, filters)
    )
    brief = Brief(
        topic="Map",
        title=title_of(view, filters),
        question=QUESTIONS[view],
        answer=headline(network, sentence),
        picture=_picture(picture) if picture else None,
        front=(),
        sections=(),
        sources=sources.listed(),
        not_known=(UNKNOWN, "Partial lists may lack an actor: not being on such a list says nothing."),
        table=table,
        version=network.digest,
    )
    choice = of_map(network, filters, view, size).counting(network.counting)
    if picture and view in HEADS:  # whose rows are the lines that are drawn
        lines = replace(brief, table=lines_table(view, picture))
        return PageSnapshot(lines, choice, _key(picture), (("The positions behind it", table),))
    return PageSnapshot(brief, choice, _key(picture))


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
    picture = around(network, found, f"{brief.title}: positions and who shares them")
    made = replace(brief, picture=_picture(picture))
    return PageSnapshot(made, of_actor(network, key).counting(network.counting), _key(picture))


def _picture(drawn: MapData) -> BriefPicture:
    return BriefPicture(map_svg(drawn), drawn.alt, POINT)


def _key(drawn: MapData | None) -> tuple[tuple[str, str], ...]:
    return legend_signs(drawn.legend) if drawn else ()


def _table(network: Network, found: Selection, sources: Sources) -> pd.DataFrame:
    """The rows of a selection, each line with its evidence."""
    table = selection_table(network, found)
    cited = [sources.cite(evidence) for evidence in found.positions["evidence"]]
    return table.assign(Evidence=[*cited, *[""] * (len(table) - len(cited))])
