"""What is shared, as others get it: a file opened from a folder, with no network, on any screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.conftest import hostile
from hostile_names import HOSTILE
from playwright.sync_api import Browser, Page, expect
from snapshots import snapshots, written
from waiting import finished

from coalition.model.network import Network
from coalition.model.vocabulary import Tables

pytestmark = pytest.mark.browser
MADE = snapshots("R18", "CHL", "GHA", "UNMUTE", "weog")
PICTURED = [name for name in MADE if name != "compare"]
SIZES = {"telephone": (390, 844), "desk": (1366, 768), "beamer": (1920, 1080)}


@pytest.fixture(scope="module")
def files(bearing: Tables, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A file of each page, of a map with hostile names."""
    network, folder = Network.from_tables(hostile(bearing)), tmp_path_factory.mktemp("files")
    made = {}
    for name, make in MADE.items():
        made[name] = folder / f"{name}.html"
        made[name].write_text(written(make(network)), encoding="utf-8")
    return made


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """A browser without a network that opens files; at the end nothing was asked for, said or struck."""
    contexts, seen, pages = [], [], []

    def opened(file: Path, size: tuple[int, int] = SIZES["desk"], scheme: str = "light") -> Page:
        context = chromium.new_context(
            color_scheme=scheme, offline=True, bypass_csp=False,
            viewport={"width": size[0], "height": size[1]},
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        pages.append(page)
        page.on("request", lambda request: seen.append(request.url) if request.url != file.as_uri() else None)
        page.on("console", lambda message: seen.append(message.text))
        page.on("pageerror", lambda error: seen.append(str(error)))
        page.on("dialog", lambda dialog: (seen.append(dialog.message), dialog.dismiss()))
        page.goto(file.as_uri())
        return page

    yield opened
    assert seen == []
    assert all(page.evaluate("window.struck") is None for page in pages)
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", PICTURED)
def test_marks_tell_their_names_and_the_search_finds_them(
    files: dict[str, Path], reader: Callable[..., Page], name: str
) -> None:  # fmt: skip
    page = reader(files[name])
    mark = page.locator("g.mark").last
    whose = mark.evaluate("mark => mark.name")
    expect(page.locator("#tip")).to_be_hidden()
    mark.scroll_into_view_if_needed()
    mark.dispatch_event("pointerover", {"bubbles": True})
    expect(page.locator("#tip")).to_have_text(whose)
    page.get_by_label("Find a name or a word").fill(whose)
    expect(page.locator("#told")).to_contain_text("Found: ")
    assert mark.evaluate("mark => mark.classList.contains('hit')")
    if page.locator("g.mark").count() > 30:
        assert page.locator("g.mark.dim").count() > 0
    page.get_by_label("Find a name or a word").fill("no such name zzz")
    expect(page.locator("#told")).to_contain_text("Not in the picture or the tables: it may be among ")
    page.get_by_label("Find a name or a word").fill("")
    expect(page.locator("#told")).to_have_text("")
    assert page.locator("g.mark.dim").count() == 0


def test_the_search_leaves_the_rows_that_fit_without_regard_to_accents(
    files: dict[str, Path], reader: Callable[..., Page]
) -> None:  # fmt: skip
    page = reader(files["map"])
    every = page.locator("tbody tr:visible").count()
    page.get_by_label("Find a name or a word").fill("TURKIYE supports")
    expect(page.locator("#told")).to_contain_text("rows of the tables")
    rows = page.locator("tbody tr:visible").all_inner_texts()
    assert 0 < len(rows) < every
    assert all("Türkiye" in row and "Supports" in row for row in rows)


def test_the_search_knows_other_names_of_a_country_and_enter_goes_to_what_it_finds(
    files: dict[str, Path], reader: Callable[..., Page]
) -> None:  # fmt: skip
    page = reader(files["map"])
    page.get_by_label("Find a name or a word").fill("turkey")
    expect(page.locator("#told")).to_contain_text("1 mark of the picture")
    rows = page.locator("tbody tr:visible").all_inner_texts()
    assert rows
    assert all("Türkiye" in row for row in rows)
    row = page.locator("tbody tr:visible").first
    assert page.evaluate("window.scrollY") < 500
    page.keyboard.press("Enter")
    expect(page.locator("g.mark.hit")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(row).to_be_in_viewport()


def test_a_click_on_a_mark_of_the_map_finds_it_and_draws_its_lines(
    files: dict[str, Path], reader: Callable[..., Page]
) -> None:  # fmt: skip
    page = reader(files["map"])
    page.locator('g.node[data-find="Chile"]').dispatch_event("click")
    assert page.get_by_label("Find a name or a word").input_value() == "Chile"
    lines = page.locator("path.over").get_attribute("d")
    rows = page.locator("tbody tr:visible").all_inner_texts()
    assert lines is not None
    assert lines.count("M") == len([row for row in rows if row.startswith("Chile\t")]) > 3


def test_hostile_names_are_words_in_picture_and_table(files: dict[str, Path], reader: Callable[..., Page]) -> None:
    page = reader(files["map"])
    for text in HOSTILE[:4]:
        page.get_by_label("Find a name or a word").fill("")
        expect(page.locator("#told")).to_have_text("")
        page.get_by_label("Find a name or a word").fill(text)
        expect(page.locator("#told")).to_contain_text("of the picture")
        assert any(text in row for row in page.locator("tbody tr:visible").all_inner_texts())
        page.locator("g.mark.hit").first.dispatch_event("pointerover", {"bubbles": True})
        expect(page.locator("#tip")).to_contain_text(text)
    assert page.locator("a:not([href^='http'])").count() == 0


@pytest.mark.parametrize("name", ["partners", "gaps", "actor", "compare a group", "world", "map"])
def test_it_fits_each_screen_and_axe_finds_nothing(
    files: dict[str, Path], reader: Callable[..., Page], name: str
) -> None:  # fmt: skip
    page = reader(files[name])
    for width, height in SIZES.values():
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    if name == "map":  # whose thousand marks and rows are like those of the others
        return
    for scheme, rules in (("light", {}), ("dark", {"runOnly": ["color-contrast"]})):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options={"resultTypes": ["violations"], **rules}).response["violations"]
        assert [(fault["id"], fault["nodes"][0]["target"]) for fault in found] == []


def test_on_paper_all_rows_stand_and_the_search_does_not(files: dict[str, Path], reader: Callable[..., Page]) -> None:
    page = reader(files["recommendation"])
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator("form")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.querySelector('.rows')).maxHeight") == "none"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_a_page_gives_its_files_in_three_clicks(tab: Callable, tmp_path: Path, reader: Callable[..., Page]) -> None:
    visit = tab(1366, 768)
    for path, endings in {
        "gaps": [".html", ".pdf", ".docx", ".csv", ".csv"],
        "map?theme=technology&view=alike": [".html", ".pdf", ".docx", ".csv"],
        "partners?r=R18": [".html", ".pdf", ".docx", ".csv"],
    }.items():
        answer = visit.open(path)
        visit.page.get_by_role("button", name="Share", exact=True).click()
        buttons = visit.page.get_by_test_id("stPopoverBody").get_by_test_id("stDownloadButton")
        expect(buttons).to_have_count(len(endings))
        for place, ending in enumerate(endings):
            with visit.page.expect_download(timeout=60_000) as waiting:
                buttons.nth(place).get_by_role("button").click()
            file = tmp_path / waiting.value.suggested_filename
            waiting.value.save_as(file)
            assert file.suffix == ending
            assert path.partition("=")[2].partition("&")[0] in file.name
            assert file.stat().st_size > 500
            if ending == ".html":
                assert reader(file).inner_text("h1") in answer
        codes = visit.page.get_by_test_id("stPopoverBody").locator("code").all_inner_texts()
        assert "command: coalition" in codes[0]
        assert codes[1].startswith("@misc{coalition-")
        visit.page.keyboard.press("Escape")
        finished(visit.page)
