"""The snapshot of each page whose picture is no map: a brief with all its rows, what was asked, and its legend.

Those with a map are in `coalition.app.map.handed_on`.
"""

from __future__ import annotations

from dataclasses import replace

from coalition.analysis.cohesion import members
from coalition.analysis.compare import TEXTS
from coalition.analysis.partners.ranking import Search
from coalition.briefs.board_picture import board_picture
from coalition.briefs.bridges import two_groups
from coalition.briefs.compare import breaks_table, compared, compared_members, sourced, themes_table
from coalition.briefs.document import Brief
from coalition.briefs.recommendation import recommendation
from coalition.briefs.snapshot.choices import (
    of_bridges,
    of_coalition,
    of_compare,
    of_gaps,
    of_partners,
    of_recommendation,
    of_two_groups,
    of_what_if,
    of_world,
)
from coalition.briefs.snapshot.document import Choice, PageSnapshot
from coalition.briefs.world import key_of, world_likeness, world_positions
from coalition.measures.coalitions.rules import Rules
from coalition.model.network import Network


def _made(network: Network, brief: Brief, choice: Choice) -> PageSnapshot:
    return PageSnapshot(brief, choice.counting(network.counting))


def partners_snapshot(
    network: Network, brief: Brief, goal: str, own: str | None, evidence: str | None
) -> PageSnapshot:  # fmt: skip
    """Partners for a recommendation, from their brief."""
    return _made(network, brief, of_partners(network, goal, own, evidence))


def gaps_snapshot(
    network: Network, brief: Brief, only: tuple[str, ...], address: tuple[tuple[str, str], ...], asked: str
) -> PageSnapshot:  # fmt: skip
    """The gaps, from their brief, with the whole board; `only` are ids of recommendations, all if empty."""
    return _made(network, replace(brief, picture=board_picture(network, only)), of_gaps(address, asked))


def bridges_snapshot(network: Network, brief: Brief, by: str) -> PageSnapshot:
    """Bridges between groups, from their brief."""
    return _made(network, brief, of_bridges(by))


def two_groups_snapshot(network: Network, goal: str, one: str, other: str) -> PageSnapshot:
    """Bridges between two groups on a recommendation."""
    return _made(network, two_groups(network, goal, one, other), of_two_groups(network, goal, one, other))


def coalition_snapshot(
    network: Network, brief: Brief, goals: tuple[str, ...], rules: Rules, largest: bool
) -> PageSnapshot:  # fmt: skip
    """A coalition, from its brief."""
    return _made(network, brief, of_coalition(network, goals, rules, largest))


def what_if_snapshot(
    network: Network, brief: Brief, changes: tuple[tuple[str, str, str], ...], goals: tuple[str, ...]
) -> PageSnapshot:  # fmt: skip
    """A scenario, from its brief."""
    return _made(network, brief, of_what_if(network, changes, goals))


def world_snapshot(network: Network, goal: str, found: Search | None) -> PageSnapshot:
    """Where each State stands; with a search for partners, how like the supporters it is."""
    brief = world_positions(network, goal) if found is None else world_likeness(network, found)
    return replace(_made(network, brief, of_world(network, goal, found is not None)), key=key_of(brief))


def compare_snapshot(
    network: Network, actors: tuple[str, ...], side: tuple[str, str] | None, only: tuple[str, ...] | None, by: str
) -> PageSnapshot:  # fmt: skip
    """Actors side by side, or the members of one `side` (column and id)."""
    choice = of_compare(network, actors, side, only, by)
    if side is None:
        positions = ("Every position with its source", sourced(network, actors, only, by))
        return replace(_made(network, compared(network, actors, only, by), choice), more=(positions,))
    column, key = side
    brief = compared_members(network, key, column, only, by)
    ids = tuple(members(network, key, column))
    more = (
        ("Who broke with most of the others", breaks_table(network, key, column)),
        ("Cohesion by theme", themes_table(network, key, column)),
        ("Where each text was read" if by == TEXTS else "Every position with its evidence",
         sourced(network, ids, only, by)),
    )  # fmt: skip
    return replace(_made(network, brief, choice), more=more)


def recommendation_snapshot(network: Network, key: str) -> PageSnapshot:
    """Everything on record about a recommendation."""
    brief = recommendation(network, key)
    return replace(_made(network, brief, of_recommendation(network, key)), key=key_of(world_positions(network, key)))
