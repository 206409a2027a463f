"""Correspondence analysis: the axes along which a table of counts departs from independence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.linalg import eigh

from coalition.arrays import Floats
from coalition.measures.arguments import ArgumentError, count, number_table, stance_matrix


@dataclass(frozen=True, eq=False)
class Correspondence:
    """Standard coordinates of `rows` and `columns` (an empty one: NaN) and the `inertia` of each axis, descending."""

    rows: Floats
    columns: Floats
    inertia: Floats


def correspondence_analysis(table: npt.ArrayLike, axes: int | None = None) -> Correspondence:
    r"""Correspondence analysis of a table without negative cells.

    With P the table over its sum, r and c its row and column sums, the singular values of

    .. math:: D_r^{-1/2} (P - r c^T) D_c^{-1/2}

    are the square roots of the inertias. Standard coordinates have weighted mean 0 and weighted variance 1.

    Parameters
    ----------
    table : array (rows, columns)
        Counts or weights, 0 or more. Empty rows and columns are left out and come back as NaN.
    axes : int, optional
        So many of the first axes, if there are as many; all of them when left out. A few are found from the smaller
        of the two matrices of cross products: with inertias of 0 among them, coordinates of columns are NaN.

    Raises
    ------
    ArgumentError
        A cell is negative or not a number, or the table is not one of rows x columns.

    References
    ----------
    Greenacre, M. J. (1984). Theory and Applications of Correspondence Analysis. Academic Press.

    Examples
    --------
    >>> found = correspondence_analysis([[2, 0], [0, 2]])
    >>> found.inertia.round(6).tolist(), abs(found.rows[:, 0]).round(6).tolist()
    ([1.0], [1.0, 1.0])
    """
    counts = number_table("table", table)
    if counts.ndim != 2 or not np.isfinite(counts).all() or (counts < 0).any():
        raise ArgumentError("table must be one of rows x columns with numbers of 0 or more")
    if axes is not None:
        count("axes", axes, 0)
    kept, used = counts.sum(axis=1) > 0, counts.sum(axis=0) > 0
    inner = counts[kept][:, used]
    most = max(min(inner.shape) - 1, 0)
    wanted = most if axes is None else min(axes, most)
    rows, columns = np.full((len(counts), wanted), np.nan), np.full((counts.shape[1], wanted), np.nan)
    if wanted == 0:
        return Correspondence(rows, columns, np.empty(0))
    P = inner / inner.sum()
    r, c = P.sum(axis=1), P.sum(axis=0)
    left, values, right = _first_axes((P - np.outer(r, c)) / np.sqrt(np.outer(r, c)), wanted)
    rows[kept] = left / np.sqrt(r)[:, None]
    columns[used] = right / np.sqrt(c)[:, None]
    return Correspondence(rows, columns, values**2)


def _first_axes(matrix: Floats, axes: int) -> tuple[Floats, Floats, Floats]:
    """Left vectors, singular values and right vectors of the first axes, as columns."""
    if 8 * axes > min(matrix.shape):
        left, values, right = np.linalg.svd(matrix, full_matrices=False)
        return left[:, :axes], values[:axes], right[:axes].T
    if len(matrix) > matrix.shape[1]:
        right, values, left = _first_axes(matrix.T, axes)
        return left, values, right
    size = len(matrix)
    squares, vectors = eigh(matrix @ matrix.T, subset_by_index=(size - axes, size - 1))
    left, values = vectors[:, ::-1], np.sqrt(np.maximum(squares[::-1], 0.0))
    with np.errstate(divide="ignore", invalid="ignore"):
        return left, values, matrix.T @ left / values


def doubled(stances: npt.ArrayLike) -> Floats:
    """Each item as two columns, how much an actor is for it and how much against it: array (actors, 2 items).

    Support is (1, 0), abstention (1/2, 1/2), opposition (0, 1), no position (0, 0).

    Examples
    --------
    >>> doubled([[1, 0], [-1, None]]).tolist()
    [[1.0, 0.5, 0.0, 0.5], [0.0, 0.0, 1.0, 0.0]]
    """
    array = stance_matrix(stances)
    taken = ~np.isnan(array)
    share = np.where(taken, (np.nan_to_num(array) + 1) / 2, 0.0)
    return np.hstack([share, np.where(taken, 1 - share, 0.0)])
