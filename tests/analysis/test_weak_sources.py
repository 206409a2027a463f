"""Claims that rest on one weak source: by hand on a small map, and what the seeds say."""

from __future__ import annotations

import pytest
from conftest import make_tables

from coalition.analysis.weak_sources import COLUMNS, is_weak, summary, weak_sources
from coalition.model.network import Network
from coalition.model.vocabulary import Tables


def network(sources: dict[tuple[str, str], str], citation: str = "a letter") -> Network:
    """A map in which each stance has a source."""
    tables = make_tables(
        dict.fromkeys(sources, "support"), evidence={item: {"citation": citation} for _, item in sources}
    )
    stances = tables.stances.assign(
        source=[sources[pair] for pair in zip(tables.stances["actor_id"], tables.stances["evidence_id"], strict=True)]
    )
    return Network.from_tables(Tables(**dict(tables) | {"stances": stances}))


@pytest.mark.parametrize(
    ("citation", "source", "weak"),
    [
        ("a letter", "tass.com/world/1434427", True),
        ("a letter", "github a/b @1234567 (UPR Info database)", True),
        ("a letter", "said in the room", True),
        ("a letter", "tass.com; dawn.com", False),
        ("a letter", "ishr.ch", False),
        ("a letter", "norway.no", False),
        ("A/RES/70/161", "github a/b @1234567", False),
        ("993 UNTS 3", "github a/b @1234567", False),
        ("a letter", "github a/b @1234567 (OHCHR Search Library record 30319)", False),
    ],
)
def test_one_place_without_an_official_record_is_weak(citation: str, source: str, weak: bool) -> None:
    assert is_weak(citation, source) is weak


def test_weak_claims_are_counted_by_evidence() -> None:
    sources = {
        ("a", "x"): "tass.com", ("b", "x"): "tass.com", ("c", "x"): "ishr.ch",
        ("a", "y"): "said so", ("a", "z"): "un.org",
    }  # fmt: skip
    table = weak_sources(network(sources))
    assert table[["evidence_id", "claims", "of", "quality", "bears_on", "source"]].to_numpy().tolist() == [
        ["x", 2, 3, "press", "R-x", "tass.com"], ["y", 1, 1, "quality unknown", "R-y", "said so"],
    ]  # fmt: skip
    assert summary(network(sources), table).startswith("3 of 5 claims, on 2 pieces of evidence, rest on one source")


def test_a_map_without_weak_claims_says_so() -> None:
    sound = network({("a", "x"): "tass.com"}, citation="A/RES/70/161")
    table = weak_sources(sound)
    assert (list(table), len(table)) == (COLUMNS, 0)
    assert summary(sound, table) == "None of 1 claims rests on one weak source."
    assert weak_sources(Network.from_tables(Tables.empty())).empty


def test_upr_info_is_one_source_and_a_roll_call_has_its_document(seed_network: Network) -> None:
    found = set(weak_sources(seed_network)["evidence_id"])
    assert {"UPR-NHRI-REC", "UPR-STANDING-ACC", "REGBUDGET-2018"} <= found
    assert not found & {"GA-70-161", "HRC-26-9", "JS-REPRISALS-2021", "ICESCR", "GA-ES-11-3"}
