"""The rule of positions, case by case and against a plain loop over random stances."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd
import pytest
from conftest import make_tables
from hypothesis import given
from hypothesis import strategies as st

from coalition.model.network import Network
from coalition.model.positions import Counting, positions

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


ACTS = ["own", "led", "joined", "voted", "declared"]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("leadership", ["no", "yes"])
def test_what_was_only_declared_is_no_support_and_no_lead(act: str, leadership: str) -> None:
    result = derive({("a", "e1"): "support"}, {"e1": {"act": act, "leadership": leadership, "date_to": "2018-05"}})
    expected = "declared" if act == "declared" else "leads" if leadership == "yes" else "supports"
    row, told = result.iloc[0], "2018" if act == "own" else "2015–2018"
    assert (row["position"], row["act"], row["act_year"], row["lead"]) == (expected, act, told, expected == "leads")


@pytest.mark.parametrize(
    ("other", "expected"), [("oppose", "opposed"), ("abstain", "abstained"), ("absent", "declared")]
)
def test_a_declaration_never_outweighs_a_vote(other: str, expected: str) -> None:
    result = derive({("a", "e1"): "support", ("a", "e2"): other}, {"e1": {"act": "declared"}})
    assert list(result["position"]) == [expected]


def test_a_position_carries_its_strongest_act_and_the_last_year_of_that_act() -> None:
    dated = {"e1": ("joined", "2012"), "e2": ("joined", "2016-03"), "e3": ("voted", "2020"), "e4": ("declared", "2024")}
    evidence = {item: {"act": act, "date_from": year, "date_to": year} for item, (act, year) in dated.items()}
    row = derive({("a", item): "support" for item in dated}, evidence).iloc[0]
    assert (row["act"], row["act_year"], row["latest"]) == ("joined", "2016", "2024")


def test_a_list_that_grew_dates_nobody_who_is_on_it() -> None:
    years = {"list": ("2011", "2026"), "vote": ("2025", "2025"), "text": ("2023", "2023")}
    evidence = {key: {"act": "joined", "date_from": first, "date_to": last} for key, (first, last) in years.items()}
    taken = {("a", "list"): "support", ("a", "vote"): "oppose", ("b", "text"): "support", ("b", "vote"): "oppose"}
    listed, dated = (row for _, row in derive(taken, evidence).iterrows())
    assert (listed["act_year"], listed["moved"]) == ("2011–2026", "")  # it may have joined before it voted no, or after
    assert (dated["act_year"], dated["moved"]) == ("2023", "away")


def test_support_that_ended_is_no_position() -> None:
    tables = make_tables({("a", "e1"): "support", ("b", "e1"): "support"}, bears_on={"e1": "R1"})
    tables.stances.loc[tables.stances["actor_id"] == "a", "ended"] = "2026-02"
    assert list(positions(tables.stances, tables.evidence, tables.bears_on)["actor_id"]) == ["b"]
    network = Network.from_tables(tables)
    assert list(network.positions["actor_id"]) == ["b"]
    assert np.isnan(network.values()[network.rows(["a"])[0], 0])


def test_a_disputed_link_counts_when_asked_only() -> None:
    tables = make_tables({("a", "e1"): "support", ("a", "e2"): "oppose"}, bears_on={"e1": "R1", "e2": "R1"})
    tables.bears_on.loc[tables.bears_on["evidence_id"] == "e2", "contestable"] = "yes"
    network = Network.from_tables(tables)
    assert list(network.positions["position"]) == ["supports"]
    assert network.evidence_of("R1") == ["e1"]
    both = network.recounted(disputed=True)
    assert list(both.positions["position"]) == ["mixed"]
    assert both.evidence_of("R1") == ["e1", "e2"]
    assert both.recounted(disputed=False).positions.equals(network.positions)
    assert network.recounted(declarations=False) is network


@dataclass(frozen=True)
class Item:
    """What matters of a piece of evidence and of its link to the recommendation."""

    act: str
    leads: bool
    disputed: bool
    first: int
    last: int

    @property
    def told(self) -> str:
        """The year of an act, or those in which it may have been."""
        return str(self.last) if self.act == "own" or self.first == self.last else f"{self.first}–{self.last}"


@dataclass(frozen=True)
class Stance:
    position: str
    ended: bool


def moved(supports: list[Item], others: list[Item]) -> str:
    """Where the latest year points, whatever the year of each within those of its evidence."""
    found = set()
    for years in product(*(range(item.first, item.last + 1, 4) for item in supports + others)):
        ours, theirs = max(years[: len(supports)]), max(years[len(supports) :])
        found.add("towards" if ours > theirs else "away" if theirs > ours else "")
    return found.pop() if len(found) == 1 else ""


def by_loop(taken: dict[str, Stance], items: dict[str, Item], counting: Counting) -> tuple[str, str, str, str] | None:
    """The rule again, written as one reads it: standing, strongest act and its year, where it moved."""
    supports, declares, abstains, opposes = [], [], [], []
    for key, stance in taken.items():
        if stance.ended or (items[key].disputed and not counting.disputed):
            continue
        if stance.position == "support" and items[key].act == "declared" and not counting.declarations:
            declares.append(items[key])
        elif stance.position == "support":
            supports.append(items[key])
        elif stance.position == "abstain":
            abstains.append(items[key])
        elif stance.position == "oppose":
            opposes.append(items[key])
    act, year = "", ""
    for word in reversed(ACTS):
        if of_act := [item for item in supports + declares if item.act == word]:
            act, year = word, max(of_act, key=lambda item: (item.last, item.told)).told
    if supports and not opposes and any(item.leads for item in supports):
        return "leads", act, year, ""
    if supports and (abstains or opposes):
        return "mixed", act, year, moved(supports, abstains + opposes)
    if supports:
        return "supports", act, year, ""
    if opposes:
        return "opposed", act, year, ""
    if abstains:
        return "abstained", act, year, ""
    return ("declared", act, year, "") if declares else None


KEYS = ["e1", "e2", "e3", "e4"]
YEARS = st.tuples(st.sampled_from([2014, 2018, 2026]), st.sampled_from([0, 0, 4, 8]))
ITEMS = st.builds(
    lambda act, leads, disputed, years: Item(act, leads, disputed, years[0], sum(years)),
    st.sampled_from(ACTS), st.booleans(), st.booleans(), YEARS,
)  # fmt: skip
TAKEN = st.dictionaries(
    st.tuples(st.sampled_from("abc"), st.sampled_from(KEYS)),
    st.builds(Stance, st.sampled_from(["support", "support", "abstain", "oppose", "absent"]), st.booleans()),
)


@given(
    taken=TAKEN,
    items=st.fixed_dictionaries(dict.fromkeys(KEYS, ITEMS)),
    counting=st.builds(Counting, st.booleans(), st.booleans()),
)
def test_positions_equal_a_plain_loop(
    taken: dict[tuple[str, str], Stance], items: dict[str, Item], counting: Counting
) -> None:
    evidence = {
        key: {"act": item.act, "leadership": "yes" if item.leads else "no"}
        | {"date_from": str(item.first), "date_to": str(item.last)}
        for key, item in items.items()
    }
    said = {place: stance.position for place, stance in taken.items()}
    tables = make_tables(said, evidence=evidence, bears_on=dict.fromkeys(KEYS, "R1"))
    ended = ["2026" if taken[place].ended else "" for place in zip(*pairs(tables.stances), strict=True)]
    disputed = ["yes" if items[key].disputed else "no" for key in tables.bears_on["evidence_id"]]
    links = tables.bears_on.assign(contestable=disputed)
    result = positions(tables.stances.assign(ended=ended), tables.evidence, links, counting)
    found = {row.actor_id: (row.position, row.act, row.act_year, row.moved) for row in result.itertuples()}
    for actor in "abc":
        own = {item: stance for (who, item), stance in taken.items() if who == actor}
        assert found.get(actor) == by_loop(own, items, counting)


def pairs(stances: pd.DataFrame) -> tuple[list[str], list[str]]:
    return stances["actor_id"].tolist(), stances["evidence_id"].tolist()
