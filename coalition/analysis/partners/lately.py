"""Who votes otherwise than the supporters of late: an old likeness may no longer hold after a change of government."""

from __future__ import annotations

import numpy as np
import pandas as pd

from coalition.analysis.partners.record import StanceRecord
from coalition.arrays import Bools
from coalition.model.network import Network

YEARS = 3
"""Years before the newest vote of the record that count as late."""
AGREED = 0.5
"""Supporters are of one mind on a text where the mean of their votes (-1 to +1) is so far from 0."""
LEAST = 3
"""So many votes otherwise, and no fewer than half of those taken part in, are told."""


COLUMNS = ["late_otherwise", "late_texts", "late_since", "late_evidence"]


def voted_otherwise(network: Network, record: StanceRecord, supporting: Bools) -> pd.DataFrame:
    """The late votes of each State beside those of the supporters, where there is something to tell.

    A vote is late in the year of the newest contested vote of the record, or in one of the `YEARS` before. Otherwise is
    an abstention or the opposite, on a text on which the supporters are of one mind (`AGREED`).

    Parameters
    ----------
    network : Network
        The map.
    record : StanceRecord
        The votes, without those on the recommendation itself.
    supporting : bool array (States,)
        Who supports the target, in the order of the record.

    Returns
    -------
    DataFrame
        In the order of the record, `COLUMNS`: on how many late texts it voted otherwise, of how many that it voted on,
        the first late year, and the ids of those texts joined by ";", newest first; missing unless they are `LEAST` and
        half of those, and without supporters or votes.
    """
    table = pd.DataFrame(pd.NA, index=range(len(record.ids)), columns=COLUMNS, dtype="Int64").astype(
        {COLUMNS[-1]: object}
    )
    dates = network.evidence.loc[record.items, "date_to"]
    years = dates.str[:4].astype(int).to_numpy()
    if not len(years) or not supporting.any():
        return table
    since = int(years.max()) - YEARS
    votes = record.votes[:, years >= since]
    cast = ~np.isnan(votes)
    of_supporters = cast & supporting[:, None]
    mean = np.where(of_supporters, votes, 0.0).sum(axis=0) / np.maximum(of_supporters.sum(axis=0), 1)
    clear = np.abs(mean) >= AGREED
    taken = cast[:, clear]
    differs = taken & (np.abs(votes[:, clear] - np.sign(mean[clear])) >= 1)
    otherwise, total = differs.sum(axis=1), taken.sum(axis=1)
    told = (otherwise >= LEAST) & (2 * otherwise >= total)
    table.loc[told, COLUMNS[:-1]] = np.column_stack([otherwise, total, np.full(len(total), since)])[told]
    late = dates[years >= since][clear]
    newest = np.argsort(-pd.factorize(late, sort=True)[0], kind="stable")
    ids = late.index.to_numpy(dtype=object)
    table.loc[told, COLUMNS[-1]] = [";".join(ids[newest][row]) for row in differs[told][:, newest]]
    return table
