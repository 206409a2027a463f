"""A table as it stands in a file: text cells with their line numbers, and what is wrong with its form."""

from __future__ import annotations

from dataclasses import dataclass

from coalition.errors import Fault
from coalition.model.characters import CONTROL

ERROR_CELLS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"})


@dataclass(frozen=True)
class Sheet:
    """One table as read: `header` cells, `rows` of text cells as wide as the header, `lines` their line numbers."""

    file: str
    header: list[str]
    rows: list[list[str]]
    lines: list[int]


def sheet_of(file: str, rows: list[list[str]], lines: list[int], faults: list[Fault]) -> Sheet:
    """Header and rows of equal width; faults for what does not fit and for characters no cell may hold.

    Parameters
    ----------
    file
        What messages call it.
    rows
        Text cells of every row, that of the column names first.
    lines
        The line of each row.
    faults
        Faults of form are added.
    """
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


def quoted(value: str, limit: int = 40) -> str:
    """A cell for a message: quoted, control characters spelled out, cut.

    Parameters
    ----------
    value
        The cell.
    limit
        Most characters of it.
    """
    return repr(value if len(value) <= limit else value[: limit - 1] + "…")
