"""Mean kappa with every group when evidence is drawn again: products once per family, then weights times these."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse

from coalition.arrays import Bools, Floats, Ints
from coalition.measures.arguments import ArgumentError, stance_matrix
from coalition.measures.keeping import kept
from coalition.measures.weakest_group import DIGITS, MIN_ITEMS, MIN_MEMBERS, lowest

MOST_EXACT = 2895
"""Up to so many (drawn) items, twice the square of their number is a whole number that float32 holds exactly."""
BLOCK_BYTES = 200_000_000
PAIRS, DRAWS = 4096, 256
"""So many pairs and replicates are worked on at a time: they stay in the processor's cache."""


@kept(8)
def resampled_weakest(
    stances: npt.ArrayLike,
    of_item: Sequence[str],
    members: Bools,
    weights: npt.ArrayLike,
    min_members: int = MIN_MEMBERS,
    min_items: int = MIN_ITEMS,
) -> Floats:
    """The value of `coalition.measures.weakest_group.weakest_group` in every replicate: array (replicates, actors).

    Parameters
    ----------
    stances, of_item, members, weights, min_items
        As in `resampled_means`.
    min_members : int
        A group counts when at least this many of its members have a defined kappa with the actor.

    Examples
    --------
    >>> import numpy as np
    >>> from coalition.measures.groups import membership
    >>> stances = np.array([[1, 1, 1, -1], [1, 1, 0, -1], [1, -1, np.nan, 1], [1, 0, -1, 1]])
    >>> members, _ = membership(["W", "W", "A", "A"], 4)
    >>> resampled_weakest(stances, ["x", "x", "y", "z"], members, [[1, 1, 1]], 1, 1).round(3).tolist()
    [[-0.464, -0.321, -0.5, -0.286]]
    """
    means, counts = resampled_means(stances, of_item, members, weights, min_items)
    return lowest(means, counts, members, min_members)[0]


def resampled_means(
    stances: npt.ArrayLike,
    of_item: Sequence[str],
    members: Bools,
    weights: npt.ArrayLike,
    min_items: int = MIN_ITEMS,
) -> tuple[Floats, Floats]:
    r"""Mean kappa of each actor with each group, for many weightings of the families of evidence at once.

    With s, o the supports and oppositions of two actors among their n common items, T = s_i + s_j + o_i + o_j and Q
    the items that both support or both oppose, the linearly weighted kappa is

    .. math:: \kappa_{ij} = \frac{2 (n Q - s_i s_j - o_i o_j)}{n T - 2 (s_i s_j + o_i o_j)}

    All six are sums over items: they are formed once per family and pair, and a replicate is one row of weights times
    them. They are whole numbers, so that float32 products are exact and any number of threads gives the same.

    Parameters
    ----------
    stances : array (actors, items)
        +1 support, 0 abstain, -1 oppose, NaN for no position.
    of_item : sequence of str (items,)
        Family of each item.
    members : bool array (actors, groups)
        Who belongs to which group.
    weights : array (replicates, families)
        How often each family counts, 0 or more; families in alphabetical order.
    min_items : int
        Below this (weighted) number of common items a kappa is undefined.

    Returns
    -------
    means : float array (replicates, actors, groups)
        NaN where no member has a defined kappa with the actor.
    counts : float array (replicates, actors, groups)
        How many members are behind each mean; the actor itself is left out.

    Raises
    ------
    ArgumentError
        Stances are not +1, 0, -1 or NaN, or sizes do not fit each other.
    """
    array, drawn = stance_matrix(stances), np.asarray(weights, dtype=float)
    names = sorted(set(of_item))
    if len(of_item) != array.shape[1] or drawn.ndim != 2 or drawn.shape[1] != len(names):
        raise ArgumentError(
            f"of_item and weights must fit {array.shape[1]} items; these are {len(of_item)} families of items and "
            f"weights for {drawn.shape[-1] if drawn.ndim == 2 else 'no table of'} families (of {len(names)})"
        )
    of_family = {name: place for place, name in enumerate(names)}
    family = np.array([of_family[name] for name in of_item], dtype=np.int64)
    size = np.bincount(family, minlength=len(names))
    whole = np.array_equal(drawn, np.rint(drawn)) and (drawn @ size).max(initial=0) <= MOST_EXACT
    actors, groups = members.shape
    sums = np.zeros((actors * groups, len(drawn)))
    counts = np.zeros_like(sums)
    factor: npt.NDArray[np.floating] = np.ascontiguousarray(drawn.T, dtype=np.float32 if whole else np.float64)
    for first, second, products in _blocks(array, family, len(names), factor.dtype):
        to_groups = _to_groups(first, second, members)
        for start in range(0, len(first), PAIRS):
            part = slice(start, start + PAIRS)
            here = to_groups[:, part]
            everybody = here.sum(axis=1)[:, None]
            for draw in range(0, len(drawn), DRAWS):
                again = slice(draw, draw + DRAWS)
                K, usable = _kappa(products[:, :, part], factor[:, again], min_items)
                sums[:, again] += here @ K
                counts[:, again] += everybody if usable is None else here @ usable
    shape = (actors, groups, len(drawn))
    with np.errstate(divide="ignore", invalid="ignore"):
        means = np.round(sums / counts, DIGITS)
    return np.moveaxis(means.reshape(shape), -1, 0), np.moveaxis(counts.reshape(shape), -1, 0)


