"""Opens any file within bounds: what it is by its first bytes, its encoding, its lines. Nothing is unpacked to disk."""

from __future__ import annotations

import codecs
import gzip
import io
import re
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from coalition.errors import CoalitionError, Fault, TableError
from coalition.exchange.readers.encodings import old_encoding
from coalition.exchange.readers.limits import (
    FILE_BYTES,
    GROWTH,
    JSON_BYTES,
    LINE_CHARACTERS,
    LINES,
    OLD_ENCODING_BYTES,
    XML_BYTES,
)

HEAD = 65_536
BLOCK = 1 << 20
GZIP, ZIP, OLE = b"\x1f\x8b", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
SIGNATURES = {
    ZIP: "an Excel workbook or zip file",
    GZIP: "a gzip file",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"{\\rtf": "a rich text document",
}
"""First bytes of files that hold no table; what a gz file holds may be packed once more."""


@dataclass(frozen=True)
class OpenedFile:
    """A file that can be read: `kind` is text, xml, json or workbook; `head` the beginning of its text."""

    path: Path
    kind: str
    encoding: str = ""
    head: str = ""
    packed: bool = False
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.path.name

    @contextmanager
    def bytes(self) -> Iterator[BinaryIO]:
        with _stream(self.path, packed=self.packed) as stream:
            yield stream

    def lines(self, *, exact: bool = False) -> Iterator[str]:
        r"""Lines of the text; never one that is too long.

        Parameters
        ----------
        exact
            Each ends as it does in the file, which tells apart the line ends inside of a cell; else all in "\n".
        """
        return chain.from_iterable(self._blocks(None if not exact else ""))

    def ends_whole(self) -> bool:
        """Whether the text ends with a line end, as a file that was not cut off mostly does."""
        last = b""
        with self.bytes() as stream:
            while block := stream.read(BLOCK):
                last = block[-4:]
        return last.rstrip(b"\x00").endswith((b"\n", b"\r"))

    def _blocks(self, newline: str | None) -> Iterator[list[str]]:
        with self.bytes() as stream:
            text = io.TextIOWrapper(stream, encoding=self.encoding, newline=newline)
            rest, number = "", 1
            while block := text.read(BLOCK):
                lines = io.StringIO(rest + block, newline="").readlines()
                rest = "" if lines[-1].endswith("\n") else lines.pop()  # a "\r" may be half of a line end
                number += len(lines)
                if len(rest) > LINE_CHARACTERS:
                    problem = f"is longer than {LINE_CHARACTERS:,} characters"
                    raise refusal(self.name, problem, "this is no table; save it again with line ends", number)
                if number > LINES:
                    raise refusal(self.name, f"has more than {LINES:,} lines", "split the file", number)
                yield lines
            if rest:
                yield [rest]


def refusal(file: str, problem: str, remedy: str, line: int = 0, column: str = "") -> TableError:
    """The whole file is refused, for one reason."""
    return TableError([Fault(file, line, column, problem, remedy)])


def open_file(path: str | Path, inside: Path | None = None) -> OpenedFile:
    """The file, looked at but not yet read.

    Parameters
    ----------
    inside
        The folder that the file must lie in; its own folder if not given. A link that leads out is refused.

    Raises
    ------
    CoalitionError
        It is not there, not a file, too large, damaged, or of a kind that cannot be read.
    """
    path = Path(path)
    _refuse_place(path, inside or path.parent)
    try:
        with path.open("rb") as file:
            start = file.read(4096)
        packed = start.startswith(GZIP)
        if packed:
            with _stream(path, packed=True) as stream:
                start = stream.read(4096)
        return _look(path, start, packed)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise refusal(path.name, f"is a damaged gz file ({error})", "download it again") from None
    except OSError as error:
        raise refusal(path.name, f"cannot be read ({error.strerror or error})", "check the file") from None


def _refuse_place(path: Path, inside: Path) -> None:
    if "\x00" in str(path):
        raise CoalitionError(f"{str(path)!r} is not a file name: it holds a NUL character")
    try:
        target, folder = path.resolve(strict=True), inside.resolve(strict=True)
        mode, size = target.stat().st_mode, target.stat().st_size
    except (OSError, RuntimeError):
        raise CoalitionError(f"{path} does not exist or cannot be reached; check the name") from None
    if not target.is_relative_to(folder):
        raise refusal(path.name, "is a link that leads out of its folder", "give the file itself")
    if stat.S_ISDIR(mode):
        raise refusal(path.name, "is a folder", "give the files in it")
    if not stat.S_ISREG(mode):
        raise refusal(path.name, "is not a regular file", "copy what it holds to a file")
    if size > FILE_BYTES:
        raise refusal(path.name, f"is larger than {FILE_BYTES // 1_000_000} MB", "split it")
    if size == 0:
        raise refusal(path.name, "is empty", "check that it was saved")


