"""How large a file may be: one place for `coalition load`, `coalition import` and the pages."""

from __future__ import annotations

FILE_BYTES = 700_000_000
"""Largest file, unpacked. The voting record of the General Assembly in one CSV is about 450 MB."""
XML_BYTES, JSON_BYTES, OLD_ENCODING_BYTES = 200_000_000, 20_000_000, 100_000_000
"""Largest XML, JSON and text in an old encoding; JSON takes up to 25 times its size in memory."""
LINES, LINE_CHARACTERS = 5_000_000, 1_000_000
"""Most lines of a text, and most characters of one line."""
GROWTH = 200
"""A gz file or part of a workbook that grows more often than this is a bomb; voting records grow 8 to 60 times."""
WORKBOOK_BYTES, WORKBOOK_PARTS, SMALL_PART = 700_000_000, 2_000, 1_000_000
"""Largest workbook, unpacked (a map of 900,000 stances takes about 380 MB); most parts of it; and the size from which
the `GROWTH` of a part counts."""
SHEET_ROWS = 1_048_576
"""Rows that a sheet of a workbook can have; a file that claims more is damaged or made by hand."""
GRID_ROWS, COLUMNS = 3_000_000, 1_000
"""Most rows of a table of another tool, and most columns of any table."""
FAULTS = 500
"""Faults of one kind that are kept for a table of another tool; the rest is counted in one more."""
CELL_FAULTS = 100
"""Formulas, and rows with merged cells, that are named one by one for each sheet of a workbook."""
