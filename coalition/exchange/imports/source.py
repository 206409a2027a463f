"""Files -> sheets of text, whatever they are: one's own workbook, lists and tables, or files of other tools."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from coalition.errors import CoalitionError, Fault, TableError
from coalition.exchange.imports.columns import table_of
from coalition.exchange.readers.incoming import LINE, Dropped, Incoming
from coalition.exchange.readers.network_mapping import NetworkMapping, Shape
from coalition.exchange.readers.opening import OpenedFile, open_file
from coalition.exchange.readers.registry import FORMATS, format_of, read_opened
from coalition.exchange.readers.sheets import read_text_sheet
from coalition.exchange.readers.workbooks import read_all
from coalition.history.earlier import told
from coalition.model.sheet import Sheet
from coalition.model.vocabulary import COLUMNS


@dataclass(frozen=True, eq=False)
class ImportSource:
    """What was given: its sheets by title, and what was seen besides.

    Attributes
    ----------
    faults
        Faults of form: those of a row refuse the row, all others the file.
    dropped
        What it holds and is not read.
    refused
        Rows that a reader of a foreign format has refused already.
    notes
        How it was read, where that is not plain.
    foreign
        The ids are its own, actors are known by their names.
    shape
        Of a network of another tool: its attributes, which a person may give another meaning.
    """

    what: str
    file: str
    sheets: dict[str, Sheet]
    faults: list[Fault] = field(default_factory=list)
    dropped: tuple[Dropped, ...] = ()
    refused: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()
    foreign: bool = False
    shape: Shape | None = None


def read(paths: str | Path | Sequence[str | Path], network: NetworkMapping | None = None) -> ImportSource:
    """Sheets of a workbook, of lists as CSV, of a folder of these, or of files in a foreign format.

    Several files are read together: the tables of one map, or the parts of one foreign format.

    Parameters
    ----------
    network
        What the attributes of a network of another tool mean; what it leaves open is guessed.

    Raises
    ------
    CoalitionError
        Something is not there, cannot be read, or does not belong with the others.
    """
    files = _files(paths)
    opened, faults = _opened(files)
    foreign: list[OpenedFile] = []
    own: list[OpenedFile] = []
    for file in opened:
        (foreign if format_of(file) else own).append(file)
    if not foreign:
        return _own(own, faults)
    if own:
        apart = [", ".join(file.name for file in files) for files in (foreign, own)]
        raise CoalitionError(f"{apart[0]} and {apart[1]} do not belong together; import one after the other")
    if faults:
        raise TableError(faults)
    return from_incoming(read_opened(foreign, network))


def from_incoming(incoming: Incoming) -> ImportSource:
    """What a reader of a foreign format gives, as sheets."""
    sheets = {}
    for table, frame in incoming.tables.items():
        lines = [int(line) if str(line).isdecimal() else i for i, line in enumerate(frame[LINE], start=1)]
        body = frame.drop(columns=LINE)
        sheets[table] = Sheet(f"{incoming.file} {table}", list(body.columns), _rows(body.astype(str)), lines)
    what = FORMATS[incoming.format].words if incoming.format in FORMATS else incoming.format
    return ImportSource(
        what, incoming.file, sheets, [], incoming.dropped, incoming.faults, incoming.notes, True, incoming.shape
    )  # fmt: skip


def _rows(frame: pd.DataFrame) -> list[list[str]]:
    """Rows of a frame; equal cells are one text in memory, since a record of votes says few things many times."""
    known: dict[str, str] = {}
    columns = [[known.setdefault(cell, cell) for cell in frame[column]] for column in frame]
    return [list(row) for row in zip(*columns, strict=True)]


def _files(paths: str | Path | Sequence[str | Path]) -> list[Path]:
    """The files that are meant: of a folder, those named like tables if there are any, else its CSV files, else all."""
    given = [Path(path) for path in ([paths] if isinstance(paths, str | Path) else paths)]
    files = []
    for path in given:
        if "\x00" in str(path) or not path.exists():
            raise CoalitionError(f"{path} does not exist; give a workbook, a folder of CSV files or one list")
        if not path.is_dir():
            files.append(path.resolve())  # a person may give a link; a folder may not hold one that leads out
            continue
        inside = [file for file in sorted(path.iterdir()) if not file.is_dir() and not file.name.startswith(".")]
        lists = [file for file in inside if file.suffix.lower() == ".csv"]
        files += [file for file in lists if file.stem in COLUMNS] or lists or inside
        if not files:
            raise CoalitionError(f"{path} holds no files; give the folder in which the tables are")
    return files


def _opened(files: Sequence[Path]) -> tuple[list[OpenedFile], list[Fault]]:
    """Every file looked at, and what is wrong with those that cannot be."""
    opened: list[OpenedFile] = []
    faults: list[Fault] = []
    for file in files:
        try:
            opened.append(open_file(file))
        except TableError as error:
            faults += error.faults
    return opened, faults


def _own(files: Sequence[OpenedFile], faults: list[Fault]) -> ImportSource:
    """Workbooks and lists of one's own."""
    sheets: dict[str, Sheet] = {}
    dropped: list[Dropped] = []
    notes: list[str] = []
    for file in files:
        if file.kind == "workbook":
            found, left = read_all(file, faults, COLUMNS)
        elif file.kind == "text":
            found, left = {file.path.stem: read_text_sheet(file, faults)}, []
        else:
            faults.append(Fault(file.name, 0, "", f"is {file.kind.upper()} of no known format", _known()))
            continue
        again = {title: f"{title} ({file.name})" if title in sheets else title for title in found}
        sheets |= {again[title]: sheet for title, sheet in found.items()}
        dropped += left
        notes += file.notes
    if not sheets:
        empty = "every sheet is empty", "write into one of them; coalition template makes a workbook to fill in"
        raise TableError(faults or [Fault(file.name, 0, "", *empty) for file in files])
    notes += [
        told(sheet.file)
        for title, sheet in sheets.items()
        if sheet.rows and "act" not in sheet.header and table_of(sheet, title, {}) == "evidence"
    ]
    what = "a workbook" if files[0].kind == "workbook" else "one list" if len(files) == 1 else f"{len(files)} lists"
    name = files[0].name if len(files) == 1 else f"{files[0].path.parent.name} ({len(files)} files)"
    return ImportSource(what, name, sheets, faults, tuple(dropped), notes=tuple(notes))


def _known() -> str:
    return f"give a workbook, a CSV list, or one of {'; '.join(known.words for known in FORMATS.values())}"
