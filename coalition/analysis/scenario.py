"""The state from which a what-if starts: sums and counts that a changed stance touches in one row or column only."""

from __future__ import annotations

from copy import copy

import numpy as np

from coalition.analysis.similarity import contested, kappa_from_margins, kappa_from_products, products
from coalition.analysis.weakest_group import DIGITS, MIN_ITEMS, lowest
from coalition.network import Bools, Floats, Ints
from coalition.positions import standings

VALUES = (1.0, 0.0, -1.0)


class Votes:
    """Stances of actors on items, and the agreement with groups that follows; `set` changes one stance by update.

    Parameters
    ----------
    values : float array (actors, items)
        +1 support, 0 abstain, -1 oppose, NaN for no position. It is not changed.
    members : bool array (actors, groups)
    """

    def __init__(self, values: Floats, members: Bools) -> None:
        self.values, self.members = values, members
        self.changed: dict[int, Floats] = {}
        self.counts = np.stack([(values == value).sum(axis=0) for value in VALUES])
        self.sums = products(values[:, contested(values)])
        self._compare()

    def copy(self) -> Votes:
        """The same state, to be changed apart."""
        twin = copy(self)
        twin.changed = dict(self.changed)
        for name in ("counts", "sums", "K", "total", "size"):
            setattr(twin, name, getattr(self, name).copy())
        return twin

    def column(self, item: int) -> Floats:
        """Stances on an item, changes included."""
        return self.changed.get(item, self.values[:, item])

    def set(self, actor: int, item: int, value: float) -> None:
        """Change one stance; NaN takes it away."""
        before = self.column(item)
        after = before.copy()
        after[actor] = value
        self.changed[item] = after
        was = _dissent(self.counts[:, item])
        for place, sort in enumerate(VALUES):
            self.counts[place, item] += int(value == sort) - int(before[actor] == sort)
        now = _dissent(self.counts[:, item])
        if was and now:
            self._row(actor, before[actor], after)
        elif was or now:  # the item begins or ceases to be contested: it counts for all pairs, or for none
            self.sums += products(after[:, None]) if now else -products(before[:, None])
            self._compare()

    def congruence(self) -> tuple[Floats, Ints]:
        """Weakest-group congruence of every actor, and the number of the group in which it lies."""
        with np.errstate(divide="ignore", invalid="ignore"):
            means = np.round(self.total / self.size, DIGITS)
        return lowest(means, self.size, self.members)

    def varied(self) -> Bools:
        """Actors that took more than one sort of position: only they are ranked."""
        margins = self.sums[2:, np.arange(len(self.K)), np.arange(len(self.K))]
        return np.asarray((margins > 0).sum(axis=0) > 1)

    def _compare(self) -> None:
        """Kappa of all pairs from the sums, and what it adds up to in each group."""
        K, N = kappa_from_products(self.sums)
        np.fill_diagonal(K, np.nan)
        self.K = np.where(N >= MIN_ITEMS, K, np.nan)
        self.total, self.size = self._added(self.K)

    def _added(self, K: Floats) -> tuple[Floats, Floats]:
        """Sum of kappas with the members of each group, and how many are defined."""
        known, groups = ~np.isnan(K), self.members.astype(float)
        return np.where(known, K, 0.0) @ groups, known.astype(float) @ groups

    def _row(self, actor: int, before: float, after: Floats) -> None:
        """Move one actor's row and column of the sums by the difference that its stance on one item makes."""
        others = ~np.isnan(after)
        others[actor] = False
        for value, sign in ((before, -1.0), (after[actor], 1.0)):
            if np.isnan(value):
                continue
            own, apart = 2 + VALUES.index(value), sign * np.abs(value - after[others]) / 2
            self.sums[[0, own], actor, actor] += sign
            self.sums[0, others, actor] += sign
            self.sums[1, actor, others] += apart
            self.sums[1, others, actor] += apart
            for place in (0, own):
                self.sums[place, actor, others] += sign
            for place, theirs in enumerate(VALUES, start=2):
                self.sums[place, others & (after == theirs), actor] += sign
        first, second = self.sums[2:, actor, :], self.sums[2:, :, actor]
        K, N = kappa_from_margins(self.sums[0, actor], self.sums[1, actor], list(first), list(second))
        K = np.where(N >= MIN_ITEMS, K, np.nan)
        K[actor] = np.nan
        groups = self.members[actor].astype(float)
        self.total += np.outer(np.nan_to_num(K) - np.nan_to_num(self.K[actor]), groups)
        self.size += np.outer((~np.isnan(K)).astype(float) - (~np.isnan(self.K[actor])), groups)
        self.K[actor], self.K[:, actor] = K, K
        self.total[actor], self.size[actor] = self._added(K)


class Stands:
    """How often each actor supported, abstained, opposed and led on each recommendation; `add` changes one count.

    Parameters
    ----------
    counts : int array (4, actors, recommendations)
        Supports, abstentions, oppositions, and supports on evidence of leadership.
    """

    def __init__(self, counts: Ints) -> None:
        self.counts = counts

    def words(self, actor: int, recommendation: int) -> str:
        """The position that follows; "" for unknown."""
        return str(standings(*self.counts[:, [actor], recommendation])[0])

    def add(self, actor: int, recommendation: int, value: float, leads: bool, sign: int) -> None:
        """Count one stance more (sign 1) or less (-1); one without a position (NaN) counts nothing."""
        if value in VALUES:
            self.counts[VALUES.index(value), actor, recommendation] += sign
            self.counts[3, actor, recommendation] += sign * int(leads and value == 1.0)


def _dissent(counts: Ints) -> bool:
    return bool((counts > 0).sum() >= 2)
