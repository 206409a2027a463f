"""Through whom to reach a State: who of those that joined or lead is close to it, and by what."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from coalition.analysis.coverage import SUPPORTING
from coalition.analysis.partners.likeness_models import MIN_COMMON
from coalition.analysis.partners.record import StanceRecord
from coalition.analysis.partners.targets import Target
from coalition.analysis.phrases import shared, titled_text
from coalition.arrays import Bools, Floats, Ints
from coalition.english import listed, number_of
from coalition.measures.arguments import ArgumentError
from coalition.model.network import Network
from coalition.model.vocabulary import POSITION_CODES, STATES, Act, Kind, Position

MOST = 3
"""So many go-betweens are named at most."""
ALIKE = 0.6
"""A smaller share of equal votes is no reason to call two States close, and is not told."""
OFTEN = 3
"""Texts that two States sponsored or joined together from which on one stands out as close to the other."""
BODIES_OF_STATES = (*STATES, Kind.UN_BODY, Kind.REGIONAL_BODY, Kind.IGO)
"""They have a seat in a country and are not of it."""
JOINED = (Act.OWN, Act.LED, Act.JOINED)


@dataclass(frozen=True)
class GoBetween:
    """Somebody close to a State: its id, and by what, in words."""

    actor_id: str
    why: str


def could_speak_for(network: Network, goal: Target) -> list[str]:
    """States that joined or lead the target: whoever did more than vote for it, or those that voted where nobody did.

    Whoever only declared is never among them.
    """
    acts = network.evidence.loc[list(goal.evidence), "act"]
    joined = [item for item in goal.evidence if acts[item] in JOINED]
    return _supporters_by(network, goal, joined) or _supporters_by(network, goal, list(goal.evidence))


def _supporters_by(network: Network, goal: Target, evidence: list[str]) -> list[str]:
    """Supporters of a target that supported one of these texts."""
    codes = network.stances[network.states][:, network.columns(evidence)].toarray()
    did = network.actors.index[network.states][(codes == POSITION_CODES[Position.SUPPORT]).any(axis=1)]
    return [actor for actor in goal.supporters if actor in set(did)]


def go_betweens(network: Network, record: StanceRecord, speaking: Bools, wanted: Bools) -> list[tuple[GoBetween, ...]]:
    """Up to three go-betweens of each State, the closest first; none where nobody stands out or nobody is sought.

    Closer is, in this order: who led more texts together with it (the same core group); who sponsored or joined more
    texts together with it, as a share of what either did; who is of the same regional group and more of its blocs; and
    only then whose votes are more alike (kappa drawn to 0 by n / (n + 5)). Somebody stands out who led a text with it,
    sponsored or joined `OFTEN` with it, or shares its regional group and a bloc.

    Parameters
    ----------
    network : Network
        The map.
    record : StanceRecord
        What may be used of the votes of States.
    speaking, wanted : bool arrays (States,)
        Who could speak for the target, and for whom somebody is sought; in the order of the record.

    Returns
    -------
    list of tuple
        One per State, in the order of the record.
    """
    led, joined = _together(network, [Act.LED]), _together(network, [Act.LED, Act.JOINED])
    size = np.diag(joined)
    share = joined / np.maximum(size[:, None] + size[None, :] - joined, 1)
    groups = np.array(record.groups, dtype=object)
    of_group = (groups[:, None] == groups[None, :]) & (groups != "")
    blocs = record.blocs.astype(float) @ record.blocs.astype(float).T
    _, N = record.kappa
    alike = np.where(N >= MIN_COMMON, np.round(record.shrunken, 10), -1.0)
    stands_out = (led > 0) | (joined >= OFTEN) | (of_group & (blocs > 0))
    first: list[Ints] = []
    for i in range(len(record.ids)):
        near = np.flatnonzero(speaking & stands_out[i]) if wanted[i] else np.array([], dtype=np.int64)
        near = near[near != i]
        by = (near, -alike[i, near], -(of_group[i, near] + blocs[i, near]), -np.round(share[i, near], 1), -led[i, near])
        first.append(near[np.lexsort(by)][:MOST])
    pairs = [(i, int(j)) for i, near in enumerate(first) for j in near]
    common = shared(network, [(record.ids[i], record.ids[j]) for i, j in pairs])
    found: list[list[GoBetween]] = [[] for _ in record.ids]
    for (i, j), both in zip(pairs, common, strict=True):
        why = _why(led[i, j], joined[i, j], both, (record.same[i, j], N[i, j]))
        found[i].append(GoBetween(record.ids[j], why))
    return [tuple(near) for near in found]


def _why(led: float, joined: float, common: str, votes: tuple[int, int]) -> str:
    """By what two States are close, the strongest first."""
    parts = [f"in {number_of(int(led), 'core group')} with it"] if led else []
    parts += [f"{number_of(int(joined), 'text')} sponsored or joined together"] if joined else []
    parts += [f"both in {common}"] if common else []
    alike = votes[1] >= MIN_COMMON and votes[0] >= ALIKE * votes[1]
    parts += [f"the same vote on {votes[0]} of {votes[1]} contested texts"] if alike else []
    return ", ".join(parts)


def _together(network: Network, acts: list[Act]) -> Floats:
    """How many texts each two States supported with such an act: (States, States); its own number on the diagonal."""
    chosen = np.flatnonzero(network.evidence["act"].isin(acts))
    codes = network.stances[network.states][:, chosen].toarray()
    on = (codes == POSITION_CODES[Position.SUPPORT]).astype(float)
    return np.asarray(on @ on.T)


def at_home(network: Network, actor: str, recommendation: str) -> list[tuple[str, str, bool]]:
    """Who else of a country is on the map: its NHRI first, then those on record on the recommendation, then by name.

    Returns
    -------
    list of (str, str, bool)
        Name, kind in words, and whether it is on record in support of the recommendation.
    """
    country = str(network.actors.loc[actor, "country"])
    own = network.actors[(network.actors["country"] == country) & ~network.actors["kind"].isin(BODIES_OF_STATES)]
    if not country or own.empty:
        return []
    held = network.positions[network.positions["recommendation_id"] == recommendation].set_index("actor_id")
    supports = own.index.isin(held.index[held["position"].isin(SUPPORTING)])
    rows = [
        (str(row["name"]), Kind(row["kind"]), bool(there))
        for row, there in zip(own.to_dict("records"), supports, strict=True)
    ]
    ordered = sorted(rows, key=lambda row: (row[1] is not Kind.NHRI, not row[2], row[0]))
    return [(name, kind.words, there) for name, kind, there in ordered]


def nearest_to_both(record: StanceRecord, supporting: Bools, own: int) -> Ints:
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


COLUMNS = ["you_same", "you_common", "you_share", "you_disagree", "you_through", "you_through_words"]


def seen_by(network: Network, record: StanceRecord, own: str, supporting: Bools, go_between: list[str]) -> pd.DataFrame:
    """What a State shares with each of the others, in the order of the record.

    Parameters
    ----------
    network : Network
        The map.
    record : StanceRecord
        What may be used of the stances of States.
    own : str
        Id of the State whose view it is.
    supporting : bool array (States,)
        Who supports the target.
    go_between : list of str
        The go-between of each State ("" for none), from `coalition.analysis.partners.go_betweens.go_betweens`.

    Returns
    -------
    DataFrame
        `you_same` and `you_common`: on how many of the contested items on which both took a position they took the same
        (missing for itself, and below `MIN_COMMON` common items); `you_share`, that in words; `you_disagree`, the
        newest two texts that one supported and the other opposed, in words ("" for none); `you_through`, for whoever
        has a go-between: one's own id where that is oneself, else the supporter nearest to both; `you_through_words`.

    Raises
    ------
    UnknownIdError
        No such actor.
    ArgumentError
        It is not a State: there is no record of votes to compare.
    """
    network.require("actors", own)
    if own not in record.ids:
        name = network.actors.loc[own, "name"]
        raise ArgumentError(f"as seen by {own}: {name} is not a State, and only States have votes to compare")
    me = record.ids.index(own)
    _, N = record.kappa
    usable = N[me] >= MIN_COMMON
    usable[me] = False
    apart = np.abs(record.votes - record.votes[me]) == 2
    newest = np.argsort(-network.evidence.loc[record.items, "date_to"].str[:4].astype(int).to_numpy(), kind="stable")
    near = nearest_to_both(record, supporting, me)
    names = network.actors.loc[record.ids, "name"].to_numpy()
    disagree, share, through, how = [], [], [], []
    for i, name in enumerate(names):
        places = newest[apart[i, newest]][:2]
        words = listed([titled_text(network, record.items[place]) for place in places])
        disagree.append(f"you and {name} disagree on {words}" if len(places) and usable[i] else "")
        both = f"you share {record.same[me, i]} of {N[me, i]} positions with {name}"
        share.append(both if usable[i] else "this is you" if i == me else "")
        j, mine = int(near[i]), go_between[i] == own
        wanted = go_between[i] != "" and i != me
        through.append(own if mine else record.ids[j] if wanted and j >= 0 else "")
        counts = f"{record.same[i, j]} of {N[i, j]} positions with it, {record.same[me, j]} of {N[me, j]} with you"
        nearest = f"{names[j]} is the supporter nearest to you both ({counts})" if through[i] else ""
        how.append("you are the go-between" if mine else nearest)
    return pd.DataFrame(
        {
            "you_same": pd.Series(record.same[me]).where(usable).astype("Int64"),
            "you_common": pd.Series(N[me]).where(usable).astype("Int64"),
            "you_share": share,
            "you_disagree": disagree,
            "you_through": through,
            "you_through_words": how,
        }
    )
