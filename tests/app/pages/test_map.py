"""The map on the pages: what is offered to take away is made from what others may see."""

from __future__ import annotations

import dataclasses

import pytest
from page_texts import texts

from coalition.app.parts import session
from coalition.model.network import Network
from coalition.model.visibility import LEFT_OUT, public_tables

pytestmark = pytest.mark.embedded
BUTTON = "Take this map with you (HTML)"


def buttons(test):
    return [button.label for button in test.get("download_button")]


def hide(monkeypatch, seeds, actor):
    actors = seeds.actors.copy()
    actors.loc[actors["id"] == actor, "visibility"] = "protected"
    public = Network.from_tables(public_tables(dataclasses.replace(seeds, actors=actors)))
    monkeypatch.setattr(session, "public_network", lambda: (public, True))


def test_the_actor_page_offers_the_map_to_take_away(visit):
    test = visit("actor", actor="CHL")
    assert not test.exception
    assert BUTTON in buttons(test)
    assert LEFT_OUT not in texts(test, "note")


def test_what_is_left_out_is_said(visit, seeds, monkeypatch):
    hide(monkeypatch, seeds, "amnesty")
    test = visit("actor", actor="CHL")
    assert BUTTON in buttons(test)
    assert LEFT_OUT in texts(test, "note")


def test_a_protected_actor_has_no_map_to_take_away(visit, seeds, monkeypatch):
    hide(monkeypatch, seeds, "CHL")
    test = visit("actor", actor="CHL")
    assert not test.exception
    assert BUTTON not in buttons(test)
    assert any("protected: there is no map of it" in note for note in texts(test, "note"))


def test_the_map_of_a_recommendation_can_be_taken_away_too(visit):
    test = visit(r="R22.3")
    test = test.toggle(key="map").set_value(True).run()
    assert not test.exception
    assert BUTTON in buttons(test)
