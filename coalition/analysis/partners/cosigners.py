"""Actors that are not States: who signs together with whom. No score is printed for them: too little is known."""

from __future__ import annotations

import numpy as np
import pandas as pd

from coalition.analysis.arguments import check_network
from coalition.analysis.coverage import supports
from coalition.analysis.phrases import titled_text
from coalition.arrays import Bools, Floats
from coalition.english import listed
from coalition.model.network import Network
from coalition.model.vocabulary import POSITION_CODES, STATES, Kind, Position

FEW = 2
"""From so many recommendations on, co-signing tells something."""
FIRST = 10
WAYS = ("signs together with", "supports a sibling recommendation", "same seat")
COLUMNS = ["actor_id", "name", "kind", "country", "way", "why", "texts", "strength"]


def adamic_adar(support: Bools) -> Floats:
    r"""How much two recommendations have in common, by the actors that support both.

    .. math:: W_{rs} = \sum_{j \text{ supports } r \text{ and } s} 1 / \ln(\text{recommendations of } j)

    An actor that supports few counts more. The diagonal is 0.

    Parameters
    ----------
    support : bool array (actors, recommendations)
        Who supports what.

    References
    ----------
    Adamic, L. A. and Adar, E. (2003). Friends and neighbors on the Web. Social Networks 25, 211-230.

    Examples
    --------
    >>> adamic_adar(np.array([[True, True], [True, False]])).round(4).tolist()
    [[0.0, 1.4427], [1.4427, 0.0]]
    """
    held = support.astype(float)
    W = (held.T * _worth(support)) @ held
    np.fill_diagonal(W, 0.0)
    return np.asarray(W)


def _worth(support: Bools) -> Floats:
    """What an actor's support of two recommendations is worth: 1 / ln of how many it supports; 0 for fewer than two."""
    size = support.sum(axis=1)
    return np.where(size >= FEW, 1.0 / np.log(np.maximum(size, FEW)), 0.0)


def cosigners(network: Network, recommendation: str) -> pd.DataFrame:
    """Actors other than States that might sign next, with the reason in words; there is no likeness for them.

    Whoever supports two or more recommendations comes by Adamic-Adar ("signs together with", naming those it signs
    with); whoever supports one comes if that is a sibling, of the same paragraph, or if it is of a kind that the
    recommendation is addressed to and has its seat where a supporter has it.

    A union whose member States are a bloc of the same name is left out where more of them opposed a text of the
    recommendation than support it.

    Returns
    -------
    DataFrame
        `actor_id`, `name`, `kind`, `country`, `way` (of `WAYS`), `why` in words, `texts` (ids of the texts that the
        reason rests on, newest first, joined by "; "; "" for a seat) and `strength` (Adamic-Adar sum;
        missing for the other ways), strongest first, then by name; supporters themselves are left out.

    Raises
    ------
    UnknownIdError
        No such recommendation.
    """
    check_network(network)
    network.require("recommendations", recommendation)
    support = supports(network)
    column = network.recommendations.index.get_loc(recommendation)
    others = ~network.is_state
    mine = support[:, column] & others
    strength = np.round(support @ adamic_adar(support[others])[:, column], 10)
    paragraph = network.recommendations["paragraph"]
    sibling = (paragraph == paragraph[recommendation]).to_numpy() & (paragraph.index != recommendation)
    ids, name, kind, country = (
        np.asarray(network.actors.reset_index()[key], dtype=object) for key in ("id", "name", "kind", "country")
    )
    addressed = np.isin(kind, network.addressed_to(recommendation))
    near: dict[str, list[str]] = {}
    for i in np.flatnonzero(mine & (country != "")):
        near.setdefault(country[i], []).append(name[i])
    several = support.sum(axis=1) >= FEW
    signed = _Signed(network, support, mine)
    against = np.isin(name, _unions_against(network, recommendation, support[network.states, column]))
    rows = []
    for i in np.flatnonzero(others & ~support[:, column] & support.any(axis=1) & ~against):
        if several[i] and strength[i] > 0:
            way, size = WAYS[0], strength[i]
            why, texts = signed.together(int(i))
        elif (support[i] & sibling).any():
            way, size = WAYS[1], np.nan
            why, texts = signed.siblings(int(i), support[i] & sibling)
        elif country[i] in near and addressed[i]:
            way, why, texts, size = WAYS[2], f"same seat as {listed(near[country[i]])}", [], np.nan
        else:
            continue
        rows.append((ids[i], name[i], kind[i], country[i], way, why, "; ".join(texts), size))
    order = sorted(rows, key=lambda row: (WAYS.index(row[4]), -np.nan_to_num(row[7]), row[1], row[0]))
    return pd.DataFrame(order, columns=COLUMNS)


