"""Whom to talk to: the lists, their order and their words, on a made-up map and on the seeds."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from conftest import make_tables

from coalition.analysis.partners.likeness_models import MODELS, NEIGHBOURS
from coalition.analysis.partners.ranking import COLUMNS, MIDDLE, SECTIONS, partners, search
from coalition.analysis.partners.record import record_without
from coalition.analysis.partners.targets import Level, TargetKind, outcome, suggested_target, target
from coalition.analysis.partners.track_record import Evaluation, shipped
from coalition.errors import UnknownIdError
from coalition.measures.arguments import ArgumentError
from coalition.measures.similarity import contested, kappa
from coalition.model.network import Network
from coalition.model.vocabulary import Tables

ACTORS = [f"s{i:02}" for i in range(44)]


def map_of_two_camps(**last_vote: str) -> Tables:
    """44 States, 30 votes of background; the first 20 vote one way, the next 20 the other, the last 4 as they like.

    The target vote T is supported by s00-s17, opposed by s20-s37; s18, s19, s38, s39 took no part.
    """
    rng = np.random.default_rng(5)
    stances = {}
    for item in range(30):
        side = ["support", "oppose"] if item % 2 else ["oppose", "support"]
        for i, actor in enumerate(ACTORS):
            camp = i // 20 if i < 40 else item % 3 == 0
            word = side[int(camp)] if rng.random() > 0.1 else "abstain"
            stances[actor, f"b{item:02}"] = word
    for i in range(18):
        stances[ACTORS[i], "T"] = "support"
        stances[ACTORS[20 + i], "T"] = "oppose"
    stances |= {(actor, "T"): position for actor, position in last_vote.items()}
    groups = {actor: ["west", "east"][i % 2] for i, actor in enumerate(ACTORS)}
    return make_tables(stances, groups=groups, bears_on={"T": "R1"})


def sections(table: pd.DataFrame) -> dict[str, str]:
    return dict(zip(table["actor_id"], table["section"], strict=True))


def test_supporting_neighbours_are_counted_among_the_closest_whose_position_is_known() -> None:
    network = Network.from_tables(map_of_two_camps())
    table = partners(network, "R1").set_index("actor_id")
    stances = network.values()
    items = contested(stances)
    items[network.columns(["T"])] = False
    K, _ = kappa(stances[:, items])
    i = ACTORS.index("s18")
    known = [j for j in range(len(ACTORS)) if f"s{j:02}" not in ("s18", "s19", "s38", "s39") and j < 38]
    nearest = sorted(known, key=lambda j: -K[i, j])[:NEIGHBOURS]
    assert table.loc["s18", "supporting_neighbours"] == sum(j < 18 for j in nearest)
    assert table.loc["s18", "section"] == "ask"
    assert table.loc["s38", "section"] == "unlike"


def test_the_evidence_of_the_recommendation_itself_is_left_out_of_the_likeness() -> None:
    one, other = Network.from_tables(map_of_two_camps()), Network.from_tables(map_of_two_camps(s40="support"))
    assert partners(one, "R1").set_index("actor_id").loc["s40", "n"] == 30
    assert partners(other, "R1").set_index("actor_id").loc["s41", "n"] == 30


def test_recorded_abstentions_come_first_and_opponents_stand_apart() -> None:
    table = partners(Network.from_tables(map_of_two_camps(s38="abstain", s39="absent")), "R1")
    found = sections(table)
    assert found["s38"] == "middle_recorded"
    assert found["s39"] == "absent"
    assert found["s20"] == "opposed"
    assert table.loc[table["rank"] == 1, "actor_id"].item() == "s38"


def test_an_opponent_is_listed_with_the_text_it_voted_on() -> None:
    table = partners(Network.from_tables(map_of_two_camps()), "R1").set_index("actor_id")
    assert table.loc["s20", "record"] == "voted no on T (2015)"


def test_reasons_name_the_neighbours_and_the_go_between_is_a_supporter() -> None:
    table = partners(Network.from_tables(map_of_two_camps(s38="abstain")), "R1").set_index("actor_id")
    row = table.loc["s18"]
    assert row["reason"].startswith(f"{row['supporting_neighbours']} of its 15 closest partners support it")
    assert table.loc[row["go_between"], "section"] == "supports"
    assert "contested items" in row["go_between_reason"]


def test_an_actor_with_little_common_record_gets_facts_and_no_rank() -> None:
    tables = map_of_two_camps()
    stances = tables.stances[~((tables.stances["actor_id"] == "s40") & (tables.stances["evidence_id"] > "b15"))]
    thin = Tables(**dict(tables) | {"stances": stances})
    row = partners(Network.from_tables(thin), "R1").set_index("actor_id").loc["s40"]
    assert row["section"] == "facts"
    assert pd.isna(row["rank"])
    assert pd.isna(row["likeness"])


def test_a_recommendation_without_evidence_says_so_and_ranks_nobody(seed_network: Network) -> None:
    found = search(seed_network, "R12.1")
    assert found.sentence == "No ranking. No State is on record about it, so no State can be said to be close to it."
    assert found.table["rank"].isna().all()


def test_levels_follow_the_amount_of_record(seed_network: Network) -> None:
    levels = {key: target(seed_network, key).level for key in ("R18", "R12.3", "R20.1", "R16", "R21.4", "R21.8", "R20")}
    assert levels == {
        "R18": Level.LIKENESS,
        "R12.3": Level.ORDER,
        "R20.1": Level.ROUGH,
        "R16": Level.ORDER,
        "R21.4": Level.FACTS,
        "R21.8": Level.FACTS,
        "R20": Level.FACTS,
    }


def test_an_order_prints_no_likeness(seed_network: Network) -> None:
    table = partners(seed_network, "R12.3")
    assert table["likeness"].isna().all()
    assert table["rank"].notna().any()


def test_the_target_is_the_named_evidence_else_all_but_what_was_accepted_when_asked(seed_network: Network) -> None:
    assert target(seed_network, "R21.1").evidence == ("JS-REPRISALS-2021",)
    assert "UPR-SCHOOL-ACC" not in target(seed_network, "R20.5").evidence
    assert target(seed_network, "R21.1", "GA-70-161").votes
    with pytest.raises(UnknownIdError, match="does not bear on"):
        target(seed_network, "R21.1", "HRC-26-9")


def test_the_target_of_all_evidence_gives_the_derived_position_of_each_state(seed_network: Network) -> None:
    states = set(seed_network.actors.index[seed_network.states])
    derived = seed_network.positions[seed_network.positions["actor_id"].isin(states)]
    checked = 0
    for key in seed_network.recommendations.index:
        goal = target(seed_network, key)
        if set(goal.evidence) == set(seed_network.evidence_of(key)):
            mine = derived[derived["recommendation_id"] == key]
            assert goal.standing == dict(zip(mine["actor_id"], mine["position"], strict=True))
            checked += 1
    assert checked > 20


def test_a_list_of_whole_coverage_makes_nobody_absent(seed_network: Network) -> None:
    """Not being party to a treaty is no absence: it counts as unlisted."""
    assert not target(seed_network, "R13").absent


@pytest.mark.parametrize("recommendation", ["R18", "R21.1", "R22.3"])
def test_on_the_seeds_every_state_stands_in_one_list(seed_network: Network, recommendation: str) -> None:
    found = search(seed_network, recommendation)
    table = found.table
    assert list(table.columns) == COLUMNS
    assert set(table["section"]) <= set(SECTIONS)
    assert not table["actor_id"].duplicated().any()
    assert set(seed_network.actors.index[seed_network.states]) <= set(table["actor_id"])
    ranks = table["rank"].dropna()
    assert list(ranks) == list(range(1, len(ranks) + 1))
    opposed = table[table["section"] == "opposed"]
    assert opposed["record"].str.contains("voted no|against").all()
    assert not table.loc[table["position"] == "unknown", "section"].isin(["opposed", "supports", "leads"]).any()
    middle = table[table["section"] == "middle_recorded"]
    assert middle["record"].str.contains("abstained|undecided").all()


def test_on_the_seeds_the_sentence_names_the_first_three(seed_network: Network) -> None:
    found = search(seed_network, "R22.3")
    first = found.table[found.table["rank"].notna()].sort_values("rank")["name"][:3]
    assert all(name in found.sentence for name in first)


def test_an_unknown_recommendation_gets_the_nearest(seed_network: Network) -> None:
    with pytest.raises(UnknownIdError, match=r"no recommendation R12\.9; did you mean R12\.1"):
        search(seed_network, "R12.9")


def test_likeness_is_the_recalibrated_score_of_the_model_for_the_kind_of_target(seed_network: Network) -> None:
    found = search(seed_network, "R22.3")
    record = record_without(seed_network, seed_network.evidence_of("R22.3"))
    known = outcome(seed_network, found.target)
    score = MODELS["cd"](record, known)
    expected = shipped().platt("votes", "R22.3").apply(score, float(np.nanmean(known)))
    table = found.table.set_index("actor_id")
    for place, actor in enumerate(record.ids):
        if not np.isnan(table.loc[actor, "likeness"]):
            assert table.loc[actor, "likeness"] == pytest.approx(expected[place], abs=1e-8)
    inside = table[table["likeness"].notna()]
    assert ((inside["likeness_low"] <= inside["likeness"]) & (inside["likeness"] <= inside["likeness_high"])).all()


def test_without_an_evaluation_file_of_its_own_the_recalibration_of_all_is_used() -> None:
    plain = Evaluation("", "", [], [], [], [], [], [], [], {"votes": {"": [0.0, 1.0, 0.0]}})
    network = Network.from_tables(map_of_two_camps())
    table = search(network, "R1", evaluation=plain).table.set_index("actor_id")
    record = record_without(network, ["T"])
    score = MODELS["cd"](record, outcome(network, target(network, "R1")))
    assert table.loc["s18", "likeness"] == pytest.approx(min(score[ACTORS.index("s18")], 0.98), abs=1e-6)


def test_the_69_recommendations_have_the_kinds_of_target_that_the_documents_count(seed_network: Network) -> None:
    kinds = [target(seed_network, str(key)).kind for key in seed_network.recommendations.index]
    assert {kind: kinds.count(kind) for kind in TargetKind} == {
        TargetKind.VOTES: 15,
        TargetKind.WHOLE: 17,
        TargetKind.PARTIAL: 20,
        TargetKind.CLOSED: 3,
        TargetKind.SATURATED: 2,
        TargetKind.NONE: 12,
    }


def test_the_first_names_for_r18_are_of_the_sort_that_a_diplomat_expects(seed_network: Network) -> None:
    table = search(seed_network, "R18").table
    middle = set(table.loc[table["rank"].notna(), "actor_id"])
    assert {"ARG", "URY", "MHL", "MDV"} <= middle


def test_the_reprisals_statement_proposes_neither_its_signers_nor_those_who_fight_it(seed_network: Network) -> None:
    table = search(seed_network, "R21.1").table.set_index("actor_id")
    middle = set(table.index[table["rank"].notna()])
    assert not middle & {"NIC", "RUS", "SDN", "SYR", "CHN", "DEU", "FRA"}
    assert (table.loc[["DEU", "FRA"], "section"] == "supports").all()


def test_estimates_lie_in_the_middle_band_and_are_at_most_thirty(seed_network: Network) -> None:
    for key in ("R18", "R22.3", "R24", "R13"):
        table = search(seed_network, key).table
        estimated = table[table["section"] == "middle_estimated"]
        assert estimated["likeness"].between(*MIDDLE).all()
        assert len(estimated) <= 30
        assert estimated.sort_values("rank")["likeness"].is_monotonic_decreasing
        assert (table.loc[table["section"] == "ask", "likeness"] > MIDDLE[1]).all()


def test_the_rule_that_applies_and_what_would_help_are_said(seed_network: Network) -> None:
    said = {key: search(seed_network, key) for key in ("R22.3", "R18", "R12.1", "R22.8", "R21.8", "R20.1", "R12.3")}
    assert said["R22.3"].rule.startswith("A likeness from votes: neighbours and ideal points (votes with dissent; 22 ")
    assert said["R18"].rule == "A likeness from votes and lists together (partial lists; 60 supporters on record)."
    assert said["R12.1"].rule.startswith("No estimate (no State on record")
    assert said["R20.1"].rule.startswith("A rough likeness")
    assert said["R12.3"].rule.startswith("An order")
    assert "an open list of whole coverage" in said["R12.1"].help
    assert "a list that every State can join" in said["R22.8"].help
    assert "more demanding text" in said["R21.8"].help
    assert "the whole list behind “UNmute" in said["R18"].help


def test_a_rule_may_suggest_a_target_and_names_the_most_demanding_open_list(seed_network: Network) -> None:
    named = suggested_target(seed_network, "R13")
    assert named in seed_network.evidence_of("R13")
    assert suggested_target(seed_network, "R12.1") == ""


def test_as_seen_by_a_state_shared_and_disputed_positions_are_counted(seed_network: Network) -> None:
    table = partners(seed_network, "R18", as_seen_by="CHL").set_index("actor_id")
    record = record_without(seed_network, seed_network.evidence_of("R18"))
    me, other = record.ids.index("CHL"), record.ids.index("USA")
    mine, theirs = record.votes[me], record.votes[other]
    common = ~(np.isnan(mine) | np.isnan(theirs))
    row = table.loc["USA"]
    assert (row["you_same"], row["you_common"]) == ((mine == theirs)[common].sum(), common.sum())
    assert row["you_share"] == f"you share {row['you_same']} of {row['you_common']} positions with {row['name']}"
    assert row["you_disagree"].startswith("you and United States of America disagree on “")
    assert table.loc["CHL", "you_share"] == "this is you"
    assert "you share" in row["sentence"] or table.loc["USA", "section"] == "unlike"


def test_as_seen_by_a_state_it_is_the_go_between_or_a_supporter_near_both_is_named(seed_network: Network) -> None:
    table = partners(seed_network, "R18", as_seen_by="PER")
    has_one = table["go_between"].fillna("") != ""
    mine = table["go_between"] == "PER"
    assert mine.any()
    assert set(table.loc[mine, "you_through"]) == {"PER"}
    assert set(table.loc[mine, "you_through_words"]) == {"you are the go-between"}
    others = table[has_one & ~mine]
    names = seed_network.actors.loc[others["you_through"], "name"].to_numpy()
    assert len(others) > 5
    for words, name, sentence in zip(others["you_through_words"], names, others["sentence"], strict=True):
        assert words.startswith(f"{name} is the supporter nearest to you both (")
        assert words in sentence
    assert not (table.loc[~has_one, "you_through"].fillna("") != "").any()


def test_who_moved_towards_a_text_it_once_opposed_is_told_so() -> None:
    stances = {("a", "old"): "oppose", ("a", "new"): "support", ("b", "old"): "support", ("b", "new"): "oppose"}
    stances |= {("c", "old"): "support", ("d", "old"): "oppose"}
    evidence = {"old": {"date_from": "2010-01-01", "date_to": "2010-01-01"}, "new": {}}
    tables = make_tables(stances, evidence=evidence, bears_on={"old": "R1", "new": "R1"})
    table = partners(Network.from_tables(tables), "R1").set_index("actor_id")
    assert (table.loc["a", "section"], table.loc["a", "moved"]) == ("opposed", "towards")
    assert "moved towards: support only in its latest year on record" in table.loc["a", "sentence"]
    assert "moved away: no support in its latest year on record" in table.loc["b", "sentence"]
    assert not table.loc[["c", "d"], "sentence"].str.contains("moved").any()


def test_a_map_without_any_state_has_a_search_without_a_state() -> None:
    only_others = make_tables({("a", "e"): "support"}, kinds={"a": "ngo"}, bears_on={"e": "R1"})
    found = search(Network.from_tables(only_others), "R1")
    assert list(found.table["actor_id"]) == ["a"]
    assert found.target.kind is TargetKind.NONE
    nobody = search(Network.from_tables(make_tables({}, recommendations={"R1": {}})), "R1")
    assert nobody.table.empty
    assert nobody.sentence.startswith("No ranking.")


def test_a_list_is_whole_where_every_list_with_a_state_in_support_is(seed_network: Network) -> None:
    goal = target(seed_network, "R24")
    kinds = dict(zip(goal.evidence, seed_network.evidence.loc[list(goal.evidence), "coverage"], strict=True))
    assert "partial" in kinds.values()  # open letters of organisations, on which no State stands
    assert goal.kind is TargetKind.WHOLE


def test_only_a_state_can_look_on(seed_network: Network) -> None:
    with pytest.raises(ArgumentError, match="amnesty: Amnesty International is not a State"):
        partners(seed_network, "R18", as_seen_by="amnesty")
    with pytest.raises(UnknownIdError, match="no actor Chile; did you mean CHL"):
        partners(seed_network, "R18", as_seen_by="Chile")


def test_each_row_is_a_sentence_with_record_reason_and_go_between(seed_network: Network) -> None:
    row = search(seed_network, "R22.3").table.set_index("actor_id").loc["GAB"]
    assert row["sentence"].startswith("Gabon: abstained on A/HRC/RES/26/9 (2014)")
    assert "closest partners support it" in row["sentence"]
    assert f"through {seed_network.actors.loc[row['go_between'], 'name']}" in row["sentence"]


def test_the_order_of_rows_in_the_tables_does_not_matter(seeds: Tables) -> None:
    rng = np.random.default_rng(4)
    mixed = Tables(
        **dict(seeds)
        | {name: frame.iloc[rng.permutation(len(frame))] for name, frame in seeds if name in ("actors", "stances")}
    )
    one, other = (partners(Network.from_tables(tables), "R22.3") for tables in (seeds, mixed))
    columns = ["actor_id", "section", "rank", "supporting_neighbours"]
    a, b = (table[table["rank"].notna()][columns].reset_index(drop=True) for table in (one, other))
    assert set(a["actor_id"]) == set(b["actor_id"])
    assert list(a["actor_id"][:5]) == list(b["actor_id"][:5])
