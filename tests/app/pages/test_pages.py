"""Every page on a real embedded database, without a browser."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from page_texts import texts
from streamlit.testing.v1 import AppTest

from coalition.app.parts import session
from coalition.errors import CoalitionError

pytestmark = pytest.mark.embedded


def answer(test: AppTest) -> str:
    assert not test.exception
    (text,) = texts(test, "answer")
    return text


def test_the_first_start_loads_the_facts_with_progress_and_then_answers(first_start):
    assert [status.label for status in first_start.status] == ["The facts are loaded."]
    assert answer(first_start).startswith("Find out who supports a human rights recommendation")


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("partners", "Talk first to Serbia"),
        ("gaps", "1 has no text that bears on it"),
        ("bridges", "Mexico, Colombia and Armenia rank first as bridges"),
        ("actor", "is on record on"),
        ("sources", "279 pieces of evidence bear on 68 of 69 recommendations"),
    ],
)
def test_each_page_shows_its_answer_and_a_table(visit, page, words):
    test = visit(page)
    assert words in answer(test)
    assert not texts(test, "alert")
    assert len(test.dataframe) >= 1


def test_a_link_opens_the_recommendation_and_the_evidence_it_names(visit):
    assert "Talk first to Guyana (" in answer(visit(r="R22.3"))
    whole, one = visit(r="R22.3"), visit(r="R22.3", e="HRC-26-9")
    assert whole.selectbox(key="e").value == "all"
    assert one.selectbox(key="e").value == "HRC-26-9"


def test_a_choice_goes_into_the_address(visit):
    test = visit()
    test.selectbox(key="r").set_value("R22.3").run()
    assert "Guyana" in answer(test)
    assert test.query_params["r"] == "R22.3"


def test_another_recommendation_forgets_the_evidence_of_the_one_before(visit):
    test = visit(r="R22.3", e="HRC-26-9")
    test.selectbox(key="r").set_value("R18").run()
    assert "e" not in test.query_params
    assert not texts(test, "alert")


def test_back_moves_the_choice_with_the_address(visit):
    test = visit(r="R22.3")
    test.query_params["r"] = "R18"
    test.run()
    assert test.selectbox(key="r").value == "R18"
    assert "Argentina" in answer(test)


@pytest.mark.parametrize(
    ("page", "ids", "near"),
    [
        ("partners", {"r": "R22.33"}, "R22.3"),
        ("partners", {"e": "XX"}, "XX does not bear on R18; its evidence: "),
        ("gaps", {"r": "R99"}, "R9"),
        ("bridges", {"by": "nonsense"}, "not one of the choices"),
        ("actor", {"actor": "amnesti"}, "amnesty"),
        ("actor", {"actor": "<img src=x onerror=alert(1)>"}, "<img src=x onerror=alert(1)>"),
        ("sources", {"r": "[x](javascript:alert(1))"}, "[x](javascript:alert(1))"),
    ],
)
def test_a_bad_id_is_a_sentence_and_the_page_still_answers(visit, page, ids, near):
    test = visit(page, **ids)
    (words,) = texts(test, "alert")
    assert near in words
    assert answer(test)


def test_an_own_record_looks_different_from_none_and_stands_beside_the_likeness(visit):
    first = visit(r="R21.1").dataframe[1].value
    assert first["State"][:3].tolist() == ["Brazil", "Haiti", "Armenia"]
    assert first["Likeness"].str.fullmatch(r"\d+%").all()
    own = first["Own record"].str.removeprefix("check the source; ")
    assert own[0].startswith("● voted yes on 4 texts, 2015, ")
    others = visit(r="R23.2").dataframe[1].value["Own record"]
    assert set(others.str[0]) == {"●", "○"}
    assert others[others.str[0] == "○"].str.fullmatch("○ none on this(; voted otherwise .*)?").all()


def test_the_first_one_comes_with_the_parts_of_its_likeness_go_betweens_and_sources(visit):
    words = " ".join(texts(visit(r="R21.1"), "facts"))
    parts = (
        "The average of these estimates",
        "of the 15 States that join most like it",
        "Close to",
        "core groups with it",
    )
    for part in (*parts, "A/RES/70/161", "Read in"):
        assert part in words


def test_without_a_ranking_there_is_no_list_to_call(visit):
    test = visit(r="R12.1")
    assert answer(test).startswith("No ranking.")
    assert "Who to talk to first" not in texts(test, "head")
    assert [tab.label for tab in test.tabs] == ["Unknown (195)"]


def test_opposed_is_a_list_with_the_text_named(visit):
    test = visit(r="R22.3")
    tab = next(tab for tab in test.tabs if tab.label.startswith("Opposed a text"))
    assert tab.label == "Opposed a text (14)"
    assert tab.dataframe[0].value["On record"].str.contains("voted no on A/HRC/RES/26/9").all()


def test_the_map_of_a_recommendation_is_built_when_asked_for(visit):
    test = visit(r="R18")
    assert not test.get("bidi_component")
    test.toggle(key="map").set_value(True).run()
    (drawn,) = test.get("bidi_component")
    assert drawn.proto.component_name == "coalition.map"


def test_a_filter_of_the_gaps_goes_into_the_address_and_shortens_the_board(visit):
    test = visit("gaps", gap="unasked")
    table = test.dataframe[0].value
    assert list(table["Recommendation"].str[:5]) == ["R22.5"]
    assert (table["GRULAC"] == "not asked").all()
    one = visit("gaps", gap="group").dataframe[0].value
    assert one["African Group"].eq("none").all()
    partial = one["Completeness"].str.startswith("incomplete")
    assert one.loc[partial, "Completeness"].str.contains("so “none” means none recorded").all()
    told = answer(visit("gaps", gap="group"))
    assert told.startswith("5 of 69 recommendations (one group only): R18.1 (“Where NGOs cannot join policymaking")
    assert told.endswith(" and 2 more.")
    african = visit("gaps", without="african", order="paragraph", gap="unasked")
    assert answer(african).startswith("1 of 69 recommendations (not asked yet; no State of the African Group is on")


def test_a_cell_of_the_board_names_who_is_there_and_whom_to_ask(visit):
    (words,) = texts(visit("gaps", r="R22.3", **{"in": "african"}), "facts")
    assert "African Group" in words
    assert "10 of 54: " in words
    assert "to ask first: Tunisia" in words


def test_a_gap_is_told_by_its_rule(visit):
    (words,) = texts(visit("gaps", r="R24.8"), "facts")
    assert "one group only" in words
    assert "one and the same regional group" in words


def test_bridges_by_kind_and_the_unranked_with_their_reason(visit):
    test = visit("bridges", by="kind")
    assert answer(test).startswith(
        "Global Alliance of National Human Rights Institutions, Germany and Switzerland cover"
    )
    assert test.dataframe[1].value["Why it has no rank"].str.startswith("unranked: fewer than").all()
    marked = [column for column in visit("bridges").dataframe[0].value if "(descriptive)" in column]
    roles = ("coordinator", "itinerant broker", "gatekeeper or representative", "liaison")
    of_chance = [f"{role} {what} (descriptive)" for role in roles for what in ("expected", "z")]
    alone = [f"{measure} (descriptive)" for measure in ("betweenness", "participation", *roles)]
    assert sorted(marked) == sorted([*alone, *of_chance])


def test_an_actor_shows_positions_and_everything_on_record_with_sources(visit):
    test = visit("actor", actor="GAB")
    assert answer(test).startswith("Gabon is on record on")
    record = test.dataframe[-1].value
    assert (record["Source"] != "").all()
    resolutions = record[record["Citation"].str.match("A/RES/")]
    assert resolutions["Open"].str.startswith("https://docs.un.org/en/A/RES/").all()
    assert "Read in: " in texts(test, "facts")[-1]
    assert list(record["Date"]) == sorted(record["Date"], reverse=True)


def test_an_actor_that_is_not_a_state_is_only_seated_in_a_group(visit):
    assert texts(visit("actor", actor="amnesty"), "note")[0] == "NGO · seated in WEOG"


def test_sources_of_one_recommendation(visit):
    test = visit("sources", r="R22.3")
    listed = {"HRC-26-9", "HRC-26-9-SPONSORS", "HRC-56-116-MAIN", "GUF-TREATY-2020", "TREATY-NGOS", "JS-TREATY-2013"}
    assert set(test.dataframe[0].value.index) == listed
    assert "What is not known" in texts(test, "head")


def test_an_error_is_a_sentence_and_nothing_else(first_start, visit, monkeypatch):
    monkeypatch.setenv("COALITION_URI", "bolt://127.0.0.1:9")
    test = visit("gaps")
    (words,) = texts(test, "alert")
    assert "127.0.0.1:9" in words
    assert "Traceback" not in words
    assert not test.exception


def test_an_empty_map_elsewhere_says_what_to_do(monkeypatch):
    empty = SimpleNamespace(
        version=lambda: 0, is_own=False, endpoint=SimpleNamespace(embedded=False, uri="bolt://team")
    )
    monkeypatch.setattr(session, "_opened", lambda settings: empty)
    with pytest.raises(CoalitionError, match="the map at bolt://team is empty; run: coalition load"):
        session.store()


def test_those_on_record_without_a_rank_are_listed_by_name(visit):
    test = visit(r="R22.1")
    assert "On record, not ranked (8)" in [tab.label for tab in test.tabs]
    listed = next(tab for tab in test.tabs if tab.label.startswith("On record, not ranked"))
    names = {"Cambodia", "Canada", "Egypt", "Mexico", "Namibia", "Nigeria", "South Africa", "Spain"}
    assert set(listed.dataframe[0].value["Name"]) == names
