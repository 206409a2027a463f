"""Integer programmes solved one aim after another (HiGHS), with what is proven about each."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp

from coalition.arrays import Bools, Floats
from coalition.errors import CoalitionError

LONGEST = 1e6
"""Seconds; HiGHS takes no infinite limit."""


@dataclass(frozen=True, eq=False)
class Solution:
    """What the solver says: values (None where it found none), its bound of the aim, and whether that is proven."""

    values: Floats | None
    bound: float
    proven: bool
    """The aim is optimal; or, without values, that nothing meets the constraints."""


@dataclass(eq=False)
class Programme:
    """low <= A x <= high and lower <= x <= upper, some x whole numbers; aims are added one after another."""

    A: sparse.csr_array
    low: Floats
    high: Floats
    lower: Floats
    upper: Floats
    whole: Bools
    deadline: float = field(default=np.inf)
    """Moment of `time.monotonic` after which no solving starts."""

    def minimise(self, aim: Floats) -> Solution:
        """The least value of aim . x, whole numbers rounded; zero gap is asked for."""
        if not len(aim):
            return Solution(np.zeros(0), 0.0, proven=not ((self.low > 0).any() or (self.high < 0).any()))
        # Aims are ranked, first the most important: the caller minimises one, holds its value by a constraint, and
        # minimises the next. One weighted sum would need weights so far apart that the solver's tolerance decides.
        left = self.deadline - time.monotonic()
        if left <= 0:
            return Solution(None, -np.inf, proven=False)
        found = self._solved(aim, min(left, LONGEST))
        if found.status == 4 and "infeasible" not in found.message.lower():  # its presolve stumbles over some
            found = self._solved(aim, min(left, LONGEST), presolve=False)
        # The presolve may say "unbounded or infeasible" (4); every programme here is bounded.
        if found.status == 2 or (found.status == 4 and "infeasible" in found.message.lower()):
            return Solution(None, np.inf, proven=True)
        if found.status not in (0, 1):
            raise CoalitionError(f"the integer programme failed: {found.message}")
        bound = -np.inf if found.mip_dual_bound is None else float(found.mip_dual_bound)
        values = None if found.x is None else np.where(self.whole, np.round(found.x), found.x)
        return Solution(values, bound, proven=found.status == 0)

    def _solved(self, aim: Floats, seconds: float, *, presolve: bool = True) -> OptimizeResult:
        return milp(
            aim,
            constraints=LinearConstraint(self.A, self.low, self.high),
            bounds=Bounds(self.lower, self.upper),
            integrality=self.whole.astype(np.uint8),
            options={"mip_rel_gap": 0.0, "time_limit": seconds, "presolve": presolve},
        )

    def hold(self, aim: Floats, low: float, high: float) -> None:
        """Keep low <= aim . x <= high from now on."""
        self.A = sparse.csr_array(sparse.vstack([self.A, sparse.csr_array(aim[None, :])]))
        self.low, self.high = np.append(self.low, low), np.append(self.high, high)
