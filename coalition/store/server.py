"""Finds the database, or starts the embedded one. Everything a client needs is an `Endpoint`."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from coalition.errors import ServerError
from coalition.settings import Settings
from coalition.store import daemon
from coalition.store.daemon import DATABASE, HOST, USER, ServerFile, alive, known_password, read_server_file
from coalition.store.home import check, chosen_map, embedded_maps, map_name, writing, wrong_password

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
START_SECONDS = 90.0
STOP_SECONDS = 90.0
MAKE_SECONDS = 30.0

_children: dict[int, subprocess.Popen[bytes]] = {}
"""Daemons this process started: it has to ask after them, or their ends stay in the table of processes."""


@dataclass(frozen=True)
class Endpoint:
    """Where a client finds the database. `database` is empty for the server's own default; `home` is the folder of the
    embedded one, None for a Neo4j.
    """

    uri: str
    user: str
    password: str = field(repr=False)
    database: str
    home: Path | None = None

    @property
    def embedded(self) -> bool:
        return self.home is not None


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

    Parameters
    ----------
    settings : Settings
        Which server, and which of its maps.

    Raises
    ------
    ServerError
        The scheme of the URI is unknown; the home cannot be written, has no room, or was written by a newer release;
        there is no embedded database for this platform; the database does not start.
    """
    if settings.uri:
        _address(settings.uri)
        password = settings.read_password()
        database = chosen_map(settings) or settings.database
        return Endpoint(settings.uri, settings.user, password, database)
    home = settings.home
    database = chosen_map(settings) or DATABASE
    if database not in (there := embedded_maps(settings)):
        others = "" if settings.login.asks else f"; the maps are: {', '.join(there)}; coalition new makes one"
        raise ServerError(f"there is no map {database!r}{others}")
    with writing(home), _one_at_a_time(home):
        server = _running(home)
        if server is None or not _answers(HOST, server.port):
            server = _start(home, settings.idle_minutes)
        os.utime(home / "server.json")  # in use: the daemon counts its idle time from here
        password = known_password(home)
        if not password:
            raise ServerError(wrong_password(home))
    return Endpoint(f"bolt://{HOST}:{server.port}", USER, password, database, home)


def make_embedded_map(settings: Settings, name: str) -> None:
    """Make an empty database beside the others of the embedded one, which is started if it does not run.

    Parameters
    ----------
    settings : Settings
        Which folder.
    name : str
        Name of the new map.
    """
    endpoint(settings.model_copy(update={"map": DATABASE}))
    home = settings.home
    wish = home / "make" / map_name(name)
    with writing(home):
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

    Parameters
    ----------
    settings : Settings
        Which folder.

    Returns
    -------
    bool
        False if none was running. A Neo4j named by `settings.uri` is never stopped.

    Raises
    ------
    ServerError
        The home cannot be written, or the process has not ended after 90 seconds.
    """
    home = settings.home
    if not home.is_dir():
        return False
    with writing(home), _one_at_a_time(home):
        server = _running(home)
        if server is None:
            return False
        (home / "stop").touch()
        until = time.monotonic() + STOP_SECONDS
        while _lives(server):
            if time.monotonic() > until:
                raise ServerError(
                    f"the embedded database in {home} has not stopped after {STOP_SECONDS:.0f} seconds; "
                    f"read {home / 'server.log'} and end process {server.pid}"
                )
            time.sleep(0.05)
        if child := _children.pop(server.pid, None):
            child.wait()
        return True


def status(settings: Settings) -> ServerStatus:
    """How the database is; starts nothing and writes nothing.

    A Neo4j counts as running when its port takes a connection within two seconds.

    Parameters
    ----------
    settings : Settings
        Which server.

    Raises
    ------
    ServerError
        The scheme of `settings.uri` is unknown.
    """
    if settings.uri:
        return ServerStatus(_answers(*_address(settings.uri)), settings.uri, None, "", 0, embedded=False)
    home = settings.home
    server = _running(home)
    size = sum(path.stat().st_size for path in (home / "databases").rglob("*") if path.is_file())
    if server is None:
        return ServerStatus(False, "", None, str(home), size, embedded=True)
    return ServerStatus(True, f"bolt://{HOST}:{server.port}", server.pid, str(home), size, embedded=True)


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
            f"{', '.join(f'{scheme}://' for scheme in SCHEMES)} and a host, like bolt://localhost:7687; a folder is "
            "COALITION_HOME, or home=... in coalition.open"
        )
    return host, port


@contextmanager
def _one_at_a_time(home: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    try:
        with FileLock(home / "start.lock", timeout=START_SECONDS + STOP_SECONDS):
            yield
    except Timeout:
        raise ServerError(f"another command has been starting or stopping {home} for minutes; end it first") from None


def _lives(server: ServerFile) -> bool:
    if child := _children.get(server.pid):
        child.poll()
    return alive(server)


def _running(home: Path) -> ServerFile | None:
    server = read_server_file(home)
    return server if server and _lives(server) else None


def _answers(host: str, port: int) -> bool:
    import socket

    try:
        with socket.create_connection((host, port), timeout=2.0):
            return True
    except OSError:
        return False


def _start(home: Path, idle_minutes: float) -> ServerFile:
    """Start the daemon and wait until it answers; called under the lock."""
    check(home)
    log = home / "server.log"
    if log.exists():
        log.replace(home / "server.log.old")
    child = _spawn(home, idle_minutes, log)
    _children[child.pid] = child
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        ended = child.poll() is not None  # asked first: it may write its file and give way to no one in between
        server = _running(home)
        if server and _answers(HOST, server.port):
            return server
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
    with open(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:  # noqa: PTH123 - readable by its owner only
        return subprocess.Popen(
            # -P: modules are not looked for in HOME
            [sys.executable, "-P", "-m", "coalition.store.daemon", str(home), str(idle_minutes)],
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
