"""Refused rows -> a workbook or CSV text: the same sheets with the column `reason`, safe to open."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pandas as pd

from coalition.english import number_of
from coalition.model.characters import CONTROL, cleaned


def rows(count: int) -> str:
    """A number of rows in words.

    >>> rows(1), rows(21000)
    ('1 row', '21,000 rows')
    """
    return number_of(count, "row")


def refused_workbook(refused: Mapping[str, pd.DataFrame]) -> bytes:
    """The refused rows of each sheet as an Excel workbook; every cell is text, also where it begins like a formula."""
    import openpyxl
    from openpyxl.cell.cell import WriteOnlyCell

    book = openpyxl.Workbook(write_only=True)
    for title, table in refused.items():
        sheet = book.create_sheet(_title(title))
        for row in (list(table.columns), *table.itertuples(index=False)):
            cells = []
            for value in row:
                cell = WriteOnlyCell(sheet, value=cleaned(str(value), CONTROL, instead="\N{REPLACEMENT CHARACTER}"))
                cell.data_type = "s"
                cells.append(cell)
            sheet.append(cells)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _title(title: str) -> str:
    return "".join("-" if character in "[]:*?/\\" else character for character in title)[:31] or "list"
