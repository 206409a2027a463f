"""Servers of pages that tests start themselves."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from coalition.settings import Settings
from coalition.store.server import stop

HOST = "127.0.0.1"


def free() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def started(command: list[str], port: int, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """A server once it answers at its port."""
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while True:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
            return server
        except OSError:
            assert server.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)


@contextmanager
def pages(settings: Settings, **variables: str) -> Iterator[str]:
    """Address of the pages on the map of a folder; at the end they stop, and the database with them."""
    port = free()
    process = app(settings.home, port, **variables)
    try:
        yield f"http://{HOST}:{port}"
    finally:
        process.terminate()
        process.wait(30)
        stop(settings)


def app(home: Path, port: int, **variables: str) -> subprocess.Popen[bytes]:
    """The pages as `coalition app` serves them, on the map of a folder."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("COALITION_")}
    command = Path(sys.executable).parent / ("coalition.exe" if os.name == "nt" else "coalition")
    return started(
        [str(command), "app", "--no-browser", "--port", str(port)],
        port,
        clean | {"COALITION_HOME": str(home)} | variables,
    )
