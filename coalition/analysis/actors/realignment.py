"""Who votes otherwise than before on the same texts: towards or away from which regional group, and since when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control

from coalition.analysis.actors.trend import MIN_ITEMS, REPLICATES, group_members, years_of
from coalition.analysis.arguments import check_network
from coalition.analysis.contested import contested_record, families
from coalition.arrays import Bools, Floats, Ints
from coalition.measures.arguments import MOST_REPLICATES, amount, count
from coalition.measures.intervals import draws
from coalition.measures.keeping import kept
from coalition.model.network import Network

ALPHA = 0.05
FLIPS, FLIPS_AT_ONCE = 20_000, 2_000
NEARLY_ALL = 0.95
"""A record ends where so much of it ends: a single late vote makes it no younger."""
_SAME = 1e-9
"""Differences below this are rounding."""

MOVED = [
    "actor_id", "name", "regional_group", "group", "group_name", "moved", "direction", "change", "low", "high",
    "p_value", "corrected", "texts", "changed", "since", "until", "note",
]  # fmt: skip


def realignment(network: Network, alpha: float = ALPHA, replicates: int = REPLICATES) -> pd.DataFrame:
    r"""Who votes otherwise than before on the same texts, and whether that is towards or away from a regional group.

    For each recurring text, agreement is measured with where the group stood on it over all years (its other members;
    :math:`1 - |a - b| / 2`), so that neither new texts nor a group that moves itself can make anybody look moved:
    whoever repeats its votes has a change of exactly 0. The change is the mean over texts of late less early; late
    begins where half of the contested evidence lies before.

    Parameters
    ----------
    network : Network
        The map.
    alpha : float
        False discovery rate over all actors and groups tested.
    replicates : int
        Of the bootstrap over texts behind the interval.

    Returns
    -------
    DataFrame
        A row per State and regional group, those that moved first, then those with a direction, by size of the
        change, by id. `moved` (bool: the interval leaves out 0 and the corrected p value is at most `alpha`;
        False where only the interval speaks for it), `direction` ("towards", "away"; "" where the interval holds 0),
        `change` in [-1, 1] with `low`, `high` (95%), `p_value` (two-sided; the
        signs of the changes of texts flipped at random, seeded), `corrected` (Benjamini-Hochberg), `texts` on which
        it voted early and late, `changed` (texts on which its agreement changed), `since` (year from which its
        agreement differs most from before; missing without a direction), `until` (year by which `NEARLY_ALL` of its
        votes on such texts were cast; missing without one), `note`. Undefined, with a note, below `MIN_ITEMS` texts.

    Raises
    ------
    ArgumentError
        If alpha is not between 0 and 1.

    References
    ----------
    Benjamini, Y. & Hochberg, Y. (1995). Controlling the false discovery rate. JRSS B 57, 289-300.

    Examples
    --------
    >>> from coalition import Network, read_tables
    >>> from coalition.settings import resource
    >>> network = Network.from_tables(read_tables(resource("seeds")))
    >>> found = realignment(network)
    >>> bool((found.loc[found["moved"], "corrected"] <= 0.05).all())
    True
    """
    check_network(network)
    amount("alpha", alpha, 0, 1)
    count("replicates", replicates, 1, MOST_REPLICATES)
    record = _texts(network)
    rows = []
    for group, members in group_members(network).items():
        closeness = _closeness(record, members)
        change = _change(closeness, record)
        rows.append(_tested(network, record, group, closeness, change, replicates))
    table = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=MOVED)
    tested = table["p_value"].notna().to_numpy(dtype=bool)
    corrected = np.full(len(table), np.nan)
    if tested.any():
        corrected[tested] = false_discovery_control(table.loc[tested, "p_value"].to_numpy(dtype=float))
    table["corrected"] = corrected
    apart = (table["low"] > _SAME) | (table["high"] < -_SAME)
    table["moved"] = (corrected <= alpha) & apart.to_numpy(dtype=bool)
    table["direction"] = np.select([~apart, table["change"] > 0], ["", "towards"], "away")
    table["since"] = table["since"].where(apart).astype("Int64")
    table = table.assign(apart=apart, size=table["change"].abs().round(10)).sort_values(
        ["moved", "apart", "size", "actor_id", "group"], ascending=[False, False, False, True, True], kind="stable"
    )
    return table[MOVED].reset_index(drop=True)


@dataclass(frozen=True, eq=False)
class _Texts:
    """The States' stances on contested texts that came back: those with an early and a late item."""

    ids: list[str]
    stances: Floats
    years: Ints
    late: Bools
    text: Ints
    texts: int


def _texts(network: Network) -> _Texts:
    record = contested_record(network)
    years = years_of(network, record.items)
    recurring = (network.evidence["family"].iloc[record.items] != "").to_numpy(dtype=bool)
    late = years > np.median(years) if len(years) else np.zeros(0, dtype=bool)
    if len(years) and not late.any():  # the newest year holds more than half
        late = years == years.max()
    names = np.array(families(network, record.items), dtype=object)
    both = set(names[recurring & late]) & set(names[recurring & ~late])
    kept = np.flatnonzero(recurring & np.isin(names, list(both)))
    order, text = np.unique(names[kept].astype(str), return_inverse=True)
    return _Texts(record.ids, record.stances[:, kept], years[kept], late[kept], text, len(order))


def _sums(values: Floats, record: _Texts, items: Bools) -> tuple[Floats, Floats]:
    """Sum and number of the values of each actor (rows) on each text, over some items."""
    into = np.zeros((len(record.text), record.texts))
    into[np.arange(len(record.text)), record.text] = items
    return np.nan_to_num(values) @ into, (~np.isnan(values)).astype(float) @ into


