"""Finds the database to talk to, and starts the embedded one when it is needed."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from filelock import FileLock, Timeout

from coalition import daemon
from coalition.errors import ServerError
from coalition.settings import Settings

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
START_SECONDS, STOP_SECONDS = 60, 30
MIN_FREE_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True)
class Endpoint:
    """Where a database answers, and as whom to ask it."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str
    embedded: bool


@dataclass(frozen=True)
class ServerStatus:
    """Whether the database runs, where, and how many bytes it takes on disk (embedded only)."""

    running: bool
    embedded: bool
    uri: str
    pid: int | None
    home: str
    data_bytes: int


def endpoint(settings: Settings) -> Endpoint:
    """The database of the settings; the embedded one is started when it does not run yet, and never twice.

    Raises
    ------
    ServerError
        The address is none that Neo4j knows; or the embedded database is not available for this platform, its folder
        cannot be written, is full or comes from a newer version, or it does not start. One sentence each.
    """
    if settings.uri:
        scheme = settings.uri.partition("://")[0]
        if scheme not in SCHEMES or "://" not in settings.uri:
            raise ServerError(f"COALITION_URI '{settings.uri}' does not begin with one of {', '.join(SCHEMES)}://")
        return Endpoint(settings.uri, settings.user, settings.password.get_secret_value(), settings.database, False)
    if find_spec("arcadedb_embedded") is None:
        raise ServerError(
            "there is no embedded database for this platform; set COALITION_URI to a Neo4j server (see README)"
        )
    home = settings.home.absolute()
    _prepare(home)
    state = _state(home)
    if state is None:
        try:
            with FileLock(home / "start.lock", timeout=START_SECONDS):
                state = _state(home) or _start(home, settings.idle_minutes * 60)
        except Timeout:
            raise ServerError(f"another command has been starting the database of {home} for a minute") from None
    password = (home / "password").read_text()
    return Endpoint(f"bolt://{daemon.HOST}:{state['port']}", daemon.USER, password, daemon.DATABASE, True)


def stop(settings: Settings) -> bool:
    """Stop the embedded database and wait until it has ended; False when it did not run.

    Raises
    ------
    ServerError
        `settings.uri` names a server of somebody else, or the database does not end.
    """
    import psutil

    if settings.uri:
        raise ServerError(f"{settings.uri} is not started or stopped from here")
    home = settings.home.absolute()
    state = _state(home)
    if state is None:
        return False
    process = psutil.Process(int(state["pid"]))
    (home / "stop").touch()
    try:
        process.wait(STOP_SECONDS)
    except psutil.TimeoutExpired:
        raise ServerError(f"the database of {home} (process {process.pid}) does not stop") from None
    return True


def status(settings: Settings) -> ServerStatus:
    """What runs; starts nothing. For a server named in the settings: whether something answers there."""
    home = settings.home.absolute()
    if settings.uri:
        host, port = _host(settings.uri)
        return ServerStatus(_answers(host, port), False, settings.uri, None, "", 0)
    state = _state(home)
    size = sum(path.stat().st_size for path in (home / "data").rglob("*") if path.is_file())
    if state is None:
        return ServerStatus(False, True, "", None, str(home), size)
    return ServerStatus(True, True, f"bolt://{daemon.HOST}:{state['port']}", int(state["pid"]), str(home), size)


def explain(message: str) -> str | None:
    """A sentence for an error of the server that comes from the machine; None for any other."""
    if re.search(r"no space left|disk full|not enough space", message, re.IGNORECASE):
        return "the disk of the database is full; nothing was written; make room and try again"
    if re.search(r"read-only file system|permission denied", message, re.IGNORECASE):
        return "the folder of the database cannot be written; nothing was written; check its rights"
    return None


def last_words(home: Path) -> str:
    """What the embedded database said last when it went wrong; "" when it said nothing."""
    log = home / "server.log"
    if not log.exists():
        return ""
    lines = [line.strip() for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    telling = [line for line in lines if re.search(r"error|exception|caused by", line, re.IGNORECASE)]
    return (telling or lines or [""])[-1][:300]


def _prepare(home: Path) -> None:
    """A folder that only its user can read, can be written, has room, and is not from a newer version."""
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = home / f"probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise ServerError(
            f"{home} cannot be written ({error.strerror}); set COALITION_HOME to a folder that can"
        ) from None
    if (layout := home / "layout").exists():
        found = json.loads(layout.read_text() or "{}")
        installed = version("arcadedb-embedded")
        if found.get("layout", 0) > daemon.LAYOUT or _numbers(found.get("engine", "")) > _numbers(installed):
            raise ServerError(
                f"{home} was written by a newer coalition (database {found.get('engine')}, this has {installed}); "
                "install that version or set COALITION_HOME to another folder"
            )
    if (free := shutil.disk_usage(home).free) < MIN_FREE_BYTES and _state(home) is None:
        raise ServerError(
            f"only {free // 1024**2} MB are free at {home}; the database needs {MIN_FREE_BYTES // 1024**2} MB to start"
        )


def _state(home: Path) -> dict[str, float] | None:
    """What the running database wrote about itself; None when none runs (a file that it left behind is ignored)."""
    import psutil

    try:
        state: dict[str, float] = json.loads((home / "server.json").read_text())
        process = psutil.Process(int(state["pid"]))
        alive = process.is_running() and abs(process.create_time() - state["created"]) < 1
    except (OSError, ValueError, KeyError, psutil.Error):
        return None
    return state if alive and _answers(daemon.HOST, int(state["port"])) else None


def _start(home: Path, idle_seconds: float) -> dict[str, float]:
    """Start the database and wait until it answers; called by one process at a time."""
    (home / "server.json").unlink(missing_ok=True)
    command = [sys.executable, "-P", str(Path(daemon.__file__)), str(home), str(idle_seconds)]
    environment = os.environ | {"ARCADEDB_JVM_ERROR_FILE": str(home / "jvm-error.log")}
    with (home / "server.log").open("wb") as log:
        if sys.platform == "win32":
            flags = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
            process = subprocess.Popen(
                command,
                cwd=home,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                creationflags=flags,
            )
        else:
            process = subprocess.Popen(
                command,
                cwd=home,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if state := _state(home):
            return state
        if process.poll() is not None:
            break
        time.sleep(0.05)
    words = last_words(home)
    raise ServerError(explain(words) or f"the database of {home} does not start: {words} (see {home / 'server.log'})")


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=2):
            return True
    except OSError:
        return False


def _host(uri: str) -> tuple[str, int]:
    """Host and port of a database address; Bolt's own port where it names none."""
    from urllib.parse import urlsplit

    parts = urlsplit(uri)
    return parts.hostname or "", parts.port or 7687


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]
