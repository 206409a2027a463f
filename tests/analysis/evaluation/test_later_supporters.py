"""Who joined later: pairs go forward in time, candidates had no support, and counts are right by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from conftest import make_tables

from coalition.analysis.evaluation import later_supporters
from coalition.analysis.evaluation.later_supporters import (
    BANDS,
    COLUMNS,
    LEAST,
    bands,
    conversions,
    first_names,
    level,
    pairs,
)
from coalition.analysis.partners.likeness_models import parts_of
from coalition.analysis.partners.record import record_without
from coalition.analysis.partners.targets import Level, target
from coalition.measures.accuracy import area_under_curve
from coalition.measures.calibration import IDENTITY, Platt
from coalition.measures.intervals import wilson
from coalition.model.network import Network

PLAIN = {"votes": {"": IDENTITY}, "lists": {"": IDENTITY}}
STATES = [f"s{i:02}" for i in range(40)]


def made_up() -> Network:
    """40 States in two camps; one text voted on in 2016 and 2018, of which s18, s19 and s38 changed their minds.

    In 2016 the first 18 support, s18 and s19 abstain, the others oppose. In 2018 s18, s19 and s38 support too, and s39
    was absent.
    """
    rng = np.random.default_rng(8)
    stances = {}
    for item in range(25):
        for i, actor in enumerate(STATES):
            camp = (i >= 20) ^ (item % 2 == 1)
            stances[actor, f"b{item:02}"] = ["support", "oppose"][camp] if rng.random() > 0.15 else "abstain"
    for i, actor in enumerate(STATES):
        stances[actor, "t1"] = "support" if i < 18 else "abstain" if i < 20 else "oppose"
        stances[actor, "t2"] = "support" if i < 20 or i == 38 else "absent" if i == 39 else "oppose"
    evidence = {
        "t1": {"date_from": "2016-03-01", "date_to": "2016-03-01", "family": "f"},
        "t2": {"date_from": "2018-03-01", "date_to": "2018-03-01", "family": "f"},
    }
    return Network.from_tables(make_tables(stances, evidence=evidence, bears_on={"t1": "R1", "t2": "R1"}))


@pytest.fixture(scope="module")
def found() -> pd.DataFrame:
    return conversions(made_up(), PLAIN)


def test_pairs_go_forward_in_time_and_are_told_once(seed_network: Network) -> None:
    listed = list(pairs(seed_network))
    assert len(listed) > 100
    for _, earlier, later in listed:
        one, other = seed_network.evidence.loc[earlier], seed_network.evidence.loc[later]
        assert one["date_to"][:4] < other["date_from"][:4]
        assert (one["kind"] == "vote") == (other["kind"] == "vote")
    assert len({(earlier, later) for _, earlier, later in listed}) == len(listed)


def test_lists_of_a_closed_body_or_of_part_of_the_states_are_no_earlier_evidence(seed_network: Network) -> None:
    for _, earlier, later in pairs(seed_network):
        one, other = seed_network.evidence.loc[earlier], seed_network.evidence.loc[later]
        if one["kind"] != "vote":
            assert (one["coverage"], one["body"], other["body"]) == ("complete", "", "")
            assert (seed_network.values(seed_network.states)[:, seed_network.columns([later])] == 1).sum() >= LEAST


def test_the_next_text_is_the_next_and_not_any_later_one() -> None:
    stances = {(actor, f"t{year}"): "support" for actor in STATES for year in (2014, 2015, 2018)}
    evidence = {f"t{y}": {"date_from": str(y), "date_to": str(y), "family": "f"} for y in (2014, 2015, 2018)}
    network = Network.from_tables(make_tables(stances, evidence=evidence, bears_on={}))
    assert list(pairs(network)) == [("text f", "t2014", "t2015"), ("text f", "t2015", "t2018")]


def test_candidates_are_those_without_support_before_who_took_a_position_after(found: pd.DataFrame) -> None:
    assert list(found.columns) == COLUMNS
    assert sorted(found["actor_id"]) == [f"s{i}" for i in range(18, 39)]  # s39 was absent in 2018
    assert set(found.loc[found["converted"] == 1, "actor_id"]) == {"s18", "s19", "s38"}
    assert found[["subject", "earlier", "later"]].drop_duplicates().to_numpy().tolist() == [["R1", "t1", "t2"]]


def test_those_who_vote_with_the_supporters_stand_above_those_who_do_not(found: pd.DataFrame) -> None:
    scores = found.set_index("actor_id")["score"]
    assert scores[["s18", "s19"]].min() > scores.drop(["s18", "s19"]).max()


def test_nobody_with_support_before_is_a_candidate_on_the_seeds(
    seed_network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pairs of lists, and every tenth pair of votes: each takes a record of its own."""
    listed = list(pairs(seed_network))
    is_list = [seed_network.evidence.loc[earlier, "kind"] != "vote" for _, earlier, _ in listed]
    some = [pair for place, pair in enumerate(listed) if is_list[place] or place % 10 == 0]
    monkeypatch.setattr(later_supporters, "pairs", lambda network: iter(some))
    result = conversions(seed_network, PLAIN)
    values = pd.DataFrame(
        seed_network.values(seed_network.states),
        index=seed_network.actors.index[seed_network.states],
        columns=seed_network.evidence.index,
    )
    sample = result.iloc[::17]
    for row in sample.itertuples():
        assert values.loc[row.actor_id, row.earlier] != 1
        assert row.converted == (values.loc[row.actor_id, row.later] == 1)
    assert not result.duplicated(["earlier", "later", "actor_id"]).any()
    assert set(result["sort"]) == {"votes", "lists"}


