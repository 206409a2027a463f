"""One support left out: would the order by co-signing have named it? For actors other than States."""

from __future__ import annotations

import numpy as np
import pandas as pd

from coalition.analysis.coverage import supports
from coalition.analysis.partners.cosigners import FEW, FIRST, adamic_adar, hit_rates
from coalition.arrays import Floats
from coalition.model.network import Network

COLUMNS = ["kind", "n", "actor_named", "actor_by_size", "recommendation_named", "recommendation_by_size"]


def left_out(network: Network) -> pd.DataFrame:
    """Share of supports, each left out once, that are among the first ten when the rest is known.

    Two questions, of which the first is the one that `coalition.analysis.partners.cosigners` answers: is the actor
    among the first ten that the recommendation is told, and is the recommendation among the first ten that the actor
    is told. Both by Adamic-Adar over co-signing, beside the plain order by how many supports an actor or a
    recommendation has.

    Returns
    -------
    DataFrame
        One row per kind other than States: `COLUMNS`, with `n` supports left out, of actors that have two or more.
    """
    others = ~network.is_state
    support = supports(network)[others]
    kinds = network.actors.loc[others, "kind"].to_numpy()
    found: list[tuple[str, bool, bool]] = []
    for i in np.flatnonzero(support.sum(axis=1) >= FEW):
        for goal in np.flatnonzero(support[i]):
            rest = support.copy()
            rest[i, goal] = False
            size = rest.sum(axis=1).astype(float)
            strength = np.where(size >= FEW, rest.astype(float) @ adamic_adar(rest)[:, goal], 0.0)
            named, by_size = (_first(values, int(i), ~rest[:, goal]) for values in (strength, size))
            found.append((str(kinds[i]), named, by_size))
    table = pd.DataFrame(found, columns=["kind", "actor_named", "actor_by_size"])
    means = table.groupby("kind").mean().astype(float)
    other_way = hit_rates(network).set_index("kind")
    means["recommendation_named"], means["recommendation_by_size"] = other_way["together"], other_way["popularity"]
    return means.assign(n=table["kind"].value_counts()).reset_index()[COLUMNS]


def _first(values: Floats, wanted: int, eligible: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> bool:
    """Whether an actor is among the first ten; ties before it in the table go first."""
    score = np.where(eligible, np.round(values, 10), -np.inf)
    before = (score > score[wanted]).sum() + (score[:wanted] == score[wanted]).sum()
    return bool(before < FIRST and score[wanted] > 0)
