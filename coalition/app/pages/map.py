"""Map: the network itself: which actors are on record on which recommendations, and who is on none."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from coalition.analysis.bridges.ranking import bridges as find_bridges
from coalition.analysis.bridges.ties import MOST_STANCES, most_alike, ties
from coalition.analysis.phrases import headline, observers_told
from coalition.analysis.selection import Selection, recorded, select
from coalition.analysis.selection_wording import selection_table
from coalition.app.map import MapData, alike_map, columns_map, graph_map, grouped_map, whole_map
from coalition.app.map.backbone import TIES
from coalition.app.map.data import LIKEST, without
from coalition.app.map.grouped import mark_of, too_many
from coalition.app.map.handed_on import map_snapshot
from coalition.app.map.sizes import BRIDGE
from coalition.app.map.views import (
    COLUMNS,
    GROUPED,
    HEADS,
    RECORD,
    REGIONAL,
    TIED,
    kinds_tied,
    lines_only,
    lines_table,
    of_positions,
    picture_sentence,
    title_of,
)
from coalition.app.parts import layout, map_card, map_choices, session, share
from coalition.app.parts.map_choices import MapChoices
from coalition.app.parts.snapshots import Asked
from coalition.briefs.snapshot.choices import of_map
from coalition.english import listed
from coalition.errors import CoalitionError
from coalition.model.network import Network
from coalition.model.visibility import INSIDE, anything_protected

READING: dict[str, str] = {
    RECORD: "In the middle stand the recommendations, by paragraph; around them the actors with a recorded position, "
    "those with the most nearest to the middle. Below are the actors without one.",
    TIED: "Who is near each other is tied, directly or through others. Left and right, above and below mean nothing. A "
    "tie of two States rests on all texts on which States differed, whatever the theme; of two others, on the "
    f"recommendations that both support. Of each actor the {TIES} strongest ties are drawn; the card names whom it "
    "votes most like, which is another measure (kappa). The ten best bridges between regional groups always have their "
    "names.",
    COLUMNS: "On the left the actors with a recorded position, by group and name. On the right the recommendations, by "
    "paragraph. Below them the actors without a recorded position.",
    GROUPED: "A mark stands for all actors of one kind in one regional group, the larger the more they are. A box "
    "stands for a theme, or for a paragraph where one theme is chosen. A line is wider the more positions it holds.",
}
UNLIKE = "Two that vote alike on these texts may still differ on a recommendation."
HIGH = 760
POINTING = (
    "Point at a mark to see whose it is and its lines. Click it for its positions. Click it again to see only it and "
    "what it is tied to. A click on an entry of the legend hides what it stands for."
)


def body(network: Network) -> None:
    place = st.container()
    asked = map_choices.ask(network)
    try:
        found = session.result(select, asked.filters)
        every = session.result(select, replace(asked.filters, off=()))
    except CoalitionError as error:
        with place:
            layout.answer("Nothing is on this map.")
            layout.alert(f"{error}.")
        return
    if every.actors.empty:
        with place:
            layout.answer("No actor fits these filters.")
        layout.text("Take a filter away.")
        return
    if large := too_many(every):
        asked = replace(asked, view=GROUPED)
    drawn = _marked(network, asked, without(_drawn(network, asked, every), asked.filters.off))
    with place:
        layout.answer(headline(network, _sentence(found, asked, drawn)))
        for words in _notes(network, asked, drawn, every if large else None):
            layout.note(words)
    shown = (asked.view, asked.size)
    share.show(of_map(network, asked.filters, *shown), map_snapshot, asked.filters, *shown)
    left, right = st.columns([13, 5], gap="medium")
    with left:
        chosen = graph_map(drawn, "whole map", HIGH, asked.filters.off, map_choices.turn)
    with right:
        words = next((node.name for node in drawn.nodes if node.id == chosen), "")
        map_card.show(network, found, chosen, words)
        layout.name("How to read it")
        for words in filter(None, [*_reading(asked.view), observers_told(found.actors)]):
            layout.note(words)
    layout.twin(_table(network, found, asked.view, drawn), "The map as a table")


def _drawn(network: Network, asked: MapChoices, every: Selection) -> MapData:
    """The picture, with what the legend leaves out: places stay when something is turned off."""
    full = replace(asked.filters, off=())
    selected, title = session.question(select, full), title_of(asked.view, full)
    ranking = _ranking() if asked.size == BRIDGE or asked.view == TIED else None
    if asked.view == GROUPED:
        return session.result(grouped_map, session.question(select, lines_only(asked.filters)), title)
    if asked.view == TIED:
        who = session.question(recorded, selected) if of_positions(full) else selected
        tables = [
            session.question(ties, kind) if tested else session.question(most_alike)
            for kind, tested in kinds_tied(network, every).items()
        ]
        return session.result(alike_map, who, title, asked.size, ranking, *tables)
    made = columns_map if asked.view == COLUMNS else whole_map
    return session.result(made, selected, title, asked.size, ranking)


def _ranking() -> Asked | None:
    """The question for the bridges between regional groups; None where a map has too few groups for any."""
    try:
        session.bridges(REGIONAL)
    except CoalitionError:
        return None
    return session.question(find_bridges, REGIONAL)


def _marked(network: Network, asked: MapChoices, drawn: MapData) -> MapData:
    """The map with the mark of the visitor's own country, and what to say of what is protected."""
    own = mark_of(network, asked.own) if asked.own and asked.view == GROUPED else asked.own
    there = own if any(node.id == own for node in drawn.nodes) else ""
    note = INSIDE if anything_protected(network) else ""
    return replace(drawn, own=there, view=asked.view, note=note)


