"""What an estimate may rest on: nothing of the question itself, none of its twins, and nothing from later."""

from __future__ import annotations

import numpy as np
import pytest
from conftest import make_tables

from coalition.analysis.partners.record import SMALLEST_LIST, record_without, twins
from coalition.exchange.tables import read_tables
from coalition.measures.ideal_points import ideal_points
from coalition.model.network import Network
from coalition.settings import resource

RECOMMENDATIONS = list(read_tables(resource("seeds")).recommendations["id"])
STATES = [f"s{i}" for i in range(10)]


def lists(dates: dict[str, str] | None = None, **members: list[str]) -> Network:
    """A map of lists by name, with one contested vote of all ten States in 2015."""
    stances = {(actor, item): "support" for item, names in members.items() for actor in names}
    stances |= {(actor, "vote"): "support" if i % 2 else "oppose" for i, actor in enumerate(STATES)}
    evidence = {item: {"kind": "statement"} for item in members}
    for item, date in (dates or {}).items():
        evidence.setdefault(item, {}).update(date_from=date, date_to=date)
    return Network.from_tables(make_tables(stances, evidence=evidence, bears_on={}))


def test_the_statement_of_the_same_friends_a_year_later_is_a_twin(seed_network: Network) -> None:
    assert twins(seed_network, ["GOF-NMIRF-2018-UPR"]) == ["GOF-NMIRF-2019"]
    assert twins(seed_network, ["GOF-NMIRF-2019"]) == ["GOF-NMIRF-2018-UPR"]


def test_a_recurring_text_of_two_years_later_is_a_twin(seed_network: Network) -> None:
    assert "GA-74-152" in twins(seed_network, ["GA-72-167"])


def test_titles_that_differ_in_numbers_only_are_twins() -> None:
    stances = {(actor, item): "support" for actor in STATES for item in ("a", "b", "c")}
    titles = {"a": "Resolution 12 on water", "b": "Resolution 13 on Water (2019)", "c": "Resolution on air"}
    network = Network.from_tables(make_tables(stances, evidence={k: {"title": v} for k, v in titles.items()}))
    assert twins(network, ["a"]) == ["b"]


def test_lists_are_twins_from_four_fifths_of_common_states_on() -> None:
    network = lists(one=STATES[:4], four_of_five=STATES[:5], half=STATES[2:8], tiny=STATES[:2])
    assert twins(network, ["one"]) == ["four_of_five"]  # 4/5; `half` has 2/8
    assert twins(network, ["half"]) == []


def test_lists_of_fewer_than_three_states_are_nobodys_twin_and_in_no_record() -> None:
    network = lists(pair=STATES[:2], same_pair=STATES[:2], triple=STATES[3:6])
    assert twins(network, ["pair"]) == []
    assert record_without(network, []).lists.sum(axis=0).tolist() == [SMALLEST_LIST]


def test_without_evidence_given_there_are_no_twins(seed_network: Network) -> None:
    assert twins(seed_network, []) == []


def test_a_bloc_that_is_the_list_is_left_out_with_it(seed_network: Network) -> None:
    names = sorted(seed_network.actors.iloc[seed_network.states]["blocs"].str.split(";").explode().unique())
    names = [name for name in names if name]
    whole, without = record_without(seed_network, []), record_without(seed_network, ["FOC"])
    assert whole.blocs.shape[1] == len(names)
    kept = {column.tobytes() for column in without.blocs.T}
    gone = {name for name, column in zip(names, whole.blocs.T, strict=True) if column.tobytes() not in kept}
    assert gone == {"FOC"}


def test_a_bloc_that_is_a_twin_of_the_list_is_left_out_too() -> None:
    tables = make_tables(
        {(actor, "asked"): "support" for actor in STATES[:4]} | {(actor, "later"): "support" for actor in STATES},
        evidence={item: {"kind": "statement", "family": "friends"} for item in ("asked", "later")},
        kinds={"other": "state"},
        bears_on={},
    )
    tables.actors["blocs"] = ["" if actor == "other" else "FRIENDS" for actor in tables.actors["id"]]
    network = Network.from_tables(tables)
    assert record_without(network, []).blocs.shape[1] == 1
    assert record_without(network, ["asked"]).blocs.shape[1] == 0


