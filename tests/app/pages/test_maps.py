"""On Sources the map is taken away as a file, and another map is chosen; the choice stays with the visit."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import streamlit as st
from page_texts import settled
from streamlit.testing.v1 import AppTest

from coalition.exchange.writers import EXPORTERS
from coalition.settings import Settings
from coalition.store.store import Store

pytestmark = pytest.mark.embedded
Visit = Callable[..., AppTest]
NAME = "city-network"


def words(test: AppTest) -> str:
    assert not test.exception
    return " ".join(element.proto.body for element in test.get("html"))


@pytest.fixture
def second(home: Settings, first_start: AppTest) -> None:
    """An empty map beside the one of the seed facts."""
    with Store(home) as store:
        if NAME not in store.maps.names():
            store.maps.new(NAME)
    st.cache_data.clear()  # the list of maps is kept for some seconds


def test_each_format_is_offered_with_what_it_does_not_keep(visit: Visit) -> None:
    test = settled(visit("sources"))
    assert list(test.selectbox(key="export as").options) == [each.words for each in EXPORTERS.values()]
    test.selectbox(key="export as").select("kumu").run()
    assert "Not in this format: single stances" in words(test)


def test_a_file_is_made_and_says_what_is_left_out(visit: Visit) -> None:
    test = settled(visit("sources"))
    test.button(key="export make").click().run()
    assert "No protected actor and no protected evidence is inside." in words(test)
    assert any("Download coalition.xlsx" in str(element.proto.label) for element in test.get("download_button"))


def test_the_address_names_the_map_and_the_visit_goes_on_with_it(second: None, visit: Visit) -> None:
    test = settled(visit("partners", database=NAME))
    assert f"The map {NAME} is empty." in words(test)
    assert test.query_params["database"] in (NAME, [NAME])
    assert "is empty" not in words(settled(visit("partners")))


def test_another_map_is_chosen_on_sources(second: None, visit: Visit) -> None:
    test = settled(visit("sources"))
    assert "pieces of evidence bear on" in words(test)
    test.selectbox(key="map chosen").select(NAME).run()
    assert f"The map {NAME} is empty." in words(test)
    test.selectbox(key="map chosen").select("coalition").run()
    assert "pieces of evidence bear on" in words(test)


@pytest.mark.parametrize("name", ["nowhere", "<b>x</b>", "../x", "' OR 1"])
def test_a_map_that_is_not_there_is_a_sentence_and_not_gone_on_with(second: None, visit: Visit, name: str) -> None:
    test = settled(visit("partners", database=name))
    found = words(test)
    assert "here is no map" in found or "cannot be the name of a map" in found
    assert "map of the visit" not in test.session_state
