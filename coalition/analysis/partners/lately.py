"""Who votes otherwise than the supporters of late: an old likeness may no longer hold after a change of government."""

from __future__ import annotations

import numpy as np

from coalition.analysis.partners.record import StanceRecord
from coalition.arrays import Bools
from coalition.model.network import Network

YEARS = 3
"""Years before the newest vote of the record that count as late."""
AGREED = 0.5
"""Supporters are of one mind on a text where the mean of their votes (-1 to +1) is so far from 0."""
LEAST = 3
"""So many votes otherwise, and no fewer than half of those taken part in, are told."""


def voted_otherwise(network: Network, record: StanceRecord, supporting: Bools) -> list[str]:
    """What to tell of the late votes of each State beside those of the supporters; "" where there is nothing to tell.

    A vote is late in the year of the newest contested vote of the record, or in one of the `YEARS` before. Otherwise is
    an abstention or the opposite, on a text on which the supporters are of one mind (`AGREED`). The supporters
    themselves are measured against the others of them too.

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
    list of str
        In the order of the record: "voted otherwise than most supporters on 3 of 6 texts since 2022", or "".
    """
    years = network.evidence.loc[record.items, "date_to"].str[:4].astype(int).to_numpy()
    if not len(years) or not supporting.any():
        return [""] * len(record.ids)
    since = int(years.max()) - YEARS
    votes = record.votes[:, years >= since]
    cast = ~np.isnan(votes)
    of_supporters = cast & supporting[:, None]
    mean = np.where(of_supporters, votes, 0.0).sum(axis=0) / np.maximum(of_supporters.sum(axis=0), 1)
    clear = np.abs(mean) >= AGREED
    taken = cast[:, clear]
    otherwise = (taken & (np.abs(votes[:, clear] - np.sign(mean[clear])) >= 1)).sum(axis=1)
    of_all = taken.sum(axis=1)
    return [
        f"voted otherwise than most supporters on {many} of {total} texts since {since}"
        if many >= LEAST and 2 * many >= total
        else ""
        for many, total in zip(otherwise.tolist(), of_all.tolist(), strict=True)
    ]
