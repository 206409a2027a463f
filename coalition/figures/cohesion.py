"""Cohesion by year: a line for the bloc, and a thin one for all States on the same votes."""

from __future__ import annotations

import pandas as pd

from coalition.analysis.cohesion import Cohesion
from coalition.figures.chart import Figure, Option, by_year, line
from coalition.palette import LINK, QUIET

HEIGHT = 250
ALL_STATES, TOO_FEW = "All States", "too few"


def cohesion_lines(found: Cohesion) -> Figure:
    """Draw the cohesion of a bloc by year; years with too few votes for a mean are gaps."""
    means = found.by_year.set_index("year")
    drawn = means[means["cohesion"].notna()]
    years = list(range(int(drawn.index.min()), int(drawn.index.max()) + 1)) if len(drawn) else []
    lines: tuple[tuple[str, str, int, Option], ...] = (
        (found.name, "cohesion", 7, {"width": 3, "color": LINK, "type": "solid"}),
        (ALL_STATES, "all_states", 4, {"width": 1.5, "color": QUIET, "type": "dashed"}),
    )
    series: list[Option] = [
        line(name, [_point(name, year, means[column]) for year in years], size, look)
        for name, column, size, look in lines
    ]
    told = [f"{year}: {row['cohesion']:.2f}, all States {row['all_states']:.2f}" for year, row in drawn.iterrows()]
    return Figure(
        by_year(years, series), HEIGHT, f"Cohesion of {found.name} by year, 1 where all vote alike. {'; '.join(told)}."
    )


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


def _point(name: str, year: int, means: pd.Series[float]) -> Option:
    """A year of a line; a year without a mean is a gap."""
    if year not in means.index or pd.isna(means[year]):
        return {"name": f"{name}, {year}: too few votes", "value": None}
    return {"name": f"{name}, {year}: cohesion {means[year]:.2f}", "value": float(means[year])}


def _written(mean: float) -> str:
    return TOO_FEW if pd.isna(mean) else f"{mean:.2f}"
