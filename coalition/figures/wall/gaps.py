"""On the wall: how many recommendations have nobody, hang on one, or lack a lead, and which."""

from __future__ import annotations

import pandas as pd

from coalition.analysis.gaps.classes import SORTS
from coalition.analysis.gaps.wording import gaps_summary
from coalition.analysis.phrases import headline
from coalition.figures.placing import cut, text_width
from coalition.figures.wall.canvas import LABEL, MARGIN, Canvas, WallPicture, Words, finished, frame, sheet
from coalition.figures.wall.rows import Row, rows_between
from coalition.model.network import Network

MOST_NAMED = 8
"""With more recommendations than this a sort is only counted."""
UNSHOWN = ("kind", "many")
"""Sorts that are no gap in support."""


def gaps_wall(
    network: Network, found: pd.DataFrame, size: tuple[int, int], dark: bool = False, left_out: bool = False
) -> WallPicture:
    """Draw a result of `coalition.analysis.gaps.gaps`."""
    canvas = sheet(size, dark)
    ids = {sort: list(found.loc[sort.holds(found), "recommendation_id"]) for sort in SORTS if sort.id not in UNSHOWN}
    ids = {sort: keys for sort, keys in ids.items() if keys}
    words = Words(
        "What does nobody cover yet?",
        "",
        headline(network, gaps_summary(found, few=0)),
        "Filled: on record · hollow: nothing undisputed is known",
    )
    top, bottom = frame(canvas, words, left_out)
    left = MARGIN + 330
    names = {sort.name.capitalize(): sort for sort in ids}
    for row in rows_between(list(names), top + 6, bottom):
        sort = names[row.key]
        canvas.text(row.key, MARGIN, row.middle, bold=True)
        hollow = sort.id in ("unasked", "disputed")
        _bar(canvas, left, row, len(ids[sort]), len(found), hollow=hollow, keys=ids[sort])
    table = pd.DataFrame(
        [
            {"Gap": name, "Recommendations": len(ids[sort]), "Which": ", ".join(ids[sort])}
            for name, sort in names.items()
        ]
    )
    return finished(canvas, words, table, left_out)


def _bar(canvas: Canvas, left: float, row: Row, count: int, total: int, *, hollow: bool, keys: list[str]) -> None:
    """A bar as long as the count, the count beside it, and where they are few, which they are."""
    whole, y = canvas.width - MARGIN - left - 80, row.middle
    width, height = whole * count / total, min(36.0, row.bottom - row.top - 10)
    paper = canvas.colours.paper if hollow else canvas.colours.accent
    canvas.box(left, y - height / 2, width, height, paper, canvas.colours.ink if hollow else canvas.colours.accent)
    canvas.text(str(count), left + width + 14, y, bold=True)
    after = left + width + 30 + text_width(str(count), LABEL)
    if count <= MOST_NAMED:
        named = cut(", ".join(keys), LABEL, canvas.width - MARGIN - after)
        canvas.text(named, after, y)
