"""The pages, served on this machine on the seed facts, and a browser to look at them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from coalition.model.vocabulary import Tables
from coalition.settings import Settings
from coalition.store.server import stop
from coalition.store.store import Store

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PAGES = {
    "start": "",
    "partners": "partners",
    "gaps": "gaps",
    "bridges": "bridges",
    "coalition": "coalition",
    "world": "world?r=R22.3",
    "whatif": "whatif?s=LVA:CSDDD-FEB-2024=none",
    "map": "map?theme=technology",
    "recommendation": "recommendation?r=R24.8",
    "actor": "actor?actor=CHL",
    "compare": "compare?actor=CHL&actor=GHA&actor=NOR",
    "sources": "sources",
    "room": "room",
    "imports": "imports",
    "edit": "edit",
    "history": "history",
}
"""A visit to each page: its name, and its address."""


@contextmanager
def site(tables: Tables | None = None, home: Path | None = None) -> Iterator[str]:
    """Address of the pages on a map of their own, in `home` or a folder that is thrown away: the seed facts, or some
    tables.
    """
    with tempfile.TemporaryDirectory() as thrown_away, socket.socket() as probe:
        folder = str(home or thrown_away)
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        if tables is not None:
            with Store(Settings(home=Path(folder), uri="")) as store:
                store.write(tables)
        clean = {key: value for key, value in os.environ.items() if not key.startswith("COALITION_")}
        command = [str(Path(sys.executable).with_name("coalition")), "app", "--no-browser", "--port", str(port)]
        app = subprocess.Popen(
            command, env=clean | {"COALITION_HOME": folder}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline:
                try:
                    socket.create_connection(("127.0.0.1", port), timeout=1).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            app.terminate()
            app.wait(30)
            stop(Settings(home=Path(folder), uri=""))


@contextmanager
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        raise SystemExit("no Chromium is installed")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield opened
        opened.close()


def settled(page: Page) -> None:
    """Wait until a page has its answer, and the server has nothing more to say."""
    page.wait_for_selector("h1.c-answer", timeout=120_000)
    page.wait_for_selector('[data-testid="stStatusWidget"]', state="detached", timeout=120_000)
