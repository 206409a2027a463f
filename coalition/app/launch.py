"""Runs the pages: Streamlit on this machine only, nothing sent anywhere."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

from coalition.app import team
from coalition.app.team import Team
from coalition.errors import CoalitionError
from coalition.palette import DARK, INK, LINK, PAPER, RECORD

HOST = "127.0.0.1"
LAST_PORT = 65535
FLAGS = {
    "server.address": HOST,
    "server.showEmailPrompt": "false",
    "server.fileWatcherType": "none",
    # Programs ask by `coalition` and its Python, which check what they are given; nobody drives the pages from outside.
    "server.enableAgentApi": "false",
    "browser.gatherUsageStats": "false",
    "browser.serverAddress": "localhost",
    "client.showErrorDetails": "none",
    "logger.hideWelcomeMessage": "true",
    "client.showErrorLinks": "false",
    "client.toolbarMode": "viewer",
    "runner.magicEnabled": "false",
    # Each run would end in a search of all memory for garbage; Python does it when it is due.
    "runner.postScriptGC": "false",
    "theme.light.primaryColor": LINK,
    "theme.light.textColor": INK,
    "theme.dark.primaryColor": DARK[LINK],
    "theme.dark.textColor": DARK[INK],
    "theme.dark.backgroundColor": DARK[PAPER],
    "theme.dark.secondaryBackgroundColor": DARK[RECORD],
}


ENVIRONMENT = {
    "PYTHONUNBUFFERED": "1",
    # A second thread of linear algebra waits busily: it takes a core from other visitors, and answers are no sooner.
    "OPENBLAS_NUM_THREADS": "1",
    # Each visit has a thread, and with a heap for each of them what old versions held would stay with the program.
    "MALLOC_ARENA_MAX": "1",
}
SERVED = Path(__file__).with_name("asgi.py")
"""The web application that the server runs."""


def serve(port: int, *, browser: bool) -> int:
    """Run the pages until they are stopped; the exit code of the server.

    Raises
    ------
    CoalitionError
        No port is free from `port` on.
    """
    chosen = free_port(port)
    print(f"coalition is at http://localhost:{chosen} (stop with Ctrl+C)", file=sys.stderr)
    return _run({"server.port": str(chosen), "server.headless": str(not browser).lower()}, {})


def serve_team(given: Team, port: int) -> int:
    """Run the pages for a team until they are stopped; the exit code of the server.

    Raises
    ------
    CoalitionError
        It may not listen: nobody would have to sign in, an address or the file of the provider is wrong, or the port is
        in use.
    """
    checked = team.checked(given)
    if free_port(port, checked.host) != port:
        raise CoalitionError(f"port {port} is in use; stop what listens there, or name another one with --port")
    team.told(checked)
    return _run(checked.flags() | {"server.port": str(port), "server.headless": "true"}, checked.environment())


def _run(flags: dict[str, str], variables: dict[str, str]) -> int:
    command = [sys.executable, "-m", "streamlit", "run", str(SERVED)]
    command += [f"--{key}={value}" for key, value in (FLAGS | flags).items()]
    environment = ENVIRONMENT | os.environ | variables
    if os.name == "posix":  # the server takes the place of this process, so that whoever ends it ends the server
        os.execve(command[0], command, environment)
    try:
        return subprocess.call(command, env=environment)
    except KeyboardInterrupt:
        return 0


def free_port(first: int, host: str = HOST) -> int:
    """The first port from `first` on, of twenty, that nobody listens on at an address."""
    if not 1 <= first <= LAST_PORT:
        raise CoalitionError(f"there is no port {first}; name one from 1 to {LAST_PORT} with --port")
    last = min(first + 19, LAST_PORT)
    for port in range(first, last + 1):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            if os.name == "posix":  # a port that the same program has just left is free
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise CoalitionError(f"ports {first} to {last} are all in use; name another one with --port")
