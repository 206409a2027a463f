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
        "3 States of one regional group and 62 other actors are on record in support of R24.8 (“Rein in corporate "
        "and digital power with "
        "…”). No vote on it is on record. If disputed readings counted, 1 more would support it. Based on 10 texts "
        "(2017–2024); a supporter backs at least one of them."
    ]
    shown = words(test)
    assert "African Group none of 54 in support" in shown
    assert (
        "WEOG 3 of 29 in support Leads: France (has “Due diligence law of 2017: duty of vigilance (France)”; later"
        in shown
    )
    assert "later, by a reading that can be disputed, did not support “EU due diligence directive" in shown
    assert "No estimate (lists of one regional group; 3 supporters on record)." in shown


def test_the_evidence_stands_in_the_order_of_time_each_with_where_it_was_read(visit: Visit) -> None:
    test = visit("recommendation", r="R24.8")
    evidence = texts(test, "facts")[-1]
    dates = re.findall(r"^\s*(\d{4}\S*) ", evidence, flags=re.MULTILINE)
    assert evidence.count(". Read in: ") == 12
    assert "(an organisation's own site)" in evidence
    assert dates == sorted(dates)


@pytest.mark.parametrize(
    ("recommendation", "words"),
    [("R16", "15 said so, 1 named without a position"), ("R23.2", "in support, 167 not in it (did it itself)")],
)
def test_who_is_not_on_a_list_is_not_in_it_and_who_spoke_otherwise_is_named(
    visit: Visit, recommendation: str, words: str
) -> None:
    assert words in texts(visit("recommendation", r=recommendation), "facts")[-1]


def test_each_piece_of_evidence_has_its_document_one_click_away(visit: Visit) -> None:
    bodies = "".join(element.proto.body for element in visit("recommendation", r="R22.3").get("html"))
    links = re.findall(r'<a href="(https://docs[^"]*)" target="_blank" rel="noopener noreferrer">([^<]*)</a>', bodies)
    assert ("https://docs.un.org/en/A/HRC/RES/26/9", "A/HRC/RES/26/9") in links


def test_who_opposed_is_told_with_the_text(visit: Visit) -> None:
    test = visit("recommendation", r="R22.3")
    assert " and 14 opposed a text. " in texts(test, "answer")[0]
    everybody = next(frame.value for frame in test.dataframe if "Since" in frame.value)
    opposed = everybody[everybody["Position"] == "opposed a text"]
    assert len(opposed) == 14
    assert (opposed["Evidence"] != "").all()


def test_one_that_was_never_asked_is_no_gap_of_support(visit: Visit) -> None:
    test = visit("recommendation", r="R22.5")
    assert texts(test, "answer") == [
        "No text bears on R22.5 (“Perhaps charge firms working abroad a levy …”), so nobody is known to support or "
        "oppose it."
    ]
    assert "A vote, a list of sponsors, a statement or a law that bears on it would be a beginning." in words(test)


def test_supporters_stand_by_what_they_did_and_words_alone_apart(visit: Visit) -> None:
    """R20.2: 12 led, 172 joined, and 55 have only said so, China, Iran and Eritrea among them."""
    test = visit("recommendation", r="R20.2")
    assert texts(test, "answer")[0].startswith(
        "105 States of all 5 regional groups and 79 other actors are on record in support of R20.2 (“Enable free, "
        "plural, investigative "
        "media …”). No vote on it is on record. 55 more have only said so. If disputed readings counted, 3 more would "
        "support it. "
    )
    heads = texts(test, "head")
    assert heads[:2] == ["In support, by what they did (184)", "Have only said so (55)"]
    (facts, *_) = texts(test, "facts")
    assert [*map(str.strip, re.findall(r"(?:Led|Joined) +\d+", re.sub(r"\s+", " ", facts)))] == ["Led 12", "Joined 172"]
    everybody = next(frame.value for frame in test.dataframe if "Since" in frame.value).set_index("Actor")
    said = everybody[everybody["Position"].str.startswith("has said so, 20")]
    assert len(said) == 55
    assert {"China", "Eritrea"} <= set(said.index)
    assert everybody["Position"].str.contains(r"\d{4}").all()


def test_what_rests_on_disputed_readings_alone_is_0_until_they_are_asked_for(visit: Visit) -> None:
    (strict,) = texts(visit("recommendation", r="R11"), "answer")
    assert strict == (
        "Nobody is on record in support of R11 (“Governments keen to strengthen rights …”). No undisputed text bears "
        "on it. If disputed readings counted, 84 would support it."
    )
    (asked,) = texts(visit("recommendation", r="R11", disputed="yes"), "answer")
    assert asked.startswith(
        "84 States of all 5 regional groups are on record in support of R11 (“Governments keen to strengthen rights "
        "…”). "
    )
    assert " 84 support it by disputed readings only. " in asked
    assert asked.endswith(" Disputed readings count here.")
