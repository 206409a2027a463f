"""The most alike actors of each actor on very large maps: blocks of rows, so that all pairs are never held at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from coalition.arrays import Floats, Ints
from coalition.measures.arguments import ArgumentError, count, stance_matrix
from coalition.measures.similarity import EXACT_ITEMS
from coalition.model.vocabulary import POSITION_CODES, Position

MIN_COMMON = 5
BLOCK = 256
DIGITS = 10
"""Kappas that agree to so many digits are ties."""
_CODES = tuple(POSITION_CODES[position] for position in (Position.SUPPORT, Position.ABSTAIN, Position.OPPOSE))


@dataclass(frozen=True, eq=False)
class NearestActors:
    """The k most alike of each actor asked for, most alike first; ties by row number."""

    rows: Ints
    """(asked,): the actors asked for."""
    neighbours: Ints
    """(asked, k): row numbers; -1 where fewer than k have a defined kappa."""
    kappa: Floats
    """(asked, k); NaN where there is no neighbour."""
    n: Ints
    """(asked, k): common items; 0 where there is no neighbour."""


def nearest(
    stances: Any,
    k: int,
    block: int = BLOCK,
    *,
    rows: npt.ArrayLike | None = None,
    min_common: int = MIN_COMMON,
    fast: bool = False,
) -> NearestActors:
    """The k actors with the highest kappa of each actor, without ever holding all pairs.

    Memory is of the order of the stances plus block x actors. The kappas are those of
    `coalition.measures.similarity.kappa`, to the last digit.

    Parameters
    ----------
    stances : array or scipy.sparse array (actors, items)
        Dense: +1 support, 0 abstain, -1 oppose, NaN for no position. Sparse:
        `coalition.model.vocabulary.POSITION_CODES` (1 support, 2 abstain, 3 oppose, 4 absent), nothing
        stored for no evidence.
    k : int
        From 1 to the number of other actors.
    block : int
        So many rows are worked on at a time.
    rows : sequence of int, optional
        The actors asked for; all when left out.
    min_common : int
        Pairs with fewer common items are left out.
    fast : bool
        Count with numba (the extra "fast"), for sparse stances; same result.

    Returns
    -------
    NearestActors
        The actor itself is left out, and so is everybody without a defined kappa.

    Raises
    ------
    ArgumentError
        If k is larger than possible, a row does not exist, a stance is none of those above, or numba is missing.

    Examples
    --------
    >>> import numpy as np
    >>> found = nearest(np.array([[1, 1, 1, -1], [1, 1, 0, -1], [1, 0, -1, 1]]), k=1, min_common=1)
    >>> found.neighbours[:, 0].tolist(), found.kappa[:, 0].round(3).tolist()
    ([1, 0, 1], [0.714, 0.714, -0.143])
    """
    codes = _codes(stances)
    actors, items = codes.shape
    if actors < 2:
        raise ArgumentError(f"stances: {actors} actors have no neighbours; give two or more")
    if items > EXACT_ITEMS:
        raise ArgumentError(f"stances: {items} items are more than the {EXACT_ITEMS} that can be counted here")
    count("k", k, 1, actors - 1)
    count("block", block, 1)
    count("min_common", min_common, 1)
    asked = np.arange(actors) if rows is None else np.asarray(rows, dtype=np.int64).reshape(-1)
    wrong = asked[(asked < 0) | (asked >= actors)]
    if len(wrong):
        raise ArgumentError(f"rows: {wrong[0]} is not the row of an actor; use 0 to {actors - 1}")
    measure = _compiled(codes) if fast else _Products(codes)
    size = (len(asked), k)
    result = NearestActors(asked, np.full(size, -1), np.full(size, np.nan), np.zeros(size, dtype=np.int64))
    for start in range(0, len(asked), block):
        chosen = asked[start : start + block]
        K, n = measure(chosen)
        usable = ~np.isnan(K) & (n >= min_common)
        usable[np.arange(len(chosen)), chosen] = False
        _keep(result, start, np.where(usable, K, -np.inf), n, k)
    return result


def _codes(stances: Any) -> Any:
    """Position codes, sparse where sparse ones are given, else dense: 0 for no position."""
    if sparse.issparse(stances):
        codes: Any = sparse.csr_array(stances)  # type: ignore[call-overload]
        wrong = codes.data[(codes.data < 0) | (codes.data > 4) | (codes.data != np.rint(codes.data))]
        if len(wrong):
            raise ArgumentError(f"stances: {wrong[0]:g} is no position code; use 1, 2, 3 or 4, and store nothing else")
        if not codes.has_canonical_format:
            codes, stored = codes.copy(), codes.nnz
            codes.sum_duplicates()
            if codes.nnz < stored:
                raise ArgumentError("stances: an actor has several positions on one item; give one each")
        return codes
    array = stance_matrix(stances)
    return np.select([array == 1.0, array == 0.0, array == -1.0], _CODES, 0).astype(np.int8)


class _Products:
    """Kappa and common items of a block of rows with everybody by matrix products, of dense or sparse codes alike."""

    def __init__(self, codes: Any) -> None:
        self.parts = [self._where(codes, code) for code in _CODES]
        self.turned = [part.T if isinstance(part, np.ndarray) else part.T.tocsr() for part in self.parts]
        self.taken = sum(self.parts[1:], start=self.parts[0])
        self.taken_turned = sum(self.turned[1:], start=self.turned[0])

    @staticmethod
    def _where(codes: Any, code: int) -> Any:
        part = (codes == code).astype(np.float32)  # counts below `EXACT_ITEMS` are exact
        return part if isinstance(part, np.ndarray) else sparse.csr_array(part)

    def __call__(self, rows: Ints) -> tuple[Floats, Ints]:
        taken = self.taken[rows]
        s, a, o = (_dense(part[rows] @ self.taken_turned) for part in self.parts)
        s2, a2, o2 = (_dense(taken @ part) for part in self.turned)
        support, _, oppose = (part[rows] for part in self.parts)
        both = _dense(support @ self.turned[0]) + _dense(oppose @ self.turned[2])
        n = s + a + o
        distance = (s + o + s2 + o2) / 2 - both  # see `coalition.measures.similarity.products`
        expected = 0.5 * ((s * a2 + a * o2) + (a * s2 + o * a2)) + s * o2 + o * s2
        K = np.full(n.shape, np.nan)
        np.divide(distance * n, expected, out=K, where=expected > 0)
        return 1.0 - K, n.astype(np.int64)


def _dense(product: Any) -> Floats:
    array = product if isinstance(product, np.ndarray) else product.toarray()
    return np.asarray(array, dtype=np.float64)


def _compiled(codes: Any) -> Any:
    """The same by one pass over the sparse rows: one addition for each common item of each pair."""
    try:
        from coalition.measures.nearest_numba import Compiled
    except ImportError as error:
        raise ArgumentError("fast: numba is not installed; pip install 'coalition[fast]', or leave fast out") from error
    return Compiled(sparse.csr_array(codes))


def _keep(result: NearestActors, start: int, K: Floats, n: Ints, k: int) -> None:
    """Write the k highest of each row; of ties at the end, those with the lower row number."""
    rounded = np.round(K, DIGITS)
    least = -np.partition(-rounded, k - 1, axis=1)[:, k - 1]
    for place, (values, low) in enumerate(zip(rounded, least, strict=True), start):
        near = np.flatnonzero((values >= low) & np.isfinite(values))
        near = near[np.argsort(-values[near], kind="stable")][:k]
        result.neighbours[place, : len(near)] = near
        result.kappa[place, : len(near)] = K[place - start, near]
        result.n[place, : len(near)] = n[place - start, near]
