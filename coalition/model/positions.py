"""The rule: stances on evidence -> positions on recommendations. One place, pure, no database."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from coalition.model.vocabulary import Act, Position, Standing, YesNo

Counts = npt.NDArray[np.int64]
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
        strongest `Act` among its supporting stances, "" without one) and `act_year` (the latest year of that act),
        `lead` (bool), `moved` ("towards" where a mixed record's latest date has support only, "away" where it has none,
        else ""), `evidence` (tuple of evidence ids, sorted), `since` and `latest` (first and last date, as written).
    """
    if not counting.disputed:
        bears_on = undisputed(bears_on)
    bearing = stances["evidence_id"].isin(bears_on["evidence_id"])  # most of a record of votes bears on nothing
    taken = stances[bearing & (stances["position"] != Position.ABSENT) & (stances["ended"] == "")]
    taken = taken[["actor_id", "evidence_id", "position"]]
    dated = evidence[["id", "act", "leadership", "date_from", "date_to"]].rename(columns={"id": "evidence_id"})
    rows = taken.merge(bears_on[["evidence_id", "recommendation_id"]], on="evidence_id").merge(dated, on="evidence_id")
    if rows.empty:
        return pd.DataFrame(columns=COLUMNS)
    supporting = rows["position"] == Position.SUPPORT
    declared = (rows["act"] == Act.DECLARED) & (not counting.declarations)
    rows["s"] = supporting & ~declared
    rows["a"] = rows["position"] == Position.ABSTAIN
    rows["o"] = rows["position"] == Position.OPPOSE
    rows["d"] = supporting & declared
    rows["l"] = rows["s"] & (rows["leadership"] == YesNo.YES)
    key = ["actor_id", "recommendation_id"]
    rows = rows.sort_values([*key, "evidence_id"], kind="stable")
    grouped = rows.groupby(key, sort=True)
    result = grouped[["s", "a", "o", "l", "d"]].sum()
    result["since"] = grouped["date_from"].min()
    result["latest"] = grouped["date_to"].max()
    ids, ends = rows["evidence_id"].to_numpy(), grouped.size().cumsum()  # sorted by key: each group is one slice
    result["evidence"] = [tuple(ids[start:end]) for start, end in pairwise([0, *ends])]
    standing = standings(*(result[name].to_numpy() for name in "saold"))
    result["lead"] = standing == Standing.LEADS.value
    result["position"] = standing
    result["moved"] = np.where(result["position"] == Standing.MIXED, _moved(rows, key).reindex(result.index), "")
    strongest = _strongest(rows[supporting.reindex(rows.index)], key).reindex(result.index).fillna("")
    return result.join(strongest).reset_index()[COLUMNS]


def undisputed(bears_on: pd.DataFrame) -> pd.DataFrame:
    """The links that nobody disputes."""
    return bears_on[bears_on["contestable"] != YesNo.YES]


def standings(s: Counts, a: Counts, o: Counts, lead: Counts, declared: Counts) -> npt.NDArray[np.object_]:
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


def _strongest(supporting: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """The strongest act of each supporting record and the latest year in which it was done."""
    order = {act.value: place for place, act in enumerate(Act)}
    ranked = supporting.assign(place=supporting["act"].map(order))
    first = ranked[ranked["place"] == ranked.groupby(key)["place"].transform("min")].groupby(key)
    return pd.DataFrame({"act": first["act"].first(), "act_year": first["date_to"].max().str[:4]})


def _moved(rows: pd.DataFrame, key: list[str]) -> pd.Series[str]:
    """Where the stances of the latest year point: "towards" (support only), "away" (no support) or ""."""
    year = rows["date_to"].str[:4]
    latest = rows[year == year.groupby([rows[k] for k in key]).transform("max")]
    share = latest.groupby(key)["s"].mean()
    return share.map(lambda value: "towards" if value == 1 else "away" if value == 0 else "")
