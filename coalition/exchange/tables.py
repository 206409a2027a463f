"""The seven tables from files: a folder of CSV files or an Excel workbook, read, checked and validated."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from coalition.errors import CoalitionError, Fault, TableError
from coalition.exchange.readers.grid import header_name
from coalition.exchange.readers.opening import open_file
from coalition.exchange.readers.sheets import read_text_sheet
from coalition.exchange.readers.workbooks import read_all
from coalition.history.earlier import told, whole
from coalition.model.schema import validate
from coalition.model.sheet import Sheet
from coalition.model.vocabulary import COLUMNS, Tables


@dataclass(frozen=True, eq=False)
class TableSheets:
    """Sheets by the name of their table, every fault of form, and `notes` on how they were read."""

    sheets: dict[str, Sheet] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def tables(self) -> Tables:
        """The seven tables, checked.

        Raises
        ------
        TableError
            With every fault of every table.
        """
        return whole(validate(self.sheets, self.faults))


def read_tables(path: str | Path) -> Tables:
    """The seven tables from a folder of CSV files or an Excel workbook.

    "NA" is Namibia's code and stays text.

    Parameters
    ----------
    path
        A folder with a CSV file for each table (any usual encoding; comma, semicolon, tab or bar between cells), or a
        workbook with a sheet for each.

    Raises
    ------
    TableError
        With every fault of every table: file, line, column, value, reason and remedy.
    CoalitionError
        There is no such file or folder.
    """
    return read_table_sheets(path).tables()


def read_table_sheets(path: str | Path, also: Collection[str] = ()) -> TableSheets:
    """The sheets of a folder of CSV files or a workbook that are named like the tables; others are not read.

    Parameters
    ----------
    path
        A folder or a workbook.
    also
        Names of further tables that may be there.

    Raises
    ------
    CoalitionError
        There is no such file or folder.
    """
    if not isinstance(path, str | Path) or not str(path):
        raise CoalitionError(f"path: {path!r} names no file or folder; give a folder of CSV files or an .xlsx workbook")
    path = Path(path)
    if not path.exists():
        raise CoalitionError(f"{path} does not exist; give a folder of CSV files or an .xlsx workbook")
    found = TableSheets()
    if path.is_dir():
        _read_folder(path, also, found)
    else:
        _read_workbook(path.resolve(), also, found)  # a person may give a link; a folder may hold none that leads out
    evidence = found.sheets.get("evidence")
    if evidence and evidence.rows and "act" not in evidence.header:
        found.notes.append(told(evidence.file))
    return found


def _read_folder(folder: Path, also: Collection[str], found: TableSheets) -> None:
    for name in (*COLUMNS, *also):
        path = folder / f"{name}.csv"
        if path.exists():
            _read_file(path, name, found)
        elif name in COLUMNS:
            problem, remedy = "is missing", "add it (a line with the column names is enough)"
            found.faults.append(Fault(path.name, 0, "", problem, remedy))


def _read_file(path: Path, name: str, found: TableSheets) -> None:
    try:
        opened = open_file(path)
        if opened.kind == "text":
            found.sheets[name] = read_text_sheet(opened, found.faults)
            found.notes.extend(opened.notes)
        else:
            what = "a workbook" if opened.kind == "workbook" else opened.kind.upper()
            problem, remedy = f"is {what} where a table is expected", "save the table itself as CSV"
            found.faults.append(Fault(path.name, 0, "", problem, remedy))
    except TableError as error:
        found.faults.extend(error.faults)


def _read_workbook(path: Path, also: Collection[str], found: TableSheets) -> None:
    wanted = (*COLUMNS, *also)
    before = len(found.faults)
    try:
        opened = open_file(path)
        if opened.kind != "workbook":
            problem, remedy = "is not an Excel workbook", "save it as .xlsx, or give a folder of CSV"
            remedy += f"; a single list goes in with coalition import {path.name}"
            found.faults.append(Fault(path.name, 0, "", problem, remedy))
            return
        sheets, _ = read_all(opened, found.faults, wanted, only_named=True)
    except TableError as error:
        found.faults.extend(error.faults)
        return
    found.sheets.update({header_name(title): sheet for title, sheet in sheets.items()})
    hidden = {fault.file for fault in found.faults[before:] if not fault.line}
    for name in COLUMNS:
        if name not in found.sheets and f"{path.name} sheet {name}" not in hidden:
            problem, remedy = "is missing", "add it (a line with the column names)"
            found.faults.append(Fault(path.name, 0, f"sheet {name}", problem, remedy))
