"""Who agrees with whom, year by year."""

from __future__ import annotations

import numpy as np
import pandas as pd

from coalition.analysis.arguments import check_network
from coalition.analysis.contested import contested_record
from coalition.arrays import Bools, Floats, Ints
from coalition.english import number_of
from coalition.measures.arguments import MOST_REPLICATES, count
from coalition.measures.intervals import draws
from coalition.model.network import Network

MIN_ITEMS = 5
"""Families of evidence that an interval of a year needs, and recurring texts that a movement needs."""
REPLICATES = 1000

TREND = ["year", "group", "group_name", "agreement", "low", "high", "items", "families", "members", "note"]


def trend(network: Network, actor: str, replicates: int = REPLICATES) -> pd.DataFrame:
    r"""Agreement of an actor with each regional group in each year.

    .. math:: A = \text{mean over items of the mean over the group's other members of } 1 - |a - b| / 2

    1 means the same position throughout, 0 the opposite one throughout; an abstention beside a yes or a no is half
    agreement. It is raw agreement on the texts contested in that year, not corrected for chance: compare groups within
    a year, and years with care, since the texts change (`coalition.analysis.actors.realignment` compares the same
    texts).

    Parameters
    ----------
    network : Network
        The map.
    actor : str
        Id of an actor.
    replicates : int
        Of the bootstrap over families of evidence (recurring texts; else paragraphs; else single items) of that year.

    Returns
    -------
    DataFrame
        A row per year in which the actor took a position on contested evidence, and group; by year, groups in table
        order. `year` (in which the evidence ended), `group`, `group_name`, `agreement`, `low` and `high` (95%; missing
        below `MIN_ITEMS` families), `items`, `families`, `members` (of the group that took a position on any of them),
        `note`. Empty where nothing contested is on record, or
        no State has a group.

    Raises
    ------
    UnknownIdError
        For an actor that is not in the map.

    Examples
    --------
    >>> from coalition import Network, read_tables
    >>> from coalition.settings import resource
    >>> network = Network.from_tables(read_tables(resource("seeds")))
    >>> found = trend(network, "CHL")
    >>> int(found["year"].min()), sorted(set(found["group"]))[:2]
    (2006, ['african', 'asia-pacific'])
    """
    check_network(network)
    count("replicates", replicates, 1, MOST_REPLICATES)
    row = int(network.rows([network.require("actors", actor)])[0])
    record = contested_record(network)
    own = network.values(np.array([row]), record.items)[0]
    years = years_of(network, record.items)
    of_item = np.array(record.families)
    others = np.array([key != actor for key in record.ids], dtype=bool)
    rows = []
    for year in np.unique(years[~np.isnan(own)]):
        for group, members in group_members(network).items():
            used = members & others
            stances = record.stances[used]
            n = (~np.isnan(stances)).sum(axis=0)
            chosen = np.flatnonzero((years == year) & ~np.isnan(own) & (n > 0))
            closeness = 1 - np.abs(stances[:, chosen] - own[chosen]) / 2
            per_item = np.nansum(closeness, axis=0) / n[chosen]
            rows.append(
                {"year": int(year), "group": group, "group_name": network.group_names[group]}
                | _mean_of_families(per_item, of_item[chosen], replicates)
                | {"members": int((~np.isnan(stances[:, chosen])).any(axis=1).sum())}
            )
    return pd.DataFrame(rows, columns=TREND)


def _mean_of_families(values: Floats, of_item: np.ndarray, replicates: int) -> dict[str, object]:
    """Mean of some items, with the interval when their families are drawn again."""
    names, code = np.unique(of_item, return_inverse=True)
    found: dict[str, object] = {"items": len(values), "families": len(names), "low": np.nan, "high": np.nan, "note": ""}
    found["agreement"] = float(values.mean()) if len(values) else np.nan
    if not len(values):
        found["note"] = "no other member of the group took a position on the same evidence"
    elif len(names) < MIN_ITEMS:
        found["note"] = f"only {number_of(len(names), 'contested text')}: too few for an interval"
    else:
        weights = draws(len(names), replicates)
        again = (weights @ np.bincount(code, values)) / (weights @ np.bincount(code))
        found["low"], found["high"] = (float(end) for end in np.quantile(again, (0.025, 0.975)))
    return found


def group_members(network: Network) -> dict[str, Bools]:
    """Which States belong to each regional group, in table order; groups without a State are left out."""
    of = network.actors["regional_group"].to_numpy()[network.states]
    return {str(group): np.asarray(of == group, dtype=bool) for group in network.groups.index if (of == group).any()}


def years_of(network: Network, items: Ints) -> Ints:
    """Year in which each item ended."""
    return np.array([int(date[:4]) for date in network.evidence["date_to"].iloc[items]], dtype=np.int64)
