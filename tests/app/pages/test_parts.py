"""Parts of pages: words and deeds, backing, trend, missing voices and sensitivity, each with its sentence."""

from __future__ import annotations

import pytest
from page_texts import texts

pytestmark = pytest.mark.embedded


def test_the_actor_page_tells_words_deeds_backing_and_trend(visit):
    test = visit("actor", actor="CHL")
    assert not test.exception
    heads = texts(test, "head")
    for head in ("Words and deeds", "Who backs whose priorities", "Agreement with each regional group, by year"):
        assert head in heads
    assert any(text.startswith("Of 13 themes, Chile has said so on ") for text in texts(test, "text"))
    lately = "Since 2023, Chile voted otherwise than most of GRULAC on 1 of 8"
    assert any(lately in text for text in texts(test, "text"))
    assert "Theme" in {column for frame in test.dataframe for column in frame.value}


def test_an_actor_that_is_no_state_has_words_and_no_backing(visit):
    test = visit("actor", actor="amnesty")
    assert not test.exception
    assert "Words and deeds" in texts(test, "head")
    assert "Who backs whose priorities" not in texts(test, "head")


def test_the_gaps_page_names_missing_voices(visit):
    test = visit("gaps", r="R11.2")
    assert not test.exception
    assert any(note.startswith("R11.2 is addressed to NGO: none recorded") for note in texts(test, "note"))


def test_sensitivity_is_shown_when_somebody_asks(visit):
    test = visit("bridges")
    assert not any("Read these as description" in text for text in texts(test, "text"))
    test.toggle(key="thresholds").set_value(True).run()
    assert not test.exception
    assert any("Read these as description" in text for text in texts(test, "text"))


def test_what_was_opened_is_in_the_address_and_a_link_opens_it(visit):
    test = visit("bridges", thresholds="yes")
    assert any("Read these as description" in text for text in texts(test, "text"))
    test.toggle(key="thresholds").set_value(False).run()
    assert "thresholds" not in test.query_params
    assert not any("Read these as description" in text for text in texts(test, "text"))
    test.toggle(key="thresholds").set_value(True).run()
    assert test.query_params["thresholds"] == "yes"


def test_what_is_on_at_first_is_named_in_the_address_when_it_is_off(visit):
    test = visit("actor", actor="CHL", bearing="no")
    assert test.toggle(key="bearing").value is False
    test.toggle(key="bearing").set_value(True).run()
    assert "bearing" not in test.query_params