def _closeness(record: _Texts, members: Bools) -> Floats:
    """How close each stance is to where the group's other members stood on that text over all years."""
    everything = np.ones(len(record.text), dtype=bool)
    total = np.zeros(record.stances.shape)
    count = np.zeros((len(record.ids), record.texts))
    for value in (1.0, 0.0, -1.0):
        taken = np.where(np.isnan(record.stances), np.nan, record.stances == value)
        mine, _ = _sums(taken, record, everything)
        theirs = mine[members].sum(axis=0) - np.where(members[:, None], mine, 0.0)
        count += theirs
        total += theirs[:, record.text] * (1 - np.abs(record.stances - value) / 2)
    n = count[:, record.text]
    return np.asarray(np.divide(total, n, out=np.full(total.shape, np.nan), where=n > 0), dtype=float)


def _change(closeness: Floats, record: _Texts) -> Floats:
    """Late less early, per actor and text; NaN where the actor took no position early or none late."""
    means = []
    for items in (record.late, ~record.late):
        total, n = _sums(closeness, record, items)
        means.append(np.divide(total, n, out=np.full(total.shape, np.nan), where=n > 0))
    change = means[0] - means[1]
    return np.where(np.abs(change) < _SAME, 0.0, change)


def _tested(
    network: Network, record: _Texts, group: str, closeness: Floats, change: Floats, replicates: int
) -> pd.DataFrame:
    """A row per actor: its change with this group, the interval, and the test."""
    known = ~np.isnan(change)
    texts = known.sum(axis=1)
    enough = texts >= MIN_ITEMS
    filled = np.nan_to_num(change)
    mean = np.divide(filled.sum(axis=1), texts, out=np.full(len(texts), np.nan), where=enough)
    low, high = np.full((2, len(texts)), np.nan)
    p = np.full(len(texts), np.nan)
    if enough.any():
        low[enough], high[enough], p[enough] = _drawn_again(change[enough], replicates)
    actors = network.actors.loc[record.ids]
    return pd.DataFrame(
        {
            "actor_id": record.ids,
            "name": actors["name"].to_numpy(),
            "regional_group": actors["regional_group"].to_numpy(),
            "group": group,
            "group_name": network.group_names[group],
            "change": mean,
            "low": low,
            "high": high,
            "p_value": p,
            "texts": texts,
            "changed": (known & (change != 0)).sum(axis=1),
            "since": _since(closeness, record),
            "until": pd.array(_until(record), dtype="Int64"),
            "note": [
                "" if fine else f"voted early and late on only {n} texts that came back; {MIN_ITEMS} are needed"
                for fine, n in zip(enough, texts, strict=True)
            ],
        }
    )


@kept(32)
def _drawn_again(change: Floats, replicates: int) -> tuple[Floats, Floats, Floats]:
    """Interval of the mean change of each actor when texts are drawn again, and the p value of `_flipped`."""
    known, filled = ~np.isnan(change), np.nan_to_num(change)
    weights = draws(change.shape[1], replicates)
    drawn = weights @ known.T
    again = np.divide(weights @ filled.T, drawn, out=np.full(drawn.shape, np.nan), where=drawn > 0)
    low, high = np.nanquantile(again, (0.025, 0.975), axis=0)
    return low, high, _flipped(filled)


def _until(record: _Texts) -> Floats:
    """The year by which nearly all stances of each actor on texts that came back were taken; NaN without one."""
    years = np.where(np.isnan(record.stances), np.nan, record.years)
    until = np.full(len(years), np.nan)
    voted = ~np.isnan(years).all(axis=1)
    if voted.any():
        until[voted] = np.nanquantile(years[voted], NEARLY_ALL, axis=1, method="inverted_cdf")
    return until


def _flipped(change: Floats) -> Floats:
    """Two-sided p value: how often changes with random signs sum to as much."""
    observed = np.abs(change.sum(axis=1)) - _SAME
    random = np.random.default_rng(2022)
    reached = np.zeros(len(change))
    for _ in range(FLIPS // FLIPS_AT_ONCE):
        signs = random.integers(0, 2, (FLIPS_AT_ONCE, change.shape[1])) * 2.0 - 1.0
        reached += (np.abs(signs @ change.T) >= observed).sum(axis=0)
    return (1 + reached) / (1 + FLIPS)


def _since(closeness: Floats, record: _Texts) -> Floats:
    """The year from which an actor's agreement, text by text, differs most from before."""
    everything = np.ones(len(record.text), dtype=bool)
    total, n = _sums(closeness, record, everything)
    level = np.divide(total, n, out=np.full(total.shape, np.nan), where=n > 0)[:, record.text]
    rest = closeness - level
    best, since = np.full(len(rest), _SAME), np.full(len(rest), np.nan)
    for year in np.unique(record.years)[1:]:
        before, after = (np.nan_to_num(rest[:, side]) for side in (record.years < year, record.years >= year))
        a, b = ((~np.isnan(rest[:, side])).sum(axis=1) for side in (record.years < year, record.years >= year))
        fine = (a > 0) & (b > 0)
        gap = np.abs(after.sum(axis=1) / np.maximum(b, 1) - before.sum(axis=1) / np.maximum(a, 1))
        gain = np.where(fine, np.round(gap * np.sqrt(a * b / np.maximum(a + b, 1)), 10), 0.0)
        since = np.where(gain > best, year, since)
        best = np.maximum(best, gain)
    return since
