"""The rule: stances on evidence -> positions on recommendations. One place, pure, no database."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from coalition.arrays import Bools, Ints
from coalition.model.vocabulary import Act, Position, Standing, YesNo

COLUMNS = [
    "actor_id", "recommendation_id", "position", "act", "act_year", "lead", "moved", "evidence", "since", "latest",
]  # fmt: skip


@dataclass(frozen=True)
class Counting:
    """What counts, where there are two views. By default neither does.

    Attributes
    ----------
    disputed : bool
        Whether evidence counts whose link to a recommendation is `contestable`.
    declarations : bool
        Whether whoever only declared support (`Act.DECLARED`) counts among those who support.
    """

    disputed: bool = False
    declarations: bool = False


STRICT = Counting()


def positions(
    stances: pd.DataFrame, evidence: pd.DataFrame, bears_on: pd.DataFrame, counting: Counting = STRICT
) -> pd.DataFrame:
    """Position of every actor on every recommendation on which it took one.

    With s, a, o the number of supporting stances of act `voted` or more, of abstaining and of opposing ones of an actor
    on the evidence that bears on a recommendation, d the supporting ones of act `declared`, and l those of the s on
    evidence whose ``leadership`` is yes:

    - **leads**: l > 0 and o = 0
    - **supports**: s > 0 and a = o = 0
    - **mixed**: s > 0 and a + o > 0 (and not leads)
    - **opposed**: s = 0 and o > 0 (abstentions beside them stay in the evidence)
    - **abstained**: s = o = 0 and a > 0
    - **declared**: s = a = o = 0 and d > 0

    Absences are no position, nor is a stance that ended. An actor without a row is *unknown*, never opposed.

    Parameters
    ----------
    stances, evidence, bears_on
        Tables with the columns of `coalition.model.vocabulary.COLUMNS`.
    counting
        Whether disputed links and declarations count; counted, a declaration is among the s.

    Returns
    -------
    DataFrame
        One row per actor and recommendation with a position, sorted by both ids: `position` (a `Standing`), `act` (the
        strongest `Act` among its supporting stances, "" without one) and `act_year` (the latest year of that act; of
        evidence that grew over years all of them, "2011–2026", since a stance on it may be of any; of own acts the year
        as of which they are known), `lead` (bool), `moved` ("towards" where the latest year of a mixed record has
        support only, "away" where it has none; "" where that is not certain, as beside a list that grew), `evidence`
        (tuple of evidence ids, sorted), `since` and `latest` (first and last date, as written).
    """
    if not counting.disputed:
        bears_on = undisputed(bears_on)
    rows = _rows(stances, evidence, bears_on)
    if rows.empty:
        return pd.DataFrame(columns=COLUMNS)
    told = evidence[["id", "act", "leadership", "date_from", "date_to"]].iloc[rows["item"]]
    position, act = rows["position"].to_numpy(dtype=object), told["act"].to_numpy(dtype=object)
    supporting = position == Position.SUPPORT
    declared = (act == Act.DECLARED) & (not counting.declarations)
    s = supporting & ~declared
    pairs = _Slices(rows["actor"].to_numpy(), rows["recommendation"].to_numpy())
    standing = standings(
        pairs.count(s),
        pairs.count(position == Position.ABSTAIN),
        pairs.count(position == Position.OPPOSE),
        pairs.count(s & (told["leadership"] == YesNo.YES).to_numpy(dtype=bool)),
        pairs.count(supporting & declared),
    )
    from_, dates_from = pd.factorize(told["date_from"], sort=True)
    to, dates_to = pd.factorize(told["date_to"], sort=True)
    first, last = told["date_from"].str[:4], told["date_to"].str[:4]
    span = last.where((first == last) | (act == Act.OWN), first + "–" + last)
    year, years = pd.factorize(last + span, sort=True)
    cost = np.where(supporting, pd.Categorical(act, list(Act)).codes, len(Act))
    strongest = pairs.least(cost)
    year_of_act = pairs.most(np.where(supporting & (cost == pairs.spread(strongest)), year, -1))
    ids = told["id"].to_numpy(dtype=object)
    pair = rows.iloc[pairs.first]
    return pd.DataFrame(
        {
            "actor_id": stances["actor_id"].array[pair["stance"]],
            "recommendation_id": bears_on["recommendation_id"].array[pair["link"]],
            "position": standing,
            "act": np.array([*Act, ""])[strongest],
            "act_year": np.append(years.str[4:], "")[year_of_act],
            "lead": standing == Standing.LEADS.value,
            "moved": np.where(standing == Standing.MIXED, _moved(s, first.astype(int), last.astype(int), pairs), ""),
            "evidence": [tuple(ids[one]) for one in pairs.slices()],
            "since": dates_from[pairs.least(from_)],
            "latest": dates_to[pairs.most(to)],
        }
    )


def undisputed(bears_on: pd.DataFrame) -> pd.DataFrame:
    """The links that nobody disputes."""
    return bears_on[bears_on["contestable"] != YesNo.YES]


def standings(s: Ints, a: Ints, o: Ints, lead: Ints, declared: Ints) -> npt.NDArray[np.object_]:
    """The rule on counts: supporting, abstaining, opposing, leading and declared stances.

    Arrays of one shape; the answer holds the value of a `Standing` wherever there is a stance, "" where there is none.

    Examples
    --------
    >>> one, none = np.array([1]), np.array([0])
    >>> standings(one, none, none, none, one)[0], standings(one, one, none, none, none)[0]
    ('supports', 'mixed')
    >>> standings(none, none, none, none, one)[0], standings(none, none, none, none, none)[0]
    ('declared', '')
    """
    chosen = np.select(
        [(lead > 0) & (o == 0), (s > 0) & (a + o == 0), s > 0, o > 0, a > 0, declared > 0],
        [
            Standing.LEADS,
            Standing.SUPPORTS,
            Standing.MIXED,
            Standing.OPPOSED,
            Standing.ABSTAINED,
            Standing.DECLARED,
        ],
        "",
    )
    return np.asarray(chosen, dtype=object)


class _Slices:
    """Rows that are sorted by two keys, as one slice for each pair of keys: what holds of each pair, by numpy."""

    def __init__(self, one: Ints, other: Ints) -> None:
        new = (np.diff(one, prepend=-1) != 0) | (np.diff(other, prepend=-1) != 0)
        self.first = np.flatnonzero(new)
        self.size = np.diff(self.first, append=len(one))

    def count(self, chosen: Bools) -> Ints:
        return np.add.reduceat(chosen.astype(np.int64), self.first)

    def least(self, values: Ints) -> Ints:
        return np.minimum.reduceat(values, self.first)

    def most(self, values: Ints) -> Ints:
        return np.maximum.reduceat(values, self.first)

    def spread(self, values: Ints) -> Ints:
        """The value of each pair on each of its rows."""
        return np.repeat(values, self.size)

    def slices(self) -> list[slice]:
        return [slice(start, start + size) for start, size in zip(self.first, self.size, strict=True)]


def _rows(stances: pd.DataFrame, evidence: pd.DataFrame, bears_on: pd.DataFrame) -> pd.DataFrame:
    """One row per stance that counts and link of its evidence: where they stand in their tables, as numbers.

    `stance`, `item` and `link` are places in the tables, `actor` and `recommendation` the places of their ids among all
    of that column in the order of the alphabet; sorted by these two and by the id of the evidence.
    """
    bearing = stances["evidence_id"].isin(bears_on["evidence_id"])  # most of a record of votes bears on nothing
    counts = bearing & (stances["position"] != Position.ABSENT) & (stances["ended"] == "")
    places = np.flatnonzero(counts)
    taken = stances[["actor_id", "evidence_id", "position"]].iloc[places]
    index = pd.Index(evidence["id"])
    links = pd.DataFrame(
        {
            "item": index.get_indexer(bears_on["evidence_id"]),
            "link": np.arange(len(bears_on)),
            "recommendation": pd.factorize(bears_on["recommendation_id"], sort=True)[0],
        }
    )
    held = pd.DataFrame(
        {
            "item": index.get_indexer(taken["evidence_id"]),
            "stance": places,
            "actor": pd.factorize(taken["actor_id"], sort=True)[0],
            "position": taken["position"].to_numpy(dtype=object),
        }
    )
    rows = held.merge(links, on="item")
    rows["by_id"] = index.argsort().argsort()[rows["item"]]
    return rows.sort_values(["actor", "recommendation", "by_id"], kind="stable")


def _moved(s: Bools, first: pd.Series[int], last: pd.Series[int], pairs: _Slices) -> npt.NDArray[np.object_]:
    """Where the latest year points: "towards" (support only), "away" (no support) or "" (both, or not certain).

    A stance was taken in some year from `first` to `last` of its evidence: it is later than another for certain where
    the first year of its own comes after the last of the other.
    """
    begins, ends = first.to_numpy(), last.to_numpy()
    towards = pairs.most(np.where(s, begins, -1)) > pairs.most(np.where(s, -1, ends))
    away = pairs.most(np.where(s, -1, begins)) > pairs.most(np.where(s, ends, -1))
    return np.asarray(np.select([towards, away], ["towards", "away"], ""), dtype=object)
