"""A table of cells as it stands in a file: the header found, rows told apart, every cell with its line."""

from __future__ import annotations

import csv
import re
import unicodedata
from array import array
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

import pandas as pd

from coalition.errors import Fault
from coalition.exchange.readers.incoming import Dropped
from coalition.exchange.readers.limits import COLUMNS, FAULTS, GRID_ROWS
from coalition.exchange.readers.opening import OpenedFile, refusal
from coalition.model.characters import CONTROL, INVISIBLE, cleaned
from coalition.model.sheet import quoted

CHUNK = 1000
MOST_CELLS = 1_000_000
"""Cells of rows that are held at once: a line of 1 MB may be as many."""
FORMULA = re.compile(r"=\s*[A-Za-z@+(-]")


@dataclass(frozen=True, eq=False)
class Grid:
    """A table as read: `frame` of text categories under the names of the header, `lines` the line of each row."""

    file: str
    header: tuple[str, ...]
    frame: pd.DataFrame
    lines: pd.Series[int]
    faults: list[Fault] = field(default_factory=list)
    cleaned: int = 0

    @property
    def dropped(self) -> tuple[Dropped, ...]:
        why = "no text of a map may hold characters that cannot be printed; the rest of each text is kept"
        return (Dropped("control characters in texts", self.cleaned, why),) if self.cleaned else ()

    def __len__(self) -> int:
        return len(self.lines)

    def records(self) -> list[tuple[int, dict[str, str]]]:
        """Line and cells by name of the header, for each row."""
        rows = self.frame.astype("str").to_dict("records")
        return [
            (int(line), {str(k): str(v) for k, v in row.items()}) for line, row in zip(self.lines, rows, strict=True)
        ]


def clean_cell(cell: str) -> str:
    """A cell without marks that nobody sees, control characters and space around it, in one Unicode form."""
    if cell.isascii():
        return cell.strip() if cell.isprintable() else cleaned(cell, CONTROL, instead="").strip()
    return unicodedata.normalize("NFC", cleaned(cell, CONTROL, INVISIBLE, instead="")).strip()


def header_name(cell: str) -> str:
    return re.sub(r"\s+", " ", clean_cell(cell)).lower()


def sniff(head: str) -> tuple[str, tuple[str, ...]]:
    """Delimiter and header of a text: the delimiter that cuts the first line into most cells, comma if none does."""
    first = next((line for line in head.split("\n") if line.strip()), "")[:LINE_SNIFFED]
    best: tuple[str, tuple[str, ...]] = (",", ())
    for delimiter in (",", ";", "\t", "|"):
        try:
            cells = next(csv.reader([first], delimiter=delimiter), [])
        except csv.Error:
            continue
        if len(cells) > len(best[1]):
            best = (delimiter, tuple(header_name(cell) for cell in cells))
    return best


LINE_SNIFFED = 60_000


def read_grid(source: OpenedFile, keep: Collection[str] | None = None, rename: dict[str, str] | None = None) -> Grid:
    """The table of a text file; of the columns `keep` if given, each under its new name if `rename` has one.

    A row with more cells than the header is a fault and left out; a row with fewer is filled up with empty cells.

    Raises
    ------
    TableError
        No table can be told: two columns of one name, too many columns, an open quotation mark, a last row cut off.
    """
    delimiter, _ = sniff(source.head)
    return _collect(source.name, _text_batches(source, delimiter), keep, rename or {}, whole=source.ends_whole)


def grid_of(file: str, lines: list[int], rows: list[list[str]]) -> Grid:
    """The table of rows that come with their lines, as from a sheet of a workbook."""
    return _collect(file, iter([(lines, rows)]), None, {})


def _text_batches(source: OpenedFile, delimiter: str) -> Iterator[tuple[list[int], list[list[str]]]]:
    """Rows by the thousand, or fewer wide ones, with the line that each begins in; blank lines left out."""
    reader = csv.reader(source.lines(), delimiter=delimiter, strict=True)
    numbers: list[int] = []
    rows: list[list[str]] = []
    end = cells = 0
    try:
        for row in reader:
            if row and (row[0] or any(row)):
                rows.append(row)
                numbers.append(end + 1)
                cells += len(row)
            end = reader.line_num
            if len(rows) == CHUNK or cells > MOST_CELLS:
                yield numbers, rows
                numbers, rows, cells = [], [], 0
    except csv.Error as error:
        raise refusal(source.name, *csv_problem(error), end + 1) from None
    yield numbers, rows


def csv_problem(error: csv.Error) -> tuple[str, str]:
    """What is wrong with a text that cannot be read as CSV, and what to do.

    Parameters
    ----------
    error
        What the reader of CSV raised.
    """
    if "unexpected end" in str(error):
        return "has a quotation mark that is never closed", "the file was cut off, or the mark is to be closed"
    return f"cannot be read from here on ({error})", "write a quotation mark in a cell twice"


class _Codes(dict[str, int]):
    """Each cell gets a number when it is first seen."""

    def __missing__(self, cell: str) -> int:
        number = self[cell] = len(self)
        return number


