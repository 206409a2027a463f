"""The folder of the embedded database: what lies in it, whether it can be used, and which map was chosen there."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from coalition.errors import ServerError
from coalition.files import write_atomically
from coalition.settings import Settings
from coalition.store.daemon import DATABASE, LAYOUT, engine_version
from coalition.store.seal import SEAL, damaged

FREE_BYTES = 200_000_000
"""Free space asked for before the embedded database starts; its log alone may take a good part of that."""
CHOSEN = "map"
"""File in HOME with the server and the name of the map that was chosen."""

_FULL = re.compile(r"no space left on device|not enough space on the disk|disk quota exceeded", re.IGNORECASE)
_MAP = re.compile(r"[a-z][a-z0-9-]{1,38}[a-z0-9]")


@contextmanager
def writing(home: Path) -> Iterator[None]:
    """Make the folder, readable by its owner only, and say plainly when it cannot be used.

    Parameters
    ----------
    home : Path
        The folder.
    """
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        yield
    except OSError as error:
        if text := explain(str(error)):
            raise ServerError(f"{home}: {text}") from error
        raise ServerError(
            f"{home} cannot be written ({error.strerror or error}); set COALITION_HOME to a folder of your own"
        ) from error


def chosen_map(settings: Settings) -> str:
    """Name of the map that is meant: of the settings, or the one that was chosen; "" for the map of the server.

    Parameters
    ----------
    settings : Settings
        Which server and folder, and which map if they name one.

    Raises
    ------
    ServerError
        No map can have that name, or the file that keeps what was chosen is damaged.
    """
    if settings.map:
        return map_name(settings.map)
    path = settings.home / CHOSEN
    try:
        kept = path.read_text(encoding="utf-8").strip()
    except OSError:
        return ""
    except UnicodeDecodeError:
        raise ServerError(f"{path} is damaged; say again which map is meant: coalition use NAME") from None
    place, _, name = kept.rpartition(" ")
    return name if place == settings.uri and _MAP.fullmatch(name) else ""


def choose_map(settings: Settings, name: str) -> None:
    """Let every later command and page begin with a map of this server.

    Parameters
    ----------
    settings : Settings
        Which server and folder.
    name : str
        Name of the map.
    """
    home = settings.home
    with writing(home):
        write_atomically(home / CHOSEN, f"{settings.uri} {map_name(name)}", private=True)


def evaluations_of_map(settings: Settings) -> Path:
    """Folder in HOME for what was evaluated last on the map that is meant; made when something is kept.

    Parameters
    ----------
    settings : Settings
        Which server and folder, and which map if they name one.
    """
    name = chosen_map(settings) or settings.database or DATABASE
    server = f"-{hashlib.sha256(settings.uri.encode()).hexdigest()[:8]}" if settings.uri else ""
    return settings.evaluations / f"{name}{server}"


def map_name(name: str) -> str:
    """The name, if a database can have it on every kind of server.

    Parameters
    ----------
    name : str
        What somebody typed.
    """
    if not _MAP.fullmatch(name) or name in ("system", "con", "nul", "aux", "prn"):
        raise ServerError(
            f"{name!r} cannot be the name of a map: 3 to 40 small letters a to z, digits and '-', a letter first"
        )
    return name


def embedded_maps(settings: Settings) -> list[str]:
    """Names of the maps of the embedded database, the one with the seed facts first; starts nothing.

    Parameters
    ----------
    settings : Settings
        Which folder.
    """
    found = {path.name for path in (settings.home / "databases").glob("*") if _MAP.fullmatch(path.name)}
    return [DATABASE, *sorted(found - {DATABASE})]


def explain(message: str) -> str | None:
    """One clear sentence for a server's error text that means a full disk; None for any other text.

    The embedded server hides the reason when a commit cannot be written: a full disk is then only the likely one.

    Parameters
    ----------
    message : str
        The error text.
    """
    if _FULL.search(message):
        return "the disk of the database is full and the last change was not kept; free some space and try again"
    if "Transaction error on commit" in message:
        return (
            "the last change could not be written to the disk of the database and was not kept; "
            "see whether the disk is full and try again"
        )
    return None


def wrong_password(home: Path) -> str:
    """What to do where the file with the password and the embedded database that runs disagree.

    Parameters
    ----------
    home : Path
        The folder of the embedded database.
    """
    return (
        f"{home / 'password'} is damaged or missing, and the database that runs knows another password; "
        "run coalition db stop, and the command again"
    )


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def _read_json(path: Path) -> dict[str, Any] | None:
    """The object in a file; None when there is no such file or it does not hold one."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _check_data(home: Path) -> None:
    """Refuse data of a newer release, and damaged data that the engine would take for an empty database."""
    data = home / "databases" / DATABASE
    schema = _read_json(data / "schema.json")
    if schema is None and any(data.glob("*.bucket")):
        raise ServerError(
            f"{data / 'schema.json'} is missing or damaged, and without it the database would start empty; "
            f"restore {home} from a copy, or try {data / 'schema.prev.json'} in its place"
        )
    if path := damaged(home):
        raise ServerError(
            f"{path} is damaged or missing: it is not what it was when the database was closed; restore {home} from a "
            f"copy, or a backup into another folder (COALITION_HOME=FOLDER coalition restore FILE); without "
            f"{home / SEAL} what is left is opened as it is"
        )
    layout = _read_json(home / "layout") or {}
    number = layout["layout"] if isinstance(layout.get("layout"), int) else LAYOUT
    engine = str(layout.get("engine") or (schema or {}).get("dbmsVersion", ""))  # without a layout: what wrote the data
    if number > LAYOUT or _numbers(engine) > _numbers(engine_version()):
        raise ServerError(
            f"the data in {home} were written by a newer release (layout {number}, engine {engine}); "
            "upgrade coalition or set COALITION_HOME to another folder"
        )


def check(home: Path) -> None:
    """Everything that can be said before anything is started or written.

    Parameters
    ----------
    home : Path
        The folder of the embedded database.
    """
    import shutil
    from importlib.util import find_spec

    if find_spec("arcadedb_embedded") is None:
        raise ServerError(
            "this installation has no embedded database for this platform; set COALITION_URI to a Neo4j server"
        )
    _check_data(home)
    free = shutil.disk_usage(home).free
    if free < FREE_BYTES:
        raise ServerError(
            f"{home} has {free // 1_000_000} MB free and the embedded database needs {FREE_BYTES // 1_000_000} MB; "
            "free some space or set COALITION_HOME to another disk"
        )
