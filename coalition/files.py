"""Files that are there whole: written beside their place, then put in it at once."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def write_atomically(path: Path, content: str | bytes, *, private: bool = False) -> None:
    """Write a file; no reader finds half of it, and where writing fails, what was there before stays.

    Parameters
    ----------
    path
        Where it goes; its folder must be there.
    content
        Text (as UTF-8, line ends as they are) or bytes.
    private
        Whether only its owner may read it.

    Raises
    ------
    OSError
        The place cannot be written.
    """
    with replacing(path, private=private) as fresh:
        fresh.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)


@contextmanager
def replacing(path: Path, *, private: bool = False) -> Iterator[Path]:
    """A place beside `path` to write to; what was written there is put in its place when the block ends.

    Parameters
    ----------
    path
        A file, or a folder whose files are put in one by one and whose other files stay. A file that was written beside
        the given one, in the same folder as it, goes along.
    private
        Whether only its owner may read the files.

    Raises
    ------
    OSError
        The place cannot be written. Like any error of the block, it leaves what was there before.
    """
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".writing-") as place:
        fresh = Path(place) / path.name
        yield fresh
        for written in sorted(Path(place).rglob("*")):
            if written.is_file():
                _finish(written, private=private)
        if fresh.is_dir():
            path.mkdir(exist_ok=True)
            moves = [(file, path / file.name) for file in sorted(fresh.iterdir())]
        else:
            moves = [(file, path.parent / file.name) for file in sorted(Path(place).iterdir())]
        for written, target in moves:
            written.replace(target)


def _finish(file: Path, *, private: bool) -> None:
    """Put all of it on the disk before it takes the place of another."""
    if private:
        file.chmod(0o600)
    with file.open("rb+") as written:
        os.fsync(written.fileno())
