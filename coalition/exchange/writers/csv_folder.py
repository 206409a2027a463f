"""A map as a folder of CSV files, one per table: what `coalition load` reads."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TextIO

import pandas as pd

from coalition.exchange.writers.contents import Contents
from coalition.model.cells import guarded

ABOUT = "about.txt"
LOSES: tuple[str, ...] = ()


def write(contents: Contents, path: Path) -> None:
    """The tables and a note `about.txt` in the folder `path`, in UTF-8 with a mark, as spreadsheets expect it."""
    path.mkdir(parents=True, exist_ok=True)
    for name, frame in contents.frames():
        with (path / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            write_table(frame, file)
    lines = [f"{what}: {how}\n" for what, how in contents.facts()]
    (path / ABOUT).write_text("".join(lines), encoding="utf-8")


def write_table(frame: pd.DataFrame, file: TextIO) -> None:
    """A table as CSV, each cell safe for spreadsheets."""
    writer = csv.writer(file)
    writer.writerow(frame.columns)
    writer.writerows(zip(*(safe_cells(frame[column]) for column in frame.columns), strict=True))


def safe_cells(column: pd.Series[str]) -> list[str]:
    """The cells of a column, guarded once per distinct text."""
    distinct = {text: guarded(text) for text in column.unique()}
    return [distinct[text] for text in column]
