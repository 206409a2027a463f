"""Whoever comes, with whatever eyes, hands and screens: axe, keyboard, telephone, zoom, dark; two at once."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from waiting import until

pytestmark = pytest.mark.browser
PAGES = [
    "", "gaps?r=R16&in=african", "bridges", "bridges?by=two&on=R18", "coalition?r=R18", "whatif?s=CHL:GA-70-161=oppose",
    "recommendation?r=R24.8", "actor?actor=CHL", "sources", "room", "imports", "edit", "history",
]  # fmt: skip
GRAVE = ("serious", "critical")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_grave(tab: Callable, scheme: str) -> None:
    visit = tab(1366, 768, scheme)
    found = []
    for path in PAGES:
        visit.open(path)
        visit.page.wait_for_timeout(800)  # canvases and components come after the words
        for fault in Axe().run(visit.page).response["violations"]:
            if fault["impact"] in GRAVE:
                found += [f"{path or 'partners'}: {fault['id']} {node['target']}" for node in fault["nodes"]]
    assert found == []


def test_no_page_is_wider_than_its_window(tab: Callable) -> None:
    telephone, zoomed = {"width": 360, "height": 740}, {"width": 683, "height": 384}
    visit = tab(**telephone)
    for path in PAGES:
        visit.page.set_viewport_size(telephone)
        visit.open(path)
        for size in (telephone, zoomed):
            visit.page.set_viewport_size(size)
            visit.page.wait_for_timeout(500)
            assert visit.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (path, size)


def test_search_by_keyboard_alone_leads_to_the_actor(tab: Callable) -> None:
    visit = tab()
    visit.open("gaps")
    page = visit.page
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('aria-label')") == "Search":
            break
    page.keyboard.type("avorio")
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
    one, other = tab(), tab()
    assert "Gabon" in one.open("?r=R22.3&as=CHL")
    assert "Argentina" in other.open()
    one.page.reload()
    assert "Gabon" in one.answer()
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
    for text in ("onerror", "script", "javascript", "img"):
        box = visit.page.get_by_placeholder("Search actors, recommendations, evidence")
        box.fill(text)
        box.press("Enter")
        visit.page.wait_for_timeout(700)
        assert visit.page.locator(".st-key-found img, .st-key-found script, .st-key-found b").count() == 0
