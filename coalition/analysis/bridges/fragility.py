"""How fragile a place among the first bridges is: the fewest stances whose change would end it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from coalition.analysis.arguments import check_network
from coalition.analysis.bridges.ranking import AGREEMENT, bridges, measured_by, of_states
from coalition.analysis.bridges.wording import fragility_sentence
from coalition.analysis.contested import contested_record
from coalition.analysis.groups import groups_by
from coalition.measures.arguments import ArgumentError, count
from coalition.measures.groups import membership
from coalition.measures.rank_flips import smallest_change
from coalition.model.network import Network

COLUMNS = ["evidence_id", "title", "citation", "year", "recorded", "changed"]
_WORDS = {1.0: "support", 0.0: "abstain", -1.0: "oppose"}


@dataclass(frozen=True, eq=False)
class Fragility:
    """What would take an actor out of the first k."""

    actor: str
    rank: int | None
    """Of `ranked` actors; None for an unranked one."""
    ranked: int
    k: int
    rank_after: int | None
    """After the changes; None without changes, or where the actor is unranked then."""
    changes: pd.DataFrame
    """`COLUMNS`, a row per stance to change (two at most); empty where no two stances do it."""
    sets: int
    """How many sets of that many stances would do."""
    stances: int
    """The actor's stances on contested evidence, each of which was tried."""
    sentence: str


def fragility(network: Network, actor: str, k: int = 10, by: str = "regional_group") -> Fragility:
    """The smallest set of an actor's own stances, up to two, whose change takes it out of the first k bridges.

    Every recorded stance on contested evidence is changed to each other position and to none, alone and with every
    other, and the whole ranking is recomputed (exactly: `coalition.measures.rank_flips`). Of the smallest sets the
    mildest is named: fewest steps, abstention lying between support and opposition.

    Parameters
    ----------
    network : Network
        The map.
    actor : str
        Id of an actor.
    k : int
        At least 1 and less than the number of ranked actors.
    by : str
        As in `coalition.analysis.bridges.ranking.bridges`, where that ranks by agreement.

    Returns
    -------
    Fragility
        An actor that is unranked, or not among the first k, has a sentence and no changes. Ties share a rank, so that
        more than k actors may be among the first k.

    Raises
    ------
    UnknownIdError
        There is no such actor.
    ArgumentError
        `k` is out of range, or `by` ranks by coverage, where nobody's rank rests on single stances on votes.

    Examples
    --------
    >>> from coalition import read_tables
    >>> from coalition.settings import resource
    >>> network = Network.from_tables(read_tables(resource("seeds")))
    >>> found = fragility(network, "GTM")
    >>> found.rank, found.rank_after, found.changes[["evidence_id", "recorded", "changed"]].to_numpy().tolist()
    (10, 11, [['GA-65-226', 'abstain', 'support']])
    >>> fragility(network, "DEU").sentence
    'Germany ranks 108 of 193: it is not among the first 10.'
    """
    check_network(network)
    network.require("actors", actor)
    groups = groups_by(network, by)
    if measured_by(network, by, groups) != AGREEMENT:
        raise ArgumentError(
            f"by: {by} ranks by coverage, not by agreement, so it has no fragility; use regional_group or bloc"
        )
    table = bridges(network, by, replicates=0).set_index("actor_id")
    ranked = int(table["rank"].notna().sum())
    if ranked < 2:
        raise ArgumentError(f"fragility needs two or more ranked actors; this map has {ranked}")
    count("k", k, 1, ranked - 1)
    name = str(network.actors.loc[actor, "name"])
    if actor not in table.index:
        return _plain(actor, None, ranked, k, f"{name} is not a State: it has no kappa, and no rank here.")
    place = table.loc[actor, "rank"]
    if pd.isna(place):
        return _plain(actor, None, ranked, k, str(table.loc[actor, "sentence"]))
    if place > k:
        words = f"{name} ranks {place} of {ranked}: it is not among the first {k}."
        return _plain(actor, int(place), ranked, k, words)
    record = contested_record(network)
    row = record.ids.index(actor)
    members, _ = membership(of_states(network, groups), len(record.ids))
    found = smallest_change(record.stances, members, row, k)
    own = record.stances[row]
    changes = pd.DataFrame(
        [
            _change(network, int(record.items[item]), own[item], value)
            for item, value in zip(found.items, found.values, strict=True)
        ],
        columns=COLUMNS,
    )
    taken = int((~np.isnan(own)).sum())
    words = f"{name} (rank {place} of {ranked}): {fragility_sentence(found, changes, taken, k)}"
    after = int(found.rank) if np.isfinite(found.rank) else None
    return Fragility(actor, int(place), ranked, k, after, changes, found.sets, taken, words)


def _plain(actor: str, rank: int | None, ranked: int, k: int, sentence: str) -> Fragility:
    """Nothing to change."""
    return Fragility(actor, rank, ranked, k, None, pd.DataFrame(columns=COLUMNS), 0, 0, sentence)


def _change(network: Network, column: int, before: float, after: float) -> dict[str, str]:
    row = network.evidence.iloc[column]
    return {
        "evidence_id": str(network.evidence.index[column]),
        "title": str(row["title"]),
        "citation": str(row["citation"]),
        "year": str(row["date_to"])[:4],
        "recorded": _WORDS[float(before)],
        "changed": "no position" if np.isnan(after) else _WORDS[float(after)],
    }