def _look(path: Path, start: bytes, packed: bool) -> OpenedFile:
    if not start:
        raise refusal(path.name, "is empty", "check that it was saved")
    if start.startswith(ZIP) and not packed:
        return OpenedFile(path, "workbook")
    if start.startswith(OLE):
        raise _old_office(path)
    for signature, what in SIGNATURES.items():
        if start.startswith(signature):
            raise refusal(path.name, f"is {what} where a table or graph is expected", "give the table or graph itself")
    bom, encoding = _marked(start)
    text = start[bom:].decode(encoding or "utf-8", "replace").lstrip()
    if re.match(r"<!doctype html|<html", text, re.IGNORECASE):
        raise refusal(path.name, "is a web page, not the file that it links to", "download the file itself")
    if text.startswith("<"):
        _size(path, packed, XML_BYTES)
        return OpenedFile(path, "xml", encoding or "utf-8", text, packed)
    if text.startswith(("{", "[")):
        _size(path, packed, JSON_BYTES)
        return OpenedFile(path, "json", encoding or "utf-8-sig", text, packed)
    notes: tuple[str, ...] = ()
    if not encoding:
        encoding, notes = _find_encoding(path, packed)
    elif encoding != "utf-8-sig":
        notes = (f"{path.name} is read as {encoding.upper()}.",)
    source = OpenedFile(path, "text", encoding, "", packed, notes)
    _check_text(source)
    with source.bytes() as stream:
        head = codecs.getincrementaldecoder(encoding)("replace").decode(stream.read(HEAD))
    return OpenedFile(path, "text", encoding, head.replace("\r\n", "\n").replace("\r", "\n"), packed, notes)


def _marked(start: bytes) -> tuple[int, str]:
    """Length of the byte order mark and the encoding that it, or NUL in every second byte, tells."""
    if start.startswith(codecs.BOM_UTF8):
        return 3, "utf-8-sig"
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return 0, "utf-32"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return 0, "utf-16"
    sample = start[:400]
    if len(sample) >= 4 and sample[1::2].count(0) > 0.4 * len(sample) and 0 not in sample[0::2]:
        return 0, "utf-16-le"
    if len(sample) >= 4 and sample[0::2].count(0) > 0.4 * len(sample) and 0 not in sample[1::2]:
        return 0, "utf-16-be"
    return 0, ""


def _find_encoding(path: Path, packed: bool) -> tuple[str, tuple[str, ...]]:
    """UTF-8 if all of it is, else the old encoding that fits, with a sentence that says so."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with _stream(path, packed=packed) as stream:
            while block := stream.read(BLOCK):
                decoder.decode(block)
    except UnicodeDecodeError:
        _size(path, packed, OLD_ENCODING_BYTES)
        with _stream(path, packed=packed) as stream:
            whole = stream.read()
        if 0 in whole:
            raise _damaged(path.name, 1 + whole[: whole.index(0)].count(b"\n")) from None
        encoding, words = old_encoding(path.name, whole)
        return encoding, (f"{path.name} is not UTF-8; it is read as {words}: check names with accents.",)
    if decoder.getstate()[0]:
        raise refusal(path.name, "ends in the middle of a character: it was cut off", "download or save it again")
    return "utf-8", ()


def _check_text(source: OpenedFile) -> None:
    """Decodes to the end, counts nothing twice, and names the line of a NUL."""
    number = 1
    decoder = codecs.getincrementaldecoder(source.encoding)()
    with source.bytes() as stream:
        more = True
        while more:
            block = stream.read(BLOCK)
            more = bool(block)
            try:
                text = decoder.decode(block, final=not more)
            except UnicodeError as error:
                problem = f"cannot be decoded as {source.encoding} ({error.__class__.__name__})"
                raise refusal(source.name, problem, "save it again as UTF-8", number) from None
            if "\x00" in text:
                line = number + text[: text.index("\x00")].count("\n")
                raise _damaged(source.name, line)
            number += text.count("\n")


def _damaged(file: str, line: int) -> TableError:
    return refusal(file, "holds NUL bytes: it is damaged, or no text", "download or save it again", line)


def _old_office(path: Path) -> TableError:
    mark, before = "EncryptedPackage".encode("utf-16-le"), b""
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            if mark in before + block:
                return refusal(path.name, "is a workbook protected by a password", "save a copy without password")
            before = block[-len(mark) :]
    return refusal(path.name, "is an old Office file (.xls or .doc)", "save it as .xlsx or CSV")


def _size(path: Path, packed: bool, limit: int) -> None:
    total = 0
    with _stream(path, packed=packed) as stream:
        if not packed:
            total = path.stat().st_size
        else:
            while total <= limit and (block := stream.read(BLOCK)):
                total += len(block)
    if total > limit:
        raise refusal(path.name, f"is larger than {limit // 1_000_000} MB for its kind", "split it")


@contextmanager
def _stream(path: Path, *, packed: bool) -> Iterator[BinaryIO]:
    with path.open("rb") as file:
        if not packed:
            yield file
            return
        with gzip.GzipFile(fileobj=file) as unpacked:
            bounded = _Bounded(unpacked, path)
            yield io.BufferedReader(bounded, BLOCK)


class _Bounded(io.RawIOBase):
    """A gz stream that ends in a refusal where it grows too large."""

    def __init__(self, stream: gzip.GzipFile, path: Path) -> None:
        self._stream, self._path, self._total = stream, path, 0
        self._limit = min(FILE_BYTES, max(10 * BLOCK, GROWTH * path.stat().st_size))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        block = self._stream.read(len(buffer))
        self._total += len(block)
        if self._total > self._limit:
            problem = f"grows to more than {self._limit // 1_000_000} MB when unpacked"
            raise refusal(self._path.name, problem, "unpack it yourself and split it")
        buffer[: len(block)] = block
        return len(block)
