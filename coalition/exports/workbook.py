"""A map as an Excel workbook, one sheet per table: what `coalition load` reads."""

from __future__ import annotations

from pathlib import Path

from coalition.exports.contents import Contents
from coalition.exports.xlsx import Sheets, write_sheets

LOSES: tuple[str, ...] = ()


def write(contents: Contents, path: Path) -> None:
    """The tables, and a sheet `about` that `coalition load` passes over."""
    sheets: Sheets = {"about": (("what", "how"), contents.facts())}
    for name, frame in contents.frames():
        sheets[name] = (list(frame.columns), zip(*(frame[column] for column in frame.columns), strict=True))
    write_sheets(path, sheets)
