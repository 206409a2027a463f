"""The models of likeness: none sees the answer it is asked for, and each does what it says."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from conftest import make_tables

from coalition.analysis.partners.likeness_models import (
    DEFAULT,
    MIN_COMMON,
    MODELS,
    NEIGHBOURS,
    PARTS,
    WORDS,
    features,
    group_share,
    letters,
    neighbours,
    parts_of,
)
from coalition.analysis.partners.record import StanceRecord, record_without
from coalition.analysis.partners.targets import outcome, target
from coalition.arrays import Floats
from coalition.model.network import Network

RNG = np.random.default_rng(3)
N = 60
EXACT = ("group", "yes_share", "lists", "c", "i")
FITTED = ("d", "g")


def made_up(states: int = N, items: int = 45, lists: int = 12, seed: int = 3) -> StanceRecord:
    """States in two camps with noise, three groups, two blocs."""
    rng = np.random.default_rng(seed)
    camp = np.arange(states) % 2
    votes = np.where(rng.random((states, items)) < 0.8, 2.0 * camp[:, None] - 1, rng.integers(-1, 2, (states, items)))
    votes *= np.where(np.arange(items) % 2, 1, -1)
    votes[rng.random((states, items)) < 0.1] = np.nan
    return StanceRecord(
        ids=[f"s{i:02}" for i in range(states)],
        votes=votes,
        items=[f"e{i}" for i in range(items)],
        lists=rng.random((states, lists)) < 0.2 + 0.4 * camp[:, None],
        groups=[["W", "A", "G", ""][i % 4] for i in range(states)],
        blocs=rng.random((states, 2)) < 0.3,
    )


@pytest.fixture(scope="module")
def record() -> StanceRecord:
    return made_up()


@pytest.fixture(scope="module")
def known() -> Floats:
    """Camps with noise; the last six are not known."""
    result = ((np.arange(N) % 2) ^ (RNG.random(N) < 0.15)).astype(float)
    result[-6:] = np.nan
    return result


@pytest.fixture(scope="module")
def seed_cases(seed_network: Network) -> dict[str, tuple[StanceRecord, Floats]]:
    return {
        key: (
            record_without(seed_network, seed_network.evidence_of(key)),
            outcome(seed_network, target(seed_network, key)),
        )
        for key in ("R18", "R22.3")
    }


def flipped(known: Floats, state: int) -> Floats:
    other = known.copy()
    other[state] = 1 - other[state]
    return other


def without(known: Floats, state: int) -> Floats:
    other = known.copy()
    other[state] = np.nan
    return other


@pytest.mark.parametrize("model", EXACT)
def test_a_state_turned_round_keeps_its_own_score_exactly(record: StanceRecord, known: Floats, model: str) -> None:
    score = MODELS[model](record, known)
    for state in range(0, N - 6, 7):
        for other in (flipped(known, state), without(known, state)):
            assert MODELS[model](record, other)[state] == score[state] or np.isnan(score[state])


@pytest.mark.parametrize("model", EXACT)
@pytest.mark.parametrize("key", ["R18", "R22.3"])
def test_on_the_seeds_too(seed_cases: dict[str, tuple[StanceRecord, Floats]], key: str, model: str) -> None:
    record, known = seed_cases[key]
    score = MODELS[model](record, known)
    for state in np.flatnonzero(~np.isnan(known))[::40]:
        assert MODELS[model](record, flipped(known, state))[state] == pytest.approx(score[state], abs=0, nan_ok=True)


@pytest.mark.parametrize("model", FITTED)
@pytest.mark.parametrize("key", ["R18", "R22.3"])
def test_the_shortcut_agrees_with_fitting_again_without_the_state(
    seed_cases: dict[str, tuple[StanceRecord, Floats]], key: str, model: str
) -> None:
    record, known = seed_cases[key]
    score = MODELS[model](record, known)
    chosen = np.flatnonzero(~np.isnan(known) & ~np.isnan(score))[::6]
    again = np.array([MODELS[model](record, without(known, state))[state] for state in chosen])
    assert np.abs(again - score[chosen]).max() < 0.06
    assert np.abs(again - score[chosen]).mean() < 0.01


def test_a_state_that_turns_round_hardly_moves_its_own_fitted_score(
    seed_cases: dict[str, tuple[StanceRecord, Floats]],
) -> None:
    record, known = seed_cases["R22.3"]
    state = int(np.flatnonzero(known == 0)[0])
    score, other = (MODELS["g"](record, values)[state] for values in (known, flipped(known, state)))
    assert other == pytest.approx(score, abs=0.06)


@pytest.mark.parametrize("model", MODELS)
def test_scores_are_shares_and_arguments_stay_as_they_are(record: StanceRecord, known: Floats, model: str) -> None:
    before, votes = known.copy(), record.votes.copy()
    score = MODELS[model](record, known)
    assert score.shape == (N,)
    assert ((score[~np.isnan(score)] >= 0) & (score[~np.isnan(score)] <= 1)).all()
    assert (~np.isnan(score)).any()
    np.testing.assert_array_equal(known, before)
    np.testing.assert_array_equal(record.votes, votes)


@pytest.mark.parametrize(("model", "likeness"), [("c", "kappa"), ("i", "jaccard")])
def test_neighbour_models_by_brute_force(record: StanceRecord, known: Floats, model: str, likeness: str) -> None:
    if likeness == "kappa":
        K, common = record.kappa
        alike = np.where(common >= MIN_COMMON, K, np.nan)
    else:
        alike = record.jaccard
    for i, score in enumerate(MODELS[model](record, known)):
        others = [j for j in range(N) if j != i and not np.isnan(known[j]) and not np.isnan(alike[i, j])]
        nearest = sorted(others, key=lambda j: (-round(alike[i, j], 10), j))[:NEIGHBOURS]
        expected = np.mean([known[j] for j in nearest]) if len(nearest) == NEIGHBOURS else np.nan
        assert score == pytest.approx(expected, nan_ok=True)


def test_pairs_with_too_few_common_items_are_not_compared() -> None:
    assert np.isnan(MODELS["c"](made_up(items=MIN_COMMON - 1), np.arange(N) % 2 * 1.0)).all()


def test_neighbours_leave_out_oneself_and_those_not_known() -> None:
    alike = np.ones((4, 4))
    assert [list(row) for row in neighbours(alike, np.array([1.0, np.nan, 0.0, 1.0]))] == [
        [2, 3],
        [0, 2, 3],
        [0, 3],
        [0, 2],
    ]


def test_the_share_of_a_group_is_counted_without_oneself(record: StanceRecord, known: Floats) -> None:
    score = group_share(record, known)
    for i, group in enumerate(record.groups):
        mates = [known[j] for j in range(N) if j != i and record.groups[j] == group != "" and not np.isnan(known[j])]
        assert score[i] == pytest.approx(np.mean(mates) if mates else np.nan, nan_ok=True)
    assert np.isnan(score[3])  # no group, no share


@pytest.mark.parametrize("model", [*FITTED, "cd", "cgi", "gi"])
@pytest.mark.parametrize("value", [0.0, 1.0, np.nan])
def test_where_all_are_alike_or_nobody_is_known_a_fit_says_nothing(
    record: StanceRecord, model: str, value: float
) -> None:
    assert np.isnan(MODELS[model](record, np.full(N, value))).all()


@pytest.mark.parametrize("model", ["c", "i", "group"])
def test_where_all_support_shares_are_one(record: StanceRecord, model: str) -> None:
    score = MODELS[model](record, np.ones(N))
    assert (score[~np.isnan(score)] == 1).all()
    assert np.isnan(MODELS[model](record, np.full(N, np.nan))).all()


@pytest.mark.parametrize("model", [model for model in MODELS if model not in ("yes_share", "lists")])
def test_one_state_alone_has_no_score(model: str) -> None:
    assert np.isnan(MODELS[model](made_up(states=1), np.array([1.0]))).all()


@pytest.mark.parametrize("model", MODELS)
def test_a_map_without_evidence_gives_scores_to_nobody_or_by_group_only(model: str) -> None:
    record = record_without(Network.from_tables(make_tables({}, groups={"a": "w", "b": "w"})), [])
    score = MODELS[model](record, np.array([1.0, np.nan]))
    assert score.shape == (2,)
    expected = {"group": [np.nan, 1.0], "lists": [0.0, 0.0]}.get(model, [np.nan, np.nan])
    np.testing.assert_array_equal(score, expected)


@pytest.mark.parametrize("model", MODELS)
def test_an_empty_map_gives_no_score(model: str) -> None:
    record = StanceRecord([], np.empty((0, 0)), [], np.empty((0, 0), bool), [], np.empty((0, 0), bool))
    assert MODELS[model](record, np.empty(0)).shape == (0,)


@pytest.mark.parametrize("model", ["group", "yes_share", "lists", "d", "g"])
def test_the_order_of_the_states_does_not_matter(record: StanceRecord, known: Floats, model: str) -> None:
    """Models with neighbours break ties by table order, so they may differ there and only there."""
    order = np.random.default_rng(9).permutation(N)
    mixed = StanceRecord(
        ids=[record.ids[i] for i in order],
        votes=record.votes[order],
        items=record.items,
        lists=record.lists[order],
        groups=[record.groups[i] for i in order],
        blocs=record.blocs[order],
    )
    np.testing.assert_allclose(
        MODELS[model](mixed, known[order]), MODELS[model](record, known)[order], atol=1e-5, equal_nan=True
    )


def test_other_names_of_groups_change_nothing(record: StanceRecord, known: Floats) -> None:
    renamed = StanceRecord(
        record.ids, record.votes, record.items, record.lists,
        [{"W": "z", "A": "y", "G": "x"}.get(group, "") for group in record.groups], record.blocs,
    )  # fmt: skip
    for model in ("group", "g"):
        np.testing.assert_allclose(MODELS[model](renamed, known), MODELS[model](record, known), atol=1e-6)


def test_camps_are_told_apart(record: StanceRecord) -> None:
    camp = (np.arange(N) % 2).astype(float)
    for model in ("c", "d", "g", "cd", "cgi"):
        score = MODELS[model](record, camp)
        assert np.nanmin(score[camp == 1]) > np.nanmax(score[camp == 0]), model


@pytest.mark.parametrize("model", MODELS)
def test_a_model_is_the_mean_of_its_parts(record: StanceRecord, known: Floats, model: str) -> None:
    parts = parts_of(model, record, known)
    assert parts.shape == (N, len(letters(model)))
    for column, letter in zip(parts.T, letters(model), strict=True):
        np.testing.assert_array_equal(column, MODELS[letter](record, known))
    np.testing.assert_allclose(MODELS[model](record, known), parts.mean(axis=1))


def test_only_means_have_several_parts() -> None:
    several = {model: letters(model) for model in MODELS if len(letters(model)) > 1}
    assert several == {"cd": ("c", "d"), "cgi": ("c", "g", "i"), "gi": ("g", "i")}


def test_every_part_of_an_estimate_has_words() -> None:
    assert {letter for model in DEFAULT.values() for letter in letters(model)} == set(PARTS) <= set(MODELS)


def test_features_have_mean_zero_and_deviation_one_or_none(record: StanceRecord) -> None:
    table = features(record)
    np.testing.assert_allclose(table.mean(axis=0), 0, atol=1e-9)
    assert Counter(np.round(table.std(axis=0), 6)).keys() <= {0.0, 1.0}


def test_every_model_and_every_default_has_words() -> None:
    assert set(WORDS) == set(MODELS)
    assert set(DEFAULT.values()) <= set(MODELS)
