"""Waiting for a page, from outside: the pages forbid a browser to evaluate text, and the library's own wait does so."""

from __future__ import annotations

import time
from typing import Any

from playwright.sync_api import Error, Page


def until(page: Page, expression: str, argument: Any = None, seconds: float = 30.0, every: float = 0.1) -> float:
    """Wait until an expression, or a function of `argument`, is true on a page; the seconds that it took."""
    start = time.perf_counter()
    while True:
        try:
            if page.evaluate(expression, argument):
                return time.perf_counter() - start
        except Error:  # the page is just being left
            pass
        assert time.perf_counter() - start < seconds, expression
        page.wait_for_timeout(1000 * every)


def finished(page: Page) -> None:
    """Wait until the server has said all that it has to say to a page."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=60_000)


LOOK = """[
  document.querySelectorAll('*').length, document.documentElement.scrollWidth, document.documentElement.scrollHeight,
  ...[...document.querySelectorAll('canvas')].map(canvas => canvas.clientWidth),
].join()"""


def still(page: Page) -> None:
    """Wait until four looks at a page see the same: pictures, tables and maps come and take their size after words."""
    until(page, "!document.querySelector('[data-testid=stSkeleton]')")
    looks: list[str] = []
    for _ in range(300):
        looks.append(page.evaluate(LOOK))
        if len(looks) >= 4 and len(set(looks[-4:])) == 1:
            return
        page.wait_for_timeout(80)
    raise AssertionError("the page does not come to rest")


def by_menu(page: Page, section: str, name: str) -> None:
    """Go to a page by the menu at the top."""
    page.locator("[data-testid=stTopNavSection]", has_text=section).click()
    page.locator("[data-testid=stTopNavPopoverBody]").get_by_role("menuitem", name=name).click()
