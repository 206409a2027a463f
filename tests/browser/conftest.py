"""The pages in a real Chromium: one server on an empty map, which loads the facts at the first visit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from coalition.serve import FLAGS, HOST, free_port
from coalition.server import stop
from coalition.settings import Settings, resource

ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run"
).split()
CANARY = "window.canary = []; for (const n of ['alert', 'confirm', 'prompt']) window[n] = t => window.canary.push(t);"


@dataclass
class Watched:
    """A page that notes what it must not do: errors in the console, requests to other hosts, dialogs."""

    page: object
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def innocent(self) -> None:
        assert not self.errors
        assert not self.foreign
        assert not self.dialogs
        for frame in self.page.frames:
            assert not frame.evaluate("window.canary || []"), frame.url[:60]


def missing(reason: str) -> None:
    """Skip, or fail where everything has to be there."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser():
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright is not installed")
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )
    if found is None:
        missing("no Chromium on this machine")
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("URI", "USER", "PASSWORD", "DATABASE"):
            patch.delenv(f"COALITION_{name}", raising=False)
        patch.setenv("COALITION_HOME", str(folder))
        settings = Settings()
        yield settings
        stop(settings)


@pytest.fixture(scope="session")
def address(home: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the pages are served, with the flags of the command."""
    port = free_port(18501)
    flags = FLAGS | {"server.port": str(port), "server.headless": "true"}
    command = [sys.executable, "-m", "streamlit", "run", str(resource("app.py"))]
    command += [f"--{key}={value}" for key, value in flags.items()]
    log = tmp_path_factory.mktemp("server") / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    try:
        _wait(f"http://{HOST}:{port}/_stcore/health", server, log)
        yield f"http://{HOST}:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait(health: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(health, timeout=2).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"the pages do not start: {log.read_text(errors='replace')[-2000:]}")


@pytest.fixture(scope="session")
def first_visit(browser, address) -> str:
    """What stood on the first page of an empty map while it was loading."""
    page = browser.new_page()
    page.goto(address)
    seen = page.get_by_text("First start:").first
    seen.wait_for(timeout=90_000)
    words = seen.inner_text()
    page.locator("h1.c-answer").wait_for(timeout=180_000)
    page.close()
    return words


@pytest.fixture
def watched(browser, first_visit) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.add_init_script(CANARY)
    seen = Watched(context.new_page())

    def guard(route):
        url = urlsplit(route.request.url)
        if url.scheme in ("http", "https") and url.hostname != HOST:
            seen.foreign.append(route.request.url)  # and never answered, as behind a firewall that drops packets
        else:
            route.continue_()

    def note(message):
        # Streamlit looks for its own address below the page's before it finds it at the root: one 404 each.
        if message.type == "error" and "/_stcore/" not in message.location.get("url", ""):
            seen.errors.append(message.text)

    context.route("**/*", guard)
    seen.page.on("console", note)
    seen.page.on("pageerror", lambda error: seen.errors.append(str(error)))
    seen.page.on("websocket", lambda socket: urlsplit(socket.url).hostname == HOST or seen.foreign.append(socket.url))
    yield seen
    context.close()


@pytest.fixture(scope="session")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the screenshots; COALITION_SHOTS names one that stays."""
    named = os.environ.get("COALITION_SHOTS")
    if named:
        Path(named).mkdir(parents=True, exist_ok=True)
    return Path(named) if named else tmp_path_factory.mktemp("shots")
