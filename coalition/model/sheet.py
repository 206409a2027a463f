"""Files -> raw sheets: a folder of CSV files or an Excel workbook, as text cells with their line numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coalition.errors import Fault

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""Characters that no cell may hold: control characters other than tab, line feed and carriage return."""
ERROR_CELLS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"})


@dataclass(frozen=True)
class Sheet:
    """One table as read: `header` cells, `rows` of text cells as wide as the header, `lines` their line numbers."""

    file: str
    header: list[str]
    rows: list[list[str]]
    lines: list[int]


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


def quoted(value: str, limit: int = 40) -> str:
    """A cell for a message: quoted, control characters spelled out, cut."""
    return repr(value if len(value) <= limit else value[: limit - 1] + "…")
