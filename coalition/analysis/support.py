"""Who is on record about one recommendation, by what each did, and what hangs on a disputed reading."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from coalition.analysis.coverage import SUPPORTING
from coalition.model.network import Network
from coalition.model.vocabulary import STATES, Act, Standing


@dataclass(frozen=True, eq=False)
class Support:
    """The record on a recommendation.

    Attributes
    ----------
    table : DataFrame
        A row per actor with a position, as from `Network.positions_on`.
    supporters : DataFrame
        Those of them that lead or support: the strongest act first, then States, then by name.
    declared : DataFrame
        Those that only said so, by name.
    disputed : int
        How many more support it where disputed readings count; where they count already, how many of the `supporters`
        do so by them alone.
    doubted : int
        How many that support it without disputed readings do not where these count.
    """

    table: pd.DataFrame
    supporters: pd.DataFrame
    declared: pd.DataFrame
    disputed: int
    doubted: int

    @property
    def states(self) -> pd.DataFrame:
        """The States among the supporters."""
        return self.supporters[self.supporters["kind"].isin(STATES)]

    def holding(self, standing: Standing) -> int:
        """How many hold a position."""
        return int((self.table["position"] == standing).sum())

    def by_act(self) -> dict[Act, pd.DataFrame]:
        """Supporters by the strongest thing that each did, the strongest first; only acts that somebody did."""
        found = {act: self.supporters[self.supporters["act"] == act] for act in Act}
        return {act: rows for act, rows in found.items() if len(rows)}


def support(network: Network, recommendation: str) -> Support:
    """The record on a recommendation, as the network counts it, and what disputed readings would change.

    Parameters
    ----------
    network : Network
        The map.
    recommendation : str
        Id.

    Returns
    -------
    Support
        Empty tables and 0 where nothing is on record.

    Raises
    ------
    UnknownIdError
        The recommendation is not there.
    """
    network.require("recommendations", recommendation)
    table, other = (found.positions_on(recommendation) for found in (network, network.other_reading))
    order = {act.value: place for place, act in enumerate(Act)}
    supporters = table[table["position"].isin(SUPPORTING)]
    place = supporters.assign(act=supporters["act"].map(order), other=~supporters["kind"].isin(STATES))
    supporters = supporters.loc[place.sort_values(["act", "other", "name"]).index]
    here, there = set(supporters["actor_id"]), set(other.loc[other["position"].isin(SUPPORTING), "actor_id"])
    strict, whole = (there, here) if network.counting.disputed else (here, there)
    declared = table[table["position"] == Standing.DECLARED]
    return Support(table, supporters, declared.sort_values("name"), len(whole - strict), len(strict - whole))
