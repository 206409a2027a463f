"""States that are hidden stay hidden; chance gives the area of chance; planted camps are found."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest

from coalition.analysis import holdout
from coalition.analysis.calibration import Platt
from coalition.analysis.holdout import SHOWN, Question
from coalition.analysis.models import DEFAULT, MODELS
from coalition.analysis.record import Record, record_without
from coalition.analysis.targets import TargetKind, target
from coalition.network import Floats, Network


@pytest.fixture(scope="module")
def record(seed_network: Network) -> Record:
    return record_without(seed_network, seed_network.evidence_of("R18"))


@pytest.fixture(scope="module")
def at_random(seed_network: Network) -> list[Question]:
    return list(holdout.questions(seed_network, "random"))


def asked(record: Record, outcome: Floats, name: str = "R18") -> Question:
    return Question(name, TargetKind.WHOLE, record, outcome, DEFAULT["lists"])


def drawn(record: Record, seed: int) -> Floats:
    return (np.random.default_rng(seed).random(len(record.ids)) < 0.4).astype(float)


def test_scores_of_hidden_states_do_not_see_their_outcome(record: Record) -> None:
    outcome = drawn(record, 1)
    first = holdout.cases([asked(record, outcome)], "random", splits=1)
    hidden = first["state"].unique()
    turned = outcome.copy()
    turned[hidden] = 1 - turned[hidden]
    second = holdout.cases([asked(record, turned)], "random", splits=1)
    assert (first["outcome"] == 1 - second["outcome"]).all()
    np.testing.assert_array_equal(first["score"], second["score"])
    assert len(hidden) == len(record.ids) // 4


def test_chance_gives_the_area_of_chance_in_every_model(record: Record) -> None:
    table = areas(asked(record, drawn(record, seed), f"Q{seed}") for seed in range(12))
    # 12 outcomes of 48 hidden States each: the standard error of a mean is about 0.085 / sqrt(12).
    assert table["auc"].between(0.4, 0.6).all()
    assert table["brier_skill"].max() < 0.03


def test_what_the_record_decides_is_found(record: Record) -> None:
    outcome = (record.points[:, 0] > np.nanmedian(record.points[:, 0])).astype(float)
    table = areas([asked(record, outcome, "A"), asked(record, 1 - outcome, "B")])
    assert table.set_index("model").loc[["d", "cd"], "auc"].min() > 0.95
    with_skill = table.set_index("model")["brier_skill"]
    assert with_skill["d"] > 0.5


def areas(questions: Iterator[Question] | list[Question]) -> pd.DataFrame:
    found = holdout.cases(questions, "random", splits=2)
    table = holdout.table(holdout.recalibrated(found, holdout.recalibrations(found)))
    return table[table["kind"] == TargetKind.WHOLE]


def test_averages_are_those_of_the_models(record: Record) -> None:
    outcome = drawn(record, 3)
    outcome[::7] = np.nan
    for model, score in holdout.all_scores(record, outcome).items():
        np.testing.assert_allclose(score, MODELS[model](record, outcome))


def test_a_question_leaves_out_its_evidence_and_the_same_text_of_other_years(
    seed_network: Network, at_random: list[Question]
) -> None:
    for question in at_random:
        own = set(seed_network.evidence_of(question.recommendation))
        family = seed_network.evidence["family"]
        texts = set(family[list(own)]) - {""}
        assert not own & set(question.record.items)
        assert not texts & set(family[question.record.items])


def test_forward_in_time_means_that_nothing_later_is_in_the_record(
    seed_network: Network, at_random: list[Question]
) -> None:
    forward = list(holdout.questions(seed_network, "forward"))
    assert 0 < len(forward) < len(at_random)
    for question in forward:
        goal = target(seed_network, question.recommendation)
        year = seed_network.evidence.loc[list(goal.evidence), "date_from"].min()[:4]
        assert (seed_network.evidence.loc[question.record.items, "date_to"].str[:4] < year).all()


def test_a_recalibration_does_not_see_its_recommendation(record: Record) -> None:
    questions = [asked(record, drawn(record, seed), f"Q{seed}") for seed in range(3)]
    before = holdout.recalibrations(holdout.cases(questions, "random", splits=2))["lists"]
    changed = [dataclasses.replace(questions[0], outcome=1 - questions[0].outcome), *questions[1:]]
    after = holdout.recalibrations(holdout.cases(changed, "random", splits=2))["lists"]
    assert before["Q0"] == after["Q0"]
    assert before["Q1"] != after["Q1"]
    assert set(before) == {"", "Q0", "Q1", "Q2"}


def test_without_cases_the_recalibration_changes_nothing() -> None:
    empty = holdout.cases([], "random")
    assert list(empty.columns) == holdout.CASES
    assert holdout.recalibrations(empty) == {"votes": {"": Platt(0, 1, 0)}, "lists": {"": Platt(0, 1, 0)}}


def test_what_is_shown_is_the_default_model_or_the_fallback(at_random: list[Question]) -> None:
    shown = {question.recommendation: question.shown for question in at_random}
    assert shown["R22.3"] == DEFAULT["votes"]
    assert shown["R18"] == DEFAULT["lists"]
    assert SHOWN not in MODELS
