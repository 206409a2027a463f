"""The history <-> rows of queries: one entry per committed change, with the rows before and after it, compactly."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import pandas as pd

from coalition.history.edits import cells
from coalition.model.differences import Difference
from coalition.model.vocabulary import COLUMNS, KEYS

Rows = list[list[Any]]
"""The answer of a query: a list for each row."""
PART_ROWS, PART_BYTES = 5_000, 2_000_000
"""Most rows of a part, and most text before it is compressed: below the size of a message even where it cannot be."""
MOST_IDS = 200
"""An entry that touches more ids than these is `wide`: its rows are asked when somebody looks for an id."""
ENTRY_COLUMNS = ["id", "number", "at", "who", "why", "what", "kind", "undoes", "about", "wide"]


class ChangeKind(StrEnum):
    LOAD = "load"
    EDIT = "edit"
    UNDO = "undo"
    REDO = "redo"
    IMPORT = "import"
    UPGRADE = "upgrade"
    """What a newer release made of the map of an earlier one; it cannot be taken back."""
    FORGET = "forget"
    """Somebody was erased; it cannot be taken back."""


ERASED = "all that it did was erased"
"""What an entry says of which no row is left."""
CORRECTIONS = [*COLUMNS["stances"], "how", "until", "who", "why", "change"]
"""Columns of `corrections`."""


@dataclass(frozen=True)
class Note:
    """What is said of a change: its kind, by whom, why, and for an undo or redo the entry that it takes back."""

    kind: ChangeKind
    who: str = ""
    why: str = ""
    undoes: str = ""


@dataclass(frozen=True, eq=False)
class Entry:
    """One change of the map. `number` is the version that it made; `rows` holds what it did, per table."""

    id: str
    number: int
    at: str
    who: str
    why: str
    what: str
    kind: ChangeKind
    undoes: str
    rows: Mapping[str, Difference] = field(repr=False)

    def cells(self, most: int | None = 500) -> pd.DataFrame:
        """What it did, one line per changed cell and per row that came or went: before and after.

        Parameters
        ----------
        most : int, optional
            So many lines at most; all if None.
        """
        return cells(self.rows, most)


def size(differences: Mapping[str, Difference]) -> int:
    """Number of rows that the statements of an entry write.

    Parameters
    ----------
    differences : mapping
        What the change did to each table.
    """
    return sum(len(d.new) + len(d.changed) + len(d.was) + len(d.removed) for d in differences.values())


def entries(answer: Rows) -> pd.DataFrame:
    """Entries from the answer of read_changes, newest first, with a column `undone_by`: the entry that took it back.

    Parameters
    ----------
    answer : list of list
        One row per entry, in the order of `ENTRY_COLUMNS`.
    """
    table = pd.DataFrame(answer, columns=ENTRY_COLUMNS).sort_values("number", ascending=False, ignore_index=True)
    taken_back: dict[str, str] = {}
    for row in table.itertuples(index=False):  # newest first: whether the taker stands is known when it is met
        if row.undoes and row.id not in taken_back:
            taken_back[str(row.undoes)] = str(row.id)
    return table.assign(undone_by=[taken_back.get(str(key), "") for key in table["id"]])


def entry(row: Mapping[str, object], parts: Rows) -> Entry:
    """An entry from a row of `entries` and the answer of read_change_parts.

    Parameters
    ----------
    row : mapping
        The row.
    parts : list of list
        The answer.
    """
    words = {key: str(row[key]) for key in ("id", "at", "who", "why", "what", "undoes")}
    return Entry(
        number=int(str(row["number"])), kind=ChangeKind(str(row["kind"])), rows=differences(parts), **words
    )  # fmt: skip


def corrections(answer: Rows, actor: str = "") -> pd.DataFrame:
    """Stances as they were before they were changed or removed, from the answer of read_corrections, newest first.

    Of one actor, or all. Rows are told apart before they become a table: an undone load holds as many as a map.

    Parameters
    ----------
    answer : list of list
        The answer.
    actor : str
        Id of an actor; "" for all.
    """
    lines = [
        [*cells, "removed" if how == "removed" else "corrected", at, who, why, change, number]
        for change, number, at, who, why, how, data in answer
        for cells in _cells_of("stances", data, actor)
    ]
    table = pd.DataFrame(lines, columns=[*CORRECTIONS, "number"])
    return table.sort_values("number", ascending=False, kind="stable").reset_index(drop=True).drop(columns="number")


def mentions(parts: Rows, about: str) -> bool:
    """Whether an id is in the key of a row of some parts, from the answer of read_change_parts.

    Parameters
    ----------
    parts : list of list
        The answer.
    about : str
        The id.
    """
    return any(
        about in cells[: len(KEYS[table])] for table, _, _, data in parts for cells in _cells_of(table, data, about)
    )


def _cells_of(name: str, data: str, about: str = "") -> list[list[str]]:
    """Rows of a part in the order of the table's columns, keys first; only those that hold a cell, if one is named."""
    told = _told(data, about)
    rows = [row for row in told["rows"] if about in row] if about else told["rows"]
    order = [told["columns"].index(column) if column in told["columns"] else -1 for column in COLUMNS[name]]
    return [[row[place] if place >= 0 else "" for place in order] for row in rows]


