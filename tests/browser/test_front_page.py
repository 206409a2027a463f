"""The front page: one search and three questions, from which everything else is a click away."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from coalition.app.pages.start import DOORS
from coalition.app.parts import session
from tests.browser.conftest import Visit
from tests.waiting import until

BOX = "Search an actor, a recommendation, a text"
SIZES = {"laptop": (1366, 768), "wall": (1920, 1080), "telephone": (390, 844)}


def arrived(visit: Visit, path: str) -> None:
    until(visit.page, "path => location.pathname === path && document.querySelector('h1.c-answer')", path)
    visit.answer()


def test_the_front_page_says_what_this_is_and_asks_three_questions(tab: Callable[..., Visit]) -> None:
    visit = tab()
    visit.open("")
    assert visit.page.inner_text("h1.c-answer").startswith("Find out who supports a human rights recommendation")
    for page, question in DOORS.items():
        visit.page.get_by_role("main").get_by_role("link", name=question).click()
        arrived(visit, f"/{page}")
        assert visit.page.inner_text(".c-purpose") == session.PURPOSES[page]
        visit.page.go_back()
        arrived(visit, "/")


def test_the_name_in_the_head_leads_home(tab: Callable[..., Visit]) -> None:
    visit = tab()
    visit.open("gaps")
    visit.page.get_by_test_id("stHeaderLogo").click()
    arrived(visit, "/")
    assert visit.page.title() == "Coalition"


@pytest.mark.parametrize("size", SIZES)
def test_the_search_and_the_questions_are_in_sight_at_once(tab: Callable[..., Visit], size: str) -> None:
    visit = tab()
    width, height = SIZES[size]
    visit.page.set_viewport_size({"width": width, "height": height})
    visit.open("")
    wide = visit.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width
    for place in (visit.page.get_by_placeholder(BOX), visit.page.get_by_role("main").get_by_role("link", name="Whom")):
        box = place.first.bounding_box()
        assert box
        assert box["y"] + box["height"] < height


@pytest.mark.parametrize(
    ("typed", "path", "query"),
    [
        ("R21.1", "/recommendation", "r=R21.1"), (" r18 ", "/recommendation", "r=R18"),
        ("CHL", "/actor", "actor=CHL"), ("ivory coast", "/actor", "actor=CIV"),
    ],
)  # fmt: skip
def test_an_id_or_a_name_and_enter_takes_that_one(tab: Callable[..., Visit], typed: str, path: str, query: str) -> None:
    visit = tab()
    visit.open("")
    box = visit.page.get_by_placeholder(BOX)
    box.fill(typed)
    box.press("Enter")
    arrived(visit, path)
    assert query in urlsplit(visit.page.url).query.split("&")
    expect(visit.page.locator(".st-key-found")).to_have_count(0)


def test_words_of_a_text_find_it_and_what_it_bears_on(tab: Callable[..., Visit]) -> None:
    visit = tab()
    visit.open("")
    box = visit.page.get_by_placeholder(BOX)
    box.fill("standing invitation")
    box.press("Enter")
    found = visit.page.locator(".st-key-found")
    found.get_by_role("link", name="bears on").first.click()
    arrived(visit, "/recommendation")
