"""Where the States of a network stand on a few axes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from coalition.analysis.arguments import check_network
from coalition.analysis.contested import contested_record
from coalition.measures.ideal_points import ideal_points as estimate
from coalition.model.network import Network


def ideal_points(network: Network, dimensions: int = 1) -> pd.DataFrame:
    """Where the States stand: ideal points on contested evidence.

    Parameters
    ----------
    network : Network
        The map.
    dimensions : int
        Number of axes, at least 1. One axis alone is fitted to all that divides the votes; the first of two leaves a
        part of it to the second, and is not the same order.

    Returns
    -------
    DataFrame
        One row per State, in order of the first axis from its positive end, then by id: `actor_id`, `name`, `group`,
        `n` (contested items on which it took a position), and `axis_1`, `error_1`, ... (missing where n is 0).

    Raises
    ------
    ArgumentError
        There is less than one dimension.
    """
    check_network(network)
    record = contested_record(network)
    found = estimate(record.stances, dimensions)
    actors = network.actors.loc[record.ids]
    table = pd.DataFrame({"actor_id": record.ids, "name": actors["name"].to_numpy()})
    table["group"], table["n"] = actors["regional_group"].to_numpy(), (~np.isnan(record.stances)).sum(axis=1)
    for axis in range(dimensions):
        table[f"axis_{axis + 1}"], table[f"error_{axis + 1}"] = found.points[:, axis], found.errors[:, axis]
    return table.sort_values(["axis_1", "actor_id"], ascending=[False, True], na_position="last").reset_index(drop=True)