def _told(data: str, about: str = "") -> dict[str, list[Any]]:
    """What a part says; nothing, without reading it whole, where it cannot hold a cell."""
    text = gzip.decompress(base64.b64decode(data)).decode()
    if about and json.dumps(about) not in text:
        return {"columns": [], "rows": []}
    return dict(json.loads(text))


def parts(entry: str, differences: Mapping[str, Difference]) -> Iterator[dict[str, object]]:
    """The rows of an entry in compressed pieces, as the store keeps them.

    Parameters
    ----------
    entry : str
        Id of the entry.
    differences : mapping
        What the change did to each table.
    """
    for name, change in differences.items():
        frames = {"new": change.new, "changed": change.changed, "was": change.was, "removed": change.removed}
        for how, frame in frames.items():
            for n, (size, data) in enumerate(_packed(frame)):
                part = f"{entry} {name} {how} {n}"
                yield {"id": part, "change": entry, "part": n, "table": name, "how": how, "n": size, "data": data}


def _packed(frame: pd.DataFrame) -> Iterator[tuple[int, str]]:
    """Rows as compressed text, in pieces of bounded rows and bytes."""
    columns = [str(column) for column in frame.columns]
    start, most = 0, PART_ROWS
    while start < len(frame):
        rows = frame.iloc[start : start + most].to_numpy().tolist()
        while len(text := json.dumps({"columns": columns, "rows": rows})) > PART_BYTES and len(rows) > 1:
            rows = rows[: len(rows) // 2]
        yield len(rows), _pressed(text)
        start += len(rows)
        most = min(PART_ROWS, 2 * len(rows))  # where rows are long, the next ones are likely to be


def _pressed(text: str) -> str:
    return base64.b64encode(gzip.compress(text.encode(), 6, mtime=0)).decode()


def packed(columns: list[str], rows: list[list[str]]) -> str:
    """A part of these rows, the other way round from `unpacked`.

    Parameters
    ----------
    columns : list of str
        Their columns.
    rows : list of list
        So many as a part holds at most.
    """
    return _pressed(json.dumps({"columns": columns, "rows": rows}))


def unpacked(data: str) -> tuple[list[str], list[list[str]]]:
    """Columns and rows of a part.

    Parameters
    ----------
    data : str
        Compressed text.
    """
    told = _told(data)
    return told["columns"], told["rows"]


def _frame(name: str, data: str) -> pd.DataFrame:
    """Rows of a part; NaN in columns that the release which wrote it had not."""
    columns, rows = unpacked(data)
    frame = pd.DataFrame(rows, columns=columns, dtype=str)
    return frame.reindex(columns=list(COLUMNS[name]))


def differences(parts: Rows) -> dict[str, Difference]:
    """What an entry did to each table, from the answer of read_change_parts.

    Parameters
    ----------
    parts : list of list
        The answer.
    """
    found: dict[str, dict[str, list[pd.DataFrame]]] = {}
    for table, how, _, data in sorted(parts, key=lambda part: part[2]):
        found.setdefault(table, {}).setdefault(how, []).append(_frame(table, data))
    none = {name: pd.DataFrame(columns=list(columns), dtype=str) for name, columns in COLUMNS.items()}

    def whole(name: str, how: str) -> pd.DataFrame:
        frames = found[name].get(how, [])
        return pd.concat(frames, ignore_index=True) if frames else none[name]

    return {
        name: Difference(whole(name, "new"), whole(name, "changed"), whole(name, "was"), whole(name, "removed"), 0)
        for name in COLUMNS
        if name in found
    }
