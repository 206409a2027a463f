"""Cohesion of blocs and who broke with them, on small maps that can be counted by hand, and on the seeds by loops."""

from __future__ import annotations

import dataclasses
import json
import math

import numpy as np
import pytest
from conftest import make_tables

from coalition.analysis.cohesion import (
    BREAKS,
    LEAST_OTHERS,
    LEAST_TEXTS,
    MEANS,
    NO_THEME,
    TEXTS,
    breaks_sentence,
    cohesion,
    members,
    who_broke,
)
from coalition.errors import UnknownIdError
from coalition.figures.cohesion import TOO_FEW, cohesion_lines, means_table
from coalition.measures.arguments import ArgumentError
from coalition.model.network import Network
from coalition.model.vocabulary import EvidenceKind

VOTE = {"support": 1.0, "abstain": 0.0, "oppose": -1.0}
OF_THREE = {(f"w{n}", f"x{text}"): "support" for n in range(4) for text in range(5)} | {("w3", "x0"): "oppose"}
"""Four members and five texts; one voted no on one of them."""


def network_of(stances, **more) -> Network:
    groups = {actor: actor[0] for actor, _ in stances}
    return Network.from_tables(make_tables(stances, groups=groups, **more))


@pytest.fixture(scope="module")
def small() -> Network:
    return network_of(OF_THREE)


def test_cohesion_of_each_vote_and_its_mean(small):
    found = cohesion(small, "w", "regional_group")
    assert list(found.texts.columns) == TEXTS
    by_text = found.texts.set_index("evidence_id")
    assert by_text["cohesion"].to_dict() == {"x0": (3 - 0.5) / 4} | dict.fromkeys(("x1", "x2", "x3", "x4"), 1.0)
    assert by_text.loc["x0", ["voted", "support", "abstain", "oppose", "rice"]].tolist() == [4, 3, 0, 1, 0.5]
    assert list(found.by_year.columns) == ["year", *MEANS]
    (year,) = found.by_year.to_dict("records")
    assert (year["year"], year["texts"], year["of_one_mind"], year["note"]) == (2015, 5, 4, "")
    assert year["cohesion"] == pytest.approx((0.625 + 4) / 5)
    assert found.sentence.startswith("W: its 4 members took the same position on 4 of 5 votes. Its cohesion is 0.93")


def test_who_broke_is_named_with_what_it_did_and_how_surprising_that_was(small):
    found = who_broke(small, "w", "regional_group")
    assert list(found.columns) == BREAKS
    (row,) = found.to_dict("records")
    assert (row["actor_id"], row["evidence_id"], row["did"], row["bloc_did"]) == ("w3", "x0", "voted no", "in support")
    assert (row["with_bloc"], row["others"], row["source"]) == (3, 3, "test")
    bits = -math.log2((1 / 6 + 1 / 7) / 2)
    assert row["surprise"] == pytest.approx(bits)
    assert row["one_in"] == round(2**bits)
    assert breaks_sentence(cohesion(small, "w", "regional_group"), found) == (
        "W3 broke with most of the others most often (1 vote). The least expected break: "
        "W3 voted no on “x0” (2015), where all 3 others were in support."
    )


def test_an_absence_is_no_position():
    stances = OF_THREE | {("w3", "x0"): "absent"}
    found = cohesion(network_of(stances), "w", "regional_group")
    assert found.texts.set_index("evidence_id").loc["x0", ["voted", "cohesion"]].tolist() == [3, 1]
    assert who_broke(network_of(stances), "w", "regional_group").empty


def test_without_most_of_the_others_on_one_side_nobody_breaks():
    halves = {("w0", "x"): "support", ("w1", "x"): "support", ("w2", "x"): "oppose", ("w3", "x"): "oppose"}
    found = who_broke(network_of(halves), "w", "regional_group")
    assert set(found["actor_id"]) == {"w0", "w1", "w2", "w3"}, "two of the three others stand against each"
    thirds = {("w0", "x"): "support", ("w1", "x"): "abstain", ("w2", "x"): "oppose"}
    assert who_broke(network_of(thirds), "w", "regional_group").empty
    two = {("w0", "x"): "support", ("w1", "x"): "oppose"}
    assert who_broke(network_of(two), "w", "regional_group").empty, f"{LEAST_OTHERS} others have to stand together"


def test_few_votes_have_no_mean_and_say_so():
    few = {key: position for key, position in OF_THREE.items() if key[1] in ("x0", "x1")}
    found = cohesion(network_of(few), "w", "regional_group")
    assert found.by_year["cohesion"].isna().all()
    assert found.by_year["note"].tolist() == ["only 2 votes: too few for a mean"]
    assert (
        found.sentence
        == "W: its 4 members took the same position on 1 of 2 votes. That is too few for a mean cohesion."
    )
    assert means_table(found.by_year, found.name)["W"].tolist() == [TOO_FEW]
    json.dumps(cohesion_lines(found).option, allow_nan=False)


