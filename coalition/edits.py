"""Rows typed by hand -> rows checked by the schemas of the files; all faults at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from coalition.errors import Fault, TableError
from coalition.model.schema import row_faults
from coalition.model.sheet import CONTROL, Sheet, quoted
from coalition.model.vocabulary import COLUMNS, KEYS, Tables

Row = dict[str, str]
DEFAULTS = {"visibility": "public", "grade": "seen", "leadership": "no", "coverage": "partial", "contestable": "no"}
"""What a new row says where whoever adds it says nothing: the word that claims least."""


def check_shape(changes: Iterable[tuple[str, tuple[str, ...], Mapping[str, str] | None]]) -> None:
    """Refuse unknown tables and columns, keys of the wrong length, and two changes of one row."""
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
        found = row_faults(name, frame, sheet, known) + _typed_faults(frame, sheet)
        places = [f"{name} {' '.join(key)}".strip() for key in own]
        faults += [replace(fault, file=places[fault.line], line=0) for fault in found]
    if faults:
        raise TableError(faults)


def cleaned(cell: Any) -> str:
    """A typed cell as text, trimmed; what is missing is empty."""
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
