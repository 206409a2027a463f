"""Who could take a gap: a short list from the record, each with its reason in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from coalition.analysis.arguments import check_network
from coalition.analysis.gaps.classes import NAMES
from coalition.analysis.gaps.gaps import gaps
from coalition.analysis.gaps.leads import LeadCounts, division, eligible
from coalition.analysis.gaps.wording import nobody_to_name, whom_to_ask
from coalition.analysis.phrases import record
from coalition.english import listed, number_of
from coalition.measures.arguments import count
from coalition.model.network import Network
from coalition.model.vocabulary import STANDING_CODES, STATES, Kind, Standing, split

COLUMNS = ["for_gap", "actor_id", "name", "kind", "regional_group", "why"]
MOST_NAMED = 4
"""So many other recommendations are named in a reason."""
UNDECIDED = (STANDING_CODES[Standing.MIXED], STANDING_CODES[Standing.ABSTAINED])


def who_could_take(network: Network, recommendation: str, each: int = 3) -> pd.DataFrame:
    """Who could fill the gaps of a recommendation, from the record; this does not mean that they have agreed.

    Per class of gap (`coalition.analysis.gaps.classes.CLASSES`):

    - no lead, or leads not recorded: its own supporters of an addressed kind, by
      `coalition.analysis.gaps.leads.plausibility`;
    - one group or one actor only: States of a missing regional group;
    - addressee missing, one kind only: actors of a missing kind (for an addressee from anywhere on the map, where
      none supports a sibling);
    - nobody supports it: States on record as undecided (mixed or abstained) with what they did, then others;
    - declared only: those who said so, with what they said;
    - disputed readings only: those who support a sibling;
    - not asked yet: whom to ask, and a row without actor that says what to ask.

    Those who do not support the recommendation itself are taken from the supporters of its siblings (same paragraph;
    where nobody supports one of them, same theme), most siblings first, then most recommendations in all, then id.
    Whoever is opposed on record is left out. The list is made to span: the best of each regional group (States) or
    kind come before the second of any.

    Parameters
    ----------
    network : Network
        The map.
    recommendation : str
        Id.
    each : int
        Names per class of gap, 1 or more.

    Returns
    -------
    DataFrame
        `for_gap` (name of the class), `actor_id`, `name`, `kind`, `regional_group`, `why`; gravest gap first. A row
        with an empty `actor_id` says that nobody is on record, and what to ask. Empty where there is no gap, or too
        many leads only.

    Raises
    ------
    UnknownIdError
        The recommendation is not there.
    """
    check_network(network)
    network.require("recommendations", recommendation)
    count("each", each, 1)
    row = gaps(network).set_index("recommendation_id").loc[recommendation]
    found = split(str(row["gaps"]))
    search = _Search(network, recommendation, each)
    rows: list[dict[str, str]] = []
    for gap in found:
        if gap == "no_evidence":
            rows.append(search.ask(gap))
            rows += search.siblings(gap, search.addressed)
        elif gap in ("opposed_only", "abstained_only", "no_supporter"):
            rows += search.on_record(gap, UNDECIDED) or search.siblings(gap, search.addressed)
        elif gap == "declared_only":
            rows += search.on_record(gap, (STANDING_CODES[Standing.DECLARED],))
        elif gap == "disputed_only":
            rows += search.siblings(gap, search.addressed)
        elif gap in ("one_group", "one_actor"):
            rows += search.missing_groups(gap)
        elif gap in ("no_lead", "leads_unrecorded"):
            rows += search.supporters(gap)
        elif gap == "addressee_missing":
            for kind in split(str(row["missing_kinds"])):
                rows += search.siblings(gap, [kind]) or search.elsewhere(gap, kind) or [search.nobody(gap, kind)]
        elif gap == "one_kind" and "addressee_missing" not in found:
            rows += search.siblings(gap, [kind for kind in Kind if kind not in search.present])
    return pd.DataFrame(rows, columns=COLUMNS)


class _Search:
    """The record around one recommendation."""

    def __init__(self, network: Network, key: str, each: int) -> None:
        self.network, self.key, self.each = network, key, each
        self.counts = LeadCounts.of(network)
        self.item = network.recommendations.index.get_loc(key)
        self.codes = network.standings[:, [self.item]].toarray()[:, 0]
        self.addressed = _with_observers(network.addressed_to(key))
        supporting = self.counts.supported[:, self.item]
        self.kinds = network.actors["kind"].to_numpy()
        self.present = set(_with_observers(set(self.kinds[supporting])))
        self.near, self.about = self._siblings()
        self.near_count = self.counts.supported[:, self.near].sum(axis=1)
        opposed = self.codes == STANDING_CODES[Standing.OPPOSED]
        self.free = ~supporting & ~opposed

    def _siblings(self) -> tuple[list[int], str]:
        table = self.network.recommendations
        for column, words in (("paragraph", "paragraph"), ("theme", "the theme")):
            value = table.loc[self.key, column]
            alike = np.flatnonzero(table[column].to_numpy() == value)
            near = [int(i) for i in alike if i != self.item and self.counts.supported[:, i].any()]
            if near:
                return near, f"{words} {value}" if column == "paragraph" else f"{words} “{value}”"
        return [], ""

    def supporters(self, gap: str) -> list[dict[str, str]]:
        """Those of its own supporters who would lead most plausibly."""
        score = self.counts.plausibility()[:, self.item]
        pool = np.flatnonzero(eligible(self.network)[:, self.item])
        words = lambda i: f"supports it; {self.counts.words(i, self.item)}"  # noqa: E731
        return self._rows(gap, self._spanning(pool, lambda i: (-score[i],)), words)

    def siblings(self, gap: str, kinds: Iterable[str]) -> list[dict[str, str]]:
        """Actors of some kinds that support a sibling recommendation."""
        pool = np.flatnonzero(self.free & (self.near_count > 0) & np.isin(self.kinds, [str(kind) for kind in kinds]))
        return self._rows(gap, self._spanning(pool, self._by_siblings), self._sibling_words)

    def elsewhere(self, gap: str, kind: str) -> list[dict[str, str]]:
        """Actors of a kind that support any recommendation."""
        everywhere = self.counts.others_supported[:, self.item]
        pool = np.flatnonzero(self.free & (everywhere > 0) & (self.kinds == kind))
        none = f", none of {self.about}" if self.about else ""
        words = lambda i: f"supports {number_of(int(everywhere[i]), 'other recommendation')}{none}"  # noqa: E731
        return self._rows(gap, self._spanning(pool, self._by_siblings), words)

    def on_record(self, gap: str, standings: tuple[int, ...]) -> list[dict[str, str]]:
        """Those on record with one of some positions, and what they did."""
        pool = np.flatnonzero(np.isin(self.codes, standings))
        return self._rows(gap, self._spanning(pool, self._by_siblings), self._sibling_words)

    def missing_groups(self, gap: str) -> list[dict[str, str]]:
        """States of regional groups in which nobody supports it; undecided ones first."""
        groups = self.network.actors["regional_group"].to_numpy()
        there = set(groups[self.network.is_state & self.counts.supported[:, self.item]])
        pool = [i for i in self.network.states if groups[i] and groups[i] not in there and self.free[i]]
        pool = [i for i in pool if self.near_count[i] or self.codes[i] in UNDECIDED]
        first = lambda i: (self.codes[i] not in UNDECIDED, *self._by_siblings(i))  # noqa: E731
        return self._rows(gap, self._spanning(pool, first), self._sibling_words)

    def ask(self, gap: str) -> dict[str, str]:
        """What to ask where nobody has been asked."""
        words = whom_to_ask(self.network.addressed_to(self.key))
        return dict(zip(COLUMNS, (NAMES[gap], "", "", "", "", words), strict=True))

    def nobody(self, gap: str, kind: str) -> dict[str, str]:
        """That nobody of a kind can be named."""
        words = nobody_to_name(kind, self.about)
        return dict(zip(COLUMNS, (NAMES[gap], "", "", kind, "", words), strict=True))

    def _by_siblings(self, i: int) -> tuple[float, ...]:
        return (-self.near_count[i], -self.counts.others_supported[i, self.item])

    def _sibling_words(self, i: int) -> str:
        near = self._near_words(i) if self.near else ""
        actor = str(self.network.actors.index[i])
        did = record(self.network, actor, self.network.evidence_of(self.key)) if self.codes[i] else ""
        return "; ".join(part for part in (did, near) if part)

    def _near_words(self, i: int) -> str:
        supported = [str(self.network.recommendations.index[k]) for k in self.near if self.counts.supported[i, k]]
        return f"supports {listed(supported, MOST_NAMED) or 'no other recommendation'} of {self.about}"

    def _spanning(self, pool: Iterable[int], rank: Callable[[int], tuple[float, ...]]) -> list[int]:
        """The best of each regional group or kind, then the second of each ..., `each` names in all."""
        ids = self.network.actors.index
        ordered = sorted((int(i) for i in pool), key=lambda i: (*rank(i), ids[i]))
        seen: dict[str, int] = {}
        rounds: list[tuple[int, int, int]] = []
        for i in ordered:
            group = division(self.network, ids[i])
            seen[group] = seen.get(group, 0) + 1
            rounds.append((seen[group], len(rounds), i))
        return [i for _, _, i in sorted(rounds)[: self.each]]

    def _rows(self, gap: str, chosen: list[int], words: Callable[[int], str]) -> list[dict[str, str]]:
        actors = self.network.actors.iloc[chosen]
        return [
            {"for_gap": NAMES[gap], "actor_id": str(key), "name": row["name"], "kind": row["kind"],
             "regional_group": row["regional_group"], "why": words(i)}
            for i, (key, row) in zip(chosen, actors.iterrows(), strict=True)
        ]  # fmt: skip


def _with_observers(kinds: Iterable[str]) -> list[str]:
    """An observer State answers for the States."""
    named = {str(kind) for kind in kinds}
    return sorted(named | {str(kind) for kind in STATES} if named & {str(kind) for kind in STATES} else named)
