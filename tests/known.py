"""Small cases whose answers were computed twice, independently; METHODS names them T1, T7."""

from __future__ import annotations

import numpy as np

T1 = np.array([[1, 1, 1, -1], [1, 1, 0, -1], [1, -1, np.nan, 1], [1, 0, -1, 1], [1, 1, 1, 1]])
"""Five actors on four items; groups `GROUPS`."""
T7 = np.array([[1, 1, 1, 0], [1, 1, 0, 0], [1, 0, 0, 1], [1, 0, 0, 1], [1, 1, 1, 1]], dtype=bool)
"""Five actors supporting four recommendations; groups `GROUPS`."""
GROUPS = ["W", "W", "A", "A", "G"]
