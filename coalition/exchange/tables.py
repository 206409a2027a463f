"""Files -> tables: a folder of CSV files or an Excel workbook, read, checked and validated."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from coalition.errors import CoalitionError, Fault
from coalition.model.cells import decoded, unguarded
from coalition.model.schema import validate
from coalition.model.sheet import Sheet, quoted, sheet_of
from coalition.model.vocabulary import COLUMNS, Tables


def read_tables(path: str | Path) -> Tables:
    """The seven tables from a folder of CSV files or an Excel workbook.

    CSV: UTF-8 with or without byte order mark, comma or semicolon. Workbook: sheets named like the tables.
    "NA" is Namibia's code and stays text.

    Raises
    ------
    TableError
        With every fault of every table: file, line, column, value, reason and remedy.
    CoalitionError
        There is no such file or folder.
    """
    path = Path(path)
    if not path.exists():
        raise CoalitionError(f"{path} does not exist; give a folder of CSV files or an .xlsx workbook")
    sheets, faults = read_folder(path) if path.is_dir() else read_workbook(path)
    return validate(sheets, faults)


MOST_UNPACKED = 1_000_000_000
"""Bytes that a workbook may unpack to; more is a trap, or too much for the memory."""

SIGNATURES = {
    b"PK\x03\x04": "an Excel workbook or zip file",
    b"\xd0\xcf\x11\xe0": "an old Excel file (.xls)",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a gzip file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"{\\rtf": "a rich text document",
}


def read_folder(folder: Path, also: Iterable[str] = ()) -> tuple[dict[str, Sheet], list[Fault]]:
    """Sheets of a folder of CSV files named like the tables, with every fault of form; `also` may be there."""
    sheets: dict[str, Sheet] = {}
    faults: list[Fault] = []
    for name in (*COLUMNS, *also):
        path = folder / f"{name}.csv"
        if not path.is_file():
            if name in COLUMNS:
                faults.append(Fault(path.name, 0, "", "is missing", "add it (a line with the column names is enough)"))
            continue
        if sheet := read_csv(path.name, path.read_bytes(), faults):
            sheets[name] = sheet
    return sheets, faults


def read_workbook(path: Path, also: Iterable[str] = ()) -> tuple[dict[str, Sheet], list[Fault]]:
    """Sheets of an Excel workbook (.xlsx) named like the tables, with every fault of form; `also` may be there."""
    import openpyxl  # slow to import, and needed for workbooks only
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(part.file_size for part in packed.infolist())
        if size > MOST_UNPACKED:
            return {}, [
                Fault(path.name, 0, "", f"unpacks to {size / 1e6:,.0f} MB", "use a folder of CSV files instead")
            ]
        book = openpyxl.load_workbook(path, data_only=False)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, OSError, ValueError):
        return {}, [Fault(path.name, 0, "", "is not an Excel workbook", "save it as .xlsx, or give a folder of CSV")]
    sheets: dict[str, Sheet] = {}
    faults: list[Fault] = []
    for name in (*COLUMNS, *also):
        if name not in book.sheetnames:
            if name in COLUMNS:
                faults.append(
                    Fault(path.name, 0, f"sheet {name}", "is missing", "add it (a line with the column names)")
                )
            continue
        sheets[name] = read_worksheet(f"{path.name} sheet {name}", book[name], faults)
    return sheets, faults


def read_worksheet(file: str, worksheet: Any, faults: list[Fault]) -> Sheet:
    """One sheet of an open workbook; faults are added to `faults`."""
    rows: list[list[str]] = []
    lines: list[int] = []
    for number, cells in enumerate(worksheet.iter_rows(), start=1):
        texts = [_cell_text(cell) for cell in cells]
        for position, cell in enumerate(cells):
            if cell.data_type == "f":
                column = rows[0][position] if rows else f"column {position + 1}"
                faults.append(Fault(file, number, column, "is a formula", "paste its value instead"))
        if any(texts):
            rows.append(texts)
            lines.append(number)
    return sheet_of(file, rows, lines, faults)


def read_csv(file: str, data: bytes, faults: list[Fault]) -> Sheet | None:
    """The table of a CSV file from its bytes; None when it is not one. Faults are added to `faults`."""
    try:
        text = _decode(data)
    except ValueError as error:
        problem, _, remedy = str(error).partition("|")
        faults.append(Fault(file, 0, "", problem, remedy))
        return None
    return parse_csv(file, text, faults)


def _decode(data: bytes) -> str:
    """Text of a CSV file; ValueError "problem|remedy" when it is not UTF-8 text."""
    for signature, what in SIGNATURES.items():
        if data.startswith(signature):
            raise ValueError(f"is not a CSV file but {what}|save it as CSV (UTF-8)")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data[:200]:
        raise ValueError("is UTF-16 or binary, not UTF-8 text|save it as CSV (UTF-8)")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        guess = data[max(0, error.start - 20) : error.start + 20].decode("cp1252", "replace").replace("\n", " ").strip()
        raise ValueError(
            f"is not UTF-8 at line {line} (near {guess!r}, perhaps Windows-1252)|save it as CSV (UTF-8)"
        ) from None
    if text.lstrip()[:15].lower().startswith(("<!doctype", "<html", "<?xml", "{", "[")):
        raise ValueError("is not a CSV file but a web page or JSON|save the table itself as CSV (UTF-8)")
    return text


def parse_csv(file: str, text: str, faults: list[Fault]) -> Sheet:
    """The table of a CSV file from its text: commas, or what else the header has more of. Faults are added."""
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t|", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    start = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append([cell.strip() for cell in row])
                lines.append(start)
            start = reader.line_num + 1
    except csv.Error as error:
        faults.append(Fault(file, start, "", f"cannot be read from here on ({error})", "close the quotation mark"))
    for cells, line in zip(rows, lines, strict=True):
        for position, cell in enumerate(cells):
            if cell.startswith("=") and len(cell) > 1:
                column = rows[0][position] if position < len(rows[0]) else f"column {position + 1}"
                faults.append(Fault(file, line, column, f"{quoted(cell)} is a formula", "paste its value instead"))
    return sheet_of(file, [[unguarded(cell) for cell in cells] for cells in rows], lines, faults)


def _cell_text(cell: Any) -> str:
    """An Excel cell as the text a person sees: whole numbers without '.0', dates as YYYY-MM-DD."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return unguarded(decoded(str(value)).strip())
