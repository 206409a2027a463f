"""Hidden States are hidden, chance is found to be chance, and recalibration does not see what it is used on."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from conftest import make_tables

from coalition.analysis.evaluation import hidden_states
from coalition.analysis.evaluation.hidden_states import (
    Question,
    all_scores,
    cases,
    curves,
    questions,
    recalibrated,
    recalibrations,
)
from coalition.analysis.partners.likeness_models import DEFAULT, MODELS
from coalition.analysis.partners.record import record_without
from coalition.analysis.partners.targets import TargetKind, outcome, target
from coalition.measures.accuracy import area_under_curve, precision_at
from coalition.measures.calibration import IDENTITY, fit
from coalition.model.network import Network
from coalition.model.vocabulary import Tables

TABLE = [
    "design", "kind", "model", "recommendations", "auc", "auc_low", "auc_high", "precision_at_5", "base_rate",
    "brier_skill", "calibration_error",
]  # fmt: skip


@pytest.fixture(scope="module")
def every(seed_network: Network) -> list[Question]:
    return list(questions(seed_network, "random"))


@pytest.fixture(scope="module")
def three(every: list[Question]) -> list[Question]:
    """The first question of each kind."""
    return [next(one for one in every if one.kind is kind) for kind in hidden_states.SCORED]


@pytest.fixture(scope="module")
def found(three: list[Question]) -> pd.DataFrame:
    unique = {one.recommendation: one for one in three}
    return cases(unique.values(), "random", splits=2)


def test_a_random_outcome_cannot_be_foretold(seed_network: Network) -> None:
    """A leak would show as an area above one half."""
    record = record_without(seed_network, seed_network.evidence_of("R18"))
    asked = []
    for number in range(12):
        drawn = (np.random.default_rng(100 + number).random(len(record.ids)) < 0.4).astype(float)
        asked.append(Question(f"random {number}", TargetKind.WHOLE, record, drawn, "cgi"))
    result = cases(asked, "random", splits=3)
    for model, rows in result.groupby("model"):
        areas = [area_under_curve(one["outcome"], one["score"]) for _, one in rows.groupby(["recommendation", "split"])]
        assert np.mean(areas) == pytest.approx(0.5, abs=0.05), model


def test_what_the_hidden_did_changes_no_score(seeds: Tables, seed_network: Network) -> None:
    """The stances of the hidden on the target's own evidence are turned round in the tables themselves."""
    own = seed_network.evidence_of("R22.3")
    goal = target(seed_network, "R22.3")
    hidden = [actor for actor, standing in goal.standing.items() if standing == "supports"][:8]
    stances = seeds.stances.copy()
    turned = stances["actor_id"].isin(hidden) & stances["evidence_id"].isin(own)
    opposite = {"support": "oppose", "oppose": "support", "abstain": "support", "absent": "support"}
    stances.loc[turned, "position"] = stances.loc[turned, "position"].map(opposite)
    other = Network.from_tables(Tables(**dict(seeds) | {"stances": stances}))
    scores = []
    for network in (seed_network, other):
        record = record_without(network, own)
        seen = outcome(seed_network, goal)
        seen[np.isin(record.ids, hidden)] = np.nan
        scores.append(all_scores(record, seen))
    assert turned.sum() >= 8
    for model in MODELS:
        np.testing.assert_array_equal(scores[0][model], scores[1][model])


def test_each_split_hides_a_quarter_of_the_known_and_each_model_scores_the_same_states(
    found: pd.DataFrame, three: list[Question]
) -> None:
    known = {one.recommendation: ~np.isnan(one.outcome) for one in three}
    for (recommendation, _), rows in found.groupby(["recommendation", "split"]):
        states = rows.groupby("model")["state"].agg(tuple)
        assert states.nunique() == 1
        assert len(set(states.iloc[0])) == int(known[recommendation].sum() * hidden_states.HIDDEN)
        assert known[recommendation][list(states.iloc[0])].all()
    assert list(found.columns) == hidden_states.CASES
    assert set(found["model"]) == {*MODELS, hidden_states.SHOWN}


def test_a_score_is_made_without_the_hidden(found: pd.DataFrame, three: list[Question]) -> None:
    one = three[0]
    rows = found[(found["recommendation"] == one.recommendation) & (found["split"] == 1)]
    seen = one.outcome.copy()
    seen[rows["state"].unique()] = np.nan
    for model in ("c", "g"):
        mine = rows[rows["model"] == model]
        np.testing.assert_allclose(mine["score"], MODELS[model](one.record, seen)[mine["state"]])
    assert rows["base_rate"].unique() == pytest.approx([np.nanmean(seen)])
    np.testing.assert_array_equal(mine["outcome"], one.outcome[mine["state"]])


