"""What is known about every State apart from one question: the record that an estimate may rest on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from coalition.arrays import Bools, Floats, Ints
from coalition.measures.ideal_points import ideal_points
from coalition.measures.similarity import agreement, contested, kappa
from coalition.model.network import Network
from coalition.model.vocabulary import EvidenceKind

TWIN = 0.8
"""Two lists with this Jaccard index of their States are one list for our purpose (twins), and so are list and bloc."""
SMALLEST_LIST = 3
"""A list with fewer States says nothing about who is like whom."""
KEPT = 16
"""Sets of votes whose ideal points are kept; those of a map with 200 States and 800 texts take 1 MB each."""


@dataclass(frozen=True, eq=False)
class StanceRecord:
    """States x evidence, in the order of `ids`; what follows from it is computed when it is asked for."""

    ids: list[str]
    votes: Floats
    """(States, contested items): +1 support, 0 abstain, -1 oppose, NaN."""
    items: list[str]
    """Ids of the contested items."""
    lists: Bools
    """(States, lists): on the list. Evidence that is no vote and holds at least `SMALLEST_LIST` States."""
    groups: list[str]
    blocs: Bools
    """(States, blocs)."""

    @cached_property
    def kappa(self) -> tuple[Floats, Ints]:
        """Kappa of each pair, and the number of common items."""
        return kappa(self.votes)

    @cached_property
    def same(self) -> Ints:
        """Number of common items on which two States took the same position."""
        return agreement(self.votes)

    @cached_property
    def shrunken(self) -> Floats:
        """Kappa drawn to 0 where it rests on few items: kappa n/(n + 5); -inf where undefined."""
        K, N = self.kappa
        return np.where(np.isnan(K), -np.inf, K * N / (N + 5))

    @cached_property
    def points(self) -> Floats:
        """Two-dimensional ideal points; NaN for a State without any vote."""
        return _points(self.votes.tobytes(), self.votes.shape)

    @cached_property
    def jaccard(self) -> Floats:
        """Jaccard index of the lists that two States joined; NaN where neither joined any."""
        on = self.lists.astype(float)
        both, size = on @ on.T, on.sum(axis=1)
        either = size[:, None] + size[None, :] - both
        return np.asarray(np.divide(both, either, out=np.full(both.shape, np.nan), where=either > 0))


@lru_cache(maxsize=KEPT)
def _points(votes: bytes, shape: tuple[int, int]) -> Floats:
    """Ideal points of some votes, kept: many recommendations leave the same votes in the record."""
    points = ideal_points(np.frombuffer(votes, dtype=float).reshape(shape), dimensions=2).points
    points.flags.writeable = False
    return points


def record_without(network: Network, evidence_ids: Sequence[str], before: str | None = None) -> StanceRecord:
    """The record of the States without some evidence, and without what would give that evidence away.

    Left out with it: its twins (`twins`), and blocs whose States are nearly those on a list that is left out.

    Parameters
    ----------
    network : Network
        The map.
    evidence_ids : sequence of str
        Ids of the evidence that is left out.
    before : str, optional
        A date (YYYY, YYYY-MM or YYYY-MM-DD): only evidence that ended before that year is used, so that an estimate
        cannot look ahead.

    Examples
    --------
    >>> from coalition import Network, read_tables
    >>> from coalition.settings import resource
    >>> network = Network.from_tables(read_tables(resource("seeds")))
    >>> record = record_without(network, ["GA-72-167"])
    >>> "GA-74-152" in record.items  # the same text, two years later
    False
    """
    whole = _whole(network)
    given = [*evidence_ids, *twins(network, evidence_ids)]
    gone = network.evidence.index.isin(given)
    if before is not None:
        gone = gone | (whole.last_years >= before[:4])
    items = np.flatnonzero(whole.contested & ~gone)
    lists = ~whole.is_vote & ~whole.contested & ~gone & (whole.size >= SMALLEST_LIST)
    left_out = whole.on[:, network.columns(given)]
    alike = _jaccard(whole.blocs.T, left_out.T).max(axis=1, initial=0.0) >= TWIN
    return StanceRecord(
        ids=list(whole.ids),
        votes=whole.values[:, items],
        items=[str(key) for key in network.evidence.index[items]],
        lists=whole.on[:, lists],
        groups=list(whole.groups),
        blocs=whole.blocs[:, ~alike],
    )


@dataclass(frozen=True, eq=False)
class _Whole:
    """What every record of a map is a part of: States x evidence, in table order."""

    ids: list[str]
    values: Floats
    on: Bools
    """In support."""
    size: Ints
    """States in support, by evidence."""
    contested: Bools
    is_vote: Bools
    last_years: npt.NDArray[np.object_]
    titles: list[str]
    """Without what is not words."""
    groups: list[str]
    blocs: Bools


_KNOWN: WeakKeyDictionary[Network, _Whole] = WeakKeyDictionary()


def _whole(network: Network) -> _Whole:
    """Worked out once for a map: records without this and without that follow each other by the hundred."""
    if network not in _KNOWN:
        values = network.values(network.states)
        on = values == 1
        states, evidence = network.actors.iloc[network.states], network.evidence
        # Without the column that stands for "in no bloc": to be in none is nothing in common.
        blocs = states["blocs"].str.get_dummies(";").drop(columns="", errors="ignore").astype(bool).to_numpy()
        _KNOWN[network] = _Whole(
            ids=[str(key) for key in states.index],
            values=values,
            on=on,
            size=on.sum(axis=0),
            contested=contested(values),
            is_vote=(evidence["kind"] == EvidenceKind.VOTE).to_numpy(dtype=bool),
            last_years=evidence["date_to"].str[:4].to_numpy(dtype=object),
            titles=[_plain(title) for title in evidence["title"]],
            groups=[str(group) for group in states["regional_group"]],
            blocs=blocs,
        )
    return _KNOWN[network]


def twins(network: Network, evidence_ids: Sequence[str]) -> list[str]:
    """Evidence that is nearly the same as some of the evidence given: in table order, without the evidence given.

    A twin has the same family (a recurring text), or the same title but for its numbers, or, of two lists, nearly the
    same States on it (Jaccard index of at least `TWIN`).
    """
    given = network.evidence.index.isin(list(evidence_ids))
    if not given.any():
        return []
    whole = _whole(network)
    family = network.evidence["family"]
    titles = {title for title, chosen in zip(whole.titles, given, strict=True) if chosen} - {""}
    same = family.isin(set(family[given]) - {""}).to_numpy() | np.array([title in titles for title in whole.titles])
    lists = ~whole.is_vote & (whole.size >= SMALLEST_LIST)
    alike = np.zeros(len(given), dtype=bool)
    given_lists = whole.on[:, given & ~whole.is_vote]
    alike[lists] = _jaccard(whole.on[:, lists].T, given_lists.T).max(axis=1, initial=0.0) >= TWIN
    return [str(key) for key in network.evidence.index[(same | alike) & ~given]]


def _plain(title: str) -> str:
    """A title without its numbers, punctuation and case."""
    return re.sub(r"[\W\d_]+", " ", title).strip().casefold()


def _jaccard(a: Bools, b: Bools) -> Floats:
    """Jaccard index of each row of `a` with each row of `b`; 0 where both are empty."""
    one, other = a.astype(float), b.astype(float)
    both = one @ other.T
    either = one.sum(axis=1)[:, None] + other.sum(axis=1)[None, :] - both
    return np.asarray(np.divide(both, either, out=np.zeros(both.shape), where=either > 0))
