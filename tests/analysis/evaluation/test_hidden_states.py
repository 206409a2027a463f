"""Hidden States are hidden, chance is found to be chance, and recalibration does not see what it is used on."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from conftest import make_tables

from coalition.analysis.evaluation import hidden_states
from coalition.analysis.evaluation.hidden_states import (
    Question,
    all_parts,
    background,
    by_class,
    cases,
    curves,
    questions,
    recalibrated,
    recalibrations,
)
from coalition.analysis.partners.likeness_models import DEFAULT, MODELS, letters, parts_of
from coalition.analysis.partners.record import record_without
from coalition.analysis.partners.targets import TargetKind, outcome, target
from coalition.measures.accuracy import area_under_curve, precision_at
from coalition.measures.calibration import IDENTITY, Platt, fit
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
        scores.append(all_parts(record, seen, MODELS))
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


def test_parts_made_once_are_those_of_the_models(three: list[Question]) -> None:
    parts = all_parts(three[1].record, three[1].outcome, MODELS)
    assert set(parts) == set(MODELS)
    for model in MODELS:
        np.testing.assert_array_equal(parts[model], parts_of(model, three[1].record, three[1].outcome))


def test_the_score_of_a_case_is_the_mean_of_its_parts(found: pd.DataFrame) -> None:
    columns = hidden_states.PART_COLUMNS
    np.testing.assert_allclose(
        found.loc[found["score"].notna(), "score"], found.loc[found["score"].notna(), columns].mean(axis=1)
    )
    for model, rows in found[found["model"] != hidden_states.SHOWN].dropna(subset=["score"]).groupby("model"):
        assert rows[columns].notna().sum(axis=1).unique().tolist() == [len(letters(model))]


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
    assert len(every) == 3 + 14 + 12
    assert all(
        one.kind is TargetKind.WHOLE and one.outcome.mean() <= hidden_states.DEMANDING for one in every if one.demanding
    )


def parts_in(rows: pd.DataFrame, model: str) -> np.ndarray:
    return rows[hidden_states.PART_COLUMNS[: len(letters(model))]].to_numpy(dtype=float)


def test_recalibrations_leave_the_recommendation_out(found: pd.DataFrame) -> None:
    platts = recalibrations(found)
    kinds = found.drop_duplicates("recommendation").set_index("recommendation")["kind"]
    rows = found[(found["model"] == DEFAULT["lists"]) & (found["kind"] != TargetKind.VOTES)]
    names = sorted(kinds.index[kinds != TargetKind.VOTES])
    assert len(names) == 2
    one, other = names
    rest = rows[rows["recommendation"] == other]
    assert platts["lists"][one] == fit(parts_in(rest, "cgi"), rest["base_rate"], rest["outcome"])
    assert platts["lists"][""] == fit(parts_in(rows, "cgi"), rows["base_rate"], rows["outcome"])
    assert len({platts["lists"][key] for key in (one, other, "")}) == 3


def test_a_recommendation_alone_of_its_sort_is_not_recalibrated_on_itself(found: pd.DataFrame) -> None:
    (alone,) = found[found["kind"] == TargetKind.VOTES]["recommendation"].unique()
    assert recalibrations(found)["votes"][alone] == IDENTITY


def made_up_cases(design: str, folds: int, slope: float, seed: int = 1) -> pd.DataFrame:
    """Cases of one model whose outcomes are as likely as the score stretched by a slope says."""
    rng = np.random.default_rng(seed)
    parts = rng.uniform(0.05, 0.95, (40 * folds, 2))
    chance = Platt(0.0, slope, 0.0).apply(parts, 0.5).mean(axis=1)
    fold = np.repeat([f"{design} {number}" for number in range(folds)], 40)
    return pd.DataFrame(
        {
            "design": design, "recommendation": fold, "fold": fold, "kind": "votes", "demanding": False, "split": 0,
            "state": np.tile(np.arange(40), folds), "model": "cd", "score": parts.mean(axis=1), "part_1": parts[:, 0],
            "part_2": parts[:, 1], "part_3": np.nan, "base_rate": 0.5,
            "outcome": (rng.random(len(parts)) < chance).astype(float), "stance": np.nan, "previous": np.nan,
        }
    )[hidden_states.CASES]  # fmt: skip


def test_recalibrations_are_fitted_forward_in_time_where_enough_is_known() -> None:
    at_random, ahead = made_up_cases("random", 30, 3.0), made_up_cases("background", 30, 1.0)
    found = recalibrations(pd.concat([at_random, ahead], ignore_index=True))["votes"]
    assert found[""].slope == pytest.approx(1.0, abs=0.25)
    assert {name for name in found if name} == set(ahead["fold"])  # what is random is not among the folds
    few = made_up_cases("background", hidden_states.LEAST_AHEAD - 1, 1.0)
    without = recalibrations(pd.concat([at_random, few], ignore_index=True))["votes"]
    assert without[""].slope == pytest.approx(3.0, abs=0.6)


def test_votes_of_one_year_are_left_out_together() -> None:
    ahead = made_up_cases("background", 12, 1.0).assign(fold="2015")
    ahead.loc[ahead.index[:160], "fold"] = "2014"
    found = recalibrations(ahead)["votes"]
    rest = ahead[ahead["fold"] == "2014"]
    assert found["2015"] == fit(parts_in(rest, "cd"), rest["base_rate"], rest["outcome"])


def test_shares_are_means_of_recalibrated_parts(found: pd.DataFrame) -> None:
    platts = recalibrations(found)
    shares = recalibrated(found, platts)
    rows = shares[(shares["model"] == "cgi") & (shares["kind"] == TargetKind.WHOLE) & (shares["split"] == 0)]
    platt = platts["lists"][rows["recommendation"].iloc[0]]
    each = platt.apply(parts_in(rows, "cgi"), rows["base_rate"].iloc[0])
    np.testing.assert_allclose(rows["share"], each.mean(axis=1))
    assert "share" not in found
    assert shares["share"].isna().equals(shares["score"].isna())


def test_another_model_is_recalibrated_on_its_own_scores_without_the_fold(found: pd.DataFrame) -> None:
    lists = found[(found["model"] == "group") & (found["kind"] != TargetKind.VOTES)]
    one, other = sorted(lists["recommendation"].unique())
    rest, mine = (lists[lists["recommendation"] == name].dropna(subset=["score"]) for name in (other, one))
    own = fit(rest["score"], rest["base_rate"], rest["outcome"])
    shares = recalibrated(found, recalibrations(found)).loc[mine.index, "share"]
    np.testing.assert_allclose(shares, own.apply(mine["score"], mine["base_rate"]))


def test_an_order_by_lists_joined_shows_no_likeness() -> None:
    rows = made_up_cases("random", 2, 1.0).assign(part_2=np.nan, model=hidden_states.SHOWN, kind="whole_list")
    assert recalibrated(rows, recalibrations(rows))["share"].isna().all()


def test_background_votes_bear_on_nothing_and_are_asked_from_earlier_years(seed_network: Network) -> None:
    asked = list(background(seed_network))
    assert len(asked) > 50
    bearing = set(seed_network.bears_on["evidence_id"])
    for one in asked[::6]:
        evidence = one.recommendation.removeprefix("text ")
        row = seed_network.evidence.loc[evidence]
        assert evidence not in bearing
        assert (row["kind"], one.fold, one.shown) == ("vote", row["date_from"][:4], DEFAULT["votes"])
        assert (seed_network.evidence.loc[one.record.items, "date_to"].str[:4] < one.fold).all()
        column = seed_network.values(seed_network.states)[:, seed_network.columns([evidence])[0]]
        np.testing.assert_array_equal(one.stance, column)
        np.testing.assert_array_equal(np.isnan(one.outcome), np.isnan(column))
        np.testing.assert_array_equal(one.outcome == 1, column == 1)


def test_the_last_vote_on_the_same_text_is_that_of_the_year_before_not_of_the_same_year() -> None:
    years = {"t12": "2012", "t14": "2014", "t15": "2015", "u15": "2015", "t16": "2016"}
    evidence = {key: {"date_from": year, "date_to": year, "family": "f"} for key, year in years.items()}
    did = {
        "a": ["support", "oppose", "abstain", "support"],
        "b": ["oppose", "support", "", ""],
        "c": ["", "", "", "oppose"],
    }
    stances = {
        (actor, item): word
        for actor, words in did.items()
        for item, word in zip(("t12", "t14", "t15", "t16"), words, strict=True)
        if word
    }
    network = Network.from_tables(make_tables(stances | {("d", "u15"): "support"}, evidence=evidence, bears_on={}))
    values = network.values(network.states)
    last = hidden_states._last_on_same_text(network, values, "t16")
    np.testing.assert_array_equal(last, [0.0, 1.0, np.nan, 1.0])
    same_year = hidden_states._last_on_same_text(network, values, "u15")
    np.testing.assert_array_equal(same_year, [-1.0, 1.0, np.nan, np.nan])


def test_by_class_each_vote_is_called_at_one_half_and_compared_with_the_last_one() -> None:
    rows = pd.DataFrame(
        {
            "design": "background",
            "model": hidden_states.SHOWN,
            "share": [0.9, 0.5, 0.4, 0.2, 0.6, 0.1],
            "stance": [1, 1, 1, 0, 0, -1],
            "previous": [1, 0, np.nan, 0, 1, -1],
        }
    )
    aside = pd.concat([rows, rows.assign(design="random"), rows.assign(model="c"), rows.assign(share=np.nan)])
    found = by_class(aside).set_index("position")
    assert found["n"].to_dict() == {"yes": 3, "abstain": 2, "no": 1, "all": 6}
    assert found["right"].tolist() == pytest.approx([2 / 3, 1 / 2, 1, 4 / 6])
    assert found["always_yes"].tolist() == pytest.approx([1, 0, 0, 1 / 2])
    assert found["n_last"].tolist() == [2, 2, 1, 5]
    assert found["last_vote"].tolist() == pytest.approx([1 / 2, 1 / 2, 1, 3 / 5])
    assert found["right_of_them"].tolist() == pytest.approx([1, 1 / 2, 1, 4 / 5])
    assert found.loc["yes", "said"] == pytest.approx(0.6)


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
    assert set(result["design"]) == {"random"}
    assert curves(recalibrated(found, recalibrations(found)).iloc[:0]).empty


def test_nothing_asked_gives_no_rows() -> None:
    empty = cases([], "random")
    assert (list(empty.columns), len(empty)) == (hidden_states.CASES, 0)
    assert list(questions(Network.from_tables(make_tables({}, groups={"a": "w"})), "random")) == []
