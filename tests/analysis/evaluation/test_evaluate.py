"""The evaluation as a file: the digest that names its data, the way there and back, and what is said from it."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest import make_tables

from coalition.analysis.evaluation.evaluate import evaluate
from coalition.analysis.evaluation.leave_one_out import left_out
from coalition.analysis.evaluation.split_half import reliability
from coalition.analysis.partners.targets import TargetKind
from coalition.analysis.partners.track_record import Evaluation, evaluation_of, shipped, write
from coalition.errors import CoalitionError
from coalition.measures.calibration import IDENTITY, Platt
from coalition.model.network import Network
from coalition.model.vocabulary import Tables

pytestmark = pytest.mark.slow

EMPTY = Evaluation("none", "", [], [], [], [], [], [], [], {})


def camps(states: int = 44, votes: int = 64) -> Tables:
    """Two camps that vote apart with some noise, year after year; the first two texts bear on recommendations."""
    rng = np.random.default_rng(5)
    ids = [f"s{number:02d}" for number in range(states)]
    words = np.array(["oppose", "support"])
    side = np.arange(states) % 2
    stances = {
        (state, f"v{item:02d}"): str(words[side[i] if rng.random() < 0.93 else 1 - side[i]])
        for i, state in enumerate(ids)
        for item in range(votes)
    }
    evidence = {
        f"v{item:02d}": {"date_from": f"{2010 + item // 8}-03-01", "date_to": f"{2010 + item // 8}-03-01"}
        | {"title": f"text {'abcdefgh'[item % 8]}{'abcdefgh'[item // 8]}", "family": "f" if item % 8 == 3 else ""}
        for item in range(votes)
    }
    groups = {state: ("weog", "african")[number < states // 2] for number, state in enumerate(ids)}
    return make_tables(stances, groups=groups, evidence=evidence, bears_on={"v60": "R1", "v61": "R2"})


@pytest.fixture(scope="module")
def of_camps() -> tuple[Network, Evaluation]:
    network = Network.from_tables(camps())
    told: list[str] = []
    found = evaluate(network, splits=3, progress=told.append)
    assert len(told) == 5
    return network, found


def test_camps_are_foretold_from_end_to_end(of_camps: tuple[Network, Evaluation]) -> None:
    network, found = of_camps
    assert found.digest == network.digest
    for design in ("random", "forward"):
        row = found.model(design, "votes", "shown")
        assert row is not None
        assert row["recommendations"] == 2
        assert row["auc"] > 0.8
    background = found.model("background", "votes", "shown")
    assert background is not None
    assert background["auc"] > 0.8
    assert [row["position"] for row in found.by_class] == ["yes", "abstain", "no", "all"]
    assert found.bands[0]["n"] > 0
    assert found.model("random", "whole_list", "shown") is None


def test_there_and_back_by_file_nothing_is_lost(of_camps: tuple[Network, Evaluation], tmp_path: Path) -> None:
    network, found = of_camps
    assert evaluation_of(network, tmp_path) is None
    write(found, tmp_path / "new" / f"{network.digest}.json")
    back = evaluation_of(network, tmp_path / "new")
    assert back is not None
    write(back, tmp_path / "again.json")
    first = (tmp_path / "new" / f"{network.digest}.json").read_text("utf-8")
    assert first == (tmp_path / "again.json").read_text("utf-8")
    assert list(json.loads(first)) == sorted(json.loads(first))
    assert back.models == found.models


def test_twice_the_same_data_give_the_same_file(of_camps: tuple[Network, Evaluation]) -> None:
    network, found = of_camps
    again = evaluate(network, splits=3, progress=lambda words: None)
    assert dataclasses.asdict(again) == dataclasses.asdict(found)


def test_a_file_that_is_no_evaluation_is_named(tmp_path: Path) -> None:
    network = Network.from_tables(camps(6, 8))
    (tmp_path / f"{network.digest}.json").write_text('{"digest": 1}')
    with pytest.raises(CoalitionError, match=f"{network.digest}.json is not an evaluation"):
        evaluation_of(network, tmp_path)


def test_the_digest_does_not_depend_on_the_order_of_rows(seeds: Tables, seed_network: Network) -> None:
    mixed = dataclasses.replace(
        seeds,
        **{
            field.name: getattr(seeds, field.name).sample(frac=1, random_state=7).reset_index(drop=True)
            for field in dataclasses.fields(seeds)
            if isinstance(getattr(seeds, field.name), pd.DataFrame)
        },
    )
    assert Network.from_tables(mixed).digest == seed_network.digest


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [("stances", "position", "absent"), ("actors", "regional_group", "african"), ("evidence", "date_to", "2016")],
)
def test_the_digest_changes_with_what_an_analysis_rests_on(table: str, column: str, value: str) -> None:
    tables = camps(6, 8)
    frame = getattr(tables, table).copy()
    frame.loc[frame.index[-1], column] = value
    changed = dataclasses.replace(tables, **{table: frame})
    assert Network.from_tables(changed).digest != Network.from_tables(tables).digest


def test_the_digest_does_not_change_with_a_source_or_a_note() -> None:
    tables = camps(6, 8)
    changed = dataclasses.replace(tables, stances=tables.stances.assign(note="seen again", source="elsewhere"))
    assert Network.from_tables(changed).digest == Network.from_tables(tables).digest


def test_a_recalibration_is_that_without_the_recommendation_or_else_that_of_all() -> None:
    found = dataclasses.replace(EMPTY, platts={"votes": {"": [0, 2, 0], "R1": [1, 1, 1]}})
    assert found.platt("votes", "R1") == Platt(1, 1, 1)
    assert found.platt("votes", "R2") == Platt(0, 2, 0)
    assert found.platt("lists", "R1") == IDENTITY


def test_what_was_not_evaluated_is_not_claimed() -> None:
    assert EMPTY.claim("votes") == ""
    assert EMPTY.conversion("lists") == ""


def test_claims_quote_the_numbers_of_the_file() -> None:
    found = shipped()
    for kind in (TargetKind.VOTES, TargetKind.WHOLE, TargetKind.PARTIAL):
        row = found.model("random", kind.value, "shown")
        assert row is not None
        assert f"{100 * row['auc']:.0f} times in 100" in found.claim(kind.value)
    middle = next(row for row in found.bands if (row["sort"], row["low"]) == ("lists", 0.2))
    first = next(row for row in found.first_names if row["sort"] == "lists")
    words = found.conversion("lists")
    assert f"{100 * middle['share']:.0f}% joined" in words
    assert f"against {100 * first['base']:.0f}% of all" in words


def test_a_map_with_too_little_says_what_is_missing() -> None:
    network = Network.from_tables(make_tables({("a", "x"): "support", ("b", "x"): "oppose"}))
    with pytest.raises(CoalitionError, match="2 supporters and 2 others"):
        evaluate(network, progress=lambda words: None)


def test_halves_of_a_record_of_two_camps_agree(of_camps: tuple[Network, Evaluation]) -> None:
    table = reliability(of_camps[0], halvings=4).set_index("measure")
    assert table["correlation"].between(-1, 1).sum() + table["correlation"].isna().sum() == len(table)
    known = table.dropna(subset=["full"])
    np.testing.assert_allclose(known["full"], 2 * known["correlation"] / (1 + known["correlation"]))


def test_a_support_left_out_is_named_where_the_same_actors_sign_together() -> None:
    together = {(actor, item): "support" for actor in "abcd" for item in ("x", "y", "z")}
    alone = {(f"n{number}", f"w{number}"): "support" for number in range(12)}
    kinds = {actor: "ngo" for actor, _ in together | alone}
    table = left_out(Network.from_tables(make_tables(together | alone, kinds=kinds))).set_index("kind")
    assert table.loc["ngo", "n"] == 12
    assert table.loc["ngo", "actor_named"] == 1.0
    assert left_out(Network.from_tables(make_tables({("a", "x"): "support"}))).empty
