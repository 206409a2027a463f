"""A text that is open -> its sheet as it stands: what `coalition load` and `coalition import` read tables with."""

from __future__ import annotations

import csv

from coalition.errors import Fault
from coalition.exchange.readers.grid import csv_problem, sniff
from coalition.exchange.readers.limits import COLUMNS
from coalition.exchange.readers.opening import OpenedFile, refusal
from coalition.model.cells import unguarded
from coalition.model.sheet import Sheet, quoted, sheet_of


def read_text_sheet(opened: OpenedFile, faults: list[Fault]) -> Sheet:
    """The table of a CSV file, each cell without space around it and without its guard.

    Parameters
    ----------
    opened
        A file of kind text.
    faults
        Faults of form are added: formulas, control characters, rows that are too wide, a quotation mark left open.

    Returns
    -------
    Sheet
        Without header and rows where the file holds white space only, which is a fault.

    Raises
    ------
    TableError
        It has too many lines or columns, or a line that is too long.
    """
    delimiter, _ = sniff(opened.head)
    reader = csv.reader(opened.lines(exact=True), delimiter=delimiter, strict=True)
    clean = _Cells()
    rows: list[list[str]] = []
    lines: list[int] = []
    start = 1
    try:
        for row in reader:
            if len(row) > COLUMNS:
                raise refusal(opened.name, f"has {len(row):,} columns", f"keep at most {COLUMNS:,}", start)
            cells = [clean[cell] for cell in row]
            if any(cells):
                rows.append(cells)
                lines.append(start)
            if clean.formulas:
                for position, cell in enumerate(row):
                    if cell in clean.formulas:
                        column = rows[0][position].lower() if position < len(rows[0]) else f"column {position + 1}"
                        problem = f"{quoted(cell.strip())} is a formula"
                        faults.append(Fault(opened.name, start, column, problem, "paste its value instead"))
            start = reader.line_num + 1
    except csv.Error as error:
        problem, remedy = csv_problem(error)
        faults.append(Fault(opened.name, start, "", problem, remedy))
    return sheet_of(opened.name, rows, lines, faults)


class _Cells(dict[str, str]):
    """Each cell as it stands -> its text. Equal cells are one in memory, since tables say few things many times."""

    def __init__(self) -> None:
        self.formulas: set[str] = set()

    def __missing__(self, cell: str) -> str:
        text = cell.strip()
        if text.startswith("=") and len(text) > 1:
            self.formulas.add(cell)
        found = self[cell] = unguarded(text)
        return found
