"""The Partners page: as a State sees it, how far to trust it, and who else might sign."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from page_texts import texts
from streamlit.testing.v1 import AppTest

from coalition.analysis.partners.track_record import NOT_EVALUATED, shipped
from coalition.app.parts import evaluation as part
from coalition.model.network import Network

pytestmark = pytest.mark.embedded
Visit = Callable[..., AppTest]


@pytest.fixture
def evaluated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever else was loaded into the map: the evaluation is that of the seeds."""
    monkeypatch.setattr(Network, "digest", property(lambda network: shipped().digest))


def test_nobody_in_particular_sees_nothing_shared(visit: Visit) -> None:
    test = visit(r="R18")
    assert test.selectbox(key="as").value == ""
    assert "Shared with you" not in test.dataframe[1].value


def test_a_state_sees_what_it_shares_with_each_and_on_what_they_disagree(visit: Visit) -> None:
    test = visit(r="R18", **{"as": "CHL"})
    shared = test.dataframe[1].value["Shared with you"]
    assert shared.str.fullmatch(r"\d+ of \d+|").all()
    assert (shared != "").any()
    words = texts(test, "facts")[1]
    assert re.search(r"you share \d+ of \d+ positions with", words)


def test_the_choice_of_a_state_goes_into_the_address_and_stays(visit: Visit) -> None:
    test = visit(r="R18")
    test.selectbox(key="as").set_value("CHL").run()
    assert test.query_params["as"] == "CHL"
    test.selectbox(key="r").set_value("R22.3").run()
    assert test.query_params["as"] == "CHL"
    assert "Shared with you" in test.dataframe[1].value


def test_an_actor_that_is_no_state_cannot_look_on(visit: Visit) -> None:
    test = visit(r="R18", **{"as": "amnesty"})
    assert texts(test, "alert") or test.selectbox(key="as").value == ""
    assert texts(test, "answer")


@pytest.mark.parametrize(("key", "kind", "sort"), [("R22.3", "votes", "votes"), ("R18", "partial_list", "lists")])
def test_how_far_to_trust_it_quotes_the_evaluation(
    visit: Visit, evaluated: None, key: str, kind: str, sort: str
) -> None:
    test = visit(r=key)
    assert "How far to trust it" in texts(test, "head")
    text = texts(test, "text")
    said = f"{shipped().claim(kind)} {shipped().conversion(sort)}".strip()
    assert said.endswith(".")
    assert said in text
    assert NOT_EVALUATED not in text


def test_a_changed_map_keeps_its_figures_and_says_that_they_are_older(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Network, "digest", property(lambda network: "fedcba9876543210"))
    text = texts(visit(r="R18"), "text")
    assert NOT_EVALUATED not in text
    (said,) = [words for words in text if "Chance alone would give 50" in words]
    assert "Measured before" in said or "Measured on other data" in said


def test_where_nothing_was_evaluated_nothing_is_claimed(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part, "last_evaluation", lambda network, folder: None)
    text = texts(visit(r="R18"), "text")
    assert NOT_EVALUATED in text
    assert not any("Chance alone would give 50" in words for words in text)


def test_without_a_ranking_no_accuracy_is_quoted_but_what_would_help(visit: Visit, evaluated: None) -> None:
    test = visit(r="R12.1")
    assert not any("Chance alone would give 50" in words for words in texts(test, "text"))
    assert any(words.startswith("What would help most") for words in texts(test, "note"))


def test_the_rule_that_applies_stands_beside_the_counts(visit: Visit) -> None:
    (words,) = [words for words in texts(visit(r="R22.3"), "note") if "on record in support of" in words]
    assert (
        "22 States and 14 actors of other kinds are on record in support of at least one of these texts; 14 States "
        "opposed" in words
    )
    assert "Likeness estimated from votes: neighbours and ideal points (votes with dissent; " in words
    assert words.endswith("22 supporters and 27 other States on record).")


