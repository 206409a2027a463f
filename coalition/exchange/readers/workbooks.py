"""Excel workbooks within bounds: no bombs, no macros, no entities; sheets that can be read, and why others cannot.

One rule for `coalition load`, `coalition import` and the readers of other tools. A hidden sheet is never read: one that
is asked for by its name is a fault, any other is left out. A formula is a fault of its row, a merged cell of all its
rows.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from coalition.errors import CoalitionError, Fault, TableError
from coalition.exchange.readers.grid import Grid, grid_of, header_name
from coalition.exchange.readers.incoming import Dropped
from coalition.exchange.readers.limits import (
    CELL_FAULTS,
    COLUMNS,
    GROWTH,
    SHEET_ROWS,
    SMALL_PART,
    WORKBOOK_BYTES,
    WORKBOOK_PARTS,
)
from coalition.exchange.readers.opening import BLOCK, OpenedFile, refusal
from coalition.model.cells import decoded, unguarded
from coalition.model.sheet import Sheet, sheet_of

DECLARATIONS = re.compile(rb"<!(DOCTYPE|ENTITY)|<\0!\0[DE]\0|\0<\0!\0[DE]", re.IGNORECASE)
MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3})(\d{1,7})(?::[A-Z]{1,3}(\d{1,7}))?"')
MERGED_LENGTH = 60
"""Longest text that `MERGED` finds."""

Rows = list[tuple[int, list[str]]]
"""Rows that are not empty with their numbers, cells as text."""


def peek(source: OpenedFile) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Names of the sheets that are not hidden, with their headers.

    Parameters
    ----------
    source
        A file of kind workbook.

    Raises
    ------
    TableError
        It is damaged, protected, too large, or holds macros.
    """
    with _book(source) as book:
        return tuple(
            (sheet.title, tuple(header_name(text) for text in next(_rows(source, sheet, []), (0, []))[1]))
            for sheet in book.worksheets
            if not _is_hidden(sheet)
        )


def read_sheets(source: OpenedFile, wanted: tuple[str, ...]) -> tuple[dict[str, Grid], list[str]]:
    """The sheets of some names as grids, and the names of all others.

    Parameters
    ----------
    source
        A file of kind workbook.
    wanted
        Names in small letters; capitals and space around a name do not count.

    Raises
    ------
    TableError
        One of them is hidden, or has merged cells or formulas; every such fault.
    """
    grids: dict[str, Grid] = {}
    others: list[str] = []
    faults: list[Fault] = []
    with _book(source) as book:
        for sheet in book.worksheets:
            name = header_name(sheet.title)
            if name not in wanted:
                others.append(sheet.title + (" (hidden)" if _is_hidden(sheet) else ""))
                continue
            rows = _named(source, sheet, faults)
            if not faults:
                file = _file(source, sheet)
                grids[name] = grid_of(file, [line for line, _ in rows], [cells for _, cells in rows])
    if faults:
        raise TableError(faults)
    return grids, others


def read_all(
    source: OpenedFile, faults: list[Fault], named: Collection[str], *, only_named: bool = False
) -> tuple[dict[str, Sheet], list[Dropped]]:
    """Every sheet that is not empty, as it stands, by its title; and what is left out.

    Parameters
    ----------
    source
        A file of kind workbook.
    faults
        Faults of form are added.
    named
        Names in small letters of sheets that may not be hidden; capitals and space around a name do not count.
    only_named
        Whether sheets of other names are passed over, and a sheet with such a name that is empty is a fault; else
        empty sheets and hidden ones of other names are left out.

    Raises
    ------
    TableError
        It is damaged, protected, too large, or holds macros.
    """
    sheets: dict[str, Sheet] = {}
    dropped: list[Dropped] = []
    with _book(source) as book:
        for sheet in book.worksheets:
            is_named = header_name(sheet.title) in named
            if only_named and not is_named:
                continue
            if not is_named and _is_hidden(sheet):
                dropped.append(Dropped(f"hidden sheet {sheet.title}", 1, "hidden sheets are not read; show it"))
                continue
            found = _named(source, sheet, faults)
            if found or (only_named and not _is_hidden(sheet)):
                rows = [[unguarded(cell) for cell in cells] for _, cells in found]
                sheets[sheet.title] = sheet_of(_file(source, sheet), rows, [line for line, _ in found], faults)
    return sheets, dropped


def _is_hidden(sheet: Any) -> bool:
    return bool(sheet.sheet_state != "visible")


def _file(source: OpenedFile, sheet: Any) -> str:
    """What messages call a sheet."""
    return f"{source.name} sheet {sheet.title}"


