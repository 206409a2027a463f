"""One actor beside all: the same numbers as the matrices, and words where there is no number."""

from __future__ import annotations

import numpy as np
import pytest
from conftest import make_tables

from coalition.analysis.actors.similar_actors import COLUMNS, similar_actors
from coalition.analysis.contested import contested_record
from coalition.errors import UnknownIdError
from coalition.measures.arguments import ArgumentError
from coalition.measures.similarity import kappa
from coalition.model.network import Network


def small(items: int = 6) -> Network:
    stances = {}
    for i in range(items):
        stances |= {
            ("a", f"e{i}"): "support" if i % 2 else "oppose",
            ("b", f"e{i}"): "support" if i % 2 else "oppose",
            ("c", f"e{i}"): "support",
            ("d", f"e{i}"): "support",
            ("x", f"e{i}"): "oppose",
        }
    stances["few", "e0"] = "support"
    return Network.from_tables(make_tables(stances, kinds={"ngo": "ngo", "none": "state"}))


def test_the_table_holds_a_row_of_the_matrix(seed_network):
    found = similar_actors(seed_network, "CHL")
    record = contested_record(seed_network)
    K, N = kappa(record.stances)
    chile = record.ids.index("CHL")
    assert list(found.columns) == COLUMNS
    assert len(found) == len(record.ids) - 1
    for row in found.head(50).to_dict("records"):
        other = record.ids.index(row["actor_id"])
        assert (row["kappa"], row["n"]) == (K[chile, other], N[chile, other])
        assert row["congruence"] + row["conflict"] == row["n"]
    assert found["kappa"].dropna().is_monotonic_decreasing


def test_counts_and_notes_of_a_small_map():
    rows = similar_actors(small(), "a").set_index("actor_id")
    assert (rows.loc["b", "kappa"], rows.loc["b", "n"], rows.loc["b", "same"]) == (1, 6, 6)
    assert (rows.loc["c", "kappa"], rows.loc["c", "conflict"]) == (0, 3)
    assert rows.loc["c", "constant"]
    assert "it took one position" in rows.loc["c", "note"]
    assert rows.loc["few", "note"] == "only 1 common item: too few for kappa"
    assert np.isnan(rows.loc["few", "kappa"])
    assert rows.loc["none", "note"] == "no common item"
    assert rows.loc["none", "years"] == ""
    assert "the actor took one position" in similar_actors(small(), "c").set_index("actor_id").loc["a", "note"]
    assert "kappa is undefined" in similar_actors(small(), "c").set_index("actor_id").loc["d", "note"]


def test_a_theme_leaves_out_the_background_and_everything_else(seed_network):
    theme = str(seed_network.recommendations["theme"].iloc[0])
    assert similar_actors(seed_network, "CHL", theme)["n"].max() < similar_actors(seed_network, "CHL")["n"].max()
    with pytest.raises(ArgumentError, match="theme: 'moon' is no theme of a recommendation; use "):
        similar_actors(seed_network, "CHL", "moon")


def test_a_short_half_life_makes_the_newest_evidence_decide():
    stances, evidence = {}, {}
    for year in range(2010, 2020):
        item = f"e{year}"
        evidence[item] = {"date_from": str(year), "date_to": str(year)}
        stances["a", item] = "support" if year % 2 else "oppose"
        early = year < 2015
        stances["old", item] = stances["a", item] if early else ("oppose" if year % 2 else "support")
        stances["new", item] = stances["a", item] if not early else ("oppose" if year % 2 else "support")
    network = Network.from_tables(make_tables(stances, evidence=evidence))
    even = similar_actors(network, "a").set_index("actor_id")["kappa"]
    recent = similar_actors(network, "a", half_life=1).set_index("actor_id")["kappa"]
    assert even["old"] == pytest.approx(even["new"], abs=0.1)
    assert recent["new"] > 0.8
    assert recent["old"] < -0.7
    with pytest.raises(ArgumentError, match="half_life: 0"):
        similar_actors(network, "a", half_life=0)


def test_unknown_actors_and_actors_that_are_no_state(seed_network):
    with pytest.raises(UnknownIdError, match="no actor CHX"):
        similar_actors(seed_network, "CHX")
    assert len(similar_actors(small(), "ngo")) == 7
    assert set(similar_actors(small(), "ngo")["note"]) == {"no common item"}
