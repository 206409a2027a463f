"""Changes of rows: check them, apply them to tables, take them back, say where they meet other changes. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from coalition.arrays import Bools
from coalition.errors import AskFirstError, ChangedSinceError, Clash, Fault, RestsOnItError, TableError
from coalition.model.characters import CONTROL
from coalition.model.differences import Difference, sort_tables
from coalition.model.schema import REFERENCES, row_faults
from coalition.model.sheet import Sheet, quoted
from coalition.model.vocabulary import COLUMNS, KEYS, Tables, split

Row = dict[str, str]
Place = tuple[str, tuple[str, ...]]
"""Where a row stands: its table and its key."""
TARGETS = tuple(dict.fromkeys(target for _, _, target in REFERENCES))
GOES_WITH_IT = ("bears_on", "stances")
"""Tables whose rows go with what they refer to; in the others the cell becomes empty."""


@dataclass(frozen=True)
class RowChange:
    """A row to be there under a key, or to be gone (None). Columns left out keep what they hold."""

    table: str
    key: tuple[str, ...]
    row: Mapping[str, str] | None

    @property
    def place(self) -> Place:
        return self.table, self.key


def rows_at(tables: Tables, places: Iterable[Place]) -> dict[Place, Row | None]:
    """The rows of some places; None where there is none.

    Parameters
    ----------
    tables : Tables
        The map.
    places : iterable
        Table and key of each.
    """
    found: dict[Place, Row | None] = dict.fromkeys(places)
    for name in {table for table, _ in found}:
        frame = getattr(tables, name)
        there = frame[_is_named(name, frame, {key for table, key in found if table == name})]
        for key, cells in zip(keys_of(name, there), there.itertuples(index=False, name=None), strict=True):
            found[name, key] = dict(zip(COLUMNS[name], cells, strict=True))
    return found


def keys_of(name: str, frame: pd.DataFrame) -> list[tuple[str, ...]]:
    """Keys of the rows of a table.

    Parameters
    ----------
    name : str
        Name of the table.
    frame : DataFrame
        The table.
    """
    return list(zip(*(frame[column] for column in KEYS[name]), strict=True))


def edited(
    before: Tables,
    changes: Sequence[RowChange],
    expected: Mapping[Place, Row | None] | None = None,
    with_all: bool = False,
) -> Tables:
    """The tables after an edit.

    Parameters
    ----------
    before : Tables
        The map as it is.
    changes : sequence of RowChange
        One per row. Cells are trimmed; those of a new row that are left out are empty.
    expected : mapping, optional
        Rows as the editor saw them (None: no row). A row that differs now, and is not yet as wanted, is a clash.
    with_all : bool
        Whether rows that rest on a removed one may go with it.

    Raises
    ------
    TableError
        With every fault of every changed row, by the schemas of the files.
    ChangedSinceError
        A row is not as the editor saw it.
    RestsOnItError
        Something rests on a row to be removed.
    """
    check_shape((change.table, change.key, change.row) for change in changes)
    now = rows_at(before, (change.place for change in changes))
    wanted = {change.place: _whole(change, now[change.place]) for change in changes}
    _no_clash(wanted, now, expected or {})
    after = without_dangling(_put(before, wanted), before, with_all)
    check_rows(after, {place: row for place, row in wanted.items() if row is not None})
    return sort_tables(after)


def reverted(before: Tables, done: Mapping[str, Difference], force: bool = False) -> Tables:
    """The tables without a change that was made: rows it added are gone, those it changed or removed as they were.

    Columns that the change does not speak of, since the release that wrote it had not these, stay as they are.

    Parameters
    ----------
    before : Tables
        The map as it is.
    done : mapping
        What the change did to each table.
    force : bool
        Whether it is taken back even where rows changed since.

    Raises
    ------
    ChangedSinceError
        Rows are not as it left them; with `force` they are taken back all the same.
    RestsOnItError
        Rows added since rest on what it added; with `force` they go too.
    """
    wanted: dict[Place, Row | None] = {}
    left: dict[Place, Row | None] = {}
    for name, change in done.items():
        left.update([*_rows(name, change.new), *_rows(name, change.changed)])
        left.update((place, None) for place, _ in _rows(name, change.removed))
        wanted.update((place, None) for place, _ in _rows(name, change.new))
        wanted.update([*_rows(name, change.was), *_rows(name, change.removed)])
    now = rows_at(before, wanted)
    wanted, left = (
        {place: None if row is None else _over(place[0], row, now[place]) for place, row in rows.items()}
        for rows in (wanted, left)
    )
    _no_clash(wanted, now, {} if force else left)
    after = without_dangling(_put(before, wanted), before, force)
    whole, counts = _let_go(after, _unknown(after))
    if counts and not force:
        raise AskFirstError(f"{_listed(counts)} cannot come back whole: what they refer to was removed since")
    return sort_tables(whole)


def without_dangling(after: Tables, before: Tables, with_all: bool) -> Tables:
    """The tables without rows (or cells) that refer to what is not there any more; asks first.

    What refers to an id that never was is left for the check of rows to name.

    Parameters
    ----------
    after, before : Tables
        The map as it is to be, and as it was.
    with_all : bool
        Whether it was agreed to.
    """
    gone = {target: set(getattr(before, target)["id"]) - set(getattr(after, target)["id"]) for target in TARGETS}
    whole, counts = _let_go(after, gone)
    if counts and not with_all:
        raise RestsOnItError(_would_go(counts), counts)
    return whole


def _unknown(tables: Tables) -> dict[str, set[str]]:
    """Ids that are referred to and not there."""
    named: dict[str, set[str]] = {target: set() for target in TARGETS}
    for table, column, target in REFERENCES:
        named[target].update(part for cell in getattr(tables, table)[column].unique() for part in split(cell))
    return {target: ids - set(getattr(tables, target)["id"]) for target, ids in named.items()}


def _let_go(tables: Tables, gone: Mapping[str, set[str]]) -> tuple[Tables, dict[str, int]]:
    """The tables without what refers to some ids, and how many rows of each table that is."""
    frames = dict(tables)
    counts: dict[str, int] = {}
    for table, column, target in REFERENCES:
        if not gone[target]:
            continue
        frame = frames[table]
        parts = frame[column].map(split)
        rests = parts.map(gone[target].isdisjoint).map(lambda apart: not apart).astype(bool)
        if table in GOES_WITH_IT:
            frames[table] = frame[~rests]
        else:
            kept = [";".join(part for part in cell if part not in gone[target]) for cell in parts]
            frames[table] = frame.assign(**{column: kept})
        if n := int(rests.sum()):
            counts[table] = counts.get(table, 0) + n
    return Tables(**frames), counts


def summary(differences: Mapping[str, Difference]) -> str:
    """What a change did, in words: the row itself where it is one, else how many; "" where no row differs.

    Parameters
    ----------
    differences : mapping
        What it did to each table.
    """
    rows = [(name, how, frame) for name, change in differences.items() for how, frame in _sorts(change)]
    if sum(len(frame) for _, _, frame in rows) == 1:
        name, how, frame = next(row for row in rows if len(row[2]))
        row = dict(zip(COLUMNS[name], next(frame.itertuples(index=False, name=None)), strict=True))
        words = f"{_noun(name, 1)} {' '.join(row[column] for column in KEYS[name])} {how}"
        if how == "changed":
            was = dict(zip(COLUMNS[name], next(differences[name].was.itertuples(index=False, name=None)), strict=True))
            unlike = [column for column in COLUMNS[name] if was[column] != row[column]]
            return f"{words}: {', '.join(f'{c} {_cut(was[c])} → {_cut(row[c])}' for c in unlike)}"
        if name == "stances":
            return f"{words}: {row['position']}"
        return f"{words}: {_cut(row['name'])}" if "name" in row else words
    parts = []
    for sort in ("added", "changed", "removed"):
        if counts := {name: len(frame) for name, how, frame in rows if how == sort and len(frame)}:
            parts.append(f"{_listed(counts)} {sort}")
    return "; ".join(parts)


def cells(differences: Mapping[str, Difference], most: int | None = 500) -> pd.DataFrame:
    """What a change did, one line per changed cell, and one per row that came or went.

    Parameters
    ----------
    differences : mapping
        What it did to each table.
    most : int, optional
        So many lines at most; all if None.
    """
    lines: list[tuple[str, str, str, str, str, str]] = []
    for name, change in differences.items():
        new = zip(_rows(name, change.was[:most]), _rows(name, change.changed[:most]), strict=True)
        for ((_, key), was), (_, now) in new:
            lines += [(name, " ".join(key), "changed", c, was[c], now[c]) for c in was if c in now and was[c] != now[c]]
        lines += [
            (name, " ".join(key), "added", "", "", _said(row)) for (_, key), row in _rows(name, change.new[:most])
        ]
        lines += [
            (name, " ".join(key), "removed", "", _said(row), "") for (_, key), row in _rows(name, change.removed[:most])
        ]
    return pd.DataFrame(lines[:most], columns=["table", "key", "how", "column", "before", "after"], dtype=str)


def touched(differences: Mapping[str, Difference]) -> list[str]:
    """All ids in the keys of the rows that a change touched.

    Parameters
    ----------
    differences : mapping
        What it did to each table.
    """
    return sorted(
        {
            str(key)
            for name, change in differences.items()
            for _, frame in _sorts(change)
            for column in KEYS[name]
            for key in frame[column].unique()
        }
    )


def _whole(change: RowChange, now: Row | None) -> Row | None:
    """The row as it is to be: cells given over those that are there."""
    if change.row is None:
        return None
    given = {column: cleaned(cell) for column, cell in change.row.items()}
    key = dict(zip(KEYS[change.table], change.key, strict=True))
    return _over(change.table, given | key, now)


def _over(name: str, row: Row, now: Row | None) -> Row:
    """A row with all columns: its own cells over those that are there."""
    return dict.fromkeys(COLUMNS[name], "") | (now or {}) | row


def _no_clash(
    wanted: Mapping[Place, Row | None], now: Mapping[Place, Row | None], expected: Mapping[Place, Row | None]
) -> None:
    clashes = [
        Clash(*place, expected[place], now[place], row)
        for place, row in wanted.items()
        if place in expected and now[place] != expected[place] and now[place] != row
    ]
    if clashes:
        raise ChangedSinceError(clashes)


def _put(before: Tables, wanted: Mapping[Place, Row | None]) -> Tables:
    """The tables with rows put in, exchanged or taken out."""
    frames = dict(before)
    for name in {table for table, _ in wanted}:
        own = {key: row for (table, key), row in wanted.items() if table == name}
        frame = frames[name]
        stays = frame[~_is_named(name, frame, own)]
        put = pd.DataFrame([row for row in own.values() if row is not None], columns=list(COLUMNS[name]), dtype=str)
        frames[name] = pd.concat([stays, put], ignore_index=True)
    return Tables(**frames)


def _is_named(name: str, frame: pd.DataFrame, keys: Collection[tuple[str, ...]]) -> Bools:
    """Which rows have one of some keys; of 60,000 rows only those with the first part of one are looked at."""
    found: Bools = np.array(frame[KEYS[name][0]].isin({key[0] for key in keys}), dtype=bool)
    found[found] = [key in keys for key in keys_of(name, frame[found])]
    return found


def _rows(name: str, frame: pd.DataFrame) -> list[tuple[Place, Row]]:
    """Keys and cells of rows; without the columns that an older entry of the history had not (NaN)."""
    rows = frame[list(COLUMNS[name])].itertuples(index=False, name=None)
    return [
        ((name, key), {column: cell for column, cell in zip(COLUMNS[name], cells, strict=True) if cell == cell})
        for key, cells in zip(keys_of(name, frame), rows, strict=True)
    ]


def _sorts(change: Difference) -> list[tuple[str, pd.DataFrame]]:
    return [("added", change.new), ("changed", change.changed), ("removed", change.removed)]


def _would_go(counts: Mapping[str, int]) -> str:
    gone = _listed({name: n for name, n in counts.items() if name in GOES_WITH_IT})
    emptied = _listed({name: n for name, n in counts.items() if name not in GOES_WITH_IT})
    parts = [f"{gone} would go with it"] if gone else []
    parts += [f"{emptied} would no longer name it"] if emptied else []
    return f"nothing was removed: {'; '.join(parts)}"


def _listed(counts: Mapping[str, int]) -> str:
    parts = [f"{n:,} {_noun(name, n)}" for name, n in counts.items()]
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def _noun(name: str, n: int) -> str:
    if name == "bears_on":
        return "link" if n == 1 else "links"
    if name == "evidence":
        return "piece of evidence" if n == 1 else "pieces of evidence"
    return name if n != 1 else name.removesuffix("s")


def _said(row: Row) -> str:
    return "; ".join(f"{column}: {cell}" for column, cell in row.items() if cell)


def _cut(cell: str, limit: int = 60) -> str:
    return "empty" if not cell else cell if len(cell) <= limit else cell[: limit - 1] + "…"


DEFAULTS = {
    "visibility": "public",
    "grade": "seen",
    "act": "declared",
    "leadership": "no",
    "coverage": "partial",
    "contestable": "no",
}
"""What a new row says where whoever adds it says nothing: the word that claims least."""


def check_shape(changes: Iterable[tuple[str, tuple[str, ...], Mapping[str, str] | None]]) -> None:
    """Refuse unknown tables and columns, keys of the wrong length, and two changes of one row.

    Parameters
    ----------
    changes : iterable
        Table, key and cells of each; None for a row to be removed.
    """
    faults: list[Fault] = []
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for table, key, row in changes:
        place = f"{table} {' '.join(key)}".strip()
        if table not in COLUMNS:
            faults.append(Fault(place, 0, "", f"there is no table {quoted(table)}", f"use one of {', '.join(COLUMNS)}"))
            continue
        if len(key) != len(KEYS[table]) or not all(key):
            faults.append(Fault(place, 0, "+".join(KEYS[table]), "is empty", "fill it in"))
        if (table, key) in seen:
            faults.append(Fault(place, 0, "+".join(KEYS[table]), "stands twice among the changes", "keep one"))
        seen.add((table, key))
        for column in row or {}:
            if column not in COLUMNS[table]:
                expected = f"it has {', '.join(COLUMNS[table])}"
                faults.append(Fault(place, 0, column, "is not a column of this table", expected))
    if faults:
        raise TableError(faults)


def check_rows(after: Tables, rows: Mapping[tuple[str, tuple[str, ...]], Row]) -> None:
    """Check changed rows as if they came from a file, with the rest of the map behind them.

    Parameters
    ----------
    after : Tables
        The map as it is to be.
    rows : mapping
        The changed rows, by table and key.

    Raises
    ------
    TableError
        With every fault of every row; each names its table and key.
    """
    faults: list[Fault] = []
    known = {name: set(frame["id"]) for name, frame in after if "id" in frame}
    for name in COLUMNS:
        own = {key: row for (table, key), row in rows.items() if table == name}
        if not own:
            continue
        frame = pd.DataFrame(list(own.values()), columns=list(COLUMNS[name]), dtype=str)
        sheet = Sheet(name, list(COLUMNS[name]), [], list(range(len(own))))
        found = row_faults(name, frame, sheet, known, after.evidence) + _typed_faults(frame, sheet)
        places = [f"{name} {' '.join(key)}".strip() for key in own]
        faults += [replace(fault, file=places[fault.line], line=0) for fault in found]
    if faults:
        raise TableError(faults)


def cleaned(cell: Any) -> str:
    """A typed cell as text, trimmed; what is missing is empty.

    Parameters
    ----------
    cell : any
        What was typed.
    """
    return "" if cell is None or cell != cell else str(cell).strip()


def _typed_faults(frame: pd.DataFrame, sheet: Sheet) -> list[Fault]:
    """Formulas and control characters, which files are not allowed either."""
    faults = []
    for line, row in enumerate(frame.to_dict("records")):
        for column, cell in row.items():
            if cell.startswith("=") and len(cell) > 1:
                faults.append(Fault(sheet.file, line, str(column), f"{quoted(cell)} is a formula", "type its value"))
            if found := CONTROL.search(cell):
                problem = f"{quoted(cell)} holds the control character U+{ord(found.group()):04X}"
                faults.append(Fault(sheet.file, line, str(column), problem, "delete that character"))
    return faults
