"""The rule of positions, case by case and against a plain loop over random stances."""

from __future__ import annotations

import pandas as pd
import pytest
from conftest import make_tables
from hypothesis import given
from hypothesis import strategies as st

from coalition.model.positions import positions

CASES = [
    (["support"], "no", "supports"),
    (["support", "support", "absent"], "no", "supports"),
    (["support", "abstain"], "no", "mixed"),
    (["support", "oppose"], "no", "mixed"),
    (["oppose", "abstain"], "no", "opposed"),
    (["abstain", "absent"], "no", "abstained"),
    (["support"], "yes", "leads"),
    (["support", "abstain"], "yes", "leads"),
    (["support", "oppose"], "yes", "mixed"),
    (["abstain"], "yes", "abstained"),
]


def derive(stances: dict[tuple[str, str], str], evidence: dict[str, dict[str, str]] | None = None) -> pd.DataFrame:
    tables = make_tables(stances, evidence=evidence, bears_on={item: "R1" for _, item in stances})
    return positions(tables.stances, tables.evidence, tables.bears_on)


@pytest.mark.parametrize(("taken", "leadership", "expected"), CASES)
def test_position_follows_from_the_stances(taken: list[str], leadership: str, expected: str) -> None:
    stances = {("a", f"e{i}"): position for i, position in enumerate(taken)}
    result = derive(stances, {f"e{i}": {"leadership": leadership} for i in range(len(taken))})
    assert list(result["position"]) == [expected]
    assert list(result["lead"]) == [expected == "leads"]


def test_absences_leave_an_actor_unknown() -> None:
    assert derive({("a", "e1"): "absent", ("a", "e2"): "absent"}).empty


def test_no_stances_give_no_positions() -> None:
    assert derive({}).empty


def test_evidence_that_bears_on_nothing_gives_no_position() -> None:
    tables = make_tables({("a", "e1"): "oppose"}, bears_on={})
    assert positions(tables.stances, tables.evidence, tables.bears_on).empty


@pytest.mark.parametrize(
    ("early", "late", "moved"),
    [("abstain", "support", "towards"), ("support", "abstain", "away"), ("oppose", "support", "towards")],
)
def test_a_mixed_record_says_where_its_latest_year_points(early: str, late: str, moved: str) -> None:
    dates = {"e1": {"date_from": "2010", "date_to": "2010"}, "e2": {"date_from": "2018-05", "date_to": "2018-05-02"}}
    result = derive({("a", "e1"): early, ("a", "e2"): late}, dates)
    assert list(result["moved"]) == [moved]
    assert (result.loc[0, "since"], result.loc[0, "latest"]) == ("2010", "2018-05-02")


def test_a_record_that_is_mixed_in_its_latest_year_did_not_move() -> None:
    assert list(derive({("a", "e1"): "support", ("a", "e2"): "abstain"})["moved"]) == [""]


def test_evidence_of_a_position_leaves_out_absences() -> None:
    result = derive({("a", "e1"): "support", ("a", "e2"): "absent", ("a", "e3"): "support"})
    assert list(result["evidence"]) == [("e1", "e3")]


def by_loop(taken: dict[str, str], leading: set[str]) -> str | None:
    """The rule again, written as one reads it."""
    supports = [item for item, position in taken.items() if position == "support"]
    abstains = [item for item, position in taken.items() if position == "abstain"]
    opposes = [item for item, position in taken.items() if position == "oppose"]
    if supports and leading & set(supports) and not opposes:
        return "leads"
    if supports:
        return "mixed" if abstains or opposes else "supports"
    if opposes:
        return "opposed"
    return "abstained" if abstains else None


@given(
    taken=st.dictionaries(
        st.tuples(st.sampled_from("abc"), st.sampled_from(["e1", "e2", "e3", "e4"])),
        st.sampled_from(["support", "abstain", "oppose", "absent"]),
    ),
    leading=st.sets(st.sampled_from(["e1", "e2", "e3", "e4"])),
)
def test_positions_equal_a_plain_loop(taken: dict[tuple[str, str], str], leading: set[str]) -> None:
    items = {item for _, item in taken}
    result = derive(taken, {item: {"leadership": "yes"} for item in leading & items})
    found = dict(zip(result["actor_id"], result["position"], strict=True))
    for actor in "abc":
        own = {item: position for (who, item), position in taken.items() if who == actor}
        assert found.get(actor) == by_loop(own, leading)
