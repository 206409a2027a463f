"""Words and deeds, reciprocity and missing voices: counts by hand on small maps, and what the seeds say."""

from __future__ import annotations

import re

import numpy as np
import pytest
from conftest import FEW, make_tables
from hypothesis import given
from hypothesis import strategies as st

from coalition.analysis.actors.mutual_backing import mutual_backing, priorities
from coalition.analysis.actors.wording import PART_WORDS
from coalition.analysis.actors.wording import words_and_deeds_summary as summary
from coalition.analysis.actors.words_and_deeds import ACCREDITED, parts, words_and_deeds
from coalition.analysis.coverage import supports
from coalition.analysis.gaps.missing_voices import NAMED, missing_voices
from coalition.analysis.gaps.wording import missing_voices_summary
from coalition.errors import UnknownIdError
from coalition.measures.arguments import ArgumentError
from coalition.model.network import Network
from coalition.model.vocabulary import STANDING_CODES, Standing, Tables

EVIDENCE = {
    "X-REC": {"kind": "statement", "act": "declared", "title": "UPR recommendations made: free media"},
    "X-ACC": {"kind": "statement", "act": "declared", "title": "UPR recommendations accepted: free media"},
    "LAW": {"kind": "law", "act": "own", "leadership": "yes"},
    "VOTE": {"kind": "vote", "act": "voted"},
    "LIST": {"kind": "membership", "act": "led", "leadership": "yes"},
    "PARTIES": {"kind": "signature", "act": "own", "coverage": "complete"},
}
BEARS = {"X-REC": "R1", "X-ACC": "R1", "LAW": "R2", "VOTE": "R4", "LIST": "R3", "PARTIES": "R1"}
PARTIES = {("d", "PARTIES"): "support"}
"""A complete list of who did it, on which a State of the same group is."""


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
    groups = dict.fromkeys("abcd", "west")
    return Network.from_tables(make_tables(stances | PARTIES, groups=groups, bears_on=BEARS, evidence=EVIDENCE))


def asked_elsewhere(*more: tuple[str, str], bears_on: str = "R1", **columns: str) -> str:
    """What a State only asked of others that recommended free media, and did something else that bears on R1."""
    evidence = EVIDENCE | {"MORE": {"kind": "statement", "act": "joined"} | columns}
    stances = {("a", "X-REC"): "support", ("b", "LAW"): "support"} | PARTIES | dict.fromkeys(more, "support")
    tables = make_tables(
        stances, groups=dict.fromkeys("abd", "west"), bears_on=BEARS | {"MORE": bears_on}, evidence=evidence
    )
    return str(words_and_deeds(Network.from_tables(tables)).set_index("actor_id").loc["a", "asked_only"])


def test_an_act_says_what_is_a_word_and_what_a_deed() -> None:
    network = small()
    found = {name: set(network.evidence.index[inside]) for name, inside in parts(network).items()}
    assert found == {"said": {"X-REC", "X-ACC"}, "backed": {"VOTE", "LIST"}, "did": {"LAW", "PARTIES"}}


def test_said_backed_and_done_are_counted_and_what_was_only_asked_is_named() -> None:
    table = words_and_deeds(small()).set_index("actor_id")
    counts = table[["said", "said_of", "backed", "backed_of", "did", "did_of"]]
    assert counts.loc["a"].tolist() == [1, 2, 2, 2, 0, 2]
    assert counts.loc["b"].tolist() == [2, 2, 0, 2, 1, 2]
    assert counts.loc["c"].tolist() == [0, 2, 0, 2, 0, 2]
    assert table.loc["a", "asked_only"] == "free media"
    assert table.loc["b", "asked_only"] == ""
    assert table.index[0] == "a"


@pytest.mark.parametrize("act", ["own", "led", "joined", "voted", "declared"])
def test_any_other_support_on_the_subject_is_more_than_asking(act: str) -> None:
    assert asked_elsewhere(("a", "MORE"), act=act) == ""


def test_support_of_another_actor_or_on_another_subject_is_not() -> None:
    assert asked_elsewhere(("b", "MORE")) == "free media"
    assert asked_elsewhere(("a", "MORE"), bears_on="R2") == "free media"


@pytest.mark.parametrize(
    "lacking",
    [{"act": "joined"}, {"coverage": "partial"}, {"body": "a club"}, {"contestable": "yes"}],
    ids=["no deeds", "not complete", "not open to it", "disputed"],
)
def test_nobody_only_asked_where_no_list_would_show_its_deed(lacking: dict[str, str]) -> None:
    evidence = EVIDENCE | {"PARTIES": EVIDENCE["PARTIES"] | {k: v for k, v in lacking.items() if k != "contestable"}}
    tables = make_tables(
        {("a", "X-REC"): "support"} | PARTIES, groups=dict.fromkeys("ad", "west"), bears_on=BEARS, evidence=evidence
    )
    doubted = tables.bears_on["contestable"].mask(
        tables.bears_on["evidence_id"] == "PARTIES", lacking.get("contestable", "no")
    )
    network = Network.from_tables(Tables(**dict(tables) | {"bears_on": tables.bears_on.assign(contestable=doubted)}))
    table = words_and_deeds(network)
    assert set(table["asked_only"]) == {""}
    assert "Of none can it be said that it only recommended something to others" in summary(network, table)


