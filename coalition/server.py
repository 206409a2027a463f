"""Finds the database, or starts the embedded one. Everything a client needs is an `Endpoint`."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coalition import daemon
from coalition.daemon import DATABASE, HOST, LAYOUT, USER, Record, alive, engine_version, read_record
from coalition.errors import ServerError
from coalition.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
FREE_BYTES = 200_000_000
"""Free space asked for before the embedded database starts; its log alone may take a good part of that."""
START_SECONDS = 90.0
STOP_SECONDS = 90.0
MAKE_SECONDS = 30.0
CHOSEN = "map"
"""File in HOME with the server and the name of the map that was chosen."""

_FULL = re.compile(r"no space left on device|not enough space on the disk|disk quota exceeded", re.IGNORECASE)
_MAP = re.compile(r"[a-z][a-z0-9-]{1,38}[a-z0-9]")
_children: dict[int, subprocess.Popen[bytes]] = {}
"""Daemons this process started: it has to ask after them, or their ends stay in the table of processes."""


@dataclass(frozen=True)
class Endpoint:
    """Where a client finds the database. `database` is empty for the server's own default."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str
    embedded: bool


@dataclass(frozen=True)
class ServerStatus:
    """How the database is. `pid`, `home` and `data_bytes` speak of the embedded one: None, "" and 0 for a Neo4j."""

    running: bool
    uri: str
    pid: int | None
    home: str
    data_bytes: int
    embedded: bool


def endpoint(settings: Settings) -> Endpoint:
    """The database of these settings, ready to be asked.

    With `settings.uri` that server: nothing is started, nothing is asked of it. Otherwise the embedded database of
    `settings.home`, which is started if it does not run; commands that come at the same instant start it once.

    Raises
    ------
    ServerError
        The scheme of the URI is unknown; the home cannot be written, has no room, or was written by a newer release;
        there is no embedded database for this platform; the database does not start.
    """
    if settings.uri:
        _address(settings.uri)
        password = settings.password.get_secret_value()
        database = chosen_map(settings) or settings.database
        return Endpoint(settings.uri, settings.user, password, database, embedded=False)
    home = _home(settings)
    database = chosen_map(settings) or DATABASE
    if database not in (there := embedded_maps(settings)):
        raise ServerError(
            f"there is no map {database}; there are {', '.join(there)}; make it: coalition new {database}"
        )
    with _writing(home), _one_at_a_time(home):
        record = _running(home)
        if record is None or not _answers(HOST, record.port):
            record = _start(home, settings.idle_minutes)
        os.utime(home / "server.json")  # in use: the daemon counts its idle time from here
        password = (home / "password").read_text(encoding="utf-8")
    return Endpoint(f"bolt://{HOST}:{record.port}", USER, password, database, embedded=True)


def chosen_map(settings: Settings) -> str:
    """Name of the map that is meant: of the settings, or the one that was chosen; "" for the map of the server.

    Raises
    ------
    ServerError
        No map can have that name.
    """
    if settings.map:
        return map_name(settings.map)
    try:
        kept = (_home(settings) / CHOSEN).read_text(encoding="utf-8").strip()
    except OSError:
        return ""
    place, _, name = kept.rpartition(" ")
    return name if place == settings.uri and _MAP.fullmatch(name) else ""


def choose_map(settings: Settings, name: str) -> None:
    """Let every later command and page begin with a map of this server."""
    home = _home(settings)
    with _writing(home):
        daemon.write_whole(home / CHOSEN, f"{settings.uri} {map_name(name)}")


def map_name(name: str) -> str:
    """The name, if a database can have it on every kind of server."""
    if not _MAP.fullmatch(name) or name in ("system", "con", "nul", "aux", "prn"):
        raise ServerError(
            f"{name!r} cannot be the name of a map: 3 to 40 small letters a to z, digits and '-', a letter first"
        )
    return name


def embedded_maps(settings: Settings) -> list[str]:
    """Names of the maps of the embedded database, the one with the seed facts first; starts nothing."""
    found = {path.name for path in (_home(settings) / "databases").glob("*") if _MAP.fullmatch(path.name)}
    return [DATABASE, *sorted(found - {DATABASE})]


def make_embedded_map(settings: Settings, name: str) -> None:
    """Make an empty database beside the others of the embedded one, which is started if it does not run."""
    endpoint(settings.model_copy(update={"map": DATABASE}))
    home = _home(settings)
    wish = home / "make" / map_name(name)
    with _writing(home):
        wish.parent.mkdir(exist_ok=True)
        wish.touch()
        until = time.monotonic() + MAKE_SECONDS
        while wish.exists():
            if time.monotonic() > until:
                wish.unlink(missing_ok=True)
                raise ServerError(
                    f"the map {name} was not made within {MAKE_SECONDS:.0f} seconds; see {home / 'server.log'}"
                )
            time.sleep(0.05)


def stop(settings: Settings) -> bool:
    """Stop the embedded database of `settings.home` and wait until it has closed its files.

    Returns
    -------
    bool
        False if none was running. A Neo4j named by `settings.uri` is never stopped.

    Raises
    ------
    ServerError
        The home cannot be written, or the process has not ended after 90 seconds.
    """
    home = _home(settings)
    if not home.is_dir():
        return False
    with _writing(home), _one_at_a_time(home):
        record = _running(home)
        if record is None:
            return False
        (home / "stop").touch()
        until = time.monotonic() + STOP_SECONDS
        while _lives(record):
            if time.monotonic() > until:
                raise ServerError(
                    f"the embedded database in {home} has not stopped after {STOP_SECONDS:.0f} seconds; "
                    f"read {home / 'server.log'} and end process {record.pid}"
                )
            time.sleep(0.05)
        if child := _children.pop(record.pid, None):
            child.wait()
        return True


