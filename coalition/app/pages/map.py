"""Map: the network itself: which actors are on record on which recommendations, and who is on none."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from coalition.analysis.bridges.ranking import bridges as find_bridges
from coalition.analysis.bridges.ties import MOST_STANCES, most_alike, ties
from coalition.analysis.phrases import headline
from coalition.analysis.selection import POSITION, STATES_ONLY, Filters, Selection, recorded, select
from coalition.analysis.selection_wording import selection_sentence, selection_table
from coalition.app.map import MapData, alike_map, columns_map, graph_map, grouped_map, whole_map
from coalition.app.map.backbone import TIES
from coalition.app.map.data import LIKEST, TIE, without
from coalition.app.map.grouped import mark_of, too_many
from coalition.app.map.handed_on import map_snapshot
from coalition.app.map.sizes import BRIDGE
from coalition.app.parts import layout, map_card, map_choices, session, share
from coalition.app.parts.map_choices import COLUMNS, GROUPED, RECORD, TIED, MapChoices
from coalition.app.parts.snapshots import Asked
from coalition.briefs.snapshot.choices import of_map
from coalition.english import capitalized, listed, number_of
from coalition.errors import CoalitionError
from coalition.model.network import Network
from coalition.model.visibility import INSIDE, anything_protected
from coalition.model.vocabulary import STATES, Kind

READING = {
    RECORD: "In the middle stand the recommendations, by paragraph; around them the actors with a recorded position, "
    "those with the most nearest to the middle. Below are the actors without one.",
    TIED: "Who is near each other is tied, directly or through others. Left and right, above and below mean nothing. A "
    "tie of two States rests on all texts on which States differed, whatever the theme; of two others, on the "
    f"recommendations that both support. Of each actor the {TIES} strongest ties are drawn. The ten best bridges "
    "between regional groups always have their names.",
    COLUMNS: "On the left the actors with a recorded position, by group and name. On the right the recommendations, by "
    "paragraph. Below them the actors without a recorded position.",
    GROUPED: "A mark stands for all actors of one kind in one regional group, the larger the more they are. A box "
    "stands for a theme, or for a paragraph where one theme is chosen. A line is wider the more positions it holds.",
}
UNLIKE = "Two that vote alike on these texts may still differ on a recommendation."
HIGH = 760
REGIONAL = "regional_group"
POINTING = (
    "Point at a mark to see whose it is and its lines. Click it for its positions. Click it again to see only it and "
    "what it is tied to. A click on an entry of the legend hides it."
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
    share.show(of_map(network, asked.filters), map_snapshot, asked.filters)
    left, right = st.columns([13, 5], gap="medium")
    with left:
        chosen = graph_map(drawn, "whole map", HIGH, asked.filters.off, map_choices.turn)
    with right:
        words = next((node.name for node in drawn.nodes if node.id == chosen), "")
        map_card.show(network, found, chosen, words)
        layout.name("How to read it")
        for words in _reading(asked.view):
            layout.note(words)
    layout.twin(_table(network, found, asked.view, drawn), "The map as a table")


def _drawn(network: Network, asked: MapChoices, every: Selection) -> MapData:
    """The picture, with what the legend leaves out: places stay when something is turned off."""
    full = replace(asked.filters, off=())
    selected = session.question(select, full)
    what = capitalized(asked.filters.theme or "All recommendations")
    ranking = _ranking() if asked.size == BRIDGE or asked.view == TIED else None
    if asked.view == GROUPED:
        lines = tuple(one for one in asked.filters.off if one.startswith(POSITION))
        return session.result(grouped_map, session.question(select, replace(full, off=lines)), f"{what}: by group")
    if asked.view == TIED:
        who = session.question(recorded, selected) if _of_positions(full) else selected
        return session.result(alike_map, who, "Who is alike", asked.size, ranking, *_ties(network, every))
    if asked.view == COLUMNS:
        return session.result(columns_map, selected, f"{what}: two columns", asked.size, ranking)
    return session.result(whole_map, selected, f"{what}: who is on record", asked.size, ranking)


def _of_positions(filters: Filters) -> bool:
    """Whether filters ask for some positions only."""
    return bool(filters.position or filters.act or filters.since or filters.until)


def _ties(network: Network, every: Selection) -> list[Asked]:
    """A question for each kind of actor that is compared with its like."""
    kinds = {str(Kind.STATE) if kind in STATES else str(kind) for kind in every.actors["kind"]}
    untested = {str(Kind.STATE)} if network.stances.nnz > MOST_STANCES else set()
    return [
        session.question(most_alike) if kind in untested else session.question(ties, kind) for kind in sorted(kinds)
    ]


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
    who = "States" if asked.filters.kind == STATES_ONLY else "actors"
    if asked.view == TIED:
        return _tied_sentence(found, who, drawn)
    return selection_sentence(found, asked.filters)


def _tied_sentence(found: Selection, who: str, drawn: MapData) -> str:
    lines = [edge for edge in drawn.edges if edge.line == TIE]
    if lines:
        tied = {end for edge in lines for end in (edge.source, edge.target)}
        rest = " Of the kinds of actor without any such tie, the pairs that come nearest are drawn dashed."
        return (
            f"{len(tied):,} of {len(found.actors):,} {who} agree with at least one other more often than chance would "
            "have it; "
            f"{number_of(len(lines), 'tie is', 'ties are')} drawn.{rest if len(lines) < len(drawn.edges) else ''}"
        )
    if any(edge.line == LIKEST for edge in drawn.edges):
        return f"Of {len(found.actors):,} {who}, each is joined to those that vote most like it."
    if drawn.edges:
        return f"No two of these {who} are alike more often than by chance. Drawn are the pairs that come nearest."
    return f"Too little is on record to say which of these {who} are alike."


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
    if view in (TIED, GROUPED):
        words = {node.id: node.name for node in drawn.nodes}
        rows = [(words[edge.source], words[edge.target], edge.words.rpartition(": ")[2]) for edge in drawn.edges]
        heads = ("One", "Other", "What they did alike")
        if view == GROUPED:
            heads = ("Actors", "Recommendations", "What is on record")
        return pd.DataFrame(rows, columns=heads)
    return selection_table(network, found)[["Actor", "Regional group", "Recommendation", "Position", "What it did"]]


session.show(body)