class _Signed:
    """Who signed which texts, and with whom of the supporters."""

    def __init__(self, network: Network, support: Bools, supporters: Bools) -> None:
        self.network, self.support = network, support
        self.places = np.flatnonzero(supporters)
        newest_first = network.evidence["date_to"].astype(str).sort_values(ascending=False, kind="stable").index
        self.texts = np.asarray(newest_first, dtype=object)
        columns = network.columns(list(newest_first))
        self.on = network.stances[:, columns].toarray() == POSITION_CODES[Position.SUPPORT]
        self.goals = network.recommendations.index
        self.bearing = np.zeros((len(self.goals), len(self.texts)), dtype=bool)
        goals, texts = network.links["recommendation_id"], network.links["evidence_id"]
        self.bearing[self.goals.get_indexer(goals), newest_first.get_indexer(texts)] = True

    def together(self, actor: int) -> tuple[str, list[str]]:
        """With whom of the supporters an actor signs elsewhere, and on which texts; else what they support alike."""
        goals = np.flatnonzero(self.support[actor])
        alike = self.support[np.ix_(self.places, goals)].sum(axis=1)
        own = self.on[actor] & self.bearing[goals].any(axis=0)
        shared = self.on[self.places] & own
        texts = shared.sum(axis=1)
        names = self.network.actors["name"].to_numpy()
        order = np.argsort(-alike, kind="stable")
        if texts.any():
            others = [str(names[self.places[j]]) for j in order if texts[j]]
            common = [str(text) for text in self.texts[shared.any(axis=0)]]
            support = "supports" if len(others) == 1 else "support"
            return f"signs elsewhere with {listed(others)}, who {support} it: {self._newest(common)}", common
        others = [str(names[self.places[j]]) for j in order if alike[j]]
        which = [str(goal) for goal in self.goals[goals]]
        do, support = ("does", "supports") if len(others) == 1 else ("do", "support")
        words = f"supports {listed(which)} by texts of its own, as {do} {listed(others)}, who {support} this"
        return words, [str(text) for text in self.texts[own]]

    def siblings(self, actor: int, goals: Bools) -> tuple[str, list[str]]:
        """Which recommendations of the same paragraph an actor supports, and by which texts."""
        which = [str(goal) for goal in self.goals[goals]]
        own = self.on[actor] & self.bearing[goals].any(axis=0)
        texts = [str(text) for text in self.texts[own]]
        return f"supports {listed(which)} of the same paragraph: {self._newest(texts)}", texts

    def _newest(self, texts: list[str]) -> str:
        """The newest of some texts by its title, and how many more there are."""
        more = f" and {len(texts) - 1} more" if len(texts) > 1 else ""
        return f"{titled_text(self.network, texts[0])}{more}"


def _unions_against(network: Network, recommendation: str, support: Bools) -> list[str]:
    """Names of blocs more of whose members opposed a text of a recommendation than support it, as `support` says."""
    codes = network.stances[network.states][:, network.columns(network.evidence_of(recommendation))].toarray()
    opposed = (codes == POSITION_CODES[Position.OPPOSE]).any(axis=1)
    blocs = network.actors["blocs"].iloc[network.states].str.get_dummies(";")
    members = blocs.reindex(columns=network.blocs.index, fill_value=0).to_numpy()
    return [str(name) for name in network.blocs["name"][opposed @ members > support @ members]]


def absent_kinds(network: Network, recommendation: str) -> list[str]:
    """Kinds that a recommendation is addressed to, other than States, without a supporter on record: in words."""
    mine = supports(network)[:, network.recommendations.index.get_loc(recommendation)]
    present = set(network.actors.loc[mine, "kind"])
    return [Kind(kind).words for kind in network.addressed_to(recommendation) if kind not in present | set(STATES)]


def hit_rates(network: Network) -> pd.DataFrame:
    """Left out one of its recommendations, is it among the first ten that co-signing names? Beside mere popularity.

    Returns
    -------
    DataFrame
        One row per kind: `kind`, `n` (supports left out, one by one, of actors that have two or more), `together`
        (share of hits by Adamic-Adar), `popularity` (share of hits by number of supporters).
    """
    support = supports(network)[~network.is_state]
    kinds = network.actors.loc[~network.is_state, "kind"].to_numpy()
    W, popular = adamic_adar(support), support.sum(axis=0).astype(float)
    found: dict[str, list[tuple[bool, bool]]] = {}
    for i in np.flatnonzero(support.sum(axis=1) >= FEW):
        own = np.flatnonzero(support[i])
        for left_out in own:
            rest = np.setdiff1d(own, [left_out])
            # Without the actor itself: what it signs is what is asked.
            mine = np.zeros_like(W)
            mine[np.ix_(own, own)] = 1.0 / np.log(max(len(own), FEW))
            np.fill_diagonal(mine, 0.0)
            score = (W - mine)[rest].sum(axis=0)
            by_name = popular - support[i]
            hits = tuple(_among_first(values, int(left_out), rest) for values in (score, by_name))
            found.setdefault(str(kinds[i]), []).append((hits[0], hits[1]))
    rows = [(kind, len(hits), *np.mean(hits, axis=0)) for kind, hits in sorted(found.items())]
    return pd.DataFrame(rows, columns=["kind", "n", "together", "popularity"])


def _among_first(values: Floats, wanted: int, without: np.ndarray[tuple[int], np.dtype[np.int64]]) -> bool:
    """Whether a recommendation is among the first ten; ties before it in the table go first."""
    score = np.round(values.copy(), 10)
    score[without] = -np.inf
    better = (score > score[wanted]).sum() + (score[:wanted] == score[wanted]).sum()
    return bool(better < FIRST and score[wanted] > 0)
