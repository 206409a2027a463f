"""The embedded database as a process of its own: started by `coalition.server`, run as a script.

    python daemon.py HOME IDLE_SECONDS

It imports nothing of coalition, so that it starts from any folder and any kind of installation.
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

HOST = "127.0.0.1"
USER, DATABASE = "root", "coalition"
LAYOUT = 1
HEAP = "1g"
JVM_FLAGS = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"]
CONFIG = {
    "mode": "production",
    "host": HOST,
    "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
    "bolt_maxMessageSize": 256 * 1024 * 1024,  # a message over the limit hangs the driver
    "bolt_packstream_maxElements": 4 * 1024 * 1024,
    "txWalFlush": 2,  # a committed load survives a power cut
    "command_timeout": 120_000,  # timeouts that a driver asks for are ignored
    "opencypher_loadCsv_allowFileUrls": False,
}
PORTS_TRIED = 5


def main(home: Path, idle_seconds: float) -> None:
    """Run the database of `home` until it is stopped, told to stop, or idle."""
    from filelock import FileLock, Timeout

    lock = FileLock(home / "daemon.lock")
    try:
        lock.acquire(timeout=10)
    except Timeout:
        sys.exit("another process runs the database of this folder")
    signal.signal(signal.SIGTERM, lambda *_: (home / "stop").touch())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    (home / "stop").unlink(missing_ok=True)
    server, port = start(home)
    state = home / "server.json"
    try:
        write_state(state, port)
        wait(home / "stop", port, idle_seconds)
    finally:
        state.unlink(missing_ok=True)
        server.stop()
        (home / "stop").unlink(missing_ok=True)
        lock.release()


def start(home: Path) -> tuple[Any, int]:
    """The running server and its Bolt port; other ports are tried when somebody takes one meanwhile."""
    from arcadedb_embedded.jvm import start_jvm
    from arcadedb_embedded.server import ArcadeDBServer

    start_jvm(heap_size=HEAP, jvm_args=JVM_FLAGS)
    password = read_password(home / "password")
    for left in reversed(range(PORTS_TRIED)):
        bolt, http = free_ports()
        server = ArcadeDBServer(str(home / "data"), password, CONFIG | {"http_port": http, "bolt_port": bolt})
        try:
            server.start()
            server.create_database(DATABASE)
        except Exception as error:
            if "address already in use" not in str(error).lower() or not left:
                raise
        else:
            return server, bolt
    raise AssertionError("unreachable")


def read_password(path: Path) -> str:
    """The password of the database, made at random on first use, in a file that only its user can read."""
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(24))
    return path.read_text()


def free_ports() -> list[int]:
    """Two ports that nobody listens on."""
    with socket.socket() as one, socket.socket() as other:
        for probe in (one, other):
            probe.bind((HOST, 0))
        return [one.getsockname()[1], other.getsockname()[1]]


def write_state(path: Path, port: int) -> None:
    """Tell where the server is: written whole, when it answers."""
    import psutil

    process = psutil.Process()
    engine = version("arcadedb-embedded")
    (path.parent / "layout").write_text(json.dumps({"layout": LAYOUT, "engine": engine}))
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps({"pid": process.pid, "created": process.create_time(), "port": port}))
    draft.replace(path)


def wait(stop: Path, port: int, idle_seconds: float) -> None:
    """Return when there is a `stop` file, or nobody has been connected for so long."""
    import psutil

    process = psutil.Process()
    last_used = time.monotonic()
    while not stop.exists():
        connections = process.net_connections(kind="tcp")
        if any(c.status == psutil.CONN_ESTABLISHED and c.laddr and c.laddr.port == port for c in connections):
            last_used = time.monotonic()
        if time.monotonic() - last_used > idle_seconds:
            return
        time.sleep(0.25)


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
