"""Through whom to reach a State: the supporter most like it, of its own group or bloc where nearly as alike."""

from __future__ import annotations

import numpy as np

from coalition.analysis.models import MIN_COMMON
from coalition.analysis.reasons import shared
from coalition.analysis.record import Record
from coalition.arrays import Bools, Floats, Ints
from coalition.model.network import Network

NEAR = 0.1
"""A go-between of the same group or bloc is preferred when it is nearly (within this) as alike as the best."""


def go_betweens(network: Network, record: Record, supporting: Bools, wanted: Bools) -> tuple[list[str], list[str]]:
    """The go-between of each State, and why: ids and words, "" where nobody wants one or there is none.

    It is the supporter with the highest kappa, drawn to 0 by n / (n + 5), on at least `MIN_COMMON` common items; one
    that shares a regional group or bloc is preferred where it is within `NEAR` of the best.

    Parameters
    ----------
    network : Network
    record : Record
    supporting, wanted : bool arrays (States,)
        Who supports the target, and for whom a go-between is sought; in the order of the record.
    """
    _, N = record.kappa
    scores = np.where(supporting[None, :] & (N >= MIN_COMMON), np.round(record.shrunken, 10), -np.inf)
    np.fill_diagonal(scores, -np.inf)
    together = _together(record)
    best = scores.max(axis=1, initial=-np.inf, keepdims=True)
    close = np.isfinite(scores) & (scores >= best - NEAR)
    preferred = np.where(close & (together | ~(close & together).any(axis=1, keepdims=True)), scores, -np.inf)
    ids, why = [""] * len(record.ids), [""] * len(record.ids)
    seeking = np.flatnonzero(wanted & np.isfinite(best[:, 0]))
    chosen = [int(preferred[i].argmax()) for i in seeking]
    in_common = shared(network, [(record.ids[i], record.ids[j]) for i, j in zip(seeking, chosen, strict=True)])
    for i, j, common in zip(seeking, chosen, in_common, strict=True):
        ids[i] = record.ids[j]
        both = f", both in {common}" if common else ""
        why[i] = f"same position on {record.same[i, j]} of {N[i, j]} contested items{both}"
    return ids, why


def nearest_to_both(record: Record, supporting: Bools, own: int) -> Ints:
    """The supporter that is most like each State and like one's own at once: places in the record, -1 for none.

    Most like both: the smaller of its two kappas, each drawn to 0 by n / (n + 5), is the largest; on at least
    `MIN_COMMON` common items with either, ties by table order. It is neither of the two.
    """
    _, N = record.kappa
    scores = np.where(supporting[None, :] & (N >= MIN_COMMON), np.round(record.shrunken, 10), -np.inf)
    np.fill_diagonal(scores, -np.inf)
    both = np.minimum(scores, scores[own])
    best = both.argmax(axis=1)
    return np.where(np.isfinite(both[np.arange(len(both)), best]), best, -1)


def _together(record: Record) -> Bools:
    """Pairs of States that share a regional group or a bloc."""
    groups = np.array(record.groups, dtype=object)
    member: Floats = record.blocs.astype(float)
    return np.asarray(((groups[:, None] == groups[None, :]) & (groups != "")) | (member @ member.T > 0))
