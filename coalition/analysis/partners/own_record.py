"""What a State did on the other texts of a recommendation: a badge on its row, never a reason to stand higher."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coalition.analysis.phrases import years_of
from coalition.arrays import Bools, Codes, Ints
from coalition.english import listed, number_of
from coalition.model.network import Network
from coalition.model.vocabulary import POSITION_CODES, Act, EvidenceKind, Position

YES, SAID, SILENT, ABSTAINED = range(4)
"""Among the equally likely: who voted yes or joined another text, who said so, who is not on record, who abstained."""


@dataclass(frozen=True, eq=False)
class OwnRecords:
    """The own record of every State, in the order of the States."""

    badges: list[str]
    """In few words, "" for none: "voted yes on 2 texts, 2015 and 2018; abstained 2019"."""
    voted_for: Bools
    """Voted yes on a text of the recommendation."""
    order: Ints
    """`YES` to `ABSTAINED`: the order among the equally likely."""


def own_records(network: Network, codes: Codes, bearing: list[str]) -> OwnRecords:
    """The own record of every State on the evidence of a recommendation.

    Parameters
    ----------
    network : Network
        The map.
    codes : int8 array (States, items)
        `POSITION_CODES` on the evidence.
    bearing : list of str
        Its ids.
    """
    evidence = network.evidence.loc[bearing]
    vote = (evidence["kind"] == EvidenceKind.VOTE).to_numpy()
    said = (evidence["act"] == Act.DECLARED).to_numpy()
    member = (evidence["kind"] == EvidenceKind.MEMBERSHIP).to_numpy()
    years = [years_of(text) for text in evidence.to_dict("records")]
    yes, abstained, absent = (
        codes == POSITION_CODES[position] for position in (Position.SUPPORT, Position.ABSTAIN, Position.ABSENT)
    )
    kinds = [
        (yes & vote, "voted yes on {n}, {years}"),
        (yes & ~vote & ~said, "joined {n}, {years}"),
        (yes & ~vote & said & ~member, "has said so, {years}"),
        (yes & ~vote & said & member, "is a member, {years}"),
        (abstained, "abstained {years}"),
        (absent & vote, "was absent {years}"),
    ]
    badges = [
        "; ".join(_words(words, np.flatnonzero(which[i]), years) for which, words in kinds if which[i].any())
        for i in range(len(codes))
    ]
    did, declared = (yes & ~said).any(axis=1), (yes & said).any(axis=1)
    order = np.select([did, abstained.any(axis=1), declared], [YES, ABSTAINED, SAID], SILENT)
    return OwnRecords(badges, np.asarray((yes & vote).any(axis=1)), np.asarray(order, dtype=np.int64))


def _words(words: str, items: Ints, years: list[str]) -> str:
    dates = sorted({years[item] for item in items})
    what = "list" if words.startswith("joined") else "text"
    return words.format(n=number_of(len(items), what), years=listed(dates, len(dates)))
