"""What a person sees: nothing foreign, nothing executed, links that reopen what was seen."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from waiting import by_menu, still, until

pytestmark = pytest.mark.browser


def test_a_link_reopens_recommendation_and_back_returns(tab: Callable) -> None:
    visit = tab()
    first = visit.open("?r=R22.3")
    assert "Talk first to Ghana" in first
    by_menu(visit.page, "Ask", "Gaps")
    visit.page.wait_for_url(re.compile("/gaps"))
    until(visit.page, "document.querySelector('h1.c-answer')?.innerText.startsWith('Of 69')")
    visit.page.go_back()
    until(visit.page, "document.querySelector('h1.c-answer')?.innerText.includes('Ghana')")
    assert "r=R22.3" in visit.page.url


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("?r=R12.9", "No recommendation R12.9; did you mean R12.1"),
        ("actor?actor=Germany", "No actor Germany; did you mean DEU"),
        ("?r=%3Cimg%20src%3Dx%20onerror%3Dwindow.struck%3D1%3E", "No recommendation <img"),
    ],
)
def test_a_link_to_something_that_is_not_there_says_so_and_the_page_works(tab: Callable, path: str, words: str) -> None:
    visit = tab()
    assert visit.open(path)
    assert words in visit.page.inner_text("[role=alert]")


def test_hostile_names_are_text_on_every_page(tab: Callable) -> None:
    visit = tab()
    for path in ["", "?r=R18", "?r=R16", "gaps", "bridges?by=kind", "sources"]:
        visit.open(path)
        still(visit.page)


def test_the_map_of_a_recommendation_opens_on_request(tab: Callable) -> None:
    visit = tab()
    visit.open("?r=R22.3")
    assert visit.page.locator(".map").count() == 0
    visit.page.get_by_text("Map of this recommendation").click()
    visit.page.wait_for_selector(".map[data-drawn]")


def test_the_keyboard_reaches_the_first_answer(tab: Callable) -> None:
    visit = tab()
    visit.open("partners")
    visit.page.bring_to_front()
    visit.page.get_by_role("combobox").first.wait_for()
    for _ in range(25):
        visit.page.keyboard.press("Tab")
        if visit.page.evaluate("document.activeElement.getAttribute('role') === 'combobox'"):
            break
    else:
        pytest.fail("the choice of a recommendation cannot be reached by Tab")
    visit.page.keyboard.type("R22.3")
    visit.page.keyboard.press("Enter")
    until(visit.page, "document.querySelector('h1.c-answer')?.innerText.includes('Ghana')")
    assert "r=R22.3" in visit.page.url


def test_the_pages_answer_although_other_hosts_hang(tab: Callable) -> None:
    visit = tab()
    visit.page.route(lambda url: not url.startswith(visit.site), lambda route: None)
    assert visit.open("gaps")


def test_what_counts_as_support_is_said_anew_for_another_recommendation(tab):
    fresh = tab()
    fresh.open("?r=R21.1")
    expected = fresh.page.get_by_role("combobox", name="Based on:").input_value()
    visit = tab()
    visit.open("?r=R24.8")
    box = visit.page.get_by_role("combobox", name="What do you want support for?")
    box.click()
    box.fill("R21.1 ")
    visit.page.get_by_role("option").first.wait_for()
    box.press("Enter")
    until(visit.page, "() => document.querySelector('.c-told').innerText.includes('Maldives')")
    counted = visit.page.get_by_role("combobox", name="Based on:")
    assert counted.input_value() == expected
