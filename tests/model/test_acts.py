"""The written rule of acts, kind by kind, and what fills evidence of earlier releases."""

from __future__ import annotations

import pytest
from conftest import make_tables
from hypothesis import given
from hypothesis import strategies as st

from coalition.history.earlier import seed_acts, whole
from coalition.model.acts import acts, with_acts
from coalition.model.vocabulary import Act, EvidenceKind, Tables


def act_of(evidence: dict[str, str], stances: dict[str, str] | None = None, kinds: dict[str, str] | None = None) -> str:
    taken = {(actor, "e"): position for actor, position in (stances or {"a": "support"}).items()}
    tables = make_tables(taken, kinds=kinds, evidence={"e": evidence | {"act": ""}})
    return str(acts(tables.evidence, tables.stances, tables.actors)[0])


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ({"kind": "law"}, "own"),
        ({"kind": "law", "leadership": "yes"}, "own"),
        ({"kind": "cosponsorship", "leadership": "yes"}, "led"),
        ({"kind": "statement", "leadership": "yes"}, "led"),
        ({"kind": "cosponsorship"}, "joined"),
        ({"kind": "cosponsorship", "coverage": "partial"}, "joined"),
        ({"kind": "signature", "coverage": "partial"}, "joined"),
        ({"kind": "membership"}, "joined"),
        ({"kind": "membership", "body": "Human Rights Council"}, "declared"),
        ({"kind": "statement"}, "joined"),
        ({"kind": "statement", "coverage": "partial"}, "declared"),
    ],
)
def test_what_is_no_vote_says_it_by_its_kind(evidence: dict[str, str], expected: str) -> None:
    assert act_of(evidence) == expected


def test_a_partial_statement_without_a_state_is_one_that_others_could_join() -> None:
    partial = {"kind": "statement", "coverage": "partial"}
    assert act_of(partial, {"a": "support"}, {"a": "ngo"}) == "joined"
    assert act_of(partial, {"a": "support", "b": "support"}, {"a": "ngo"}) == "declared"


@pytest.mark.parametrize(
    ("support", "abstain", "oppose", "absent", "expected"),
    [
        (19, 1, 0, 0, "voted"),
        (19, 0, 1, 0, "voted"),
        (20, 1, 0, 0, "declared"),
        (20, 0, 0, 5, "declared"),
        (38, 1, 1, 60, "voted"),
        (0, 0, 0, 3, "declared"),
    ],
)
def test_a_vote_counts_where_one_in_twenty_of_those_who_voted_dissented(
    support: int, abstain: int, oppose: int, absent: int, expected: str
) -> None:
    words = ["support"] * support + ["abstain"] * abstain + ["oppose"] * oppose + ["absent"] * absent
    assert act_of({"kind": "vote"}, {f"s{i}": word for i, word in enumerate(words)}) == expected


def test_evidence_on_which_nobody_stands_has_an_act_too() -> None:
    tables = make_tables({}, evidence={kind: {"kind": kind} for kind in EvidenceKind})
    assert set(acts(tables.evidence, tables.stances, tables.actors)) <= set(Act)
    nothing = make_tables({})
    assert acts(nothing.evidence, nothing.stances, nothing.actors).empty


@given(given=st.lists(st.sampled_from(["", *Act]), min_size=3, max_size=3))
def test_what_says_its_act_keeps_it_and_what_is_known_goes_before_the_rule(given: list[str]) -> None:
    items = {f"e{i}": {"kind": "law", "act": act} for i, act in enumerate(given)}
    tables = make_tables({("a", item): "support" for item in items}, evidence=items)
    filled = with_acts(tables, {("e0", "e0"): "led", ("e1", "another text"): "led"})
    expected = [act or ("led" if item == "e0" else "own") for item, act in zip(items, given, strict=True)]
    assert filled.evidence["act"].tolist() == expected


def test_a_map_of_the_seeds_without_acts_has_those_of_the_seeds_and_not_only_of_the_rule(seeds: Tables) -> None:
    old = Tables(**dict(seeds) | {"evidence": seeds.evidence.assign(act="")})
    assert whole(old).evidence["act"].tolist() == seeds.evidence["act"].tolist()
    assert with_acts(old).evidence["act"].tolist() != seeds.evidence["act"].tolist()
    assert whole(seeds) is seeds


def test_an_id_of_the_seeds_with_another_citation_is_another_text() -> None:
    key, citation = next(cited for cited, act in seed_acts().items() if act == Act.OWN)
    for cited, expected in ((citation, "own"), ("A letter of ours", "declared")):
        tables = make_tables({("a", key): "support"}, evidence={key: {"citation": cited, "act": ""}})
        assert whole(tables).evidence["act"].tolist() == [expected]
