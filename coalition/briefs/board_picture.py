"""The board of the gaps for a file: recommendations by regional group, each cell with what it says in words."""

from __future__ import annotations

import pandas as pd

from coalition.analysis.coverage import coverage
from coalition.analysis.gaps.gaps import gaps
from coalition.briefs.document import BriefPicture
from coalition.figures.board import NONE, SAID, board_table, in_words
from coalition.figures.placing import cut, text_width
from coalition.figures.svg import drawing, named, rectangle, text
from coalition.model.network import Network
from coalition.palette import AGAINST, INK, LINE, PAPER, QUIET, SCALE

LABEL, CELL, ROW, HEAD = 330.0, 86.0, 22.0, 40.0
SIZE = 12.0


def board_picture(network: Network, only: tuple[str, ...] = ()) -> BriefPicture:
    """Draw the board of `coalition.analysis.gaps.gaps`; `only` are ids of recommendations, all if empty."""
    found = gaps(network)
    if only:
        found = found.set_index("recommendation_id", drop=False).loc[list(only)].reset_index(drop=True)
    table = board_table(network, found, coverage(network))
    words = in_words(found, table).astype(str)
    sizes = network.actors.loc[network.is_state, "regional_group"].map(network.group_names).value_counts()
    width, height = LABEL + CELL * table.shape[1], HEAD + ROW * len(table) + 4
    parts = []
    for x, name in enumerate(map(str, table.columns)):
        for y, line in enumerate(_two_lines(name)):
            parts.append(text(line, LABEL + CELL * (x + 0.5), 12 + 15 * y, SIZE, QUIET, align="middle"))
    for y, key in enumerate(map(str, table.index)):
        top, about = HEAD + ROW * y, f"{key}  {network.recommendations.loc[key, 'text']}"
        label = rectangle(0, top, LABEL - 6, ROW, PAPER) + text(cut(about, SIZE, LABEL - 16), 0, top + ROW / 2, SIZE)
        parts.append(named(about, label, key))
        for x, name in enumerate(map(str, table.columns)):
            said, value = str(words.loc[key, name]), table.loc[key, name]
            size = int(sizes.get(name, 0))
            fill, ink = _look(name, value, said, size)
            of = f" of {size} States" if size and pd.notna(value) else ""
            cell = rectangle(LABEL + CELL * x, top, CELL, ROW, fill, edge=LINE)
            cell += text(said, LABEL + CELL * (x + 0.5), top + ROW / 2, SIZE, ink, align="middle")
            parts.append(named(f"{key}: {name}: {said}{of}", cell, key))
    told = ". ".join(f"{row['recommendation_id']}: {row['why']}" for row in found.head(5).to_dict("records"))
    caption = (
        "States in support, by regional group. “none” means none recorded unless all lists are complete. “Said so” "
        "counts who has only said so and is in no other number."
    )
    return BriefPicture(
        drawing(width, height, parts),
        f"{len(found)} recommendations by regional group, gravest gap first. {told}.",
        caption,
    )


def _look(name: str, value: object, said: str, size: int) -> tuple[str, str]:
    """Ground and ink of a cell: a shade by the share of the group's States in support."""
    if pd.isna(value) or name == SAID or not str(value).isdecimal():
        return PAPER, QUIET
    if said == NONE:
        return PAPER, AGAINST if size else QUIET
    step = min(len(SCALE) * int(str(value)) // (size + 1), len(SCALE) - 1) if size else -1
    return (SCALE[step] if size else PAPER), INK


def _two_lines(name: str) -> list[str]:
    """A heading in at most two lines."""
    first, _, rest = name.rpartition(" ")
    return [name] if not first or text_width(name, SIZE) < CELL else [first, rest]
