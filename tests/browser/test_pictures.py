"""Pictures that answer a click, with each name at its own mark, and nothing cut on a screen or on paper."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from waiting import finished, still, until

from coalition.analysis.partners.ranking import search
from coalition.figures.spectrum import MARKS, spectrum, told_of
from coalition.model.network import Network
from coalition.model.vocabulary import Tables
from tests.browser.conftest import hostile

pytestmark = pytest.mark.browser
SPECTRUM = '[class*="st-key-picture-spectrum"] svg'
RANGES = '[class*="st-key-picture-ranges"] svg'
BOARD = '[class*="st-key-picture-board"] svg'
TEXTS = """selector => [...document.querySelectorAll(`${selector} text`)].map(text => {
  const box = text.getBoundingClientRect();
  return [text.textContent, box.left, box.top, box.right, box.bottom];
})"""


@pytest.fixture(scope="module")
def network(bearing: Tables) -> Network:
    return Network.from_tables(hostile(bearing))


def opened(tab: Callable, path: str, width: int = 1366, height: int = 768, scheme: str = "light") -> Page:
    visit = tab(width, height, scheme)
    visit.open(path)
    visit.page.wait_for_selector('[class*="st-key-picture"] svg text')
    still(visit.page)
    return visit.page


def written(page: Page, selector: str) -> list[tuple[str, float, float, float, float]]:
    return [tuple(one) for one in page.evaluate(TEXTS, selector)]


def number_of_mark(page: Page, rank: int) -> tuple[float, float]:
    """The middle of the number in a mark."""
    for text, left, top, right, bottom in written(page, SPECTRUM):
        if text == str(rank):
            return (left + right) / 2, (top + bottom) / 2
    raise AssertionError(rank)


@pytest.mark.parametrize(
    ("recommendation", "size"), [("R21.1", (1366, 768)), ("R22.3", (1920, 1080)), ("R22.3", (390, 844))], ids=str
)
def test_each_name_stands_at_its_own_mark(tab: Callable, network: Network, recommendation: str, size) -> None:
    """The names that the browser drew, beside the numbers that it drew, against the ranks of the search."""
    page = opened(tab, f"partners?r={recommendation}", *size)
    found = search(network, recommendation)
    rank_of = {str(row["name"]): int(row["rank"]) for row in found.table.dropna(subset="rank").to_dict("records")}
    texts = written(page, SPECTRUM)
    numbers = [one for one in texts if one[0].isdigit()]
    figure = spectrum(found, network)
    ranks = {str(mark["rank"]) for mark in figure.option["series"][MARKS]["data"] if mark["rank"]}
    assert ranks <= {one[0] for one in numbers}
    seen = set()
    for text, left, top, right, bottom in texts:
        own, name = re.fullmatch(r"(?:(\d+) )?(.+)", text).groups()  # type: ignore[union-attr]
        if name not in rank_of:
            continue
        seen.add(name)
        if own:
            assert int(own) == rank_of[name]
            continue
        away = []
        for number, *box in numbers:
            x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
            away.append((max(left - x, 0, x - right) ** 2 + max(top - y, 0, y - bottom) ** 2, number))
        assert min(away)[1] == str(rank_of[name]), name
    assert told_of(found, rank_of) <= seen | {name for name in rank_of if " (" in name}


def test_a_click_on_a_mark_tells_who_it_is_and_back_goes_back(tab: Callable, network: Network) -> None:
    page = opened(tab, "partners?r=R22.3", 1366, 1100)
    found = search(network, "R22.3").table.dropna(subset="rank")
    first, second = (found[found["section"] == section].iloc[0] for section in ("middle", "ask"))
    for row in (first, second):  # a mark of the middle ground, and a small one
        page.mouse.click(*number_of_mark(page, int(row["rank"])))
        expect(page.locator(".st-key-chosen-mark h2")).to_have_text(str(row["name"]))
        until(page, "actor => location.search.includes(`actor=${actor}`)", str(row["actor_id"]))
        finished(page)
        still(page)
    page.go_back()
    expect(page.locator(".st-key-chosen-mark h2")).to_have_text(str(first["name"]))
    page.go_back()
    expect(page.locator(".st-key-chosen-mark")).to_have_count(0)


def test_a_click_on_a_cell_of_the_gaps_shows_its_recommendation_and_group(tab: Callable) -> None:
    page = opened(tab, "gaps?gap=group", 1366, 1000)
    cell = next(one for one in written(page, BOARD) if one[0] == "none")
    page.mouse.click((cell[1] + cell[3]) / 2, (cell[2] + cell[4]) / 2)
    until(page, "location.search.includes('r=R') && location.search.includes('in=')")
    chosen = page.evaluate("new URLSearchParams(location.search).get('r')")
    expect(page.locator("h2.c-name").first).to_contain_text(f"{chosen}: ")


def test_the_card_beside_the_gaps_follows_the_filter(tab: Callable) -> None:
    page = opened(tab, "gaps?r=R18")
    expect(page.locator("h2.c-name").first).to_contain_text("R18: ")
    page.get_by_text("3 one actor only").click()
    until(page, "location.search.includes('gap=')")
    finished(page)
    expect(page.locator("h2.c-name").first).to_contain_text("R18.1: ")
    assert "r=R18" not in page.url.replace("r=R18.1", "")
    page.get_by_role("tab", name="Who should lead what").click()
    expect(page.get_by_text("those of the filter above without a lead")).to_be_visible()


@pytest.mark.parametrize("path", ["partners?r=R22.3", "gaps", "bridges", "actor?actor=CHL", "recommendation?r=R18"])
def test_nothing_is_wider_than_the_screen(tab: Callable, path: str) -> None:
    visit = tab(1366, 768)
    visit.open(path)
    wide = """[...document.querySelectorAll('[class*="st-key-picture"]')].filter(one =>
      one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX === 'visible').length"""
    for width, height in ((1366, 768), (1920, 1080), (390, 844)):
        visit.page.set_viewport_size({"width": width, "height": height})
        still(visit.page)
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
        assert visit.page.evaluate(wide) == 0, width


@pytest.mark.parametrize("path", ["partners?r=R22.3", "gaps", "bridges"])
def test_printed_no_picture_is_cut(tab: Callable, path: str) -> None:
    """The width of A4 with margins of one centimetre; the picture keeps the pixels that it had on the screen."""
    page = opened(tab, path, 1920, 1080)
    page.emulate_media(media="print")
    over = page.evaluate(
        """[...document.querySelectorAll('[class*="st-key-picture"] svg')].map(svg =>
          svg.getBoundingClientRect().width)"""
    )
    page.emulate_media(media="screen")
    assert over
    assert max(over) <= 718


def test_a_click_on_a_mark_of_the_bridges_chooses_it(tab: Callable) -> None:
    page = opened(tab, "bridges", 1366, 1000)
    names = [
        one for one in written(page, '[class*="st-key-picture-ranges"] svg') if re.fullmatch(r".+  ?[1-9]\d*", one[0])
    ]
    third = next(one for one in names if re.search(r" 3$", one[0]))
    y = (third[2] + third[4]) / 2
    marks = page.evaluate(
        """y => [...document.querySelectorAll('[class*="st-key-picture-ranges"] svg path')].map(path => {
          const box = path.getBoundingClientRect();
          return [box.left + box.width / 2, box.top + box.height / 2, box.width, box.height];
        }).filter(([, middle, width, height]) => Math.abs(middle - y) < 4 && width > 8 && width < 20 && height < 20)""",
        y,
    )
    page.mouse.click(marks[0][0], marks[0][1])
    expect(page.locator("h2.c-name").first).to_have_text(third[0].rsplit(" ", 1)[0].strip())
    assert "actor=" in page.url
