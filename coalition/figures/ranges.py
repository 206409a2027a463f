"""Bridges: each rank with its interval, drawn as a range."""

from __future__ import annotations

import pandas as pd

from coalition.figures.chart import FONT, Figure, Option, tooltip
from coalition.figures.placing import short
from coalition.model.network import Network
from coalition.model.vocabulary import Kind
from coalition.palette import INK, LINE, PAPER, QUIET, actor_colour, symbol

FIRST = 20
ROW, FOOT = 19, 44
WIDE_FIELD = 200
"""With more ranks than this the axis is logarithmic."""


def ranges(network: Network, table: pd.DataFrame) -> Figure:
    """Draw the first `FIRST` of a result of `coalition.analysis.bridges.ranking.bridges`.

    A mark is the rank, the line behind it the interval from 5% to 95% when the evidence is drawn again. A hollow mark
    is a fragile one: its interval reaches beyond the first `FIRST`.
    """
    first = table[table["rank"].notna()].head(FIRST)
    first = first.assign(**{end: first[end].fillna(first["rank"]) for end in ("rank_low", "rank_high")})
    regional = network.actors.loc[first["actor_id"], "regional_group"].to_numpy()
    rows = list(zip(first.to_dict("records"), regional, strict=True))
    names = [short(str(row["name"]), 30) for row, _ in rows]
    furthest = int(first["rank_high"].max()) if len(first) else 1
    axis = {"type": "log", "min": 1} if furthest > WIDE_FIELD else {"type": "value", "min": 0}
    series = [_line(y, row, str(group)) for y, (row, group) in enumerate(rows)]
    series.append(
        {
            "type": "scatter",
            "data": [_mark(y, row, str(group)) for y, (row, group) in enumerate(rows)],
            "z": 5,
            "selectedMode": "single",
        }
    )
    option: Option = {
        "animation": False,
        "textStyle": {"fontFamily": FONT},
        "grid": {"left": 190, "right": 24, "top": 6, "bottom": FOOT},
        "xAxis": {
            **axis,
            "name": "rank, from first (left) to last",
            "nameLocation": "middle",
            "nameGap": 28,
            "nameTextStyle": {"color": QUIET, "fontSize": 12},
            "axisLabel": {"color": QUIET, "fontSize": 12},
            "splitLine": {"lineStyle": {"color": LINE}},
        },
        "yAxis": {
            "type": "category",
            "inverse": True,
            "data": [f"{name}  {row['rank']}" for name, (row, _) in zip(names, rows, strict=True)],
            "axisLine": {"show": False},
            "axisTick": {"show": False},
            "axisLabel": {"interval": 0, "color": INK, "fontSize": 13, "hideOverlap": False},
        },
        "tooltip": tooltip(),
        "series": series,
    }
    words = [f"{row['name']} rank {row['rank']}, {row['rank_low']} to {row['rank_high']}" for row, _ in rows[:10]]
    return Figure(option, FOOT + 8 + ROW * max(len(rows), 1), f"Ranks with their intervals. {'; '.join(words)}.")


def first_ranked(table: pd.DataFrame) -> list[str]:
    """Whose marks are drawn, by id, in their order; the series of the marks comes after as many lines."""
    return [str(actor) for actor in table.loc[table["rank"].notna(), "actor_id"].head(FIRST)]


def _line(y: int, row: dict[str, object], group: str) -> Option:
    """The interval."""
    return {
        "type": "line",
        "data": [[int(str(row["rank_low"])), y], [int(str(row["rank_high"])), y]],
        "symbol": "none",
        "silent": True,
        "lineStyle": {"width": 9, "opacity": 0.35, "color": actor_colour(str(row["kind"]), group), "cap": "round"},
    }


def _mark(y: int, row: dict[str, object], group: str) -> Option:
    """The rank."""
    kind, tint = str(row["kind"]), actor_colour(str(row["kind"]), group)
    fragile = int(str(row["rank_high"])) > FIRST
    return {
        "name": f"{row['name']} ({Kind(kind).words}): rank {row['rank']}, {row['rank_low']} to {row['rank_high']}",
        "value": [int(str(row["rank"])), y],
        "symbol": symbol(kind),
        "symbolSize": 12,
        "itemStyle": {"opacity": 1, "color": PAPER, "borderColor": tint, "borderWidth": 2.5}
        if fragile
        else {"opacity": 1, "color": tint, "borderColor": PAPER, "borderWidth": 1.5},
    }
