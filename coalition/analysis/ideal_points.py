"""Where actors stand in a space of few dimensions: an ordinal item response model of their stances."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from coalition.analysis.checks import amount, stance_matrix
from coalition.analysis.correspondence import correspondence_analysis, doubled
from coalition.analysis.families import contested_record
from coalition.network import Bools, Floats, Network

ITERATIONS = 60
TOLERANCE = 0.01
"""Fitting ends when the points move less than this, root mean square, in a round; their standard deviation is 1."""
SLOPE_PRECISION = 0.25
"""Prior precision of a discrimination: standard deviation 2."""
PSEUDO = 0.5
"""Every item has half an imagined stance of each sort at the origin, so that its thresholds exist."""
NARROWEST = 1e-3
DIGITS = 10


@dataclass(frozen=True, eq=False)
class IdealPoints:
    """Result of `ideal_points`: what is missing for an actor is NaN."""

    points: Floats
    """(actors, dimensions); NaN for an actor without any stance."""
    errors: Floats
    """Standard errors of the points, same shape; near 1, that of the prior, where the record is thin."""
    discriminations: Floats
    """(items, dimensions): how strongly an item divides along each axis, and which end supports it."""
    thresholds: Floats
    """(items, 2): where opposition gives way to abstention, and abstention to support."""
    log_likelihood: float
    iterations: int

    def predict(self) -> Floats:
        """Probability that an actor supports an item, for all: array (actors, items); NaN without a point."""
        return np.asarray(_sigmoid(self.points @ self.discriminations.T - self.thresholds[:, 1]))


def ideal_points(stances: npt.ArrayLike, dimensions: int = 2) -> IdealPoints:
    r"""Ideal points of actors from ordinal stances, with standard errors.

    An ordered logit of oppose < abstain < support with a standard normal prior on the points:

    .. math:: P(y_{ia} = 1) = \sigma(x_i^T b_a - \tau_{a2}), \quad P(y_{ia} \ge 0) = \sigma(x_i^T b_a - \tau_{a1})

    fitted by Newton steps on actors and items in turn, from the axes of a correspondence analysis: no random start, so
    that the same stances give the same points. Thin records are drawn to the origin, where the prior has its mean.

    Parameters
    ----------
    stances : array (actors, items)
        +1 support, 0 abstain, -1 oppose, NaN for no position. Items without dissent say nothing and do no harm.
    dimensions : int
        1 or more; axes beyond what the stances can tell are 0 with an error of 1.

    Returns
    -------
    IdealPoints
        Axes are ordered by how much of the fitted stances they explain, and point to where items find more support.

    Raises
    ------
    ArgumentError
        Stances are not +1, 0, -1 or NaN, or there is less than one dimension.

    References
    ----------
    Clinton, J., Jackman, S. and Rivers, D. (2004). The Statistical Analysis of Roll Call Data. American Political
    Science Review 98, 355-370. Bailey, M., Strezhnev, A. and Voeten, E. (2017). Estimating Dynamic State Preferences
    from United Nations Voting Data. Journal of Conflict Resolution 61, 430-456.

    Examples
    --------
    >>> import numpy as np
    >>> found = ideal_points(np.array([[1, 1, 1], [1, 0, -1], [-1, -1, -1]], dtype=float), dimensions=1)
    >>> bool(found.points[0, 0] > found.points[1, 0] > found.points[2, 0])
    True
    """
    array = stance_matrix(stances)
    amount("dimensions", dimensions, 1)
    taken = ~np.isnan(array)
    kept = taken.any(axis=1)
    points = np.full((len(array), dimensions), np.nan)
    errors = points.copy()
    if not kept.any():
        items = array.shape[1]
        return IdealPoints(points, errors, np.zeros((items, dimensions)), np.zeros((items, 2)), 0.0, 0)
    model = _Model(array[kept], taken[kept], dimensions)
    rounds = model.fit()
    x, error, slopes = model.oriented()
    points[kept], errors[kept] = np.round(x, DIGITS) + 0.0, error
    return IdealPoints(points, errors, slopes, model.thresholds, model.log_likelihood(), rounds)


class _Model:
    """The state of a fit; `parts` holds the stances of each sort as 0 and 1."""

    def __init__(self, stances: Floats, taken: Bools, dimensions: int) -> None:
        self.opposes, self.abstains, self.supports = (
            np.asarray((stances == value) & taken, dtype=float) for value in (-1.0, 0.0, 1.0)
        )
        self.points = _start(stances, dimensions)
        self.slopes = np.zeros((stances.shape[1], dimensions))
        counts = np.stack([part.sum(axis=0) + PSEUDO for part in (self.opposes, self.abstains, self.supports)])
        below = np.cumsum(counts, axis=0)[:2] / counts.sum(axis=0)
        self.thresholds = np.log(below / (1 - below)).T

    def fit(self) -> int:
        """Newton steps in turn until the points stand still; how many rounds."""
        for _ in range(3):  # the items first have to find the axes of the start
            self._step_items()
        rounds = 0
        while rounds < ITERATIONS:
            rounds += 1
            before = self.points
            self._step_points()
            self._spread()
            self._step_items()
            if np.sqrt(np.mean((self.points - before) ** 2)) < TOLERANCE:
                break
        return rounds

    def _spread(self) -> None:
        """Give the points the prior's variance along every axis that they use: scale is arbitrary, and drifts else."""
        values, axes = np.linalg.eigh(self.points.T @ self.points / len(self.points))
        scale = np.where(values > NARROWEST, 1 / np.sqrt(np.maximum(values, NARROWEST)), 1.0)
        self.points = self.points @ (axes * scale) @ axes.T
        self.slopes = self.slopes @ (axes / scale) @ axes.T

    def _step_points(self) -> None:
        low, high = self._boundaries()
        score, weight = self._pull(low, high)
        outer = self.slopes[:, :, None] * self.slopes[:, None, :]
        d = self.points.shape[1]
        information = (weight @ outer.reshape(len(outer), -1)).reshape(-1, d, d) + np.eye(d)
        step = np.linalg.solve(information, (score @ self.slopes - self.points)[:, :, None])[:, :, 0]
        step *= np.minimum(1.0, 1.0 / np.maximum(np.abs(step).max(axis=1, keepdims=True), 1e-12))
        self.points = self.points + step

    def _step_items(self) -> None:
        """One Newton step on the discriminations and thresholds of every item together."""
        low, high = self._boundaries()
        score, weight = self._pull(low, high)
        d = self.points.shape[1]
        # Derivatives by the two thresholds; imagined stances at the origin belong to the thresholds alone.
        at = self.thresholds[:, 0], self.thresholds[:, 1]
        f_low, f_high = _sigmoid(low), _sigmoid(high)
        middle = np.maximum(f_low - f_high, 1e-12)
        g_low, g_high = f_low * (1 - f_low), f_high * (1 - f_high)
        of_low = self.opposes * f_low - self.abstains * g_low / middle
        of_high = -self.supports * (1 - f_high) + self.abstains * g_high / middle
        ratio_low, ratio_high = g_low / middle, g_high / middle
        low_low = self.opposes * g_low + self.abstains * (ratio_low * (ratio_low - (1 - 2 * f_low)))
        high_high = self.supports * g_high + self.abstains * (ratio_high * (ratio_high + (1 - 2 * f_high)))
        low_high = -self.abstains * ratio_low * ratio_high
        p_low, p_high = _sigmoid(-at[0]), _sigmoid(-at[1])
        p_middle = np.maximum(p_low - p_high, 1e-12)
        q_low, q_high = p_low * (1 - p_low), p_high * (1 - p_high)
        gradient = np.empty((len(self.slopes), d + 2))
        gradient[:, :d] = score.T @ self.points - SLOPE_PRECISION * self.slopes
        gradient[:, d] = of_low.sum(axis=0) + PSEUDO * (p_low - q_low / p_middle)
        gradient[:, d + 1] = of_high.sum(axis=0) + PSEUDO * (-(1 - p_high) + q_high / p_middle)
        outer = self.points[:, :, None] * self.points[:, None, :]
        H = np.zeros((len(self.slopes), d + 2, d + 2))
        H[:, :d, :d] = (weight.T @ outer.reshape(len(outer), -1)).reshape(-1, d, d) + SLOPE_PRECISION * np.eye(d)
        H[:, d, d] = low_low.sum(axis=0) + PSEUDO * (q_low + (q_low / p_middle) * (q_low / p_middle - (1 - 2 * p_low)))
        H[:, d + 1, d + 1] = high_high.sum(axis=0) + PSEUDO * (
            q_high + (q_high / p_middle) * (q_high / p_middle + (1 - 2 * p_high))
        )
        H[:, d, d + 1] = low_high.sum(axis=0) - PSEUDO * (q_low / p_middle) * (q_high / p_middle)
        H[:, d + 1, d] = H[:, d, d + 1]
        H[:, :d, d] = -(low_low + low_high).T @ self.points
        H[:, :d, d + 1] = -(high_high + low_high).T @ self.points
        H[:, d, :d], H[:, d + 1, :d] = H[:, :d, d], H[:, :d, d + 1]
        step = np.linalg.solve(H + 1e-8 * np.eye(d + 2), gradient[:, :, None])[:, :, 0]
        step *= np.minimum(1.0, 1.0 / np.maximum(np.abs(step).max(axis=1, keepdims=True), 1e-12))
        gap = self.thresholds[:, 1] - self.thresholds[:, 0]
        closing = step[:, d] - step[:, d + 1]
        with np.errstate(divide="ignore"):
            room = np.where(closing > 0, np.maximum(0.5 * gap, gap - NARROWEST) / np.maximum(closing, 1e-300), np.inf)
        step *= np.minimum(1.0, 0.9 * room)[:, None]
        self.slopes = self.slopes + step[:, :d]
        self.thresholds = self.thresholds + step[:, d:]

    def _boundaries(self) -> tuple[Floats, Floats]:
        eta = self.points @ self.slopes.T
        return eta - self.thresholds[:, 0], eta - self.thresholds[:, 1]

    def _pull(self, low: Floats, high: Floats) -> tuple[Floats, Floats]:
        """First derivative of the log likelihood by each cell's linear predictor, and minus the second."""
        f_low, f_high = _sigmoid(low), _sigmoid(high)
        score = self.supports * (1 - f_high) - self.opposes * f_low + self.abstains * (1 - f_low - f_high)
        g_low, g_high = f_low * (1 - f_low), f_high * (1 - f_high)
        weight = self.supports * g_high + self.opposes * g_low + self.abstains * (g_low + g_high)
        return score, weight

    def log_likelihood(self) -> float:
        low, high = self._boundaries()
        f_low, f_high = _sigmoid(low), _sigmoid(high)
        parts = ((self.supports, f_high), (self.opposes, 1 - f_low), (self.abstains, f_low - f_high))
        return float(sum((part * np.log(np.maximum(chance, 1e-300))).sum() for part, chance in parts))

    def oriented(self) -> tuple[Floats, Floats, Floats]:
        """Points, errors and discriminations, turned so that items divide most along the first axis, and so on.

        The prior is the same in all directions, so that turning changes nothing else. Each axis points to where more
        items (by the sum of their discriminations) find support.
        """
        values, axes = np.linalg.eigh(self.slopes.T @ self.slopes)
        axes = axes[:, np.argsort(-np.round(values, DIGITS), kind="stable")]
        slopes = self.slopes @ axes
        total = np.round(slopes.sum(axis=0), DIGITS)
        sign = np.where(total != 0, np.sign(total), 1.0)
        _, weight = self._pull(*self._boundaries())
        outer = self.slopes[:, :, None] * self.slopes[:, None, :]
        d = len(axes)
        information = (weight @ outer.reshape(len(outer), -1)).reshape(-1, d, d) + np.eye(d)
        covariance = axes.T @ np.linalg.inv(information) @ axes
        errors = np.sqrt(np.diagonal(covariance, axis1=1, axis2=2))
        return self.points @ axes * sign, np.asarray(errors), slopes * sign


