"""Results -> what a command prints: a table for people that fits the terminal, JSON or CSV for programs."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import pandas as pd

from coalition.english import capitalized
from coalition.model.cells import guarded

if TYPE_CHECKING:
    from rich.console import Console

HEADINGS = {
    "actor_id": "id",
    "agreement": "agree",
    "at": "when (UTC)",
    "correlation_with_next": "agrees with next",
    "date_to": "date",
    "evidence_id": "evidence",
    "group_name": "group",
    "high": "to",
    "low": "from",
    "n": "items",
    "other_name": "with",
    "own_group_congruence": "own group",
    "p_value": "chance",
    "rank_high": "to",
    "rank_low": "from",
    "recommendation_id": "id",
    "regional_group": "group",
    "sole_carriers": "sole carrier of",
    "undone_by": "undone by",
    "weakest_group_congruence": "weakest agreement",
    "with_degree": "agrees with degree",
}
"""Column -> its heading for people, where the name of the column with spaces for underscores does not say it."""
COUNTS = {"n": "number"}
"""Headings of a table that counts things."""
GAP = 2
"""Spaces between two columns."""
TALLEST = 4
"""Lines of a cell from which a table is harder to read than a block for each row."""
FIRST = 20
"""Rows shown to people where the question is about all actors."""
SHORT = 40
"""Characters up to which the cells of a column share a line of a block with others."""


class OutputFormat(StrEnum):
    TABLE = "table"
    JSON = "json"
    CSV = "csv"


@dataclass(frozen=True)
class Part:
    """A table of a result, and what people see of it; JSON and CSV hold all of it.

    table
        One row for each thing.
    shown
        Columns on the line of a row; all when empty. Those that hold nothing are left out.
    below
        Column -> words before it ("" for none): sentences under the line of a row.
    under
        Column whose value stands above the rows that have it, once; "" for none.
    first
        So many rows for people, with a word on how many there are; 0 for all.
    headings
        Column -> heading, where HEADINGS would say something else.
    """

    table: pd.DataFrame
    shown: Sequence[str] = ()
    below: Mapping[str, str] = field(default_factory=dict)
    under: str = ""
    first: int = 0
    headings: Mapping[str, str] = field(default_factory=dict)


def emit(
    answer: str, rows: pd.DataFrame | Part, form: OutputFormat, wide: bool = False, **more: pd.DataFrame | Part
) -> None:
    """Print a result on standard output.

    Parameters
    ----------
    answer : str
        The result in a sentence; CSV leaves it out.
    rows : DataFrame or Part
        All columns go into JSON ({"answer": ..., "rows": [...]}) and CSV.
    form : OutputFormat
        Table for people, JSON or CSV for programs.
    wide : bool
        For people: all columns instead of the few that answer.
    **more : DataFrame or Part
        Further tables: under their names in JSON, below the first for people, not in CSV.
    """
    parts = {name: part if isinstance(part, Part) else Part(part) for name, part in {"rows": rows, **more}.items()}
    if form is OutputFormat.JSON:
        whole = {"answer": answer, **{name: _records(part.table) for name, part in parts.items()}}
        print(json.dumps(whole, ensure_ascii=False, indent=1))
    elif form is OutputFormat.CSV:
        flat = parts["rows"].table.map(_cell)
        flat.to_csv(sys.stdout, index=False, lineterminator="\n")
    else:
        _print(answer, parts, wide)


def _cell(value: Any) -> Any:
    """A value for CSV: lists joined, and no text, or line of a text, that a spreadsheet would run."""
    words = ";".join(map(str, value)) if isinstance(value, list | tuple) else value
    return guarded(words).replace("\r", " ") if isinstance(words, str) else words


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows with null for what is missing."""
    plain = table.astype(object).where(table.notna(), None)
    return [{str(key): _plain(value) for key, value in row.items()} for row in plain.to_dict("records")]


def _plain(value: Any) -> Any:
    """A value that JSON knows: numpy scalars and tuples as Python ones."""
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value.item() if hasattr(value, "item") else value


def _print(answer: str, parts: Mapping[str, Part], wide: bool) -> None:
    from rich.console import Console  # slow to import, and needed for people only

    console = Console()
    if answer:
        _say(console, answer, style="bold")
    for name, part in parts.items():
        if part.table.empty:
            continue
        if answer or name != "rows":
            console.print()
        if name != "rows":
            _say(console, capitalized(name.replace("_", " ")), style="bold")
        _Sheet(console, part, wide).print()


def _say(console: Console, sentence: str, indent: int = 0, style: str = "") -> None:
    """Print a sentence in lines of whole words."""
    for line in _wrap(console, sentence, console.width - indent):
        _write(console, " " * indent + line, style)


def _wrap(console: Console, text: str, width: int) -> list[str]:
    from rich.cells import cell_len
    from rich.text import Text

    if cell_len(text) <= width and "\n" not in text:
        return [text]
    return [line.plain.rstrip() for line in Text(text).wrap(console, width, overflow="fold")]


