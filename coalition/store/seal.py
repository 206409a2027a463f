"""What the files of the databases were when they were closed, so that damage is told before an engine opens them.

The engine takes a file that is cut off, or missing, for a shorter one: the map would open with less in it. After a
process that was killed there is no seal, and the engine's own log mends what was being written.
"""

from __future__ import annotations

import json
import zlib
from pathlib import Path

from coalition.files import write_atomically

SEAL = "closed.json"
_OWN_CHECK = "schema.json"
"""It can be told by itself whether this one is whole, and its predecessor may be put in its place."""
_PIECE = 1 << 20


def seal(home: Path) -> None:
    """Write down what the files are; nothing may change them from now on.

    Parameters
    ----------
    home : Path
        The folder of the embedded database.
    """
    files = (path for path in sorted((home / "databases").rglob("*")) if path.is_file() and path.name != _OWN_CHECK)
    found = {path.relative_to(home).as_posix(): _sum(path) for path in files}
    write_atomically(home / SEAL, json.dumps(found, indent=0), private=True)


def unseal(home: Path) -> None:
    """Forget it, before the files are opened.

    Parameters
    ----------
    home : Path
        The folder of the embedded database.
    """
    (home / SEAL).unlink(missing_ok=True)


def damaged(home: Path) -> Path | None:
    """The first file that is missing or not as it was closed; None where all are, or there is no seal.

    Parameters
    ----------
    home : Path
        The folder of the embedded database.
    """
    try:
        known = json.loads((home / SEAL).read_text(encoding="utf-8"))
        pairs = [(home / name, expected) for name, expected in known.items()]
    except (FileNotFoundError, ValueError, AttributeError):
        return None
    return next((path for path, expected in pairs if not path.is_file() or _sum(path) != expected), None)


def _sum(path: Path) -> int:
    found = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            found = zlib.crc32(piece, found)
    return found
