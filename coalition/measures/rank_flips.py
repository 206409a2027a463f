"""The smallest change of an actor's own stances that takes it out of the first k bridges, found exactly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from coalition.arrays import Bools, Floats, Ints
from coalition.measures.similarity import constant, kappa
from coalition.measures.weakest_group import DIGITS, MIN_ITEMS, MIN_MEMBERS, lowest, usable_pairs

VALUES = (1.0, 0.0, -1.0, np.nan)


@dataclass(frozen=True)
class RankFlip:
    """The mildest of the smallest sets of changed stances."""

    items: tuple[int, ...]
    """Columns whose stance changes; empty where no one or two do it."""
    values: tuple[float, ...]
    """What each changes to: 1, 0, -1 or NaN (no position)."""
    rank: float
    """The rank afterwards; infinite where the actor is unranked then."""
    sets: int
    """How many sets of columns of this size there are."""


def smallest_change(
    stances: Floats, members: Bools, row: int, k: int, min_members: int = MIN_MEMBERS, min_items: int = MIN_ITEMS
) -> RankFlip:
    """Search all single changes, then all pairs of changes, of an actor's recorded stances.

    Nothing is left out but what cannot succeed: a pair after which the actor's weakest-group congruence still exceeds
    the k-th highest upper bound of the others' is not ranked in full. An item on which a change leaves one position
    only is contested no more, and leaves everybody's kappa.

    Parameters
    ----------
    stances : array (actors, items)
        +1, 0, -1, NaN; contested items only.
    members : bool array (actors, groups)
        Who belongs to which group.
    row : int
        The actor; it is ranked among the first k.
    k : int
        How many ranks count as the first.
    min_members, min_items : int
        As in `coalition.analysis.bridges.ranking.bridges`.

    Returns
    -------
    RankFlip
        Of the smallest size that does it; the fewest steps (support to abstain is one, to oppose two, to no position
        one), then the longest fall, then the first columns.

    Examples
    --------
    >>> import numpy as np
    >>> stances = np.array([[1, 1, 1, -1], [1, 1, 0, -1], [1, -1, 1, 1], [1, 0, -1, 1], [-1, 1, 1, 0]], dtype=float)
    >>> members = np.array([[1, 0], [1, 0], [0, 1], [0, 1], [0, 1]], dtype=bool)
    >>> smallest_change(stances, members, 4, 1, min_members=1, min_items=1)
    RankFlip(items=(3,), values=(1.0,), rank=4.0, sets=2)
    """
    options = _options(stances, row)
    drops = [item for item, value in options if _uncontested(stances, row, item, value)]
    # Sizes in turn, each by trying all sets: what is found first is smallest, without an argument about heuristics.
    # Three changes at once would be some millions of sets for an actor with a long record, so that it ends at two.
    for size in (1, 2):
        best = _best(_outcomes(stances, members, row, k, options, sorted(set(drops)), size, min_members, min_items),
                     stances[row], k)  # fmt: skip
        if best is not None:
            return best
    return RankFlip((), (), np.nan, 0)


RankOutcomes = tuple[npt.NDArray[np.int64], Floats, Floats]
"""Columns and values of some sets of changes (sets, size), and the rank after each (0: surely among the first k)."""


def _options(stances: Floats, row: int) -> list[tuple[int, float]]:
    """Every change of one recorded stance, by column."""
    mine = stances[row]
    return [(int(item), value) for item in np.flatnonzero(~np.isnan(mine)) for value in VALUES if value != mine[item]]


def _uncontested(stances: Floats, row: int, item: int, value: float) -> bool:
    """Whether all positions on an item are the same after the change."""
    after = np.append(np.delete(stances[:, item], row), value)
    return len(np.unique(after[~np.isnan(after)])) < 2


def _outcomes(
    stances: Floats, members: Bools, row: int, k: int, options: list[tuple[int, float]], drops: list[int], size: int,
    min_members: int, min_items: int,
) -> Iterator[RankOutcomes]:  # fmt: skip
    """All sets of `size` changes, those that take an item out of the contested ones in a world without it."""
    # Only an actor's own stances change, so that kappa of all other pairs stays, except where a change leaves an item
    # without dissent: it is then no contested item, for anybody. Each choice of items that drop out is a world of its
    # own, prepared once; in it every remaining change only adds to the sums of the actor's own pairs.
    dropping = {place for place, change in enumerate(options) if _uncontested(stances, row, *change)}
    plain = np.array([place for place in range(len(options)) if place not in dropping], dtype=np.int64)
    items = np.array([item for item, _ in options], dtype=np.int64)
    values = np.array([value for _, value in options])
    for count in range(min(size, len(drops)) + 1):
        for without in combinations(drops, count):
            keep = np.setdiff1d(np.arange(stances.shape[1]), without)
            world = _World(stances[:, keep], members, row, k, min_members, min_items)
            rest = plain[~np.isin(items[plain], without)]
            deltas = world.deltas(np.searchsorted(keep, items[rest]), values[rest])
            dropped = [[place for place in sorted(dropping) if items[place] == item] for item in without]
            for chosen, ranks in world.ranks(deltas, items[rest], size - count):
                yield from _with_dropped(rest[chosen], ranks, dropped, items, values)


def _with_dropped(
    chosen: Ints, ranks: Floats, dropped: list[list[int]], items: Ints, values: Floats
) -> Iterator[RankOutcomes]:
    """The sets of a world with each way of leaving the items that it is without."""
    ways: list[tuple[int, ...]] = [()]
    for places in dropped:
        ways = [(*way, place) for way in ways for place in places]
    for way in ways:
        fixed = np.tile(np.array(way, dtype=np.int64), (len(chosen), 1))
        sets = np.sort(np.hstack([chosen, fixed]), axis=1)
        yield items[sets], values[sets], ranks


def _best(outcomes: Iterator[RankOutcomes], mine: Floats, k: int) -> RankFlip | None:
    """The mildest set with a rank beyond k, and how many sets of items there are."""
    best: tuple[tuple[float, ...], RankFlip] | None = None
    found: set[tuple[int, ...]] = set()
    for items, values, ranks in outcomes:
        out = ranks > k
        if not out.any():
            continue
        found.update(map(tuple, items[out].tolist()))
        steps = np.where(np.isnan(values), 1.0, np.abs(values - mine[items])).sum(axis=1)
        steps[~out] = np.inf
        order = np.nan_to_num(-values, nan=2.0)  # support first, no position last
        place = int(np.lexsort((*order.T[::-1], *items.T[::-1], -ranks, steps))[0])
        key = (steps[place], -ranks[place], *items[place], *order[place])
        if best is None or key < best[0]:
            chosen = RankFlip(tuple(items[place].tolist()), tuple(values[place].tolist()), float(ranks[place]), 0)
            best = (key, chosen)
    return None if best is None else RankFlip(best[1].items, best[1].values, best[1].rank, len(found))


class _World:
    """All that does not depend on the actor's own stances, on some items; and the actor's rank for many of them."""

    def __init__(self, stances: Floats, members: Bools, row: int, k: int, min_members: int, min_items: int) -> None:
        self.stances, self.members, self.row, self.k = stances, members, row, k
        self.min_members, self.min_items = min_members, min_items
        K, N = kappa(stances)
        usable = usable_pairs(np.where(min_items <= N, K, np.nan))
        usable[row], usable[:, row] = False, False
        weights = members.astype(float)
        self.sums, self.counts = np.where(usable, K, 0.0) @ weights, usable.astype(float) @ weights
        self.with_actor = np.flatnonzero(members[row])
        """Groups in which the actor counts towards the others' means."""
        with np.errstate(divide="ignore", invalid="ignore"):
            means = np.round(self.sums / self.counts, DIGITS)
            # A kappa is at most 1: so much the mean with the actor's group could be, with the actor in it or not.
            upper = np.round(np.fmax(means, (self.sums + 1) / (self.counts + 1)), DIGITS)
        counted = (self.counts >= min_members) & ~members
        apart = counted.copy()
        apart[:, self.with_actor] = False
        self.without_actor = np.where(apart, means, np.inf).min(axis=1, initial=np.inf)
        self.rivals = ~constant(stances)
        self.rivals[row] = False
        bound = np.minimum(np.where(counted, np.where(apart, means, upper), np.inf).min(axis=1, initial=np.inf), 1.0)
        highest = np.sort(bound[self.rivals])[::-1]
        self.threshold = highest[k - 1] if len(highest) >= k else -np.inf
        """With a congruence of this or more the actor stays among the first k, whatever it changed."""
        self.base = self._sums(stances[row][None, :])[:, 0]
        self.taken = np.array([(stances[row] == value).sum() for value in VALUES[:3]])

    def _sums(self, mine: Floats) -> Floats:
        """The six sums behind kappa of some rows of stances with everybody: (6, rows, actors)."""
        parts = [(rows == value).astype(float) for rows in (mine, self.stances) for value in (1.0, -1.0)]
        support, oppose, their_support, their_oppose = parts
        taken, theirs = (~np.isnan(rows) * 1.0 for rows in (mine, self.stances))
        return np.stack([
            taken @ theirs.T, support @ their_support.T + oppose @ their_oppose.T, support @ theirs.T,
            oppose @ theirs.T, taken @ their_support.T, taken @ their_oppose.T,
        ])  # fmt: skip

    def deltas(self, items: Ints, values: Floats) -> tuple[npt.NDArray[np.float32], Floats]:
        """What each change adds to the sums (6, changes, actors), and to the numbers of each position taken."""
        before, after = (np.full((len(items), self.stances.shape[1]), np.nan) for _ in range(2))
        places = np.arange(len(items))
        before[places, items], after[places, items] = self.stances[self.row, items], values
        taken = [(values == value).astype(float) - (self.stances[self.row, items] == value) for value in VALUES[:3]]
        return (self._sums(after) - self._sums(before)).astype(np.float32), np.reshape(taken, (3, len(items)))

    def ranks(
        self, deltas: tuple[npt.NDArray[np.float32], Floats], items: Ints, size: int
    ) -> Iterator[tuple[Ints, Floats]]:
        """Rank of the actor after every set of `size` changes of different items; changes are sorted by item."""
        sums, taken = deltas
        base = self.base.astype(np.float32)[:, None, :]
        everything = np.arange(len(items))
        if size == 0:
            yield np.zeros((1, 0), dtype=np.int64), self._rank(base, self.taken[:, None])
        elif size == 1:
            yield everything[:, None], self._rank(base + sums, self.taken[:, None] + taken)
        else:
            for first in everything:
                second = everything[np.searchsorted(items, items[first], side="right") :]
                if len(second):
                    both = (base + sums[:, [first]]) + sums[:, second[0] :]
                    counts = self.taken[:, None] + taken[:, [first]] + taken[:, second[0] :]
                    yield np.column_stack([np.full(len(second), first), second]), self._rank(both, counts)

    def _rank(self, sums: npt.NDArray[np.float32], taken: Floats) -> Floats:
        """Rank for each row of sums; 0 where it is surely among the first k, infinite where it is unranked."""
        n, both, s, o, other_s, other_o = sums
        product = s * other_s + o * other_o
        expected = n * (s + o + other_s + other_o) - 2 * product
        usable = (expected > 0) & (n >= self.min_items)
        usable[:, self.row] = False
        K = np.zeros(expected.shape)
        np.divide(2 * (n * both - product), expected, out=K, where=usable, dtype=np.float64)
        weights = self.members.astype(float)
        counts = usable.astype(float) @ weights
        with np.errstate(divide="ignore", invalid="ignore"):
            means = np.round(K @ weights / counts, DIGITS)
        value, _ = lowest(means[:, None], counts[:, None], self.members[[self.row]], self.min_members)
        mine = value[:, 0]
        ranks = np.where(np.isnan(mine) | ((taken > 0).sum(axis=0) < 2), np.inf, 0.0)
        unsure = np.flatnonzero((ranks == 0) & (mine < self.threshold))
        if len(unsure):
            others = self._others(K[unsure], usable[unsure])
            ranks[unsure] = 1 + (others > mine[unsure, None]).sum(axis=1)
        return ranks

    def _others(self, K: Floats, usable: Bools) -> Floats:
        """Weakest-group congruence of everybody else when their kappa with the actor is K; -inf for the unranked."""
        value = np.broadcast_to(self.without_actor, K.shape)
        for group in self.with_actor:
            count = self.counts[:, group] + usable
            counted = (count >= self.min_members) & ~self.members[:, group]
            with np.errstate(divide="ignore", invalid="ignore"):
                mean = np.round((self.sums[:, group] + K) / count, DIGITS)
            value = np.where(counted, np.minimum(value, mean), value)
        return np.where(self.rivals & np.isfinite(value), value, -np.inf)
