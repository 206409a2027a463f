"""The Compare page, on the seeds: an answer for actors, blocs and groups, and a sentence where there is none."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from page_texts import texts, words
from streamlit.testing.v1 import AppTest

from coalition.analysis.cohesion import breaks_sentence, cohesion, who_broke
from coalition.analysis.compare import MOST, RECOMMENDATIONS, TEXTS, compare, compare_sentence
from coalition.app.parts import layout
from coalition.model.network import Network

pytestmark = pytest.mark.embedded
Visit = Callable[..., AppTest]
THREE = ["CHL", "GHA", "NOR"]


def frame(test: AppTest, column: str) -> pd.DataFrame:
    return next(frame.value for frame in test.dataframe if column in frame.value)


def test_three_states_on_all_texts_the_widest_split_first(visit: Visit, seed_network: Network) -> None:
    test = visit("compare", actor=THREE)
    found = compare(seed_network, THREE, by=TEXTS)
    assert texts(test, "answer") == [compare_sentence(seed_network, found)]
    grid = frame(test, "Agreement")
    assert list(grid.columns) == ["Citation", "Text", "Years", "Chile", "Ghana", "Norway", "Agreement"]
    assert list(grid["Citation"]) == list(found.rows["name"])
    assert grid["Agreement"].iloc[0] == "0.00"
    assert (grid["Norway"] == "").any(), "unknown is an empty cell"
    sources = frame(test, "Source")
    assert len(sources) == len(found.cells)
    assert (sources["Source"] != "").all()


def test_recommendations_in_the_address_are_those_compared(visit: Visit, seed_network: Network) -> None:
    test = visit("compare", actor=["USA", "CHN"], r=["R21.1", "R18"])
    found = compare(seed_network, ["USA", "CHN"], ["R21.1", "R18"], RECOMMENDATIONS)
    assert texts(test, "answer") == [compare_sentence(seed_network, found)]
    assert list(frame(test, "Agreement")["Id"]) == list(found.rows["id"])
    asked = visit("compare", actor=["USA", "CHN"], r=["R21.1"], declarations="yes")
    assert texts(asked, "answer")[0].endswith("Declarations count here as support.")


def test_texts_may_be_named_or_be_those_that_bear_on_a_recommendation(visit: Visit, seed_network: Network) -> None:
    named = visit("compare", actor=THREE, e=["GA-70-161", "HRC-26-9"])
    assert set(frame(named, "Agreement")["Citation"]) == {"A/RES/70/161", "A/HRC/RES/26/9"}
    bearing = visit("compare", actor=THREE, r="R18", by="texts")
    assert len(frame(bearing, "Agreement")) == len(seed_network.evidence_of("R18"))


def test_a_bloc_has_its_cohesion_and_who_broke_with_it(visit: Visit, seed_network: Network) -> None:
    test = visit("compare", bloc="EU")
    found, broke = cohesion(seed_network, "EU"), who_broke(seed_network, "EU")
    assert texts(test, "answer") == [found.sentence]
    assert breaks_sentence(found, broke) in texts(test, "note")
    table = frame(test, "One in")
    assert list(table["Member"]) == list(broke["name"])
    assert table["Source"].str.startswith("Read in: ").all()
    assert list(frame(test, "Theme")["Theme"]) == list(found.by_theme["theme"])
    assert "too few" in set(frame(test, "Theme")["European Union"])
    grid = frame(test, "Stand apart")
    assert (grid[["In support", "Abstained", "Against", "Unknown"]].sum(axis=1) == len(found.members)).all()


def test_one_member_of_a_group_can_be_looked_at(visit: Visit, seed_network: Network) -> None:
    test = visit("compare", group="weog", member="TUR")
    broke = who_broke(seed_network, "weog", "regional_group")
    own = broke[broke["actor_id"] == "TUR"]
    assert set(frame(test, "One in")["Member"]) == set(own["name"])
    assert len(frame(test, "One in")) == len(own) > 0


def test_a_filter_shows_where_they_split_and_says_when_it_leaves_nothing(visit: Visit) -> None:
    split = frame(visit("compare", actor=THREE, show="split"), "Agreement")
    assert (split["Agreement"].astype(float) < 1).all()
    nothing = visit("compare", actor=THREE, r="R18", show="split")
    assert "They split on no recommendation here." in texts(nothing, "text")
    unknown = visit("compare", actor=THREE, r="R22.5", by="texts")
    assert texts(unknown, "answer") == [
        "Chile, Ghana and Norway: on no text here are two of them on record, so that nothing can be compared."
    ]
    assert "None of them is on record on any text here: unknown, not opposed." in texts(unknown, "text")


@pytest.mark.parametrize(
    ("ids", "column", "told", "page", "address"),
    [
        ({"actor": THREE, "r": "R21.1"}, "Chile", "R21.1, “Support civil society", "recommendation", "r=R21.1"),
        ({"actor": THREE, "e": "GA-70-161"}, "Chile", "A/RES/70/161, “Human rights", "sources", "e=GA-70-161"),
        ({"bloc": "EU", "member": "LTU"}, "One in", "Lithuania abstained on", "sources", "e=GA-76-150"),
    ],
)
def test_a_ticked_row_is_told_and_has_a_link(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, ids: dict[str, str], column: str, told: str, page: str, address: str
) -> None:
    lines = layout.lines

    def ticked(table: pd.DataFrame, **options: Any) -> Any:
        found = lines(table, **options)
        return SimpleNamespace(selection=SimpleNamespace(rows=[0])) if column in table else found

    monkeypatch.setattr(layout, "lines", ticked)
    test = visit("compare", **ids)
    assert any(text.startswith(told) for text in texts(test, "text"))
    assert (page, address) in [(link.proto.page, link.proto.query_string) for link in test.get("page_link")]


@pytest.mark.parametrize(
    ("ids", "answer"),
    [
        ({}, "Whom do you want to compare? Choose 2 to 10 actors, a bloc or a regional group."),
        ({"actor": "CHL"}, "With whom do you want to compare Chile? Choose another actor."),
    ],
)
def test_too_few_are_asked_for_more(visit: Visit, ids: dict[str, str], answer: str) -> None:
    assert " ".join(texts(visit("compare", **ids), "answer")) == answer


def test_too_many_are_told_how_many_fit(visit: Visit, seed_network: Network) -> None:
    many = list(seed_network.actors.index[: MOST + 1])
    assert texts(visit("compare", actor=many), "answer")[0].startswith("11 actors are too many to see side by side")


def test_wrong_ids_are_sentences(visit: Visit) -> None:
    test = visit("compare", actor=["CHL", "NOR", "CHLX"], e="GA-70-16", show="some")
    alerts = " ".join(texts(test, "alert"))
    assert "No actor CHLX; did you mean" in alerts
    assert "No evidence GA-70-16; did you mean" in alerts
    assert "“some” is not one of the choices here." in alerts
    bloc = visit("compare", bloc="EUX")
    assert "No bloc 'EUX'; there are: ASEAN" in " ".join(texts(bloc, "alert"))
    assert texts(bloc, "answer")[0].startswith("Association of Southeast Asian Nations: its ")
    assert "Nobody" not in words(bloc)
