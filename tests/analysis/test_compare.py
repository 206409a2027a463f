"""Some actors side by side: agreement by plain loops, order, sentences, and what is neither agreement nor split."""

from __future__ import annotations

import itertools
import math

import pytest
from conftest import make_tables

from coalition.analysis.compare import (
    CELLS,
    MOST,
    RECOMMENDATIONS,
    ROWS,
    TEXTS,
    compare,
    compare_sentence,
    texts_on,
)
from coalition.errors import UnknownIdError
from coalition.measures.arguments import ArgumentError
from coalition.model.network import Network

STANCES = {
    ("a", "u"): "support", ("b", "u"): "support", ("c", "u"): "absent",
    ("a", "v"): "support", ("b", "v"): "oppose", ("c", "v"): "abstain",
    ("a", "w"): "abstain", ("b", "w"): "support", ("c", "w"): "support",
    ("c", "x"): "oppose",
}  # fmt: skip
"""Three actors: of one mind on u, as far apart as can be on v, nearer on w, and one alone on x."""


@pytest.fixture(scope="module")
def small() -> Network:
    return Network.from_tables(make_tables(STANCES))


def test_rows_stand_with_the_widest_split_first_and_those_that_cannot_be_judged_last(small):
    found = compare(small, ["a", "b", "c"], by=TEXTS)
    assert list(found.rows.columns) == ROWS
    assert list(found.cells.columns) == CELLS
    assert found.rows["id"].tolist() == ["v", "w", "u", "x"]
    assert found.rows["agreement"].tolist()[:3] == pytest.approx([1 / 3, 2 / 3, 1])
    assert math.isnan(found.rows["agreement"].iloc[3])
    assert found.rows["unknown"].tolist() == [0, 0, 1, 2]
    assert found.alike == 1
    assert found.rows["apart"].tolist()[:3] == ["abstained: C; against: B", "abstained: A", ""]
    assert compare_sentence(small, found) == (
        "A, B and C agree on none of 2 texts on which all are on record. They split widest on “v” (2015): A voted "
        "yes; C "
        "abstained; B voted no."
    )


def test_an_agreement_counts_the_texts_on_which_all_are_on_record_and_who_is_on_none_is_said(small):
    silent = Network.from_tables(make_tables(STANCES | {("d", "z"): "support"}))
    texts = ["u", "v", "w"]
    assert compare_sentence(silent, compare(silent, ["a", "b", "d"], texts, TEXTS)) == (
        "A and B agree on 1 of 3 texts on which both are on record. They split widest on “v” (2015): A voted yes; B "
        "voted no. D: on record on no text here."
    )
    apart = Network.from_tables(make_tables(
        {("a", "u"): "support", ("b", "u"): "support", ("b", "v"): "oppose", ("c", "v"): "support"}
    ))  # fmt: skip
    assert compare_sentence(apart, compare(apart, ["a", "b", "c"], by=TEXTS)) == (
        "On no text here are A, B and C all on record, so that they cannot be compared together."
    )


def test_unknown_is_an_empty_cell_and_an_absence_counts_for_nothing(small):
    grid = compare(small, ["a", "b", "c"], by=TEXTS).grid().set_index("id")
    assert grid.columns.tolist() == ["A", "B", "C"]
    assert grid.loc["u"].tolist() == ["✓ voted yes", "✓ voted yes", "· was absent"]
    assert grid.loc["x"].tolist() == ["", "", "✕ voted no"]
    assert grid.loc["w", "A"] == "– abstained"


def test_positions_on_recommendations_come_with_their_act_and_year(small):
    found = compare(small, ["a", "b"], ["R-v", "R-x"], RECOMMENDATIONS)
    assert found.grid().to_dict("list") == {
        "id": ["R-v", "R-x"], "A": ["✓ supports (voted yes, 2015)", ""], "B": ["✕ opposed a text, 2015", ""],
    }  # fmt: skip
    assert found.rows["years"].tolist() == ["2015", ""]
    assert found.cells["source"].tolist() == ["v", "v"]
    assert compare_sentence(small, found) == (
        "A and B agree on none of 1 recommendation on which both are on record. They split widest on R-v, “R-v”: A "
        "in support; B opposed."
    )


def test_who_has_only_said_so_neither_agrees_nor_splits_until_declarations_count():
    tables = make_tables(STANCES, evidence={"u": {"act": "declared"}})
    strict = Network.from_tables(tables)
    found = compare(strict, ["a", "b"], ["R-u"], RECOMMENDATIONS)
    assert found.judged.empty
    assert found.grid()["A"].tolist() == ["· has said so, 2015"]
    assert compare_sentence(strict, found) == (
        "A and B: on no recommendation here are two of them on record, so that nothing can be compared."
    )
    counted = compare(strict.recounted(declarations=True), ["a", "b"], ["R-u"], RECOMMENDATIONS)
    assert counted.rows["agreement"].tolist() == [1]


