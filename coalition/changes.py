"""What a load changes: the difference between two sets of tables, and how they merge."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from coalition.model import COLUMNS, KEYS, SEVERAL, Tables, split


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
        return pd.concat([self.new, self.changed])


def difference(before: pd.DataFrame, after: pd.DataFrame, keys: tuple[str, ...]) -> Difference:
    """Difference of two tables with the same columns and unique keys."""
    key = list(keys)
    both = before.merge(after, on=key, how="outer", indicator=True, suffixes=("_before", ""))
    where = both["_merge"]
    old = both[[*key, *(f"{c}_before" for c in after.columns if c not in key)]].set_axis(
        [*key, *(c for c in after.columns if c not in key)], axis=1
    )[list(after.columns)]
    new = both[list(after.columns)]
    unlike = (where == "both") & (old != new).any(axis=1)
    return Difference(
        new[where == "right_only"],
        new[unlike],
        old[unlike],
        old[where == "left_only"],
        int((where == "both").sum() - unlike.sum()),
    )


def merged(before: Tables, loaded: Tables) -> Tables:
    """Both sets of tables together; where both hold a key, the loaded row counts."""
    frames = {
        name: pd.concat([getattr(before, name), frame]).drop_duplicates(list(KEYS[name]), keep="last")
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


def _natural(column: pd.Series[str]) -> pd.Series[str]:
    """Sort key that compares runs of digits as numbers."""
    distinct = column.drop_duplicates()
    padded = distinct.str.replace(r"\d+", lambda match: match.group().zfill(12), regex=True)
    return column.map(dict(zip(distinct, padded, strict=True)))
