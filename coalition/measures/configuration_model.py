"""What support would look like if only the sizes of actors and items counted: the bipartite configuration model."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import expit, logit

from coalition.arrays import Bools, Floats
from coalition.errors import CoalitionError
from coalition.measures.arguments import ArgumentError, number_table

TOLERANCE = 1e-9
"""Expected and observed sums may differ by so much."""
STEPS = 200


def bipartite_configuration_model(matrix: npt.ArrayLike) -> Floats:
    r"""Chance of support in every cell, such that each actor and each item is expected to have the support it has.

    .. math:: p_{ia} = \frac{1}{1 + e^{-(\alpha_i + \beta_a)}}, \quad \sum_a p_{ia} = r_i, \quad \sum_i p_{ia} = c_a

    The sums run over observed cells. This is the distribution of largest entropy with these sums, and the maximum of
    the likelihood of a Rasch model.

    Parameters
    ----------
    matrix : array (actors, items)
        1 support, 0 none, NaN not observed.

    Returns
    -------
    p : float array (actors, items)
        In [0, 1]; NaN where not observed. Rows and columns that are all 0 or all 1 are fixed at that, and those that
        become so once these are left out too.

    Raises
    ------
    ArgumentError
        A cell is none of 0, 1 and NaN.
    CoalitionError
        The equations could not be solved.

    Notes
    -----
    Newton steps on the (convex) likelihood, halved where they overshoot; the larger side is eliminated, so that a step
    costs the square of the smaller side times the larger. Where the sums force further cells to 0 or 1 without a
    whole row or column being so, their chance comes within `TOLERANCE` of it.

    References
    ----------
    Saracco, F. et al. (2017). Inferring monopartite projections of bipartite networks: an entropy-based approach. New
    Journal of Physics 19, 053022.

    Examples
    --------
    >>> bipartite_configuration_model([[0, 0, 1], [0, 1, 0], [1, 0, 1]]).round(3).tolist()
    [[0.216, 0.216, 0.568], [0.216, 0.216, 0.568], [0.568, 0.568, 0.863]]
    """
    cells = _cells(matrix)
    p = cells.copy()
    rows, columns = free(cells)
    if rows.any():
        part = np.ix_(rows, columns)
        p[part] = _solve(cells[part])
    return p


def free(cells: Floats) -> tuple[Bools, Bools]:
    """Rows and columns with both 0 and 1 in them, after those without have been left out, again and again."""
    rows, columns = np.ones(cells.shape[0], dtype=bool), np.ones(cells.shape[1], dtype=bool)
    one, zero = cells == 1.0, cells == 0.0
    while True:
        kept = np.ix_(rows, columns)
        mixed_rows = one[kept].any(axis=1) & zero[kept].any(axis=1)
        mixed_columns = one[kept].any(axis=0) & zero[kept].any(axis=0)
        if mixed_rows.all() and mixed_columns.all():
            return rows, columns
        rows[rows] = mixed_rows
        columns[columns] = mixed_columns


def _cells(matrix: npt.ArrayLike) -> Floats:
    cells = number_table("matrix", matrix)
    if cells.ndim != 2:
        raise ArgumentError(f"matrix must be a table of actors x items; this has {cells.ndim} dimensions")
    wrong = ~(np.isnan(cells) | (cells == 0.0) | (cells == 1.0))
    if wrong.any():
        row, column = (int(place) for place in np.argwhere(wrong)[0])
        raise ArgumentError(
            f"matrix: {cells[row, column]:g} in row {row}, column {column} is not 1 (support), 0 (none) or NaN"
        )
    return cells


def _solve(cells: Floats) -> Floats:
    """The model of a table whose rows and columns all hold both 0 and 1."""
    if cells.shape[0] < cells.shape[1]:
        return np.ascontiguousarray(_solve(cells.T).T)
    seen = ~np.isnan(cells)
    value = np.where(seen, cells, 0.0)
    row_sum, column_sum = value.sum(axis=1), value.sum(axis=0)
    alpha = logit(row_sum / seen.sum(axis=1))
    beta = logit(column_sum / seen.sum(axis=0)) - logit(value.sum() / seen.sum())
    loss = _loss(alpha, beta, seen, row_sum, column_sum)
    for _ in range(STEPS):
        p = _chances(alpha, beta, seen)
        row_miss, column_miss = row_sum - p.sum(axis=1), column_sum - p.sum(axis=0)
        if max(np.abs(row_miss).max(), np.abs(column_miss).max()) < TOLERANCE:
            return np.where(seen, p, np.nan)
        up, across = _newton(p * (1.0 - p), row_miss, column_miss)
        step = 1.0
        while step > 1e-10:
            trial = _loss(alpha + step * up, beta + step * across, seen, row_sum, column_sum)
            if trial <= loss + 1e-9:  # rounding of a large sum is no overshoot
                break
            step /= 2
        alpha, beta, loss = alpha + step * up, beta + step * across, trial
    raise CoalitionError("the configuration model of this table could not be solved; leave out its sparsest actors")


def _newton(weight: Floats, row_miss: Floats, column_miss: Floats) -> tuple[Floats, Floats]:
    """The step that would meet all sums if the model were linear. Rows are eliminated: columns are fewer."""
    # alpha + c, beta - c is the same model: a touch of damping picks one among them.
    rows = weight.sum(axis=1) * (1.0 + 1e-10) + 1e-14
    columns = weight.sum(axis=0) * (1.0 + 1e-10) + 1e-14
    scaled = weight / rows[:, None]
    schur = np.diag(columns) - weight.T @ scaled
    missed = column_miss - scaled.T @ row_miss
    try:
        across = np.linalg.solve(schur, missed)
    except np.linalg.LinAlgError:  # chances so near 0 and 1 that the damping is lost in rounding
        across = np.linalg.lstsq(schur, missed, rcond=1e-13)[0]
    up = (row_miss - weight @ across) / rows
    longest = max(np.abs(up).max(), np.abs(across).max(), 5.0)
    return up * 5.0 / longest, across * 5.0 / longest


def _chances(alpha: Floats, beta: Floats, seen: Bools) -> Floats:
    return np.where(seen, expit(alpha[:, None] + beta), 0.0)


def _loss(alpha: Floats, beta: Floats, seen: Bools, row_sum: Floats, column_sum: Floats) -> float:
    """Minus the logarithm of the likelihood."""
    whole = np.sum(np.logaddexp(0.0, alpha[:, None] + beta), where=seen)
    return float(whole - alpha @ row_sum - beta @ column_sum)
