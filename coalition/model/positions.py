"""The rule: stances on evidence -> positions on recommendations. One place, pure, no database."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from coalition.model.vocabulary import Position, Standing, YesNo

Counts = npt.NDArray[np.int64]
COLUMNS = ["actor_id", "recommendation_id", "position", "lead", "moved", "evidence", "since", "latest"]


def positions(stances: pd.DataFrame, evidence: pd.DataFrame, bears_on: pd.DataFrame) -> pd.DataFrame:
    """Position of every actor on every recommendation on which it took one.

    With s, a, o the number of supporting, abstaining and opposing stances of an actor on the evidence that bears on
    a recommendation, and l the supporting ones on evidence whose ``leadership`` is yes:

    - **leads**: l > 0 and o = 0
    - **supports**: s > 0 and a = o = 0
    - **mixed**: s > 0 and a + o > 0 (and not leads)
    - **opposed**: s = 0 and o > 0 (abstentions beside them stay in the evidence)
    - **abstained**: s = o = 0 and a > 0

    Absences are no position. An actor without a row is *unknown*, never opposed.

    Parameters
    ----------
    stances, evidence, bears_on
        Tables with the columns of `coalition.model.vocabulary.COLUMNS`.

    Returns
    -------
    DataFrame
        One row per actor and recommendation with a position, sorted by both ids: `position` (a `Standing`), `lead`
        (bool), `moved` ("towards" where a mixed record's latest date has support only, "away" where it has none,
        else ""), `evidence` (tuple of evidence ids, sorted), `since` and `latest` (first and last date, as written).
    """
    bearing = stances["evidence_id"].isin(bears_on["evidence_id"])  # most of a record of votes bears on nothing
    taken = stances.loc[bearing, ["actor_id", "evidence_id", "position"]]
    taken = taken[taken["position"] != Position.ABSENT]
    dated = evidence[["id", "leadership", "date_from", "date_to"]].rename(columns={"id": "evidence_id"})
    rows = taken.merge(bears_on[["evidence_id", "recommendation_id"]], on="evidence_id").merge(dated, on="evidence_id")
    if rows.empty:
        return pd.DataFrame(columns=COLUMNS)
    rows["s"] = rows["position"] == Position.SUPPORT
    rows["a"] = rows["position"] == Position.ABSTAIN
    rows["o"] = rows["position"] == Position.OPPOSE
    rows["l"] = rows["s"] & (rows["leadership"] == YesNo.YES)
    key = ["actor_id", "recommendation_id"]
    rows = rows.sort_values([*key, "evidence_id"], kind="stable")
    grouped = rows.groupby(key, sort=True)
    result = grouped[["s", "a", "o", "l"]].sum()
    result["since"] = grouped["date_from"].min()
    result["latest"] = grouped["date_to"].max()
    ids, ends = rows["evidence_id"].to_numpy(), grouped.size().cumsum()  # sorted by key: each group is one slice
    result["evidence"] = [tuple(ids[start:end]) for start, end in pairwise([0, *ends])]
    standing = standings(*(result[name].to_numpy() for name in "saol"))
    result["lead"] = standing == Standing.LEADS.value
    result["position"] = standing
    result["moved"] = np.where(result["position"] == Standing.MIXED, _moved(rows, key).reindex(result.index), "")
    return result.reset_index()[COLUMNS]


def standings(s: Counts, a: Counts, o: Counts, lead: Counts) -> npt.NDArray[np.object_]:
    """The rule on counts: supporting, abstaining, opposing, and supporting stances on evidence of leadership.

    Arrays of one shape; the answer holds the value of a `Standing` wherever there is a stance, "" where there is none.

    Examples
    --------
    >>> one, none = np.array([1]), np.array([0])
    >>> standings(one, none, none, none)[0], standings(one, one, none, none)[0], standings(none, none, none, none)[0]
    ('supports', 'mixed', '')
    """
    chosen = np.select(
        [(lead > 0) & (o == 0), (s > 0) & (a + o == 0), s > 0, o > 0, a > 0],
        [Standing.LEADS, Standing.SUPPORTS, Standing.MIXED, Standing.OPPOSED, Standing.ABSTAINED],
        "",
    )
    return np.asarray(chosen, dtype=object)


def _moved(rows: pd.DataFrame, key: list[str]) -> pd.Series[str]:
    """Where the stances of the latest year point: "towards" (support only), "away" (no support) or ""."""
    year = rows["date_to"].str[:4]
    latest = rows[year == year.groupby([rows[k] for k in key]).transform("max")]
    share = latest.groupby(key)["s"].mean()
    return share.map(lambda value: "towards" if value == 1 else "away" if value == 0 else "")
