"""How well an actor agrees with the group that it agrees with least, and the same when the evidence is drawn again."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from coalition.arrays import Bools, Floats, Ints
from coalition.measures.arguments import ArgumentError, count
from coalition.measures.groups import Groups, membership

MIN_ITEMS = 5
"""Below this number of common items a kappa is not used."""
MIN_MEMBERS = 5
"""A group needs this many members with a defined kappa."""
DIGITS = 10
"""Means are rounded to these, so that ties do not depend on the order of a sum."""


def weakest_group(K: npt.ArrayLike, N: npt.ArrayLike, groups: Groups, min_members: int = MIN_MEMBERS) -> pd.DataFrame:
    r"""Mean kappa of every actor with the members of each group, and the lowest among groups other than its own.

    .. math:: B_i = \min_{r:\, i \notin r,\, m_{ir} \ge m} \frac{1}{m_{ir}} \sum_{j \in r} \kappa_{ij}

    with m_ir the number of members of r with a defined kappa with i, and m the `min_members`.

    Parameters
    ----------
    K, N : arrays (actors, actors)
        Kappa (NaN where undefined) and common items, as from `coalition.measures.similarity.kappa`.
    groups : sequence of str, or DataFrame of bool
        Group of each actor, "" for none; or a table of actors x groups where groups overlap. An actor without a group
        has no own group, so that every group counts; one in several groups has several own ones.
    min_members : int
        A group counts when at least this many of its members have a defined kappa with the actor.

    Returns
    -------
    DataFrame
        One row per actor, in order: `value` (the minimum, in [-1, 1]; NaN where no other group counts), `group` where
        it lies ("" for none; ties: the first in alphabetical order), `own` (mean with those who share a group with
        it, itself left out; NaN without any), `n` (median number of common items with the members of the weakest
        group; NaN for none).

    Raises
    ------
    ArgumentError
        K and N are not square and equal in size, there is not one group per actor, or `min_members` is below 1.

    Examples
    --------
    >>> import numpy as np
    >>> from coalition.measures.similarity import kappa
    >>> stances = np.array([[1, 1, 1, -1], [1, 1, 0, -1], [1, -1, np.nan, 1], [1, 0, -1, 1]])
    >>> weakest_group(*kappa(stances), ["W", "W", "A", "A"], min_members=1).round(3)
       value group    own    n
    0 -0.464     A  0.714  3.5
    1 -0.321     A  0.714  3.5
    2 -0.500     W  0.571  3.0
    3 -0.286     W  0.571  4.0
    """
    kappas, common = _square(K, N)
    count("min_members", min_members, 1)
    members, names = membership(groups, len(kappas))
    means, counts = group_means(kappas, members)
    value, weakest = lowest(means, counts, members, min_members)
    known = ~np.isnan(value)
    inside = members.T[weakest] & usable_pairs(kappas) if names else np.zeros(kappas.shape, dtype=bool)
    shared = members.astype(float) @ members.T.astype(float) > 0
    own, _ = _mean(np.where(shared, kappas, np.nan), np.ones((len(kappas), 1)))
    return pd.DataFrame(
        {
            "value": value,
            "group": [names[place] if there else "" for place, there in zip(weakest, known, strict=True)],
            "own": own[:, 0],
            "n": np.where(known, _median(common, inside), np.nan),
        }
    )


def group_means(K: Floats, members: Bools) -> tuple[Floats, Floats]:
    """Mean kappa of each actor with the members of each group, and how many members are behind it.

    Parameters
    ----------
    K : float array (actors, actors)
        The diagonal is not used.
    members : bool array (actors, groups)
        Who belongs to which group.

    Returns
    -------
    means, counts : float arrays (actors, groups)
        A mean is NaN where no member has a defined kappa with the actor.

    Examples
    --------
    >>> import numpy as np
    >>> K = np.array([[np.nan, 0.5, 0.1], [0.5, np.nan, np.nan], [0.1, np.nan, np.nan]])
    >>> means, counts = group_means(K, np.array([[True, False], [True, False], [False, True]]))
    >>> means.tolist(), counts.tolist()
    ([[0.5, 0.1], [0.5, nan], [0.1, nan]], [[1.0, 1.0], [1.0, 0.0], [1.0, 0.0]])
    """
    return _mean(K, members.astype(float))


def lowest(means: Floats, counts: Floats, members: Bools, min_members: int = MIN_MEMBERS) -> tuple[Floats, Ints]:
    """Lowest mean of each actor among the groups that count and are not its own, and the number of that group.

    Parameters
    ----------
    means, counts : float arrays (..., actors, groups)
        As from `group_means`, for one set of evidence or for many.
    members : bool array (actors, groups)
        Who belongs to which group.

    Returns
    -------
    value : float array (..., actors)
        NaN where no group counts.
    group : int array (..., actors)
        0 where no group counts.

    Examples
    --------
    >>> import numpy as np
    >>> members = np.array([[True, False, False]])
    >>> lowest(np.array([[-0.9, 0.2, 0.1]]), np.array([[9.0, 9.0, 4.0]]), members)
    (array([0.2]), array([1]))
    """
    if means.shape[-1] == 0:
        return np.full(means.shape[:-1], np.nan), np.zeros(means.shape[:-1], dtype=np.int64)
    others = np.where((counts >= min_members) & ~members, means, np.inf)
    value = others.min(axis=-1)
    return np.where(np.isfinite(value), value, np.nan), others.argmin(axis=-1)


def usable_pairs(K: Floats) -> Bools:
    """Pairs of two different actors with a defined kappa."""
    usable = ~np.isnan(K)
    np.fill_diagonal(usable, False)
    return usable


def _mean(K: Floats, weights: Floats) -> tuple[Floats, Floats]:
    usable = usable_pairs(K)
    counts = usable.astype(float) @ weights
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.round(np.where(usable, K, 0.0) @ weights / counts, DIGITS), counts


def _median(values: Floats, among: Bools) -> Floats:
    """Median of some values of each row; NaN for none."""
    count = among.sum(axis=1)
    if not values.size:
        return np.full(len(values), np.nan)
    ordered = np.sort(np.where(among, values, np.inf), axis=1)
    rows, upper = np.arange(len(values)), np.minimum(count // 2, values.shape[1] - 1)
    middle = (ordered[rows, np.maximum(count - 1, 0) // 2] + ordered[rows, upper]) / 2
    return np.where(count > 0, middle, np.nan)


def _square(K: npt.ArrayLike, N: npt.ArrayLike) -> tuple[Floats, Floats]:
    kappas, common = np.asarray(K, dtype=float), np.asarray(N, dtype=float)
    if kappas.ndim != 2 or kappas.shape[0] != kappas.shape[1] or common.shape != kappas.shape:
        raise ArgumentError(
            f"K and N must be tables of actors x actors of one size; these are {kappas.shape} and {common.shape}"
        )
    return kappas, common
