"""The spectrum of partners for paper: one row per regional group, the middle ground shaded, the rest as counts."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd

from coalition.analysis.partners.ranking import Search
from coalition.briefs.document import BriefPicture
from coalition.figures.placing import Box, lines, place_labels, short
from coalition.figures.spectrum import (
    APART,
    FOOT,
    IN_MIDDLE,
    PITCH,
    STEPS,
    SUPPORT,
    Cells,
    Columns,
    by_group,
    estimated,
    has_likeness,
    in_cell,
    middle_words,
    rows_of,
    told_of,
    unscaled,
)
from coalition.figures.svg import circle, drawing, line, named, rectangle, text
from coalition.model.network import Network
from coalition.palette import INK, LINE, MIDDLE, MIDDLE_INK, PAPER, QUIET, colour

WIDTH = 720.0
NAMES, COUNT, ON_RECORD = 144.0, 62.0, 72.0
RADIUS, SMALL = 8.5, 10.5
REST = ["unlike", "further", "facts"]
"""Whoever is not on record, where the record carries no likeness."""
HEADS = {
    "opposed": ("Opposed", "a text"),
    "unlike": ("Unlike", "supporters"),
    "rest": ("Further down, or", "nothing that counts"),
    "check": ("Check the", "source, ask"),
    "support": ("On record", "in support"),
}
Spot = tuple[float, float, dict[str, object]]


def spectrum_picture(found: Search, network: Network) -> BriefPicture:
    """Draw a search: filled marks are records, hollow ones estimates, a number is the rank in the list."""
    states = found.table[found.table["actor_id"].isin(network.actors.index[network.is_state])]
    groups = [group for group in network.groups.index if (states["group"] == group).any()]
    told = states[~states["section"].isin(["unlike", "further", "facts"])]
    groups += [""] * bool((told["group"] == "").any())
    columns = _columns(found, states)
    rows = {group: states[states["group"] == group] for group in groups}
    cells = {group: estimated(rows[group], columns) for group in groups}
    told = told_of(found, states.loc[states["rank"].notna() & (states["section"] != "ask"), "name"])
    centres, edges = rows_of(states, cells, columns, told)
    height = edges[-1] + FOOT
    parts = _frame(found, columns, edges, height)
    for group in groups:
        parts.append(text(short(network.group_names.get(group, "no group"), 22), 0, centres[group], 12.5, bold=True))
        parts += _counts(rows[group], columns, centres[group])
    spots = [spot for group in groups for spot in _spots(rows[group], cells[group], columns, centres[group])]
    parts += [_mark(*spot) for spot in spots]
    parts += _labels(spots, columns, dict(zip(groups, pairwise(edges), strict=True)), told)
    return BriefPicture(drawing(WIDTH, height, parts), _alt(found, network), _caption(found))


def _columns(found: Search, states: pd.DataFrame) -> Columns:
    """Columns from left to right; the estimates take what the others leave."""
    sections = set(states["section"])
    most = unscaled(states).groupby("group").size().max()
    fullest = 0 if pd.isna(most) else int(most)
    per_line = max(1, -(-fullest // 3))
    wide = {
        "opposed": COUNT if "opposed" in sections else 0.0,
        "unlike": COUNT if has_likeness(found) else 0.0,
        "rest": 0.0,
        "recorded": max(ON_RECORD, 24 + PITCH * per_line) if fullest else 0.0,
        "estimated": 0.0,
        "check": COUNT if has_likeness(found) and "ask" in sections else 0.0,
        "support": COUNT + 8,
    }
    rest = WIDTH - NAMES - sum(wide.values())
    if has_likeness(found):
        wide["estimated"] = rest
    else:
        wide |= {"rest": rest / 2, "recorded": wide["recorded"] + rest / 2} if fullest else {"rest": rest}
    columns, x = Columns(per_line=per_line), NAMES
    for name, width in wide.items():
        if width:
            columns.edges[name] = (x, x + width - 4)
            x += width
    if "estimated" in columns.edges:
        estimates = states[states["section"] == "middle"]
        steps = (estimates["likeness"].astype(float) * STEPS).round().fillna(0).astype(int)
        steps = steps.clip(IN_MIDDLE[0], IN_MIDDLE[-1]).rename("step")
        columns.divide("estimated", IN_MIDDLE, estimates.groupby([steps, "group"]).size().groupby(level=0).max())
    return columns


def _frame(found: Search, columns: Columns, edges: list[float], height: float) -> list[str]:
    """The shaded middle, what it is called, heads of columns, fine lines between rows, and the axis of likeness."""
    parts, inside = [], [columns.edges[name] for name in ("recorded", "estimated") if name in columns.edges]
    if inside:
        left, right = inside[0][0], inside[-1][1]
        parts.append(rectangle(left, 0, right - left, height - FOOT, MIDDLE))
        parts.append(text(middle_words(found), (left + right) / 2, 11, 13, MIDDLE_INK, bold=True, align="middle"))
    parts += [line(0, y, WIDTH, y, LINE) for y in edges]
    below = {"recorded": "no scale", "estimated": "by likeness: an estimate"}
    parts += [
        text(words, columns.middle(name), 31, SMALL + 0.5, MIDDLE_INK, align="middle")
        for name, words in below.items()
        if name in columns.edges
    ]
    heads = HEADS | ({"check": ("Expect", "agreement")} if found.target.votes else {})
    for name, both in heads.items():
        if name in columns.edges:
            tint = QUIET if name in ("unlike", "check", "rest") else INK
            parts += [
                text(w, columns.middle(name), y, SMALL + 1, tint, align="middle")
                for w, y in zip(both, (13, 28), strict=True)
            ]
    for k in IN_MIDDLE[::2] if columns.scores else []:
        parts.append(text(f"{k / STEPS:.0%}", columns.scores[k][0], height - 11, SMALL, QUIET, align="middle"))
    if columns.scores:
        parts.append(
            text("likeness to supporters", columns.edges["estimated"][0] - 6, height - 11, SMALL, QUIET, align="end")
        )
    return parts


def _counts(of_group: pd.DataFrame, columns: Columns, y: float) -> list[str]:
    """How many States of a group stand in each list beside the middle ground."""
    size = of_group["section"].value_counts()
    shown = {"opposed": ["opposed"], "check": ["ask"], "support": SUPPORT, "unlike": ["unlike"], "rest": REST}
    parts = []
    for name, sections in shown.items():
        if name in columns.edges:
            count = int(sum(size.get(section, 0) for section in sections))
            words = f"{count} of {len(of_group)}" if name == "support" else str(count) if count else "–"
            tint = QUIET if name in ("unlike", "check", "rest") else INK
            parts.append(text(words, columns.middle(name), y, 13, tint, bold=name == "support", align="middle"))
    return parts


def _spots(of_group: pd.DataFrame, cells: Cells, columns: Columns, y: float) -> list[Spot]:
    """Places of the marks of a group."""
    found: list[Spot] = []
    recorded = unscaled(of_group)
    if len(recorded):
        places = lines(len(recorded), columns.middle("recorded"), y, columns.per_line, PITCH)
        found += [(*place, row) for place, row in zip(places, recorded.to_dict("records"), strict=True)]
    for k, cell in cells:
        places = lines(len(cell), columns.scores[k][0], y, *in_cell(columns, k, len(cell)))
        found += [(*place, row) for place, row in zip(places, cell.to_dict("records"), strict=True)]
    return found


def _mark(x: float, y: float, row: dict[str, object]) -> str:
    tint, recorded = colour(str(row["group"])), row["badge"] != ""
    number = "" if pd.isna(row["rank"]) else str(row["rank"])
    ink = PAPER if recorded else INK
    mark = circle(x, y, RADIUS, tint if recorded else PAPER, tint) + text(number, x, y, 9.5, ink, align="middle")
    return named(_told(row), mark, str(row["name"]))


def _told(row: dict[str, object]) -> str:
    """A State in words: its rank, its estimate, its own record."""
    rank = "" if pd.isna(row["rank"]) else f"rank {row['rank']}"
    likeness = "" if pd.isna(row["likeness"]) else f"{row['likeness']:.0%} like the supporters, an estimate"
    told = ", ".join(part for part in (rank, likeness, str(row["badge"] or row["record"] or "")) if part)
    return f"{row['name']}: {told}" if told else str(row["name"])


def _labels(spots: list[Spot], columns: Columns, rows: dict[str, tuple[float, float]], told: set[str]) -> list[str]:
    """Names of the first ones where there is room for them."""
    inside = [columns.edges[name] for name in ("recorded", "estimated") if name in columns.edges]
    if not inside:
        return []
    ranks = [1000 if pd.isna(row["rank"]) else int(str(row["rank"])) for _, _, row in spots]
    names = [str(row["name"]) for _, _, row in spots]
    further = {i: f"{ranks[i]} {short(names[i])}" for i in range(len(spots)) if names[i] in told}
    wanted = []
    for i in sorted(range(len(spots)), key=lambda i: (names[i] not in told, ranks[i])):
        row = spots[i][2]
        top, bottom = rows[str(row["group"])]
        wanted.append((i, short(str(row["name"])), Box(inside[0][0], top, inside[-1][1], bottom)))
    placed = place_labels(
        [(x, y, RADIUS + 1) for x, y, _ in spots], wanted, size=SMALL + 0.5, apart=APART, further=further
    )
    return [
        text(label.text, spots[label.mark][0] + label.shift, spots[label.mark][1] + label.drop, SMALL + 0.5)
        for label in placed
    ]


def _caption(found: Search) -> str:
    if not found.ordered:
        return "States by regional group."
    return (
        "States by regional group. Placed by likeness, an estimate. ● with a record of its own on the subject; "
        "○ without. The number is the rank in the list."
    )


def _alt(found: Search, network: Network) -> str:
    """The picture in words."""
    parts = []
    for row in by_group(found, network).to_dict("records"):
        facts = [f"{count} {section}" for section, count in list(row.items())[1:-1] if count]
        parts.append(f"{row['regional group']}: {', '.join(facts)}")
    return f"States per regional group. {'; '.join(parts)}."
