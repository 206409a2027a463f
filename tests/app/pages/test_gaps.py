"""The Gaps page: who could take a gap, and who should lead what, on the seeds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from page_texts import press, words
from streamlit.testing.v1 import AppTest

from coalition.analysis.gaps.gaps import CLASSES

pytestmark = pytest.mark.embedded
Visit = Callable[..., AppTest]


def test_the_board_comes_first_and_nothing_is_searched_before_it_is_asked_for(visit: Visit) -> None:
    test = visit("gaps")
    assert [tab.label for tab in test.tabs] == ["What is missing", "Who should lead what"]
    assert "proven" not in words(test)
    assert list(test.tabs[0].dataframe[1].value["Severity"]) == list(range(len(CLASSES), 0, -1))


def test_a_gap_names_who_could_take_it_and_why(visit: Visit) -> None:
    shown = words(visit("gaps", r="R18.1"))
    assert "Burkina Faso, State · African Group one group only: abstained on ECOSOC/6793" in shown
    assert "Led by Chile (led “Main sponsors, civil society space (2025)” (2025))" in words(visit("gaps", r="R18"))
    assert "1 of 5 groups, as even as 1.0 equally strong ones" in shown
    assert "African Group 0 of 54" in shown
    assert "nobody on record: no vote, list or law in the data bears on it" in words(visit("gaps", r="R22.5"))


def test_leads_are_shared_out_when_asked_for(visit: Visit) -> None:
    test = visit("gaps")
    press(test, "Share out the leads")
    said = words(test)
    assert "no group holds more than" in said
    assert "on which leads are not recorded, so that somebody may lead already" in said
    table = test.tabs[1].dataframe[0].value
    assert f"{len(table)} of {len(table)} places filled" in said
    held = table["Group or seat"].value_counts()
    assert held.max() - held.min() <= 1
    assert test.query_params["shared"] == "yes"


def test_a_link_opens_the_leads_as_they_were_shared_out(visit: Visit) -> None:
    test = visit("gaps", shared="yes", lead=["R18", "R22.3"], leads="2", capacity="1", states="yes")
    assert set(test.tabs[1].dataframe[0].value["Kind"]) == {"State"}
    assert len(test.tabs[1].dataframe[0].value) == 4
    assert test.number_input(key="capacity").value == 1