def with_institution(note: str, country: str, accredited: bool) -> Network:
    """A State that asked others for an institution, beside one of some country."""
    evidence = {
        "N-REC": {"kind": "statement", "act": "declared", "title": "UPR recommendations made: set up an NHRI"},
        ACCREDITED: {"kind": "membership", "act": "joined", "title": "A status"},
    }
    evidence |= {"PARTIES": EVIDENCE["PARTIES"]}
    stances = {("a", "N-REC"): "support", ("other", ACCREDITED): "support"} | PARTIES
    if accredited:
        stances |= {("n", ACCREDITED): "support"}
    tables = make_tables(
        stances, kinds={"n": "nhri", "other": "nhri"}, groups=dict.fromkeys("ad", "west"), evidence=evidence,
        bears_on=dict.fromkeys(evidence, "R21.8"),
    )  # fmt: skip
    actors = tables.actors.set_index("id")
    actors.loc["n", ["country", "note"]] = [country, note]
    actors.loc["a", "country"] = "a"
    return Network.from_tables(Tables(**dict(tables) | {"actors": actors.reset_index()}))


@pytest.mark.parametrize(
    ("note", "country", "accredited", "did", "only"),
    [
        ("", "a", True, 1, ""),
        ("GANHRI status: B (2023)", "a", False, 1, ""),
        ("GANHRI status: not accredited", "a", False, 0, ""),
        ("GANHRI status: A", "b", True, 0, "set up an NHRI"),
        ("", "", True, 0, "set up an NHRI"),
    ],
)
def test_the_institution_of_a_country_speaks_for_its_state(
    note: str, country: str, accredited: bool, did: int, only: str
) -> None:
    row = words_and_deeds(with_institution(note, country, accredited)).set_index("actor_id").loc["a"]
    assert (row["did"], row["did_of"], row["asked_only"]) == (did, did + 1, only)


def test_an_observer_state_is_not_reviewed_and_cannot_accept() -> None:
    tables = make_tables(
        {("a", "X-REC"): "support", ("b", "X-REC"): "support"} | PARTIES, kinds={"a": "observer_state"},
        evidence=EVIDENCE, groups=dict.fromkeys("abd", "west"), bears_on=BEARS,
    )  # fmt: skip
    only = words_and_deeds(Network.from_tables(tables)).set_index("actor_id")["asked_only"]
    assert only.to_dict() == {"a": "", "b": "free media", "d": ""}


def test_a_disputed_reading_speaks_for_a_state_too() -> None:
    tables = make_tables(
        {("a", "X-REC"): "support", ("a", "VOTE"): "support"} | PARTIES, evidence=EVIDENCE,
        groups=dict.fromkeys("ad", "west"), bears_on=BEARS | {"VOTE": "R1"},
    )  # fmt: skip
    disputed = tables.bears_on.assign(
        contestable=["yes" if e == "VOTE" else "no" for e in tables.bears_on["evidence_id"]]
    )
    network = Network.from_tables(Tables(**dict(tables) | {"bears_on": disputed}))
    assert set(words_and_deeds(network)["asked_only"]) == {""}


def test_chile_joined_a_statement_on_standing_invitations_and_germany_has_an_institution(
    seed_network: Network,
) -> None:
    whole = words_and_deeds(seed_network).set_index("actor_id")
    assert "standing" not in whole.loc["CHL", "asked_only"]
    assert "NHRI" not in whole.loc["DEU", "asked_only"]
    assert "A status" in whole.loc["DEU", "did_evidence"]
    assert "A status" not in whole.loc["CHL", "did_evidence"]


def test_no_sentence_says_nothing_or_none_of_none(seed_network: Network) -> None:
    whole = words_and_deeds(seed_network)
    said = [*whole["sentence"], summary(seed_network, whole)]
    for actor in ("CHL", "DEU", "VAT", "amnesty", "gihr-de"):
        table = words_and_deeds(seed_network, actor)
        said += [*table["sentence"], summary(seed_network, table, actor)]
    for words in said:
        assert not re.search(r"\bnothing\b|\b0 of \d|\bon 0\b", words), words


def test_one_actor_has_a_row_per_theme_with_evidence(seed_network: Network) -> None:
    table = words_and_deeds(seed_network, "CHL")
    whole = words_and_deeds(seed_network).set_index("actor_id").loc["CHL"]
    assert table["theme"].is_unique
    for part in PART_WORDS:
        assert (table[part] <= table[f"{part}_of"]).all()
        assert table[part].max() <= whole[part] <= table[part].sum()


def test_an_actor_that_is_no_state_is_measured_by_what_was_open_to_its_sort(seed_network: Network) -> None:
    table = words_and_deeds(seed_network, "amnesty")
    assert table[list(PART_WORDS)].to_numpy().sum() > 0
    assert not table["said_evidence"].str.contains("UPR recommendations made").any()


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
    assert "nobody on record" in missing_voices_summary(table)


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
    evidence = {
        item: {"kind": kinds.get(item, "vote"), "act": "own" if item in kinds else "voted"} for _, item in stances
    } | {"COUNCIL": {"kind": "vote", "body": "HRC"}}
    tables = make_tables(
        stances,
        groups={"a": "west", "b": "west", "c": "east", "d": "east"},
        kinds={"n": "business"},
        evidence=evidence,
        bears_on=dict.fromkeys(evidence, "R1"),
    )
    table = words_and_deeds(Network.from_tables(tables)).set_index("actor_id")
    assert table["backed_of"].to_dict() == {"a": 1, "b": 1, "c": 0, "d": 0}  # the others are not of that body
    assert table["did_of"].to_dict() == {"a": 2, "b": 2, "c": 1, "d": 1}  # a regional treaty, and one of two groups
    assert words_and_deeds(Network.from_tables(tables), "n")[["backed_of", "did", "did_of"]].to_numpy().tolist() == [
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
