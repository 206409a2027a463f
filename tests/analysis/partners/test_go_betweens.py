"""Through whom: whoever joined or leads and is close, by core group, texts, group and blocs, and only then votes."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from conftest import make_tables

from coalition.analysis.partners.go_betweens import (
    MOST,
    OFTEN,
    GoBetween,
    at_home,
    could_speak_for,
    go_betweens,
    nearest_to_both,
)
from coalition.analysis.partners.likeness_models import MIN_COMMON
from coalition.analysis.partners.record import StanceRecord, record_without
from coalition.analysis.partners.targets import target
from coalition.model.network import Network
from coalition.model.vocabulary import Tables

GROUPS = {"a": "west", "b": "west", "c": "east", "d": "east", "e": "", "f": "", "z": ""}
BLOCS = {"a": "X;Y", "b": "Y", "c": "X;Y", "d": "", "e": "X", "f": ""}


def made_up(
    together: dict[str, str] | None = None,
    agreeing: dict[str, int] | None = None,
    blocs: dict[str, str] | None = None,
    items: int = 40,
) -> tuple[Network, StanceRecord]:
    """State a and others on texts that they led or joined together, and on votes.

    `together` names who is on each text beside a; a name that begins with "led" is a text that they led. State z votes
    against a always, so that each vote is contested; the others vote with a on the first so many.
    """
    stances, evidence = {}, {}
    for item in range(items):
        word = ["support", "oppose"][item % 2]
        stances["a", f"v{item:02}"] = word
        for actor, agreed in (dict.fromkeys("bcdef", items // 2) | (agreeing or {}) | {"z": 0}).items():
            other = "oppose" if word == "support" else "support"
            stances[actor, f"v{item:02}"] = word if item < agreed else other
    for name, actors in (together or {}).items():
        stances |= {(actor, name): "support" for actor in f"a{actors}"}
        evidence[name] = {"kind": "cosponsorship", "act": "led" if name.startswith("led") else "joined"}
    tables = make_tables(stances, groups=GROUPS, evidence=evidence, bears_on={})
    own = BLOCS if blocs is None else blocs
    actors = tables.actors.assign(blocs=[own.get(actor, "") for actor in tables.actors["id"]])
    network = Network.from_tables(Tables(**dict(tables) | {"actors": actors}))
    return network, record_without(network, [])


def through(found: tuple[Network, StanceRecord], speaking: str, wanted: str = "a") -> list[tuple[str, str]]:
    network, record = found
    near = go_betweens(network, record, np.isin(record.ids, list(speaking)), np.isin(record.ids, list(wanted)))
    return [(one.actor_id, one.why) for one in near[record.ids.index("a")]]


def test_the_same_core_group_is_closer_than_anything_else() -> None:
    found = through(made_up({"led1": "d", **{f"t{i}": "b" for i in range(9)}}, {"b": 38, "d": 2}), "bcd")
    assert found[0] == (
        "d", "in 1 core group with it, 1 text sponsored or joined together"
    )  # fmt: skip
    assert [actor for actor, _ in found] == ["d", "b"]


def test_texts_joined_together_are_closer_than_group_and_blocs() -> None:
    found = through(made_up({f"t{i}": "d" for i in range(OFTEN)}), "bd")
    assert [actor for actor, _ in found] == ["d", "b"]
    assert found[0][1].startswith("3 texts sponsored or joined together")


def test_one_more_text_of_many_is_no_difference_and_the_group_decides() -> None:
    texts = {f"t{i}": "bd" for i in range(20)} | {"t20": "d"}
    assert through(made_up(texts), "bd")[0][0] == "b"


def test_group_and_blocs_are_closer_than_votes() -> None:
    found = through(made_up(agreeing={"b": 2, "c": 40}), "b")
    assert found == [("b", "both in West, Y")]


def test_only_then_votes_decide() -> None:
    texts = {f"t{i}": "ef" for i in range(OFTEN)}
    assert [one for one, _ in through(made_up(texts, {"e": 20, "f": 30}, blocs={}), "ef")] == ["f", "e"]
    assert [one for one, _ in through(made_up(texts, {"e": 30, "f": 20}, blocs={}), "ef")] == ["e", "f"]


@pytest.mark.parametrize("texts", range(OFTEN))
def test_nobody_stands_out_by_votes_or_by_few_texts_or_by_blocs_alone(texts: int) -> None:
    assert through(made_up({f"t{i}": "c" for i in range(texts)}, {"c": 40}), "c") == []


def test_a_group_alone_stands_out_for_nobody() -> None:
    assert through(made_up(blocs={"a": "X", "b": "Y"}), "b") == []


def test_votes_in_small_numbers_are_not_told() -> None:
    ((_, why),) = through(made_up({"led1": "d"}, items=MIN_COMMON - 1), "d")
    assert why == "in 1 core group with it, 1 text sponsored or joined together"


def test_up_to_three_are_named() -> None:
    found = through(made_up({"led1": "bcdef"}), "bcdef")
    assert len(found) == MOST < 5


def test_nobody_speaks_for_itself_or_where_nobody_is_sought() -> None:
    known = made_up({"led1": "b"})
    assert [one for one, _ in through(known, "ab")] == ["b"]
    assert through(known, "a") == through(known, "") == through(known, "b", wanted="") == []


def expected(network: Network, record: StanceRecord, speaking: set[str], actor: str) -> list[str]:
    """The rule pair by pair, over the tables."""
    rows = network.tables.stances.merge(network.tables.evidence[["id", "act"]], left_on="evidence_id", right_on="id")
    rows = rows[(rows["position"] == "support") & (rows["ended"] == "")]
    led = rows[rows["act"] == "led"].groupby("actor_id")["evidence_id"].agg(set).to_dict()
    joined = rows[rows["act"].isin(["led", "joined"])].groupby("actor_id")["evidence_id"].agg(set).to_dict()
    place = {key: number for number, key in enumerate(record.ids)}
    _, N = record.kappa
    blocs = [set(np.flatnonzero(row)) for row in record.blocs]
    i, mine = place[actor], []
    for other in sorted(speaking - {actor}, key=place.__getitem__):
        j = place[other]
        core = len(led.get(actor, set()) & led.get(other, set()))
        both, either = (
            len(op(joined.get(actor, set()), joined.get(other, set()))) for op in (set.intersection, set.union)
        )
        same_group = record.groups[i] == record.groups[j] != ""
        common = len(blocs[i] & blocs[j])
        if core or both >= OFTEN or (same_group and common):
            votes = round(record.shrunken[i, j], 10) if N[i, j] >= MIN_COMMON else -1.0
            share = float(np.round(both / max(either, 1), 1))
            mine.append((-core, -share, -(same_group + common), -votes, j))
    return [record.ids[row[-1]] for row in sorted(mine)[:MOST]]


@pytest.mark.parametrize("seed", range(6))
def test_on_a_made_up_map_by_brute_force(seed: int) -> None:
    rng = np.random.default_rng(seed)
    texts = {
        f"{prefix}{number}": "".join(actor for actor in "bcdef" if rng.random() < 0.4)
        for prefix, number in product(("led", "t"), range(3))
    }
    network, record = made_up(texts, {actor: int(rng.integers(0, 40)) for actor in "bcdef"})
    speaking = {actor for actor in "abcdef" if rng.random() < 0.7}
    every = np.ones(len(record.ids), dtype=bool)
    found = go_betweens(network, record, np.isin(record.ids, list(speaking)), every)
    for actor, near in zip(record.ids, found, strict=True):
        assert [one.actor_id for one in near] == expected(network, record, speaking, actor)


@pytest.mark.parametrize("key", ["R18", "R22.3", "R21.1"])
def test_on_the_seeds_by_brute_force(seed_network: Network, key: str) -> None:
    record = record_without(seed_network, seed_network.evidence_of(key))
    speaking = set(could_speak_for(seed_network, target(seed_network, key)))
    wanted = ~np.isin(record.ids, list(speaking))
    found = go_betweens(seed_network, record, ~wanted, wanted)
    named = 0
    for i in np.flatnonzero(wanted)[::9]:
        assert [one.actor_id for one in found[i]] == expected(seed_network, record, speaking, record.ids[i])
        named += len(found[i])
    assert named > 5
    assert all(found[i] == () for i in np.flatnonzero(~wanted))


def test_who_joined_or_leads_can_speak_and_who_voted_where_nobody_did() -> None:
    stances = {("a", "vote"): "support", ("b", "vote"): "support", ("c", "vote"): "oppose", ("d", "said"): "support"}
    evidence = {
        "vote": {},
        "list": {"kind": "signature", "act": "joined"},
        "said": {"kind": "statement", "act": "declared"},
    }
    bears_on = dict.fromkeys(evidence, "R1")
    voted = Network.from_tables(make_tables(stances, evidence=evidence, bears_on=bears_on))
    assert could_speak_for(voted, target(voted, "R1")) == ["a", "b"]
    joined = Network.from_tables(
        make_tables(stances | {("a", "list"): "support"}, evidence=evidence, bears_on=bears_on)
    )
    assert could_speak_for(joined, target(joined, "R1")) == ["a"]


def test_who_only_declared_never_speaks(seed_network: Network) -> None:
    for key in ("R16", "R20", "R23.1"):
        assert could_speak_for(seed_network, target(seed_network, key)) == []


def test_at_home_the_human_rights_institution_comes_first_then_who_supports_it() -> None:
    kinds = {"n": "nhri", "o": "ngo", "p": "ngo", "x": "ngo", "u": "un_body"}
    tables = make_tables({("s", "e"): "support", ("p", "e"): "support"}, kinds=kinds, bears_on={"e": "R1"})
    country = {"s": "AA", "n": "AA", "o": "AA", "p": "AA", "x": "BB", "u": "AA"}
    actors = tables.actors.assign(country=[country[actor] for actor in tables.actors["id"]])
    network = Network.from_tables(Tables(**dict(tables) | {"actors": actors}))
    assert at_home(network, "s", "R1") == [("N", "NHRI", False), ("P", "NGO", True), ("O", "NGO", False)]
    assert [name for name, _, _ in at_home(network, "x", "R1")] == ["X"]


def test_without_a_country_nobody_is_at_home() -> None:
    network = Network.from_tables(make_tables({("s", "e"): "support"}, kinds={"n": "nhri"}, bears_on={"e": "R1"}))
    assert at_home(network, "s", "R1") == []


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
    _, record = made_up()
    assert set(nearest_to_both(record, np.zeros(len(record.ids), dtype=bool), 0)) == {-1}


def test_a_go_between_is_an_id_and_a_reason() -> None:
    network, record = made_up({"led1": "b"})
    speaking = np.isin(record.ids, ["b"])
    first, *_ = go_betweens(network, record, speaking, ~speaking)
    assert isinstance(first[0], GoBetween)
    assert first[0].actor_id == "b"
