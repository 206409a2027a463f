"""What a person did to a table on a page, as changes of rows; and ids for what is new."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

import pandas as pd

from coalition.history.edits import DEFAULTS, Place, Row, RowChange, cleaned
from coalition.model.vocabulary import COLUMNS, KEYS


def changes_of(name: str, seen: pd.DataFrame, shown: pd.DataFrame) -> tuple[list[RowChange], dict[Place, Row | None]]:
    """Changes that turn the rows of a table as they were seen into those shown now, and the rows as they were seen.

    Rows are told apart by their labels, so that a changed key is a row removed and another added. A new row says
    `DEFAULTS` where nothing was typed; one without any cell is none.
    """
    changes: list[RowChange] = []
    expected: dict[Place, Row | None] = {}
    old, new = _rows(name, seen), _rows(name, shown)
    for label, row in old.items():
        if label not in new or _key(name, new[label]) != _key(name, row):
            changes.append(RowChange(name, _key(name, row), None))
            expected[name, _key(name, row)] = row
    for label, row in new.items():
        before = old.get(label)
        if before == row or not any(row.values()):
            continue
        key = _key(name, row)
        if before is not None and _key(name, before) == key:
            changes.append(RowChange(name, key, {c: cell for c, cell in row.items() if cell != before[c]}))
            expected[name, key] = before
        else:
            blank = {column: word for column, word in DEFAULTS.items() if not row.get(column, "x")}
            changes.append(RowChange(name, key, row | blank))
            expected.setdefault((name, key), None)
    gone = {change.key for change in changes if change.row is None}
    again = {change.key for change in changes if change.row is not None}
    return [change for change in changes if change.row is not None or change.key not in gone & again], expected


def new_id(words: str, taken: Container[str]) -> str:
    """An id for something new, from its name: letters and digits, and a number where it is taken.

    >>> new_id("Côte d'Azur Network", {"cote-d-azur-network"}), new_id("منظمة", set())
    ('cote-d-azur-network-2', 'new-1')
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    if base and base not in taken:
        return base
    number = 2 if base else 1
    while f"{base or 'new'}-{number}" in taken:
        number += 1
    return f"{base or 'new'}-{number}"


def _rows(name: str, frame: pd.DataFrame) -> dict[object, Row]:
    rows = frame.reindex(columns=list(COLUMNS[name])).to_dict("index")
    return {label: {str(column): cleaned(cell) for column, cell in row.items()} for label, row in rows.items()}


def _key(name: str, row: Row) -> tuple[str, ...]:
    return tuple(row[column] for column in KEYS[name])
