"""Who votes otherwise than the supporters of late: an old likeness may no longer hold after a change of government."""

from __future__ import annotations

import numpy as np
import pandas as pd

from coalition.analysis.late_votes import late_votes
from coalition.analysis.partners.record import StanceRecord
from coalition.arrays import Bools
from coalition.model.network import Network

LEAST = 3
"""So many votes otherwise, and no fewer than half of those taken part in, are told."""
COLUMNS = ["late_otherwise", "late_texts", "late_since", "late_evidence"]


def voted_otherwise(network: Network, record: StanceRecord, supporting: Bools) -> pd.DataFrame:
    """The late votes of each State beside those of the supporters, where there is something to tell.

    Late votes, and otherwise, are those of `coalition.analysis.late_votes`.

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
    late = late_votes(network, record.items, record.votes, supporting)
    if late is None:
        return table
    otherwise, total = late.otherwise.sum(axis=1), late.taken.sum(axis=1)
    told = (otherwise >= LEAST) & (2 * otherwise >= total)
    table.loc[told, COLUMNS[:-1]] = np.column_stack([otherwise, total, np.full(len(total), late.since)])[told]
    ids = np.array(late.texts, dtype=object)
    table.loc[told, COLUMNS[-1]] = [";".join(ids[row]) for row in late.otherwise[told]]
    return table
