"""The Gaps page: who could take a gap, and who should lead what, on the seeds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from page_texts import press, texts, words
from streamlit.testing.v1 import AppTest

from coalition.analysis.gaps.gaps import CLASSES
from coalition.app.parts import layout

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
    assert "Led by Chile (led “Main sponsors, civil society space (2025)”)" in words(visit("gaps", r="R18"))
    assert "1 of 5 groups, an effective number of 1.0" in shown
    assert "African Group 0 of 54" in shown
    assert "nobody on record: no vote, list or law in the data bears on it" in words(visit("gaps", r="R22.5"))


def test_who_has_only_said_so_is_counted_apart_and_named_first(visit: Visit) -> None:
    """R16: 15 States of GRULAC joined a declaration of their own region, and nobody did more."""
    shown = words(visit("gaps", r="R16"))
    assert "declared only Some said so; nobody on record did it, led it, joined it or voted for it." in shown
    assert "In support nobody on record Have only said so 15 no support here" in shown
    takers = shown[shown.index("Could be asked") :].partition("addressee missing")[0]
    assert "State · GRULAC declared only: stands behind “" in takers


@pytest.mark.parametrize(
    ("gap", "count", "some"),
    [
        ("declared", 3, {"R13", "R16", "R23.1"}),
        ("disputed", 17, {"R11", "R16.1", "R24.7"}),
        ("unrecorded", 24, {"R14"}),
    ],
)
def test_each_new_sort_of_gap_is_a_filter(visit: Visit, gap: str, count: int, some: set[str]) -> None:
    """The counts are those of the tables, counted without the program."""
    test = visit("gaps", gap=gap)
    assert texts(test, "answer")[0].startswith(f"{count} of 69 recommendations (")
    assert some <= set(test.dataframe[0].value["Recommendation"].str.split().str[0])


def test_a_row_with_disputed_readings_only_says_so_and_none_is_never_said_of_it(visit: Visit) -> None:
    table = visit("gaps", gap="disputed").dataframe[0].value
    assert (table["GRULAC"] == "disputed").all()
    assert not (table == "none").any(axis=None)


def test_leads_are_shared_out_when_asked_for(visit: Visit) -> None:
    test = visit("gaps")
    press(test, "Propose leads")
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


def test_the_filters_reach_who_should_lead_what(visit: Visit) -> None:
    every = visit("gaps", shared="yes").tabs[1].dataframe[0].value["Recommendation"].str.split().str[0]
    test = visit("gaps", shared="yes", without="african")
    table = test.tabs[1].dataframe[0]
    left = table.value["Recommendation"].str.split().str[0]
    shown = set(test.tabs[0].dataframe[0].value["Recommendation"].str.split().str[0])
    assert set(left) == set(every) & shown != set(every)
    none = visit("gaps", shared="yes", gap="unasked")
    assert not none.tabs[1].dataframe
    assert any(words.startswith("None of the recommendations that the filter leaves") for words in texts(none, "text"))


def test_reasons_have_rows_high_enough_to_stand_whole(visit: Visit) -> None:
    table = visit("gaps", shared="yes").tabs[1].dataframe[0]
    longest = int(table.value[["Why", "Recommendation"]].map(len).max(axis=None))
    lines = -(-longest * layout.LETTER // (layout.REASON - 16))
    assert lines > 1
    assert table.proto.row_height >= 20 * lines
