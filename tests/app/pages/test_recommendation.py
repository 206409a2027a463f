"""The Recommendation page, on the seeds: what is known, since when, by which source, and what is not."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from page_texts import texts, words
from streamlit.testing.v1 import AppTest

pytestmark = pytest.mark.embedded
Visit = Callable[..., AppTest]


def test_it_says_what_is_known_and_what_is_not(visit: Visit) -> None:
    test = visit("recommendation", r="R24.8")
    assert texts(test, "answer") == [
        "10 States of 2 of 5 regional groups and 61 others support R24.8, by 8 pieces of evidence (2017–2024); nobody "
        "is on record against a text."
    ]
    shown = words(test)
    assert "Eastern European Group 1 of 23 in support Supports: Latvia" in shown
    assert "Hangs on one State Latvia without it, only States of" in shown
    assert "African Group none of 54 recorded" in shown
    assert "No estimate (lists of a closed body; 10 supporters on record)." in shown


def test_the_evidence_stands_in_the_order_of_time_each_with_where_it_was_read(visit: Visit) -> None:
    test = visit("recommendation", r="R24.8")
    evidence = texts(test, "facts")[-1]
    dates = re.findall(r"^\s*(\d{4}\S*) ", evidence, flags=re.MULTILINE)
    assert evidence.count(". Read in: ") == 8
    assert "(the organisation itself)" in evidence
    assert dates == sorted(dates)


def test_each_piece_of_evidence_has_its_document_one_click_away(visit: Visit) -> None:
    bodies = "".join(element.proto.body for element in visit("recommendation", r="R22.3").get("html"))
    links = re.findall(r'<a href="(https://docs[^"]*)" target="_blank" rel="noopener noreferrer">([^<]*)</a>', bodies)
    assert ("https://docs.un.org/en/A/HRC/RES/26/9", "A/HRC/RES/26/9") in links


def test_who_opposed_is_told_with_the_text(visit: Visit) -> None:
    test = visit("recommendation", r="R22.3")
    assert texts(test, "answer")[0].endswith("14 opposed a text.")
    everybody = next(frame.value for frame in test.dataframe if "Since" in frame.value)
    opposed = everybody[everybody["Position"] == "opposed a text"]
    assert len(opposed) == 14
    assert (opposed["Evidence"] != "").all()


def test_one_that_was_never_asked_is_no_gap_of_support(visit: Visit) -> None:
    test = visit("recommendation", r="R12.1")
    assert texts(test, "answer") == ["Nobody has been asked about R12.1 yet: no evidence bears on it."]
    assert "A vote, a list of sponsors, a statement or a law that bears on it would be a beginning." in words(test)
