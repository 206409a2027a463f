"""The button that makes a brief, on every page that has one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from page_texts import settled, texts
from streamlit.testing.v1 import AppTest

from coalition.app.parts import brief_button, session
from coalition.briefs.document import PROTECTED
from coalition.model.network import Network
from coalition.model.visibility import LEFT_OUT

pytestmark = pytest.mark.embedded
Visit = Callable[..., AppTest]
LABELS = ["PDF", "Word", "Excel", "CSV"]


def labels(test: AppTest) -> list[str]:
    return [button.label for button in test.get("download_button") if button.label in LABELS]


def make(test: AppTest, topic: str) -> AppTest:
    assert not labels(test)
    return test.button(key=f"brief {topic}").click().run()


@pytest.mark.parametrize(
    ("topic", "page", "ids"),
    [
        ("partners", "partners", {"r": "R22.3"}),
        ("partners", "partners", {"r": "R22.3", "e": "HRC-26-9", "as": "CHL"}),
        ("gaps", "gaps", {}),
        ("bridges", "bridges", {"by": "kind"}),
        ("actor", "actor", {"actor": "CHL"}),
    ],
)
def test_a_page_gives_four_files(visit: Visit, topic: str, page: str, ids: dict[str, str]) -> None:
    test = make(visit(page, **ids), topic)
    assert not test.exception
    assert labels(test) == LABELS
    assert LEFT_OUT not in texts(test, "note")
    made_for, brief, made = test.session_state[f"brief made {topic}"]
    assert made_for[0].startswith(topic)
    assert brief.date == dt.date.today().isoformat()
    assert brief.answer == texts(test, "answer")[0]
    assert made[".pdf"].startswith(b"%PDF")


def test_a_coalition_gives_four_files(visit: Visit) -> None:
    test = make(settled(visit("coalition", r=["R18", "R22.3"])), "coalition")
    assert labels(test) == LABELS
    assert test.session_state["brief made coalition"][1].answer.startswith(texts(test, "answer")[0])


def test_a_what_if_gives_four_files(visit: Visit) -> None:
    test = make(settled(visit("whatif", s=["CHL:GA-70-161=oppose", "PER:GA-70-161=none"])), "whatif")
    assert labels(test) == LABELS
    assert test.session_state["brief made whatif"][1].answer == texts(test, "answer")[0]


def test_another_answer_needs_another_brief(visit: Visit) -> None:
    test = make(visit(r="R22.3"), "partners")
    test.selectbox(key="r").set_value("R18").run()
    assert not labels(test)


def test_what_is_protected_is_left_out_and_the_page_says_so(
    visit: Visit, seed_network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "public_network", lambda: (seed_network, True))
    assert LEFT_OUT in texts(make(visit(r="R18"), "partners"), "note")


def test_what_is_protected_is_in_the_brief_when_asked_for_with_a_warning(
    visit: Visit, seed_network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    test = visit(r="R18")
    assert "protected partners" not in [box.key for box in test.checkbox]
    monkeypatch.setattr(session, "public_network", lambda: (seed_network, True))
    test.run().checkbox(key="protected partners").check().run()
    assert PROTECTED in texts(make(test, "partners"), "note")
    test.checkbox(key="protected partners").uncheck().run()
    assert not labels(test)


def test_the_brief_of_gaps_is_about_what_the_page_shows(visit: Visit) -> None:
    test = make(visit("gaps", gap="lead", without="african"), "gaps")
    brief = test.session_state["brief made gaps"][1]
    assert brief.answer.endswith(
        "Only these were asked for: no lead; no State of the African Group is on record in support."
    )
    assert list(brief.table["Id"]) == list(test.tabs[0].dataframe[0].value["Recommendation"].str.split().str[0])


def test_there_is_no_brief_about_a_protected_actor(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    result = session.result

    def hiding(function, *arguments, public=False, **how):
        return result(function, *(["nobody"] if public else arguments), public=public, **how)

    monkeypatch.setattr(session, "result", hiding)
    test = make(visit("actor", actor="CHL"), "actor")
    assert not labels(test)
    assert brief_button.NOTHING in texts(test, "alert")
