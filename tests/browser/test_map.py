"""The map as a person uses it: by pointer, by keyboard, by search; and the files it hands out."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import served
from browser.map_page import made
from hostile_names import HOSTILE
from places import TESTS
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from waiting import until

from coalition.app.launch import FLAGS

pytestmark = pytest.mark.browser
TOOLTIP = """() => [...document.querySelectorAll('*')].some(
  (e) => e.shadowRoot?.querySelector('.vis-tooltip')?.style.visibility === 'visible')"""
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="session")
def map_site() -> Iterator[str]:
    """Address of the page with nothing but a map."""
    port = served.free()
    flags = [f"--{key}={value}" for key, value in (FLAGS | {"server.port": port, "server.headless": "true"}).items()]
    path = os.pathsep.join(filter(None, [str(TESTS), str(TESTS.parent), os.environ.get("PYTHONPATH")]))
    command = [sys.executable, "-m", "streamlit", "run", str(TESTS / "browser" / "map_page.py"), *flags]
    app = served.started(command, port, os.environ | {"PYTHONPATH": path})
    yield f"http://127.0.0.1:{port}"
    app.terminate()
    app.wait(30)


@pytest.fixture
def page(tab: Callable, map_site: str) -> Page:
    """The page with the map, drawn."""
    visit = tab()
    visit.site = map_site
    visit.open("")
    visit.page.wait_for_selector(".map[data-drawn]")
    return visit.page


def zoom(page: Page) -> float:
    return float(page.locator(".map").get_attribute("data-zoom"))


def zoom_other_than(page: Page, before: float) -> float:
    """The zoom once it has changed."""
    expect(page.locator(".map")).not_to_have_attribute("data-zoom", f"{before:.4f}", timeout=30_000)
    return zoom(page)


def spot(page: Page, key: str) -> tuple[float, float]:
    """Where a node is on the screen while the whole map is shown."""
    drawn = made(more=False)
    node = next(node for node in drawn.nodes if node.id == key)
    left, top, right, bottom = drawn.extent
    box, scale = page.locator(".stage").bounding_box(), zoom(page)
    x = box["x"] + box["width"] / 2 + (node.x - (left + right) / 2) * scale
    return x, box["y"] + box["height"] / 2 + (node.y - (top + bottom) / 2) * scale


def chosen(page: Page, key: str) -> None:
    page.get_by_text(f"chosen: {key}", exact=True).wait_for()


def said(page: Page) -> str:
    return page.locator(".live").inner_text()


def test_a_click_on_a_node_or_its_label_reaches_python(page: Page) -> None:
    page.mouse.click(*spot(page, "TUR"))
    chosen(page, "TUR")
    x, y = spot(page, "CIV")
    page.mouse.click(x - 40, y)
    chosen(page, "CIV")


def test_zoom_stays_when_the_data_change(page: Page) -> None:
    whole = zoom(page)
    page.get_by_role("button", name="Zoom in").click()
    between = zoom_other_than(page, whole)
    page.get_by_role("button", name="Zoom in").click()
    closer = zoom_other_than(page, between)
    assert closer > between > whole
    page.get_by_text("More").click()
    page.get_by_text("Kenya came").wait_for()
    page.get_by_label("Find on the map").fill("kenya")
    page.get_by_text("Kenya: 1 line").wait_for()
    assert zoom(page) == closer
    page.get_by_label("Find on the map").fill("ghana")
    page.get_by_text("Nothing called ghana on this map").wait_for()
    page.get_by_role("button", name="Show the whole map").click()
    assert zoom_other_than(page, closer) < closer


def test_search_finds_whatever_the_accents_and_moves_the_keyboard_there(page: Page) -> None:
    for typed, key, name in (("TÜRK", "TUR", "Türkiye"), ("cote", "CIV", "Côte d'Ivoire"), ("turk", "TUR", "Türkiye")):
        page.get_by_label("Find on the map").fill(typed)
        page.get_by_text(f"{name}: 1 line").wait_for()
        page.keyboard.press("Enter")
        chosen(page, key)


def test_typing_in_the_search_box_triggers_nothing_else(page: Page) -> None:
    page.get_by_label("Find on the map").press_sequentially("rrc")
    page.wait_for_timeout(300)
    assert page.locator("[role=dialog]").count() == 0
    assert page.get_by_label("Find on the map").input_value() == "rrc"


def test_the_keyboard_moves_from_node_to_node_chooses_and_clears(page: Page) -> None:
    for _ in range(20):
        page.keyboard.press("Tab")
        if "line" in said(page):
            break
    assert said(page).startswith("Côte d'Ivoire")
    page.keyboard.press("ArrowDown")
    assert said(page).startswith("Türkiye")
    page.keyboard.press("ArrowRight")
    assert said(page).startswith(HOSTILE[0])
    page.keyboard.press("Enter")
    chosen(page, "R1")
    page.keyboard.press("Escape")
    chosen(page, "None")
    page.keyboard.press("Home")
    assert said(page).startswith("Côte d'Ivoire")


def test_the_map_is_named_and_its_legend_is_text(page: Page) -> None:
    stage = page.get_by_role("application", name="A map for tests")
    assert stage.get_attribute("tabindex") == "0"
    words = page.get_by_role("list", name="Legend").inner_text().split("\n")
    assert [word for word in words if word] == [
        "State", "NGO", "recommendation", "WEOG", "not a State", "estimate, not on record", "supports",
    ]  # fmt: skip


def _download(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def test_the_svg_holds_every_name_as_text_and_the_png_is_a_picture(page: Page, tmp_path: Path) -> None:
    path = _download(page, "Download as SVG", tmp_path)
    assert path.name == "A test bmapb.svg"
    root = ElementTree.parse(path).getroot()
    texts = [element.text for element in root.iter(f"{SVG}text")]
    assert {"A test <b>map</b>", "Côte d'Ivoire", "African Group", "No line on this map", *HOSTILE} <= set(texts)
    assert {"supports", "NGO"} <= set(texts)
    assert root.find(f"{SVG}desc").text == "A map for tests"
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "desc", "rect", "text", "line", "g", "circle", "polygon",
    }  # fmt: skip
    picture = _download(page, "Download as PNG", tmp_path).read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) > 10_000


def test_hostile_names_are_text_in_tooltips_and_in_the_line_that_is_read_aloud(page: Page) -> None:
    for key in ("hostile-0", "hostile-2", "R1"):
        page.mouse.move(*spot(page, key))
        until(page, TOOLTIP)
        page.mouse.move(5, 5)
        page.wait_for_timeout(400)
        page.mouse.click(*spot(page, key))
        chosen(page, key)
    assert page.locator(".map img, .map script, .map a, .map b").count() == 0


def test_the_wheel_scrolls_the_page_until_the_map_has_the_keyboard(page: Page) -> None:
    whole = zoom(page)
    page.mouse.move(*spot(page, "TUR"))
    page.mouse.wheel(0, 100)
    page.wait_for_timeout(300)  # nothing happens
    assert zoom(page) == whole
    page.mouse.click(*spot(page, "TUR"))
    page.mouse.wheel(0, -100)
    assert zoom_other_than(page, whole) > whole


def test_on_the_actor_page_a_chosen_recommendation_leads_to_partners(tab: Callable) -> None:
    visit = tab()
    visit.open("actor?actor=CHL")
    visit.page.wait_for_selector(".map[data-drawn]")
    visit.page.get_by_label("Find on the map").fill("R18")
    visit.page.keyboard.press("Enter")
    visit.page.keyboard.press("Enter")
    visit.page.get_by_role("link", name="Open this recommendation in Partners").click()
    until(visit.page, "document.querySelector('h1.c-answer')?.innerText.includes('Talk first to')")
    assert "r=R18" in visit.page.url


def sweep(page: Page, drawing: Locator) -> None:
    """Move the pointer over a map: tooltips are where names could become HTML."""
    box = drawing.bounding_box()
    for share in (0.2, 0.5, 0.8):
        page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] / 2)
        page.wait_for_timeout(200)  # a tooltip comes after 150


@pytest.fixture(scope="module")
def disconnected(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser without any network."""
    context = chromium.new_context(offline=True)
    yield context
    context.close()


