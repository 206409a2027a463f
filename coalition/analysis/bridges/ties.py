"""Who is alike: the validated ties of a kind of actor, or the pairs that come nearest where none is validated."""

from __future__ import annotations

import numpy as np
import pandas as pd

from coalition.analysis.actors.similar_actors import MIN_COMMON
from coalition.analysis.arguments import check_network
from coalition.analysis.bridges.backbone import COLUMNS, backbone
from coalition.analysis.contested import contested_record
from coalition.measures.similarity import agreement, kappa
from coalition.model.network import Network

MOST_STANCES = 200_000
"""Of a map with more stances the exact test of all pairs of States takes minutes."""


def ties(network: Network, kind: str = "state") -> pd.DataFrame:
    """Ties between actors of a kind, or what comes nearest to them.

    Parameters
    ----------
    network : Network
        The map.
    kind : str
        A kind of actor; States and observer States are compared together, whichever of the two is named.

    Returns
    -------
    DataFrame
        A row per tie, strongest first, with the columns of `coalition.analysis.bridges.backbone.backbone`. `tie` is
        "positive" for a validated tie; where there is none, the ten pairs at most that come nearest and did the same
        at least once, with "". No row where nobody can be compared with anybody.

    Raises
    ------
    ArgumentError
        There is no such kind.

    Examples
    --------
    >>> from coalition import Network, read_tables
    >>> from coalition.settings import resource
    >>> found = ties(Network.from_tables(read_tables(resource("seeds"))), "nhri")
    >>> len(found), set(found["tie"])
    (10, {''})
    """
    found = backbone(network, kind)
    validated = found.table[found.table["tie"] == "positive"]
    near = found.nearest[(found.nearest["tie"] == "") & (found.nearest["concordant"] > 0)]
    return (validated if len(validated) else near).reset_index(drop=True)


def most_alike(network: Network) -> pd.DataFrame:
    """Pairs of States by how alike they vote, without a test: for maps on which that would take minutes.

    Parameters
    ----------
    network : Network
        The map.

    Returns
    -------
    DataFrame
        A row for each pair with a kappa on at least `MIN_COMMON` common contested items, the most alike first, pairs
        that are equally alike by id, with the columns of `coalition.analysis.bridges.backbone.backbone`: `tie` is
        "most alike", and there is no `p_value`.
    """
    check_network(network)
    record = contested_record(network)
    K, N = kappa(record.stances)
    one, other = np.triu_indices(len(record.ids), 1)
    known = (N[one, other] >= MIN_COMMON) & ~np.isnan(K[one, other])
    one, other = one[known], other[known]
    ids, people = np.array(record.ids, dtype=object), network.actors.loc[record.ids]
    names, groups = (people[column].to_numpy(dtype=object) for column in ("name", "regional_group"))
    same, n = agreement(record.stances)[one, other], N[one, other]
    table = pd.DataFrame(
        {
            "actor_id": ids[one], "other_id": ids[other], "name": names[one], "other_name": names[other],
            "group": groups[one], "other_group": groups[other], "tie": "most alike", "concordant": same, "n": n,
            "share": same / n, "p_value": np.nan,
        },
        columns=COLUMNS,
    )  # fmt: skip
    likeness = np.round(K[one, other], 10)
    order = np.lexsort((ids[other].astype(str), ids[one].astype(str), -likeness))
    return table.iloc[order].reset_index(drop=True)
