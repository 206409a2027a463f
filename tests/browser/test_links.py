"""Links from page to page: what was looked at is what opens, in this tab and in a new one."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from browser.conftest import Visit
from waiting import until

pytestmark = pytest.mark.browser

LINKS = {
    "recommendation?r=R22.3": [
        ("Whom to talk to first", "/partners?r=R22.3", "R22.3"),
        ("Who could take it", "/gaps?r=R22.3", "R22.3"),
        ("The smallest coalition for it", "/coalition?r=R22.3", "R22.3"),
    ],
    "gaps?r=R22.3": [("Whom to win over: partners", "/partners?r=R22.3", "R22.3")],
    "partners?r=R22.3": [
        ("Everything on record about this recommendation", "/recommendation?r=R22.3", "R22.3"),
    ],
    "bridges?actor=MEX": [("Everything on record about it", "/actor?actor=MEX", "Mexico")],
    "actor?actor=COL": [
        ("What if it had taken other positions?", "/whatif?actor=COL", "Colombia"),
        ("Change what is on record", "/edit", "Colombia"),
    ],
}
"""Page by page: the words of a link, where it leads, and what is shown there."""


@pytest.mark.parametrize("start", LINKS)
def test_a_link_opens_what_it_is_about(tab: Callable, site: str, start: str) -> None:
    """And back leads to where it stood."""
    visit = tab()
    visit.open(start)
    for link, address, shown in LINKS[start]:
        there = visit.page.get_by_role("main").get_by_role("link", name=link).first
        found = str(there.evaluate("anchor => anchor.href"))  # as a new tab would open it
        assert found.startswith(f"{site}{address}")
        there.click()
        arrived(visit, urlsplit(address).path)
        named = urlsplit(visit.page.url).query
        assert set(urlsplit(found).query.split("&")) <= set(named.split("&"))
        chosen = visit.page.get_by_role("main").get_by_role("combobox")
        said = [visit.page.inner_text("h1.c-answer"), *(chosen.nth(i).input_value() for i in range(chosen.count()))]
        assert any(shown in words for words in said) or shown in visit.page.inner_text("[data-testid=stMain]")
        visit.page.go_back()
        arrived(visit, f"/{urlsplit(start).path}")


def arrived(visit: Visit, path: str) -> None:
    until(visit.page, "path => location.pathname === path && document.querySelector('h1.c-answer')", path)
    visit.answer()


def test_what_the_search_finds_on_the_same_page_stands_in_the_address(tab: Callable) -> None:
    visit = tab()
    visit.open("recommendation?r=R22.3")
    box = visit.page.get_by_placeholder("Search an actor, a recommendation, a text")
    box.fill("civil society R18")
    box.press("Enter")
    visit.page.locator(".st-key-found").get_by_role("button", name="R18").first.click()
    until(visit.page, "() => document.querySelector('h1.c-answer')?.innerText.includes('R18')")
    visit.answer()
    assert visit.page.url.endswith("recommendation?r=R18")


def test_a_visit_without_a_page_begins_with_partners_and_keeps_what_it_names(tab: Callable) -> None:
    visit = tab()
    visit.open("?r=R22.3")
    assert urlsplit(visit.page.url).path == "/partners"
    assert "r=R22.3" in visit.page.url


def test_the_menu_of_a_telephone_is_free_to_the_finger(tab: Callable) -> None:
    visit = tab(390, 844)
    visit.open("gaps")
    visit.page.get_by_test_id("stExpandSidebarButton").click()
    first = visit.page.get_by_test_id("stSidebarNavLink").first
    first.wait_for()
    first.click()
    until(visit.page, "() => location.pathname === '/partners'")
    visit.page.get_by_test_id("stSidebar").hover()
    visit.page.get_by_test_id("stSidebarCollapseButton").click()  # a browser remembers that it was open
    until(visit.page, "document.querySelector('[data-testid=stSidebar]').dataset.collapsed === 'true'")


def test_an_id_that_is_typed_is_the_first_that_is_offered(tab: Callable) -> None:
    visit = tab()
    visit.open("partners?r=R22.3")
    box = visit.page.get_by_role("combobox", name="What do you want support for?").first
    box.click()
    box.fill("R21.1")
    assert visit.page.get_by_role("option").first.inner_text().startswith("R21.1 ")