NAMES = {"CHL": "Chile"} | {f"hostile-{i}": text.split()[0][:8] for i, text in enumerate(HOSTILE)}


@pytest.mark.parametrize("actor", NAMES)
def test_names_are_text_in_the_map_of_an_actor_and_in_the_one_to_take_away_which_asks_for_nothing(
    tab: Callable, disconnected: BrowserContext, tmp_path: Path, actor: str
) -> None:
    visit = tab()
    assert NAMES[actor] in visit.open(f"actor?actor={actor}")
    visit.page.wait_for_selector(".map[data-drawn]")
    sweep(visit.page, visit.page.locator(".stage"))
    assert visit.page.locator(".map img, .map script, .map a").count() == 0
    with visit.page.expect_download() as waiting:
        visit.page.get_by_role("button", name="Take this map with you").click()
    path = tmp_path / "map.html"
    waiting.value.save_as(path)
    opened, asked, errors = disconnected.new_page(), list[str](), list[Any]()
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(path.as_uri())
    opened.wait_for_selector("canvas")
    sweep(opened, opened.locator("canvas"))
    assert asked == [path.as_uri()]
    assert errors == []
    assert opened.evaluate("window.struck") is None
    assert "recommendation" in opened.inner_text("header ul") or "supports" in opened.inner_text("header ul")
    assert "public record" in opened.inner_text("footer")
    opened.close()
