"""Agreement with each regional group by year: a line for each group; the intervals stand in the table."""

from __future__ import annotations

import pandas as pd

from coalition.figures.chart import FONT, Figure, Option, tooltip
from coalition.palette import INK, LINE, QUIET, colour

HEIGHT = 250


def trend_lines(table: pd.DataFrame, name: str) -> Figure:
    """Draw a result of `coalition.analysis.actors.trend.trend`; `name` is the actor's, for the words.

    Only years with an interval are drawn: the others rest on too few texts.
    """
    drawn = table[table["low"].notna()]
    years = list(range(int(drawn["year"].min()), int(drawn["year"].max()) + 1)) if len(drawn) else []
    series: list[Option] = []
    words = []
    for group, rows in drawn.groupby("group", sort=False):
        title, tint = str(rows["group_name"].iloc[0]), colour(str(group))
        by_year = rows.set_index("year")["agreement"].round(3)
        series.append(
            {
                "type": "line",
                "name": title,
                "data": [_point(title, year, by_year) for year in years],
                "connectNulls": False,
                "symbol": "circle",
                "symbolSize": 7,
                "lineStyle": {"width": 2.5, "color": tint},
                "itemStyle": {"color": tint, "opacity": 1},
            }
        )
        words.append(f"{title} from {by_year.iloc[0]:.0%} in {by_year.index[0]} to {by_year.iloc[-1]:.0%}")
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
    return Figure(option, HEIGHT, f"Agreement of {name} with each regional group by year. {'; '.join(words)}.")


def _point(title: str, year: int, by_year: pd.Series[float]) -> Option:
    """A year of a line; a year without an interval is a gap."""
    if year not in by_year.index:
        return {"name": f"{title}, {year}: too few texts", "value": None}
    return {"name": f"{title}, {year}: agreement {by_year[year]:.0%}", "value": float(by_year[year])}


def trend_table(table: pd.DataFrame) -> pd.DataFrame:
    """The same as a table to read."""
    return pd.DataFrame(
        {
            "Year": table["year"],
            "Regional group": table["group_name"],
            "Agreement": table["agreement"].round(2),
            "From": table["low"].round(2),
            "To": table["high"].round(2),
            "Contested texts": table["items"],
            "Note": table["note"],
        }
    )