def test_the_share_is_the_mean_of_parts_recalibrated_by_what_did_not_see_the_subject(found: pd.DataFrame) -> None:
    network = made_up()
    record = record_without(network, ["t1", "t2"], "2018-03-01")
    before = network.values(network.states)[:, network.columns(["t1"])[0]]
    parts = parts_of("cd", record, (before == 1).astype(float))
    places = [record.ids.index(actor) for actor in found["actor_id"]]
    own, all_of_them = Platt(-1.0, 0.5, 0.0), Platt(1.0, 1.0, 0.0)
    for platts, used in (({"R1": own, "": all_of_them}, own), ({"": all_of_them}, all_of_them)):
        known = conversions(network, {"votes": platts, "lists": {"": IDENTITY}})
        np.testing.assert_allclose(known["score"], parts[places].mean(axis=1))
        np.testing.assert_allclose(known["share"], used.apply(parts[places], 18 / 40).mean(axis=1))


def test_a_map_without_pairs_has_no_rows() -> None:
    network = Network.from_tables(make_tables({("a", "x"): "support", ("b", "x"): "oppose"}))
    empty = conversions(network, PLAIN)
    assert (list(empty.columns), len(empty)) == (COLUMNS, 0)
    assert bands(empty).empty
    assert first_names(empty).empty


def test_the_level_of_a_text_is_that_of_a_target_with_as_many(seed_network: Network) -> None:
    """For lists of whole coverage and votes of one text the rule is the same as on the pages."""
    for key in seed_network.recommendations.index:
        goal = target(seed_network, str(key))
        if len(goal.evidence) == 1 and goal.kind.value in ("votes", "whole_list"):
            n = len(goal.supporters)
            others = (len(goal.standing) if goal.votes else len(seed_network.states)) - n
            assert level(goal.votes, n, others) is goal.level, key


@pytest.mark.parametrize(
    ("is_vote", "supporters", "others", "expected"),
    [
        (True, 1, 100, Level.FACTS),
        (True, 2, 100, Level.ORDER),
        (True, 10, 10, Level.LIKENESS),
        (True, 97, 3, Level.FACTS),
        (False, 1, 100, Level.FACTS),
        (False, 2, 100, Level.LISTS_JOINED),
        (False, 10, 100, Level.ROUGH),
        (False, 20, 100, Level.LIKENESS),
        (False, 90, 10, Level.FACTS),
    ],
)
def test_levels_by_amount(is_vote: bool, supporters: int, others: int, expected: Level) -> None:
    assert level(is_vote, supporters, others) is expected


def rows(shares: list[float], converted: list[int], later: str = "b", sort: str = "votes") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "sort": sort, "subject": "R", "earlier": "a", "later": later,
            "actor_id": [f"s{i:02}" for i in range(len(shares))],
            "score": shares, "share": shares, "converted": converted,
        }
    )  # fmt: skip


def test_bands_are_counted_with_their_edges_and_wilson_intervals() -> None:
    result = bands(rows([0.05, 0.1, 0.2, 0.5, 0.74, 0.75, 1.0, np.nan], [1, 0, 1, 1, 0, 0, 1, 1]))
    assert result["low"].tolist() == list(BANDS[:-1])
    assert result["n"].tolist() == [1, 1, 3, 2]
    assert result["converted"].tolist() == [1, 0, 2, 1]
    assert result["share"].tolist() == pytest.approx([1.0, 0.0, 2 / 3, 0.5])
    assert (result["share_low"][2], result["share_high"][2]) == pytest.approx(wilson(2, 3))


def test_an_empty_band_has_no_share() -> None:
    result = bands(rows([0.05], [0]))
    assert np.isnan(result["share"][2])
    assert result["n"][2] == 0


def test_the_first_ten_names_are_counted_over_pairs_with_more_than_ten() -> None:
    scores = list(np.linspace(0.9, 0.1, 12))
    long = rows(scores, [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0])
    short = rows([0.9, 0.1], [0, 1], later="c")
    alike = rows(scores, [0] * 12, later="d")  # nobody joined: no order to judge
    (row,) = first_names(pd.concat([long, short, alike])).to_dict("records")
    assert (row["pairs"], row["first_n"]) == (2, 10)
    assert row["first_share"] == pytest.approx(2 / 10)
    assert row["base"] == pytest.approx(3 / 12)
    assert (row["first_low"], row["first_high"]) == pytest.approx(wilson(2, 10))
    areas = [area_under_curve(one["converted"], one["score"]) for one in (long, short)]
    assert row["auc"] == pytest.approx(np.mean(areas))


def test_ties_among_the_first_names_go_by_id() -> None:
    (row,) = first_names(rows([0.5] * 11, [0] * 10 + [1])).to_dict("records")
    assert row["first_share"] == 0.0
