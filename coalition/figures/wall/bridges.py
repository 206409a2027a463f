"""On the wall: who bridges the regional groups, how sure the rank is, and with whom each one agrees least."""

from __future__ import annotations

from math import log

import pandas as pd

from coalition.analysis.bridges.wording import how_weak
from coalition.analysis.phrases import headline
from coalition.english import listed
from coalition.figures.placing import cut, short
from coalition.figures.wall.canvas import LABEL, MARGIN, Canvas, WallPicture, Words, finished, frame, sheet
from coalition.figures.wall.rows import Row, rows_between
from coalition.model.network import Network

FIRST, HEAD = 8, 40


def bridges_wall(
    network: Network, found: pd.DataFrame, size: tuple[int, int], dark: bool = False, left_out: bool = False
) -> WallPicture:
    """Draw the first of a result of `coalition.analysis.bridges.ranking.bridges` between regional groups."""
    canvas = sheet(size, dark)
    ranked = found[found["rank"].notna()]
    first = ranked.head(FIRST)
    first = first.assign(**{end: first[end].fillna(first["rank"]).astype(int) for end in ("rank_low", "rank_high")})
    weakest = first["weakest_group"].map(lambda key: network.group_names.get(key, ""))
    words = Words(
        "Who bridges the regional groups?",
        "",
        headline(network, _answer(first, len(ranked))),
        f"Line: likely range of the rank · ● stays among the first {FIRST} · ○ may not",
    )
    top, bottom = frame(canvas, words, left_out)
    left, right = MARGIN + 270.0, canvas.width - MARGIN - canvas.width * 0.3
    canvas.text("first", left, top + HEAD / 2, colour=canvas.colours.quiet)
    canvas.text(f"rank {len(ranked)}", right, top + HEAD / 2, colour=canvas.colours.quiet, align="end")
    canvas.text("Agrees least with", right + 24, top + HEAD / 2, colour=canvas.colours.quiet)
    rows = rows_between([str(key) for key in first["actor_id"]], top + HEAD, bottom)
    for row, told, group in zip(rows, first.to_dict("records"), weakest, strict=True):
        bold = told["rank"] <= 3
        name = cut(f"{told['rank']}  {short(str(told['name']))}", LABEL, left - MARGIN - 20)
        canvas.text(name, MARGIN, row.middle, bold=bold, kind="name")
        _range(canvas, row, told, (left, right), len(ranked))
        canvas.text(cut(group, LABEL, canvas.width - MARGIN - right - 24), right + 24, row.middle)
    table = pd.DataFrame(
        {
            "Rank": first["rank"].astype(str),
            "Between": first["rank_low"].astype(str) + " and " + first["rank_high"].astype(str),
            "Name": first["name"],
            "Agrees least with": weakest,
        }
    )
    return finished(canvas, words, table, left_out)


def _answer(first: pd.DataFrame, ranked: int) -> str:
    if first.empty:
        return "Nobody can be ranked: there are too few common contested items."
    names = [str(name) for name in first["name"][:3]]
    low, high = first["rank_low"].iloc[0], first["rank_high"].iloc[0]
    weak = how_weak(str(first["name"].iloc[0]), float(first["weakest_group_congruence"].iloc[0]))
    return f"{listed(names)} bridge best, {names[0]} ranked {low} to {high} of {ranked}. {weak}."


def _range(canvas: Canvas, row: Row, told: dict[str, object], ends: tuple[float, float], ranked: int) -> None:
    """The rank on a scale that gives the first ones more room, with its interval."""
    low, rank, high = (_place(int(str(told[key])), ranked, ends) for key in ("rank_low", "rank", "rank_high"))
    canvas.line(ends[0], row.middle, ends[1], row.middle, canvas.colours.line)
    canvas.line(low, row.middle, high, row.middle, canvas.colours.accent, 9)
    canvas.mark("dot", rank, row.middle, 12, canvas.colours.accent, filled=int(str(told["rank_high"])) <= FIRST)


def _place(rank: int, ranked: int, ends: tuple[float, float]) -> float:
    share = log(rank) / log(ranked) if ranked > 1 else 0.0
    return ends[0] + 14 + (ends[1] - ends[0] - 28) * share
