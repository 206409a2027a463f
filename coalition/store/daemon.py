"""The embedded database in a process of its own: ``python -m coalition.store.daemon HOME IDLE_MINUTES``.

`coalition.store.server` starts it, detached, and finds it again by the files it keeps in HOME:

    server.json   who serves and on which port; written when Bolt answers, removed before the database closes
    daemon.lock   held as long as the process lives
    stop          somebody asks it to end
    make/NAME     somebody asks for a new database of that name; removed when it is there
    closed.json   what the files of the databases were when they were closed (`coalition.store.seal`)
    password      of the user ``root``; only its owner may read it
    layout        what wrote the data
    server.log    what it said, this time; ``server.log.old``: the time before

Only the standard library is imported on top, so that the commands which merely look for the daemon stay quick.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import signal
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Event
from typing import Any

from coalition.files import write_atomically
from coalition.store.seal import seal, unseal

HOST = "127.0.0.1"
DATABASE = "coalition"
USER = "root"
PACKAGE = "arcadedb-embedded"
LAYOUT = 1
"""How the files in HOME are arranged; one more with every change that an older release cannot read."""

_PASSWORD = re.compile(r"[A-Za-z0-9_-]{43}")
"""What `secrets` makes of 32 bytes."""
_POLL_SECONDS = 0.25
_LOOK_EVERY = 4
"""Connections are counted with every fourth poll: that reads the tables of the kernel."""

_JVM = (
    # Half a second less to start and a quarter less memory than the default collector; loads and reads are as fast.
    "-XX:+UseSerialGC",
    # SIGTERM belongs to this process, which closes the database first.
    "-Xrs",
    # After an exhausted heap nothing in memory can be trusted; the log on the disk can.
    "-XX:+ExitOnOutOfMemoryError",
    "-Darcadedb.txWalFlush=2",
    "-Darcadedb.command.timeout=120000",
    "-Darcadedb.opencypher.loadCsv.allowFileUrls=false",
    "-Darcadedb.opencypher.loadCsv.allowRemoteUrls=false",
)
_SERVER: dict[str, str | int] = {
    "arcadedb.server.mode": "production",  # no web pages
    "arcadedb.server.httpIncomingHost": HOST,
    "arcadedb.server.httpIncomingPort": "0",
    "arcadedb.server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
    "arcadedb.bolt.host": HOST,
    "arcadedb.bolt.port": "0",  # the kernel gives a free one: nobody can take it in between
    "arcadedb.bolt.defaultDatabase": DATABASE,
    "arcadedb.bolt.maxMessageSize": 256 << 20,  # a longer message hangs the driver
    "arcadedb.bolt.packstream.maxElements": 4 << 20,
}


@dataclass(frozen=True)
class ServerFile:
    """What `server.json` says. A process is known by its number and by when it was made: numbers are used again.

    On Linux that is in seconds since the machine was started: the clock may be set meanwhile. Elsewhere, and in files
    of earlier releases, it is the time by the clock.
    """

    pid: int
    created: float
    port: int
    layout: int
    engine: str


def read_server_file(home: Path) -> ServerFile | None:
    """The file of `home`, whether or not its process lives; None if there is none or it makes no sense.

    Parameters
    ----------
    home : Path
        The folder of the embedded database.
    """
    try:
        found = ServerFile(**json.loads((home / "server.json").read_text(encoding="utf-8")))
        return found if 0 < found.pid < 2**31 and 0 < found.port < 2**16 and found.created > 0 else None
    except (OSError, ValueError, TypeError):
        return None


def alive(server: ServerFile) -> bool:
    """Whether the process that wrote the file still runs; one that ended and was not waited for does not.

    Parameters
    ----------
    server : ServerFile
        What the file says.
    """
    import psutil

    try:
        process = psutil.Process(server.pid)
        made = process.create_time()
        same = min(abs(moment - server.created) for moment in (made, made - psutil.boot_time())) < 2.0
        return same and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _record(port: int) -> ServerFile:
    """What this process says of itself."""
    import psutil

    made = psutil.Process().create_time() - (psutil.boot_time() if sys.platform == "linux" else 0.0)
    return ServerFile(os.getpid(), made, port, LAYOUT, engine_version())


def engine_version() -> str:
    """Version of the engine in the installed package, without the packager's own suffix: ``26.10.2``."""
    from importlib.metadata import version

    return version(PACKAGE).partition(".post")[0]


def known_password(home: Path) -> str:
    """The password that the file of a home holds; "" where there is none, or the file is damaged.

    Parameters
    ----------
    home : Path
        The folder of the embedded database.
    """
    try:
        found = (home / "password").read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return ""
    return found if _PASSWORD.fullmatch(found) else ""


def _password(home: Path) -> str:
    """The password of this home. The engine's own list of users is made anew from it, so the two cannot disagree."""
    (home / "config" / "server-users.jsonl").unlink(missing_ok=True)
    if known := known_password(home):
        return known
    fresh = secrets.token_urlsafe(32)
    write_atomically(home / "password", fresh, private=True)
    return fresh


