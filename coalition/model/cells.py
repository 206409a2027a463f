"""How a text stands in the cell of a table file so that no spreadsheet runs it, and how it is taken out again.

The one place that both the writers and the readers of tables use.
"""

from __future__ import annotations

import re

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A text that begins so could be taken for a formula; the last four are the wide signs of East Asian keyboards."""
_GUARDED = re.compile(f"'*[{re.escape(''.join(FORMULA))}]")
_CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LIKE_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def guarded(text: str) -> str:
    """The text with an apostrophe in front if a spreadsheet could take it for a formula.

    A text that has apostrophes and then such a character gets one more, so that `unguarded` gives every text back.

    >>> guarded("=1+1"), guarded("'=1+1"), guarded("'tis")
    ("'=1+1", "''=1+1", "'tis")
    """
    return f"'{text}" if _GUARDED.match(text) else text


def unguarded(cell: str) -> str:
    """The text that `guarded` made the cell from; a cell that needed no guard is its own text."""
    return cell[1:] if cell.startswith("'") and _GUARDED.match(cell) else cell


def coded(text: str) -> str:
    """The text as a workbook holds it: what merely looks like a coded character (``_x0041_``) is marked as text."""
    return _LIKE_CODE.sub("_x005F_", text)


def decoded(text: str) -> str:
    """The text of a workbook's cell, with coded characters (``_x000D_``) as themselves; halves of a pair stay coded."""
    return _CODED.sub(_character, text) if "_x" in text else text


def _character(found: re.Match[str]) -> str:
    number = int(found.group(1), 16)
    return found.group() if 0xD800 <= number <= 0xDFFF else chr(number)
