"""The page World, on the seeds: the answer, the card of a State, estimates as estimates, addresses that are wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from page_texts import press, texts, words
from streamlit.testing.v1 import AppTest

from coalition.app import room
from coalition.app.room import View, ViewKind
from coalition.settings import Settings

pytestmark = pytest.mark.embedded
Visit = Callable[..., AppTest]


def board(test: AppTest) -> dict[str, Any]:
    """What the page sends for the board."""
    (found,) = [element.proto for element in test.get("bidi_component") if "world" in element.proto.component_name]
    return json.loads(found.json)


def test_it_answers_and_draws_every_state(visit: Visit) -> None:
    test = visit("world", r="R22.3")
    (answer,) = texts(test, "answer")
    assert answer.startswith(
        "22 of 195 States are on record in support of R22.3 (“More governments should engage in, and ally …”), "
        "2013–2024. 3 have only said so; 13 abstained on a text; 14 opposed a text; 143 are unknown, most of all in "
        "the "
        "African Group (41 of"
    )
    sent = board(test)
    assert sent["wide"].count('role="option"') == sent["tall"].count('role="option"') == 195
    assert "unknown, not opposed (143)" in {said for _, said in sent["key"]}
    assert "African Group" in {said for _, said in sent["groups"]}
    assert sent["chosen"] == ""


def test_a_state_has_its_card_with_act_year_and_source(visit: Visit) -> None:
    test = visit("world", r="R22.3", actor="ZAF")
    assert texts(test, "name") == ["South Africa"]
    assert "State · African Group" in texts(test, "note")
    assert "● Leads (led, 2014)" in texts(test, "text")[0]
    assert "A/HRC/RES/26/9" in words(test)
    assert "Read in: " in words(test)
    assert board(test)["chosen"] == "ZAF"


def test_a_state_of_which_nothing_is_known_is_not_said_to_oppose(visit: Visit) -> None:
    test = visit("world", r="R22.3", actor="GHA")
    (said,) = texts(test, "text")
    assert said == "○ Unknown: nothing that counts is on record about it"


def test_estimates_are_called_estimates(visit: Visit) -> None:
    test = visit("world", r="R22.3", colour="likeness", actor="TUN")
    assert "with an estimate are very like the 22 that support R22.3" in texts(test, "answer")[0]
    (said,) = texts(test, "text")
    assert said.startswith("○ 71% like the supporters, an estimate (")


def test_where_nothing_can_be_estimated_it_says_so(visit: Visit) -> None:
    (answer,) = texts(visit("world", r="R24.8", colour="likeness"), "answer")
    assert answer.startswith(
        "Too little is on record about R24.8 (“Rein in corporate and digital power with …”) to estimate"
    )


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        ({"r": "R12.9"}, "No recommendation R12.9; did you mean R12.1"),
        ({"r": "R18", "actor": "Kenia"}, "No actor Kenia; did you mean"),
        ({"r": "R18", "actor": "amnesty"}, "amnesty"),
        ({"r": "R18", "colour": "mood"}, "“mood” is not one of the choices here."),
    ],
)
def test_a_wrong_id_gets_a_sentence_and_the_page_works(visit: Visit, ids: dict[str, str], said: str) -> None:
    test = visit("world", **ids)
    assert said in texts(test, "alert")[0]
    assert texts(test, "answer")


def test_the_view_goes_to_the_wall_as_it_is_coloured(visit: Visit, home: Settings) -> None:
    for colour, kind in (("position", ViewKind.WORLD), ("likeness", ViewKind.WORLD_LIKENESS)):
        test = press(visit("world", r="R22.3", colour=colour), "Show on the wall")
        assert not test.exception
        assert room.load(room.path(home)).on_show == View(kind, ("R22.3",))


def test_the_table_has_a_row_for_every_state(visit: Visit) -> None:
    test = visit("world", r="R22.3")
    table = next(frame.value for frame in test.dataframe if "Code" in frame.value)
    assert len(table) == 195
    assert table.set_index("Code").loc["USA", "On record"] == "opposed a text"
