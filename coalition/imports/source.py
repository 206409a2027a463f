"""A file, folder or upload -> sheets of text, whatever they are; what is no spreadsheet goes to the foreign formats."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from coalition.errors import CoalitionError, Fault, TableError
from coalition.formats.incoming import LINE, Dropped, Incoming
from coalition.sheets import Sheet, read_csv, read_worksheet

UNPACKED, CELLS, COLUMNS = 500_000_000, 30_000_000, 500
"""A workbook may unpack to so many bytes, a sheet reach over so many cells and columns: more is a mistake or a trap."""


@dataclass(frozen=True, eq=False)
class Source:
    """What was given: its sheets by title, faults of form, what it holds besides. `foreign`: ids are its own."""

    what: str
    file: str
    sheets: dict[str, Sheet]
    faults: list[Fault] = field(default_factory=list)
    dropped: tuple[Dropped, ...] = ()
    foreign: bool = False


def read(path: str | Path) -> Source:
    """Sheets of a workbook, of a folder of CSV files, of one CSV file, or of a file in a foreign format.

    Raises
    ------
    CoalitionError
        It is not there, or nothing that can be read.
    """
    path = Path(path)
    if not path.exists():
        raise CoalitionError(f"{path} does not exist; give a workbook, a folder of CSV files or one list")
    if path.is_dir():
        return _folder(path)
    return read_bytes(path.name, path.read_bytes(), path)


def read_bytes(name: str, data: bytes, path: Path | None = None) -> Source:
    """The same from the bytes of an upload; `path` where they lie in a file."""
    if path is not None and (incoming := _foreign(path)) is not None:
        return from_incoming(incoming)
    if data[:4] == b"PK\x03\x04":
        return _workbook(name, data)
    faults: list[Fault] = []
    sheet = read_csv(name, data, faults)
    if sheet is None:
        raise TableError(faults)
    return Source("one list", name, {Path(name).stem: sheet}, faults)


def from_incoming(incoming: Incoming) -> Source:
    """What a reader of a foreign format gives, as sheets."""
    sheets = {}
    for table, frame in incoming.tables.items():
        lines = [int(line) if str(line).isdecimal() else i for i, line in enumerate(frame[LINE], start=1)]
        body = frame.drop(columns=LINE)
        sheets[table] = Sheet(f"{incoming.file} {table}", list(body.columns), _rows(body.astype(str)), lines)
    return Source(incoming.format, incoming.file, sheets, [], incoming.dropped, foreign=True)


def _rows(frame: pd.DataFrame) -> list[list[str]]:
    """Rows of a frame; equal cells are one text in memory, since a record of votes says few things many times."""
    known: dict[str, str] = {}
    columns = [[known.setdefault(cell, cell) for cell in frame[column]] for column in frame]
    return [list(row) for row in zip(*columns, strict=True)]


def _foreign(path: Path) -> Incoming | None:
    """The file as one of the foreign formats; None where it is none of them."""
    import importlib

    formats = importlib.import_module("coalition.formats")
    reader = getattr(formats, "read_any", None)
    found = reader(path) if reader is not None else None
    return found if isinstance(found, Incoming) else None


def _folder(path: Path) -> Source:
    faults: list[Fault] = []
    sheets = {}
    inside = path.resolve()
    for file in sorted(path.glob("*.csv")):
        if inside not in file.resolve().parents:
            faults.append(
                Fault(file.name, 0, "", "is a link to a place outside the folder", "put the file itself there")
            )
        elif (sheet := read_csv(file.name, file.read_bytes(), faults)) is not None:
            sheets[file.stem] = sheet
    if not sheets and not faults:
        raise CoalitionError(f"{path} holds no .csv file; give the folder in which the tables are")
    return Source("a folder of lists", path.name, sheets, faults)


def _workbook(name: str, data: bytes) -> Source:
    import openpyxl  # slow to import, and needed for workbooks only
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > UNPACKED:
            raise CoalitionError(f"{name} unpacks to {unpacked / 1e6:,.0f} MB; split it into smaller workbooks")
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=False)
    except CoalitionError:
        raise
    except (zipfile.BadZipFile, InvalidFileException, KeyError, OSError, ValueError, TypeError, SyntaxError):
        raise CoalitionError(
            f"{name} is not an Excel workbook, or damaged; save it as .xlsx without a password"
        ) from None
    faults: list[Fault] = []
    dropped = []
    sheets = {}
    for sheet in book.worksheets:
        file = f"{name} sheet {sheet.title}"
        if sheet.sheet_state != "visible":
            dropped.append(Dropped(f"hidden sheet {sheet.title}", sheet.max_row, "hidden sheets are not read; show it"))
        elif sheet.max_row == sheet.max_column == 1 and sheet["A1"].value is None:
            continue
        elif sheet.max_column > COLUMNS or sheet.max_row * sheet.max_column > CELLS:
            problem = f"reaches over {sheet.max_row:,} rows and {sheet.max_column:,} columns"
            faults.append(Fault(file, 0, "", problem, "delete the empty rows and columns"))
        else:
            for area in sheet.merged_cells.ranges:
                faults.append(Fault(file, area.min_row, "", f"has merged cells ({area.coord})", "part them"))
            sheets[sheet.title] = read_worksheet(file, sheet, faults)
    return Source("a workbook", name, sheets, faults, tuple(dropped))
