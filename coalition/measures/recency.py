"""How much old evidence counts: a weight that halves with every half-life."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from coalition.arrays import Floats
from coalition.measures.arguments import ArgumentError, amount

HALF_LIFE = 4.0
"""Years."""
_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")


def recency_weights(dates: Sequence[str], half_life: float = HALF_LIFE, newest: str | None = None) -> Floats:
    r"""Weight of each piece of evidence by its age.

    .. math:: w = 2^{-\text{age} / \text{half-life}}

    Parameters
    ----------
    dates : sequence of str
        YYYY, YYYY-MM or YYYY-MM-DD. A year counts as its middle, a month as its middle.
    half_life : float
        Years; more than 0.
    newest : str, optional
        The date from which age counts; the newest of `dates` when left out. Whatever is later than it counts fully.

    Returns
    -------
    float array, one weight per date, in (0, 1]

    Raises
    ------
    ArgumentError
        If a date is not one, or the half-life is not more than 0.

    Examples
    --------
    >>> recency_weights(["2017", "2018", "2019"], half_life=1).tolist()
    [0.25, 0.5, 1.0]
    """
    amount("half_life", half_life, 0)
    if half_life == 0:
        raise ArgumentError("half_life: 0 is not possible here; use a number of years above 0")
    years = np.array([_year("dates", date) for date in dates])
    if not len(years):
        return years
    last = float(years.max()) if newest is None else _year("newest", newest)
    return np.asarray(0.5 ** (np.maximum(last - years, 0.0) / half_life), dtype=float)


def _year(argument: str, date: str) -> float:
    """A date as a number of years."""
    found = _DATE.fullmatch(date) if isinstance(date, str) else None
    if found is None:
        raise ArgumentError(f"{argument}: {date!r} is not a date; use YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = found.groups()
    if month is None:
        return int(year) + 0.5
    return int(year) + (int(month) - 1 + (0.5 if day is None else (int(day) - 0.5) / 31)) / 12
