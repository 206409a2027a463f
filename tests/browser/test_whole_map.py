"""The page Map in a real Chromium: what a pointer and the keyboard find, the card, filters, Back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from waiting import finished

pytestmark = pytest.mark.browser


@pytest.fixture
def page(tab: Callable) -> Page:
    """The map of one theme, drawn."""
    visit = tab()
    visit.open("map?theme=technology")
    visit.page.wait_for_selector(".map[data-drawn]")
    return visit.page


def found(page: Page, typed: str, heard: str) -> None:
    """Find a mark by its name and choose it with the keyboard."""
    page.get_by_label("Find on the map").fill(typed)
    page.get_by_text(heard).wait_for()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")


def test_whoever_is_chosen_has_a_card_with_positions_and_the_way_to_their_page(page: Page) -> None:
    found(page, "ghana", "Ghana (State, African Group")
    expect(page.locator("h2.c-name", has_text="Ghana")).to_be_visible()
    expect(page.locator("dt", has_text="Votes most like")).to_be_visible()
    page.get_by_role("link", name="Everything on record").click()
    page.wait_for_url("**/actor?actor=GHA**")


def test_a_recommendation_that_is_chosen_leads_to_whom_to_talk_to(page: Page) -> None:
    found(page, "R24.1", "R24.1: ")
    expect(page.locator("h2.c-name", has_text="R24.1")).to_be_visible()
    page.get_by_role("link", name="Whom to talk to first").click()
    page.wait_for_url("**/partners?r=R24.1**")


def test_a_filter_changes_the_map_and_back_takes_it_away(page: Page) -> None:
    before = page.locator(".stage").get_attribute("aria-label")
    page.get_by_role("combobox", name="From").click()
    page.get_by_role("option", name="GRULAC").click()
    page.wait_for_url("**group=grulac**")
    finished(page)
    expect(page.locator(".stage")).not_to_have_attribute("aria-label", str(before))
    page.go_back()
    finished(page)
    expect(page.locator(".stage")).to_have_attribute("aria-label", str(before))


def test_the_whole_map_is_drawn_and_saved(page: Page, tab: Callable) -> None:
    visit = tab(390, 844)
    visit.open("map?theme=all+themes&kind=everybody")
    visit.page.wait_for_selector(".map[data-drawn]")
    box = visit.page.locator(".stage").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    with visit.page.expect_download() as waiting:
        visit.page.get_by_role("button", name="Download as SVG").click()
    text = waiting.value.path().read_text(encoding="utf-8")
    assert text.count("<line") > 500
    assert "Ghana" in text
