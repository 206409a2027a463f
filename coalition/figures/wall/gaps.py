"""On the wall: how many recommendations have nobody, hang on one, or lack a lead, and which."""

from __future__ import annotations

import pandas as pd

from coalition.figures.placing import text_width
from coalition.figures.wall.canvas import LABEL, MARGIN, Canvas, WallPicture, Words, cut, finished, frame, sheet
from coalition.figures.wall.rows import rows_between
from coalition.model.network import Network

SORTS: dict[str, tuple[str, ...]] = {
    "Not asked yet": ("no_evidence",),
    "No supporter": ("opposed_only", "abstained_only", "no_supporter"),
    "One actor or group": ("one_actor", "one_group"),
    "No lead": ("no_lead",),
    "Addressee missing": ("addressee_missing",),
}
"""What is told apart on a wall, gravest first, and the classes of gap behind it."""
MOST_NAMED = 8
"""With more recommendations than this a sort is only counted."""


def gaps_wall(
    network: Network, found: pd.DataFrame, size: tuple[int, int], dark: bool = False, left_out: bool = False
) -> WallPicture:
    """Draw a result of `coalition.analysis.gaps.gaps`."""
    canvas = sheet(size, dark)
    classes = found["gaps"].str.split(";").map(set)
    ids = {
        name: list(found.loc[[bool(of & set(sort)) for of in classes], "recommendation_id"])
        for name, sort in SORTS.items()
    }
    words = Words(
        "What does nobody cover yet?",
        "",
        _answer({name: len(keys) for name, keys in ids.items()}, len(found)),
        "Filled: on record · hollow: not asked, so nothing is known",
    )
    top, bottom = frame(canvas, words, left_out)
    left = MARGIN + 290
    for row in rows_between(list(SORTS), top + 10, bottom):
        keys = ids[row.key]
        canvas.text(row.key, MARGIN, row.middle, bold=True)
        _bar(canvas, left, row.middle, len(keys), len(found), hollow=row.key == "Not asked yet", keys=keys)
    table = pd.DataFrame(
        [{"Gap": name, "Recommendations": len(keys), "Which": ", ".join(keys)} for name, keys in ids.items()]
    )
    return finished(canvas, words, table, left_out)


def _answer(count: dict[str, int], total: int) -> str:
    """The counts in a sentence."""
    told = {
        "No supporter": "without a supporter",
        "One actor or group": "with one actor or group only",
        "No lead": "without a lead",
        "Not asked yet": "not asked yet",
    }
    most_first = sorted(told, key=lambda name: -count[name])
    parts = [f"{count[name]} {told[name]}" for name in most_first if count[name]]
    return f"Of {total} recommendations: {', '.join(parts) or 'no gap found'}."


def _bar(canvas: Canvas, left: float, y: float, count: int, total: int, *, hollow: bool, keys: list[str]) -> None:
    """A bar as long as the count, the count beside it, and where they are few, which they are."""
    whole = canvas.width - MARGIN - left - 80
    width = whole * count / max(total, 1)
    if hollow and count:
        canvas.box(left, y - 18, width, 36, canvas.colours.paper, canvas.colours.ink)
    elif count:
        canvas.box(left, y - 18, width, 36, canvas.colours.accent, canvas.colours.accent)
    canvas.text(str(count) if count else "none", left + width + (14 if count else 0), y, bold=True)
    after = left + width + 30 + text_width(str(count), LABEL)
    if 0 < count <= MOST_NAMED:
        named = cut(", ".join(keys), LABEL, canvas.width - MARGIN - after)
        canvas.text(named, after, y, colour=canvas.colours.quiet)
