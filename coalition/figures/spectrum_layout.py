"""Where the columns and rows of the spectrum lie: what is empty takes no room, a full row grows."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from coalition.analysis.partners.ranking import MIDDLE, Search
from coalition.analysis.partners.targets import Level

WIDTH = 1200.0
HEAD, FOOT = 46.0, 24.0
LEAST_HEIGHT = 300.0
NAMES, COUNT = 150.0, 92.0
PITCH, SMALL_PITCH = 21.0, 12.0
"""From one numbered mark to the next, and the same for the small ones without a number."""
DEEP = 5
"""Marks of one cell that stand above each other before its column becomes wider."""
STEPS = 20
"""Likeness is drawn in steps of 5%; a mark stands where its likeness is rounded to."""
IN_MIDDLE = [k for k in range(STEPS + 1) if MIDDLE[0] <= k / STEPS <= MIDDLE[1]]
ABOVE = [IN_MIDDLE[-1] + 1]
"""Above the middle ground one place holds all: whoever stands there is to be looked up, not ranked."""


@dataclass
class Columns:
    """Left and right edge of each column that has something to show.

    `scores` are the middle and width of the place of k supporters among the nearest; a crowded score is wider.
    `per_line` numbered marks of those on record stand side by side; `named`: each has room for its name.
    """

    edges: dict[str, tuple[float, float]] = field(default_factory=dict)
    scores: dict[int, tuple[float, float]] = field(default_factory=dict)
    per_line: int = 1
    named: bool = False

    def middle(self, name: str) -> float:
        left, right = self.edges[name]
        return (left + right) / 2

    def divide(self, name: str, ks: list[int], crowd: pd.Series[int]) -> None:
        """Give each score of a column its share of the room: one part for every `DEEP` marks of its fullest cell."""
        left, right = self.edges[name]
        parts = [max(1, -(-int(crowd.get(k, 0)) // DEEP)) for k in ks]
        for i, k in enumerate(ks):
            width = (right - left) * parts[i] / sum(parts)
            self.scores[k] = (left + (right - left) * sum(parts[:i]) / sum(parts) + width / 2, width)


def has_likeness(found: Search) -> bool:
    """Whether the record carries a likeness, so that there is an axis to draw."""
    return found.target.level in (Level.LIKENESS, Level.ROUGH)


def columns_of(found: Search, states: pd.DataFrame) -> Columns:
    """Columns from left to right; what is empty takes no room, and the estimates take what is left."""
    sections = set(states["section"])
    most = states[states["section"] == "middle_recorded"].groupby("group").size().max()
    fullest = 0 if pd.isna(most) else int(most)
    named = 0 < fullest <= 6
    per_line = (1 if fullest <= 2 else 2) if named else -(-fullest // 3)
    recorded = 0.0 if not fullest else 30.0 + 130.0 * per_line if named else 60.0 + PITCH * per_line
    ask = 0.0 if "ask" not in sections else 150.0
    wide = {
        "opposed": 118.0 if "opposed" in sections else 0.0,
        "unlike": COUNT if has_likeness(found) else 0.0,
        "recorded": recorded,
        "estimated": 0.0,
        "ask": ask if has_likeness(found) else 0.0,
        "support": 178.0,
    }
    left = WIDTH - NAMES - sum(wide.values())
    if has_likeness(found):
        wide["estimated"] = left
    else:
        wide["unlike"] = max(left, COUNT)
    columns, x = Columns(per_line=max(per_line, 1), named=named), NAMES
    for name, width in wide.items():
        if width:
            columns.edges[name] = (x, x + width - 6)
            x += width
    estimates = states[states["section"].isin(["middle_estimated", "ask"])]
    crowd = estimates.groupby([_steps(estimates), "group"]).size().groupby(level=0).max()
    for name, ks in (("estimated", IN_MIDDLE), ("ask", ABOVE)):
        if name in columns.edges:
            columns.divide(name, ks, crowd)
    return columns


def rows_of(states: pd.DataFrame, groups: list[str], columns: Columns) -> tuple[dict[str, float], list[float]]:
    """Middle of each row, and the edges between them: a row is as high as its fullest cell needs."""
    need = {}
    for group in groups:
        of_group = states[states["group"] == group]
        size = of_group["section"].value_counts()
        deep = [2 * PITCH, -(-int(size.get("middle_recorded", 0)) // columns.per_line) * PITCH]
        for k, cell in estimated(of_group, columns):
            per_line, pitch = in_cell(columns, k, len(cell))
            deep.append(-(-len(cell) // per_line) * pitch)
        need[group] = max(deep) + 12
    spare = max(0.0, LEAST_HEIGHT - sum(need.values())) / max(len(groups), 1)
    centres, edges = {}, [HEAD]
    for group in groups:
        centres[group] = edges[-1] + (need[group] + spare) / 2
        edges.append(edges[-1] + need[group] + spare)
    return centres, edges


def in_cell(columns: Columns, k: int, count: int) -> tuple[int, float]:
    """How many estimates of one score stand side by side, and how far apart; every row has room for two lines."""
    pitch = PITCH if k in IN_MIDDLE else SMALL_PITCH
    return max(1, min(int(columns.scores[k][1] // pitch), -(-count // 2))), pitch


def estimated(of_group: pd.DataFrame, columns: Columns) -> list[tuple[int, pd.DataFrame]]:
    """Estimates of a group by score, each cell in order of rank."""
    if "estimated" not in columns.edges:
        return []
    shown = ["middle_estimated", "ask"] if "ask" in columns.edges else ["middle_estimated"]
    estimates = of_group[of_group["section"].isin(shown)]
    return [(int(k), cell.sort_values("rank")) for k, cell in estimates.groupby(_steps(estimates))]


def _steps(estimates: pd.DataFrame) -> pd.Series[int]:
    """Step of each likeness, within the column of its list."""
    nearest = (estimates["likeness"].astype(float) * STEPS).round().fillna(0).astype(int).rename("step")
    middle = estimates["section"] == "middle_estimated"
    return nearest.clip(IN_MIDDLE[0], IN_MIDDLE[-1]).where(middle, ABOVE[0])
