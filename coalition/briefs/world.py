"""Where each State stands on a recommendation, or how like its supporters it is, to hand on."""

from __future__ import annotations

import pandas as pd

from coalition.analysis.partners.ranking import Search
from coalition.analysis.phrases import headline
from coalition.analysis.world import likeness_of_states, likeness_sentence, positions_of_states, positions_sentence
from coalition.briefs.document import UNKNOWN, Brief, BriefPicture, Sources
from coalition.figures import world as board
from coalition.model.network import Network


def world_positions(network: Network, recommendation: str) -> Brief:
    """Positions of all States on a recommendation."""
    table = positions_of_states(network, recommendation)
    sentence = positions_sentence(network, recommendation, table)
    return _made(network, recommendation, sentence, table, f"Where does each State stand on {recommendation}?")


def world_likeness(network: Network, found: Search) -> Brief:
    """Likeness of all States to the supporters of a recommendation, from a search for partners."""
    table = likeness_of_states(network, found)
    goal = found.target.recommendation
    return _made(
        network, goal, likeness_sentence(network, found, table), table, f"Who is like the supporters of {goal}?"
    )


def _made(network: Network, goal: str, sentence: str, table: pd.DataFrame, question: str) -> Brief:
    sources = Sources(network)
    held = network.positions_on(goal).set_index("actor_id")["evidence"].to_dict()
    shown = board.as_table(table, network.group_names)
    shown["Evidence"] = [sources.cite(held.get(actor, ())) for actor in table["actor_id"]]
    counted = board.counts([tile.mark for tile in board.tiles_of(table)])
    caption = "One tile a State. Lines around tiles are the regional groups. Unknown is not opposed."
    svg = board.kept_board(table, network.group_names, sentence)
    told = f"{sentence} {'; '.join(f'{mark}: {count}' for mark, count in counted.items())}."
    return Brief(
        topic="World",
        title=question.removesuffix("?"),
        question=f"{question} {network.recommendations.loc[goal, 'text']}",
        answer=headline(network, sentence),
        picture=BriefPicture(svg, told, caption) if len(table) else None,
        front=(),
        sections=(),
        sources=sources.listed(),
        not_known=(UNKNOWN, "Partial lists may lack a State: not being on such a list says nothing."),
        table=shown,
        version=network.digest,
    )


def key_of(brief: Brief) -> tuple[tuple[str, str], ...]:
    """The legend of the board: each look that is there, as a tile, with its words and how many there are."""
    counts = brief.table["Looks"].value_counts()
    return tuple(
        (board.swatch(mark, False), f"{mark} ({counts[str(mark)]})") for mark in board.Mark if str(mark) in counts.index
    )
