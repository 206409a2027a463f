"""Data become HTML through one door, and stay text."""

import re

import pytest
import streamlit as st

from coalition.pages import _layout

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "[x](javascript:alert(1)) $x$ :red[x] **b**",
    "' onmouseover='alert(1)",
    "\u202eright to left",
    "&lt;b&gt;",
]


@pytest.fixture
def written(monkeypatch):
    bodies = []
    monkeypatch.setattr(st, "html", bodies.append)
    return bodies


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_opens_a_tag_or_leaves_its_attribute(written, text):
    for write in (_layout.answer, _layout.head, _layout.name, _layout.text, _layout.note, _layout.alert):
        write(text)
    _layout.facts([(text, text, text)])
    _layout.key([(text, text, text)])
    for body in written:
        tags = re.findall(r"<(/?\w+)", body)
        assert {tag.strip("/") for tag in tags} <= {"h1", "h2", "h3", "p", "dl", "dt", "dd", "small", "span", "i"}
        assert not re.search(r"<[^>]*\bon\w+=", body)


def test_a_fact_without_words_is_left_out(written):
    _layout.facts([("Note", "", "source"), ("Source", "here", "")])
    assert "Note" not in written[0]
    assert "here" in written[0]
