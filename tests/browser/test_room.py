"""The wall of a room in a real Chromium: it follows, it survives, it shows nothing else, the last row can read it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import served
from browser.conftest import Tabs
from PIL import Image
from playwright.sync_api import Page, Request
from waiting import until

from coalition.app import room
from coalition.app.parts.session import SECTIONS
from coalition.app.room import Room, View, ViewKind
from coalition.figures.wall.canvas import DARK, LIGHT
from coalition.model.visibility import LEFT_OUT
from coalition.model.vocabulary import Tables
from coalition.settings import Settings
from coalition.store.server import stop
from coalition.store.store import Store

pytestmark = pytest.mark.browser
SECRET, HIDDEN = "Committee of Whom Nobody May Know", "Bolivia"
TITLE = "[...document.querySelectorAll('.w-wall svg')].find(svg => svg.getBoundingClientRect().width)"
VIEWS = (
    View(ViewKind.SUPPORTERS, ("R22.3",)),
    View(ViewKind.PARTNERS, ("R18",)),
    View(ViewKind.GAPS),
    View(ViewKind.BRIDGES),
    View(ViewKind.COALITION, ("R18", "R22.3"), 3),
)
QUESTIONS = (
    "R22.3: who supports it already?",
    "R18: who to talk to first?",
    "What does nobody cover yet?",
    "Who bridges the regional groups?",
    "Which is the smallest coalition for them?",
)


def protected(tables: Tables) -> Tables:
    """The tables with an actor that nobody may know of, and one of the leads of R22.3 protected."""
    actors, stances = tables.actors.copy(), tables.stances.copy()
    secret = actors[actors["id"] == "amnesty"].assign(id="secret", name=SECRET)
    taken = stances[stances["evidence_id"] == "TREATY-NGOS"].head(1).assign(actor_id="secret")
    actors = pd.concat([actors, secret], ignore_index=True)
    actors.loc[(actors["id"] == "secret") | actors["name"].str.startswith(HIDDEN), "visibility"] = "protected"
    return Tables(**dict(tables) | {"actors": actors, "stances": pd.concat([stances, taken], ignore_index=True)})


@dataclass
class Projector:
    """The app on a port of its own, which can be stopped and started."""

    settings: Settings
    port: int
    process: Any = None

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def file(self) -> Path:
        return room.path(self.settings)

    def start(self) -> None:
        self.process = served.app(self.settings.home, self.port)

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(30)


@pytest.fixture(scope="module")
def projector(tmp_path_factory: pytest.TempPathFactory, bearing: Tables) -> Iterator[Projector]:
    settings = Settings(home=tmp_path_factory.mktemp("home"), uri="")
    with Store(settings) as store:
        store.write(protected(bearing))
    running = Projector(settings, served.free())
    running.start()
    yield running
    running.end()
    stop(settings)


@pytest.fixture
def tab(tabs: Tabs, projector: Projector) -> Iterator[Callable[..., Page]]:
    """Open a page of the app in a window of a given size, with a room of five views, the first one on show."""
    room.change(projector.file, lambda _: Room(VIEWS))
    foreign: list[str] = []
    pages = []

    def asked(request: Request) -> None:
        local = (projector.site, projector.site.replace("http", "ws"), "data:", "blob:", "about:")
        if not request.url.startswith(local):
            foreign.append(request.url)

    def opened(name: str, width: int = 1920, height: int = 1080) -> Page:
        page = tabs.take("light", width, height)
        pages.append(page)
        page.on("request", asked)
        page.goto(f"{projector.site}/{name}")
        page.wait_for_selector("h1.c-answer" if name == "room" else ".w-wall svg", state="attached", timeout=60_000)
        return page

    yield opened
    for page in pages:
        assert page.evaluate("window.struck") is None
        page.goto("about:blank")  # a wall asks every second
        page.remove_listener("request", asked)
        tabs.give("light", page)
    assert foreign == []


LIMIT = 60.0
"""Seconds that a wall may take on a busy machine: how long it takes is printed by benchmarks/browser.py."""


def shows(page: Page, question: str) -> None:
    """Wait until the wall shows a question."""
    try:
        until(page, f"{TITLE}?.querySelector('title').textContent === {question!r}", seconds=LIMIT)
    except AssertionError:
        raise AssertionError(f"not {question!r} but {said(page)[:300]!r}") from None


def blank(page: Page) -> None:
    """Wait until the wall shows nothing."""
    until(page, "document.querySelector('.w-wall') && !document.querySelector('.w-wall svg')", seconds=LIMIT)


def dark(page: Page, is_dark: bool = True) -> None:
    """Wait until the wall is dark, or light."""
    paper = (DARK if is_dark else LIGHT).paper
    colour = ", ".join(str(int(paper[at : at + 2], 16)) for at in (1, 3, 5))
    until(page, f"getComputedStyle(document.querySelector('.w-wall')).backgroundColor === 'rgb({colour})'")


def said(page: Page) -> str:
    return str(page.evaluate("document.querySelector('.w-wall').textContent"))


def test_the_wall_follows_each_change_on_the_control_page_without_loading_anew(tab: Callable) -> None:
    wall, control = tab("wall"), tab("room", 1366, 768)
    wall.evaluate("window.loaded = 'once'")
    shows(wall, QUESTIONS[0])
    for question in QUESTIONS[1:]:
        control.get_by_role("button", name="Next →").click()
        shows(wall, question)
    control.get_by_role("button", name="← Previous").click()
    shows(wall, QUESTIONS[-2])
    control.get_by_role("button", name="Show", exact=True).first.click()
    shows(wall, QUESTIONS[0])
    assert wall.evaluate("window.loaded") == "once"


def test_blank_and_dark_reach_the_wall(tab: Callable, projector: Projector) -> None:
    wall, control = tab("wall"), tab("room", 1366, 768)
    control.get_by_role("button", name="Dark").click()
    dark(wall)
    control.get_by_role("button", name="Blank").click()
    blank(wall)
    control.get_by_role("button", name="Show again").click()
    shows(wall, QUESTIONS[0])
    assert room.load(projector.file).dark


def test_a_clicker_on_the_wall_moves_on_and_the_control_page_follows(tab: Callable) -> None:
    wall, control = tab("wall"), tab("room", 1366, 768)
    shows(wall, QUESTIONS[0])
    for key, place in (("PageDown", 1), ("ArrowRight", 2), ("PageUp", 1), ("ArrowLeft", 0)):
        wall.keyboard.press(key)
        shows(wall, QUESTIONS[place])
    wall.keyboard.press(".")
    blank(wall)
    wall.keyboard.press("b")
    shows(wall, QUESTIONS[0])
    wall.keyboard.press("PageDown")
    shows(wall, QUESTIONS[1])  # the control page may still tell of an earlier turn of R18
    until(control, "document.querySelector('h1.c-answer').innerText.includes('R18')")


def test_quick_presses_all_count(tab: Callable) -> None:
    wall = tab("wall")
    shows(wall, QUESTIONS[0])
    for _ in range(3):
        wall.keyboard.press("PageDown")
    shows(wall, QUESTIONS[3])


def test_keys_of_the_control_page_leave_alone_whoever_types(tab: Callable, projector: Projector) -> None:
    control = tab("room", 1366, 768)
    box = control.get_by_role("combobox").last
    box.scroll_into_view_if_needed()
    box.click()
    control.keyboard.type("b.")
    control.keyboard.press("PageDown")
    control.keyboard.press("Escape")
    control.wait_for_timeout(1500)
    assert room.load(projector.file) == Room(VIEWS)
    control.locator("h1.c-answer").click()
    control.keyboard.press("PageDown")
    until(control, "document.querySelector('h1.c-answer').innerText.includes('R18')")
    assert room.load(projector.file).place == 1


def test_a_view_is_prepared_shown_and_taken_out(tab: Callable, projector: Projector) -> None:
    control, wall = tab("room", 1366, 900), tab("wall")
    control.get_by_role("button", name="Add").click()
    control.get_by_role("button", name="Already there").wait_for()
    assert len(room.load(projector.file).views) == 6
    control.get_by_role("button", name="Show", exact=True).last.click()
    shows(wall, "R11: who to talk to first?")
    control.get_by_role("button", name="Remove").last.click()
    shows(wall, QUESTIONS[-1])
    link = control.get_by_role("link", name="Open the wall in a new window")
    assert (link.get_attribute("href"), link.get_attribute("target")) == ("wall", "_blank")


def test_the_wall_survives_a_reload(tab: Callable, projector: Projector) -> None:
    wall = tab("wall")
    room.change(projector.file, lambda now: room.show(now, 3))
    shows(wall, QUESTIONS[3])
    wall.reload()
    shows(wall, QUESTIONS[3])


def test_the_wall_keeps_its_picture_through_a_restart_and_then_follows_again(
    tab: Callable, projector: Projector
) -> None:
    wall = tab("wall")
    shows(wall, QUESTIONS[0])
    projector.end()
    until(wall, "!document.querySelector('[data-test-connection-state=CONNECTED]')")
    wall.wait_for_timeout(1000)  # and asks in vain
    shows(wall, QUESTIONS[0])
    assert not wall.locator("[role=dialog]").filter(visible=True).count()
    projector.start()
    room.change(projector.file, lambda now: room.show(now, 2))
    shows(wall, QUESTIONS[2])
    wall.keyboard.press("PageUp")
    shows(wall, QUESTIONS[1])


def test_a_damaged_file_is_told_on_the_control_page_and_the_wall_goes_on(tab: Callable, projector: Projector) -> None:
    wall, control = tab("wall"), tab("room", 1366, 768)
    projector.file.write_text("{", encoding="utf-8")
    shows(wall, QUESTIONS[2])
    control.wait_for_selector("[role=alert]", timeout=10_000)
    assert "starts anew" in control.inner_text("[role=alert]")


def test_nothing_but_the_picture_is_on_the_wall(tab: Callable) -> None:
    wall = tab("wall")
    shows(wall, QUESTIONS[0])
    for width, height in ((1920, 1080), (1366, 768), (1280, 800), (1024, 768)):
        wall.set_viewport_size({"width": width, "height": height})
        assert wall.evaluate("document.documentElement.scrollHeight <= innerHeight")
        assert wall.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert not wall.locator("[data-testid=stHeader], [data-testid=stToolbar], nav").filter(visible=True).count()
        for x, y in ((3, 3), (width - 3, 3), (3, height - 3), (width // 2, height // 2)):
            assert wall.evaluate(f"!!document.elementFromPoint({x}, {y}).closest('.w-wall')")
        assert wall.evaluate("[...document.querySelectorAll('.w-wall svg')].filter(s => s.clientWidth).length") == 1
        for text in placed(wall):
            assert text["size"] >= (44 if text["kind"] == "w-title" else 28), text
            assert 0 <= text["left"] <= text["right"] <= width, text
            assert 0 <= text["top"] <= text["bottom"] <= height, text


def test_the_wall_is_not_in_the_navigation(tab: Callable) -> None:
    page, names = tab("room", 1366, 768), []
    for section in SECTIONS:
        page.locator("[data-testid=stTopNavSection]", has_text=section).click()
        menu = page.locator("[data-testid=stTopNavPopoverBody]")
        menu.wait_for()
        names += menu.inner_text().split()
        page.keyboard.press("Escape")
        menu.wait_for(state="detached")
    assert "Room" in names
    assert "Wall" not in names


def placed(wall: Page) -> list[dict[str, Any]]:
    """Every text of the picture: what, where and how large on the screen."""
    return list(
        wall.evaluate(
            TITLE
            + """.querySelectorAll('text').values().map(text => {
              const box = text.getBoundingClientRect(), scale = text.getScreenCTM().a;
              return {kind: text.getAttribute('class'), words: text.textContent, left: box.left, right: box.right,
                      top: box.top, bottom: box.bottom, size: parseFloat(text.getAttribute('font-size')) * scale};
            }).toArray()"""
        )
    )


def spread(picture: Image.Image, text: dict[str, Any]) -> float:
    """Contrast ratio between the lightest and the darkest point of a text in a picture a tenth as large."""
    left, top = int(text["left"] / 10), int(text["top"] / 10)
    right, bottom = max(left + 1, round(text["right"] / 10)), max(top + 1, round(text["bottom"] / 10))
    grey = [(value / 255) ** 2.2 for value in picture.crop((left, top, right, bottom)).convert("L").tobytes()]
    return (max(grey) + 0.05) / (min(grey) + 0.05)


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_the_last_row_can_read_every_view_and_nobody_who_is_protected(
    tab: Callable, projector: Projector, is_dark: bool
) -> None:
    """Scaled to a tenth, no text is lower than 2.8 pixels, and each still stands out from its paper."""
    wall = tab("wall")
    room.change(projector.file, lambda now: room.shade(now, is_dark))
    dark(wall, is_dark)
    for place, question in enumerate(QUESTIONS):
        room.change(projector.file, lambda now, place=place: room.show(now, place))
        shows(wall, question)
        for word in (SECRET, HIDDEN):
            assert word not in said(wall)
            assert word not in wall.content()
        assert LEFT_OUT in re.sub(r"\s+", " ", said(wall))
        for width, height in ((1920, 1080), (1024, 768)):
            wall.set_viewport_size({"width": width, "height": height})
            whole = Image.open(io.BytesIO(wall.screenshot())).convert("RGB")
            tenth = whole.resize((width // 10, height // 10), Image.Resampling.BOX)
            for text in placed(wall):
                assert text["size"] / 10 >= 2.8 - 1e-6, text
                least = {"w-title": 4.0, "w-answer": 4.0}.get(text["kind"], 2.0)
                if len(text["words"]) > 1:
                    assert spread(tenth, text) >= least, (question, text, spread(tenth, text))
