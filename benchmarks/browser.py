"""What a person waits for in a browser: each page warm, and clicks on it; medians, on the seed facts or a large map.

With `--reading` half a minute passes before the clicks on a page, as if it were read: what is likely to be asked next
is worked out meanwhile.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from statistics import median

from _large import large
from _site import PAGES, browser, settled, site
from playwright.sync_api import Browser, Page

from coalition.exchange.tables import read_tables
from coalition.settings import resource

TIMES = 5
READING = 30_000
LONGEST = 60.0
WORDS = """() => [...document.querySelectorAll('[class^="c-"]')].map(e => e.innerText).join()"""
ON_THE_WALL = "document.querySelector('.w-wall svg title')?.textContent"
STILL = """() => !document.querySelector('[data-testid="stStatusWidget"]')
              && !document.querySelector('[data-stale="true"]')"""


Choice = Callable[[Page, int], Callable[[], None]]
"""Gets everything ready for a turn; what it returns is the click, or key, whose answer is waited for."""


def choose(label: str, *texts: str) -> Choice:
    """Take one option after another from a list: the typing is the person's time, the Enter is ours."""

    def ready(page: Page, turn: int) -> Callable[[], None]:
        box = page.get_by_role("combobox", name=label).first
        box.click()
        box.fill(texts[turn % len(texts)])
        page.get_by_role("option").first.wait_for()
        return lambda: box.press("Enter")

    return ready


def step(label: str) -> Choice:
    """Take the next of a list, then the one after it."""

    def ready(page: Page, turn: int) -> Callable[[], None]:
        box = page.get_by_role("combobox", name=label).first
        box.click()
        page.wait_for_timeout(200)
        if not page.get_by_role("option").count():  # the first click only gave it the keyboard
            box.press("ArrowDown")
        page.get_by_role("option").first.wait_for()
        for _ in range(turn % 2 + 1):
            box.press("ArrowDown")
        return lambda: box.press("Enter")

    return ready


def press(*names: str) -> Choice:
    """Press one button after another."""
    return lambda page, turn: page.get_by_text(names[turn % len(names)], exact=True).first.click


CLICKS: dict[str, dict[str, Choice]] = {
    "partners": {
        "another recommendation": choose(
            "What do you want support for?", "R22.3 ", "R21.1 ", "R23.4 ", "R11.2 ", "R18 "
        ),
        "about another State": step("About: choose here or click a row"),
    },
    "gaps": {
        "another class": press("5 no lead", "69 all", "3 declared only", "23 addressee missing", "13 one kind only"),
        "another recommendation": choose(
            "Why is it a gap? Choose here or click a cell.", "R16 ", "R21.1 ", "R22.3 ", "R24.8 ", "R12.1 "
        ),
    },
    "bridges": {"about another State": step("About")},
    "coalition": {"another rule": choose("Must take part", "Ghana", "Chile", "Fiji", "Kenya", "Norway")},
    "recommendation": {
        "another recommendation": choose("Recommendation", "R16 ", "R21.1 ", "R22.3 ", "R24.8 ", "R12.1 ")
    },
    "map": {"another group": choose("From", "GRULAC", "WEOG", "African Group", "Asia-Pacific Group", "Eastern")},
    "world": {"another recommendation": choose("Recommendation", "R16 ", "R21.1 ", "R22.3 ", "R24.8 ", "R12.1 ")},
    "actor": {"another actor": choose("Actor", "Ghana", "Fiji", "Kenya", "Norway", "Amnesty International")},
}


def until_answered(page: Page, act: Callable[[], object]) -> tuple[float, float]:
    """Seconds from an action until other words stand on the page, and until the server has nothing more to say."""
    before = page.evaluate(WORDS)
    start = time.perf_counter()
    act()
    answered = 0.0
    while not answered or not page.evaluate(STILL):
        if not answered and page.evaluate(WORDS) != before:
            answered = time.perf_counter() - start
        page.wait_for_timeout(10)
        if time.perf_counter() - start > LONGEST:
            raise SystemExit("a click changed nothing")
    return answered, time.perf_counter() - start


def until_the_wall_follows(chromium: Browser, address: str) -> list[float]:
    """Seconds from a click on the page Room until the wall shows another view; both views were drawn before."""
    wall, control = chromium.new_page(), chromium.new_page()
    wall.goto(f"{address}/wall")
    wall.wait_for_selector(".w-wall svg", state="attached", timeout=1000 * LONGEST)
    control.goto(f"{address}/room")
    settled(control)
    taken = []
    for turn in range(TIMES + 2):
        before = wall.evaluate(ON_THE_WALL)
        control.get_by_role("button", name=("Next →", "← Previous")[turn % 2]).click()
        start = time.perf_counter()
        while wall.evaluate(ON_THE_WALL) in (before, None):
            wall.wait_for_timeout(10)
            if time.perf_counter() - start > LONGEST:
                raise SystemExit("the wall does not follow")
        taken.append(time.perf_counter() - start)
    wall.close()
    control.close()
    return taken[2:]


def main() -> None:
    tables = large(read_tables(resource("seeds"))) if "--large" in sys.argv else None
    with site(tables) as address, browser() as chromium:
        page = chromium.new_context(viewport={"width": 1366, "height": 768}).new_page()
        page.goto(address)
        settled(page)
        for path in PAGES.values():  # once each, so that what follows is warm
            page.goto(f"{address}/{path}")
            settled(page)
        print(f"{'page':<16}{'what':<28}{'answered':>10}{'complete':>10}{'worst':>8}  s, medians and the worst")
        for name, path in PAGES.items():
            opened = []
            for _ in range(TIMES):
                start = time.perf_counter()
                page.goto(f"{address}/{path}")
                settled(page)
                opened.append(time.perf_counter() - start)
            print(f"{name:<16}{'opened':<28}{'':>10}{median(opened):10.2f}{max(opened):8.2f}")
            if "--reading" in sys.argv and name in CLICKS:
                page.wait_for_timeout(READING)
            for what, act in CLICKS.get(name, {}).items():
                taken = []
                for turn in range(TIMES):
                    page.wait_for_timeout(600)
                    settled(page)
                    taken.append(until_answered(page, act(page, turn)))
                first, whole = zip(*taken, strict=True)
                print(f"{'':<16}{what:<28}{median(first):10.2f}{median(whole):10.2f}{max(whole):8.2f}")
        followed = until_the_wall_follows(chromium, address)
        print(f"{'wall':<16}{'follows the page Room':<28}{'':>10}{median(followed):10.2f}{max(followed):8.2f}")


if __name__ == "__main__":
    main()
