"""The board of the world in a real browser: a click and the keyboard choose a State, and nothing is cut anywhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from waiting import finished, still, until

pytestmark = pytest.mark.browser
SIZES = [(1366, 768), (1920, 1080), (800, 600), (390, 844), (360, 740)]
TILES = "[...document.querySelectorAll('.t-world .t-tile')].filter(tile => tile.checkVisibility())"
CUT = f"""{TILES}.filter(tile => {{
  const box = tile.getBoundingClientRect(), page = document.documentElement.clientWidth;
  const [label, edge] = [tile.querySelector('.t-label'), tile.querySelector('.t-edge')].map(one => one.getBBox());
  return box.left < 0 || box.right > page || label.x < edge.x || label.x + label.width > edge.x + edge.width;
}}).map(tile => tile.dataset.id)"""
SMALLEST = f"""Math.min(...{TILES}.map(tile => {{
  const label = tile.querySelector('.t-label');
  return Number(label.getAttribute('font-size')) * label.getScreenCTM().a;
}}))"""


def opened(tab: Callable, path: str, width: int = 1366, height: int = 768, scheme: str = "light") -> Page:
    visit = tab(width, height, scheme)
    visit.open(path)
    until(visit.page, f"{TILES}.length === 195")
    still(visit.page)
    return visit.page


def tile(page: Page, code: str):
    return page.locator(f'.t-tile[data-id="{code}"]:visible')


def test_a_click_on_a_tile_shows_who_it_is_and_the_address_keeps_it(tab: Callable) -> None:
    page = opened(tab, "world?r=R22.3")
    tile(page, "USA").hover()
    expect(page.locator(".t-tip")).to_have_text("United States of America: opposed a text")
    tile(page, "ZAF").click()
    expect(page.locator(".st-key-world-card h2")).to_have_text("South Africa")
    assert "actor=ZAF" in page.url
    expect(tile(page, "ZAF")).to_have_attribute("aria-selected", "true")
    tile(page, "TUN").click()
    expect(page.locator(".st-key-world-card h2")).to_have_text("Tunisia")
    page.go_back()
    expect(page.locator(".st-key-world-card h2")).to_have_text("South Africa")


def test_the_keyboard_walks_over_the_board_and_chooses(tab: Callable) -> None:
    page = opened(tab, "world?r=R22.3&actor=KEN")
    page.bring_to_front()
    tile(page, "KEN").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.id") == "TZA"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-world-card h2")).to_have_text("Rwanda")
    assert page.locator('.t-tile[tabindex="0"]:visible').count() == 1


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_no_tile_and_no_code_is_cut_and_codes_can_be_read(tab: Callable, size: tuple[int, int]) -> None:
    page = opened(tab, "world?r=R21.1", *size)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate(CUT) == []
    assert page.evaluate(SMALLEST) >= 9.5
    if size[0] >= 1366:
        board = page.locator(".t-wide").bounding_box()
        assert board["y"] + board["height"] <= size[1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 390])
def test_axe_finds_nothing(tab: Callable, scheme: str, width: int) -> None:
    page = opened(tab, "world?r=R22.3&actor=KEN", width, 900, scheme)
    within = Axe().run(page, context=".t-world").response["violations"]
    assert [(fault["id"], node["target"]) for fault in within for node in fault["nodes"]] == []


@pytest.mark.parametrize("landscape", [True, False])
def test_printed_nothing_is_cut(tab: Callable, landscape: bool) -> None:
    """The width of A4 with margins of one centimetre, as a browser prints it."""
    page = opened(tab, "world?r=R22.3")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1046 if landscape else 718, "height": 1000})
    still(page)
    assert page.evaluate(f"{TILES}.length") == 195
    assert page.evaluate(CUT) == []
    assert page.evaluate(SMALLEST) >= 7
    page.emulate_media(media="screen")


def test_a_hostile_recommendation_is_text(tab: Callable) -> None:
    page = opened(tab, "world?r=R16")
    finished(page)
    assert page.evaluate("window.struck") is None
    assert "<script>" in page.inner_text("body")
