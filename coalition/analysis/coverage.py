"""Who covers what: the coverage tensor, how concentrated a count is, and what hangs on one State."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import sparse

from coalition.analysis.arguments import check_network
from coalition.arrays import Bools, Ints
from coalition.model.network import Network
from coalition.model.vocabulary import STANDING_CODES, STATES, Kind, Standing, split

SUPPORTING = (Standing.LEADS, Standing.SUPPORTS)
COLUMNS = ["recommendation_id", "regional_group", "kind", "position", "actors"]


def coverage(network: Network) -> pd.DataFrame:
    """The coverage tensor recommendation x regional group x kind x position, in long form.

    Returns
    -------
    DataFrame
        One row per cell that is not empty: `recommendation_id`, `regional_group` (of the seat, for actors that are
        not States; "" where there is none), `kind`, `position` (a `Standing`) and `actors`, how many (1 or more).
        Regional-group columns of a board count States: filter on `kind`.
    """
    check_network(network)
    groups, kinds = group_codes(network), kind_codes(network)
    counts = coverage_tensor(network.standings, groups, kinds, len(network.groups) + 1, len(Kind))
    recommendation, group, kind, position = np.nonzero(counts)
    names = np.array([*network.groups.index, ""], dtype=object)
    standings = np.array(["", *(standing.value for standing in STANDING_CODES)], dtype=object)
    table = pd.DataFrame(
        {
            "recommendation_id": network.recommendations.index.to_numpy()[recommendation],
            "regional_group": names[group],
            "kind": np.array([kind.value for kind in Kind], dtype=object)[kind],
            "position": standings[position],
            "actors": counts[recommendation, group, kind, position],
            "place": recommendation,
        }
    )
    return table.sort_values(["place", *COLUMNS[1:4]], kind="stable").drop(columns="place").reset_index(drop=True)


def coverage_tensor(standings: sparse.csr_array, groups: Ints, kinds: Ints, group_count: int, kind_count: int) -> Ints:
    """How many actors of each group and kind hold each position on each recommendation, in one pass.

    Parameters
    ----------
    standings : csr array (actors, recommendations)
        `coalition.model.network.STANDING_CODES`; 0 where the position is unknown.
    groups, kinds : int arrays (actors,)
        Number of the group (0 to `group_count` - 1) and of the kind of each actor.

    Returns
    -------
    int array (recommendations, groups, kinds, positions)
        The last axis by code, 1 to 6; what is unknown (0) is not counted.

    Examples
    --------
    >>> held = sparse.csr_array(np.array([[1, 0], [2, 5]], dtype=np.int8))
    >>> tensor = coverage_tensor(held, np.array([0, 1]), np.array([0, 0]), 2, 1)
    >>> tensor.shape, tensor[0, :, 0, 1:3].tolist(), int(tensor[1, 1, 0, 5])
    ((2, 2, 1, 7), [[1, 0], [0, 1]], 1)
    """
    shape = (standings.shape[1], group_count, kind_count, len(STANDING_CODES) + 1)
    of_actor = (groups * kind_count + kinds) * shape[3]
    cells = np.repeat(of_actor, np.diff(standings.indptr)) + standings.data
    cells += standings.indices.astype(np.int64) * (group_count * kind_count * shape[3])
    return np.asarray(np.bincount(cells, minlength=int(np.prod(shape))).reshape(shape), dtype=np.int64)


def group_codes(network: Network) -> Ints:
    """Number of each actor's regional group in the order of the groups; the number of groups for none."""
    codes = network.groups.index.get_indexer(pd.Index(network.actors["regional_group"]))
    return np.asarray(np.where(codes < 0, len(network.groups), codes), dtype=np.int64)


def kind_codes(network: Network) -> Ints:
    """Number of each actor's kind in the order of `Kind`."""
    order = {kind.value: place for place, kind in enumerate(Kind)}
    return np.asarray(network.actors["kind"].map(order), dtype=np.int64)


def addressees(network: Network) -> Bools:
    """Recommendations x kinds (in the order of `Kind`): True where it speaks to that kind."""
    return np.array(
        [[kind.value in cell for kind in Kind] for cell in network.recommendations["addressed_to"].map(split)],
        dtype=bool,
    ).reshape(len(network.recommendations), len(Kind))


def supports(network: Network) -> Bools:
    """Actors x recommendations: True where the actor leads or supports (a mixed record is not support)."""
    codes = network.standings.toarray()
    return np.asarray(np.isin(codes, [STANDING_CODES[standing] for standing in SUPPORTING]))


def concentration(counts: Sequence[int]) -> dict[str, float]:
    """How concentrated a count over categories is (supporters over regional groups, say).

    Parameters
    ----------
    counts : sequence of int
        One number per category, zeros included.

    Returns
    -------
    dict
        `hhi` sum of squared shares, in [1/categories, 1]; `effective_number` 1/hhi; `simpson`, the unbiased
        1 - sum n(n-1)/N(N-1) for N >= 2; `entropy` in nats; `evenness` entropy / ln(categories). All NaN for N = 0.

    Examples
    --------
    >>> round(concentration([4, 1, 0, 0, 0])["hhi"], 2)
    0.68
    """
    n = np.asarray(counts, dtype=float)
    total = n.sum()
    if total == 0:
        return dict.fromkeys(("hhi", "effective_number", "simpson", "entropy", "evenness"), float("nan"))
    shares = n[n > 0] / total
    hhi = float((shares**2).sum())
    entropy = float(-(shares * np.log(shares)).sum())
    return {
        "hhi": hhi,
        "effective_number": 1 / hhi,
        "simpson": float(1 - (n * (n - 1)).sum() / (total * (total - 1))) if total >= 2 else float("nan"),
        "entropy": entropy,
        "evenness": entropy / float(np.log(len(n))) if len(n) > 1 else float("nan"),
    }


def last_of_group(network: Network, recommendation: str) -> list[tuple[str, str]]:
    """States without which a recommendation that two regional groups support would be left to one.

    Parameters
    ----------
    network : Network
        The map.
    recommendation : str
        Id of a recommendation.

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
