"""The address and the widgets: which of the two leads, also where the browser is behind."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from page_texts import texts
from streamlit.testing.v1 import AppTest

from coalition.app.parts import address

pytestmark = pytest.mark.embedded
Visit = Callable[..., AppTest]


def about(test: AppTest) -> str:
    """The recommendation that a Recommendation page speaks of, by its heading, its widget and its address."""
    named = test.query_params["r"]
    (said,) = {str(test.selectbox(key="r").value), named if isinstance(named, str) else named[0]}
    assert said in texts(test, "answer")[0]
    return said


def went_on(visit: Visit) -> AppTest:
    """A page that was opened on R18, and on which R17 was chosen then."""
    test = visit("recommendation", r="R18")
    test.selectbox(key="r").set_value("R17")
    return test.run()


def test_whoever_chooses_twice_before_the_address_has_moved_keeps_the_second_choice(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(address, "LATE", math.inf)  # however slow the machine of the test is
    test = visit("recommendation", r="R18")
    for chosen in ("R17", "R21.1", "R22.3"):
        test.selectbox(key="r").set_value(chosen)
        test.query_params["r"] = "R18"  # the browser has not heard yet that the address is another
        test.run()
        assert about(test) == chosen
    test.query_params["r"] = "R17"  # nor of the last, and something else was clicked
    test.run()
    assert about(test) == "R22.3"


def test_an_address_that_was_left_a_while_ago_is_followed(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    test = went_on(visit)
    assert about(test) == "R17"
    monkeypatch.setattr(address, "LATE", 0.0)
    test.query_params["r"] = "R18"
    test.run()
    assert about(test) == "R18"


def test_back_is_followed_at_once(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    test = went_on(visit)
    monkeypatch.setattr(address, "_by_history", lambda: True)
    test.query_params["r"] = "R18"
    test.run()
    assert about(test) == "R18"


def test_a_link_to_something_else_is_followed_at_once(visit: Visit) -> None:
    test = went_on(visit)
    test.query_params["r"] = "R22.3"
    test.run()
    assert about(test) == "R22.3"
