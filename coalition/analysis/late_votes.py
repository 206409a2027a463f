"""The newest roll calls on which some States are of one mind, and who voted otherwise than they."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from coalition.arrays import Bools, Floats
from coalition.model.network import Network
from coalition.model.vocabulary import EvidenceKind

YEARS = 3
"""Years before the newest vote of the record that count as late."""
AGREED, SEVERAL = 0.5, 3
"""States are of one mind on a text where the mean of their votes (-1 to +1) is so far from 0, and so many voted."""


@dataclass(frozen=True, eq=False)
class LateVotes:
    """Late votes on which some States are of one mind; the newest first.

    `since` is the first late year, `texts` are ids of evidence, `taken` (States x texts) says who voted on which, and
    `otherwise` who abstained or voted the opposite.
    """

    since: int
    texts: list[str]
    taken: Bools
    otherwise: Bools


def late_votes(network: Network, items: Sequence[str], votes: Floats, siding: Bools) -> LateVotes | None:
    """Late votes of every State beside those of some of them; None without a vote or without any of those.

    Parameters
    ----------
    network : Network
        The map.
    items : list of str
        Ids of contested evidence; only votes are looked at.
    votes : float array (States, items)
        +1, 0, -1; NaN for who took no position.
    siding : bool array (States,)
        Those who are compared with.
    """
    evidence = network.evidence.loc[list(items)]
    cast_in = (evidence["kind"] == EvidenceKind.VOTE).to_numpy()
    dates, votes = evidence.loc[cast_in, "date_to"], votes[:, cast_in]
    years = dates.str[:4].astype(int).to_numpy()
    if not len(years) or not siding.any():
        return None
    since = int(years.max()) - YEARS
    late = votes[:, years >= since]
    cast = ~np.isnan(late)
    of_them = cast & siding[:, None]
    n = of_them.sum(axis=0)
    mean = np.where(of_them, late, 0.0).sum(axis=0) / np.maximum(n, 1)
    clear = np.flatnonzero((np.abs(mean) >= AGREED) & (n >= SEVERAL))
    told = dates[years >= since].iloc[clear]
    newest = np.argsort(-pd.factorize(told, sort=True)[0], kind="stable")
    chosen = clear[newest]
    otherwise = cast[:, chosen] & (np.abs(late[:, chosen] - np.sign(mean[chosen])) >= 1)
    return LateVotes(since, list(told.index[newest]), cast[:, chosen], otherwise)
