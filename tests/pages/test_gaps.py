"""The Gaps page: who could take a gap, the smallest coalition, and who should lead what, on the seeds."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

pytestmark = pytest.mark.embedded
Visit = Callable[..., AppTest]


def words(test: AppTest) -> str:
    """All text of a page, as a reader sees it."""
    assert not test.exception
    return unescape(re.sub(r"<[^>]*>", " ", "\n".join(element.proto.body for element in test.get("html"))))


def press(test: AppTest, label: str) -> AppTest:
    return next(button for button in test.button if button.label == label).click().run()


def test_the_board_comes_first_and_nothing_is_searched_before_it_is_asked_for(visit: Visit) -> None:
    test = visit("gaps")
    assert [tab.label for tab in test.tabs] == ["What is missing", "Smallest coalition", "Who should lead what"]
    assert "proven" not in words(test)
    assert list(test.tabs[0].dataframe[1].value["Severity"]) == list(range(10, 0, -1))


def test_a_gap_names_who_could_take_it_and_why(visit: Visit) -> None:
    shown = words(visit("gaps", r="R16"))
    assert "Germany, State · WEOG one group only: supports 1 of 1 others of paragraph 16" in re.sub(r"\s+", " ", shown)
    assert "1 of 5 groups, as even as 1.0 equally strong ones" in shown
    assert "African Group 0 of 54" in shown
    assert "GRULAC 15 of 33" in shown
    assert "nobody on record: no vote, list or law in the data bears on it" in words(visit("gaps", r="R12.1"))


def test_the_smallest_coalition_comes_with_proof_members_and_others(visit: Visit) -> None:
    test = visit("gaps")
    test.multiselect(key="coalition goals").set_value(["R18", "R21.1", "R22.3", "R23.4"])
    test.number_input(key="coalition supporters").set_value(2)
    test.number_input(key="coalition groups").set_value(3)
    test.checkbox(key="coalition several").set_value(True)
    press(test, "Find the smallest coalition")
    shown = words(test)
    assert "5 members: all 4 recommendations covered; proven: no coalition of fewer than 5" in shown
    assert "It is one of several of this size." in shown
    table, others = (frame.value for frame in test.tabs[1].dataframe)
    assert len(table) == 5
    assert table["What it is there for"].str.contains("would fall short").all()
    assert len(others) == 10


def test_rules_that_cannot_be_met_are_named_with_the_nearest(visit: Visit) -> None:
    test = visit("gaps")
    test.multiselect(key="coalition goals").set_value(["R18", "R12.1"])
    press(test, "Find the smallest coalition")
    assert "No coalition keeps these rules: R12.1 has 0 supporters, 1 needed. The nearest: " in words(test)


def test_leads_are_shared_out_when_asked_for(visit: Visit) -> None:
    test = visit("gaps")
    press(test, "Share out the leads")
    assert "51 of 51 places filled" in words(test)
    table = test.tabs[2].dataframe[0].value
    assert len(table) == 51
    assert table["Could lead"].value_counts().max() == 2
