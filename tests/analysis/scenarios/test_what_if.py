"""A what-if by update is what computing everything again says, on random small maps and on the seeds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from conftest import FEW, make_tables
from hypothesis import given
from hypothesis import strategies as st

from coalition.analysis.bridges.ranking import bridges
from coalition.analysis.coalitions import coalition_for
from coalition.analysis.coverage import supports
from coalition.analysis.gaps.gaps import gaps
from coalition.analysis.scenarios.baseline import Baseline
from coalition.analysis.scenarios.what_if import WhatIf, baseline, facts_of, scenario, what_if
from coalition.errors import UnknownIdError
from coalition.measures.arguments import ArgumentError
from coalition.measures.coalitions.rules import Rules
from coalition.measures.shapley import shapley, sole_carriers
from coalition.model.network import Network
from coalition.model.vocabulary import POSITION_CODES, Tables

Changes = Sequence[tuple[str, str, str | None]]
ACTORS = [f"s{place:02}" for place in range(13)] + ["n0", "n1"]
ITEMS = [f"e{place}" for place in range(9)]
POSITIONS = ["support", "abstain", "oppose", "absent"]
GROUPS = {actor: ("west" if place < 6 else "east") for place, actor in enumerate(ACTORS)} | {"s12": ""}


@st.composite
def maps(draw: st.DrawFn) -> tuple[Tables, Changes]:
    cells = [(actor, item) for actor in ACTORS for item in ITEMS]
    given_positions = draw(
        st.lists(st.sampled_from([*POSITIONS, None, "support"]), min_size=len(cells), max_size=len(cells))
    )
    stances = {cell: p for cell, p in zip(cells, given_positions, strict=True) if p}
    goals = {item: f"R{place % 3}" for place, item in enumerate(ITEMS[:7])}
    leading = draw(st.sets(st.sampled_from(ITEMS), max_size=2))
    tables = make_tables(
        stances,
        groups=GROUPS,
        kinds={"n0": "ngo", "n1": "nhri"},
        evidence={item: {"leadership": "yes" if item in leading else "no"} for item in ITEMS},
        bears_on=goals,
        recommendations={"R0": {"addressed_to": "state;ngo"}, "R9": {}},
    )
    changed = draw(st.lists(st.sampled_from(cells), min_size=1, max_size=4, unique=True))
    return tables, [(actor, item, draw(st.sampled_from([*POSITIONS, None]))) for actor, item in changed]


def again(tables: Tables, changes: Changes) -> Network:
    """The network of tables in which the changed rows were written."""
    key = tables.stances["actor_id"] + " " + tables.stances["evidence_id"]
    kept = tables.stances[~key.isin([f"{actor} {item}" for actor, item, _ in changes])]
    new = pd.DataFrame([{"actor_id": a, "evidence_id": e, "position": p} for a, e, p in changes if p])
    stances = pd.concat([kept, new], ignore_index=True).fillna("")
    return Network.from_tables(Tables(**(dict(tables) | {"stances": stances})))


def assert_equal_to_computing_again(found: WhatIf, before: Network, after: Network) -> None:
    networks = {"before": before, "after": after}
    gap_tables = {name: gaps(network).set_index("recommendation_id") for name, network in networks.items()}
    rank_tables = {name: bridges(network, replicates=0).set_index("actor_id") for name, network in networks.items()}
    for name, network in networks.items():
        words = network.positions.set_index(["actor_id", "recommendation_id"])["position"]
        for row in found.positions.to_dict("records"):
            assert row[name] == words.get((row["actor_id"], row["recommendation_id"]), "unknown")
        table, ranks = gap_tables[name], rank_tables[name]
        for row in found.gaps.to_dict("records"):
            assert (row[name], row[f"severity_{name}"], row[f"supporters_{name}"]) == tuple(
                table.loc[row["recommendation_id"], ["gaps", "severity", "supporters"]]
            )
        for row in found.bridges.to_dict("records"):
            own = ranks.loc[row["actor_id"]]
            assert row[f"congruence_{name}"] == pytest.approx(own["weakest_group_congruence"], abs=1e-9, nan_ok=True)
            assert row[f"group_{name}"] == own["weakest_group"]
            assert pd.isna(row[f"rank_{name}"]) == pd.isna(own["rank"])
            assert pd.isna(own["rank"]) or row[f"rank_{name}"] == own["rank"]
            assert row[f"shapley_{name}"] == pytest.approx(own["shapley"], abs=1e-9)
            assert row[f"sole_{name}"] == own["sole_carriers"]
    moved = (before.standings != after.standings).nnz
    assert len(found.positions) == moved
    old, new = gap_tables.values()
    differs = (old["gaps"] != new["gaps"].reindex(old.index)) | (
        old["supporters"] != new["supporters"].reindex(old.index)
    )
    assert set(found.gaps["recommendation_id"]) == set(old.index[differs])
    columns = ["rank", "weakest_group_congruence", "weakest_group", "shapley", "sole_carriers"]
    old, new = (table[columns].astype(object) for table in rank_tables.values())
    new = new.reindex(old.index)
    same = (old == new).fillna(False).astype(bool) | (old.isna() & new.isna())
    assert set(found.bridges["actor_id"]) == set(old.index[~same.all(axis=1)])


@given(maps())
@FEW
def test_a_what_if_is_what_computing_everything_again_says(
    case: tuple[Tables, Changes],
) -> None:
    tables, changes = case
    network = Network.from_tables(tables)
    after = again(tables, changes)
    assert_equal_to_computing_again(what_if(network, changes), network, after)
    assumed = scenario(network, changes)
    assert (assumed.standings != after.standings).nnz == 0
    assert (assumed.stances != after.stances).nnz == 0


CASES: list[Changes] = [
    [("CHL", "GA-70-161", "oppose")],
    [("DEU", "LDCSIDS-DONORS-2018", None)],
    [("MEX", "GA-70-161", "abstain"), ("CHL", "GA-70-161", "absent"), ("CHL", "UPR-NHRI-REC", None)],
]


@pytest.mark.parametrize("changes", CASES)
def test_on_the_seeds_too(seeds: Tables, seed_network: Network, changes: Changes) -> None:
    base = baseline(seed_network)
    found = what_if(seed_network, changes, base)
    assert_equal_to_computing_again(found, seed_network, again(seeds, changes))
    twice = what_if(seed_network, changes, base)  # the base is not touched by its use
    pd.testing.assert_frame_equal(found.bridges, twice.bridges)
    assert len(found.positions)


def test_the_rule_on_arrays_gives_the_positions_of_the_tables(seed_network: Network) -> None:
    held = Baseline(facts_of(seed_network)).held
    np.testing.assert_array_equal(held, seed_network.standings.toarray())


def test_the_coverage_game_of_the_base_is_that_of_the_network(seed_network: Network) -> None:
    base = baseline(seed_network)
    groups = list(seed_network.actors["regional_group"].where(seed_network.is_state, ""))
    np.testing.assert_allclose(base.shapley, shapley(supports(seed_network), groups))
    np.testing.assert_array_equal(base.sole, sole_carriers(supports(seed_network), groups))


def test_a_chain_of_single_changes_ends_where_all_at_once_ends(seed_network: Network) -> None:
    cells = [(seed_network.rows([a])[0], seed_network.columns([e])[0]) for a, e, _ in CASES[2]]
    coded = [(int(row), int(item), POSITION_CODES["oppose"]) for row, item in cells]
    base = baseline(seed_network)
    once = base.after(coded)
    stances = base.facts.stances.copy()
    for row, item, code in coded:
        stances[row, item] = code
    other = baseline(scenario(seed_network, [(a, e, "oppose") for a, e, _ in CASES[2]]))
    np.testing.assert_array_equal(other.facts.stances, stances)
    pd.testing.assert_frame_equal(once.bridges, other.bridges)
    np.testing.assert_array_equal(once.sole_carriers, other.sole)


def test_what_changes_nothing_is_said(seed_network: Network) -> None:
    found = what_if(seed_network, [("CHL", "GA-70-161", "support")])
    assert found.sentence == "Nothing changes: every stance named is as on record."
    assert found.changes["note"][0] == "as on record: changes nothing"
    assert found.positions.empty
    assert found.gaps.empty
    assert found.bridges.empty


def test_the_last_supporter_that_leaves_opens_a_gap_and_says_so() -> None:
    tables = make_tables({("a", "e"): "support", ("b", "e"): "abstain"}, groups={"a": "west", "b": "east"})
    found = what_if(Network.from_tables(tables), [("a", "e", "oppose")], coalition=["R-e"])
    assert found.gaps["opened"][0] == "opposed_only;addressee_missing"
    assert "one_actor" in found.gaps["closed"][0]
    assert (found.bridges["sole_before"][0], found.bridges["sole_after"][0]) == (1, 0)
    assert "on R-e the gaps “no supporter, opposed” and “addressee missing” would open" in found.sentence
    assert "; no coalition would be left." in found.sentence


def test_the_coalition_is_sought_before_and_after(seeds: Tables, seed_network: Network) -> None:
    changes = [(actor, "GA-70-161", "oppose") for actor in ("CHL", "DEU", "KOR")]
    found = what_if(seed_network, changes, coalition=["R18", "R21.1"], groups=3).coalition.iloc[0]
    for name, network in (("before", seed_network), ("after", again(seeds, changes))):
        assert found[f"size_{name}"] == coalition_for(network, ["R18", "R21.1"], Rules(groups=3)).size
    assert found["proven"]


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ([], ArgumentError, "none is given"),
        ("CHL:GA-70-161=oppose", ArgumentError, "is no list of changes; give"),
        ([("CHL", "GA-70-161")], ArgumentError, "is no list of changes; give"),
        ([("CHI", "GA-70-161", "oppose")], UnknownIdError, "no actor CHI; did you mean"),
        ([("CHL", "GA-70-16", "oppose")], UnknownIdError, "no evidence GA-70-16; did you mean"),
        ([("CHL", "GA-70-161", "opposes")], ArgumentError, "'opposes' is no position; use support"),
        ([("CHL", "GA-70-161", "oppose"), ("CHL", "GA-70-161", None)], ArgumentError, "changed twice"),
    ],
)
def test_a_wrong_change_is_a_sentence(
    seed_network: Network, changes: Changes, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        what_if(seed_network, changes)
    with pytest.raises(UnknownIdError, match="no recommendation R99"):
        what_if(seed_network, CASES[0], coalition=["R99"])


def test_one_group_or_no_group_leaves_congruence_undefined() -> None:
    for group in ("west", ""):
        stances = {(a, e): p for a in "abc" for e, p in (("e", "support"), ("f", "oppose"))}
        tables = make_tables(stances, groups=dict.fromkeys("abc", group))
        found = what_if(Network.from_tables(tables), [("a", "f", "support")])
        assert found.bridges.drop(columns="actor_id")["congruence_after"].isna().all()
        assert found.positions[["before", "after"]].to_numpy().tolist() == [["opposed", "supports"]]