def test_a_bigger_tent_names_others_with_a_reason_and_no_likeness(visit: Visit) -> None:
    test = visit(r="R22.3")
    (tent,) = [one for one in test.expander if one.label.startswith("A bigger tent")]
    assert re.fullmatch(r"A bigger tent: other actors that might sign next \(\d+\)", tent.label)
    table = tent.dataframe[0].value
    assert list(table.columns) == ["Name", "Kind", "Why", "Open"]
    assert "European Union" not in set(table["Name"])  # its members voted against the treaty
    signs = table["Why"].str.startswith("signs elsewhere with")
    assert table.loc[signs, "Why"].str.contains(r": “.+”").all()
    assert table["Open"].dropna().str.startswith("https://").all()
    assert 0 < len(table) <= 15
    assert not (table["Kind"] == "State").any()
    assert table["Why"].str.match("signs elsewhere with|supports|same seat as").all()


def test_kinds_addressed_without_anybody_on_record_are_named(visit: Visit) -> None:
    assert "Addressed to NGO and UN body: none on record." in texts(visit(r="R23.1"), "text")
    assert not any(words.startswith("Addressed to") for words in texts(visit(r="R22.3"), "text"))


def test_opponents_that_voted_otherwise_later_are_said_to_have_moved(visit: Visit) -> None:
    tables = [frame.value for frame in visit(r="R21.1").dataframe]
    (opponents,) = [table for table in tables if "Moved" in table and "Nigeria" in set(table["Name"])]
    lately = opponents.set_index("Name")["Moved"]
    # Nigeria: no in 2015, yes in 2018, abstained in 2019; Myanmar: no in 2015, joined in 2023; China never did.
    assert (lately["Nigeria"], lately["Myanmar"], lately["China"]) == (
        "moved away from support",
        "moved towards support",
        "",
    )


@pytest.mark.parametrize(
    ("asked", "counted"),
    [
        ({"r": "R21.1"}, "80 States are on record in support of this text (130 States and 27 actors of other kinds of "
         "any text that bears on it, and with no other vote on one); 14 States opposed another text"),
        ({"r": "R21.8", "e": "GA-80-214"}, "11 actors of other kinds of any text that bears on it, and with no "
         "other vote on one); "),
        ({"r": "R18"}, "61 States and 18 actors of other kinds are on record in support of at least one of these "
         "texts; no vote on a text that counts is on this map"),
        ({"r": "R16"}, "By more than a declaration, no State is on record in support; no vote on a text that counts "
         "is on this map"),
    ],
)  # fmt: skip
def test_each_count_says_on_which_texts(visit: Visit, asked: dict[str, str], counted: str) -> None:
    assert any(counted in words for words in texts(visit(**asked), "note"))


def test_a_likeness_comes_with_its_interval_and_what_it_rests_on(visit: Visit) -> None:
    words = texts(visit(r="R18"), "facts")[1]
    assert re.search(
        r"\d+% to supporters, an estimate \(95% interval \d+–\d+%, from 15 States; the error of the model itself is "
        r"not in it\)",
        words,
    )
    assert "without this recommendation's own" in words


def test_everybody_who_voted_for_it_is_listed_in_full(visit: Visit) -> None:
    test = visit(r="R21.1")
    (box,) = [
        one for one in test.expander if one.label.startswith("Voted yes on a text of it, and not on record in support")
    ]
    table = box.dataframe[0].value
    assert box.label.endswith(f"({len(table)} States)")
    assert {"Haiti", "Maldives", "Brazil", "Papua New Guinea", "Armenia"} <= set(table["State"])
    assert table["Own record"].str.startswith("voted yes on ").all()


def test_the_first_of_each_group_stands_below_the_answer(visit: Visit) -> None:
    told = "First in each regional group. African Group: Morocco ("
    assert any(told in words for words in texts(visit(r="R21.1"), "note"))


def test_the_unlikely_are_in_the_list_when_asked_only(visit: Visit) -> None:
    assert not (visit(r="R21.1").dataframe[1].value["Likeness"].str.removesuffix("%").astype(int) < 20).any()
    everybody = visit(r="R21.1", all="yes").dataframe[1].value["Likeness"].str.removesuffix("%").astype(int)
    unlike = everybody[everybody < 20]
    assert unlike.is_monotonic_decreasing
    assert list(unlike.index) == list(everybody.index[-len(unlike) :])


