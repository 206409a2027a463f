"""The sentences quoted from an evaluation, and files that are none or about other data."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest import make_tables

from coalition.analysis.partners.track_record import Evaluation, _read, evaluation_of, records, shipped, write
from coalition.errors import CoalitionError
from coalition.model.network import Network
from coalition.model.vocabulary import Tables

EMPTY = Evaluation("", "", [], [], [], [], [], [], [], {})


def model_row(**more: object) -> dict[str, object]:
    row = {"design": "random", "kind": "votes", "model": "shown", "recommendations": 15}
    return row | {"auc": 0.936, "auc_low": 0.898, "auc_high": 0.968} | more


def band(low: float, share: float | None, **more: object) -> dict[str, object]:
    return {
        "sort": "votes",
        "low": low,
        "pairs": 9,
        "n": 200,
        "share": share,
        "share_low": 0.2,
        "share_high": 0.4,
    } | more


def first_row(**more: object) -> dict[str, object]:
    row = {"sort": "votes", "pairs": 118, "first_share": 0.18, "first_low": 0.159, "first_high": 0.204, "base": 0.07}
    return row | more


def test_a_file_gives_back_what_was_written_and_is_the_same_each_time(tmp_path: Path) -> None:
    evaluation = replace(shipped(), newest_evidence="2022-02-01")
    write(evaluation, tmp_path / "new" / "one.json")
    again = _read(tmp_path / "new" / "one.json")
    assert asdict(again) == asdict(evaluation)
    write(again, tmp_path / "two.json")
    assert (tmp_path / "two.json").read_bytes() == (tmp_path / "new" / "one.json").read_bytes()


def test_numbers_are_rounded_and_what_is_missing_is_null(tmp_path: Path) -> None:
    table = pd.DataFrame({"a": [0.123456, np.nan], "n": [3, 4], "name": ["x", None]})
    rows = records(table)
    assert rows == [{"a": 0.1235, "n": 3, "name": "x"}, {"a": None, "n": 4, "name": None}]
    write(replace(EMPTY, bands=rows, platts={"votes": {"": [-0.00001, 1.0, 0.0]}}), tmp_path / "e.json")
    found = json.loads((tmp_path / "e.json").read_text(encoding="utf-8"))
    assert found["bands"][1]["a"] is None
    assert str(found["platts"]["votes"][""][0]) == "0.0"


@pytest.mark.parametrize("text", ["{", "[]", '{"digest": "x"}', '{"unknown": 1}', "3"])
def test_a_file_that_is_no_evaluation_is_a_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "mine.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CoalitionError, match=r"^mine\.json is not an evaluation \(.*\); run coalition evaluate again$"):
        _read(path)


def test_a_file_that_changed_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "e.json"
    write(replace(EMPTY, digest="one"), path)
    assert _read(path).digest == "one"
    write(replace(EMPTY, digest="two"), path)
    os.utime(path, ns=(1, 1))
    assert _read(path).digest == "two"


def test_one_changed_stance_is_another_digest_without_an_evaluation(seeds: Tables, seed_network: Network) -> None:
    stances = seeds.stances.copy()
    stances.loc[stances.index[0], "position"] = "oppose" if stances["position"].iloc[0] != "oppose" else "support"
    other = Network.from_tables(Tables(**dict(seeds) | {"stances": stances}))
    assert other.digest != seed_network.digest
    assert evaluation_of(other) is None


def test_the_seeds_come_with_their_evaluation(seed_network: Network) -> None:
    found = evaluation_of(seed_network)
    assert found is not None
    assert found.digest == seed_network.digest == shipped().digest


def test_the_evaluation_of_other_data_is_found_in_the_folder_by_digest(tmp_path: Path, six_states: Network) -> None:
    assert evaluation_of(six_states, tmp_path) is None
    write(replace(EMPTY, digest="of something else"), tmp_path / f"{six_states.digest}.json")
    assert evaluation_of(six_states, tmp_path) is None
    write(replace(EMPTY, digest=six_states.digest, newest_evidence="2015"), tmp_path / f"{six_states.digest}.json")
    found = evaluation_of(six_states, tmp_path)
    assert found is not None
    assert found.newest_evidence == "2015"
    assert evaluation_of(six_states) is None


@pytest.fixture
def six_states() -> Network:
    return Network.from_tables(make_tables({("a", "x"): "support", ("b", "x"): "oppose"}))


def test_the_claim_quotes_its_row_and_the_one_forward_in_time() -> None:
    rows = [model_row(), model_row(design="forward", auc=0.926), model_row(kind="whole_list", auc=0.5)]
    assert replace(EMPTY, models=rows).claim("votes") == (
        "In tests on 15 recommendations of this sort, with the position of some States hidden, a real supporter was "
        "ranked above another State 94 times in 100 (90 to 97); from earlier evidence only, 93 times. Chance alone "
        "would give 50."
    )
    alone = replace(EMPTY, models=rows[:1])
    assert alone.claim("votes").endswith("(90 to 97). Chance alone would give 50.")


def test_without_a_row_or_a_number_nothing_is_claimed() -> None:
    assert EMPTY.claim("votes") == ""
    assert replace(EMPTY, models=[model_row(auc=None)]).claim("votes") == ""
    assert EMPTY.conversion("votes") == ""
    unknown = replace(EMPTY, bands=[band(0.0, 0.01), band(0.2, None)], first_names=[first_row(first_share=None)])
    assert unknown.conversion("votes") == ""


def test_conversion_quotes_the_middle_band_the_low_one_and_the_first_ten() -> None:
    found = replace(EMPTY, bands=[band(0.0, 0.013, n=5310), band(0.2, 0.3)], first_names=[first_row()])
    assert found.conversion("votes") == (
        "A likeness is not the chance that a State can be won. Of States rated middle ground that had abstained or "
        "voted no, and voted again, 30% then voted yes (20% to 40%, 200 cases in 9 pairs of texts); "
        "of those with a likeness under 10%, 1% (5310 cases in 9 pairs of texts). Of the first ten names in such a "
        "ranking, 18% then voted yes (16% to 20%, 118 pairs of texts), against 7% of all."
    )
    assert found.conversion("lists") == ""


def test_one_pair_of_texts_is_one_pair() -> None:
    words = replace(EMPTY, first_names=[first_row(sort="lists", pairs=1)]).conversion("lists")
    assert "joined a later one on the subject (16% to 20%, 1 pair of texts)" in words


def test_a_model_is_found_by_design_kind_and_letter() -> None:
    rows = [model_row(), model_row(model="c", auc=0.9)]
    found = replace(EMPTY, models=rows)
    assert found.model("random", "votes", "c") == rows[1]
    assert found.model("random", "votes", "z") is None


def test_the_shipped_file_holds_every_table_and_every_fold_of_its_recalibration(seed_network: Network) -> None:
    found = shipped()
    for name in ("models", "curves", "bands", "first_names", "by_class", "bridges", "others"):
        assert getattr(found, name), name
    assert set(found.platts) == {"votes", "lists"}
    folds = {key for platts in found.platts.values() for key in platts} - {""}
    years = {key for key in folds if key.isdigit()}
    assert folds - years <= set(seed_network.recommendations.index)
    assert len(years) > 5  # votes of the background record are left out by year
    assert all(found.claim(kind) for kind in ("votes", "whole_list", "partial_list"))


def test_ahead_of_time_what_is_shown_about_votes_is_calibrated() -> None:
    found = shipped()
    background = found.model("background", "votes", "shown")
    assert background is not None
    assert background["calibration_error"] < 0.03
    ahead = [row for row in found.curves if (row["design"], row["sort"]) == ("ahead", "votes")]
    n = sum(row["n"] for row in ahead)
    assert n > 3000
    assert sum(row["n"] * abs(row["expected"] - row["observed"]) for row in ahead) / n < 0.03
    between = [row for row in ahead if 0.2 <= row["low"] < 0.5]
    assert len(between) == 3
    assert all(row["observed_low"] <= row["expected"] <= row["observed_high"] for row in between)


def test_of_each_sort_of_vote_more_are_called_right_than_by_always_yes() -> None:
    rows = {row["position"]: row for row in shipped().by_class}
    assert list(rows) == ["yes", "abstain", "no", "all"]
    assert rows["all"]["right"] > rows["all"]["always_yes"] + 0.15
    assert rows["no"]["right"] > 0.9
    assert rows["abstain"]["right"] > 0.7
    assert sum(rows[name]["n"] for name in ("yes", "abstain", "no")) == rows["all"]["n"]
    assert rows["abstain"]["said"] < 0.5 < rows["yes"]["said"]
