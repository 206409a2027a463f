"""Kappa of blocks of rows compiled, for `coalition.measures.nearest`: the extra "fast". Nothing else imports numba."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from scipy import sparse

from coalition.arrays import Floats, Ints


class Compiled:
    """Kappa and common items of a block of rows with everybody, by one pass over the rows' items."""

    def __init__(self, codes: sparse.csr_array) -> None:
        kept = codes.copy()
        kept.data = np.where(kept.data <= 3, kept.data, 0).astype(np.int8)  # absent is no position
        kept.eliminate_zeros()
        self.by_row, self.by_item = kept, kept.T.tocsr()

    def __call__(self, rows: Ints) -> tuple[Floats, Ints]:
        r, c = self.by_row, self.by_item
        K = np.full((len(rows), r.shape[0]), np.nan)
        n = np.zeros(K.shape, dtype=np.int64)
        _measure(rows, r.indptr, r.indices, r.data, c.indptr, c.indices, c.data, K, n)
        return K, n


@numba.njit(cache=False)
def _measure(
    rows: Any, starts: Any, items: Any, codes: Any, item_starts: Any, actors: Any, their_codes: Any, K: Any, n: Any
) -> None:
    pairs = np.zeros((K.shape[1], 9), dtype=np.int32)  # of positions: own code, their code
    for place in range(len(rows)):
        pairs[:] = 0
        for at in range(starts[rows[place]], starts[rows[place] + 1]):
            offset = 3 * (codes[at] - 1) - 1
            item = items[at]
            for other in range(item_starts[item], item_starts[item + 1]):
                pairs[actors[other], offset + their_codes[other]] += 1
        for j in range(K.shape[1]):
            p = pairs[j]
            s, a, o = float(p[0] + p[1] + p[2]), float(p[3] + p[4] + p[5]), float(p[6] + p[7] + p[8])
            s2, a2, o2 = float(p[0] + p[3] + p[6]), float(p[1] + p[4] + p[7]), float(p[2] + p[5] + p[8])
            distance = 0.5 * (p[1] + p[3] + p[5] + p[7]) + p[2] + p[6]
            expected = 0.5 * (s * a2 + a * o2 + a * s2 + o * a2) + s * o2 + o * s2
            n[place, j] = int(s + a + o)
            if expected > 0:
                K[place, j] = 1.0 - distance * (s + a + o) / expected
