"""Cohesion by year: a line for the bloc, and a thin one for all States on the same votes."""

from __future__ import annotations

import pandas as pd

from coalition.analysis.cohesion import Cohesion
from coalition.figures.chart import FONT, Figure, Option, tooltip
from coalition.palette import INK, LINE, LINK, QUIET

HEIGHT = 250
ALL_STATES, TOO_FEW = "All States", "too few"


def cohesion_lines(found: Cohesion) -> Figure:
    """Draw the cohesion of a bloc by year; years with too few votes for a mean are gaps."""
    by_year = found.by_year.set_index("year")
    drawn = by_year[by_year["cohesion"].notna()]
    years = list(range(int(drawn.index.min()), int(drawn.index.max()) + 1)) if len(drawn) else []
    lines = ((found.name, "cohesion", LINK, 3, "solid"), (ALL_STATES, "all_states", QUIET, 1.5, "dashed"))
    series: list[Option] = [
        {
            "type": "line",
            "name": name,
            "data": [_point(name, year, by_year[column]) for year in years],
            "connectNulls": False,
            "symbol": "circle",
            "symbolSize": 7 if width > 2 else 4,
            "lineStyle": {"width": width, "color": tint, "type": sort},
            "itemStyle": {"color": tint, "opacity": 1},
        }
        for name, column, tint, width, sort in lines
    ]
    option: Option = {
        "animation": False,
        "textStyle": {"fontFamily": FONT},
        "grid": {"left": 46, "right": 16, "top": 40, "bottom": 28},
        "legend": {"top": 0, "left": 0, "itemGap": 14, "textStyle": {"color": INK, "fontSize": 12}},
        "xAxis": {
            "type": "category",
            "data": [str(year) for year in years],
            "axisLabel": {"color": QUIET, "fontSize": 12},
            "axisLine": {"lineStyle": {"color": LINE}},
        },
        "yAxis": {
            "type": "value",
            "min": 0,
            "max": 1,
            "axisLabel": {"color": QUIET, "fontSize": 12},
            "splitLine": {"lineStyle": {"color": LINE}},
        },
        "tooltip": tooltip(),
        "series": series,
    }
    told = [f"{year}: {row['cohesion']:.2f}, all States {row['all_states']:.2f}" for year, row in drawn.iterrows()]
    return Figure(option, HEIGHT, f"Cohesion of {found.name} by year, 1 where all vote alike. {'; '.join(told)}.")


def means_table(means: pd.DataFrame, name: str) -> pd.DataFrame:
    """Means of cohesion as people read them, under the name of the bloc; `means` begins with what they are of. Where
    there are too few votes for a mean, the cell says so.
    """
    return pd.DataFrame(
        {
            str(means.columns[0]): means.iloc[:, 0],
            "Votes": means["texts"],
            name: means["cohesion"].map(_written),
            ALL_STATES: means["all_states"].map(_written),
            "All alike on": means["of_one_mind"],
            "Rice index": means["rice"].map(_written),
        }
    )


def _point(name: str, year: int, by_year: pd.Series[float]) -> Option:
    """A year of a line; a year without a mean is a gap."""
    if year not in by_year.index or pd.isna(by_year[year]):
        return {"name": f"{name}, {year}: too few votes", "value": None}
    return {"name": f"{name}, {year}: cohesion {by_year[year]:.2f}", "value": float(by_year[year])}


def _written(mean: float) -> str:
    return TOO_FEW if pd.isna(mean) else f"{mean:.2f}"
