"""The two switches of what counts: in the address, for the whole visit, and said wherever they change an answer."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from page_texts import texts
from streamlit.testing.v1 import AppTest

import coalition
from coalition.app import room
from coalition.app.parts import wall
from coalition.app.room import Room, View, ViewKind
from coalition.settings import resource

pytestmark = pytest.mark.embedded
Visit = Callable[..., AppTest]
SAID = "Disputed readings count here, and declarations count as support."


def turn(test: AppTest, page: str) -> AppTest:
    """Another page of the same visit, by the navigation: nothing of it stands in the address."""
    script = Path(coalition.__file__).parent / "app" / "pages" / f"{page}.py"
    for key in list(test.query_params):
        del test.query_params[key]
    return test.switch_page(os.path.relpath(script, resource("app.py").parent)).run()


@pytest.mark.parametrize(
    ("page", "ids"),
    [
        ("partners", {"r": "R18"}),
        ("gaps", {}),
        ("bridges", {"by": "kind"}),
        ("recommendation", {"r": "R18"}),
        ("actor", {"actor": "CHL"}),
    ],
)
def test_a_headline_says_what_counts(visit: Visit, page: str, ids: dict[str, str]) -> None:
    (ordinary,) = texts(visit(page, **ids), "answer")
    assert not ordinary.endswith(SAID)
    test = visit(page, disputed="yes", declarations="yes", **ids)
    (counted,) = texts(test, "answer")
    assert counted.endswith(SAID)
    assert [toggle.value for toggle in test.toggle if toggle.label.startswith("Count ")] == [True, True]


def test_a_switch_goes_into_the_address_and_along_to_other_pages_until_it_is_turned_off(visit: Visit) -> None:
    test = visit("gaps")
    assert "17 have disputed readings only" in texts(test, "answer")[0]
    test.toggle(key="switch disputed").set_value(True).run()
    assert test.query_params["disputed"] == "yes"
    assert "disputed readings only" not in texts(test, "answer")[0]
    turn(test, "recommendation")
    assert test.query_params["disputed"] == "yes"
    assert texts(test, "answer")[0].startswith("84 States of all 5 regional groups are on record in support of R11")
    test.toggle(key="switch disputed").set_value(False).run()
    assert "disputed" not in test.query_params
    turn(test, "gaps")
    assert "disputed" not in test.query_params
    assert "17 have disputed readings only" in texts(test, "answer")[0]


def test_back_on_the_same_page_turns_off_what_was_not_on(visit: Visit) -> None:
    test = visit("gaps", disputed="yes")
    del test.query_params["disputed"]
    test.run()
    assert "17 have disputed readings only" in texts(test, "answer")[0]


def test_what_is_neither_yes_nor_no_is_told(visit: Visit) -> None:
    assert "Disputed=perhaps is neither yes nor no. Shown instead: no" in texts(
        visit("gaps", disputed="perhaps"), "alert"
    )


def test_a_view_on_the_wall_keeps_what_counts_and_a_file_without_it_is_read(tmp_path: Path) -> None:
    view = View(ViewKind.GAPS, disputed=True)
    file = tmp_path / "room.json"
    room.change(file, lambda now: room.put(now, view))
    assert room.load(file).on_show == view
    assert wall.words(view) == "What nobody covers yet. Disputed readings count here."
    file.write_text(
        '{"views": [{"kind": "gaps", "ids": [], "groups": 0}], "place": 0, "dark": false, "blank": false, "notice": ""}'
    )
    assert room.load(file) == Room((View(ViewKind.GAPS),))
