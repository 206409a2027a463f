"""Words and deeds, reciprocity and missing voices: counts by hand on small maps, and what the seeds say."""

from __future__ import annotations

import numpy as np
import pytest
from conftest import FEW, make_tables
from hypothesis import given
from hypothesis import strategies as st

from coalition.analysis.actors.mutual_backing import mutual_backing, priorities
from coalition.analysis.actors.words_and_deeds import is_deed, words_and_deeds
from coalition.analysis.coverage import supports
from coalition.analysis.gaps.missing_voices import NAMED, missing_voices
from coalition.analysis.gaps.wording import missing_voices_summary as summary
from coalition.errors import UnknownIdError
from coalition.measures.arguments import ArgumentError
from coalition.model.network import Network
from coalition.model.vocabulary import STANDING_CODES, Standing, Tables

EVIDENCE = {
    "X-REC": {"kind": "statement", "title": "UPR recommendations made: free media"},
    "X-ACC": {"kind": "statement", "title": "UPR recommendations accepted: free media"},
    "LAW": {"kind": "law", "leadership": "yes"},
    "VOTE": {"kind": "vote"},
    "LIST": {"kind": "membership", "leadership": "yes"},
}
BEARS = {"X-REC": "R1", "X-ACC": "R1", "LAW": "R2", "VOTE": "R1", "LIST": "R3"}


def small() -> Network:
    stances = {
        ("a", "X-REC"): "support",
        ("a", "VOTE"): "support",
        ("a", "LIST"): "support",
        ("b", "X-REC"): "support",
        ("b", "X-ACC"): "support",
        ("b", "LAW"): "support",
        ("c", "VOTE"): "oppose",
    }
    return Network.from_tables(
        make_tables(stances, groups=dict.fromkeys("abc", "west"), bears_on=BEARS, evidence=EVIDENCE)
    )


def test_laws_memberships_signatures_and_what_was_accepted_are_deeds() -> None:
    network = small()
    assert set(network.evidence.index[is_deed(network)]) == {"X-ACC", "LAW", "LIST"}


def test_asked_and_done_are_counted_and_what_was_only_asked_is_named() -> None:
    table = words_and_deeds(small()).set_index("actor_id")
    counts = table[["asked", "asked_of", "did", "did_of"]]
    assert counts.loc["a"].tolist() == [2, 2, 1, 3]
    assert counts.loc["b"].tolist() == [1, 2, 2, 3]
    assert counts.loc["c"].tolist() == [0, 2, 0, 3]
    assert table.loc["a", "asked_only"] == "free media"
    assert table.loc["b", "asked_only"] == ""
    assert table.index[0] == "a"


def test_one_actor_has_a_row_per_theme_with_evidence(seed_network: Network) -> None:
    table = words_and_deeds(seed_network, "CHL")
    whole = words_and_deeds(seed_network).set_index("actor_id").loc["CHL"]
    assert table["theme"].is_unique
    assert (table["asked"] <= table["asked_of"]).all()
    # A piece of evidence bears on one recommendation here, so that themes add up to the whole.
    assert (table["asked"].sum(), table["did"].sum()) == (whole["asked"], whole["did"])


def test_an_actor_that_is_no_state_is_measured_by_what_was_open_to_its_sort(seed_network: Network) -> None:
    table = words_and_deeds(seed_network, "amnesty")
    assert table[["asked", "did"]].to_numpy().sum() > 0
    assert not table["asked_evidence"].str.contains("UPR recommendations made").any()


def test_an_unknown_actor_is_refused() -> None:
    with pytest.raises(UnknownIdError, match="no actor z"):
        words_and_deeds(small(), "z")
    with pytest.raises(UnknownIdError, match="no actor z"):
        mutual_backing(small(), "z")


def test_priorities_are_what_an_actor_leads_and_a_trade_is_what_both_could_back() -> None:
    network = small()
    assert priorities(network).sum() == 2
    table = mutual_backing(network)
    assert table[["a", "b", "trade", "for_a", "for_b"]].to_numpy().tolist() == [["a", "b", 1, "R3", "R2"]]
    assert table["sentence"][0] == "B could back A on R3, and A could back B on R2."


@FEW
@given(seed=st.integers(0, 40))
def test_backing_equals_counting_pair_by_pair(seed: int) -> None:
    rng = np.random.default_rng(seed)
    actors, items = [f"s{i}" for i in range(6)], [f"e{j}" for j in range(5)]
    stances = {
        (actor, item): str(rng.choice(["support", "abstain", "oppose"])) for actor in actors for item in items
        if rng.random() < 0.8
    }  # fmt: skip
    evidence = {item: {"leadership": str(rng.choice(["yes", "no"])), "kind": "statement"} for item in items}
    network = Network.from_tables(
        make_tables(stances, groups=dict.fromkeys(actors, "west"), evidence=evidence,
                    bears_on={item: f"R{j % 3}" for j, item in enumerate(items)})
    )  # fmt: skip
    lead, support = priorities(network), supports(network)
    codes = network.standings.toarray()
    opposed = codes == STANDING_CODES[Standing.OPPOSED]
    ids = list(network.actors.index)
    for me in ids:
        table = mutual_backing(network, me).set_index("actor_id")
        i = ids.index(me)
        for other in table.index:
            j = ids.index(other)
            assert table.loc[other, "backs"] == sum(support[i] & lead[j])
            assert table.loc[other, "backed"] == sum(support[j] & lead[i])
            assert table.loc[other, "could_back"] == sum(~support[i] & ~opposed[i] & lead[j])
            assert table.loc[other, "could_be_backed"] == sum(~support[j] & ~opposed[j] & lead[i])


