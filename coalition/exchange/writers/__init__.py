"""A map for other programs: one format per file of this folder, all written from the same contents."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from coalition.errors import CoalitionError
from coalition.exchange.writers import csv_folder, cypher, dna, gexf, graphml, kumu, xlsx
from coalition.exchange.writers.contents import Contents, contents, everything
from coalition.files import replacing

__all__ = ["EXPORTERS", "Contents", "Exporter", "contents", "download", "everything", "exporter", "save"]


@dataclass(frozen=True)
class Exporter:
    """A format: its name, how its files end, what it is for, what it does not keep, and what writes it."""

    name: str
    ending: str
    words: str
    loses: tuple[str, ...]
    write: Callable[[Contents, Path], None]
    roomy: bool = False
    """Whether it has room for tables beside those of the map."""

    @property
    def kept(self) -> str:
        """What is lost, in a sentence."""
        return f"Not in this format: {'; '.join(self.loses)}." if self.loses else "Nothing is lost."


EXPORTERS = {
    each.name: each
    for each in (
        Exporter("xlsx", ".xlsx", "Excel workbook, one sheet per table", xlsx.LOSES, xlsx.write, True),
        Exporter("csv", "", "folder of CSV files, one per table", csv_folder.LOSES, csv_folder.write, True),
        Exporter("graphml", ".graphml", "GraphML, for NetworkX, igraph, yEd and others", graphml.LOSES, graphml.write),
        Exporter("gexf", ".gexf", "GEXF, for Gephi", gexf.LOSES, gexf.write),
        Exporter("kumu", ".kumu.xlsx", "workbook for Kumu", kumu.LOSES, kumu.write),
        Exporter("cypher", ".cypher", "script for a plain Neo4j", cypher.LOSES, cypher.write),
        Exporter("dna", ".dna.csv", "event list for Discourse Network Analyzer", dna.LOSES, dna.write),
    )
}
"""The formats by name, in the order of the documentation."""


def exporter(path: Path, name: str = "") -> Exporter:
    """The format of that name, or the one that the ending of `path` means; no ending means a folder of CSV files.

    Raises
    ------
    CoalitionError
        There is no such format.
    """
    if name:
        if name not in EXPORTERS:
            raise CoalitionError(f"there is no format {name}; there are {', '.join(EXPORTERS)}")
        return EXPORTERS[name]
    if not path.suffix:
        return EXPORTERS["csv"]
    fitting = [each for each in EXPORTERS.values() if each.ending and path.name.lower().endswith(each.ending)]
    if not fitting:
        endings = ", ".join(each.ending for each in EXPORTERS.values() if each.ending)
        raise CoalitionError(f"{path.name}: no format ends so; use {endings}, a folder, or --format")
    return max(fitting, key=lambda each: len(each.ending))


def save(given: Contents, path: Path, chosen: Exporter) -> None:
    """Write a file (or folder); it is there whole, or what was there before stays.

    Raises
    ------
    CoalitionError
        The place cannot be written, or the format has no room for what is to be written.
    """
    if given.beside and not chosen.roomy:
        raise CoalitionError(
            f"{chosen.words} has no room for {', '.join(given.beside)}; write .xlsx or a folder of CSV files"
        )
    if path.exists() and path.is_dir() != (chosen.name == "csv"):
        kind = "a folder" if path.is_dir() else "a file"
        raise CoalitionError(f"{path} is {kind} already; choose another name for the {chosen.words}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as fresh:
            chosen.write(given, fresh)
    except OSError as error:
        raise CoalitionError(f"{path} cannot be written ({error.strerror or error}); choose another place") from error


def download(given: Contents, chosen: Exporter, stem: str) -> tuple[str, bytes]:
    """Name and bytes of what a browser takes: the file, or a zip where the format is of several."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / f"{stem}{chosen.ending}"
        chosen.write(given, path)
        if path.is_file() and len(list(Path(place).iterdir())) == 1:
            return path.name, path.read_bytes()
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
            for file in sorted(Path(place).rglob("*")):
                if file.is_file():
                    book.write(file, file.relative_to(place))
        return f"{path.name}.zip", out.getvalue()
