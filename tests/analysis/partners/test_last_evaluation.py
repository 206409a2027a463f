"""The last evaluation of a map: found after changes, told with their number."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import make_tables

from coalition.analysis.partners.last_evaluation import before_changes, keep, last_evaluation
from coalition.analysis.partners.track_record import Evaluation, shipped
from coalition.model.network import Network
from coalition.model.vocabulary import Tables

MINE = Evaluation("", "", [], [], [], [], [], [], [], {"votes": {"": [0.0, 1.0, 0.5], "R-x": [0.0, 1.0, 0.5]}})


@pytest.fixture
def before() -> Network:
    return Network.from_tables(make_tables({("a", "x"): "support", ("b", "x"): "oppose"}))


@pytest.fixture
def after() -> Network:
    return Network.from_tables(make_tables({("a", "x"): "support", ("b", "x"): "abstain"}))


def test_a_changed_map_keeps_its_last_evaluation_and_says_before_how_many_changes(
    before: Network, after: Network, tmp_path: Path
) -> None:
    folder = tmp_path / "evaluations" / "mine"
    assert last_evaluation(before, folder) is None
    keep(replace(MINE, digest=before.digest), folder, version=4)
    for network, version, words in (
        (before, 4, ""),
        (after, 5, "Measured before 1 change of the map."),
        (after, 7, "Measured before 3 changes of the map."),
        (after, None, "Measured on other data than these: a part of the map, or the map at another time."),
    ):
        found = last_evaluation(network, folder)
        assert found is not None
        assert found.digest == before.digest
        assert before_changes(found, network, folder, version) == words


def test_another_map_does_not_get_it(before: Network, after: Network, tmp_path: Path) -> None:
    keep(replace(MINE, digest=before.digest), tmp_path / "mine", version=1)
    assert last_evaluation(after, tmp_path / "other") is None


def test_it_is_not_kept_for_other_recommendations(before: Network, after: Network, tmp_path: Path) -> None:
    other = {"votes": {key: [0.0, 1.0, 0.5] for key in ("R1", "R2", "R3")}}
    keep(replace(MINE, digest=before.digest, platts=other), tmp_path / "mine", version=1)
    assert last_evaluation(after, tmp_path / "mine") is None


def test_the_seeds_with_one_stance_changed_have_the_evaluation_that_comes_with_the_program(
    seeds: Tables, tmp_path: Path
) -> None:
    stances = seeds.stances.copy()
    stances.loc[stances.index[0], "position"] = "oppose" if stances["position"].iloc[0] != "oppose" else "support"
    changed = Network.from_tables(replace(seeds, stances=stances))
    found = last_evaluation(changed, tmp_path / "database")
    assert found is not None
    assert found.digest == shipped().digest
    assert before_changes(found, changed, tmp_path / "database", 2) == "Measured before 1 change of the map."


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"digest": 1}', '{"digest": "x", "version": "many"}'])
def test_a_damaged_file_is_as_none(before: Network, tmp_path: Path, text: str) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "last.json").write_text(text, encoding="utf-8")
    assert last_evaluation(before, tmp_path / "mine") is None
