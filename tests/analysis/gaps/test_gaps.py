"""Every class of gap on a small map made for it, and the seeds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from conftest import make_tables
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from coalition.analysis.coverage import concentration, coverage_tensor
from coalition.analysis.gaps.classes import CLASSES
from coalition.analysis.gaps.gaps import COLUMNS, Evidenced, gap_classes, gaps, location_quotients, rules
from coalition.analysis.gaps.wording import gaps_answer
from coalition.analysis.gaps.wording import gaps_summary as summary
from coalition.measures.arguments import ArgumentError
from coalition.model.network import Network
from coalition.model.vocabulary import Kind, Tables

GROUPS = {"a": "west", "b": "west", "c": "east", "d": "east"}


def found(stances: dict[tuple[str, str], str], **more: object) -> pd.Series:
    bears_on = {item: "R1" for _, item in stances}
    goals = {"R1": {"addressed_to": str(more.pop("addressed_to", "state"))}}
    max_leads = int(str(more.pop("max_leads", 10)))
    tables = make_tables(stances, groups=GROUPS, bears_on=bears_on, recommendations=goals, **more)  # type: ignore[arg-type]
    return gaps(Network.from_tables(tables), max_leads).iloc[0]


CASES = [
    ("no_evidence", {}, {}),
    ("opposed_only", {("a", "e"): "oppose", ("b", "e"): "abstain"}, {}),
    ("abstained_only", {("a", "e"): "abstain", ("b", "e"): "absent"}, {}),
    ("no_supporter", {("a", "e"): "absent"}, {}),
    ("no_supporter", {("a", "e"): "support", ("a", "f"): "abstain"}, {}),
    ("one_actor", {("a", "e"): "support", ("b", "e"): "abstain"}, {}),
    ("one_group", {("a", "e"): "support", ("b", "e"): "support"}, {}),
    ("declared_only", {("a", "e"): "support", ("b", "f"): "abstain"}, {"evidence": {"e": {"act": "declared"}}}),
    ("no_lead", {("a", "e"): "support", ("c", "e"): "support"}, {"evidence": {"e": {"kind": "cosponsorship"}}}),
    ("leads_unrecorded", {("a", "e"): "support", ("c", "e"): "support"}, {}),
    ("addressee_missing", {("a", "e"): "support", ("c", "e"): "support"}, {"addressed_to": "state;ngo"}),
    ("one_kind", {("a", "e"): "support", ("c", "e"): "support"}, {}),
    (
        "duplicated",
        {("a", "e"): "support", ("c", "e"): "support"},
        {"evidence": {"e": {"leadership": "yes"}}, "max_leads": 1},
    ),
]


@pytest.mark.parametrize(("gap", "stances", "more"), CASES)
def test_each_class_is_found_where_its_rule_holds(
    gap: str, stances: dict[tuple[str, str], str], more: dict[str, object]
) -> None:
    row = found(stances, **dict(more))
    assert gap in row["gaps"].split(";")
    assert row["why"]


def test_disputed_readings_alone_are_a_class_of_their_own_until_they_count() -> None:
    tables = make_tables({("a", "e"): "support"}, groups=GROUPS, bears_on={"e": "R1"})
    disputed = replace(tables, bears_on=tables.bears_on.assign(contestable="yes"))
    row = gaps(Network.from_tables(disputed)).iloc[0]
    assert (row["gaps"], row["supporters"], row["contestable_evidence"]) == ("disputed_only", 0, 1)
    assert "one_actor" in gaps(Network.from_tables(disputed).recounted(disputed=True)).iloc[0]["gaps"]


def test_a_covered_recommendation_has_no_gap() -> None:
    row = found(
        {("a", "e"): "support", ("c", "e"): "support", ("n", "e"): "support"},
        kinds={"n": "ngo"},
        evidence={"e": {"leadership": "yes"}},
        addressed_to="state;ngo",
    )
    assert (row["gaps"], row["severity"], row["why"]) == ("", 0, "")


def test_not_asked_yet_excludes_every_other_class() -> None:
    assert found({}, addressed_to="state;ngo")["gaps"] == "no_evidence"


def test_partial_lists_make_none_a_none_recorded() -> None:
    whole = found({("a", "e"): "abstain"})
    partial = found({("a", "e"): "abstain"}, evidence={"e": {"coverage": "partial"}})
    assert "no supporter," in whole["why"]
    assert "no supporter recorded," in partial["why"]
    assert "none recorded" in partial["completeness"]


def test_an_observer_state_answers_for_the_states_addressed() -> None:
    row = found({("o", "e"): "support"}, kinds={"o": "observer_state"})
    assert row["missing_kinds"] == ""


def test_supporters_that_are_not_states_have_no_regional_group_column() -> None:
    row = found({("n", "e"): "support", ("m", "e"): "support"}, kinds={"n": "ngo", "m": "ngo"})
    assert (row["supporters"], row["states"], row["groups"]) == (2, 0, 0)
    assert "one_group" not in row["gaps"]


def test_seeds_have_one_recommendation_nobody_was_asked_about_and_17_with_disputed_readings(
    seed_network: Network,
) -> None:
    table = gaps(seed_network)
    assert list(table.columns) == COLUMNS
    assert list(table.loc[table["gaps"] == "no_evidence", "recommendation_id"]) == ["R22.5"]
    links = seed_network.bears_on.groupby("recommendation_id")["contestable"].agg(set)
    disputed = set(links.index[links.map({"yes"}.__eq__)])
    assert set(table.loc[table["gaps"].str.contains("disputed_only"), "recommendation_id"]) == disputed
    assert len(disputed) == 17
    assert table.set_index("recommendation_id").loc["R16", "gaps"].startswith("declared_only")
    said = summary(table)
    first = "Of 69 recommendations, 1 has no text that bears on it (R22.5), 3 have one supporter on record (R"
    assert said.startswith(first)
    told = gaps_answer(seed_network, table)
    assert told.startswith(
        "Of 69 recommendations, 1 has no text that bears on it, 3 have one supporter on record and 5 have States of "
        "one regional group "
        "only. "
        "Beside that, 17 have disputed readings only, 3 have declarations only, 5 have no lead and 24 have no record "
    )
    assert " R22.5 (“Perhaps charge firms working abroad a levy …”) has no text that bears on it. R13 (“Bring" in told


def test_rules_of_the_classes_found_are_given_in_words(seed_network: Network) -> None:
    table = rules(gaps(seed_network))
    assert set(table["gap"]) <= {gap.name for gap in CLASSES}
    assert table["recommendations"].min() >= 1


@given(seed=st.integers(0, 200))
def test_classes_on_arrays_are_what_counting_actor_by_actor_gives(seed: int) -> None:
    rng = np.random.default_rng(seed)
    held = rng.choice(7, size=(5, 6), p=[0.4, 0.1, 0.15, 0.05, 0.1, 0.1, 0.1]).astype(np.int8)
    groups, kinds = rng.integers(0, 3, 5), rng.integers(0, 3, 5)  # group 2 is "none"; kinds: State, observer, NGO
    addressed, asked = rng.random((6, len(Kind))) < 0.2, (held > 0).any(axis=0)
    tensor = coverage_tensor(sparse.csr_array(held), groups, kinds, 3, len(Kind))
    disputed, shows = ~asked & (rng.random(6) < 0.5), asked & (rng.random(6) < 0.5)
    found = gap_classes(tensor, addressed, Evidenced(asked, disputed, shows), 1)
    for goal in range(6):
        support = np.isin(held[:, goal], (1, 2))
        codes = set(held[:, goal]) - {0}
        there = {int(kind) for kind in kinds[support]}
        wanted = set(np.flatnonzero(addressed[goal])) - there - ({0} if 1 in there else set())
        expected = {
            "no_evidence": not asked[goal] and not disputed[goal],
            "disputed_only": disputed[goal],
            "opposed_only": asked[goal] and not support.any() and 5 in codes,
            "abstained_only": codes == {4},
            "declared_only": 6 in codes and codes <= {4, 6},
            "no_supporter": asked[goal] and not support.any() and 5 not in codes
                            and codes != {4} and not (6 in codes and codes <= {4, 6}),
            "one_actor": support.sum() == 1,
            "one_group": len({group for group, kind in zip(groups[support], kinds[support], strict=True)
                              if group < 2 and kind < 2}) == 1,
            "no_lead": support.any() and 1 not in codes and shows[goal],
            "leads_unrecorded": support.any() and 1 not in codes and not shows[goal],
            "addressee_missing": asked[goal] and bool(wanted),
            "one_kind": support.sum() > 1 and len(there) == 1,
            "duplicated": (held[:, goal] == 1).sum() > 1,
        }  # fmt: skip
        assert {gap.id: bool(there) for gap, there in zip(CLASSES, found[goal], strict=True)} == expected


def test_concentration_is_that_of_the_known_counts_for_groups_and_kinds() -> None:
    stances = {(f"s{i}", "e"): "support" for i in range(5)} | {("n", "e"): "support"}
    groups = {f"s{i}": "west" if i < 4 else "east" for i in range(5)} | {"x": "east", "y": "east", "z": "east"}
    tables = make_tables(stances, groups=groups, kinds={"n": "ngo"})
    row = gaps(Network.from_tables(tables)).iloc[0]
    assert row["effective_groups"] == pytest.approx(25 / 17)
    assert row["simpson_groups"] == pytest.approx(2 / 5)
    by_kind = concentration([5, 1])
    assert row["effective_kinds"] == pytest.approx(by_kind["effective_number"])
    assert row["simpson_kinds"] == pytest.approx(by_kind["simpson"])
    # Four of the five supporters and four of the eight States are of the West.
    assert (row["over_represented"], row["location_quotient"]) == ("west", pytest.approx(4 / 5 / (4 / 8)))


def test_a_group_with_its_due_share_has_a_location_quotient_of_one() -> None:
    quotients = location_quotients(np.array([[1, 3], [0, 0]]), np.array([2, 6]))
    assert quotients[0].tolist() == [1.0, 1.0]
    assert np.isnan(quotients[1]).all()


def test_a_map_without_recommendations_or_groups_has_an_empty_table() -> None:
    table = gaps(Network.from_tables(Tables.empty()))
    assert list(table.columns) == COLUMNS
    assert table.empty
    assert summary(table) == "Of 0 recommendations, none has a gap."


def test_a_negative_number_of_leads_is_refused(seed_network: Network) -> None:
    with pytest.raises(ArgumentError, match="max_leads: -1 is not possible"):
        gaps(seed_network, -1)
