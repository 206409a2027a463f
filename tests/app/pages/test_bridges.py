"""The Bridges page on a real embedded database."""

from __future__ import annotations

import re

import pytest
from page_texts import texts

pytestmark = pytest.mark.embedded


def test_an_actor_is_told_in_a_sentence_with_its_interval(visit):
    (words,) = texts(visit("bridges", actor="PER"), "text")
    assert words.startswith("Peru: of the groups it does not belong to, it agrees least with")
    assert re.search(r"rank 5 of 193, between \d+ and \d+ when the evidence is drawn again", words)


def test_a_fragile_place_is_worked_out_when_asked_for(visit):
    test = visit("bridges", actor="GTM")
    assert not any("fragile; one stance" in words for words in texts(test, "text"))
    test.button(key="fragile regional_group GTM").click().run()
    assert any("fragile; one stance takes it out of the first 10 (rank 11)" in words for words in texts(test, "text"))


def test_the_headline_says_how_weak_the_best_is_and_what_else_the_order_is(visit):
    test = visit("bridges")
    assert (
        "Even Mexico agrees only weakly with the group it agrees with least: kappa 0.08, where 0 is chance"
        in texts(test, "answer")[0]
    )
    assert any("rank correlation of 0.76 with nearness to the point halfway" in words for words in texts(test, "note"))
    table = test.dataframe[0].value
    assert {"liaison expected (descriptive)", "liaison z (descriptive)"} <= {column.lower() for column in table.columns}


def test_whoever_is_not_among_the_first_has_no_such_button(visit):
    for test in (visit("bridges", actor="DEU"), visit("bridges", by="kind")):
        assert not any(button.key.startswith("fragile") for button in test.button)


def test_blocs_are_named_not_coded(visit):
    test = visit("bridges", by="bloc")
    assert "rank first as bridges between blocs, but the order is unsure. The rank of" in texts(test, "answer")[0]
    table = test.dataframe[0].value
    assert "Organisation for Economic Co-operation and Development" in set(table["Weakest group"])
    assert not any("_" in column for column in table.columns)
    assert not any("descriptive" in column and "liaison" in column for column in table.columns)


def test_by_kind_says_with_whom_recommendations_are_shared(visit):
    table = visit("bridges", by="kind").dataframe[0].value
    assert table["Shared with"].str.contains("with States").any()


def test_between_two_groups_on_a_recommendation_by_the_address_and_by_choice(visit):
    test = visit("bridges", by="two", one="african", other="weog", on="R18")
    assert texts(test, "answer")[0].startswith("Between African Group and WEOG on R18")
    table = test.dataframe[0].value
    assert {"Mean kappa with African Group", "Mean kappa with WEOG", "In words"} <= set(table.columns)
    (said,) = texts(visit("bridges", by="two", one="grulac", other="eastern-european", on="R21.1"), "answer")
    assert "Peru, Mexico and Colombia come nearest to both, and not near: mean kappa 0.16" in said
    plain = visit("bridges", by="two", on="R12.1")
    assert texts(plain, "answer")[0].startswith(("Between", "No State is"))
    plain.selectbox(key="on").set_value("R21.1").run()
    assert "on R21.1" in texts(plain, "answer")[0]