def status(settings: Settings) -> ServerStatus:
    """How the database is; starts nothing and writes nothing.

    A Neo4j counts as running when its port takes a connection within two seconds.

    Raises
    ------
    ServerError
        The scheme of `settings.uri` is unknown.
    """
    if settings.uri:
        return ServerStatus(_answers(*_address(settings.uri)), settings.uri, None, "", 0, embedded=False)
    home = _home(settings)
    record = _running(home)
    size = sum(path.stat().st_size for path in (home / "databases").rglob("*") if path.is_file())
    if record is None:
        return ServerStatus(False, "", None, str(home), size, embedded=True)
    return ServerStatus(True, f"bolt://{HOST}:{record.port}", record.pid, str(home), size, embedded=True)


def explain(message: str) -> str | None:
    """One clear sentence for a server's error text that means a full disk; None for any other text.

    The embedded server hides the reason when a commit cannot be written: a full disk is then only the likely one.
    """
    if _FULL.search(message):
        return "the disk of the database is full and the last change was not kept; free some space and try again"
    if "Transaction error on commit" in message:
        return (
            "the last change could not be written to the disk of the database and was not kept; "
            "see whether the disk is full and try again"
        )
    return None


def _address(uri: str) -> tuple[str, int]:
    """Host and port of a server; the scheme is named in the error, the rest may hold a password."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(uri)
        host, port = parts.hostname, parts.port or 7687
    except ValueError:
        raise ServerError("COALITION_URI has no valid host and port; write it like bolt://localhost:7687") from None
    if parts.scheme not in SCHEMES or not host:
        raise ServerError(
            f"COALITION_URI begins with '{uri.partition(':')[0]}:' but has to be one of "
            f"{', '.join(f'{scheme}://' for scheme in SCHEMES)} and a host, like bolt://localhost:7687"
        )
    return host, port


def _home(settings: Settings) -> Path:
    return settings.home.expanduser().absolute()


@contextmanager
def _writing(home: Path) -> Iterator[None]:
    """Make the folder, readable by its owner only, and say plainly when it cannot be used."""
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        yield
    except OSError as error:
        if text := explain(str(error)):
            raise ServerError(f"{home}: {text}") from error
        raise ServerError(
            f"{home} cannot be written ({error.strerror or error}); set COALITION_HOME to a folder of your own"
        ) from error


@contextmanager
def _one_at_a_time(home: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    try:
        with FileLock(home / "start.lock", timeout=START_SECONDS + STOP_SECONDS):
            yield
    except Timeout:
        raise ServerError(f"another command has been starting or stopping {home} for minutes; end it first") from None


def _lives(record: Record) -> bool:
    if child := _children.get(record.pid):
        child.poll()
    return alive(record)


def _running(home: Path) -> Record | None:
    record = read_record(home)
    return record if record and _lives(record) else None


def _answers(host: str, port: int) -> bool:
    import socket

    try:
        with socket.create_connection((host, port), timeout=2.0):
            return True
    except OSError:
        return False


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
    layout = _read_json(home / "layout") or {}
    number = int(layout.get("layout", LAYOUT))
    engine = str(layout.get("engine") or (schema or {}).get("dbmsVersion", ""))  # without a layout: what wrote the data
    if number > LAYOUT or _numbers(engine) > _numbers(engine_version()):
        raise ServerError(
            f"the data in {home} were written by a newer release (layout {number}, engine {engine}); "
            "upgrade coalition or set COALITION_HOME to another folder"
        )


def _check(home: Path) -> None:
    """Everything that can be said before anything is started or written."""
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


def _start(home: Path, idle_minutes: float) -> Record:
    """Start the daemon and wait until it answers; called under the lock."""
    _check(home)
    log = home / "server.log"
    if log.exists():
        log.replace(home / "server.log.old")
    child = _spawn(home, idle_minutes, log)
    _children[child.pid] = child
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        ended = child.poll() is not None  # asked first: it may write its record and give way to no one in between
        record = _running(home)
        if record and _answers(HOST, record.port):
            return record
        if ended:
            raise ServerError(f"the embedded database in {home} did not start: {_last_line(log)}; see {log}")
        time.sleep(0.03)
    child.kill()
    raise ServerError(
        f"the embedded database in {home} did not answer within {START_SECONDS:.0f} seconds: {_last_line(log)}; "
        f"see {log}"
    )


def _spawn(home: Path, idle_minutes: float, log: Path) -> subprocess.Popen[bytes]:
    """The daemon as a process that outlives this one, its terminal and its session."""
    package = str(Path(daemon.__file__).parents[1])  # found from HOME too when coalition runs from a checkout
    path = os.pathsep.join(filter(None, [package, os.environ.get("PYTHONPATH")]))
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
    with log.open("wb") as out:
        return subprocess.Popen(
            # -P: modules are not looked for in HOME
            [sys.executable, "-P", "-m", "coalition.daemon", str(home), str(idle_minutes)],
            cwd=home,
            env={**os.environ, "PYTHONPATH": path},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
            creationflags=flags,
        )


def _last_line(log: Path) -> str:
    """The last line that a person can use: not blank, not a place in a stack."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    spoken = [line for line in lines if line.strip() and not line[0].isspace()]
    return spoken[-1] if spoken else "it said nothing"
