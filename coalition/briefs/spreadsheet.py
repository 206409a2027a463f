"""The table of a brief as XLSX and CSV, so written that no cell is taken for a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from coalition.briefs.document import Brief
from coalition.model.cells import FORMULA, guarded
from coalition.model.characters import CONTROL, cleaned
from coalition.palette import LINK

MOST = 32_767
"""Characters that a cell of a workbook holds."""
WIDEST = 60


def csv_bytes(brief: Brief) -> bytes:
    """The table as CSV."""
    return table_csv(brief.table)


def table_csv(table: pd.DataFrame) -> bytes:
    """Any table as CSV, in UTF-8 with a mark, as spreadsheets expect it; no cell of it is a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_safe(str(name)) for name in table.columns])
    writer.writerows([[_safe(_value(cell)) for cell in row] for row in table.itertuples(index=False)])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def xlsx_bytes(brief: Brief) -> bytes:
    """A workbook: what the brief is, the table, and the sources."""
    book = Workbook()
    about = book.active
    if not isinstance(about, Worksheet):
        about = book.create_sheet()
    about.title = "about"
    _fill(about, ("What", "Words"), brief.facts())
    table = book.create_sheet("table")
    _fill(table, tuple(map(str, brief.table.columns)), [tuple(row) for row in brief.table.itertuples(index=False)])
    rows = [(one.number, one.what, one.date, one.source) for one in brief.sources]
    _fill(book.create_sheet("sources"), ("Number", "What", "Date", "Where it can be found"), rows)
    book.properties.title, book.properties.creator = cleaned(brief.title, CONTROL), "coalition"
    book.properties.created = book.properties.modified = dt.datetime.fromisoformat(brief.date)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Worksheet, head: tuple[str, ...], rows: list[Any]) -> None:
    """A head that stays in sight, and rows of text and numbers."""
    for y, row in enumerate([head, *rows], start=1):
        for x, cell in enumerate(row, start=1):
            value = _value(cell)
            written = sheet.cell(y, x)
            if isinstance(value, str):
                written.value = value[:MOST]
                written.data_type = "s"  # a text, whatever it begins with
                written.quotePrefix = value.startswith(FORMULA)
                written.alignment = Alignment(wrap_text=True, vertical="top")
            else:
                written.value = value
                written.alignment = Alignment(vertical="top")
            if y == 1:
                written.font, written.fill = Font(bold=True, color=LINK[1:]), PatternFill("solid", fgColor="EEF3F8")
    for x, _ in enumerate(head, start=1):
        longest = max(len(str(cell.value or "")) for cell in sheet[get_column_letter(x)])
        sheet.column_dimensions[get_column_letter(x)].width = min(max(longest + 2, 8), WIDEST)
    sheet.freeze_panes = "A2"


def _value(cell: Any) -> Any:
    """A number as it is, a missing value as nothing, anything else as text without control characters."""
    if pd.api.types.is_scalar(cell) and pd.isna(cell):
        return None
    value = cell.item() if hasattr(cell, "item") else cell
    return value if isinstance(value, int | float) else cleaned(str(value), CONTROL)


def _safe(value: Any) -> Any:
    """A text that could be taken for a formula gets an apostrophe in front."""
    return guarded(value) if isinstance(value, str) else value
