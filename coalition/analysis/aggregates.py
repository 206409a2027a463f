"""How many of each regional group and kind hold which position on each recommendation, for charts of one's own."""

from __future__ import annotations

import numpy as np
import pandas as pd

from coalition.analysis.arguments import check_network
from coalition.analysis.coverage import SUPPORTING, coverage_tensor, group_codes, kind_codes
from coalition.arrays import Ints
from coalition.model.network import Network
from coalition.model.vocabulary import STANDING_CODES, Act, Kind, Standing

ACTS = (Act.OWN, Act.LED, Act.JOINED, Act.VOTED, Act.DECLARED)
"""Acts in support, the strongest first."""
AGGREGATES = [
    "recommendation_id", "theme", "regional_group", "kind", "actors", "supporters", "leads", "mixed", "abstained",
    "against", "said_so", "unknown", *(f"support_{act.value}" for act in ACTS),
]  # fmt: skip


def aggregates(network: Network) -> pd.DataFrame:
    """Counts of actors by recommendation, regional group and kind.

    Parameters
    ----------
    network : Network
        The map; what counts on it decides the positions.

    Returns
    -------
    DataFrame
        A row for each recommendation with each group and kind of which there is an actor, zeros included, by
        paragraph, group and kind. `recommendation_id` and `theme`; `regional_group` (id; of the seat, for others than
        States; "" for none) and `kind`; `actors`, how many there are of it. These are counted once each: `supporters`
        (with `leads`, who lead), `mixed`, `abstained`, `against` (opposed a text), `said_so` (words only) and
        `unknown` (nothing that counts is on record; not opposed); together they are `actors`. `support_own`,
        `support_led`, `support_joined`, `support_voted` and `support_declared` share out the supporters by the
        strongest act of each; the last counts only where declarations do. Empty for a map without actors or without
        recommendations.

    Raises
    ------
    ArgumentError
        `network` is no Network.

    Examples
    --------
    >>> from coalition import Network, read_tables
    >>> from coalition.settings import resource
    >>> network = Network.from_tables(read_tables(resource("seeds")))
    >>> found = aggregates(network)
    >>> on = found[(found["recommendation_id"] == "R18") & (found["kind"] == "state")]
    >>> on.set_index("regional_group").loc["african", ["actors", "supporters", "unknown"]].tolist()
    [54, 2, 52]
    """
    check_network(network)
    groups, kinds = group_codes(network), kind_codes(network)
    shape = (len(network.groups) + 1, len(Kind))
    held = coverage_tensor(network.standings, groups, kinds, *shape)
    size = np.zeros(shape, dtype=np.int64)
    np.add.at(size, (groups, kinds), 1)
    group, kind = np.nonzero(size)
    goals = network.recommendations
    names = np.array([*network.groups.index, ""], dtype=object)
    cells = held[:, group, kind, :]

    def counted(*standings: Standing) -> Ints:
        return np.asarray(sum(cells[:, :, STANDING_CODES[one]] for one in standings), dtype=np.int64).ravel()

    table = pd.DataFrame(
        {
            "recommendation_id": np.repeat(goals.index.to_numpy(dtype=object), len(group)),
            "theme": np.repeat(goals["theme"].to_numpy(dtype=object), len(group)),
            "regional_group": np.tile(names[group], len(goals)),
            "kind": np.tile(np.array([one.value for one in Kind], dtype=object)[kind], len(goals)),
            "actors": np.tile(size[group, kind], len(goals)),
            "supporters": counted(*SUPPORTING),
            "leads": counted(Standing.LEADS),
            "mixed": counted(Standing.MIXED),
            "abstained": counted(Standing.ABSTAINED),
            "against": counted(Standing.OPPOSED),
            "said_so": counted(Standing.DECLARED),
        }
    )
    table["unknown"] = table["actors"] - np.asarray(cells[:, :, 1:].sum(axis=2)).ravel()
    by_act = _by_act(network)
    keys = pd.MultiIndex.from_frame(table[["recommendation_id", "regional_group", "kind"]])
    for act in ACTS:
        counts = by_act[by_act["act"] == act].groupby(["recommendation_id", "regional_group", "kind"]).size()
        table[f"support_{act.value}"] = counts.reindex(keys, fill_value=0).to_numpy(dtype=np.int64)
    return table[AGGREGATES]


def _by_act(network: Network) -> pd.DataFrame:
    """Supporters with their strongest act, and the group and kind that they are counted in."""
    held = network.positions[network.positions["position"].isin(SUPPORTING)]
    of = network.actors.loc[held["actor_id"], ["regional_group", "kind"]].reset_index(drop=True)
    known = of["regional_group"].where(of["regional_group"].isin(list(network.groups.index)), "")
    return held[["recommendation_id", "act"]].reset_index(drop=True).assign(regional_group=known, kind=of["kind"])