def test_what_is_shown_is_the_model_that_a_user_gets(found: pd.DataFrame, three: list[Question]) -> None:
    for one in three:
        rows = found[found["recommendation"] == one.recommendation]
        shown, chosen = (rows[rows["model"] == model]["score"].to_numpy() for model in (hidden_states.SHOWN, one.shown))
        np.testing.assert_array_equal(shown, chosen)
        assert one.shown in (*DEFAULT.values(), "lists")


def test_averages_made_once_are_those_of_the_models(three: list[Question]) -> None:
    scores = all_scores(three[1].record, three[1].outcome)
    assert set(scores) == set(MODELS)
    for model in ("cd", "cgi", "gi"):
        np.testing.assert_allclose(scores[model], MODELS[model](three[1].record, three[1].outcome))


def test_forward_in_time_the_record_ends_before_the_targets_first_year(
    seed_network: Network, every: list[Question]
) -> None:
    asked = list(questions(seed_network, "forward"))
    assert 0 < len(asked) < len(every)
    for one in asked:
        first = seed_network.evidence.loc[list(target(seed_network, one.recommendation).evidence), "date_from"].min()
        assert (seed_network.evidence.loc[one.record.items, "date_to"].str[:4] < first[:4]).all()
        assert len(one.record.items) >= hidden_states.LEAST_EARLIER


def test_only_kinds_with_a_model_are_asked(every: list[Question]) -> None:
    assert {one.kind for one in every} == set(hidden_states.SCORED)
    assert len(every) == 15 + 17 + 20
    assert all(
        one.kind is TargetKind.WHOLE and one.outcome.mean() <= hidden_states.DEMANDING for one in every if one.demanding
    )


def test_recalibrations_leave_the_recommendation_out(found: pd.DataFrame) -> None:
    platts = recalibrations(found)
    kinds = found.drop_duplicates("recommendation").set_index("recommendation")["kind"]
    rows = found[(found["model"] == DEFAULT["lists"]) & (found["kind"] != TargetKind.VOTES)]
    names = sorted(kinds.index[kinds != TargetKind.VOTES])
    assert len(names) == 2
    one, other = names
    rest = rows[rows["recommendation"] == other]
    assert platts["lists"][one] == fit(rest["score"], rest["base_rate"], rest["outcome"])
    assert platts["lists"][""] == fit(rows["score"], rows["base_rate"], rows["outcome"])
    assert len({platts["lists"][key] for key in (one, other, "")}) == 3


def test_a_recommendation_alone_of_its_sort_is_not_recalibrated_on_itself(found: pd.DataFrame) -> None:
    (alone,) = found[found["kind"] == TargetKind.VOTES]["recommendation"].unique()
    assert recalibrations(found)["votes"][alone] == IDENTITY


def test_shares_are_recalibrated_scores_and_their_order_stays_within_a_base_rate(found: pd.DataFrame) -> None:
    platts = recalibrations(found)
    shares = recalibrated(found, platts)
    rows = shares[(shares["model"] == "cgi") & (shares["kind"] == TargetKind.WHOLE) & (shares["split"] == 0)]
    platt = platts["lists"][rows["recommendation"].iloc[0]]
    np.testing.assert_allclose(rows["share"], platt.apply(rows["score"], rows["base_rate"].iloc[0]))
    assert "share" not in found
    assert shares["share"].isna().equals(shares["score"].isna())


def test_the_table_has_its_columns_and_counts_each_recommendation_once(found: pd.DataFrame) -> None:
    result = hidden_states.table(recalibrated(found, recalibrations(found)))
    assert list(result.columns) == TABLE
    row = result[(result["kind"] == "votes") & (result["model"] == "cd")].squeeze()
    mine = found[(found["kind"] == "votes") & (found["model"] == "cd")]
    splits = [one for _, one in mine.groupby("split")]
    assert row["recommendations"] == 1
    assert row["auc"] == pytest.approx(np.mean([area_under_curve(one["outcome"], one["score"]) for one in splits]))
    precise = [precision_at(one["outcome"], one["score"], hidden_states.FIRST) for one in splits]
    assert row["precision_at_5"] == pytest.approx(np.mean(precise))
    assert ((result["auc_low"] <= result["auc"]) & (result["auc"] <= result["auc_high"])).all()


def test_a_state_hidden_twice_counts_once_in_the_curves(found: pd.DataFrame) -> None:
    result = curves(recalibrated(found, recalibrations(found)))
    shown = found[found["model"] == hidden_states.SHOWN].dropna(subset=["score"])
    assert result["n"].sum() == len(shown.drop_duplicates(["recommendation", "state"]))
    assert set(result["sort"]) == {"votes", "lists"}
    assert curves(recalibrated(found, recalibrations(found)).iloc[:0]).empty


def test_nothing_asked_gives_no_rows() -> None:
    empty = cases([], "random")
    assert (list(empty.columns), len(empty)) == (hidden_states.CASES, 0)
    assert list(questions(Network.from_tables(make_tables({}, groups={"a": "w"})), "random")) == []
