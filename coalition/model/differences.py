"""What a load changes: the difference between two sets of tables, and how they merge."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from coalition.model.vocabulary import COLUMNS, KEYS, SEVERAL, Tables, split


@dataclass(frozen=True, eq=False)
class Difference:
    """Rows of one table: not there before, there with other values (and which they had), gone; how many stay."""

    new: pd.DataFrame
    changed: pd.DataFrame
    was: pd.DataFrame
    removed: pd.DataFrame
    same: int

    @property
    def written(self) -> pd.DataFrame:
        return pd.concat([self.new, self.changed]) if len(self.changed) else self.new


def difference(before: pd.DataFrame, after: pd.DataFrame, keys: tuple[str, ...]) -> Difference:
    """Difference of two tables with the same columns and unique keys; rows stand in the order of their table."""
    key, columns = list(keys), list(after.columns)
    if before.empty or after.equals(before):  # most tables of most changes
        none = after.iloc[:0]
        return Difference(after if before.empty else none, none, none, none, len(before))
    places = before[key].assign(place=np.arange(len(before)))
    place = after[key].merge(places, on=key, how="left")["place"].to_numpy(dtype=float)
    there = ~np.isnan(place)
    found = place[there].astype(int)
    kept = after[there]
    old = before.iloc[found][columns].set_axis(kept.index)
    unlike = (old != kept).any(axis=1)
    gone = np.ones(len(before), dtype=bool)
    gone[found] = False
    return Difference(
        after[~there], kept[unlike], old[unlike], before.loc[gone, columns], len(kept) - int(unlike.sum())
    )


def merged(before: Tables, loaded: Tables) -> Tables:
    """Both sets of tables together; where both hold a key, the loaded row counts."""
    frames = {
        name: frame
        if getattr(before, name).empty
        else pd.concat([getattr(before, name), frame]).drop_duplicates(list(KEYS[name]), keep="last")
        for name, frame in loaded
    }
    return sort_tables(Tables(**frames))


def sort_tables(tables: Tables) -> Tables:
    """The tables in one form: rows in natural order of their keys, columns as declared, values in a cell sorted."""
    frames = {}
    for name, frame in tables:
        ordered = frame.sort_values(list(KEYS[name]), key=_natural)[list(COLUMNS[name])].reset_index(drop=True)
        for column in SEVERAL.get(name, ()):
            ordered[column] = ordered[column].map(lambda cell: ";".join(sorted(set(split(cell)))))
        frames[name] = ordered
    return Tables(**frames)


def _natural(column: pd.Series[str]) -> pd.Series[int]:
    """Sort key that compares runs of digits as numbers: the place of each value among the distinct ones."""
    codes, distinct = pd.factorize(column)
    padded = distinct.to_series().str.replace(r"\d+", lambda match: match.group().zfill(12), regex=True)
    places, _ = pd.factorize(padded, sort=True)
    return pd.Series(places[codes], index=column.index)
