"""What a reader sees of a page under test."""

from __future__ import annotations

import re
from html import unescape

from streamlit.testing.v1 import AppTest


def texts(test: AppTest, kind: str) -> list[str]:
    """Texts of one class (answer, head, text, note, alert, name, facts) on a page that did not fail."""
    assert not test.exception
    bodies = "\n".join(element.proto.body for element in test.get("html"))
    found = re.findall(rf'<(\w+) class="c-{kind}"[^>]*>(.*?)</\1>', bodies, flags=re.DOTALL)
    return [unescape(re.sub(r"<[^>]*>", " ", text)).strip() for _, text in found]
