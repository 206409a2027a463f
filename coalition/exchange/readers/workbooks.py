"""Excel workbooks within bounds: no bombs, no macros, no entities; sheets that can be read, and why others cannot."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from coalition.errors import CoalitionError, Fault, TableError
from coalition.exchange.readers.grid import COLUMNS_LIMIT, Grid, grid_of, header_name
from coalition.exchange.readers.incoming import Dropped
from coalition.exchange.readers.opening import Source, refusal
from coalition.model.cells import decoded, unguarded
from coalition.model.sheet import Sheet, sheet_of

UNPACKED, PARTS, RATIO, ROWS = 100_000_000, 2_000, 200, 200_000
SMALL = 1_000_000
DECLARATIONS = re.compile(rb"<!(DOCTYPE|ENTITY)|<\0!\0[DE]\0|\0<\0!\0[DE]", re.IGNORECASE)


def peek(source: Source) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Names of the sheets that are not hidden, with their headers."""
    with _book(source) as book:
        return tuple(
            (sheet.title, tuple(header_name(text) for text in next(_rows(source, sheet, 1, []), (0, []))[1]))
            for sheet in book.worksheets
            if sheet.sheet_state == "visible"
        )


def read_sheets(source: Source, wanted: tuple[str, ...]) -> tuple[dict[str, Grid], list[str]]:
    """The sheets of the names `wanted` (capitals aside) as grids, and the names of all others.

    Raises
    ------
    TableError
        One of them is hidden, or has merged cells or formulas; every such fault.
    """
    grids: dict[str, Grid] = {}
    others: list[str] = []
    faults: list[Fault] = []
    merged = _merged(source)
    with _book(source) as book:
        for number, sheet in enumerate(book.worksheets):
            name = header_name(sheet.title)
            if name not in wanted:
                others.append(sheet.title + (" (hidden)" if sheet.sheet_state != "visible" else ""))
                continue
            file = f"{source.name} sheet {sheet.title}"
            if sheet.sheet_state != "visible":
                faults.append(Fault(file, 0, "", "is hidden", "show it, or delete it"))
            for area in merged.get(number, []):
                faults.append(Fault(file, int(area[1]), area[0], "has merged cells", "unmerge them and fill each cell"))
            rows = list(_rows(source, sheet, ROWS, faults))
            if not faults:
                grids[name] = grid_of(file, [line for line, _ in rows], [cells for _, cells in rows])
    if faults:
        raise TableError(faults)
    return grids, others


def read_all(source: Source, faults: list[Fault]) -> tuple[dict[str, Sheet], list[Dropped]]:
    """Every sheet that is shown and not empty, as it stands, and what is left out; faults of form go to `faults`."""
    sheets: dict[str, Sheet] = {}
    dropped: list[Dropped] = []
    merged = _merged(source)
    with _book(source) as book:
        for number, sheet in enumerate(book.worksheets):
            file = f"{source.name} sheet {sheet.title}"
            if sheet.sheet_state != "visible":
                dropped.append(Dropped(f"hidden sheet {sheet.title}", 1, "hidden sheets are not read; show it"))
                continue
            found = list(_rows(source, sheet, ROWS, faults))
            for column, line in merged.get(number, []):
                faults.append(Fault(file, int(line), column, "has merged cells", "unmerge them and fill each cell"))
            if found:
                rows = [[unguarded(decoded(cell)) for cell in cells] for _, cells in found]
                sheets[sheet.title] = sheet_of(file, rows, [line for line, _ in found], faults)
    return sheets, dropped


@contextmanager
def _book(source: Source) -> Iterator[Any]:
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


def _refuse_parts(source: Source) -> None:
    try:
        with zipfile.ZipFile(source.path) as archive:
            parts = archive.infolist()
            names = [part.filename for part in parts]
            if not any(name.startswith("xl/") for name in names):
                raise refusal(source.name, "is a zip file, not a workbook", "unpack it and give the file in it")
            if any(part.flag_bits & 1 for part in parts):
                raise refusal(source.name, "is protected by a password", "save a copy without password")
            size = sum(part.file_size for part in parts)
            bomb = any(part.file_size > SMALL and part.file_size > RATIO * part.compress_size for part in parts)
            if size > UNPACKED or len(parts) > PARTS or bomb:
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


def _merged(source: Source) -> dict[int, list[tuple[str, str]]]:
    """The first merged areas of each sheet, by its number: column and row of their first cell."""
    found: dict[int, list[tuple[str, str]]] = {}
    with zipfile.ZipFile(source.path) as archive:
        for name in archive.namelist():
            if place := re.fullmatch(r"xl/worksheets/sheet(\d{1,4})\.xml", name):
                with archive.open(name) as stream:
                    text = stream.read(UNPACKED)
                areas = re.findall(rb'<mergeCell ref="([A-Z]{1,3})(\d{1,7})', text)[:20]
                found[int(place.group(1)) - 1] = [(column.decode(), row.decode()) for column, row in areas]
    return found


def _rows(source: Source, sheet: Any, limit: int, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not empty with their numbers, cells as text; formulas go to `faults`."""
    count = 0
    file = f"{source.name} sheet {sheet.title}"
    sheet.reset_dimensions()  # a sheet may claim a million rows that it does not have
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number > ROWS:
            remedy = "split it, or delete the empty rows at its end"
            raise refusal(file, f"has more than {ROWS:,} rows", remedy, number)
        if len(cells) > COLUMNS_LIMIT and any(cell.value is not None for cell in cells[COLUMNS_LIMIT:]):
            raise refusal(file, f"has {len(cells):,} columns", f"keep at most {COLUMNS_LIMIT:,}", number)
        texts = [_text(cell.value) for cell in cells[:COLUMNS_LIMIT]]
        if not any(texts):
            continue
        for cell in cells[:COLUMNS_LIMIT]:
            if cell.data_type == "f" and len(faults) < FORMULAS:
                faults.append(Fault(file, number, cell.column_letter, "is a formula", "paste its value instead"))
        yield number, texts
        count += 1
        if count == limit:
            return


FORMULAS = 100
"""Formulas that are named one by one."""


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
    return str(value).strip()
