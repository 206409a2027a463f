"""The whole map in one file, and back again on either kind of server: tables, history, names and notes of contacts.

The file is a zip: `manifest.json` (what it is, with a digest of each part), the tables as CSV, and `further/` with
all other nodes and edges. It is checked to the last byte before anything is written.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import zipfile
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from coalition.errors import CoalitionError, TableError
from coalition.exchange.tables import read_table_sheets
from coalition.exchange.writers.contents import program
from coalition.exchange.writers.csv_folder import write_table
from coalition.exchange.writers.extras import BESIDE, HISTORY, extras_of
from coalition.files import replacing
from coalition.history.earlier import told, whole
from coalition.model.cells import unguarded
from coalition.model.network import Network
from coalition.model.schema import validate
from coalition.model.sheet import Sheet
from coalition.model.vocabulary import COLUMNS, Tables
from coalition.store.extras import Extras, checked
from coalition.store.forgetting import Erase, Erasure
from coalition.store.roles import Role
from coalition.store.store import Store

FORMAT, LAYOUT = "coalition backup", 2
"""Layout 1 has no column `act` of evidence and no column `ended` of stances."""
MANIFEST, NODES, EDGES = "manifest.json", "further/nodes.jsonl", "further/edges.jsonl"
PARTS = (*(f"tables/{name}.csv" for name in COLUMNS), NODES, EDGES)
MOST_BYTES, SMALL, MOST_RATIO = 3_000_000_000, 200_000_000, 200
"""A file that unpacks to more than the first, or to more than the second at more than that ratio, is a trap."""


@dataclass(frozen=True, eq=False)
class Backup:
    """A map as a backup holds it."""

    tables: Tables
    extras: Extras
    version: int
    made: str
    notes: tuple[str, ...] = ()
    """How it was read, where that is not plain."""

    def counts(self) -> dict[str, int]:
        """Rows of each table, and nodes of each label beside them."""
        return {name: len(frame) for name, frame in self.tables} | self.extras.counts()


def take(store: Store) -> Backup:
    """The whole map as it is now, protected facts and notes of contacts included.

    Raises
    ------
    ServerError
        The server failed, or somebody has been writing for minutes.
    """
    store.require(Role.ADMIN)
    with store.at_rest():
        version, tables, extras = store.version(), store.tables(), store.extras()
    return Backup(tables, extras, version, dt.datetime.now(dt.UTC).isoformat(timespec="seconds"))


def save(given: Backup, path: Path) -> None:
    """Write a backup; it is there whole, or what was there before stays.

    Raises
    ------
    CoalitionError
        The place cannot be written.
    """
    parts = {f"tables/{name}.csv": _csv(frame) for name, frame in given.tables}
    parts |= {NODES: _lines(given.extras.nodes), EDGES: _lines(given.extras.edges)}
    manifest = {
        "format": FORMAT,
        "layout": LAYOUT,
        "program": program(),
        "made": given.made,
        "version": given.version,
        "digest": Network.from_tables(given.tables).digest,
        "counts": given.counts(),
        "sha256": {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()},
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with (
            replacing(path, private=True) as fresh,  # it holds what is protected
            zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as book,
        ):
            book.writestr(MANIFEST, json.dumps(manifest, indent=1))
            for name, data in parts.items():
                book.writestr(name, data)
    except OSError as error:
        raise CoalitionError(f"{path} cannot be written ({error.strerror or error}); choose another place") from error


def read(path: Path) -> Backup:
    """A backup from its file, checked: every part is there and as it was written, and the tables are whole.

    A workbook or folder of CSV files that `coalition export --everything` wrote is one as well.

    Raises
    ------
    CoalitionError
        One sentence: it is no backup, damaged, cut off, a trap, or of a newer release.
    """
    if path.is_dir() or path.suffix.lower() == ".xlsx":
        return _plain(path)
    if not path.is_file():
        raise CoalitionError(f"{path} is not a file; give a backup made by coalition backup")
    try:
        with zipfile.ZipFile(path) as book:
            manifest = _manifest(path, book)
            parts = {name: _part(path, book, name, manifest) for name in PARTS}
        tables = _tables(parts)
        nodes, edges = (_rows(parts[name]) for name in (NODES, EDGES))
        extras = checked(Extras(nodes, edges))
        notes = (told(path.name),) if manifest["layout"] < LAYOUT and len(tables.evidence) else ()
        found = Backup(tables, extras, int(manifest["version"]), str(manifest["made"]), notes)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise CoalitionError(f"{path} is damaged or not a backup ({error}); nothing was changed") from error
    except TableError as error:
        raise CoalitionError(f"{path} holds tables that do not fit, nothing was changed: {error}") from error
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError, csv.Error) as error:
        raise CoalitionError(f"{path} is not a backup that can be read ({error}); nothing was changed") from error
    if manifest["layout"] == LAYOUT and Network.from_tables(tables).digest != manifest.get("digest"):
        raise CoalitionError(f"{path} holds other facts than its digest names; nothing was changed")
    return found


def restore(store: Store, path: Path) -> tuple[Backup, Path | None]:
    """Put the map of a backup in the place of the one in `store`.

    Returns
    -------
    tuple
        What was restored, and the file beside `path` that keeps what was there; None where there was nothing.

    Raises
    ------
    CoalitionError
        The file cannot be used: nothing was changed. Or the server failed: the sentence names the file that keeps what
        was there.
    """
    given = read(path)
    before = take(store)
    kept: Path | None = None
    if any(before.counts().values()):
        stamp = dt.datetime.now().strftime("%Y-%m-%d-%H%M%S")
        kept = path.with_name(f"{path.stem}.before-restore-{stamp}.zip")
        save(before, kept)
    try:
        store.restore(given.tables, given.extras, given.version)
    except CoalitionError as error:
        keeps = f"; what was there is in {kept}: coalition restore {kept}" if kept else ""
        raise CoalitionError(f"{error}{keeps}") from error
    return given, kept


def erase(path: Path, out: Erase) -> pd.DataFrame:
    """Write a backup anew without somebody; it is there whole, or as it was.

    Parameters
    ----------
    path
        A file that `coalition backup` made.
    out
        Who is taken out.

    Returns
    -------
    DataFrame
        What was changed in it, cell by cell; none where it tells nothing of them, and then it stays as it is.

    Raises
    ------
    CoalitionError
        It is no backup that can be read.
    """
    given, found = without(path, out)
    if not found.found.empty:
        save(replace(given, tables=found.tables, extras=found.extras), path)
    return found.found


def without(path: Path, out: Erase) -> tuple[Backup, Erasure]:
    """A backup, and what it is without somebody; nothing is written."""
    if path.is_dir() or path.suffix.lower() == ".xlsx":
        raise CoalitionError(f"{path} is an export; delete it, and export the map again without them")
    given = read(path)
    return given, out(given.tables, given.extras)


def _plain(path: Path) -> Backup:
    """A map from plain tables; its version is that of its last change."""
    found = read_table_sheets(path, BESIDE)
    beside = {name: found.sheets.pop(name) for name in BESIDE if name in found.sheets}
    try:
        tables = found.tables()
        frames = {name: pd.DataFrame(sheet.rows, columns=sheet.header, dtype=str) for name, sheet in beside.items()}
        extras = checked(extras_of(frames))
        versions = [int(number) for number in frames[HISTORY]["number"]] if HISTORY in frames else []
    except TableError as error:
        raise CoalitionError(f"{path} holds tables that do not fit, nothing was changed: {error}") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise CoalitionError(
            f"{path}: its history, names or contacts cannot be read ({error}); nothing was changed"
        ) from error
    return Backup(tables, extras, max(versions, default=0), "", tuple(found.notes))


def _manifest(path: Path, book: zipfile.ZipFile) -> dict[str, Any]:
    """The manifest, after the sizes that the zip claims were found bearable."""
    files = book.infolist()
    size, packed = sum(file.file_size for file in files), sum(file.compress_size for file in files)
    if size > MOST_BYTES or (size > SMALL and size > MOST_RATIO * max(packed, 1)) or len(files) > 1_000:
        raise CoalitionError(f"{path} would unpack to {size / 1e6:,.0f} MB, which no backup does; nothing was changed")
    if MANIFEST not in book.namelist() or book.getinfo(MANIFEST).file_size > 1_000_000:
        raise CoalitionError(f"{path} has no {MANIFEST}, so it is not a backup of coalition; nothing was changed")
    manifest = json.loads(book.read(MANIFEST))
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise CoalitionError(f"{path} is not a backup of coalition; nothing was changed")
    if manifest["layout"] > LAYOUT:
        raise CoalitionError(
            f"{path} was written by a newer release ({manifest.get('program')}); upgrade coalition; nothing was changed"
        )
    return manifest


def _part(path: Path, book: zipfile.ZipFile, name: str, manifest: dict[str, Any]) -> bytes:
    if name not in book.namelist():
        raise CoalitionError(f"{path} lacks its part {name}; nothing was changed")
    data = book.read(name)
    if hashlib.sha256(data).hexdigest() != manifest["sha256"][name]:
        raise CoalitionError(f"{path}: its part {name} is not what was written; nothing was changed")
    return data


def _csv(frame: Any) -> bytes:
    out = io.StringIO()
    write_table(frame, out)
    return out.getvalue().encode("utf-8")


def _tables(parts: dict[str, bytes]) -> Tables:
    """Tables from their parts; unlike a file of a spreadsheet, nothing is trimmed."""
    sheets = {}
    for name in COLUMNS:
        text = parts[f"tables/{name}.csv"].decode("utf-8")
        head, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        cells = [[unguarded(cell) for cell in row] for row in rows if row]
        sheets[name] = Sheet(f"{name}.csv", head, cells, list(range(2, len(cells) + 2)))
    return whole(validate(sheets, []))


def _lines(rows: list[dict[str, Any]]) -> bytes:
    return "".join(f"{json.dumps(row, ensure_ascii=False, sort_keys=True)}\n" for row in rows).encode("utf-8")


def _rows(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.decode("utf-8").split("\n") if line]