def _heap_megabytes() -> int:
    """The most that the server may take; it takes what it needs. 870,000 votes in one transaction need 2 GB."""
    import psutil

    return min(3072, max(1024, psutil.virtual_memory().total // 2 >> 20))


def _start(home: Path) -> tuple[Any, int]:
    """The running server and its Bolt port."""
    import jpype
    from arcadedb_embedded.jvm import start_jvm

    start_jvm(heap_size=f"{_heap_megabytes()}m", jvm_args=_JVM)
    configuration = jpype.JClass("com.arcadedb.ContextConfiguration")()
    for key, value in _SERVER.items():
        configuration.setValue(key, value)
    configuration.setValue("arcadedb.server.rootPath", str(home))
    configuration.setValue("arcadedb.server.rootPassword", _password(home))
    server = jpype.JClass("com.arcadedb.server.ArcadeDBServer")(configuration)
    server.start()
    configuration.setValue("arcadedb.server.mode", "test")  # in production a client is not told why a query failed
    server.getDatabase(DATABASE, True, True)  # made when missing
    bolt = next(plugin for plugin in server.getPlugins() if "Bolt" in str(plugin.getName()))
    return server, int(bolt.getPort())


def _make(home: Path, server: Any) -> None:
    """Make the databases that were asked for: Bolt has no statement for it here."""
    for wish in sorted((home / "make").glob("*")):
        if not (home / "databases" / wish.name).exists():
            server.getDatabase(wish.name, True, True)
        wish.unlink(missing_ok=True)


def _tell(home: Path, record: ServerFile) -> None:
    """Write the file by which this process is found."""
    write_atomically(home / "server.json", json.dumps(asdict(record)), private=True)


def _watch(home: Path, record: ServerFile, idle_seconds: float, asked: Event, server: Any) -> None:
    """Return when the server should end: asked to, out of use, or its folder is gone. Until then make databases, and
    keep the file whole by which it is found.
    """
    import psutil
    from filelock import FileLock, Timeout

    me = psutil.Process()
    file, stop = home / "server.json", home / "stop"
    used, touched, polls = time.monotonic(), 0.0, 0
    while not asked.wait(_POLL_SECONDS):
        if stop.exists() or not file.exists():
            return
        _make(home, server)
        polls += 1
        if polls % _LOOK_EVERY:
            continue
        if file.exists() and read_server_file(home) != record:
            _tell(home, record)
        at = file.stat().st_mtime  # a command touches the file when it is given the address
        connected = any(
            c.status == psutil.CONN_ESTABLISHED and c.laddr and c.laddr.port == record.port
            for c in me.net_connections(kind="tcp")
        )
        if connected or at != touched:
            used, touched = time.monotonic(), at
        elif time.monotonic() - used >= idle_seconds:
            # Under the lock of the starters: whoever was given the address has touched the file, or will not find it.
            try:
                with FileLock(home / "start.lock", timeout=0):
                    if file.stat().st_mtime == touched:
                        file.unlink()
                        return
            except Timeout:
                continue


def serve(home: Path, idle_minutes: float) -> None:
    """Serve `home` until somebody asks to stop or nobody has been connected for `idle_minutes`.

    Waits for an earlier daemon of the same home to end; gives way to one that is ready.

    Parameters
    ----------
    home : Path
        The folder of the embedded database.
    idle_minutes : float
        How long nobody may be connected.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(home / "daemon.lock")
    while True:
        try:
            lock.acquire(timeout=0.1)
            break
        except Timeout:
            if (other := read_server_file(home)) and alive(other):
                return
    asked = Event()
    signal.signal(signal.SIGTERM, lambda number, frame: asked.set())
    (home / "stop").unlink(missing_ok=True)
    unseal(home)
    server, port = _start(home)
    record = _record(port)
    write_atomically(home / "layout", json.dumps({"layout": LAYOUT, "engine": record.engine}), private=True)
    _tell(home, record)
    try:
        _watch(home, record, idle_minutes * 60, asked, server)
    finally:
        (home / "server.json").unlink(missing_ok=True)
        server.stop()
        with suppress(OSError):  # a full disk: then nothing can be compared at the next start
            seal(home)
        (home / "stop").unlink(missing_ok=True)


def _reason(error: BaseException) -> str:
    """The innermost cause in one line; the engine wraps what happened in several layers of what it was about to do."""
    while cause := getattr(error, "getCause", lambda: None)() or error.__cause__:
        error = cause
    return " ".join(f"{type(error).__name__}: {error}".split())


if __name__ == "__main__":
    os.umask(0o077)
    status = 0
    try:
        serve(Path(sys.argv[1]), float(sys.argv[2]))
    except Exception as error:
        # The engine leaves its last line open, so that ours begins with a new one: it is what people read.
        print(f"\n{_reason(error)}", file=sys.stderr, flush=True)
        status = 1
    # Threads of the engine that wait for a client would keep the process until that client goes. The files are closed.
    os._exit(status)
