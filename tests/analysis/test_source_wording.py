"""What a claim rests on, in words."""

from __future__ import annotations

import pytest
from conftest import make_tables

from coalition.analysis.source_wording import cited, done, found_at, named, read_in, stance_lines
from coalition.model.network import Network

STANCE = {
    "kind": "vote", "act": "voted", "position": "support", "ended": "", "note": "", "citation": "A/RES/70/161",
    "title": "Human rights defenders", "date_from": "2015-12-17", "date_to": "2015-12-17", "source": "tass.com",
    "grade": "seen",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "voted yes"),
        ({"act": "declared", "note": "recorded vote: yes"}, "voted yes"),
        ({"note": "recorded vote: no"}, "voted no"),  # no to an amendment of it
        ({"position": "oppose", "note": "recorded vote: yes"}, "voted yes"),
        ({"position": "oppose"}, "voted no"),
        ({"position": "abstain"}, "abstained"),
        ({"position": "absent"}, "was absent"),
        ({"kind": "statement", "act": "joined"}, "joined"),
        ({"kind": "membership", "act": "joined", "ended": "2025-03-01"}, "joined, until 2025-03-01"),
        ({"kind": "statement", "position": "absent"}, "not in"),
        ({"kind": "law", "act": "own"}, "did it itself"),
        ({"kind": "signature", "act": "own"}, "is bound by it"),
        ({"kind": "membership", "act": "declared"}, "is a member"),
    ],
)
def test_what_was_done_is_told_as_it_was_recorded(changed: dict[str, str], words: str) -> None:
    assert done(STANCE | changed) == words


def test_a_stance_is_told_by_its_document_its_note_and_where_it_was_read() -> None:
    what, below = stance_lines(STANCE | {"note": "recorded vote: yes (127-14-41)"})
    assert what == "voted yes: A/RES/70/161: Human rights defenders (2015)"
    assert below == "recorded vote: yes (127-14-41). Read in: tass.com (press)"


def test_a_list_that_grew_over_years_is_told_as_of_the_day_it_was_read() -> None:
    treaty = STANCE | {
        "kind": "signature",
        "act": "own",
        "citation": "999 UNTS 171",
        "title": "OP1",
    }
    what, _ = stance_lines(treaty | {"date_from": "1966", "date_to": "2022"})
    assert what == "is bound by it: 999 UNTS 171: OP1 (as of 2022)"


def test_a_source_says_what_it_is_worth_and_whether_the_fact_was_read_there() -> None:
    assert read_in("tass.com [background]", "seen") == "Read in: tass.com [general knowledge] (press)"
    assert read_in("icnl.org", "derived") == "Follows from: icnl.org (an organisation's own site)"


def test_the_document_comes_before_the_place_where_it_was_read() -> None:
    found = found_at("A/RES/70/161", "github dgrtwo/unvotes @7eb7034", "seen")
    assert found.startswith("https://docs.un.org/en/A/RES/70/161 (official record). Read in: github dgrtwo/unvotes")
    assert found_at("a letter", "tass.com", "seen") == "Read in: tass.com (press)"


def test_a_citation_that_is_the_title_is_said_once() -> None:
    assert [named("A/1/2", "Text"), named("Text", "Text"), named("", "Text")] == ["A/1/2: Text", "Text", "Text"]


def test_evidence_of_one_citation_is_told_by_its_titles_each_once() -> None:
    evidence = {
        "x": {"citation": "UPR Info database", "title": "made"},
        "y": {"citation": "UPR Info database", "title": "accepted"},
        "z": {"citation": "A/RES/70/161", "title": "Defenders"},
    }
    network = Network.from_tables(
        make_tables(dict.fromkeys([("a", key) for key in evidence], "support"), evidence=evidence)
    )
    assert cited(network, ["x", "z", "y", "x"]) == ["made", "A/RES/70/161", "accepted"]
