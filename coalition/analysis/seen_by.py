"""A search for partners as one State sees it: what it shares with each, on what the two disagree, who is near both."""

from __future__ import annotations

import numpy as np
import pandas as pd

from coalition.analysis.go_between import nearest_to_both
from coalition.analysis.models import MIN_COMMON
from coalition.analysis.reasons import listed
from coalition.analysis.record import Record
from coalition.arrays import Bools
from coalition.measures.arguments import ArgumentError
from coalition.model.network import Network

COLUMNS = ["you_same", "you_common", "you_share", "you_disagree", "you_through", "you_through_words"]


def seen_by(network: Network, record: Record, own: str, supporting: Bools, go_between: list[str]) -> pd.DataFrame:
    """What a State shares with each of the others, in the order of the record.

    Parameters
    ----------
    network : Network
    record : Record
    own : str
        Id of the State whose view it is.
    supporting : bool array (States,)
        Who supports the target.
    go_between : list of str
        The go-between of each State ("" for none), from `coalition.analysis.go_between.go_betweens`.

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
