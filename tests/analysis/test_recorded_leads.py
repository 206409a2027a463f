"""Who leads, by which text, and what the same actor did against it later."""

from __future__ import annotations

import pytest
from conftest import make_tables

from coalition.analysis.recorded_leads import COLUMNS, lead_sentences, leads_of, with_leads
from coalition.errors import UnknownIdError
from coalition.model.network import Network


def test_france_and_germany_lead_on_due_diligence_and_held_back_in_2024(seed_network: Network) -> None:
    table = leads_of(seed_network, "R24.8").set_index("actor_id")
    assert set(table.index[table["contrary"] != ""]) == {"FRA", "DEU"}
    for key in ("FRA", "DEU"):
        assert table.loc[key, "contrary"].startswith("later, by a reading that can be disputed, did not support “EU")
        assert table.loc[key, "contrary"].endswith("and EU ambassadors approved it on 15 March 2024)")
        assert table.loc[key, "sentence"].startswith("has “")


def test_every_lead_of_the_seeds_names_a_text_that_bears_on_it_and_its_year(seed_network: Network) -> None:
    for key in seed_network.recommendations.index:
        table = leads_of(seed_network, key)
        held = seed_network.positions[seed_network.positions["recommendation_id"] == key]
        assert set(table["actor_id"]) == set(held.loc[held["position"] == "leads", "actor_id"])
        assert set(table["evidence_id"]) <= set(seed_network.evidence_of(key))
        assert all(year in words for year, words in zip(table["year"], table["sentence"], strict=True))


def test_what_came_before_the_lead_is_not_told_against_it() -> None:
    evidence = {
        "before": {"date_from": "2010", "date_to": "2010"},
        "led": {"date_from": "2014", "date_to": "2014", "leadership": "yes"},
        "after": {"date_from": "2018", "date_to": "2018"},
    }
    stances = {("a", "before"): "abstain", ("a", "led"): "support", ("a", "after"): "abstain", ("b", "led"): "support"}
    network = Network.from_tables(make_tables(stances, evidence=evidence, bears_on=dict.fromkeys(evidence, "R1")))
    table = leads_of(network, "R1").set_index("actor_id")
    assert list(table.reset_index().columns) == COLUMNS
    assert "after" in table.loc["a", "contrary"]
    assert "before" not in table.loc["a", "contrary"]
    assert "disputed" not in table.loc["a", "contrary"]
    assert table.loc["b", "contrary"] == ""
    named = with_leads(lead_sentences(network, "R1"), network.actors.reset_index().rename(columns={"id": "actor_id"}))
    assert all("2014" in words for words in named)


def test_an_unknown_recommendation_is_refused_and_nobody_leads_where_nothing_is(seed_network: Network) -> None:
    with pytest.raises(UnknownIdError, match="R99"):
        leads_of(seed_network, "R99")
    assert leads_of(seed_network, "R12.1").empty
