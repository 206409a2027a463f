"""Which ties of a projection are more than actors and items of these sizes would show by chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeVar

import numpy as np
import numpy.typing as npt

from coalition.arrays import Bools, Floats, Ints
from coalition.measures.arguments import ArgumentError, amount, stance_matrix, support_matrix
from coalition.measures.configuration_model import bipartite_configuration_model, free
from coalition.measures.poisson_binomial import CASES, block_tails

Value = TypeVar("Value", bound=np.generic)

ALPHA = 0.05
FEW = 40
"""Below so many items few true ties are found: a warning is due."""
REPEATS = (2, 3, 4, 6, 8, 12, 16)
"""How often the record is repeated in the search for the number of items needed."""
NEAREST = 200
"""So many of the pairs that come nearest to a tie are followed in that search."""


@dataclass(frozen=True, eq=False)
class Projection:
    """Validated ties between actors; the diagonal holds none."""

    positive: Bools
    """Actors x actors: alike more often than by chance."""
    negative: Bools
    """Actors x actors: alike less often than by chance; never on support alone."""
    p_values: Floats
    """Actors x actors: the smaller of the two tails (of support alone: the upper one); NaN where no test is possible,
    because the two share no item on which either could have chosen otherwise."""
    concordant: Ints
    """Actors x actors: items on which the two did the same (of support alone: that both support)."""
    common: Ints
    """Actors x actors: items on which both are on record."""
    items: int
    alpha: float
    tests: int
    """How many tails were looked at: two per pair (one on support alone)."""
    threshold: float
    """Largest p-value that survives the correction; 0 where none does."""
    needed: int | None
    """Where no tie survives, the number of items at which one would (see `validated_projection`); else None."""
    note: str
    """What to know about the power of this test, "" if nothing."""


def validated_projection(
    stances: npt.ArrayLike, alpha: float = ALPHA, abstain: Literal["withheld", "missing"] = "withheld"
) -> Projection:
    r"""Signed ties between actors that took the same side more, or less, often than by chance.

    .. math:: p_{ia} = \text{logistic}(\alpha_i + \beta_a), \quad q_{ij,a} = p_{ia} p_{ja} + (1-p_{ia})(1-p_{ja})

    The chances p match every actor's and every item's number of supports, over what is on record
    (`bipartite_configuration_model`). The number of common items on which i and j did the same then follows a
    Poisson-binomial law with the chances q. Its two exact tails, of all pairs together, go through the correction of
    Benjamini and Hochberg: of the ties found, at most a share `alpha` is expected to be false.

    Parameters
    ----------
    stances : array (actors, items)
        +1 support, 0 abstain, -1 oppose, NaN for no position. Missing cells are left out, never read as opposed.
    alpha : float
        False discovery rate, in (0, 1).
    abstain : "withheld" or "missing"
        Two sides are told apart: support, and support withheld. An abstention withholds support (abstainers vote yes
        next time hardly more often than opponents), so that it is like an opposition; or it is left out.

    Returns
    -------
    Projection
        An actor that supports all its items, or none, has no choice left in this model: it is tested with nobody, as
        are pairs without a common item on which somebody could have chosen otherwise. Where nothing survives, `needed`
        is found by repeating the record: every item counts r = 2, 3, 4, 6, ... times, with shares and agreement as
        they are, until the correction leaves a tie; r times the items are needed then (None, if 16 times do not
        do either). Below `FEW` items the `note` warns of low power; the correction is never left out.

    Raises
    ------
    ArgumentError
        A stance is none of the four, `alpha` is outside (0, 1), or `abstain` is neither of the two.

    References
    ----------
    Gallo, A., Saracco, F. and Squartini, T. (2025). Assessing frustration in signed bipartite projections. arXiv
    2502.08567. Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the Royal
    Statistical Society B 57, 289-300.

    Examples
    --------
    Two camps of two actors, opposed on eight items:

    >>> camp = np.array([1, 1, 1, 1, -1, -1, -1, -1])
    >>> found = validated_projection([camp, camp, -camp, -camp])
    >>> int(found.positive.sum()) // 2, int(found.negative.sum()) // 2, float(found.p_values[0, 1].round(8))
    (2, 4, 0.00390625)
    >>> validated_projection([camp[2:6], camp[2:6], -camp[2:6], -camp[2:6]]).needed
    8
    """
    array = stance_matrix(stances)
    _share(alpha)
    if abstain not in ("withheld", "missing"):
        raise ArgumentError(f"abstain: {abstain!r} is neither 'withheld' nor 'missing'")
    seen = ~np.isnan(array) & ((array != 0.0) | (abstain == "withheld"))
    cells = np.where(seen, array == 1.0, np.nan)
    support, withheld = (np.asarray(cells == side, dtype=float) for side in (1.0, 0.0))
    concordant = support @ support.T + withheld @ withheld.T
    return _validated(cells, concordant, alpha, signed=True)


def support_projection(support: npt.ArrayLike, alpha: float = ALPHA) -> Projection:
    r"""Ties between actors that support the same recommendations more often than by chance.

    For actors of whom only support is known (NGOs, NHRIs, businesses): the number of recommendations that both support
    against the upper tail of a Poisson-binomial law with the chances :math:`p_{ia} p_{ja}`. A tie says "found
    together"; its absence says nothing, since whoever is not listed may support all the same.

    Parameters
    ----------
    support : bool array (actors, recommendations)
        Who supports what.
    alpha : float
        False discovery rate, in (0, 1).

    Returns
    -------
    Projection
        As `validated_projection`, without negative ties.

    Raises
    ------
    ArgumentError
        Support is not true or false, or `alpha` is outside (0, 1).

    References
    ----------
    Neal, Z. (2014). The backbone of bipartite projections. Social Networks 39, 84-97. Saracco, F. et al. (2017). New
    Journal of Physics 19, 053022.

    Examples
    --------
    >>> support = np.kron(np.eye(2), np.ones((2, 16))).astype(bool)
    >>> support_projection(support).positive[0].tolist()
    [False, True, False, False]
    """
    cells = support_matrix(support).astype(float)
    _share(alpha)
    return _validated(cells, cells @ cells.T, alpha, signed=False)


def benjamini_hochberg(p_values: Floats, alpha: float, tests: int) -> float:
    """The largest p-value that survives when `tests` were made (those not given are taken to be 1); 0 if none does.

    Examples
    --------
    >>> benjamini_hochberg(np.array([0.001, 0.02, 0.03, 0.9]), 0.05, 4)
    0.03
    """
    ordered = np.sort(p_values)
    # A hair of room: equal tails that differ by rounding stand or fall together.
    kept = np.flatnonzero(ordered * (1.0 - 1e-9) <= alpha * np.arange(1, len(ordered) + 1) / max(tests, 1))
    return float(ordered[kept[-1]]) if len(kept) else 0.0


def _share(alpha: float) -> None:
    amount("alpha", alpha, 0.0, 1.0)
    if alpha in (0.0, 1.0):
        raise ArgumentError(f"alpha: {alpha:g} is not possible here; use a share between 0 and 1, such as 0.05")


def _validated(cells: Floats, concordant: Floats, alpha: float, *, signed: bool) -> Projection:
    """Ties from counts of concordance and the chances of the configuration model."""
    actors, items = cells.shape
    seen = (~np.isnan(cells)).astype(float)
    rows, columns = free(cells)
    chance = bipartite_configuration_model(cells)[:, columns] if rows.any() else np.empty((actors, 0))
    open_cells = seen[:, columns]
    # Items on which nobody has a choice are concordant, or not, with certainty: left out of both sides.
    fixed = cells[:, ~columns]
    yes, no = (np.asarray(fixed == side, dtype=float) for side in (1.0, 0.0))
    counted = concordant - yes @ yes.T - (no @ no.T if signed else 0.0)
    one, other = np.triu_indices(actors, 1)
    tested = rows[one] & rows[other] & ((open_cells @ open_cells.T)[one, other] > 0)
    one, other = one[tested], other[tested]
    k = np.rint(counted[one, other]).astype(np.int64)
    lower, upper = _tails(chance, one, other, k, signed)
    every = np.concatenate([upper, lower]) if signed else upper
    threshold = benjamini_hochberg(every, alpha, len(every))
    survives = threshold * (1.0 + 1e-9) if threshold else -1.0
    needed = None
    if not threshold and len(every):
        needed = _needed(chance, one, other, k, np.minimum(upper, lower), alpha, len(every), items, signed)
    return Projection(
        positive=_square(upper <= survives, one, other, actors, False),
        negative=_square((lower <= survives) & signed, one, other, actors, False),
        p_values=_square(np.minimum(upper, lower), one, other, actors, np.nan),
        concordant=np.rint(concordant).astype(np.int64),
        common=np.rint(seen @ seen.T).astype(np.int64),
        items=items,
        alpha=alpha,
        tests=len(every),
        threshold=threshold,
        needed=needed,
        note=_note(items, len(every), bool(threshold), needed),
    )


def _tails(chance: Floats, one: Ints, other: Ints, k: Ints, signed: bool, repeat: int = 1) -> tuple[Floats, Floats]:
    """Lower and upper tail of pairs; the lower is 1 on support alone. `repeat` counts every item so often."""
    lower, upper = np.ones(len(one)), np.ones(len(one))
    p = chance.T
    for start in range(0, len(one), CASES):
        part = slice(start, start + CASES)
        a, b = p[:, one[part]], p[:, other[part]]
        q = a * b + (1.0 - a) * (1.0 - b) if signed else a * b
        q = np.nan_to_num(q, nan=0.0)  # no trial: adds nothing to the count
        below, above = block_tails(np.repeat(q, repeat, axis=0), k[part] * repeat)
        upper[part] = above
        if signed:
            lower[part] = below
    return lower, upper


def _needed(
    chance: Floats, one: Ints, other: Ints, k: Ints, smallest: Floats, alpha: float, tests: int, items: int,
    signed: bool,
) -> int | None:  # fmt: skip
    """Items at which the first tie would survive, were the record repeated; None if that is far off."""
    near = np.argsort(np.round(smallest, 12), kind="stable")[:NEAREST]
    for repeat in REPEATS:
        lower, upper = _tails(chance, one[near], other[near], k[near], signed, repeat)
        if benjamini_hochberg(np.minimum(lower, upper), alpha, tests):
            return items * repeat
    return None


def _square(values: npt.NDArray[Value], one: Ints, other: Ints, actors: int, empty: float) -> npt.NDArray[Value]:
    """Values of pairs as a symmetric matrix."""
    square = np.full((actors, actors), empty, dtype=values.dtype)
    square[one, other] = square[other, one] = values
    return square


def _note(items: int, tests: int, found: bool, needed: int | None) -> str:
    """Power in words."""
    if not tests:
        return "No two actors can be compared: they share no item on which either could have chosen otherwise."
    few = f"Below {FEW} items (here {items}) this test misses most true ties. " if items < FEW else ""
    if found:
        return few.strip()
    if needed is None:
        return f"{few}No tie survives the correction; even {REPEATS[-1]} times as many items of this sort would not do."
    return (
        f"{few}No tie survives the correction; were this record repeated, about {needed} items would be needed "
        f"for the first tie, in place of {items}."
    )
