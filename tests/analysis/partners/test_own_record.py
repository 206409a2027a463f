"""Badges: what a State did on the other texts of a recommendation, in few words, and its place among equals."""

from __future__ import annotations

import pytest
from conftest import make_tables

from coalition.analysis.partners.own_record import ABSTAINED, SAID, SILENT, YES, own_records
from coalition.model.network import Network

EVIDENCE = {
    "old": {"date_from": "2012-05-01", "date_to": "2012-05-01"},
    "new": {"date_from": "2018-05-01", "date_to": "2018-05-01"},
    "again": {"date_from": "2018-11-01", "date_to": "2018-11-01"},
    "list": {"date_from": "2019-05-01", "date_to": "2019-05-01", "kind": "signature", "act": "joined"},
    "core": {
        "date_from": "2020-05-01",
        "date_to": "2020-05-01",
        "kind": "cosponsorship",
        "act": "led",
        "leadership": "yes",
    },
    "pledge": {"date_from": "2014-05-01", "date_to": "2014-05-01", "kind": "statement", "act": "declared"},
    "easy": {"date_from": "2016-05-01", "date_to": "2016-05-01", "act": "declared"},
}
OF = tuple[str, bool, int]


def record(**did: str) -> OF:
    """Badge, whether it voted for it, and place of one State that did this on the evidence."""
    stances = {("a", item): position for item, position in did.items()} | {("b", item): "support" for item in EVIDENCE}
    bears_on = dict.fromkeys(EVIDENCE, "R1")
    network = Network.from_tables(make_tables(stances, groups={"a": ""}, evidence=EVIDENCE, bears_on=bears_on))
    items = network.evidence_of("R1")
    codes = network.stances[network.states][:, network.columns(items)].toarray()
    found = own_records(network, codes, items)
    return found.badges[0], bool(found.voted_for[0]), int(found.order[0])


@pytest.mark.parametrize(
    ("did", "badge", "voted", "place"),
    [
        ({}, "", False, SILENT),
        ({"old": "support"}, "voted yes on 1 text, 2012", True, YES),
        ({"old": "support", "new": "support"}, "voted yes on 2 texts, 2012 and 2018", True, YES),
        ({"old": "support", "new": "support", "again": "support"}, "voted yes on 3 texts, 2012 and 2018", True, YES),
        ({"list": "support"}, "joined 1 list, 2019", False, YES),
        ({"list": "support", "core": "support"}, "joined 2 lists, 2019 and 2020", False, YES),
        ({"pledge": "support"}, "has said so, 2014", False, SAID),
        ({"new": "abstain"}, "abstained 2018", False, ABSTAINED),
        ({"new": "absent"}, "was absent 2018", False, SILENT),
        ({"list": "absent"}, "", False, SILENT),
        ({"old": "support", "new": "abstain"}, "voted yes on 1 text, 2012; abstained 2018", True, YES),
        ({"pledge": "support", "new": "abstain"}, "has said so, 2014; abstained 2018", False, ABSTAINED),
        ({"old": "oppose"}, "", False, SILENT),
    ],
)
def test_what_a_state_did_is_its_badge(did: dict[str, str], badge: str, voted: bool, place: int) -> None:
    assert record(**did) == (badge, voted, place)


def test_a_yes_where_hardly_anybody_dissented_is_told_as_a_vote_but_is_no_place_above_a_declaration() -> None:
    badge, voted, place = record(easy="support")
    assert (badge, voted) == ("voted yes on 1 text, 2016", True)
    assert place == record(pledge="support")[2] == SAID


def test_who_did_comes_before_who_said_before_who_is_silent_before_who_abstained() -> None:
    places = [record(**{item: position})[2] for item, position in
              [("old", "support"), ("pledge", "support"), ("new", "absent"), ("new", "abstain")]]  # fmt: skip
    assert places == sorted(set(places))


def test_without_evidence_there_is_no_record() -> None:
    network = Network.from_tables(make_tables({("a", "old"): "support"}, evidence=EVIDENCE, bears_on={}))
    found = own_records(network, network.stances[network.states][:, []].toarray(), [])
    assert (found.badges, found.voted_for.tolist(), found.order.tolist()) == ([""], [False], [SILENT])
