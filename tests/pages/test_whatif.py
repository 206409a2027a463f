"""The what-if part of the Actor page, on the seeds."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

pytestmark = pytest.mark.embedded
Visit = Callable[..., AppTest]


def words(test: AppTest) -> str:
    assert not test.exception
    text = unescape(re.sub(r"<[^>]*>", " ", "\n".join(element.proto.body for element in test.get("html"))))
    return re.sub(r"\s+", " ", text)


def asked(visit: Visit, *evidence: str, position: str) -> AppTest:
    test = visit("actor", actor="CHL")
    test.multiselect(key="whatif evidence CHL").set_value(list(evidence))
    test.selectbox(key="whatif position CHL").set_value(position)
    return next(button for button in test.button if button.label == "Show what would follow").click().run()


def test_nothing_is_computed_before_it_is_asked_for(visit: Visit) -> None:
    test = visit("actor", actor="CHL")
    assert "What if Chile" not in words(test)
    assert (
        test.multiselect(key="whatif evidence CHL")
        .options[0]
        .endswith((": support", ": abstain", ": oppose", ": absent"))
    )


def test_another_position_shows_before_after_and_who_moves(visit: Visit) -> None:
    test = asked(visit, "GA-70-161", position="oppose")
    assert "What if Chile on GA-70-161 from support to oppose: Chile would go from supports to mixed on R21.1" in words(
        test
    )
    tables = [frame.value for frame in test.dataframe]
    positions = next(table for table in tables if list(table.columns) == ["Recommendation", "Before", "After"])
    assert positions[["Before", "After"]].to_numpy().tolist() == [["supports", "mixed"]]
    ranks = next(table for table in tables if "Rank before" in table.columns)
    assert "Chile" in set(ranks["State"])


def test_what_is_on_record_already_changes_nothing(visit: Visit) -> None:
    assert "Nothing changes: every stance named is as on record." in words(
        asked(visit, "GA-70-161", position="support")
    )


def test_without_evidence_it_asks_for_some(visit: Visit) -> None:
    assert "Choose at least one piece of evidence." in words(asked(visit, position="oppose"))
