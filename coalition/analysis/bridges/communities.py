"""Who stands together on the validated backbone, whatever its regional group?"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from coalition.analysis.bridges.backbone import Backbone, backbone
from coalition.analysis.bridges.wording import communities_summary, community_sentence
from coalition.measures.consensus_clustering import RUNS, adjusted_rand, consensus
from coalition.measures.projection import ALPHA
from coalition.model.network import Network

COLUMNS = [
    "community", "actor_id", "name", "kind", "group", "stability", "size", "ties", "ties_inside", "home", "elsewhere",
    "note", "sentence",
]  # fmt: skip
SURE = 0.9
"""Below this stability the place of an actor hangs on the seed of the algorithm; other evidence may still move it."""


UNTESTED = "It did the same on all items on which it is on record, or is on none: it can be compared with nobody."
UNTIED = "None of its ties survives the correction."


def communities(
    network: Network, kind: str = "state", alpha: float = ALPHA, runs: int = RUNS, once: bool = False
) -> pd.DataFrame:
    """Communities on the positive ties of the validated backbone, beside the declared regional groups.

    Parameters
    ----------
    network : Network
        The map.
    kind : str
        A kind of actor, as in `coalition.analysis.bridges.backbone.backbone`.
    alpha : float
        False discovery rate of the ties, in (0, 1).
    runs : int
        Runs of the algorithm in each round of the consensus (`coalition.measures.consensus_clustering.consensus`), at
        least 2.
    once : bool
        Of texts that return year after year only the latest counts, as in `backbone`.

    Returns
    -------
    DataFrame
        One row per actor, by community (largest first), then by id, with `COLUMNS`:

        - `community`, from 1; missing for an actor without a validated tie, with a `note` why;
        - `stability` in [0, 1]: how often, over the runs, it shares a community with the others of its own;
        - `size` of the community; `ties`, its validated positive ties, and `ties_inside`, those within the community;
        - `home`: the community in which most of its regional group are (a tie: the larger community); missing without
          a group; `elsewhere`: it is in another one;
        - `sentence`, the row in words.

    Raises
    ------
    ArgumentError
        There is no such kind, or `alpha` or `runs` is out of range.

    Examples
    --------
    >>> from coalition import read_tables
    >>> from coalition.settings import resource
    >>> table = communities(Network.from_tables(read_tables(resource("seeds"))), runs=5)
    >>> bool(table["stability"].min() >= 0)
    True
    """
    return of_backbone(network, backbone(network, kind, alpha, once), runs)


def of_backbone(network: Network, found: Backbone, runs: int = RUNS) -> pd.DataFrame:
    """`communities` of a backbone that is there already."""
    # Sorted by id: the order of the table must not decide.
    order = np.argsort(np.array(found.ids, dtype=object), kind="stable")
    positive = found.projection.positive[np.ix_(order, order)]
    agreed = consensus(positive, runs)
    actors = network.actors.loc[[found.ids[place] for place in order]]
    number = pd.Series(agreed.community, dtype="Int64").where(agreed.community > 0)
    same = np.equal.outer(agreed.community, agreed.community)
    table = pd.DataFrame(
        {
            "community": number,
            "actor_id": actors.index,
            "name": actors["name"].to_numpy(),
            "kind": actors["kind"].to_numpy(),
            "group": actors["regional_group"].to_numpy(),
            "stability": np.round(agreed.stability, 4),
            "size": number.map(number.value_counts()).astype("Int64"),
            "ties": positive.sum(axis=1),
            "ties_inside": (positive & same).sum(axis=1),
        }
    )
    table["home"] = table["group"].map(homes(table)).astype("Int64")
    table["elsewhere"] = (table["home"] != table["community"]).fillna(False).astype(bool)
    table["note"] = np.where(number.isna(), _why(found)[order], "")
    table["sentence"] = [community_sentence(row, network.group_names) for row in table.to_dict("records")]
    return table.sort_values(["community", "actor_id"], na_position="last")[COLUMNS].reset_index(drop=True)


def by_group(table: pd.DataFrame) -> pd.DataFrame:
    """How many of each group are in each community: groups x communities, from the table of `communities`."""
    placed = table[table["community"].notna() & (table["group"] != "")]
    return pd.crosstab(placed["group"], placed["community"].astype(int))


def homes(table: pd.DataFrame) -> dict[str, int]:
    """The community in which most of each group are; of equal ones the larger community."""
    return {str(group): int(row.idxmax()) for group, row in by_group(table).iterrows()}


def likeness_to_groups(table: pd.DataFrame) -> float:
    """Adjusted Rand index of communities and groups, over actors that have both; NaN where there are none."""
    placed = table[table["community"].notna() & (table["group"] != "")]
    return adjusted_rand(list(placed["community"]), list(placed["group"]))


def summary(network: Network, table: pd.DataFrame) -> str:
    """The communities in a sentence."""
    unsure = int((table["stability"] < SURE).sum())
    return communities_summary(table, network.group_names, likeness_to_groups(table), unsure, elsewhere(table))


def elsewhere(table: pd.DataFrame) -> pd.DataFrame:
    """Actors in another community than most of their group, the surest first."""
    return table[table["elsewhere"]].sort_values(["stability", "ties", "actor_id"], ascending=[False, False, True])


def _why(found: Backbone) -> npt.NDArray[np.object_]:
    """Why an actor is in no community, should it be in none."""
    if not found.projection.positive.any():
        return np.full(len(found.ids), found.projection.note, dtype=object)
    untested = np.isnan(found.projection.p_values).all(axis=1)
    return np.where(untested, UNTESTED, UNTIED).astype(object)
