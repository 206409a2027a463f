"""How alike two actors vote: linearly weighted kappa, congruence and conflict, by matrix products."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from coalition.arrays import Bools, Floats
from coalition.measures.arguments import ArgumentError, stance_matrix

EXACT_ITEMS = 2**24
"""Up to so many items float32 holds every count exactly, at twice the speed."""


def contested(stances: Floats) -> Bools:
    """Items on which at least two different positions were taken.

    Parameters
    ----------
    stances : array (actors, items)
        +1 support, 0 abstain, -1 oppose, NaN for no position.

    Returns
    -------
    bool array (items,)
        False for an item with one position only, or none.
    """
    taken = [np.any(stances == value, axis=0) for value in (1.0, 0.0, -1.0)]
    return np.asarray(np.sum(taken, axis=0) >= 2)


def kappa(stances: npt.ArrayLike, weights: npt.ArrayLike | None = None) -> tuple[Floats, npt.NDArray[np.int64]]:
    r"""Linearly weighted Cohen kappa of every pair of actors on the items both took a position on.

    .. math:: \kappa_{ij} = 1 - D_{obs}/D_{exp}, \quad d(a, b) = |a - b| / 2

    D_obs is the mean distance on the common items, D_exp the mean distance when the two actors' positions on those
    items are paired at random.

    Parameters
    ----------
    stances : array (actors, items)
        +1 support, 0 abstain, -1 oppose, NaN for no position. All items given are used: leave out those without
        dissent (`contested`) beforehand.
    weights : array (items,), optional
        How much each item counts in both means, 0 or more; see `coalition.measures.recency.recency_weights`.

    Returns
    -------
    K : float array (actors, actors)
        In [-1, 1], symmetric; NaN where D_exp = 0 (both took one and the same position throughout) or without a
        common item. An actor that takes one position throughout has 0 with everybody else.
    N : int array (actors, actors)
        Number of common items, not weighted.

    Raises
    ------
    ArgumentError
        If a stance is none of the four, or the weights do not fit the items.

    References
    ----------
    Häge, F. (2011). Choice or Circumstance? Adjusting Measures of Foreign Policy Similarity for Chance Agreement.
    Political Analysis 19, 287-305.

    Examples
    --------
    >>> import numpy as np
    >>> K, N = kappa(np.array([[1, 1, 1, -1], [1, 1, 0, -1]], dtype=float))
    >>> round(float(K[0, 1]), 4), int(N[0, 1])
    (0.7143, 4)
    """
    array = stance_matrix(stances)
    K, N = kappa_from_products(products(array, weights))
    if weights is not None:
        taken = (~np.isnan(array)).astype(_counting(array))
        N = np.rint(taken @ taken.T).astype(np.int64)
    return K, N


def products(stances: npt.ArrayLike, weights: npt.ArrayLike | None = None) -> Floats:
    r"""The five sums that kappa needs, for every pair of actors: array (5, actors, actors).

    They are: common items, summed distance, and the first actor's supports, abstentions and oppositions among the
    common items. Sums over items, so the products of several sets of items may be added (bootstrap). Without weights
    they are exact.

    With s and o the supports and oppositions of each among the common items, and Q the items that both support or
    both oppose, the summed distance is :math:`(s_i + o_i + s_j + o_j) / 2 - Q`: three products of actors x items, and
    two symmetric ones, which cost half.

    Parameters
    ----------
    stances : array (actors, items)
        +1 support, 0 abstain, -1 oppose, NaN for no position.
    weights : array (items,), optional
        A weight per item, 0 or more; 1 when left out.

    Examples
    --------
    >>> products([[1, 1, 1, -1], [1, 1, 0, -1]])[:, 0, 1].tolist()
    [4.0, 0.5, 3.0, 0.0, 1.0]
    """
    array = stance_matrix(stances)
    actors, items = array.shape
    parts = np.empty((3, actors, items), dtype=np.float64 if weights is not None else _counting(array))
    for part, value in zip(parts, (1.0, 0.0, -1.0), strict=True):
        np.equal(array, value, out=part, casting="unsafe")
    support, _, oppose = parts
    taken = parts.sum(axis=0)
    if weights is None:
        margins = (parts.reshape(3 * actors, items) @ taken.T).reshape(3, actors, actors)
        both = support @ support.T + oppose @ oppose.T
    else:
        w = item_weights(weights, items)
        margins = ((parts * w).reshape(3 * actors, items) @ taken.T).reshape(3, actors, actors)
        both = (support * w) @ support.T + (oppose * w) @ oppose.T
        both = (both + both.T) / 2  # rounding alone makes it lopsided
    s, a, o = margins.astype(np.float64, copy=False)
    decided = s + o
    distance = np.maximum((decided + decided.T) / 2 - both, 0.0)
    return np.stack([decided + a, distance, s, a, o])


def item_weights(weights: npt.ArrayLike, items: int) -> Floats:
    """A weight per item: finite, 0 or more."""
    array = np.asarray(weights, dtype=float)
    if array.shape != (items,):
        raise ArgumentError(f"weights: an array of shape {array.shape} is given for {items} items; give one each")
    wrong = np.flatnonzero(~np.isfinite(array) | (array < 0))
    if len(wrong):
        raise ArgumentError(f"weights: {array[wrong[0]]:g} of item {wrong[0]} is not possible here; use 0 or more")
    return array


def kappa_from_products(sums: Floats) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Kappa and number of common items from `products`; see `kappa`."""
    n, distance, *first = sums
    return kappa_from_margins((n + n.T) / 2, distance, first, [part.T for part in first])


