"""Which format a file is of, by what it holds; and any file of a known format as raw tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coalition.errors import CoalitionError
from coalition.exchange.readers import (
    dna,
    gephi_csv,
    graph_files,
    kumu,
    undl,
    undl_marcxml,
    unvotes,
    upr_info,
    voeten,
)
from coalition.exchange.readers.head import Head
from coalition.exchange.readers.incoming import Incoming
from coalition.exchange.readers.network_mapping import NetworkMapping
from coalition.exchange.readers.opening import OpenedFile, open_file

FILES_LIMIT = 50


@dataclass(frozen=True)
class FileFormat:
    """A format of another tool: `words` name it for people, `fits` tells it by the beginning of a file."""

    id: str
    words: str
    fits: Callable[[Head], bool]
    reader: Callable[[Sequence[OpenedFile], NetworkMapping | None], Incoming]

    def read(self, sources: Sequence[OpenedFile], mapping: NetworkMapping | None = None) -> Incoming:
        """What the files say; a file that is not of this format is refused."""
        for source in sources:
            if not self.fits(head := Head.of(source)):
                raise CoalitionError(f"{source.name} is {head.seen()}: this is not {self.words}")
        incoming = self.reader(sources, mapping)
        return replace(incoming, dropped=tuple(part for part in incoming.dropped if part.count))


def _plain(
    reader: Callable[[Sequence[OpenedFile]], Incoming],
) -> Callable[[Sequence[OpenedFile], NetworkMapping | None], Incoming]:
    return lambda sources, _: reader(sources)


FORMATS: dict[str, FileFormat] = {
    made.id: made
    for made in (
        FileFormat("undl", "UN Digital Library votes (CSV)", undl.fits, _plain(undl.read)),
        FileFormat(
            "undl_marcxml", "UN Digital Library records (MARCXML)", undl_marcxml.fits, _plain(undl_marcxml.read)
        ),
        FileFormat("voeten", "Voeten's wide vote file", voeten.fits, _plain(voeten.read)),
        FileFormat(
            "voeten_ideal_points", "Voeten's ideal points", voeten.fits_ideal_points, _plain(voeten.read_ideal_points)
        ),
        FileFormat("unvotes", "unvotes (votes, roll calls and issues)", unvotes.fits, _plain(unvotes.read)),
        FileFormat("upr_info", "UPR Info recommendations", upr_info.fits, _plain(upr_info.read)),
        FileFormat("dna", "Discourse Network Analyzer event list", dna.fits, _plain(dna.read)),
        FileFormat("gephi_csv", "Gephi tables (CSV of nodes and edges)", gephi_csv.fits, gephi_csv.read),
        FileFormat("kumu", "Kumu (workbook, CSV, blueprint or project backup)", kumu.fits, kumu.read),
        FileFormat("graphml", "GraphML", graph_files.fits_graphml, graph_files.read_graphml),
        FileFormat("gexf", "GEXF", graph_files.fits_gexf, graph_files.read_gexf),
    )
}
"""Every known format by its id, in the order in which they are tried."""


def format_of(source: OpenedFile) -> FileFormat | None:
    """The format of a file that is open already."""
    return _seen(source)[0]


def read_any(
    path: str | Path | Sequence[str | Path], mapping: NetworkMapping | None = None, inside: Path | None = None
) -> Incoming:
    """What a file, several files that belong together, or the files of a folder say.

    Parameters
    ----------
    mapping
        For networks (Kumu, Gephi, GraphML, GEXF): what their attributes mean. What it leaves open is guessed.
    inside
        The folder that the files must lie in; for each its own folder if not given.

    Raises
    ------
    CoalitionError
        A file cannot be read, is of no known format, or does not belong with the others.
    """
    return read_opened([open_file(one, inside) for one in _files(path)], mapping)


def read_opened(sources: Sequence[OpenedFile], mapping: NetworkMapping | None = None) -> Incoming:
    """What files say that are open already; `read_any` says more."""
    _refuse_many(len(sources))
    found = [(source.name, *_seen(source)) for source in sources]
    formats = {made.id: made for _, made, _ in found if made}
    unknown = [f"{name} is {head.seen()}" for name, made, head in found if made is None]
    if unknown:
        known = "; ".join(made.words for made in FORMATS.values())
        raise CoalitionError(f"{'; '.join(unknown)}: this is none of the known formats, which are: {known}")
    if len(formats) > 1:
        told = ", ".join(f"{name}: {made.words}" for name, made, _ in found if made)
        raise CoalitionError(f"the files are of several formats ({told}); import one format after the other")
    return next(iter(formats.values())).read(sources, mapping)


def _files(path: str | Path | Sequence[str | Path]) -> list[Path]:
    if not isinstance(path, str | Path):
        files = [Path(one) for one in path]
    elif "\x00" not in str(path) and Path(path).is_dir():
        files = sorted(one for one in Path(path).iterdir() if not one.name.startswith(".") and not one.is_dir())
        if not files:
            raise CoalitionError(f"{path} is a folder without files; give the files to import")
    else:
        files = [Path(path)]
    if not files:
        raise CoalitionError("no file is given; give the file to import")
    _refuse_many(len(files))
    return files


def _refuse_many(count: int) -> None:
    if count > FILES_LIMIT:
        raise CoalitionError(f"{count} files are too many at once; give those of one format (at most {FILES_LIMIT})")


def _seen(source: OpenedFile) -> tuple[FileFormat | None, Head]:
    head = Head.of(source)
    return next((made for made in FORMATS.values() if made.fits(head)), None), head
