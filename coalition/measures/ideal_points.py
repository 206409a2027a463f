"""Where actors stand in a space of few dimensions: an ordinal item response model of their stances."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import expit

from coalition.arrays import Bools, Floats
from coalition.measures.arguments import count, stance_matrix
from coalition.measures.correspondence import correspondence_analysis, doubled
from coalition.measures.keeping import kept

MOST_DIMENSIONS = 10
"""More axes than a record of votes was ever found to have."""
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
    """Standard errors of the points, same shape; near 1, that of the prior, where the record is thin. They take the
    items as known, and are too small where items have few stances."""
    discriminations: Floats
    """(items, dimensions): how strongly an item divides along each axis, and which end supports it."""
    thresholds: Floats
    """(items, 2): where opposition gives way to abstention, and abstention to support."""
    log_likelihood: float
    iterations: int

    def predict(self) -> Floats:
        """Probability that an actor supports an item, for all: array (actors, items); NaN without a point."""
        return np.asarray(expit(self.points @ self.discriminations.T - self.thresholds[:, 1]))


@kept(128)
def ideal_points(stances: npt.ArrayLike, dimensions: int = 1) -> IdealPoints:
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
        1 or more; axes beyond what the stances can tell are 0 with an error of 1. The one axis is not the first of two.

    Returns
    -------
    IdealPoints
        Axes are ordered by how much of the fitted stances they explain, and point to where items find more support.

    Raises
    ------
    ArgumentError
        Stances are not +1, 0, -1 or NaN, or dimensions are not 1 to 10.

    References
    ----------
    Clinton, J., Jackman, S. and Rivers, D. (2004). The Statistical Analysis of Roll Call Data. American Political
    Science Review 98, 355-370. Bailey, M., Strezhnev, A. and Voeten, E. (2017). Estimating Dynamic State Preferences
    from United Nations Voting Data. Journal of Conflict Resolution 61, 430-456.

    Examples
    --------
    >>> import numpy as np
    >>> found = ideal_points(np.array([[1, 1, 1], [1, 0, -1], [-1, -1, -1]], dtype=float))
    >>> bool(found.points[0, 0] > found.points[1, 0] > found.points[2, 0])
    True
    """
    array = stance_matrix(stances)
    count("dimensions", dimensions, 1, MOST_DIMENSIONS)
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
    """The state of a fit.

    A stance is bounded by two steps up the scale: `first` is 1 where the actor took or failed the step from opposing
    (opposed or abstained), `second` where it took or failed the step to support (abstained or supported). Derivatives
    by a cell's linear predictor need no more; those by the thresholds need the abstentions one by one, by item.
    """

    def __init__(self, stances: Floats, taken: Bools, dimensions: int) -> None:
        self.opposes, self.abstains, self.supports = (
            np.asarray((stances == value) & taken, dtype=float) for value in (-1.0, 0.0, 1.0)
        )
        self.first, self.second = self.opposes + self.abstains, self.abstains + self.supports
        self.between = np.nonzero(self.abstains)
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
        f_low, f_high = self._chances()
        score, low, high = self._pull(f_low, f_high)
        outer = self.slopes[:, :, None] * self.slopes[:, None, :]
        d = self.points.shape[1]
        information = ((low + high) @ outer.reshape(len(outer), -1)).reshape(-1, d, d) + np.eye(d)
        step = np.linalg.solve(information, (score @ self.slopes - self.points)[:, :, None])[:, :, 0]
        step *= np.minimum(1.0, 1.0 / np.maximum(np.abs(step).max(axis=1, keepdims=True), 1e-12))
        self.points = self.points + step

    def _step_items(self) -> None:
        """One Newton step on the discriminations and thresholds of every item together."""
        f_low, f_high = self._chances()
        score, low, high = self._pull(f_low, f_high)
        items, d = self.slopes.shape
        between_low, between_high = _ratios(f_low[self.between], f_high[self.between])
        # Imagined stances at the origin belong to the thresholds alone.
        p_low, p_high = expit(-self.thresholds.T)
        q_low, q_high = _ratios(p_low, p_high)
        of_abstentions = np.bincount(self.between[1], between_low, items)
        both = np.bincount(self.between[1], between_low * between_high, items) + PSEUDO * q_low * q_high
        by_low = (self.opposes * f_low).sum(axis=0) - of_abstentions
        gradient = np.empty((items, d + 2))
        gradient[:, :d] = score.T @ self.points - SLOPE_PRECISION * self.slopes
        gradient[:, d] = by_low + PSEUDO * (p_low - q_low)
        gradient[:, d + 1] = -score.sum(axis=0) - by_low + PSEUDO * (q_high - (1 - p_high))
        outer = self.points[:, :, None] * self.points[:, None, :]
        H = np.zeros((items, d + 2, d + 2))
        H[:, :d, :d] = ((low + high).T @ outer.reshape(len(outer), -1)).reshape(-1, d, d) + SLOPE_PRECISION * np.eye(d)
        H[:, d, d] = low.sum(axis=0) + 2 * PSEUDO * p_low * (1 - p_low) + both
        H[:, d + 1, d + 1] = high.sum(axis=0) + 2 * PSEUDO * p_high * (1 - p_high) + both
        H[:, d, d + 1] = H[:, d + 1, d] = -both
        H[:, :d, d] = H[:, d, :d] = -low.T @ self.points
        H[:, :d, d + 1] = H[:, d + 1, :d] = -high.T @ self.points
        step = np.linalg.solve(H + 1e-8 * np.eye(d + 2), gradient[:, :, None])[:, :, 0]
        step *= np.minimum(1.0, 1.0 / np.maximum(np.abs(step).max(axis=1, keepdims=True), 1e-12))
        gap = self.thresholds[:, 1] - self.thresholds[:, 0]
        closing = step[:, d] - step[:, d + 1]
        with np.errstate(divide="ignore"):
            room = np.where(closing > 0, np.maximum(0.5 * gap, gap - NARROWEST) / np.maximum(closing, 1e-300), np.inf)
        step *= np.minimum(1.0, 0.9 * room)[:, None]
        self.slopes = self.slopes + step[:, :d]
        self.thresholds = self.thresholds + step[:, d:]

    def _chances(self) -> tuple[Floats, Floats]:
        """Chance of at least abstaining, and of supporting, in every cell."""
        eta = self.points @ self.slopes.T
        low, high = (eta - threshold for threshold in self.thresholds.T)
        return expit(low, out=low), expit(high, out=high)  # in place: these arrays are most of the work

    def _pull(self, f_low: Floats, f_high: Floats) -> tuple[Floats, Floats, Floats]:
        """First derivative of the log likelihood by each cell's linear predictor; minus the second, by boundary."""
        low, high = self.first * f_low, 1 - f_high
        high *= self.second
        score = high - low
        low *= 1 - f_low
        high *= f_high
        return score, low, high

    def log_likelihood(self) -> float:
        f_low, f_high = self._chances()
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
        _, low, high = self._pull(*self._chances())
        outer = self.slopes[:, :, None] * self.slopes[:, None, :]
        d = len(axes)
        information = ((low + high) @ outer.reshape(len(outer), -1)).reshape(-1, d, d) + np.eye(d)
        covariance = axes.T @ np.linalg.inv(information) @ axes
        errors = np.sqrt(np.diagonal(covariance, axis1=1, axis2=2))
        return self.points @ axes * sign, np.asarray(errors), slopes * sign


def _start(stances: Floats, dimensions: int) -> Floats:
    found = correspondence_analysis(doubled(stances), dimensions).rows
    start = np.zeros((len(stances), dimensions))
    start[:, : found.shape[1]] = np.nan_to_num(np.clip(found, -3, 3))
    return start


def _ratios(f_low: Floats, f_high: Floats) -> tuple[Floats, Floats]:
    """Minus the derivative of the log chance of abstaining by the lower threshold, and its derivative by the upper."""
    middle = np.maximum(f_low - f_high, 1e-12)
    return f_low * (1 - f_low) / middle, f_high * (1 - f_high) / middle
