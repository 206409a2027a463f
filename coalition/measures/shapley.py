"""Who covers what few others of its group cover: Shapley value and sole carriers, in one pass over the support."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import pandas as pd
from scipy import sparse

from coalition.arrays import Bools, Floats, Ints
from coalition.measures.arguments import ArgumentError, support_matrix
from coalition.measures.groups import Groups, membership, pairs

Support: TypeAlias = Bools | sparse.csr_array
"""Actors x recommendations: true where the actor supports; dense, or sparse where most of it is false."""
MANY_CELLS = 1_000_000


def shapley(support: Support, groups: Groups) -> Floats:
    r"""Shapley value of the coverage game: what an actor covers, shared with the others of its group that cover it.

    A cell is a recommendation and a group; it is covered once a member of the group supports the recommendation. The
    value of a set of actors is the number of cells that they cover, and the Shapley value of actor i

    .. math:: \varphi_i = \sum_{(r, g):\, i \in g,\, i \text{ supports } r} 1 / n_{rg}

    with n_rg the number of members of g that support r. Exact, and linear in the number of supports.

    Parameters
    ----------
    support : bool array or scipy.sparse.csr_array (actors, recommendations)
        Who supports what.
    groups : sequence of str, or DataFrame of bool
        Group of each actor, "" for none; or a table of actors x groups where groups overlap: an actor then covers a
        cell in each of its groups.

    Returns
    -------
    float array (actors,)
        In [0, recommendations x groups of the actor]; the values add up to the number of covered cells. 0 for an
        actor without a group or without support: it covers nothing on record, which is known.

    Raises
    ------
    ArgumentError
        Support is not true or false throughout, or there is not one group per actor.

    References
    ----------
    Michalak, T. P. et al. (2013). Efficient Computation of the Shapley Value for Game-Theoretic Network Centrality.
    Journal of Artificial Intelligence Research 46, 607-650.

    Examples
    --------
    >>> import numpy as np
    >>> shapley(np.array([[1, 1], [1, 0], [1, 0]], dtype=bool), ["A", "A", "B"]).tolist()
    [1.5, 0.5, 1.0]
    """
    game = _Game(support, groups)
    return game.summed(1.0 / np.maximum(game.counts, 1))


def sole_carriers(support: Support, groups: Groups) -> Ints:
    """Number of (recommendation, group) cells that only this actor covers.

    Parameters
    ----------
    support, groups
        As in `shapley`.

    Returns
    -------
    int array (actors,)
        Never more than the Shapley value of the actor.

    Raises
    ------
    ArgumentError
        As in `shapley`.

    Examples
    --------
    >>> import numpy as np
    >>> sole_carriers(np.array([[1, 1], [1, 0], [1, 0]], dtype=bool), ["A", "A", "B"]).tolist()
    [1, 0, 1]
    """
    game = _Game(support, groups)
    return np.rint(game.summed((game.counts == 1).astype(float))).astype(np.int64)


def shapley_shares(support: Support, groups: Groups) -> sparse.csr_array:
    """What each recommendation adds to each actor's Shapley value: sparse array (actors, recommendations).

    The rows add up to `shapley`; sums over some recommendations are the Shapley values when only these count.

    Examples
    --------
    >>> import numpy as np
    >>> shapley_shares(np.array([[1, 1], [1, 0]], dtype=bool), ["A", "A"]).toarray().tolist()
    [[0.5, 1.0], [0.5, 0.0]]
    """
    game = _Game(support, groups)
    rows = np.repeat(game.actor, np.diff(game.indptr))
    return sparse.csr_array((1.0 / game.counts[game.cells], (rows, game.columns)), shape=game.shape)


def shared(support: Support, groups: Groups) -> pd.DataFrame:
    """How many recommendations an actor supports together with somebody of each group, itself left out.

    Parameters
    ----------
    support, groups
        As in `shapley`.

    Returns
    -------
    DataFrame
        Actors in order x groups in alphabetical order, int.

    Examples
    --------
    >>> import numpy as np
    >>> support = np.array([[1, 1], [1, 0], [0, 1]], dtype=bool)
    >>> shared(support, ["nhri", "state", "ngo"]).to_numpy().tolist()
    [[1, 0, 1], [0, 1, 0], [0, 1, 0]]
    """
    held = _sparse(support)
    members, names = membership(groups, held.shape[0])
    counts = np.asarray(held.T.astype(np.int64) @ members.astype(np.int64))
    together = np.asarray(held.astype(np.int64) @ (counts > 0).astype(np.int64))
    alone = np.asarray(held.astype(np.int64) @ (counts == 1).astype(np.int64))
    return pd.DataFrame(together - np.where(members, alone, 0), columns=pd.Index(names))


class _Game:
    """The cells that each actor covers: a row for every belonging of an actor to a group, in compressed rows."""

    def __init__(self, support: Support, groups: Groups) -> None:
        held = _sparse(support)
        self.shape = held.shape
        self.actor, code, names = pairs(groups, self.shape[0])
        if not np.array_equal(self.actor, np.arange(self.shape[0])):
            held = held[self.actor]
        self.indptr, self.columns = held.indptr, held.indices
        width = self.shape[1]
        self.cells = np.repeat(code * width, np.diff(self.indptr)) + self.columns
        size = len(names) * width
        if size > MANY_CELLS and size > 4 * len(self.cells):  # most cells are empty: number the others only
            used, self.cells = np.unique(self.cells, return_inverse=True)
            size = len(used)
        self.counts = np.bincount(self.cells, minlength=size)
        """How many actors cover each cell."""

    def summed(self, worth: Floats) -> Floats:
        """What the cells of each actor are worth together."""
        shape = (len(self.actor), len(worth))
        per_row = sparse.csr_array((np.ones(len(self.cells)), self.cells, self.indptr), shape=shape) @ worth
        return np.bincount(self.actor, weights=per_row, minlength=self.shape[0]).astype(np.float64)  # int for no actor


def _sparse(support: Support) -> sparse.csr_array:
    """Support as a sparse array of ones, checked."""
    if not sparse.issparse(support):
        return sparse.csr_array(support_matrix(support))
    held = sparse.csr_array(support)
    wrong = (held.data != 0) & (held.data != 1)
    if wrong.any():
        raise ArgumentError(f"support: {held.data[wrong][0]} is not true or false ({int(wrong.sum())} such cells)")
    if not held.has_canonical_format or not held.data.all():
        held = held.copy()
        held.data = held.data.astype(np.int64)  # the same cell twice stays one support
        held.sum_duplicates()
        held.eliminate_zeros()
    return held
