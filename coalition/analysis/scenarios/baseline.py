"""The state from which a what-if starts, on plain arrays: what a changed stance touches is updated, the rest stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from coalition.analysis.coverage import coverage_tensor
from coalition.analysis.gaps.gaps import Evidenced, gap_classes
from coalition.arrays import Bools, Codes, Floats, Ints
from coalition.measures.intervals import rank_table
from coalition.measures.shapley import shapley, sole_carriers
from coalition.measures.similarity import contested, kappa_from_products, products
from coalition.measures.weakest_group import DIGITS, MIN_ITEMS, weakest_group
from coalition.model.network import VALUES
from coalition.model.positions import standings
from coalition.model.vocabulary import POSITION_CODES, STANDING_CODES, Position, Standing

CodedChange = tuple[int, int, int]
"""Row of the actor, column of the evidence, `POSITION_CODES` (0: no stance)."""
SUPPORTING = (STANDING_CODES[Standing.LEADS], STANDING_CODES[Standing.SUPPORTS])


@dataclass(frozen=True, eq=False)
class Facts:
    """What a what-if starts from."""

    stances: Codes
    """Actors x evidence: `POSITION_CODES`, 0 where there is none."""
    bearing: sparse.csc_array
    """Evidence x recommendations: 1 where the evidence bears on it."""
    leadership: Bools
    """Evidence on which whoever supports leads."""
    declared: Bools
    """Evidence on which support is only declared; none where declarations count."""
    state: Bools
    """Actors that are States: kappa, Shapley value and sole carriers are theirs."""
    groups: list[str]
    """Regional group (or seat) of each actor, "" for none."""
    kinds: Ints
    """Place of each actor's kind in `coalition.model.vocabulary.Kind`."""
    addressed: Bools
    """Recommendations x kinds."""
    evidence: Evidenced
    """What evidence there is for each recommendation."""


@dataclass(frozen=True, eq=False)
class WhatIfState:
    """The state after some changes (or none)."""

    cells: Ints
    """(cells, 2): actor and recommendation whose position may have changed, by row."""
    standings: Codes
    """Position in each of these cells (`STANDING_CODES`, 0 for unknown)."""
    recommendations: Ints
    """Recommendations that the changed evidence bears on."""
    gaps: Bools
    """These recommendations x `coalition.analysis.gaps.gaps.CLASSES`."""
    supporters: Ints
    """Supporters of these recommendations."""
    bridges: pd.DataFrame
    """States in order: `value`, `group`, `own`, `n` as in `weakest_group`, and `rank`."""
    shapley: Floats
    """Of every actor; 0 for those that are no States."""
    sole_carriers: Ints


