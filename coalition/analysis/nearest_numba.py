"""The counts of `coalition.analysis.nearest` compiled: the extra "fast". Imports numba; nothing else imports this."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from scipy import sparse

from coalition.network import Floats, Ints


class Counts:
    """How often each pair of positions was taken by two actors, for a block of rows and everybody."""

    def __init__(self, codes: sparse.csr_array) -> None:
        kept = codes.copy()
        kept.data = np.where(kept.data <= 3, kept.data, 0).astype(np.int8)  # absent is no position
        kept.eliminate_zeros()
        self.by_row, self.by_item = kept, kept.T.tocsr()

    def __call__(self, rows: Ints) -> tuple[list[Floats], list[Floats], Floats]:
        tally = np.zeros((len(rows), self.by_row.shape[0], 9), dtype=np.int32)
        r, c = self.by_row, self.by_item
        _tally(rows, r.indptr, r.indices, r.data, c.indptr, c.indices, c.data, tally)
        cells = tally.reshape(*tally.shape[:2], 3, 3)
        own = [cells[:, :, code, :].sum(axis=2).astype(np.float64) for code in range(3)]
        theirs = [cells[:, :, :, code].sum(axis=2).astype(np.float64) for code in range(3)]
        return own, theirs, (tally[:, :, 0] + tally[:, :, 8]).astype(np.float64)


@numba.njit(cache=False)
def _tally(
    rows: Any, starts: Any, items: Any, codes: Any, item_starts: Any, actors: Any, their_codes: Any, out: Any
) -> None:
    for place in range(len(rows)):
        mine = out[place]
        for at in range(starts[rows[place]], starts[rows[place] + 1]):
            offset = 3 * (codes[at] - 1) - 1
            item = items[at]
            for other in range(item_starts[item], item_starts[item + 1]):
                mine[actors[other], offset + their_codes[other]] += 1
