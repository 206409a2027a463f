"""The Coalition page, on the seeds: rules in the address, proof, members, evidence, and rules that cannot be met."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from page_texts import press, settled, texts, words
from streamlit.testing.v1 import AppTest

from coalition.app.parts import jobs

pytestmark = pytest.mark.embedded
Visit = Callable[..., AppTest]
FOUR = ["R18", "R21.1", "R22.3", "R20.2"]


def test_it_answers_before_anything_is_chosen(visit: Visit) -> None:
    test = settled(visit("coalition"))
    assert "and 5 more together carry all 48 recommendations; no fewer could." in texts(test, "answer")[0]
    assert "proven: no coalition of fewer than 11 keeps the rules" in words(test)
    assert "48 of 69 recommendations have a supporter on record; with disputed readings 67." in words(test)
    assert len(test.dataframe[0].value) == 11


def test_a_link_holds_every_rule(visit: Visit) -> None:
    test = settled(visit("coalition", r=FOUR, k="2", g="3", must="CHL", one="nhri"))
    assert test.multiselect(key="r").value == FOUR
    assert "7 members: all 4 recommendations covered; proven: no coalition of fewer than 7" in words(test)
    table = test.dataframe[0].value
    assert "Chile" in set(table["Member"])
    assert table["What it is there for"].str.contains("would fall short|must|quota").all()
    test.toggle(key="others").set_value(True).run()
    assert len(settled(test).dataframe[1].value) == 10


def test_a_rule_changed_on_the_page_goes_into_the_address(visit: Visit) -> None:
    test = visit("coalition", r=["R18"])
    test.number_input(key="k").set_value(3).run()
    assert test.query_params["k"] == "3"
    assert texts(settled(test), "answer")[0].endswith("; no fewer could.")
    test.number_input(key="k").set_value(1).run()
    assert "k" not in test.query_params


def test_the_chosen_member_shows_its_evidence(visit: Visit) -> None:
    shown = words(settled(visit("coalition", r=["R18"], must="CHL")))
    assert "Chile State · GRULAC R18" in shown
    assert "leads (led, " in shown or "supports (joined, " in shown


def test_rules_that_cannot_be_met_are_named_with_the_nearest(visit: Visit) -> None:
    test = settled(visit("coalition", r=["R18", "R12.1"]))
    assert texts(test, "answer") == ["No coalition on record keeps these rules."]
    assert "Cannot be met: R12.1 has 0 supporters, 1 needed" in words(test)
    assert "The nearest (no other falls short by less): " in words(test)


def test_the_most_that_a_few_can_carry(visit: Visit) -> None:
    test = settled(visit("coalition", aim="largest", size="2"))
    assert texts(test, "answer")[0].endswith("together carry 31 recommendations; no other so few carry more.")


def test_ids_and_numbers_that_are_not_there_are_named(visit: Visit) -> None:
    test = settled(visit("coalition", r=["R18", "R99"], must="Chile", k="many"))
    alerts = texts(test, "alert")
    assert any("No recommendation R99" in alert and "It is left out." in alert for alert in alerts)
    assert any("No actor Chile; did you mean CHL" in alert for alert in alerts)
    assert any("Many is not a whole number from 1 to 20" in alert for alert in alerts)
    assert test.multiselect(key="r").value == ["R18"]


def test_waiting_can_be_stopped_and_taken_up_again(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    go = threading.Event()
    monkeypatch.setattr(jobs, "AT_ONCE", 0.01)
    submit = jobs._workers().submit

    def held(function: Callable[..., object], *arguments: object) -> object:
        return submit(lambda: (go.wait(30), function(*arguments))[1])

    monkeypatch.setattr(jobs._workers(), "submit", held)
    test = visit("coalition", r=["R18"], k="4")
    assert texts(test, "answer") == ["Which few actors together carry these recommendations?"]
    assert any("Searching, and proving" in text for text in texts(test, "text"))
    press(test, "Stop")
    assert "Stopped." in texts(test, "note")
    go.set()
    press(test, "Go on")
    assert "no fewer could" in texts(settled(test), "answer")[0]
