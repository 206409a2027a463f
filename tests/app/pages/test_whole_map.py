"""The page Map, without a browser: filters, the sentence, what is not there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from page_texts import texts
from streamlit.testing.v1 import AppTest

from coalition.analysis.selection import Filters, select
from coalition.app.map import grouped
from coalition.model.network import Network

pytestmark = pytest.mark.embedded
Visit = Callable[..., AppTest]


def test_it_opens_on_the_states_of_one_theme(visit: Visit, seed_network: Network) -> None:
    test = visit("map")
    found = select(seed_network, Filters("civil society at the UN", "states"))
    (said,) = texts(test, "answer")
    assert said.startswith(
        f"{len(found.on_record)} of 195 States have a recorded position on civil society at the UN. "
    )
    table = test.dataframe[0].value
    assert len(table) == len(found.positions) + 195 - len(found.on_record)
    assert (table["Position"] == "None recorded").sum() == 195 - len(found.on_record)


def test_everything_is_one_choice_away(visit: Visit) -> None:
    test = visit("map", theme="all themes", kind="everybody")
    assert texts(test, "answer")[0].startswith(
        "656 of 927 actors have a recorded position. Norway has the most positions, on 29 of 69 recommendations."
    )


def test_filters_stand_in_the_address(visit: Visit, seed_network: Network) -> None:
    test = visit("map", theme="technology", group="grulac", position="abstained", **{"from": "2021"})
    found = select(seed_network, Filters("technology", "states", "grulac", position="abstained", since=2021))
    assert texts(test, "answer")[0].startswith(f"{len(found.on_record)} of 33 States")
    test = test.selectbox(key="group").set_value("weog").run()
    assert "of 29 States" in texts(test, "answer")[0]
    assert test.query_params["group"] == "weog"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"theme": "chess"}, "chess"),
        ({"kind": "planet"}, "planet"),
        ({"bloc": "XX"}, "XX"),
        ({"from": "12"}, "12 is not a whole number"),
        ({"view": "globe"}, "globe"),
        ({"size": "gold"}, "gold"),
        ({"off": "kind-planet"}, "kind-planet"),
        ({"as": "XXX"}, "XXX"),
    ],
)
def test_what_the_address_names_and_is_not_there_gets_a_sentence(
    visit: Visit, asked: dict[str, str], said: str
) -> None:
    test = visit("map", **asked)
    assert not test.exception
    assert said in " ".join(texts(test, "alert"))
    assert texts(test, "answer")


def test_each_picture_has_its_sentence_and_its_table(visit: Visit, seed_network: Network) -> None:
    said = {}
    for view in ("record", "alike", "columns", "groups"):
        test = visit("map", theme="technology", view=view)
        said[view] = texts(test, "answer")[0]
        assert len(test.dataframe[0].value) > 0
    assert said["record"] == said["columns"] == said["groups"]
    assert "agree with at least one other of their kind more often than by chance. " in said["alike"]
    nearest = texts(visit("map", kind="nhri", view="alike"), "answer")[0]
    assert nearest.startswith("No two of these actors are alike more often than by chance.")


def test_the_legend_stands_in_the_address(visit: Visit, seed_network: Network) -> None:
    test = visit("map", theme="technology", off="group-weog")
    found = select(seed_network, Filters("technology", "states", off=("group-weog",)))
    assert texts(test, "answer")[0].startswith(f"{len(found.on_record)} of {len(found.actors)} States")
    assert "Left out by the legend: States of WEOG." in texts(test, "note")
    observers = visit("map", off="kind-state")
    assert texts(observers, "answer")[0].startswith("None of 2 States has a recorded position")


def test_ones_own_country_is_named_whether_it_is_there_or_not(visit: Visit) -> None:
    said = {
        view: " ".join(texts(visit("map", view=view, theme="technology", **{"as": "GHA"}), "note"))
        for view in ("record", "alike", "groups")
    }
    assert "Ghana, your country, stands in two rings; its lines are strong" in said["record"]
    assert "Ghana, your country, stands in two rings; its ties, to those most like it," in said["alike"]
    assert "The mark in two rings holds Ghana, your country" in said["groups"]
    away = visit("map", theme="technology", group="weog", **{"as": "GHA"})
    assert "Ghana, your country, is not on this map" in " ".join(texts(away, "note"))


def test_too_large_a_selection_is_drawn_by_groups_and_says_so(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouped, "MOST_MARKS", 900)
    test = visit("map", theme="all themes", kind="everybody")
    (said,) = [note for note in texts(test, "note") if "too many to draw one by one" in note]
    assert said.startswith("996 actors and recommendations are too many")
    assert list(test.dataframe[0].value.columns) == ["Actors", "Recommendations", "What is on record"]


def test_a_filter_that_leaves_nobody_says_so(visit: Visit) -> None:
    test = visit("map", kind="ngo", bloc="EU")
    assert texts(test, "answer") == ["No actor fits these filters."]
    assert not test.dataframe


def test_years_the_wrong_way_round_are_told(visit: Visit) -> None:
    test = visit("map", **{"from": "2020", "to": "2010"})
    assert "from 2020 and until 2010; exchange the two" in " ".join(texts(test, "alert"))


def test_what_the_address_asks_of_the_filters_behind_the_button_is_said_in_sight(visit: Visit) -> None:
    test = visit("map", bloc="nope", **{"from": "abc"})
    assert "The address asks for bloc=nope and from=abc, which is no choice here; “More filters” says why." in texts(
        test, "alert"
    )
    assert not any("The address asks for" in told for told in texts(visit("map", bloc="EU", to="2020"), "alert"))