def _sentence(found: Selection, asked: MapChoices, drawn: MapData) -> str:
    """How many are on record, and who most; or who is alike."""
    if found.actors.empty:
        return "The legend leaves everybody out."
    return picture_sentence(found, asked.filters, asked.view, drawn)


def _reading(view: str) -> list[str]:
    """What places and lines mean, and what a pointer does."""
    return [READING[view], POINTING, "Unknown is not opposed." if view != TIED else UNLIKE]


def _notes(network: Network, asked: MapChoices, drawn: MapData, large: Selection | None) -> list[str]:
    """What is special about this picture."""
    notes = []
    if large is not None:
        count = len(large.actors) + len(large.recommendations)
        notes.append(
            f"{count:,} actors and recommendations are too many to draw one by one, so that a mark stands for all of a "
            "group and kind. Choose a theme, a kind or a group to see each."
        )
    if any(edge.line == LIKEST for edge in drawn.edges):
        notes.append(
            f"With more than {MOST_STANCES:,} votes and signatures a test of every pair of States takes minutes. "
            "Here each State is joined to the three whose votes are most like its own (kappa); some of these pairs may "
            "be alike by chance."
        )
    if asked.filters.off:
        out = map_choices.off_words(network, asked.filters.off)
        notes.append(f"Left out by the legend: {listed(out, len(out))}.")
    if asked.own:
        notes.append(_own_words(str(network.actors.loc[asked.own, "name"]), asked.view, bool(drawn.own)))
    return notes


def _own_words(name: str, view: str, there: bool) -> str:
    if not there:
        return f"{name}, your country, is not on this map: the filters or the legend leave it out."
    if view == GROUPED:
        return f"The mark in two rings holds {name}, your country; its lines are strong and the others faint."
    lines = "its ties, to those most like it," if view == TIED else "its lines"
    return f"{name}, your country, stands in two rings; {lines} are strong and the others faint."


def _table(network: Network, found: Selection, view: str, drawn: MapData) -> pd.DataFrame:
    """The picture as rows."""
    if view in HEADS:
        return lines_table(view, drawn)
    return selection_table(network, found)[["Actor", "Regional group", "Recommendation", "Position", "What it did"]]


session.show(body)