def test_a_bloc_of_one_and_a_bloc_without_votes_are_sentences():
    lone = network_of({("w0", "x"): "support", ("v0", "x"): "oppose", ("v1", "x"): "oppose"})
    found = cohesion(lone, "w", "regional_group")
    assert found.sentence == (
        "W: on this map only one State is its member, so that there is nobody to agree or to split with."
    )
    assert found.texts.empty
    assert who_broke(lone, "w", "regional_group").empty
    assert breaks_sentence(found, who_broke(lone, "w", "regional_group")) == ""
    silent = network_of({("w0", "x"): "support", ("w1", "y"): "support"})
    assert cohesion(silent, "w", "regional_group").sentence == (
        "W: no vote is on record on which two of its 2 members or more took a position."
    )


def test_only_states_and_only_votes_count():
    stances = OF_THREE | {("n0", "x0"): "oppose"}
    tables = make_tables(
        stances, groups={actor: "w" for actor, _ in stances}, kinds={"n0": "ngo"},
        evidence={"x1": {"kind": "signature"}},
    )  # fmt: skip
    network = Network.from_tables(tables)
    assert members(network, "w", "regional_group") == ["w0", "w1", "w2", "w3"]
    assert set(cohesion(network, "w", "regional_group").texts["evidence_id"]) == {"x0", "x2", "x3", "x4"}
    assert set(who_broke(network, "w", "regional_group")["actor_id"]) == {"w3"}


def test_a_vote_stands_in_each_theme_that_it_bears_on_and_in_none_of_the_report():
    tables = make_tables(
        OF_THREE, groups={f"w{n}": "w" for n in range(4)}, bears_on={"x0": "R1", "x1": "R2"},
        recommendations={"R1": {"theme": "one"}, "R2": {"theme": "two"}},
    )  # fmt: skip
    more = tables.bears_on.iloc[[0]].assign(recommendation_id="R2")
    links = type(tables.bears_on)(np.vstack([tables.bears_on, more]), columns=tables.bears_on.columns)
    found = cohesion(Network.from_tables(dataclasses.replace(tables, bears_on=links)), "w", "regional_group")
    assert dict(zip(found.by_theme["theme"], found.by_theme["texts"], strict=True)) == {"one": 1, "two": 2, NO_THEME: 3}
    assert found.by_theme["theme"].iloc[-1] == NO_THEME


def test_a_bloc_that_is_not_there_names_those_that_are(seed_network):
    with pytest.raises(UnknownIdError, match="no bloc 'XX'; there are: ASEAN, AU"):
        cohesion(seed_network, "XX")
    with pytest.raises(UnknownIdError, match="no regional group 'EU'; there are: african"):
        who_broke(seed_network, "EU", "regional_group")
    with pytest.raises(ArgumentError, match="by: 'kind'"):
        members(seed_network, "EU", "kind")


@pytest.mark.slow
@pytest.mark.parametrize(("key", "by"), [("EU", "bloc"), ("grulac", "regional_group")])
def test_on_the_seeds_cohesion_and_breaks_equal_plain_loops(seed_network, seeds, key, by):
    column = "blocs" if by == "bloc" else by
    of = [
        row["id"] for row in seeds.actors.to_dict("records")
        if key in row[column].split(";") and row["kind"] in ("state", "observer_state")
    ]  # fmt: skip
    votes = seeds.evidence[seeds.evidence["kind"] == EvidenceKind.VOTE].set_index("id")["date_to"].to_dict()
    taken: dict[str, dict[str, float]] = {item: {} for item in votes}
    for row in seeds.stances[seeds.stances["actor_id"].isin(of) & seeds.stances["evidence_id"].isin(votes)].to_dict(
        "records"
    ):
        if row["position"] in VOTE and not row["ended"]:
            taken[row["evidence_id"]][row["actor_id"]] = VOTE[row["position"]]
    by_year: dict[int, list[float]] = {}
    broke = {}
    for item, positions in taken.items():
        if len(positions) > 1:
            counts = [list(positions.values()).count(value) for value in VOTE.values()]
            index = (max(counts) - (len(positions) - max(counts)) / 2) / len(positions)
            by_year.setdefault(int(votes[item][:4]), []).append(index)
        for actor, own in positions.items():
            others = [value for other, value in positions.items() if other != actor]
            for value in VOTE.values():
                n = others.count(value)
                if value != own and n >= LEAST_OTHERS and n > len(others) / 2:
                    broke[actor, item] = (n, len(others))
    found = cohesion(seed_network, key, by)
    assert list(found.members) == of
    assert found.by_year["year"].tolist() == sorted(by_year)
    for row in found.by_year.to_dict("records"):
        values = by_year[row["year"]]
        assert row["texts"] == len(values)
        assert row["of_one_mind"] == values.count(1)
        expected = sum(values) / len(values) if len(values) >= LEAST_TEXTS else math.nan
        assert row["cohesion"] == pytest.approx(expected, nan_ok=True)
    table = who_broke(seed_network, key, by)
    assert len(broke) > 50
    rows = table.to_dict("records")
    assert {(row["actor_id"], row["evidence_id"]): (row["with_bloc"], row["others"]) for row in rows} == broke
    assert table["surprise"].is_monotonic_decreasing
    assert (table["source"] != "").all()
    assert table["surprise"].notna().all()