def _blocks(
    stances: Floats, family: Ints, families: int, dtype: npt.DTypeLike
) -> Iterator[tuple[Ints, Ints, npt.NDArray[np.floating]]]:
    """Pairs of actors (the first has the lower number) and their six sums in each family: (families, 6, pairs)."""
    support, oppose = (stances == 1.0).astype(dtype), (stances == -1.0).astype(dtype)
    taken = (~np.isnan(stances)).astype(dtype)
    items = [np.flatnonzero(family == number) for number in range(families)]
    actors = len(stances)
    rows = max(1, BLOCK_BYTES // max(1, families * 6 * actors * np.dtype(dtype).itemsize))
    for start in range(0, actors - 1, rows):
        end = min(start + rows, actors)
        first, second = np.nonzero(np.arange(start, end)[:, None] < np.arange(start, actors))
        cells = first * (actors - start) + second
        sums = np.empty((families, 6, len(first)), dtype=dtype)
        for number, columns in enumerate(items):
            s, o, t = (part[start:, columns] for part in (support, oppose, taken))
            s1, o1, t1 = (part[: end - start] for part in (s, o, t))
            products = (t1 @ t.T, s1 @ s.T + o1 @ o.T, s1 @ t.T, o1 @ t.T, t1 @ s.T, t1 @ o.T)
            for place, product in enumerate(products):
                np.take(product.ravel(), cells, out=sums[number, place], mode="clip")  # other modes copy first
        yield first + start, second + start, sums


def _kappa(
    products: npt.NDArray[np.floating], factor: npt.NDArray[np.floating], min_items: int
) -> tuple[Floats, Floats | None]:
    """Kappa (0 where undefined) of some pairs in every replicate, and 1 where it is defined (None: everywhere)."""
    # In place: this is where the time goes, and these are this function's own arrays.
    n, both, s, o, other_s, other_o = (products[:, place].T @ factor for place in range(6))
    total = s + o
    total += other_s
    total += other_o
    total *= n  # n T
    s *= other_s
    o *= other_o
    s += o
    both *= n
    both -= s
    both *= 2
    s *= 2
    total -= s
    defined = (total > 0) & (n >= min_items)
    if defined.all():
        return np.divide(both, total, dtype=np.float64), None
    K = np.zeros(total.shape)
    np.divide(both, total, out=K, where=defined, dtype=np.float64)
    return K, defined.astype(np.float64)


def _to_groups(first: Ints, second: Ints, members: Bools) -> sparse.csc_array:
    """Where the kappa of a pair goes: to the first actor's sum over each group of the second, and the other way."""
    groups = members.shape[1]
    pair, group = np.nonzero(members[second])
    back, other = np.nonzero(members[first])
    rows = np.concatenate([first[pair] * groups + group, second[back] * groups + other])
    columns = np.concatenate([pair, back])
    shape = (members.size, len(first))
    return sparse.csc_array((np.ones(len(rows)), (rows, columns)), shape=shape)