def _collect(
    file: str,
    batches: Iterator[tuple[list[int], list[list[str]]]],
    keep: Collection[str] | None,
    rename: dict[str, str],
    whole: Callable[[], bool] = lambda: True,
) -> Grid:
    header: list[str] = []
    names: list[str] = []
    columns: dict[int, tuple[_Codes, array[int]]] = {}
    lines, faults = array("q"), Faults(file)
    width, short = 0, False
    for batch_lines, batch in batches:
        numbers, rows = batch_lines, batch
        if not header and rows:
            header = _header(file, numbers.pop(0), rows.pop(0))
            names = [rename.get(name, name) for name in header]
            places = [i for i, name in enumerate(names) if name and (keep is None or name in keep)]
            columns = {i: (_Codes(), array("i")) for i in places}
            width = len(header)
        short = bool(rows) and len(rows[-1]) < width
        if rows and set(map(len, rows)) != {width}:
            numbers, rows = _even(numbers, rows, width, faults)
        lines.extend(numbers)
        if len(lines) > GRID_ROWS:
            raise refusal(file, f"has more than {GRID_ROWS:,} rows", "split the file", numbers[-1])
        cells = list(zip(*rows, strict=True))
        for i, (codes, column) in columns.items() if rows else ():
            column.extend(map(codes.__getitem__, cells[i]))
    if not header:
        raise refusal(file, "has no table in it", "begin with a line of column names")
    if short and width > 1 and not whole():
        raise refusal(file, "ends in the middle of a row: it was cut off", "download or save it again", lines[-1])
    frame = pd.DataFrame(
        {names[i]: _categories(column, list(codes)) for i, (codes, column) in columns.items()}, index=range(len(lines))
    )
    cleaned = sum(bool(CONTROL.search(cell)) for codes, _ in columns.values() for cell in codes)
    bad = _formulas(frame, lines, faults)
    frame, kept = frame[~bad].reset_index(drop=True), pd.Series(lines, dtype="int64")[~bad].reset_index(drop=True)
    return Grid(file, tuple(names), frame, kept, faults.found(), cleaned)


def _formulas(frame: pd.DataFrame, lines: array[int], faults: Faults) -> pd.Series[bool]:
    """Rows with a cell that a spreadsheet program would run; each is a fault."""
    bad = pd.Series(False, index=frame.index)
    for name in frame.columns:
        formulas = [cell for cell in frame[name].cat.categories if FORMULA.match(cell)]
        if formulas:
            rows = frame[name].isin(formulas)
            for row in frame.index[rows]:
                problem = f"{quoted(str(frame.at[row, name]))} is a formula"
                faults.add(lines[row], str(name), problem, "paste its value instead")
            bad |= rows
    return bad


def _even(numbers: list[int], rows: list[list[str]], width: int, faults: Faults) -> tuple[list[int], list[list[str]]]:
    """Rows of one width: short ones filled up, long ones without what is empty, those with too many cells left out."""
    kept: list[list[str]] = []
    lines: list[int] = []
    for line, row in zip(numbers, rows, strict=True):
        if any(cell.strip() for cell in row[width:]):
            remedy = "put text that holds the delimiter in quotation marks"
            faults.add(line, "", f"has {len(row)} cells where the header has {width}", remedy)
            continue
        kept.append((row + [""] * width)[:width])
        lines.append(line)
    return lines, kept


def _header(file: str, line: int, cells: list[str]) -> list[str]:
    header = [header_name(cell) for cell in cells]
    while header and not header[-1]:
        header.pop()
    if len(header) > COLUMNS:
        raise refusal(file, f"has {len(header):,} columns", f"keep at most {COLUMNS:,}", line)
    for name in sorted({name for name in header if name and header.count(name) > 1}):
        raise refusal(file, "stands twice in the header", "keep one column of that name", line, name)
    return header


def _categories(codes: array[int], cells: list[str]) -> pd.Categorical:
    """Cells as categories of their plain text; two cells of the same plain text are one."""
    numbers, values = pd.factorize(pd.Series([clean_cell(cell) for cell in cells], dtype="str"))
    together = pd.Series(numbers).reindex(pd.Series(codes, dtype="int32")).to_numpy()
    return pd.Categorical.from_codes(together, categories=pd.Index(values, dtype="str"))


class Faults:
    """Faults of one file, or of several that are read together: of each kind the first are kept, the rest counted."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._kept: list[Fault] = []
        self._count: dict[tuple[str, str, str], int] = {}

    def add(self, line: int, column: str, problem: str, remedy: str, file: str = "") -> None:
        kind = (file or self._file, column, remedy)
        self._count[kind] = self._count.get(kind, 0) + 1
        if self._count[kind] <= FAULTS:
            self._kept.append(Fault(kind[0], line, column, problem, remedy))

    def found(self) -> list[Fault]:
        more = [
            Fault(file, 0, column, f"and {count - FAULTS:,} more rows with a fault of this kind", remedy)
            for (file, column, remedy), count in self._count.items()
            if count > FAULTS
        ]
        return [*self._kept, *more]