def _named(source: OpenedFile, sheet: Any, faults: list[Fault]) -> Rows:
    """The rows of a sheet that is asked for; that it is hidden, its formulas and merged cells go to `faults`."""
    file = _file(source, sheet)
    if _is_hidden(sheet):
        faults.append(Fault(file, 0, "", "is hidden", "show it, or delete it"))
        return []
    rows = list(_rows(source, sheet, faults))
    header = rows[0][1] if rows else []
    count = 0
    for column, first, last in _merged(source, sheet):
        count += last - first + 1
        if count > CELL_FAULTS:
            problem, remedy = f"has merged cells over more than {CELL_FAULTS} rows", "unmerge them and fill each cell"
            faults.append(Fault(file, 0, "", problem, remedy))
            break
        for line in range(first, last + 1):
            remedy = "unmerge them and fill each cell"
            faults.append(Fault(file, line, _column(header, column), "has merged cells", remedy))
    return rows


def _column(header: list[str], letters: str) -> str:
    """What messages call a column: its name, or its letters where it has none."""
    from openpyxl.utils import column_index_from_string

    place = column_index_from_string(letters) - 1
    return header[place].lower() if place < len(header) and header[place] else letters


@contextmanager
def _book(source: OpenedFile) -> Iterator[Any]:
    import openpyxl  # slow to import, and needed for workbooks only

    _refuse_parts(source)
    book = None
    try:
        book = openpyxl.load_workbook(source.path, read_only=True, data_only=False)
        yield book
    except (CoalitionError, MemoryError):
        raise
    except Exception as error:  # openpyxl lets any error of a damaged part through
        raise refusal(
            source.name, f"is a damaged workbook ({error.__class__.__name__})", "save it again as .xlsx"
        ) from None
    finally:
        if book is not None:
            book.close()


def _refuse_parts(source: OpenedFile) -> None:
    try:
        with zipfile.ZipFile(source.path) as archive:
            parts = archive.infolist()
            names = [part.filename for part in parts]
            if not any(name.startswith("xl/") for name in names):
                raise refusal(source.name, "is a zip file, not a workbook", "unpack it and give the file in it")
            if any(part.flag_bits & 1 for part in parts):
                raise refusal(source.name, "is protected by a password", "save a copy without password")
            size = sum(part.file_size for part in parts)
            bomb = any(part.file_size > SMALL_PART and part.file_size > GROWTH * part.compress_size for part in parts)
            if size > WORKBOOK_BYTES or len(parts) > WORKBOOK_PARTS or bomb:
                problem = f"grows to {size / 1_000_000:,.0f} MB in {len(parts):,} parts when unpacked"
                raise refusal(source.name, problem, "save its sheets as CSV")
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise refusal(source.name, "holds macros", "save a copy without macros (.xlsx)")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as stream:
                        if DECLARATIONS.search(stream.read(65_536)):
                            problem = f"declares a document type or an entity in {part.filename[:60]}"
                            raise refusal(source.name, problem, "save it again in a spreadsheet program")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        raise refusal(source.name, "is a damaged workbook", "save it again as .xlsx") from None


def _merged(source: OpenedFile, sheet: Any) -> Iterator[tuple[str, int, int]]:
    """The merged areas of a sheet: letters of the first column, first and last row."""
    with zipfile.ZipFile(source.path) as archive, archive.open(sheet._worksheet_path) as stream:
        rest = b""
        while block := stream.read(BLOCK):
            text, end = rest + block, 0
            for found in MERGED.finditer(text):
                end = found.end()
                first = int(found[2])
                yield found[1].decode(), first, max(first, int(found[3] or first))
            rest = text[max(end, len(text) - MERGED_LENGTH) :]


def _rows(source: OpenedFile, sheet: Any, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not empty with their numbers, cells as text; formulas go to `faults`."""
    file = _file(source, sheet)
    header: list[str] = []
    formulas = 0
    sheet.reset_dimensions()  # a sheet may claim a million rows that it does not have
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number > SHEET_ROWS:
            remedy = "split it, or delete the empty rows at its end"
            raise refusal(file, f"has more than {SHEET_ROWS:,} rows", remedy, number)
        if len(cells) > COLUMNS and any(cell.value is not None for cell in cells[COLUMNS:]):
            raise refusal(file, f"has {len(cells):,} columns", f"keep at most {COLUMNS:,}", number)
        texts = [_text(cell.value) for cell in cells[:COLUMNS]]
        if not any(texts):
            continue
        header = header or texts
        for cell in cells[:COLUMNS]:
            if cell.data_type == "f" and formulas <= CELL_FAULTS:
                formulas += 1
                if formulas > CELL_FAULTS:
                    problem, remedy = f"has more than {CELL_FAULTS} formulas", "paste their values instead"
                    faults.append(Fault(file, 0, "", problem, remedy))
                else:
                    column = _column([] if number == 1 else header, cell.column_letter)
                    faults.append(Fault(file, number, column, "is a formula", "paste its value instead"))
        yield number, texts


def _text(value: object) -> str:
    """A cell as the text that a person sees: whole numbers without '.0', dates as YYYY-MM-DD."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return decoded(str(value)).strip()
