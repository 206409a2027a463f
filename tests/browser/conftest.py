"""The pages as `coalition app` serves them, on a map with hostile names, in a real Chromium."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd
import pytest
import served
from hostile_names import HOSTILE
from neo4j_server import unavailable
from playwright.sync_api import Browser, Page, expect, sync_playwright
from waiting import finished

from coalition.model.vocabulary import Tables
from coalition.settings import Settings
from coalition.store.store import Store

expect.set_options(timeout=30_000)  # a machine that does other work too takes its time
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--js-flags=--max-opt=1",  # a page under test stands for seconds: what V8's optimizers take, they never give back
]


def hostile(tables: Tables) -> Tables:
    """The tables with hostile names of actors, titles, texts and notes among them."""
    wicked = pd.DataFrame(
        [
            {"id": f"hostile-{i}", "name": text, "kind": "ngo", "regional_group": "weog", "country": "", "blocs": ""}
            | {"visibility": "public", "note": text, "grade": "seen", "source": text}
            for i, text in enumerate(HOSTILE)
        ]
    )
    taken = pd.DataFrame(
        [
            {"actor_id": f"hostile-{i}", "evidence_id": item, "position": "support", "note": text, "grade": "seen"}
            | {"source": text}
            for i, text in enumerate(HOSTILE)
            for item in ("UNMUTE", "TREATY-NGOS")
        ]
    )
    evidence = tables.evidence.copy()
    evidence.loc[evidence["id"] == "UNMUTE", "title"] = HOSTILE[0]
    recommendations = tables.recommendations.copy()
    recommendations.loc[recommendations["id"] == "R16", "text"] = HOSTILE[2]
    return Tables(
        **dict(tables)
        | {
            "actors": pd.concat([tables.actors, wicked]),
            "stances": pd.concat([tables.stances, taken]),
            "evidence": evidence,
            "recommendations": recommendations,
        }
    )


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, bearing: Tables) -> Iterator[str]:
    """Address of the running app."""
    settings = Settings(home=tmp_path_factory.mktemp("home"), uri="")
    with Store(settings) as store:
        store.write(hostile(bearing))
    with served.pages(settings) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        unavailable("no Chromium is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


class Tabs:
    """Tabs of a visitor who likes light pages and of one who likes dark ones; they share no cookie and no store.

    A tab that a test gives back is used again: in a new one the browser reads the program of the pages anew.
    """

    def __init__(self, chromium: Browser) -> None:
        self.visitors = {
            scheme: chromium.new_context(color_scheme=scheme, reduced_motion="reduce") for scheme in ("light", "dark")
        }
        self.idle: dict[str, list[Page]] = {scheme: [] for scheme in self.visitors}

    def take(self, scheme: str, width: int, height: int) -> Page:
        page = self.idle[scheme].pop() if self.idle[scheme] else self.visitors[scheme].new_page()
        page.set_viewport_size({"width": width, "height": height})
        return page

    def give(self, scheme: str, page: Page) -> None:
        page.unroute_all()
        page.goto("about:blank")  # it would go on to call a server that has ended
        self.idle[scheme].append(page)


@pytest.fixture(scope="session")
def tabs(chromium: Browser) -> Iterator[Tabs]:
    found = Tabs(chromium)
    yield found
    for context in found.visitors.values():
        context.close()


class Visit:
    """A browser tab that notes what it must not see: foreign requests, console errors, dialogs."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site
        self.foreign: list[str] = []
        self.errors: list[str] = []
        self.dialogs: list[str] = []
        self.heard: dict[str, Callable[[Any], object]] = {
            "request": self._asked,
            "console": self._said,
            "pageerror": lambda error: self.errors.append(str(error)),
            "dialog": lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()),
        }
        for event, listener in self.heard.items():
            page.on(event, listener)

    def _asked(self, request: Any) -> None:
        local = (self.site, self.site.replace("http", "ws"), "data:", "blob:", "about:")
        if not request.url.startswith(local):
            self.foreign.append(request.url)

    def _said(self, message: Any) -> None:
        """A console error; a resource that is not there is one too."""
        if message.type == "error":
            self.errors.append(f"{message.text} {message.location.get('url', '')}")

    def open(self, path: str = "partners") -> str:
        """Go to a page, wait until it stands still, and give its answer."""
        self.unharmed()  # the page that is left now
        self.page.goto(f"{self.site}/{path}")
        return self.answer()

    def answer(self) -> str:
        self.page.wait_for_selector("h1.c-answer", timeout=60_000)
        finished(self.page)
        return " ".join(self.page.locator(".c-answer, .c-told").all_inner_texts())

    def unharmed(self) -> None:
        """Nothing in the page has struck, erred or reached out."""
        assert self.foreign == []
        assert self.errors == []
        assert self.dialogs == []
        assert all(frame.evaluate("window.struck") is None for frame in self.page.frames)

    def ended(self) -> Page:
        """The tab without its listeners, for another test."""
        for event, listener in self.heard.items():
            self.page.remove_listener(event, listener)
        return self.page


@pytest.fixture
def tab(tabs: Tabs, site: str) -> Iterator[Callable[..., Visit]]:
    """Open tabs of a given size; nothing in them may strike, err or reach out."""
    opened: list[tuple[str, Visit]] = []

    def new(width: int = 1366, height: int = 768, scheme: str = "light") -> Visit:
        visit = Visit(tabs.take(scheme, width, height), site)
        opened.append((scheme, visit))
        return visit

    yield new
    for scheme, visit in opened:
        visit.unharmed()
        tabs.give(scheme, visit.ended())
