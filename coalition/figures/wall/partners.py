"""On the wall: whom to talk to first about a recommendation, by regional group, and how many support it already."""

from __future__ import annotations

import pandas as pd

from coalition.analysis.partners.ranking import Search
from coalition.analysis.partners.wording import FIRST
from coalition.analysis.phrases import headline
from coalition.english import first_sentence
from coalition.figures.placing import Box, short
from coalition.figures.wall.canvas import LABEL, MARGIN, Canvas, WallPicture, Words, finished, frame, sheet
from coalition.figures.wall.rows import (
    REST,
    Name,
    Row,
    bar,
    heads,
    names,
    quotas,
    row_keys,
    row_name,
    rows_between,
    unknown,
)
from coalition.model.network import Network
from coalition.model.vocabulary import STATES

HEAD = 36
SUPPORT = ("leads", "supports")
LONGEST = 50
"""Letters of the title of a text in the legend."""
MIDDLE = ("ask", "middle", "recorded")


def partners_wall(
    network: Network, found: Search, size: tuple[int, int], dark: bool = False, left_out: bool = False
) -> WallPicture:
    """Draw a search for partners."""
    canvas, goal = sheet(size, dark), found.target.recommendation
    states = found.table[found.table["kind"].isin(STATES)]
    told = states[states["section"].isin([*MIDDLE, *SUPPORT])]
    keys = row_keys(network, others=not told["group"].isin(network.groups.index).all())
    states = states.assign(row=states["group"].where(states["group"].isin(keys), REST))
    middle = states[states["section"].isin(MIDDLE)]
    middle = middle.assign(late=middle["section"] == "ask").sort_values(["late", "rank"], na_position="last")
    named = middle.loc[(middle["section"] == "middle") & middle["rank"].notna(), "actor_id"].head(FIRST)
    middle = middle.assign(first=middle["actor_id"].isin(named))
    words = Words(
        f"{goal}: who to talk to first?",
        str(network.recommendations.loc[goal, "text"]),
        headline(network, _answer(found, middle)),
        f"By likeness, an estimate · ● with a record of its own · ○ without · {_counted(network, found)}",
    )
    top, bottom = frame(canvas, words, left_out)
    if not network.evidence_of(goal):
        unknown(canvas, network, top)
        return finished(canvas, words, pd.DataFrame(), left_out)
    left, right = MARGIN + canvas.width * 0.215, canvas.width - MARGIN
    support = right - canvas.width * 0.2
    canvas.text("First names first", left, top + HEAD / 2, colour=canvas.colours.quiet)
    canvas.text(_head(found), support, top + HEAD / 2, colour=canvas.colours.quiet)
    rows = rows_between(keys, top + HEAD, bottom)
    heads(canvas, network, rows, MARGIN, left - MARGIN - 12)
    for row, most in zip(rows, quotas([int((middle["row"] == key).sum()) for key in keys]), strict=True):
        _names(canvas, middle[middle["row"] == row.key], Box(left, row.top + 2, support - 20, row.bottom - 2), most)
        _support(canvas, states[states["row"] == row.key], row, support)
    return finished(canvas, words, _table(network, found, states, middle, keys), left_out)


def _answer(found: Search, middle: pd.DataFrame) -> str:
    """The answer as far as it is read from afar: whom to talk to; or all of it, where that is nobody."""
    return found.sentence if middle["rank"].isna().all() else first_sentence(found.sentence)[0]


def _head(found: Search) -> str:
    """What the numbers beside the bars count, in two words."""
    return "On the target" if found.target.named else "In support"


def _counted(network: Network, found: Search) -> str:
    """What the numbers beside the bars count: States on one text, or on all that bears on the recommendation."""
    goal = found.target
    if not goal.named:
        return f"right: States of the group in support of {goal.recommendation} by any text"
    (text,) = goal.evidence
    title, year = str(network.evidence.loc[text, "title"]), str(network.evidence.loc[text, "date_to"])[:4]
    return f"right: States of the group in support of the target, {short(title, LONGEST)} ({year})"


def _names(canvas: Canvas, middle: pd.DataFrame, room: Box, most: int) -> None:
    """The first names of a row: filled when on record, hollow when estimated; those of the answer with their rank."""
    if middle.empty:
        canvas.text("–", room.left, (room.top + room.bottom) / 2, colour=canvas.colours.quiet)
        return
    wanted = []
    for row in middle.to_dict("records"):
        first = bool(row["first"])
        name = f"{row['rank']} {row['name']}" if first else str(row["name"])
        recorded = row["badge"] != ""
        wanted.append(Name(name, canvas.colours.of(str(row["group"])), recorded, first))
    names(canvas, wanted, room, most, len(wanted))


def _support(canvas: Canvas, states: pd.DataFrame, row: Row, left: float) -> None:
    """How many of the group are on record in support."""
    count = int(states["section"].isin(SUPPORT).sum())
    width = canvas.width - MARGIN - left - 110
    bar(canvas, left, row.middle, width, count / max(len(states), 1), canvas.colours.of(row.key))
    canvas.text(f"{count} of {len(states)}", canvas.width - MARGIN, row.middle, size=LABEL, bold=True, align="end")


def _table(
    network: Network, found: Search, states: pd.DataFrame, middle: pd.DataFrame, keys: list[str]
) -> pd.DataFrame:
    """The picture as a table."""
    recorded = middle["badge"] != ""
    return pd.DataFrame(
        [
            {
                "Regional group": row_name(network, key),
                "With a record of its own": ", ".join(middle.loc[recorded & (middle["row"] == key), "name"]),
                "By likeness only": ", ".join(middle.loc[~recorded & (middle["row"] == key), "name"]),
                _head(found): int((of_row := states[states["row"] == key])["section"].isin(SUPPORT).sum()),
                "States": len(of_row),
            }
            for key in keys
        ]
    )
