"""Waiting for a page, from outside: the pages forbid a browser to evaluate text, and the library's own wait does so."""

from __future__ import annotations

import time
from typing import Any

from playwright.sync_api import Error, Page


def until(page: Page, expression: str, argument: Any = None, seconds: float = 30.0, every: float = 0.03) -> float:
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
