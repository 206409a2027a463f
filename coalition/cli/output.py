"""Results -> what a command prints: a table for people, JSON or CSV for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

import pandas as pd


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def emit(
    answer: str,
    table: pd.DataFrame,
    form: Format,
    shown: Sequence[str] | None = None,
    **more: pd.DataFrame,
) -> None:
    """Print a result on standard output.

    Parameters
    ----------
    answer : str
        The result in a sentence; CSV leaves it out.
    table : DataFrame
        All columns go into JSON ({"answer": ..., "rows": [...]}) and CSV.
    form : Format
    shown : sequence of str, optional
        Columns of the table for people; all when left out.
    **more : DataFrame
        Further tables: under their names in JSON, below the first for people, not in CSV.
    """
    if form is Format.JSON:
        parts = {"answer": answer, "rows": _records(table), **{key: _records(value) for key, value in more.items()}}
        print(json.dumps(parts, ensure_ascii=False, indent=1))
    elif form is Format.CSV:
        flat = table.map(lambda cell: ";".join(map(str, cell)) if isinstance(cell, list | tuple) else cell)
        flat.to_csv(sys.stdout, index=False, lineterminator="\n")
    else:
        _print(answer, table[list(shown)] if shown else table, more)


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows with null for what is missing."""
    plain = table.astype(object).where(table.notna(), None)
    return [{str(key): _plain(value) for key, value in row.items()} for row in plain.to_dict("records")]


def _plain(value: Any) -> Any:
    """A value that JSON knows: numpy scalars and tuples as Python ones."""
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value.item() if hasattr(value, "item") else value


def _print(answer: str, table: pd.DataFrame, more: dict[str, pd.DataFrame]) -> None:
    from rich import box  # slow to import, and needed for people only
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if answer:
        console.print(Text(answer, style="bold"))
    for name, frame in {"": table, **more}.items():
        if frame.empty:
            continue
        grid = Table(title=Text(name) if name else None, box=box.SIMPLE_HEAD, title_justify="left")
        for column in frame.columns:
            number = pd.api.types.is_numeric_dtype(frame[column])
            grid.add_column(Text(str(column).replace("_", " ")), justify="right" if number else "left", overflow="fold")
        for row in frame.itertuples(index=False):
            grid.add_row(*(Text(_text(value)) for value in row))
        console.print(grid)


def _text(value: Any) -> str:
    """A cell for people: missing is empty, numbers with two decimals."""
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if pd.isna(value):
        return ""
    return f"{value:.2f}" if isinstance(value, float) and not value.is_integer() else _whole(value)


def _whole(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) else str(value)
