"""The command `evaluate`: where it writes, what it prints, and what it says where nothing can be evaluated."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import make_tables
from typer.testing import CliRunner, Result

from coalition.analysis.evaluation import evaluate as analysis
from coalition.analysis.partners.track_record import Evaluation, evaluation_of, shipped
from coalition.cli import evaluate as command
from coalition.errors import CoalitionError
from coalition.model.network import Network
from coalition.settings import Settings
from coalition.store.home import evaluations_of_map


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, seed_network: Network, tmp_path: Path) -> Any:
    """The command on the seed facts, with the result that comes with the program in place of minutes of work."""

    def known(network: Network, progress: Any) -> Evaluation:
        progress("working")
        return replace(shipped(), digest=network.digest)

    monkeypatch.setenv("COALITION_HOME", str(tmp_path))
    monkeypatch.setattr(command, "open_versioned", lambda *counted: (seed_network, 3))
    monkeypatch.setattr(analysis, "evaluate", known)

    def runs(*arguments: str) -> Result:
        return CliRunner().invoke(command.app, [*arguments], catch_exceptions=False)

    return runs


def test_the_file_goes_where_pages_look_for_it(run: Any, seed_network: Network) -> None:
    result = run("--format", "json")
    path = Settings().evaluations / f"{seed_network.digest}.json"
    assert json.loads(path.read_text("utf-8"))["digest"] == seed_network.digest
    assert evaluation_of(seed_network, Settings().evaluations) is not None
    last = json.loads((evaluations_of_map(Settings()) / "last.json").read_text("utf-8"))
    assert last == {"digest": seed_network.digest, "version": 3}
    assert "working" in result.stderr
    assert str(path) in result.stderr


def test_the_file_can_go_elsewhere_and_is_that_of_the_seeds(run: Any, tmp_path: Path) -> None:
    run("--output", str(tmp_path / "mine.json"), "--format", "csv")
    kept = json.loads((tmp_path / "mine.json").read_text("utf-8"))
    assert kept["models"] == shipped().models
    assert not (tmp_path / "evaluations").exists()


def test_json_holds_all_tables(run: Any) -> None:
    found = json.loads(run("--format", "json").stdout)
    assert found["rows"] == shipped().models
    assert len([key for key in found if key not in ("answer", "rows")]) == 6
    assert "Chance alone would give 50" in found["answer"]


def test_the_table_for_people_names_models_in_words(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    printed = " ".join(run().stdout.split())
    assert "what is shown" in printed
    assert f"votes with dissent ({shown_targets()})" in printed
    assert "calibration error" in printed


def shown_targets() -> int:
    row = shipped().model("random", "votes", "shown")
    assert row is not None
    return int(row["recommendations"])


def test_a_map_with_too_little_gets_words_instead_of_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    network = Network.from_tables(make_tables({("a", "x"): "support"}))
    monkeypatch.setattr(command, "open_versioned", lambda *counted: (network, 1))
    with pytest.raises(CoalitionError, match="nothing to evaluate"):
        CliRunner().invoke(command.app, [], catch_exceptions=False)
