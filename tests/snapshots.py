"""The snapshot of each page, made from a network as the pages and the command make it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from coalition.analysis.coalitions import coalition_for
from coalition.analysis.partners.ranking import search
from coalition.analysis.selection import Filters
from coalition.app.map.handed_on import actor_snapshot, map_snapshot
from coalition.briefs.actor import actor
from coalition.briefs.bridges import bridges
from coalition.briefs.coalition import coalition_brief
from coalition.briefs.document import dated
from coalition.briefs.gaps import gap_brief
from coalition.briefs.partners import partners
from coalition.briefs.snapshot import answers
from coalition.briefs.snapshot.document import PageSnapshot
from coalition.briefs.snapshot.page import page
from coalition.briefs.whatif import whatif
from coalition.measures.coalitions.rules import Rules
from coalition.model.network import Network

DAY = dt.date(2026, 11, 28)


def snapshots(goal: str, one: str, other: str, text: str, group: str) -> dict[str, Callable[[Network], PageSnapshot]]:
    """How to make each: for a recommendation, two actors, a text that bears on it, and a regional group."""
    changes = ((one, text, "oppose"),)
    return {
        "partners": lambda n: answers.partners_snapshot(n, partners(n, goal), goal, None, None),
        "gaps": lambda n: answers.gaps_snapshot(n, gap_brief(n), (), (), ""),
        "bridges": lambda n: answers.bridges_snapshot(n, bridges(n), "regional_group"),
        "coalition": lambda n: answers.coalition_snapshot(
            n, coalition_brief(n, coalition_for(n, [goal])), (goal,), Rules(), False
        ),
        "what if": lambda n: answers.what_if_snapshot(n, whatif(n, changes), changes, ()),
        "map": lambda n: map_snapshot(n, Filters()),
        "world": lambda n: answers.world_snapshot(n, goal, None),
        "world by likeness": lambda n: answers.world_snapshot(n, goal, search(n, goal)),
        "compare": lambda n: answers.compare_snapshot(n, (one, other), None, None, "texts"),
        "compare a group": lambda n: answers.compare_snapshot(n, (), ("regional_group", group), None, "texts"),
        "recommendation": lambda n: answers.recommendation_snapshot(n, goal),
        "actor": lambda n: actor_snapshot(n, actor(n, one), one),
    }


def written(found: PageSnapshot, left_out: str = "") -> str:
    """The file of a snapshot, as it was made on a day."""
    return page(replace(found, brief=dated(found.brief, DAY, left_out)))
