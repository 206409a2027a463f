"""The What-if page, on the seeds: a scenario is a link; before, after, and nothing stored."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from page_texts import press, settled, texts, words
from streamlit.testing.v1 import AppTest

from coalition.app.parts import session

pytestmark = pytest.mark.embedded
Visit = Callable[..., AppTest]


def test_without_a_scenario_it_says_what_to_do(visit: Visit) -> None:
    test = visit("whatif")
    assert texts(test, "answer") == ["What if an actor changed its position?"]
    assert "Choose an actor, a piece of evidence and another position. Nothing of it is stored." in words(test)


def test_a_link_shows_before_after_and_who_moves(visit: Visit) -> None:
    before = session.version()
    test = settled(visit("whatif", s="CHL:GA-70-161=oppose"))
    answer = texts(test, "answer")[0]
    assert answer.startswith(
        "If Chile opposed “Human rights defenders (Declaration on defenders)”, Chile would have a mixed record"
    )
    tables = [frame.value for frame in test.dataframe]
    positions = next(table for table in tables if "Before" in table.columns)
    assert positions[["Actor", "Before", "After"]].to_numpy().tolist() == [["Chile", "supports", "mixed"]]
    ranks = next(table for table in tables if "Rank before" in table.columns)
    assert "Chile" in set(ranks["State"])
    assert session.version() == before


def test_changes_are_added_and_taken_back(visit: Visit) -> None:
    test = visit("whatif", actor="PER")
    test.selectbox(key="item PER").set_value("GA-70-161")
    test.selectbox(key="position").set_value("oppose")
    press(test, "Add to the scenario")
    assert test.query_params["s"] == "PER:GA-70-161=oppose"
    assert "support → oppose" in words(settled(test))
    press(test, "Undo")
    assert "s" not in test.query_params
    assert texts(test, "answer") == ["What if an actor changed its position?"]


def test_the_coalition_is_told_before_and_after(visit: Visit) -> None:
    shown = words(settled(visit("whatif", s="LVA:CSDDD-FEB-2024=none", c="R24.8")))
    assert "Smallest coalition Before 1 member" in shown
    assert "Latvia support → nothing on record" in shown


def test_what_is_on_record_already_changes_nothing(visit: Visit) -> None:
    test = settled(visit("whatif", s="CHL:GA-70-161=support"))
    assert texts(test, "answer") == ["Nothing changes: every stance named is as on record."]


def test_what_is_not_there_is_named_and_left_out(visit: Visit) -> None:
    test = visit("whatif", s=["CHILE:GA-70-161=oppose", "CHL:GA-70-161=yes", "nonsense"])
    alerts = " ".join(texts(test, "alert"))
    assert "No actor CHILE" in alerts
    assert "Yes is no position; use support, abstain, oppose, absent, none" in alerts
    assert "Nonsense: write ACTOR:EVIDENCE=POSITION" in alerts
    assert texts(test, "answer") == ["What if an actor changed its position?"]
