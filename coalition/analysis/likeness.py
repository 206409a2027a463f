"""How alike States are with the supporters of a target: neighbours by kappa, and ties between them broken."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coalition.analysis.similarity import agreement, contested, kappa
from coalition.analysis.targets import Target
from coalition.network import Bools, Floats, Ints, Network

NEIGHBOURS = 15
MIN_COMMON = 20
"""Below this number of common contested items an actor gets facts and no rank."""


@dataclass(frozen=True, eq=False)
class Likeness:
    """States x States on contested items without the recommendation's own evidence."""

    ids: list[str]
    K: Floats
    N: Ints
    same: Ints
    shrunken: Floats
    items: list[str]


def measure(network: Network, own_evidence: list[str]) -> Likeness:
    stances = network.values(network.states)
    usable = contested(stances)
    usable[network.columns(own_evidence)] = False
    items = np.flatnonzero(usable)
    stances = stances[:, items]
    K, N = kappa(stances)
    same = agreement(stances)
    shrunken = np.where(np.isnan(K), -np.inf, K * N / (N + 5))
    ids = [str(key) for key in network.actors.index[network.states]]
    return Likeness(ids, K, N, same, shrunken, [str(key) for key in network.evidence.index[items]])


def _known(network: Network, goal: Target, likeness: Likeness) -> Bools:
    """States whose position on the target is known: for votes those on record, for lists whoever could have joined."""
    if goal.votes:
        return np.isin(likeness.ids, list(goal.standing))
    return np.ones(len(likeness.ids), dtype=bool)


def neighbours_of(network: Network, goal: Target, likeness: Likeness) -> tuple[list[Ints], dict[str, object]]:
    """The most alike States of each State whose position is known, and how many of them support the target."""
    known, supporting = _known(network, goal, likeness), np.isin(likeness.ids, goal.supporters)
    usable = (likeness.N >= MIN_COMMON) & ~np.isnan(likeness.K) & known
    np.fill_diagonal(usable, False)
    K = np.where(usable, likeness.K, -np.inf)
    order = np.argsort(-K, axis=1, kind="stable")[:, :NEIGHBOURS]
    near = [row[usable[i, row]] for i, row in enumerate(order)]
    common = [float(np.median(likeness.N[i, row])) if len(row) else np.nan for i, row in enumerate(near)]
    counts = {
        "supporting_neighbours": [int(supporting[row].sum()) for row in near],
        "neighbours": [len(row) for row in near],
        "n": common,
    }
    return near, counts


def margin(likeness: Likeness, supporters: set[str]) -> Floats:
    """Mean shrunken kappa with the supporters less that with everybody else: it breaks ties of the likeness."""
    inside = np.isin(likeness.ids, list(supporters))
    finite = np.where(np.isfinite(likeness.shrunken), likeness.shrunken, 0.0)
    np.fill_diagonal(finite, 0.0)
    return np.asarray(finite @ inside / max(inside.sum(), 1) - finite @ ~inside / max((~inside).sum(), 1))
