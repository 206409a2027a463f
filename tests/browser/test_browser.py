"""What a person sees and does in a real browser, and what the pages must never do."""

from __future__ import annotations

import dataclasses
import time

import pytest

from coalition.model import Tables
from coalition.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.embedded]

ANSWER = "h1.c-answer"
PAGES = {
    "": "Talk first to Nauru, Kiribati and Argentina",
    "gaps": "not asked yet",
    "bridges": "Colombia, Mexico and Argentina",
    "actor": "is on record on",
    "sources": "pieces of evidence bear on",
}
HOSTILE = (
    "<img src=x onerror=\"alert('img')\">",
    "</script><script>alert('script')</script>",
    "[a](javascript:alert('link')) <a href=\"javascript:alert('a')\">href</a> :red[x] $x$ `x` **x** :material/home:",
    "'\"><svg onload=alert('svg')> {a|b} {b} {c}",
    "\u202eזכויות אדם حقوق الإنسان\u202c",
)


def open_page(watched, address, path, words=None):
    watched.page.goto(f"{address}/{path}")
    heading = watched.page.locator(ANSWER)
    heading.wait_for(timeout=20_000)
    if words:
        watched.page.locator(ANSWER, has_text=words).wait_for(timeout=10_000)
    return heading


def rest(watched):
    """Wait until the page has drawn everything."""
    watched.page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget]')", timeout=20_000)
    watched.page.wait_for_timeout(800)


def test_the_first_start_says_what_it_does(first_visit):
    assert "loading the facts" in first_visit


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)], ids=["laptop", "wall"])
@pytest.mark.parametrize("path", PAGES)
def test_each_page_answers_without_scrolling_and_asks_nobody_else(watched, address, shots, path, size):
    watched.page.set_viewport_size({"width": size[0], "height": size[1]})
    heading = open_page(watched, address, path, PAGES[path])
    rest(watched)
    watched.page.screenshot(path=shots / f"{path or 'partners'}_{size[0]}.png")
    box = heading.bounding_box()
    assert box["y"] + box["height"] < size[1] / 2
    picture = watched.page.locator("canvas, iframe").first.bounding_box()
    assert picture["y"] < size[1] * 0.6
    watched.innocent()


def test_a_warm_start_takes_four_seconds_at_most(watched, address):
    taken = []
    for _ in range(3):
        begun = time.monotonic()
        open_page(watched, address, "", PAGES[""])
        watched.page.locator("canvas").first.wait_for()
        taken.append(time.monotonic() - begun)
    assert min(taken) < 4


def test_a_choice_answers_within_a_second(watched, address):
    open_page(watched, address, "", PAGES[""])
    taken = []
    for choice, words in (("R22.3", "Gabon"), ("R18 ", "Nauru"), ("R22.3", "Gabon")):
        rest(watched)
        box = watched.page.get_by_role("combobox").first
        box.click()
        box.fill(choice)
        watched.page.get_by_role("option").first.wait_for()
        begun = time.monotonic()
        watched.page.keyboard.press("Enter")
        watched.page.locator(ANSWER, has_text=words).wait_for()
        taken.append(time.monotonic() - begun)
    assert min(taken) < 1


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("?r=R22.3", "Gabon, Kuwait and Sierra Leone"),
        ("gaps?r=R16&gap=one", "not asked yet"),
        ("bridges?by=kind", "Office of the UN High Commissioner"),
        ("actor?actor=amnesty", "Amnesty International"),
        ("sources?r=R22.3", "pieces of evidence"),
    ],
)
def test_a_link_reopens_the_same_view(watched, address, path, words):
    open_page(watched, address, path, words)
    rest(watched)
    assert watched.page.url == f"{address}/{path}"
    watched.innocent()


def test_a_bad_link_is_a_sentence_that_names_the_nearest(watched, address):
    open_page(watched, address, "?r=R22.33", PAGES[""])
    assert "R22.3" in watched.page.get_by_role("alert").inner_text()
    open_page(watched, address, "actor?actor=<img src=x onerror=alert(1)>")
    assert "<img" in watched.page.get_by_role("alert").inner_text()
    watched.innocent()


def test_back_reopens_what_was_there_before(watched, address):
    open_page(watched, address, "?r=R18", "Nauru")
    box = watched.page.get_by_role("combobox").first
    box.click()
    box.fill("R22.3")
    watched.page.keyboard.press("Enter")
    watched.page.locator(ANSWER, has_text="Gabon").wait_for()
    watched.page.wait_for_url("**/?r=R22.3")
    watched.page.go_back()
    watched.page.locator(ANSWER, has_text="Nauru").wait_for(timeout=10_000)
    assert watched.page.get_by_role("combobox").first.input_value().startswith("R18") or "R18" in watched.page.url


