"""How alike two actors vote: linearly weighted kappa, congruence and conflict, by matrix products."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


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


def kappa(stances: Floats) -> tuple[Floats, npt.NDArray[np.int64]]:
    r"""Linearly weighted Cohen kappa of every pair of actors on the items both took a position on.

    .. math:: \kappa_{ij} = 1 - D_{obs}/D_{exp}, \quad d(a, b) = |a - b| / 2

    D_obs is the mean distance on the common items, D_exp the mean distance when the two actors' positions on those
    items are paired at random.

    Parameters
    ----------
    stances : array (actors, items)
        +1 support, 0 abstain, -1 oppose, NaN for no position. All items given are used: leave out those without
        dissent (`contested`) beforehand.

    Returns
    -------
    K : float array (actors, actors)
        In [-1, 1], symmetric; NaN where D_exp = 0 (both took one and the same position throughout) or without a
        common item. An actor that takes one position throughout has 0 with everybody else.
    N : int array (actors, actors)
        Number of common items.

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
    return kappa_from_products(products(stances))


def products(stances: Floats, weights: Floats | None = None) -> Floats:
    """The five sums that kappa needs, for every pair of actors: array (5, actors, actors).

    They are: common items, summed distance, and the first actor's supports, abstentions and oppositions among the
    common items. Sums over items, so the products of several sets of items may be added (bootstrap).

    Parameters
    ----------
    stances : array (actors, items)
    weights : array (items,), optional
        A weight per item; 1 when left out.
    """
    support, abstain, oppose = ((stances == value).astype(float) for value in (1.0, 0.0, -1.0))
    taken = support + abstain + oppose
    if weights is not None:
        weighted = [part * weights for part in (support, abstain, oppose)]
    else:
        weighted = [support, abstain, oppose]
    s, a, o = weighted
    s_margin, a_margin, o_margin = s @ taken.T, a @ taken.T, o @ taken.T
    half = s @ abstain.T + a @ oppose.T
    whole = s @ oppose.T
    distance = 0.5 * (half + half.T) + whole + whole.T
    return np.stack([s_margin + a_margin + o_margin, distance, s_margin, a_margin, o_margin])


def kappa_from_products(sums: Floats) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Kappa and number of common items from `products`; see `kappa`."""
    n, distance, s, a, o = sums
    half, whole = s * a.T + a * o.T, s * o.T
    expected = 0.5 * (half + half.T) + whole + whole.T
    with np.errstate(divide="ignore", invalid="ignore"):
        K = 1.0 - (distance * n) / expected
    K[expected <= 1e-9] = np.nan
    return K, np.rint(n).astype(np.int64)


def congruence(stances: Floats) -> tuple[Floats, Floats]:
    """Agreement and disagreement summed over common items, as readers of discourse networks know them.

    Returns
    -------
    congruence, conflict : float arrays (actors, actors)
        Sums of 1 - d and of d over the common items, d = |a - b| / 2; they add up to the number of common items.
    """
    n, conflict, *_ = products(stances)
    return n - conflict, conflict


def agreement(stances: Floats) -> npt.NDArray[np.int64]:
    """Number of items on which both actors took the same position: int array (actors, actors)."""
    same = sum(part @ part.T for part in ((stances == value).astype(float) for value in (1.0, 0.0, -1.0)))
    return np.asarray(np.rint(same), dtype=np.int64)


def constant(stances: Floats) -> Bools:
    """Actors that took one and the same position on every item (or on one item only, or on none).

    Kappa says nothing about them: it is 0 with everybody, or undefined.
    """
    taken = [np.any(stances == value, axis=1) for value in (1.0, 0.0, -1.0)]
    return np.asarray(np.sum(taken, axis=0) <= 1)
