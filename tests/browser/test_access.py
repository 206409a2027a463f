"""Whoever comes, with whatever eyes, hands and screens: axe, keyboard, telephone, zoom, dark; two at once."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from waiting import finished, still, until

from coalition.palette import DARK, INK

pytestmark = pytest.mark.browser
PAGES = {
    "": "Find out who supports a human rights recommendation",
    "partners": "Talk first to",
    "gaps?r=R16&in=african": "Of 69 recommendations, 1 has no text that bears on it",
    "bridges": "rank first as bridges between regional groups",
    "bridges?by=two&on=R18": "Between African Group and WEOG on R18",
    "world?r=R22.3": "22 of 195 States are on record in support of R22.3",
    "world?r=R22.3&colour=likeness&actor=TUN": "with an estimate are very like",
    "coalition?r=R18": "alone carries R18",
    "whatif?s=CHL:GA-70-161=oppose": "Chile would have a mixed record on R21.1",
    "map?theme=technology": "States have a recorded position on technology",
    "recommendation?r=R24.8": "62 other actors are on record in support of R24.8",
    "actor?actor=CHL": "Chile is on record on",
    "compare?bloc=EU": "European Union: its 27 members",
    "sources": "pieces of evidence bear on 68 of 69 recommendations",
    "room": "On the wall",
    "imports": "You see what it would change before anything is written.",
    "edit": "every change is kept, and can be taken back",
    "history": "change",
}
"""A visit to each page, and words of its answer."""
ANSWERED = "words => document.querySelector('h1.c-answer')?.innerText.includes(words)"
COLOUR = "getComputedStyle(document.querySelector('h1.c-answer')).color"
GRAVE = ("serious", "critical")
DESK, BEAMER, TELEPHONE, ZOOMED = (1366, 768), (1920, 1080), (360, 740), (683, 384)


def resized(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    still(page)


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def grave(page: Page, path: str, *rules: str) -> list[str]:
    """What axe finds on a page by some of its rules, or by all."""
    options = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{path or 'partners'}: {fault['id']} {node['target']}"
        for fault in found
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]


def darkened(page: Page) -> None:
    """Let the evening come to an open page."""
    page.emulate_media(color_scheme="dark")
    until(page, f"{COLOUR} === {rgb(DARK[INK])!r}")
    still(page)


def rgb(colour: str) -> str:
    """A colour as a browser tells it."""
    return f"rgb({', '.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))})"


def test_each_page_fits_every_screen_shows_its_answer_and_axe_finds_nothing_grave_by_day_or_in_the_dark(
    tab: Callable,
) -> None:
    """Opened on a telephone, then as wide as a zoomed window, a beamer and a desk; what axe asks but for contrast is
    the same in the dark.
    """
    visit = tab()
    page, faults = visit.page, []
    for path, words in PAGES.items():
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": TELEPHONE[0], "height": TELEPHONE[1]})
        visit.open(path)
        until(page, ANSWERED, words)
        for size in (TELEPHONE, ZOOMED, BEAMER, DESK):
            resized(page, size)
            assert fits(page), (path, size)
            box = page.locator("h1.c-answer").bounding_box()
            assert box["width"] > 0, path
            if size in (DESK, BEAMER):
                assert box["y"] + box["height"] < size[1] / 2, path
        assert page.locator("[data-testid=stException]").count() == 0, path
        faults += grave(page, path)
        darkened(page)
        assert page.locator("[data-testid=stException]").count() == 0, path
        faults += grave(page, f"{path} in the dark", "color-contrast")
    page.emulate_media(color_scheme="light")
    assert faults == []


def test_search_by_keyboard_alone_leads_to_the_actor(tab: Callable) -> None:
    visit = tab()
    visit.open("gaps")
    page = visit.page
    still(page)
    focused = "document.activeElement.getAttribute('aria-label')"
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate(focused) == "Search":
            break
    page.keyboard.type("avorio")
    assert page.evaluate("document.activeElement.value") == "avorio"
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name="Côte d'Ivoire", exact=True)
    link.wait_for()
    for _ in range(10):
        page.keyboard.press("Tab")
        if link.evaluate("e => e === document.activeElement"):
            break
    shown = link.evaluate("e => { const s = getComputedStyle(e); return s.outlineStyle + s.boxShadow }")
    assert shown != "nonenone"
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("actor=CIV"))
    until(page, "document.querySelector('h1.c-answer')?.innerText.startsWith('Côte')")
    until(page, "!document.querySelector('.st-key-found')")


def test_two_visitors_do_not_see_each_others_choices(tab: Callable) -> None:
    one, other = tab(), tab(scheme="dark")  # in browsers that share nothing
    assert "Ghana" in one.open("?r=R22.3&as=CHL")
    assert "Argentina" in other.open()
    assert other.page.evaluate(COLOUR) == rgb(DARK[INK])
    still(other.page)
    assert grave(other.page, "in the dark from the first", "color-contrast") == []
    for path in ("gaps?r=R16&in=african", "bridges", "actor?actor=CHL"):  # pictures are made for the dark by the page
        other.open(path)
        assert other.page.locator("[data-testid=stException]").count() == 0, path
    one.page.reload()
    assert "Ghana" in one.answer()
    assert "r=R22.3" not in other.page.url


def test_back_and_forward_reopen_what_was_seen(tab: Callable) -> None:
    visit = tab()
    visit.open("coalition?r=R18")
    page = visit.page
    box = page.get_by_role("combobox", name="Must take part")
    box.click()
    box.fill("Ghana")
    page.get_by_role("option", name="Ghana").first.click()
    page.wait_for_url(re.compile("must=GHA"))
    until(page, "document.querySelector('h1.c-answer')?.innerText.includes('Ghana')")
    page.go_back()
    until(page, "!document.querySelector('h1.c-answer')?.innerText.includes('Ghana')")
    page.go_forward()
    until(page, "document.querySelector('h1.c-answer')?.innerText.includes('Ghana')")


def test_the_browser_is_told_to_load_from_here_only(tab: Callable) -> None:
    visit = tab()
    answer = visit.page.goto(f"{visit.site}/")
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    visit.answer()
    asked = visit.page.evaluate("fetch('https://example.org/').then(() => 'came', () => 'refused')")
    assert asked == "refused"
    visit.foreign.clear()
    visit.errors[:] = [error for error in visit.errors if "example.org" not in error]


def test_hostile_names_stay_text_in_the_search(tab: Callable) -> None:
    visit = tab()
    visit.open()
    for text in ("onerror", "javascript", "img", "script"):
        box = visit.page.get_by_placeholder("Search an actor, a recommendation, a text")
        box.fill(text)
        box.press("Enter")
        until(visit.page, "text => document.querySelector('.st-key-found')?.innerText.includes(text)", text)
        finished(visit.page)
        assert visit.page.locator(".st-key-found img, .st-key-found script, .st-key-found b").count() == 0
