"""Names of the kinds of array that measures and analyses take and give."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

Bools = npt.NDArray[np.bool_]

Ints = npt.NDArray[np.int64]

Codes = npt.NDArray[np.int8]
