"""Who backed whose priorities, and which pairs of States could trade support."""

from __future__ import annotations

import numpy as np
import pandas as pd

from coalition.analysis.actors.wording import backing, trade_words
from coalition.analysis.arguments import check_network
from coalition.analysis.coverage import supports
from coalition.arrays import Bools, Ints
from coalition.measures.arguments import ArgumentError, count
from coalition.model.network import Network
from coalition.model.vocabulary import STANDING_CODES, Standing

MOST = 50
PAIRS = [
    "a", "a_name", "b", "b_name", "trade", "b_could_back", "b_could_back_of", "a_could_back", "a_could_back_of",
    "b_backs", "a_backs", "for_a", "for_b", "sentence",
]  # fmt: skip
BACKERS = [
    "actor_id", "name", "backs", "backs_of", "backed", "backed_of", "could_back", "could_be_backed", "for_you",
    "for_them", "sentence",
]  # fmt: skip


def priorities(network: Network) -> Bools:
    """Actors x recommendations: True where an actor leads (core group, main sponsor, own law): its priorities."""
    return np.asarray(network.standings.toarray() == STANDING_CODES[Standing.LEADS])


def mutual_backing(network: Network, actor: str | None = None, most: int = MOST) -> pd.DataFrame:
    r"""Backing of priorities between States, by products of matrices.

    With L and S the recommendations that each State leads and supports, and U those on which it is unknown, mixed or
    abstained (never those on which it opposed a text), S L^T counts whose priorities a State backs, U L^T those that it
    could back still.

    Parameters
    ----------
    network : Network
        The map.
    actor : str, optional
        One State: a row for each other State with a priority of its own, or that backs one. Without it: the pairs that
        could trade most.
    most : int
        How many rows at most.

    Returns
    -------
    DataFrame
        Pairs (`PAIRS`): `trade` is the smaller of what each could back of the other's priorities (1 or more); `for_a`
        and `for_b` name them by id. Most to trade first, then ids. For one State (`BACKERS`): of whose priorities it
        backs how many, and the other way round, and what could be added; most to trade first.

    Raises
    ------
    UnknownIdError
        No such actor.
    ArgumentError
        The actor is not a State, or `most` is below 1.
    """
    check_network(network)
    count("most", most, 1)
    states = network.states
    L, S = priorities(network)[states], supports(network)[states]
    U = ~S & (network.standings.toarray()[states] != STANDING_CODES[Standing.OPPOSED])
    backs, could = _product(S, L), _product(U, L)
    ids, names = network.actors.index[states], network.actors["name"].to_numpy()[states]
    if actor is not None:
        network.require("actors", actor)
        if actor not in ids:
            raise ArgumentError(f"reciprocity of {actor}: only States are compared, and it is none")
        return _of_one(network, int(ids.get_loc(actor)), L, U, backs, could, most)
    trade = np.triu(np.minimum(could, could.T), k=1)
    first, second = np.nonzero(trade)
    total = (could + could.T)[first, second]
    order = np.lexsort((ids[second], ids[first], -total, -trade[first, second]))[:most]
    size = L.sum(axis=1)
    rows = []
    for i, j in zip(first[order], second[order], strict=True):
        for_a, for_b = _named(network, L[i] & U[j]), _named(network, L[j] & U[i])
        rows.append(
            (ids[i], names[i], ids[j], names[j], trade[i, j], could[j, i], size[i], could[i, j], size[j], backs[j, i],
             backs[i, j], ";".join(for_a), ";".join(for_b),
             trade_words(names[i], names[j], for_a, for_b))
        )  # fmt: skip
    return pd.DataFrame(rows, columns=PAIRS)


def _of_one(network: Network, me: int, L: Bools, U: Bools, backs: Ints, could: Ints, most: int) -> pd.DataFrame:
    ids, names = network.actors.index[network.states], network.actors["name"].to_numpy()[network.states]
    size = L.sum(axis=1)
    trade = np.minimum(could[me], could[:, me])
    told = (size > 0) | (backs[:, me] > 0)
    told[me] = False
    chosen = np.flatnonzero(told)
    total = could[me] + could[:, me] + backs[:, me] + backs[me]
    order = chosen[np.lexsort((ids[chosen], -total[chosen], -trade[chosen]))][:most]
    rows = []
    for j in order:
        for_you, for_them = _named(network, L[me] & U[j]), _named(network, L[j] & U[me])
        words = backing(
            names[me], names[j], (backs[me, j], size[j]), (backs[j, me], size[me]), for_you, for_them
        )  # fmt: skip
        rows.append(
            (ids[j], names[j], backs[me, j], size[j], backs[j, me], size[me], could[me, j], could[j, me],
             ";".join(for_you), ";".join(for_them), words)
        )  # fmt: skip
    return pd.DataFrame(rows, columns=BACKERS)


def _product(one: Bools, other: Bools) -> Ints:
    return np.asarray(np.rint(one.astype(float) @ other.T.astype(float)), dtype=np.int64)


def _named(network: Network, which: Bools) -> list[str]:
    return [str(key) for key in network.recommendations.index[which]]
