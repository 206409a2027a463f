"""The Recommendation page, on the seeds: what is known, since when, by which source, and what is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from page_texts import texts, words
from streamlit.testing.v1 import AppTest

pytestmark = pytest.mark.embedded
Visit = Callable[..., AppTest]


def test_it_says_what_is_known_and_what_is_not(visit: Visit) -> None:
    test = visit("recommendation", r="R24.8")
    assert texts(test, "answer") == [
        "4 States of 1 of 5 regional groups and 61 others support R24.8, by 7 pieces of evidence (2017–2024); nobody "
        "is on record against a text."
    ]
    shown = words(test)
    assert "WEOG 4 of 29 in support Leads: France (has “Mandatory human rights due diligence laws” (2021)" in shown
    assert "later abstained on “Positions of EU members" in shown
    assert "African Group none of 54 recorded" in shown
    assert "An order by lists joined elsewhere (partial lists; 4 supporters on record)." in shown
    evidence = next(frame.value for frame in test.dataframe if "Source" in frame.value)
    assert len(evidence) == 7
    assert (evidence["Source"] != "").all()
    assert list(evidence["Date"]) == sorted(evidence["Date"])


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