def _write(console: Console, line: str, style: str = "") -> None:
    from rich.text import Text

    console.print(Text(line, style=style), soft_wrap=True)


class _Sheet:
    """A table laid out for the width of a terminal: a line for each row where that fits, else a block for each row."""

    def __init__(self, console: Console, part: Part, wide: bool) -> None:
        self.console, self.part = console, part
        table = part.table.head(part.first) if part.first else part.table
        self.below = {} if wide else part.below
        self.under = _texts(table[part.under]) if part.under and not wide else []
        shown = list(part.shown) if part.shown and not wide else [str(column) for column in table.columns]
        self.rows = len(table)
        self.texts = {column: _texts(table[column]) for column in [*shown, *self.below]}
        self.columns = [column for column in shown if any(self.texts[column])] or shown[:1]
        self.heads = [self._heading(column) for column in self.columns]
        self.right = [pd.api.types.is_numeric_dtype(table[column]) for column in self.columns]

    def _heading(self, column: str) -> str:
        return self.part.headings.get(column) or HEADINGS.get(column) or column.replace("_", " ")

    def print(self) -> None:
        from rich.cells import cell_len

        cells = [[head, *self.texts[column]] for head, column in zip(self.heads, self.columns, strict=True)]
        natural = [max(map(cell_len, column)) for column in cells]
        least = [max(cell_len(word) for cell in column for word in cell.split() or [""]) for column in cells]
        widths = _widths(natural, least, self.console.width)
        if widths is None:
            self._print_blocks()
        else:
            self._print_lines(widths)
        if self.rows < len(self.part.table):
            self._say(f"The first {self.rows} of {len(self.part.table)}; --format csv gives all.")

    def _print_lines(self, widths: list[int]) -> None:
        self._line(self.heads, widths, "bold")
        self._say("─" * (sum(widths) + GAP * (len(widths) - 1)), style="dim")
        for n in range(self.rows):
            if self.under and (n == 0 or self.under[n] != self.under[n - 1]):
                self._say(capitalized(self.under[n]), style="italic")
            self._line([self.texts[column][n] for column in self.columns], widths)
            self._print_below(n)

    def _print_blocks(self) -> None:
        head = "name" if "name" in self.columns else self.columns[0]
        rest = {column: words for column, words in zip(self.columns, self.heads, strict=True) if column != head}
        sentences = [column for column in rest if max(map(len, self.texts[column])) > SHORT]
        for n in range(self.rows):
            filled = {column: f"{words}: {text}" for column, words in rest.items() if (text := self.texts[column][n])}
            self._say(self.texts[head][n] or "-", style="bold")
            if line := " · ".join(cell for column, cell in filled.items() if column not in sentences):
                self._say(line, indent=4)
            for column in sentences:
                if column in filled:
                    self._say(filled[column], indent=4)
            self._print_below(n)

    def _print_below(self, n: int) -> None:
        for column, words in self.below.items():
            if text := self.texts[column][n]:
                self._say(f"{words}: {text}" if words else text, indent=4)

    def _line(self, cells: Sequence[str], widths: Sequence[int], style: str = "") -> None:
        from rich.cells import cell_len

        wrapped = [_wrap(self.console, cell, width) for cell, width in zip(cells, widths, strict=True)]
        for n in range(max(map(len, wrapped))):
            pieces = []
            for lines, width, right in zip(wrapped, widths, self.right, strict=True):
                piece = lines[n] if n < len(lines) else ""
                space = " " * (width - cell_len(piece))
                pieces.append(space + piece if right else piece + space)
            _write(self.console, (" " * GAP).join(pieces).rstrip(), style)

    def _say(self, sentence: str, indent: int = 0, style: str = "") -> None:
        _say(self.console, sentence, indent, style)


def _widths(natural: Sequence[int], least: Sequence[int], room: int) -> list[int] | None:
    """Widths of columns that hold every word whole; None where they do not fit, or cells would become tall."""
    widths = list(least)
    spare = room - sum(widths) - GAP * (len(widths) - 1)
    if spare < 0:
        return None
    for _ in range(spare):
        tallest = max(range(len(widths)), key=lambda n: natural[n] / max(widths[n], 1))
        if natural[tallest] <= widths[tallest]:
            break
        widths[tallest] += 1
    tall = any(whole > TALLEST * width for whole, width in zip(natural, widths, strict=True))
    return None if tall else widths


def _texts(column: pd.Series) -> list[str]:
    """Cells for people; numbers of one column have two decimals, or all have none."""
    if pd.api.types.is_float_dtype(column) and (column.dropna() % 1 != 0).any():
        return ["" if pd.isna(value) else f"{value:.2f}" for value in column]
    return [_text(value) for value in column]


def _text(value: Any) -> str:
    """A cell for people: missing is empty, yes and no in words, lists with spaces."""
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if pd.isna(value):
        return ""
    if isinstance(value, bool) or type(value).__name__ == "bool":  # numpy's is no bool of Python
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.2f}"
    return re.sub(r";(?=\S)", "; ", str(value))