@pytest.mark.parametrize("recommendation", RECOMMENDATIONS)
def test_nothing_of_a_recommendations_own_evidence_is_in_its_record(seed_network: Network, recommendation: str) -> None:
    own = seed_network.evidence_of(recommendation)
    record = record_without(seed_network, own)
    gone = {*own, *twins(seed_network, own)}
    assert not gone & set(record.items)
    support = seed_network.values(seed_network.states) == 1
    for key in own:
        on = support[:, seed_network.columns([key])[0]]
        if on.sum() >= SMALLEST_LIST:
            is_vote = seed_network.evidence.loc[key, "kind"] == "vote"
            assert is_vote or not (record.lists == on[:, None]).all(axis=0).any()
            assert not (record.blocs == on[:, None]).all(axis=0).any()


def test_before_keeps_only_what_ended_in_an_earlier_year(seed_network: Network) -> None:
    record = record_without(seed_network, [], before="2016-05-01")
    years = seed_network.evidence.loc[record.items, "date_to"].str[:4]
    assert years.max() == "2015"
    later = record_without(seed_network, [], before="2017")
    assert set(record.items) < set(later.items)
    assert record.lists.shape[1] < later.lists.shape[1]


def test_before_leaves_out_later_lists_too() -> None:
    network = lists({"early": "2014", "late": "2016"}, early=STATES[:4], late=STATES[5:9])
    record = record_without(network, [], before="2015-12-31")
    assert record.lists.sum(axis=0).tolist() == [4]
    assert record.items == []  # the vote is of 2015 itself


def test_the_order_of_the_states_is_that_of_the_table_and_arguments_stay_as_they_are(seed_network: Network) -> None:
    before = seed_network.evidence.copy()
    record = record_without(seed_network, seed_network.evidence_of("R18"))
    assert record.ids == list(seed_network.actors.index[seed_network.states])
    assert len(record.groups) == len(record.votes) == len(record.lists) == len(record.blocs) == len(record.ids)
    assert seed_network.evidence.equals(before)


def test_a_map_without_any_list_or_vote_gives_an_empty_record() -> None:
    record = record_without(Network.from_tables(make_tables({}, groups={"a": "west", "b": ""})), [])
    assert (record.votes.shape, record.lists.shape, record.blocs.shape) == ((2, 0), (2, 0), (2, 0))
    assert np.isnan(record.jaccard).all()


def test_to_be_in_no_bloc_is_no_bloc(seed_network: Network) -> None:
    blocs = record_without(seed_network, []).blocs
    none = (seed_network.actors.iloc[seed_network.states]["blocs"] == "").to_numpy()
    assert none.any()
    assert not blocs[none].any()


def test_jaccard_is_common_lists_over_all_lists_of_the_two() -> None:
    record = record_without(lists(a=STATES[:4], b=STATES[2:6], c=STATES[3:7]), [])
    on = record.lists
    for i in range(10):
        for j in range(10):
            either = (on[i] | on[j]).sum()
            expected = (on[i] & on[j]).sum() / either if either else np.nan
            assert record.jaccard[i, j] == pytest.approx(expected, nan_ok=True)


def test_kappa_is_drawn_to_zero_by_few_items_and_undefined_is_last(seed_network: Network) -> None:
    record = record_without(seed_network, [])
    K, N = record.kappa
    i, j = record.ids.index("CHL"), record.ids.index("MEX")
    assert record.shrunken[i, j] == pytest.approx(K[i, j] * N[i, j] / (N[i, j] + 5))
    assert (record.shrunken[np.isnan(K)] == -np.inf).all()


def test_ideal_points_are_those_of_the_votes_and_kept_for_reading_only(seed_network: Network) -> None:
    one, other = (record_without(seed_network, seed_network.evidence_of(key)) for key in ("R22.3", "R21.1"))
    assert one.items != other.items
    for record in (one, other):
        np.testing.assert_array_equal(record.points, ideal_points(record.votes, dimensions=2).points)
    again = record_without(seed_network, seed_network.evidence_of("R22.3"))
    assert again.points is one.points
    with pytest.raises(ValueError, match="read-only"):
        again.points[0, 0] = 1.0