def kappa_from_margins(
    n: Floats, distance: Floats, first: Sequence[Floats], second: Sequence[Floats]
) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Kappa of any pairs from their common items, summed distance, and the three margins of either actor."""
    (s, a, o), (t, b, p) = first, second
    expected = 0.5 * ((s * b + a * p) + (t * a + b * o)) + s * p + t * o
    # Nothing but sums of what is 0 or more: without variation they are exactly 0, weighted or not.
    K = np.full(n.shape, np.nan)
    np.divide(distance * n, expected, out=K, where=expected > 0)
    return 1.0 - K, np.rint(n).astype(np.int64)


def congruence(stances: npt.ArrayLike, weights: npt.ArrayLike | None = None) -> tuple[Floats, Floats]:
    """Agreement and disagreement summed over common items, as readers of discourse networks know them.

    Returns
    -------
    congruence, conflict : float arrays (actors, actors)
        Sums of 1 - d and of d over the common items, d = |a - b| / 2; they add up to the number of common items (of
        their weights, where given).

    Examples
    --------
    >>> together, against = congruence([[1, 1, 1, -1], [1, 1, 0, -1]])
    >>> float(together[0, 1]), float(against[0, 1])
    (3.5, 0.5)
    """
    n, conflict, *_ = products(stances, weights)
    return n - conflict, conflict


def agreement(stances: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """Number of items on which both actors took the same position: int array (actors, actors).

    Examples
    --------
    >>> agreement([[1, 1, 1, -1], [1, 1, 0, -1]]).tolist()
    [[4, 3], [3, 4]]
    """
    array = stance_matrix(stances)
    same = np.zeros((len(array), len(array)), dtype=_counting(array))
    for value in (1.0, 0.0, -1.0):
        part = (array == value).astype(same.dtype)
        same += part @ part.T
    return np.asarray(np.rint(same), dtype=np.int64)


def _counting(stances: Floats) -> type[np.floating[Any]]:
    """The smallest type in which counts of items are exact."""
    return np.float32 if stances.shape[1] <= EXACT_ITEMS else np.float64


def constant(stances: Floats) -> Bools:
    """Actors that took one and the same position on every item (or on one item only, or on none).

    Kappa says nothing about them: it is 0 with everybody, or undefined.
    """
    taken = [np.any(stances == value, axis=1) for value in (1.0, 0.0, -1.0)]
    return np.asarray(np.sum(taken, axis=0) <= 1)