def test_the_keyboard_reaches_the_first_answer(watched, address):
    open_page(watched, address, "", PAGES[""])
    rest(watched)
    for _ in range(20):
        watched.page.keyboard.press("Tab")
        if watched.page.evaluate("document.activeElement.getAttribute('role')") == "combobox":
            break
    watched.page.keyboard.type("R22.3")
    watched.page.keyboard.press("Enter")
    watched.page.locator(ANSWER, has_text="Gabon").wait_for(timeout=10_000)
    watched.innocent()


def test_from_a_partner_to_everything_on_record_about_it(watched, address):
    open_page(watched, address, "?r=R22.3", "Gabon")
    watched.page.get_by_role("link", name="Everything on record about it").click()
    watched.page.locator(ANSWER, has_text="Gabon is on record on").wait_for(timeout=10_000)
    assert watched.page.url.endswith("/actor?actor=GAB")
    watched.innocent()


def test_a_click_on_the_board_says_why(watched, address):
    open_page(watched, address, "gaps", "not asked yet")
    rest(watched)
    box = watched.page.locator("canvas").first.bounding_box()
    watched.page.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + 54 + 25 * 5.5)
    watched.page.locator("h3", has_text="R16").wait_for(timeout=10_000)
    assert "r=R16" in watched.page.url


def test_the_map_draws_in_a_frame_of_its_own_origin(watched, address):
    open_page(watched, address, "actor?actor=DEU", "Germany")
    watched.page.locator("iframe").wait_for()
    frame = watched.page.frames[-1]
    frame.wait_for_selector("canvas")
    watched.page.wait_for_timeout(500)
    assert frame.evaluate("window.origin") == "null"
    assert frame.evaluate(
        "(c => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(v => v > 0 && v < 255))"
        "(document.querySelector('canvas'))"
    )
    assert frame.evaluate("fetch('https://example.org').then(() => 'reached', () => 'refused')") == "refused"
    watched.errors.clear()  # the refusal just asked for is told in the console
    watched.innocent()


@pytest.fixture
def hostile(home, first_visit, seeds: Tables):
    """The map with names that try to run code; the seeds again afterwards."""
    with Store(home) as store:
        store.write(_poisoned(seeds))
        yield
        store.write(seeds, replace=True)


def _poisoned(seeds: Tables) -> Tables:
    """Seeds in which everything that R18 shows has a hostile name."""
    image, script, link, svg, right = HOSTILE
    actors = seeds.actors.set_index("id")
    for key, name in (
        ("NRU", image),
        ("KIR", script),
        ("ARG", link),
        ("PLW", svg),
        ("CAN", right),
        ("DEU", image + link),
    ):
        actors.loc[key, "name"] = name
    actors["note"] = link + svg
    return dataclasses.replace(
        seeds,
        actors=actors.reset_index(),
        groups=seeds.groups.assign(name=[image, script, link, svg, right]),
        recommendations=seeds.recommendations.assign(text=image + script + link, theme=svg),
        evidence=seeds.evidence.assign(title=link + image, citation=svg, source=script),
        bears_on=seeds.bears_on.assign(why=image + svg),
        stances=seeds.stances,
    )


@pytest.mark.parametrize("path", ["?r=R18", "?r=R22.3", "gaps", "bridges", "bridges?by=kind", "actor?actor=DEU",
                                  "actor?actor=amnesty", "sources"])  # fmt: skip
def test_hostile_names_run_nothing(watched, address, hostile, shots, path):
    open_page(watched, address, path)
    rest(watched)
    if path.startswith("?"):
        watched.page.get_by_text("Map of this recommendation").click()
        watched.page.locator("iframe").wait_for()
        rest(watched)
    watched.page.screenshot(path=shots / f"hostile_{path.strip('?').replace('?', '_')}.png")
    for picture in watched.page.locator("canvas, iframe").all()[:3]:
        picture.scroll_into_view_if_needed()
        box = picture.bounding_box()
        for across in range(1, 12):
            for down in range(1, 8):
                watched.page.mouse.move(box["x"] + box["width"] * across / 12, box["y"] + box["height"] * down / 8)
    rest(watched)
    assert not watched.page.locator("a[href^='javascript:']").count()
    assert not watched.page.locator("img[src='x'], svg[onload]").count()
    watched.innocent()
