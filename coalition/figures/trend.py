"""Agreement with each regional group by year: a line for each group; the intervals stand in the table."""

from __future__ import annotations

import pandas as pd

from coalition.figures.chart import Figure, Option, by_year, line
from coalition.palette import colour

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
        agreement = rows.set_index("year")["agreement"].round(3)
        series.append(line(title, [_point(title, year, agreement) for year in years], 7, {"width": 2.5, "color": tint}))
        words.append(f"{title} from {agreement.iloc[0]:.0%} in {agreement.index[0]} to {agreement.iloc[-1]:.0%}")
    return Figure(
        by_year(years, series), HEIGHT, f"Agreement of {name} with each regional group by year. {'; '.join(words)}."
    )


def _point(title: str, year: int, agreement: pd.Series[float]) -> Option:
    """A year of a line; a year without an interval is a gap."""
    if year not in agreement.index:
        return {"name": f"{title}, {year}: too few texts", "value": None}
    return {"name": f"{title}, {year}: agreement {agreement[year]:.0%}", "value": float(agreement[year])}


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
