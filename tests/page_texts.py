"""What a reader sees of a page under test."""

from __future__ import annotations

import os
import re
import time
from html import unescape
from pathlib import Path

from streamlit.testing.v1 import AppTest

import coalition
from coalition.settings import resource

SECONDS = 120


def opened(page: str, **ids: str) -> AppTest:
    """A page by name and ids, as a link opens it."""
    test = AppTest.from_file(str(resource("app.py")), default_timeout=SECONDS)
    for key, value in ids.items():
        test.query_params[key] = value
    script = Path(coalition.__file__).parent / "app" / "pages" / f"{page}.py"
    test.switch_page(os.path.relpath(script, resource("app.py").parent))
    return test.run()


def texts(test: AppTest, kind: str) -> list[str]:
    """Texts of one class (answer, head, text, note, alert, name, facts) on a page that did not fail; an answer with the
    sentences below it.
    """
    assert not test.exception
    bodies = "\n".join(element.proto.body for element in test.get("html"))
    below = r'(?:<ul class="c-told">.*?</ul>)?' if kind == "answer" else ""
    found = re.findall(rf'<(\w+) class="c-{kind}"[^>]*>(.*?</\1>{below})', bodies, flags=re.DOTALL)
    return [re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", text))).strip() for _, text in found]


def lines(test: AppTest) -> list[str]:
    """The texts of a page that did not fail, one for each element."""
    assert not test.exception
    bodies = [element.proto.body for element in test.get("html")]
    plain = [re.sub(r"<[^>]*>", " ", re.sub(r"<style>.*?</style>", "", body, flags=re.DOTALL)) for body in bodies]
    return [re.sub(r"\s+", " ", unescape(text)).strip() for text in plain if text.strip()]


def words(test: AppTest) -> str:
    """All text of a page that did not fail, in one line."""
    return " ".join(lines(test))


def press(test: AppTest, label: str) -> AppTest:
    """The page after a click on a button."""
    return next(button for button in test.button if button.label == label).click().run()


def settled(test: AppTest) -> AppTest:
    """The page when what it computes aside is there."""
    deadline = time.monotonic() + 60
    while any(button.label == "Stop" for button in test.button):
        assert time.monotonic() < deadline
        time.sleep(0.2)
        test.run()
    return test
