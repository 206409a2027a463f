"""How much of one mind a bloc is on each text, and how unlikely its record made the vote of a member."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from coalition.arrays import Floats, Ints
from coalition.measures.arguments import amount, stance_matrix

POSITIONS = (1.0, 0.0, -1.0)
"""Support, abstention, opposition: the order of every array of counts here."""
BLOC_WEIGHT = 0.5
"""How much of `surprise` the bloc's other members speak for; the member's own record speaks for the rest."""
PRIOR = 1.0
"""What is added to the count of each of the three positions, so that none is impossible (Laplace)."""


def position_counts(stances: npt.ArrayLike) -> Ints:
    """How many took each position on each item.

    Parameters
    ----------
    stances : array (actors, items)
        +1 support, 0 abstain, -1 oppose, NaN for no position.

    Returns
    -------
    int array (3, items)
        Supports, abstentions, oppositions; 0 throughout where nobody took a position.

    Raises
    ------
    ArgumentError
        A stance is none of the four.

    Examples
    --------
    >>> position_counts([[1, 0], [1, float("nan")], [-1, 0]]).tolist()
    [[2, 0], [0, 2], [1, 0]]
    """
    array = stance_matrix(stances)
    return np.stack([np.sum(array == value, axis=0, dtype=np.int64) for value in POSITIONS])


def agreement_index(stances: npt.ArrayLike) -> Floats:
    r"""Agreement index of Hix, Noury and Roland on each item.

    .. math:: A = \frac{\max(Y, A, N) - \frac{1}{2}\,[\,Y + A + N - \max(Y, A, N)\,]}{Y + A + N}

    with Y, A, N the number of supports, abstentions and oppositions among the members. An abstention is a position of
    its own, as far from a yes as a no is; an absence is none.

    Parameters
    ----------
    stances : array (members, items)
        +1 support, 0 abstain, -1 oppose, NaN for no position.

    Returns
    -------
    float array (items,)
        From 0 (the members split evenly between the three positions) to 1 (all took the same one); two camps of one
        size give 0.25. NaN where fewer than two members took a position: one alone is neither cohesive nor split.

    Raises
    ------
    ArgumentError
        A stance is none of the four.

    References
    ----------
    Hix, S., Noury, A., Roland, G. (2005). Power to the Parties: Cohesion and Competition in the European Parliament,
    1979-2001. British Journal of Political Science 35, 209-234.

    Examples
    --------
    >>> agreement_index([[1, 1, 1], [1, -1, 0], [1, 1, -1]]).round(3).tolist()
    [1.0, 0.5, 0.0]
    """
    counts = position_counts(stances)
    size, most = counts.sum(axis=0), counts.max(axis=0)
    return _ratio(most - (size - most) / 2, size, size >= 2)


def rice_index(stances: npt.ArrayLike) -> Floats:
    r"""Rice index on each item: |Y - N| / (Y + N), abstentions left out.

    Parameters
    ----------
    stances : array (members, items)
        +1 support, 0 abstain, -1 oppose, NaN for no position.

    Returns
    -------
    float array (items,)
        From 0 (as many for as against) to 1 (all on one side). NaN where fewer than two members were for or against:
        a bloc that abstains as one has no Rice index, and the agreement index 1.

    Raises
    ------
    ArgumentError
        A stance is none of the four.

    References
    ----------
    Rice, S. A. (1928). Quantitative Methods in Politics. New York: Knopf.

    Examples
    --------
    >>> rice_index([[1, 1, 0], [1, -1, 0], [-1, -1, 0], [1, 0, 0]]).round(3).tolist()
    [0.5, 0.333, nan]
    """
    support, _, oppose = position_counts(stances)
    sided = support + oppose
    return _ratio(np.abs(support - oppose), sided, sided >= 2)


def pairwise_agreement(stances: npt.ArrayLike) -> Floats:
    r"""Mean over all pairs of actors of their agreement on each item, :math:`1 - |a - b| / 2`.

    Unlike the agreement index it knows that an abstention lies between yes and no.

    Parameters
    ----------
    stances : array (actors, items)
        +1 support, 0 abstain, -1 oppose, NaN for no position.

    Returns
    -------
    float array (items,)
        1 where all who took a position took the same one; 0 for two who took opposite ones. NaN where fewer than two
        took a position.

    Raises
    ------
    ArgumentError
        A stance is none of the four.

    Examples
    --------
    >>> pairwise_agreement([[1, 1, 1], [-1, 0, 1]]).tolist()
    [0.0, 0.5, 1.0]
    """
    support, abstain, oppose = position_counts(stances)
    size = support + abstain + oppose
    apart = support * oppose + abstain * (support + oppose) / 2
    return 1.0 - _ratio(apart, size * (size - 1) / 2, size >= 2)


def stand_of_others(stances: npt.ArrayLike) -> tuple[Floats, Ints, Ints]:
    """Where most of the others stand, as each actor finds them on each item.

    Parameters
    ----------
    stances : array (actors, items)
        +1 support, 0 abstain, -1 oppose, NaN for no position.

    Returns
    -------
    stand : float array (actors, items)
        The position that most of the other actors took, whether or not the actor took one; of several with the same
        count the first of support, abstention and opposition. NaN where no other took a position.
    most, others : int arrays (actors, items)
        How many others stand there, and how many took a position at all.

    Raises
    ------
    ArgumentError
        A stance is none of the four.

    Examples
    --------
    >>> stand, most, others = stand_of_others([[1, 0], [1, float("nan")], [-1, 0], [1, 0]])
    >>> stand[:, 0].tolist(), most[:, 0].tolist(), others[:, 1].tolist()
    ([1.0, 1.0, 1.0, 1.0], [2, 2, 3, 2], [2, 3, 2, 2])
    """
    array = stance_matrix(stances)
    counts = position_counts(array)
    rest = counts[:, None, :] - np.stack([array == value for value in POSITIONS])
    others = rest.sum(axis=0)
    return np.where(others > 0, np.array(POSITIONS)[rest.argmax(axis=0)], np.nan), rest.max(axis=0), others


def surprise(stances: npt.ArrayLike, *, bloc_weight: float = BLOC_WEIGHT, prior: float = PRIOR) -> Floats:
    r"""How unlikely its bloc and its own record made the position of each member on each item, in bits.

    .. math::
        S_{it} = -\log_2\!\left[ w\,\frac{n_{it}(p) + c}{n_{it} + 3c}
                 + (1 - w)\,\frac{m_{it}(p) + c}{m_{it} + 3c} \right]

    p is the position that member i took on item t. n counts the bloc's other members by their positions on that item. m
    counts the member's own positions on the other items on which most of the other members stood where they stand on
    this one (`stand_of_others`): what it did before and after, when its bloc went that way. w is `bloc_weight` and c
    `prior`. One bit is a vote as likely as not; ten bits are one in a thousand.

    Where no other member took a position on the item, the member's record on all other items speaks alone; where it has
    no such record, the bloc does.

    Parameters
    ----------
    stances : array (members, items)
        +1 support, 0 abstain, -1 oppose, NaN for no position.
    bloc_weight : float
        w, from 0 (own record only) to 1 (bloc only).
    prior : float
        c, above 0: with it no position is impossible, so that a first break has a finite surprise.

    Returns
    -------
    float array (members, items)
        Bits, above 0. NaN where the member took no position, and where nothing can be said of it: it is alone on the
        item, and took no position on any other.

    Raises
    ------
    ArgumentError
        A stance is none of the four, or a number is out of its range.

    Examples
    --------
    Three members always vote yes, and so does the fourth but for the last text, on which it votes no: the bloc makes
    that (0 + 1) / (3 + 3) likely, its own record (0 + 1) / (2 + 3).

    >>> bits = surprise([[1, 1, 1], [1, 1, 1], [1, 1, 1], [1, 1, -1]])
    >>> bits[3].round(3).tolist()
    [0.907, 0.907, 2.447]
    >>> round(float(-np.log2((1 / 6 + 1 / 5) / 2)), 3)
    2.447
    """
    amount("bloc_weight", bloc_weight, 0, 1)
    amount("prior", prior, np.finfo(float).tiny)
    array = stance_matrix(stances)
    taken = ~np.isnan(array)
    stand, _, n = stand_of_others(array)
    alike, own, m = np.zeros(array.shape), np.zeros(array.shape), np.zeros(array.shape)
    every = np.ones(array.shape, dtype=bool)
    for value in POSITIONS:
        here = array == value
        alike += np.where(here, here.sum(axis=0) - 1, 0)
        for asked, kept in [(np.isnan(stand), every), *((stand == where, stand == where) for where in POSITIONS)]:
            own += np.where(asked & here, (here & kept).sum(axis=1, keepdims=True) - 1, 0)
            m += np.where(asked & taken, (here & kept).sum(axis=1, keepdims=True) - here, 0)
    weight = np.where(n == 0, 0.0, np.where(m == 0, 1.0, bloc_weight))
    chance = weight * (alike + prior) / (n + 3 * prior) + (1 - weight) * (own + prior) / (m + 3 * prior)
    return np.where(taken & (n + m > 0), -np.log2(chance), np.nan)


def _ratio(part: npt.ArrayLike, whole: npt.ArrayLike, where: npt.ArrayLike) -> Floats:
    """Quotients, NaN where they say nothing."""
    above, below = np.asarray(part, dtype=float), np.asarray(whole, dtype=float)
    found = np.full(above.shape, np.nan)
    np.divide(above, below, out=found, where=np.asarray(where, dtype=bool))
    return found
