"""Data become HTML through one door, and stay text."""

from html.parser import HTMLParser

import pytest
import streamlit as st

from coalition.app.parts import layout

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "[x](javascript:alert(1)) $x$ :red[x] **b**",
    "' onmouseover='alert(1)",
    "\u202eright to left",
    "&lt;b&gt;",
]


class Tags(HTMLParser):
    """Tags and their attributes, as a browser reads them."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, [name for name, _ in attrs]))


@pytest.fixture
def written(monkeypatch):
    bodies = []
    monkeypatch.setattr(st, "html", bodies.append)
    return bodies


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_opens_a_tag_or_leaves_its_attribute(written, text):
    for write in (layout.answer, layout.head, layout.name, layout.text, layout.note, layout.alert):
        write(text)
    layout.facts([(text, text, text)])
    layout.key([(text, text, text)])
    for body in written:
        seen = Tags()
        seen.feed(body)
        assert {tag for tag, _ in seen.found} <= {"h1", "h2", "h3", "p", "dl", "dt", "dd", "small", "span", "i"}
        assert {name for _, names in seen.found for name in names} <= {"class", "dir", "role", "style"}


def test_a_fact_without_words_is_left_out(written):
    layout.facts([("Note", "", "source"), ("Source", "here", "")])
    assert "Note" not in written[0]
    assert "here" in written[0]


def hrefs(body):
    """Attributes of every link, as a browser reads them."""
    found = []

    class Links(HTMLParser):
        def handle_starttag(self, tag, attrs):
            if tag == "a":
                found.append(dict(attrs))

    Links().feed(body)
    return found


@pytest.mark.parametrize("text", [*HOSTILE, "https://a.org/<script>alert(1)</script>", "a.org/' onclick='alert(1)"])
def test_what_is_cited_becomes_a_link_and_nothing_else(written, text):
    layout.facts([(text, text, text)], linked=True)
    seen = Tags()
    seen.feed(written[0])
    assert {tag for tag, _ in seen.found} <= {"dl", "dt", "dd", "small", "a"}
    assert {name for _, names in seen.found for name in names} <= {"class", "dir", "href", "target", "rel"}
    assert all(link["href"].startswith(("https://", "http://")) for link in hrefs(written[0]))


def test_a_document_opens_in_a_window_of_its_own_that_does_not_learn_from_where(written):
    layout.facts([("On record", "voted yes: A/RES/70/161", "Read in: ishr.ch (list of 80)")], linked=True)
    assert hrefs(written[0]) == [
        {"href": address, "target": "_blank", "rel": "noopener noreferrer"}
        for address in ("https://docs.un.org/en/A/RES/70/161", "https://ishr.ch")
    ]


def test_what_people_write_is_no_link(written):
    layout.facts([("Why", "see evil.com", "A/RES/70/161")])
    assert hrefs(written[0]) == []


@pytest.mark.parametrize(
    ("text", "large", "below"),
    [
        ("Talk first to St. Lucia (62%) and Haiti. They are near.", "Talk first to St. Lucia (62%) and Haiti.",
         "They are near."),
        ("No ranking. 15 States said so. See the lists.", "No ranking. 15 States said so.", "See the lists."),
        ("Of 69 recommendations: 1 is not asked yet.", "Of 69 recommendations: 1 is not asked yet.", ""),
    ],
)  # fmt: skip
def test_the_first_sentence_of_an_answer_is_large(written, text, large, below):
    layout.answer(text)
    rest = f" <span>{below}</span>" if below else ""
    assert written == [f'<h1 class="c-answer" dir="auto">{large}{rest}</h1>']


def test_of_an_answer_of_many_sentences_each_has_a_line_of_its_own(written):
    layout.answer("Talk first to St. Lucia (62%). It is near <b>. It signs. Ask.")
    assert written == [
        '<h1 class="c-answer" dir="auto">Talk first to St. Lucia (62%).</h1><ul class="c-told">'
        '<li dir="auto">It is near &lt;b&gt;.</li><li dir="auto">It signs.</li><li dir="auto">Ask.</li></ul>'
    ]
