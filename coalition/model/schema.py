"""Raw sheets -> validated tables. One pandera schema per table; all faults of all tables at once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

import pandas as pd
import pandera.pandas as pa

from coalition.errors import Fault, TableError
from coalition.model.differences import sort_tables
from coalition.model.sheet import ERROR_CELLS, Sheet, quoted
from coalition.model.vocabulary import (
    ADDED,
    COLUMNS,
    KEYS,
    Act,
    Coverage,
    EvidenceKind,
    Grade,
    Kind,
    Position,
    Tables,
    Visibility,
    YesNo,
    split,
)

ID_LIMIT, NAME_LIMIT, TEXT_LIMIT = 100, 300, 2000
ID_PATTERN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
TEST = "test"
"""Where a check keeps its test of a single cell."""


def _each(test: Callable[[str], bool], because: str) -> pa.Check:
    """A check of single cells; it runs once per distinct value. `because` is "problem|remedy"."""

    def check(cells: pd.Series[str]) -> pd.Series[bool]:
        verdict = {value: test(value) for value in cells.unique()}
        return cells.map(verdict).astype(bool)

    return pa.Check(check, error=because, statistics={TEST: test})


def _filled() -> pa.Check:
    return _each(bool, "is empty|fill it in")


def _limit(length: int) -> pa.Check:
    return _each(lambda cell: len(cell) <= length, f"is longer than {length} characters|shorten it")


def _no_error_cell() -> pa.Check:
    return _each(lambda cell: cell not in ERROR_CELLS, "is a spreadsheet error|type the value")


def _text(limit: int = TEXT_LIMIT, *, required: bool = True) -> pa.Column:
    checks = [_limit(limit), _no_error_cell()]
    return pa.Column(str, [_filled(), *checks] if required else checks)


def _id() -> pa.Column:
    pattern = "has characters other than letters, digits, '.', '_' and '-'|use those only, no spaces"
    return pa.Column(
        str,
        [_filled(), _limit(ID_LIMIT), _each(lambda cell: not cell or bool(ID_PATTERN.fullmatch(cell)), pattern)],
    )


def _one_of(vocabulary: type[StrEnum], *, many: bool = False) -> pa.Column:
    allowed = [str(word) for word in vocabulary]
    because = f"is not one of {', '.join(allowed)}|use one of these"
    parts: Callable[[str], Iterable[str]] = split if many else lambda cell: [cell]
    return pa.Column(str, [_filled(), _each(lambda cell: not cell or all(p in allowed for p in parts(cell)), because)])


def is_date(cell: str) -> bool:
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", cell):
        return False
    try:
        dt.date.fromisoformat(f"{cell}-01-01"[:10] if len(cell) < 7 else f"{cell}-01"[:10])
    except ValueError:
        return False
    return True


def _date(*, required: bool = True) -> pa.Column:
    because = "is not a date|write YYYY, YYYY-MM or YYYY-MM-DD"
    check = _each(lambda cell: not cell or is_date(cell), because)
    return pa.Column(str, [_filled(), check] if required else check)


def _country() -> pa.Column:
    because = "is not an ISO 3166-1 alpha-3 code|write three capital letters, or leave it empty"
    return pa.Column(str, _each(lambda cell: not cell or bool(re.fullmatch(r"[A-Z]{3}", cell)), because))


SCHEMAS: dict[str, pa.DataFrameSchema] = {
    "groups": pa.DataFrameSchema(
        {"id": _id(), "name": _text(NAME_LIMIT), "long_name": _text(NAME_LIMIT), "source": _text()}
    ),
    "blocs": pa.DataFrameSchema({"id": _id(), "name": _text(NAME_LIMIT), "source": _text()}),
    "actors": pa.DataFrameSchema(
        {
            "id": _id(),
            "name": _text(NAME_LIMIT),
            "kind": _one_of(Kind),
            "regional_group": _text(ID_LIMIT, required=False),
            "country": _country(),
            "blocs": _text(required=False),
            "visibility": _one_of(Visibility),
            "note": _text(required=False),
            "grade": _one_of(Grade),
            "source": _text(),
        }
    ),
    "recommendations": pa.DataFrameSchema(
        {
            "id": _id(),
            "paragraph": _text(ID_LIMIT, required=False),
            "theme": _text(NAME_LIMIT),
            "text": _text(),
            "addressed_to": _one_of(Kind, many=True),
            "target_evidence": _text(ID_LIMIT, required=False),
            "source": _text(),
        }
    ),
    "evidence": pa.DataFrameSchema(
        {
            "id": _id(),
            "title": _text(NAME_LIMIT),
            "citation": _text(NAME_LIMIT),
            "kind": _one_of(EvidenceKind),
            "act": _one_of(Act),
            "leadership": _one_of(YesNo),
            "date_from": _date(),
            "date_to": _date(),
            "coverage": _one_of(Coverage),
            "body": _text(NAME_LIMIT, required=False),
            "family": _text(NAME_LIMIT, required=False),
            "visibility": _one_of(Visibility),
            "grade": _one_of(Grade),
            "source": _text(),
        }
    ),
    "bears_on": pa.DataFrameSchema(
        {"evidence_id": _id(), "recommendation_id": _id(), "why": _text(), "contestable": _one_of(YesNo)}
    ),
    "stances": pa.DataFrameSchema(
        {
            "actor_id": _id(),
            "evidence_id": _id(),
            "position": _one_of(Position),
            "ended": _date(required=False),
            "note": _text(required=False),
            "grade": _one_of(Grade),
            "source": _text(),
        }
    ),
}

REFERENCES: tuple[tuple[str, str, str], ...] = (
    ("actors", "regional_group", "groups"),
    ("actors", "blocs", "blocs"),
    ("recommendations", "target_evidence", "evidence"),
    ("bears_on", "evidence_id", "evidence"),
    ("bears_on", "recommendation_id", "recommendations"),
    ("stances", "actor_id", "actors"),
    ("stances", "evidence_id", "evidence"),
)
"""(table, column, table whose ids its values must be); an empty cell refers to nothing."""


def validate(sheets: dict[str, Sheet], faults: list[Fault]) -> Tables:
    """Tables from sheets; raises `TableError` with `faults` and all those found here.

    Columns that earlier releases had not are empty where a sheet lacks them; `coalition.history.earlier` fills `act`.
    """
    faults = list(faults)
    frames = {name: _frame(name, sheet, faults) for name, sheet in sheets.items()}
    for name, frame in frames.items():
        faults += _schema_faults(name, frame, sheets[name])
        faults += _duplicates(name, frame, sheets[name])
    for table, column, target in REFERENCES:
        if table in frames and target in frames:
            faults += _dangling(frames[table][column], sheets[table], column, target, set(frames[target]["id"]))
    if "evidence" in frames:
        faults += _reversed_dates(frames["evidence"], sheets["evidence"])
        if "stances" in frames:
            faults += _ended_before(frames["stances"], sheets["stances"], frames["evidence"])
    if "actors" in frames and "recommendations" in frames:
        ids, known = frames["recommendations"]["id"], {"actors": set(frames["actors"]["id"])}
        faults += _shared_ids(ids, sheets["recommendations"], "actors", known)
    if faults:
        raise TableError(faults)
    return sort_tables(Tables(**frames))


def row_faults(
    name: str, frame: pd.DataFrame, sheet: Sheet, known: Mapping[str, set[str]], evidence: pd.DataFrame
) -> list[Fault]:
    """Faults of some rows of one table, given the ids of the whole map that they may refer to, and its evidence."""
    faults = _schema_faults(name, frame, sheet)
    for table, column, target in REFERENCES:
        if table == name:
            faults += _dangling(frame[column], sheet, column, target, known[target])
    if name == "evidence":
        faults += _reversed_dates(frame, sheet)
    if name == "stances":
        faults += _ended_before(frame, sheet, evidence)
    if name in ("actors", "recommendations"):
        faults += _shared_ids(frame["id"], sheet, "recommendations" if name == "actors" else "actors", known)
    return faults


def _frame(name: str, sheet: Sheet, faults: list[Fault]) -> pd.DataFrame:
    """The sheet with the columns of its table, in order; a missing or unknown column is a fault."""
    line = 1 if sheet.header else 0
    for column in sheet.header:
        if column and column not in COLUMNS[name]:
            expected = ", ".join(COLUMNS[name])
            faults.append(Fault(sheet.file, line, column, "is not a column of this table", f"it has {expected}"))
    frame = pd.DataFrame(sheet.rows, columns=sheet.header, dtype=str)
    frame = frame.loc[:, ~frame.columns.duplicated()]
    for column in COLUMNS[name]:
        if column not in frame and sheet.header and column not in ADDED.get(name, ()):
            faults.append(Fault(sheet.file, line, column, "is missing from the header", "add the column"))
    return frame.reindex(columns=list(COLUMNS[name]), fill_value="")


def _faultless(name: str, frame: pd.DataFrame) -> bool:
    """Whether every cell passes its checks: told sooner than a report of what does not."""
    return all(
        isinstance(value, str) and all(check.statistics[TEST](value) for check in column.checks)
        for key, column in SCHEMAS[name].columns.items()
        for value in frame[key].unique()
    )


def _schema_faults(name: str, frame: pd.DataFrame, sheet: Sheet) -> list[Fault]:
    if _faultless(name, frame):
        return []
    try:
        SCHEMAS[name].validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        missing = set(COLUMNS[name]) - set(sheet.header)
        return [
            _cell_fault(sheet, int(case.index), str(case.column), str(case.failure_case), str(case.check))
            for case in errors.failure_cases.itertuples()
            if case.index is not None and str(case.column) not in missing
        ]
    return []


def _cell_fault(sheet: Sheet, row: int, column: str, value: str, because: str) -> Fault:
    problem, _, remedy = because.partition("|")
    shown = problem if not value else f"{quoted(value)} {problem}"
    return Fault(sheet.file, sheet.lines[row], column, shown, remedy)


def _duplicates(name: str, frame: pd.DataFrame, sheet: Sheet) -> list[Fault]:
    keys = list(KEYS[name])
    filled = (frame[keys] != "").all(axis=1)
    first = frame[filled].drop_duplicates(keys)[keys].assign(line=lambda part: [sheet.lines[i] for i in part.index])
    again = frame[filled & frame.duplicated(keys)].merge(first, on=keys, how="left")
    rows = frame.index[filled & frame.duplicated(keys)]
    what = "id" if len(keys) == 1 else "pair"
    return [
        Fault(
            sheet.file,
            sheet.lines[row],
            "+".join(keys),
            f"{quoted(' '.join(again.loc[i, keys]))} is the same {what} as in line {again.loc[i, 'line']}",
            "keep one of the two rows",
        )
        for i, row in enumerate(rows)
    ]


def _dangling(cells: pd.Series[str], sheet: Sheet, column: str, target: str, known: set[str]) -> list[Fault]:
    faults = []
    for row, cell in cells[~cells.isin(known) & (cells != "")].items():
        unknown = [value for value in (split(cell) if column == "blocs" else [cell]) if value not in known]
        if unknown:
            because = f"is not an id in {target}|add it there or correct it here"
            faults.append(_cell_fault(sheet, int(str(row)), column, ";".join(unknown), because))
    return faults


def _reversed_dates(frame: pd.DataFrame, sheet: Sheet) -> list[Fault]:
    start, end = frame["date_from"], frame["date_to"]
    both = start.map(is_date).astype(bool) & end.map(is_date).astype(bool)  # of no rows a map has no truth values
    wrong = frame[both & (end.str[:4] < start.str[:4])]
    because = "lies before date_from|exchange the two dates"
    return [_cell_fault(sheet, int(row), "date_to", wrong.loc[row, "date_to"], because) for row in wrong.index]


def _ended_before(frame: pd.DataFrame, sheet: Sheet, evidence: pd.DataFrame) -> list[Fault]:
    """Stances that are said to have ended before the year in which their evidence begins."""
    ended = frame[frame["ended"].map(is_date).astype(bool)] if len(frame) else frame
    begun = ended["evidence_id"].map(dict(zip(evidence["id"], evidence["date_from"], strict=True))).fillna("")
    wrong = ended[ended["ended"].str[:4] < begun.str[:4]]
    because = "lies before the evidence begins|write when the support ended, or correct date_from of the evidence"
    return [_cell_fault(sheet, int(row), "ended", wrong.loc[row, "ended"], because) for row in wrong.index]


def _shared_ids(cells: pd.Series[str], sheet: Sheet, other: str, known: Mapping[str, set[str]]) -> list[Fault]:
    """Actors and recommendations are nodes of one graph, so that no id may be both."""
    because = f"is also an id in {other}|give one of the two another id"
    shared = cells[cells.isin(known[other])]
    return [_cell_fault(sheet, int(str(row)), "id", cell, because) for row, cell in shared.items()]