def test_a_named_target_on_a_disputed_reading_is_not_offered(visit: Visit) -> None:
    test = visit(r="R13")
    (words,) = texts(test, "answer")
    assert words.startswith("No ranking. 178 States declared support")
    assert "OPCAT" not in test.selectbox(key="e").options


@pytest.mark.parametrize(
    ("recommendation", "counted", "other"),
    [
        ("R22.3", "A/HRC/RES/26/9", ""),
        ("R21.1", "Joint statement on intimidation and reprisals", "A/RES/70/161"),
        ("R16", "", "Statement by Costa Rica for 15 States on resources for Council mandates (Fifth Committee)"),
    ],
)
def test_every_text_stands_with_its_source_one_click_away(
    visit: Visit, recommendation: str, counted: str, other: str
) -> None:
    test = visit(r=recommendation)
    (box,) = [one for one in test.expander if one.label.startswith("The texts that bear on it, with their sources")]
    shown = " ".join(html.body for html in box.get("html"))
    pairs = re.findall(r"<dt>(Counted|Not counted here)</dt><dd[^>]*>(.*?)<small>(.*?)</small>", shown)
    assert box.label.endswith(f"({len(pairs)})")
    assert all("Read in" in source or "Follows from" in source for _, _, source in pairs)
    assert any(how == "Counted" and counted in text for how, text, _ in pairs) == bool(counted)
    assert not other or any(how != "Counted" and other in text for how, text, _ in pairs)
    assert 'href="https://docs.un.org' in shown or recommendation == "R16"


def test_who_abstained_and_is_very_like_the_supporters_is_not_told_to_have_taken_no_part(visit: Visit) -> None:
    (gabon, belarus) = (" ".join(texts(visit(r="R22.3", actor=actor), "facts")) for actor in ("GAB", "BLR"))
    assert "not in support of a text of this: ask what has changed." in gabon
    assert "had no vote to cast" not in gabon
    assert "very like, had no vote" in belarus
    assert "had no vote to cast" in belarus


def test_late_votes_are_named_text_by_text(visit: Visit) -> None:
    words = " ".join(texts(visit(r="R18", actor="ARG"), "facts"))
    assert re.search(r"on 3 of 6 roll calls since 2023: A/RES/\S+ \(2025\), A/RES/\S+ \(2025\) and A/RES/", words)


def test_who_is_not_on_a_list_that_is_whole_is_not_looked_for_in_the_source(visit: Visit) -> None:
    test = visit(r="R20.2", actor="HUN")
    assert "complete here as of 2024: ask why" in texts(test, "answer")[0]
    assert "Its members decide who joins" in texts(test, "answer")[0]
    assert "not on the list, which is complete here" in " ".join(texts(test, "facts"))


def test_the_card_of_an_organisation_has_no_empty_reason_and_no_link_to_nobody(visit: Visit) -> None:
    test = visit(r="R18", actor="amnesty")
    assert "Amnesty International" in texts(test, "name")
    assert not any("nan" in words.split() for words in texts(test, "facts"))
    assert not any("nan" in str(link.proto) for link in test.get("page_link"))


def test_the_card_follows_the_list_until_somebody_is_chosen(visit: Visit) -> None:
    test = visit(r="R18")
    assert (test.selectbox(key="actor").value, "actor" in test.query_params) == ("SRB", False)
    for group, first in (("grulac", "PRY"), ("african", "CPV"), ("grulac", "PRY")):
        test.selectbox(key="in").set_value(group).run()
        assert (test.selectbox(key="actor").value, "actor" in test.query_params) == (first, False)
    test.selectbox(key="actor").set_value("URY").run()
    test.selectbox(key="in").set_value("african").run()
    assert (test.selectbox(key="actor").value, test.query_params["actor"]) == ("URY", "URY")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            "R18",
            r"54 States: any of 4 texts, the newest one open to all .*; 18 actors of other kinds: any text that bears",
        ),
        ("R20.2", r"50 States: “Media Freedom Coalition, Global Pledge on Media Freedom” \(as of 2024\); 79 actors of"),
    ],
)
def test_the_list_of_support_says_on_which_texts(visit: Visit, asked: str, told: str) -> None:
    assert any(re.match(rf"On record in support\. {told}", words) for words in texts(visit(r=asked), "note"))
