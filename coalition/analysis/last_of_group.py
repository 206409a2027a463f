"""Whose leaving would leave a recommendation to the States of one regional group: what hangs on one State."""

from __future__ import annotations

import pandas as pd

from coalition.analysis.coverage import SUPPORTING
from coalition.model.network import Network
from coalition.model.vocabulary import STATES


def last_of_group(network: Network, recommendation: str) -> list[tuple[str, str]]:
    """States without which a recommendation that two regional groups support would be left to one.

    Parameters
    ----------
    network : Network
    recommendation : str

    Returns
    -------
    list of (str, str)
        Id of the State, and of the group that would be left: none where three or more groups support it, where fewer
        than two do, or where each of the two has more than one State; two where each of them has a single State.

    Raises
    ------
    UnknownIdError
        The recommendation is not in the data.
    """
    network.require("recommendations", recommendation)
    held = network.positions[network.positions["recommendation_id"] == recommendation]
    states = held[held["position"].isin(SUPPORTING)].join(network.actors[["kind", "regional_group"]], on="actor_id")
    states = states[states["kind"].isin(STATES) & (states["regional_group"] != "")]
    by_group: pd.Series[int] = states["regional_group"].value_counts()
    if len(by_group) != 2:
        return []
    return [
        (str(row["actor_id"]), next(str(group) for group in by_group.index if group != row["regional_group"]))
        for row in states.to_dict("records")
        if by_group[row["regional_group"]] == 1
    ]
