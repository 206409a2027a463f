"""The part of a page about the backbone, on the seed facts without a database."""

from __future__ import annotations

import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from coalition.app.parts import session
from coalition.model.network import Network

SECONDS = 60


def script() -> None:
    from coalition.app.parts import bridges, session

    bridges.show_backbone(session.network())


@pytest.fixture
def part(monkeypatch: pytest.MonkeyPatch, seed_network: Network) -> AppTest:
    monkeypatch.setattr(session, "network", lambda: seed_network)
    monkeypatch.setattr(session, "version", lambda: -100)  # of no other map: what one test asked for, the next may have
    monkeypatch.setattr(session, "network_of", lambda state, counted: seed_network)
    return AppTest.from_function(script, default_timeout=SECONDS).run()


def texts(test: AppTest) -> str:
    assert not test.exception
    return unescape(re.sub(r"<[^>]*>", " ", "\n".join(element.proto.body for element in test.get("html"))))


def test_nothing_is_computed_before_it_is_asked_for(part: AppTest) -> None:
    assert len(part.toggle) == 1
    assert not part.dataframe
    assert "pairs of States" not in texts(part)


def test_states_have_ties_a_picture_and_communities_in_words(part: AppTest) -> None:
    test = part.toggle(key="ties").set_value(True).run()
    words = texts(test)
    assert "pairs of States" in words
    assert "communities of" in words
    assert "Drawn:" in words
    headings = {column for frame in test.dataframe for column in frame.value.columns}
    assert {"Regional group", "Community 1", "Stability", "Tie"} <= headings
    assert not any("_" in str(column) for column in headings)


def test_where_nothing_is_validated_the_page_says_why_and_shows_the_nearest_pairs(part: AppTest) -> None:
    part.toggle(key="ties").set_value(True).run()
    test = part.selectbox(key="among").set_value("nhri").run()
    words = texts(test)
    assert "no tie survives the correction" in words
    assert "items would be needed" in words
    (frame,) = test.dataframe
    assert len(frame.value) == 10
    assert set(frame.value["Tie"]) == {"not validated"}


def test_recurring_texts_can_be_counted_once(part: AppTest) -> None:
    test = part.toggle(key="ties").set_value(True).run()
    assert "310 contested items, of 65 different texts" in texts(test)
    assert "on 65 contested items" in texts(test.checkbox(key="once").check().run())
