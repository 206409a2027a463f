"""Files -> raw sheets: a folder of CSV files or an Excel workbook, as text cells with their line numbers."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coalition.cells import decoded, unguarded
from coalition.errors import Fault
from coalition.model import COLUMNS

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""Characters that no cell may hold: control characters other than tab, line feed and carriage return."""
MOST_UNPACKED = 1_000_000_000
"""Bytes that a workbook may unpack to; more is a trap, or too much for the memory."""
ERROR_CELLS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"})
SIGNATURES = {
    b"PK\x03\x04": "an Excel workbook or zip file",
    b"\xd0\xcf\x11\xe0": "an old Excel file (.xls)",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a gzip file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"{\\rtf": "a rich text document",
}


@dataclass(frozen=True)
class Sheet:
    """One table as read: `header` cells, `rows` of text cells as wide as the header, `lines` their line numbers."""

    file: str
    header: list[str]
    rows: list[list[str]]
    lines: list[int]


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


def sheet_of(file: str, rows: list[list[str]], lines: list[int], faults: list[Fault]) -> Sheet:
    """Header and rows of equal width; faults for what does not fit and for characters no cell may hold."""
    if not rows:
        faults.append(Fault(file, 0, "", "is empty", "begin with a line of column names"))
        return Sheet(file, [], [], [])
    header = [cell.strip().lower() for cell in rows[0]]
    while header and not header[-1]:
        header.pop()
    width = len(header)
    for column in sorted({name for name in header if header.count(name) > 1}):
        faults.append(Fault(file, lines[0], column, "stands twice in the header", "keep one column of that name"))
    body: list[list[str]] = []
    for cells, line in zip(rows[1:], lines[1:], strict=True):
        if any(cells[width:]):
            problem = f"has {len(cells)} cells where the header has {width}"
            faults.append(Fault(file, line, "", problem, "put text that holds the delimiter in quotation marks"))
        if CONTROL.search("".join(cells)):
            for column, cell in zip(header, cells, strict=False):
                if found := CONTROL.search(cell):
                    problem = f"{quoted(cell)} holds the control character U+{ord(found.group()):04X}"
                    faults.append(Fault(file, line, column, problem, "delete that character"))
        body.append((cells + [""] * width)[:width])
    return Sheet(file, header, body, lines[1:])


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


def quoted(value: str, limit: int = 40) -> str:
    """A cell for a message: quoted, control characters spelled out, cut."""
    return repr(value if len(value) <= limit else value[: limit - 1] + "…")
