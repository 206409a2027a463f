"""Through whom: a supporter, the most alike, of one's own group or bloc where that costs little."""

from __future__ import annotations

import numpy as np
import pytest
from conftest import make_tables

from coalition.analysis.partners.go_betweens import NEAR, go_betweens, nearest_to_both
from coalition.analysis.partners.likeness_models import MIN_COMMON
from coalition.analysis.partners.record import StanceRecord, record_without
from coalition.analysis.partners.targets import target
from coalition.model.network import Network

GROUPS = {"a": "west", "b": "west", "c": "east", "d": "east", "e": ""}


def made_up(agreeing: dict[str, int], items: int = 40) -> tuple[Network, StanceRecord]:
    """State a votes yes and no in turn; the others vote with it on the first so many texts, and otherwise against.

    State e votes against it always, so that each text is contested.
    """
    stances = {}
    for item in range(items):
        word = ["support", "oppose"][item % 2]
        stances["a", f"v{item:02}"] = word
        for actor, agreed in (agreeing | {"e": 0}).items():
            other = "oppose" if word == "support" else "support"
            stances[actor, f"v{item:02}"] = word if item < agreed else other
    network = Network.from_tables(make_tables(stances, groups=GROUPS, bears_on={}))
    return network, record_without(network, [])


def through(network: Network, record: StanceRecord, supporters: str, wanted: str = "a") -> tuple[str, str]:
    ids, why = go_betweens(
        network, record, np.isin(record.ids, list(supporters)), np.isin(record.ids, list(wanted))
    )  # fmt: skip
    place = record.ids.index("a")
    return ids[place], why[place]


def test_the_supporter_most_alike_is_the_one() -> None:
    network, record = made_up({"b": 20, "c": 36, "d": 30})
    assert through(network, record, "bcd") == ("c", "same position on 36 of 40 contested items")


def test_one_of_the_same_group_is_preferred_where_it_is_nearly_as_alike() -> None:
    network, record = made_up({"b": 35, "c": 36, "d": 30})
    found, why = through(network, record, "bcd")
    assert record.shrunken[0, 2] - record.shrunken[0, 1] < NEAR
    assert found == "b"
    assert why == "same position on 35 of 40 contested items, both in West"


def test_and_not_where_it_is_much_less_alike() -> None:
    network, record = made_up({"b": 30, "c": 38})
    assert record.shrunken[0, 2] - record.shrunken[0, 1] > NEAR
    assert through(network, record, "bc")[0] == "c"


def test_to_have_no_group_is_nothing_in_common() -> None:
    stances = {(actor, f"v{i:02}"): ["support", "oppose"][i % 2] for i in range(40) for actor in "aefg"}
    for i in range(2):
        stances["f", f"v{i:02}"] = "abstain"
    stances["g", "v39"] = "abstain"
    stances |= {("h", f"v{i:02}"): ["oppose", "support"][i % 2] for i in range(40)}
    network = Network.from_tables(make_tables(stances, groups={"a": "", "f": "", "g": "east"}, bears_on={}))
    record = record_without(network, [])
    assert through(network, record, "fg")[0] == "g"


def test_a_supporter_with_too_little_in_common_is_none() -> None:
    network, record = made_up({"b": 10, "c": 10}, items=MIN_COMMON - 1)
    assert through(network, record, "bc") == ("", "")


def test_without_supporters_or_where_nobody_wants_one_there_is_none() -> None:
    network, record = made_up({"b": 30, "c": 38})
    assert through(network, record, "") == ("", "")
    assert through(network, record, "bc", wanted="") == ("", "")


def test_nobody_goes_between_to_itself() -> None:
    network, record = made_up({"b": 30})
    assert through(network, record, "ab")[0] == "b"
    assert through(network, record, "a") == ("", "")


def test_ties_go_by_table_order() -> None:
    network, record = made_up({"c": 36, "d": 36})
    assert through(network, record, "cd")[0] == "c"


@pytest.mark.parametrize("key", ["R18", "R22.3"])
def test_on_the_seeds_by_brute_force(seed_network: Network, key: str) -> None:
    record = record_without(seed_network, seed_network.evidence_of(key))
    supporting = np.isin(record.ids, target(seed_network, key).supporters)
    ids, why = go_betweens(seed_network, record, supporting, ~supporting)
    _, N = record.kappa
    actors = seed_network.actors.loc[record.ids]
    blocs = [set(cell.split(";")) - {""} for cell in actors["blocs"]]
    for i in np.flatnonzero(~supporting)[::7]:
        scores = {j: record.shrunken[i, j] for j in np.flatnonzero(supporting) if N[i, j] >= MIN_COMMON}
        if not scores:
            assert ids[i] == ""
            continue
        near = {j: score for j, score in scores.items() if score >= max(scores.values()) - NEAR}
        group = record.groups[i]
        own = {j for j in near if (group and record.groups[j] == group) or blocs[i] & blocs[j]} or set(near)
        assert ids[i] == record.ids[min(own, key=lambda j: (-round(near[j], 10), j))]
        assert "contested items" in why[i]
    assert all(name == "" for name, supports in zip(ids, supporting, strict=True) if supports)


@pytest.mark.parametrize(("key", "own"), [("R18", "CHL"), ("R18", "PER"), ("R22.3", "GAB")])
def test_nearest_to_both_by_brute_force(seed_network: Network, key: str, own: str) -> None:
    record = record_without(seed_network, seed_network.evidence_of(key))
    supporting = np.isin(record.ids, target(seed_network, key).supporters)
    _, N = record.kappa
    me = record.ids.index(own)
    found = nearest_to_both(record, supporting, me)
    for i in range(0, len(record.ids), 5):
        both = {
            j: min(record.shrunken[i, j], record.shrunken[me, j])
            for j in np.flatnonzero(supporting)
            if j not in (i, me) and min(N[i, j], N[me, j]) >= MIN_COMMON
        }
        assert found[i] == min(both, key=lambda j: (-round(both[j], 10), j), default=-1)


def test_nobody_is_near_both_without_supporters() -> None:
    _, record = made_up({"b": 30, "c": 38})
    assert set(nearest_to_both(record, np.zeros(len(record.ids), dtype=bool), 0)) == {-1}
