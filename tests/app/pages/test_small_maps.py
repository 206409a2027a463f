"""Maps with next to nothing in them: every page still answers, and says what is missing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import make_tables
from page_texts import settled, texts
from streamlit.testing.v1 import AppTest

from coalition.app.parts import session
from coalition.model.vocabulary import Tables

pytestmark = pytest.mark.embedded
Visit = Callable[..., AppTest]
PAGES = (
    "start",
    "partners",
    "gaps",
    "bridges",
    "coalition",
    "world",
    "whatif",
    "map",
    "recommendation",
    "actor",
    "compare",
    "sources",
    "imports",
    "room",
    "edit",
    "history",
)
FILLING = {"imports", "edit", "history"}
"""Pages that fill a map, and so work on an empty one."""
MAPS = {
    "empty": Tables.empty(),
    "three recommendations": make_tables({}, recommendations={"R1": {}, "R2": {}, "R3": {}}),
    "actors alone": make_tables({}, groups={"a": "north", "b": "south"}),
    "one actor": make_tables({("a", "x"): "support"}, groups={"a": "north"}),
    "no stance": make_tables({}, groups={"a": "north", "b": "south"}, recommendations={"R-x": {}}),
    "three recommendations, no groups": make_tables(
        {("a", "x"): "support", ("b", "x"): "oppose", ("b", "y"): "abstain", ("c", "z"): "support"},
        kinds={"c": "ngo"},
    ),
    "no State": make_tables({("a", "x"): "support", ("b", "y"): "support"}, kinds={"a": "ngo", "b": "nhri"}),
}


@pytest.fixture(params=MAPS.values(), ids=MAPS)
def small(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Tables:
    """The pages on a small map, without a database of its own."""
    number = -1 - list(MAPS.values()).index(request.param)
    monkeypatch.setattr(session, "_reading", lambda asked, seen: lambda: request.param)
    monkeypatch.setattr(session, "version", lambda: number)
    monkeypatch.setattr(session, "stances_of_actor", lambda actor: session.store().query("stances_of_actor", actor="-"))
    return request.param


@pytest.mark.parametrize("page", PAGES)
def test_every_page_answers_and_teaches_what_to_do_where_there_are_no_actors_or_recommendations(
    small: Tables, visit: Visit, page: str
) -> None:
    test = settled(visit(page))
    assert not test.exception
    assert texts(test, "answer") or texts(test, "alert")
    if page not in FILLING and (small.actors.empty or small.recommendations.empty):
        assert "coalition load map.xlsx" in " ".join(element.proto.body for element in test.get("html"))
