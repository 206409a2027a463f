"""Every class of gap on a small map made for it, and the seeds."""

from __future__ import annotations

import pandas as pd
import pytest
from conftest import make_tables

from coalition.analysis.gaps import CLASSES, COLUMNS, gaps, rules, summary
from coalition.network import Network

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
    ("no_lead", {("a", "e"): "support", ("c", "e"): "support"}, {}),
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
    assert "none recorded" in partial["wholeness"]


def test_an_observer_state_answers_for_the_states_addressed() -> None:
    row = found({("o", "e"): "support"}, kinds={"o": "observer_state"})
    assert row["missing_kinds"] == ""


def test_supporters_that_are_not_states_have_no_regional_group_column() -> None:
    row = found({("n", "e"): "support", ("m", "e"): "support"}, kinds={"n": "ngo", "m": "ngo"})
    assert (row["supporters"], row["states"], row["groups"]) == (2, 0, 0)
    assert "one_group" not in row["gaps"]


def test_seeds_have_the_five_recommendations_nobody_was_asked_about(seed_network: Network) -> None:
    table = gaps(seed_network)
    assert list(table.columns) == COLUMNS
    assert list(table.loc[table["gaps"] == "no_evidence", "recommendation_id"]) == [
        "R12.1", "R12.2", "R12.4", "R22.4", "R22.5",
    ]  # fmt: skip
    assert table.set_index("recommendation_id").loc["R16", "gaps"].startswith("one_group")
    assert summary(table).startswith("Of 69 recommendations: 5 not asked yet, 1 carried by one regional group only")


def test_rules_of_the_classes_found_are_given_in_words(seed_network: Network) -> None:
    table = rules(gaps(seed_network))
    assert set(table["gap"]) <= {gap.name for gap in CLASSES}
    assert table["recommendations"].min() >= 1