def test_all_alike_is_said_as_such_and_one_is_one(small):
    assert compare_sentence(small, compare(small, ["a", "b"], ["u"], TEXTS)) == (
        "A and B agree on the one text on which both are on record."
    )
    both = Network.from_tables(make_tables({(actor, text): "support" for actor in "ab" for text in "uv"}))
    assert compare_sentence(both, compare(both, ["a", "b"], by=TEXTS)) == (
        "A and B agree on all 2 texts on which both are on record."
    )


def test_actors_of_one_name_have_a_column_each():
    tables = make_tables(STANCES)
    tables.actors["name"] = "Same"
    found = compare(Network.from_tables(tables), ["a", "b"], by=TEXTS)
    assert found.grid().columns.tolist() == ["id", "Same (a)", "Same (b)"]


def test_mistakes_are_sentences(small):
    with pytest.raises(ArgumentError, match="1 actor given; 2 or more can be compared"):
        compare(small, ["a"])
    with pytest.raises(ArgumentError, match="a given more than once"):
        compare(small, ["a", "a"])
    with pytest.raises(ArgumentError, match="by: 'themes'"):
        compare(small, ["a", "b"], by="themes")
    for arguments in ((["a", "zz"],), (["a", "b"], ["zz"]), (["a", "b"], ["zz"], TEXTS)):
        with pytest.raises(UnknownIdError, match="zz"):
            compare(small, *arguments)


def test_texts_that_bear_on_recommendations_are_those_that_count(seed_network):
    assert texts_on(seed_network, ["R11"]) == []
    wanted = set(seed_network.evidence_of("R18")) | set(seed_network.evidence_of("R21.1"))
    assert set(texts_on(seed_network, ["R18", "R21.1"])) == wanted
    assert len(set(seed_network.other_reading.evidence_of("R11"))) == len(texts_on(seed_network.other_reading, ["R11"]))


@pytest.mark.slow
def test_on_the_seeds_agreement_equals_a_loop_over_pairs(seed_network, seeds):
    actors = ["CHL", "GHA", "NOR", "IND", "HUN"]
    votes = {"support": 1, "abstain": 0, "oppose": -1}
    own = seeds.stances[seeds.stances["actor_id"].isin(actors) & seeds.stances["position"].isin(votes)]
    taken: dict[str, dict[str, int]] = {}
    for row in own[own["ended"] == ""].to_dict("records"):
        taken.setdefault(row["evidence_id"], {})[row["actor_id"]] = votes[row["position"]]
    found = compare(seed_network, actors, by=TEXTS)
    assert set(taken) <= set(found.rows["id"])
    agreement = found.rows.set_index("id")["agreement"]
    for item, positions in taken.items():
        pairs = [1 - abs(a - b) / 2 for a, b in itertools.combinations(positions.values(), 2)]
        assert agreement[item] == pytest.approx(sum(pairs) / len(pairs) if pairs else math.nan, nan_ok=True)
    assert agreement.dropna().is_monotonic_increasing
    assert len(found.cells) == (seeds.stances["actor_id"].isin(actors)).sum()
    assert (found.cells["source"] != "").all()


@pytest.mark.slow
def test_on_the_seeds_recommendations_say_what_the_positions_say(seed_network):
    actors = ["CHL", "CHN", "NOR"]
    found = compare(seed_network, actors)
    held = seed_network.positions[seed_network.positions["actor_id"].isin(actors)]
    assert len(found.cells) == len(held)
    assert set(found.rows["id"]) == set(held["recommendation_id"])
    stands = {"leads": 1, "supports": 1, "mixed": 0, "abstained": 0, "opposed": -1}
    told = held.set_index(["recommendation_id", "actor_id"])["position"].map(stands)
    for row in found.cells.to_dict("records"):
        assert row["value"] == pytest.approx(told[row["id"], row["actor_id"]], nan_ok=True)


def test_of_many_the_rows_count_and_no_cell_is_written(seed_network):
    many = list(seed_network.actors.index[seed_network.is_state][: MOST + 1])
    found = compare(seed_network, many, by=TEXTS)
    assert found.cells.empty
    counted = found.rows[["support", "between", "oppose", "unknown"]].sum(axis=1)
    assert set(counted) == {MOST + 1}
    assert "in support, " in compare_sentence(seed_network, found, "Its 11 members")
