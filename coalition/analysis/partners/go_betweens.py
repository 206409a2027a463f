"""Through whom to reach a State: the supporter most like it, of its own group or bloc where nearly as alike."""

from __future__ import annotations

import numpy as np
import pandas as pd

from coalition.analysis.partners.likeness_models import MIN_COMMON
from coalition.analysis.partners.record import StanceRecord
from coalition.analysis.phrases import listed, shared
from coalition.arrays import Bools, Floats, Ints
from coalition.measures.arguments import ArgumentError
from coalition.model.network import Network

NEAR = 0.1
"""A go-between of the same group or bloc is preferred when it is nearly (within this) as alike as the best."""


def go_betweens(
    network: Network, record: StanceRecord, supporting: Bools, wanted: Bools
) -> tuple[list[str], list[str]]:
    """The go-between of each State, and why: ids and words, "" where nobody wants one or there is none.

    It is the supporter with the highest kappa, drawn to 0 by n / (n + 5), on at least `MIN_COMMON` common items; one
    that shares a regional group or bloc is preferred where it is within `NEAR` of the best.

    Parameters
    ----------
    network : Network
        The map.
    record : StanceRecord
        What may be used of the stances of States.
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


def _together(record: StanceRecord) -> Bools:
    """Pairs of States that share a regional group or a bloc."""
    groups = np.array(record.groups, dtype=object)
    member: Floats = record.blocs.astype(float)
    return np.asarray(((groups[:, None] == groups[None, :]) & (groups != "")) | (member @ member.T > 0))


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
    titles = network.evidence.loc[record.items, "title"].to_numpy()
    years = network.evidence.loc[record.items, "date_to"].str[:4].to_numpy()
    near = nearest_to_both(record, supporting, me)
    names = network.actors.loc[record.ids, "name"].to_numpy()
    disagree, share, through, how = [], [], [], []
    for i, name in enumerate(names):
        places = newest[apart[i, newest]][:2]
        words = listed([f"“{titles[place]}” ({years[place]})" for place in places])
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