def _start(stances: Floats, dimensions: int) -> Floats:
    found = correspondence_analysis(doubled(stances)).rows[:, :dimensions]
    start = np.zeros((len(stances), dimensions))
    start[:, : found.shape[1]] = np.nan_to_num(np.clip(found, -3, 3))
    return start


def _sigmoid(x: Floats) -> Floats:
    return np.asarray(0.5 * (1 + np.tanh(0.5 * x)))


def ideal_points_of(network: Network, dimensions: int = 2) -> pd.DataFrame:
    """Ideal points of the States on contested evidence.

    Returns
    -------
    DataFrame
        One row per State, in order of the first axis from its positive end, then by id: `actor_id`, `name`, `group`,
        `n` (contested items on which it took a position), and `axis_1`, `error_1`, ... (missing where n is 0).

    Raises
    ------
    ArgumentError
        There is less than one dimension.
    """
    record = contested_record(network)
    found = ideal_points(record.stances, dimensions)
    actors = network.actors.loc[record.ids]
    table = pd.DataFrame({"actor_id": record.ids, "name": actors["name"].to_numpy()})
    table["group"], table["n"] = actors["regional_group"].to_numpy(), (~np.isnan(record.stances)).sum(axis=1)
    for axis in range(dimensions):
        table[f"axis_{axis + 1}"], table[f"error_{axis + 1}"] = found.points[:, axis], found.errors[:, axis]
    return table.sort_values(["axis_1", "actor_id"], ascending=[False, True], na_position="last").reset_index(drop=True)