class Baseline:
    """Positions, coverage, kappa sums and coverage game of some facts, made once; `after` gives them changed.

    Parameters
    ----------
    facts : Facts
        The map as arrays, before any change.
    held : csr array (actors, recommendations), optional
        `STANDING_CODES` where they are known already; else derived from the facts.
    max_leads : int
        As in `coalition.analysis.gaps.gaps`.

    Notes
    -----
    For m States, a changed stance touches one row and one column of the five sums behind kappa, O(m); the whole of
    them, O(m^2), where its item begins or ceases to be contested. Positions are counted again for the pairs of actor
    and recommendation that the evidence bears on, gaps and coverage game for these recommendations. The sums are whole
    numbers and halves: an update is exact. Only the means over groups and the ranks are formed anew.
    """

    def __init__(self, facts: Facts, held: sparse.csr_array | None = None, max_leads: int = 10) -> None:
        self.facts, self.max_leads = facts, max_leads
        every = np.arange(facts.bearing.shape[1])
        derived = self._derive(facts.stances, every) if held is None else held.toarray()
        self.held: Codes = np.asarray(derived, dtype=np.int8)
        names = sorted(set(facts.groups) - {""})
        numbers = {name: place for place, name in enumerate([*names, ""])}
        self.group_count = len(names) + 1
        self.codes = np.array(
            [numbers[name] if name else self.group_count - 1 for name in facts.groups], dtype=np.int64
        )
        self.row_of = np.cumsum(facts.state) - 1
        """Row of each State among the States."""
        self.states = np.flatnonzero(facts.state)
        self.of_states = [facts.groups[i] for i in self.states]
        self.played = [group if state else "" for group, state in zip(facts.groups, facts.state, strict=True)]
        votes = VALUES[facts.stances[self.states]]
        self.sums = products(votes[:, contested(votes)])
        self.support = sparse.csc_array(np.isin(self.held, SUPPORTING).astype(np.int64))
        self.shapley = shapley(self.support.tocsr(), self.played)
        self.sole = sole_carriers(self.support.tocsr(), self.played)
        self.bridges = self._bridges(self.sums)
        self.gaps, self.supporters = self._gaps(self.held, every)

    def before(self, changes: Sequence[CodedChange]) -> WhatIfState:
        """The state as it is, where the changes would touch it."""
        cells, touched = self._touched(changes)
        return WhatIfState(
            cells, self.held[cells[:, 0], cells[:, 1]], touched, self.gaps[touched], self.supporters[touched],
            self.bridges, np.round(self.shapley, DIGITS), self.sole,
        )  # fmt: skip

    def after(self, changes: Sequence[CodedChange]) -> WhatIfState:
        """The state with some stances changed; the facts stay as they are. No cell may be named twice."""
        cells, touched = self._touched(changes)
        held = self.held[:, touched]
        for actor in dict.fromkeys(row for row, _, _ in changes):
            taken = self.facts.stances[[actor]].copy()
            for row, item, code in changes:
                if row == actor:
                    taken[0, item] = code
            mine = cells[cells[:, 0] == actor, 1]
            held[actor, np.searchsorted(touched, mine)] = self._derive(taken, mine)[0]
        gaps, supporters = self._gaps(held, touched)
        support, was = sparse.csr_array(np.isin(held, SUPPORTING).astype(np.int64)), self.support[:, touched].tocsr()
        value, sole = self.shapley, self.sole
        if len(touched) and (support - was).nnz:
            value = value + (shapley(support, self.played) - shapley(was, self.played))
            sole = sole + (sole_carriers(support, self.played) - sole_carriers(was, self.played))
        sums = self._moved(changes)
        return WhatIfState(
            cells, held[cells[:, 0], np.searchsorted(touched, cells[:, 1])], touched, gaps, supporters,
            self.bridges if sums is self.sums else self._bridges(sums), np.round(value, DIGITS), sole,
        )  # fmt: skip

    def _touched(self, changes: Sequence[CodedChange]) -> tuple[Ints, Ints]:
        """Pairs of actor and recommendation, and recommendations, that changed evidence bears on."""
        rows = self.facts.bearing.tocsr()
        pairs = {
            (actor, int(goal))
            for actor, item, _ in changes
            for goal in rows.indices[rows.indptr[item] : rows.indptr[item + 1]]
        }
        cells = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
        return cells, np.unique(cells[:, 1])

    def _derive(self, stances: Codes, goals: Ints) -> Codes:
        """Positions of some actors on some recommendations, by the rule of `coalition.model.positions`."""
        bearing = self.facts.bearing[:, goals].astype(np.int64).T.tocsr()
        voted = (Position.SUPPORT, Position.ABSTAIN, Position.OPPOSE)
        taken = [np.equal(stances.T, POSITION_CODES[position]) for position in voted]
        yes, declared = taken[0], self.facts.declared[:, None]
        taken = [yes & ~declared, *taken[1:], yes & ~declared & self.facts.leadership[:, None], yes & declared]
        words = standings(*(np.asarray(bearing @ one.astype(np.int64)).T for one in taken))
        codes = np.zeros(words.shape, dtype=np.int8)
        for standing, code in STANDING_CODES.items():
            codes[words == standing.value] = code
        return codes

    def _gaps(self, held: Codes, goals: Ints) -> tuple[Bools, Ints]:
        """Gap classes and supporters of some recommendations from the positions on them."""
        tensor = coverage_tensor(
            sparse.csr_array(held), self.codes, self.facts.kinds, self.group_count, self.facts.addressed.shape[1]
        )
        classes = gap_classes(tensor, self.facts.addressed[goals], self.facts.evidence[goals], self.max_leads)
        return classes, tensor.sum(axis=(1, 2))[:, list(SUPPORTING)].sum(axis=1)

    def _moved(self, changes: Sequence[CodedChange]) -> Floats:
        """The five sums behind kappa with the changed stances in them; the same object where nothing moves."""
        sums = self.sums
        for item in dict.fromkeys(column for _, column, _ in changes):
            old = VALUES[self.facts.stances[self.states, item]]
            new = old.copy()
            for actor, column, code in changes:
                if column == item and self.facts.state[actor]:
                    new[self.row_of[actor]] = VALUES[code]
            moved = np.flatnonzero(~((old == new) | (np.isnan(old) & np.isnan(new))))
            was, now = bool(contested(old[:, None])[0]), bool(contested(new[:, None])[0])
            if not len(moved) or not (was or now):
                continue
            sums = sums.copy() if sums is self.sums else sums
            if was and now and len(moved) == 1:
                _move_row(sums, int(moved[0]), old, new)
                continue
            if was:
                sums -= products(old[:, None])
            if now:
                sums += products(new[:, None])
        return sums

    def _bridges(self, sums: Floats) -> pd.DataFrame:
        """Weakest-group congruence and rank, as in `coalition.analysis.bridges.ranking`."""
        K, N = kappa_from_products(sums)
        table = weakest_group(np.where(N >= MIN_ITEMS, K, np.nan), N, self.of_states)
        varied = (np.diagonal(sums[2:], axis1=1, axis2=2) > 0).sum(axis=0) > 1
        ranked = table["value"].notna().to_numpy() & varied
        table["rank"] = rank_table(table["value"], ranked, np.empty((0, len(table))))["rank"]
        return table


def _move_row(sums: Floats, actor: int, old: Floats, new: Floats) -> None:
    """Move one actor's row and column of the sums by what its new stance on one item makes."""
    for column, sign in ((old, -1.0), (new, 1.0)):
        mine = column[actor]
        if np.isnan(mine):
            continue
        others = ~np.isnan(column)
        others[actor] = False
        apart = sign * np.abs(mine - np.where(others, column, mine)) / 2
        own = {1.0: 2, 0.0: 3, -1.0: 4}[float(mine)]
        for place, step in ((0, sign * others), (1, apart)):
            sums[place, actor] += step
            sums[place, :, actor] += step
        sums[own, actor] += sign * others
        for place, value in ((2, 1.0), (3, 0.0), (4, -1.0)):
            sums[place, :, actor] += sign * (others & (column == value))
        sums[[0, own], actor, actor] += sign