def test_whoever_opposed_a_text_is_never_said_to_be_able_to_back_it(seed_network: Network) -> None:
    opposed = seed_network.standings.toarray() == STANDING_CODES[Standing.OPPOSED]
    ids, goals = seed_network.actors.index, seed_network.recommendations.index
    for row in mutual_backing(seed_network).itertuples(index=False):
        for actor, named in ((row.a, row.for_b), (row.b, row.for_a)):
            assert not opposed[ids.get_loc(actor), [goals.get_loc(key) for key in named.split(";")]].any()


def test_only_states_trade_and_at_least_one_row_is_wanted(seed_network: Network) -> None:
    with pytest.raises(ArgumentError, match="only States are compared"):
        mutual_backing(seed_network, "amnesty")
    with pytest.raises(ArgumentError, match="most: 0 is not possible"):
        mutual_backing(seed_network, most=0)
    assert len(mutual_backing(seed_network, most=3)) == 3


def test_a_voice_that_is_addressed_is_present_missing_or_not_asked(seed_network: Network) -> None:
    table = missing_voices(seed_network)
    support = supports(seed_network)
    kinds = seed_network.actors["kind"].to_numpy()
    for row in table[(table["why"] == "addressed") & (table["voice"] == "NHRI")].itertuples(index=False):
        column = seed_network.recommendations.index.get_loc(row.recommendation_id)
        assert row.present == (support[:, column] & (kinds == "nhri")).sum()
        assert (row.status == "present") == (row.present > 0)
    assert (table.loc[table["recommendation_id"] == "R12.1", "status"] == "not asked yet").all()
    assert "nobody on record" in summary(table)


def test_the_nearest_voices_are_on_record_elsewhere_and_of_that_voice(seed_network: Network) -> None:
    table = missing_voices(seed_network)
    row = table[(table["status"] == "none recorded") & (table["voice"] == "faith group")].iloc[0]
    named = seed_network.actors[seed_network.actors["name"].isin(row["nearest"].split(";"))]
    assert set(named["kind"]) == {"faith"}


def test_each_rule_for_a_named_voice_finds_its_word_and_not_the_united_nations() -> None:
    import re

    found = {
        voice: bool(re.search(rule, "trade unions, young people and mayors", re.I)) for voice, rule in NAMED.items()
    }
    assert {voice for voice, there in found.items() if there} == {"trade_union", "youth", "municipality"}
    assert not re.search(NAMED["trade_union"], "the Union of States", re.I)


def test_what_was_closed_to_a_state_does_not_count_against_it() -> None:
    stances = {
        ("a", "COUNCIL"): "support",
        ("b", "COUNCIL"): "abstain",
        ("a", "REGIONAL"): "support",
        ("a", "TREATY"): "support",
        ("c", "TREATY"): "support",
        ("n", "FIRMS"): "support",
    }
    kinds = {"REGIONAL": "signature", "TREATY": "signature", "FIRMS": "signature"}
    evidence = {item: {"kind": kinds.get(item, "vote")} for _, item in stances} | {
        "COUNCIL": {"kind": "vote", "body": "HRC"}
    }
    tables = make_tables(
        stances,
        groups={"a": "west", "b": "west", "c": "east", "d": "east"},
        kinds={"n": "business"},
        evidence=evidence,
        bears_on=dict.fromkeys(evidence, "R1"),
    )
    table = words_and_deeds(Network.from_tables(tables)).set_index("actor_id")
    assert table["asked_of"].to_dict() == {"a": 1, "b": 1, "c": 0, "d": 0}  # the others are not of that body
    assert table["did_of"].to_dict() == {"a": 2, "b": 2, "c": 1, "d": 1}  # a regional treaty, and one of two groups
    assert words_and_deeds(Network.from_tables(tables), "n")[["asked_of", "did", "did_of"]].to_numpy().tolist() == [
        [0, 1, 1]
    ]


def test_small_and_empty_maps_are_answered_not_refused() -> None:
    empty = Network.from_tables(Tables.empty())
    for table in (words_and_deeds(empty), mutual_backing(empty), missing_voices(empty)):
        assert table.empty
    alone = Network.from_tables(make_tables({("n", "e"): "support"}, kinds={"n": "ngo"}))
    assert words_and_deeds(alone).empty
    assert missing_voices(alone)["status"].tolist() == ["none recorded"]


def test_good_faith_is_no_faith_and_union_members_are_a_union(seed_network: Network) -> None:
    table = missing_voices(seed_network).set_index("recommendation_id")["voice"]
    assert "faith group" not in set(table[["R13.2"]])
    assert {"media", "trade union", "faith group"} <= set(table["R21.10"])
