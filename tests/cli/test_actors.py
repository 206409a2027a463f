"""The commands `similar-actors` and `ideal-points`."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from coalition.analysis.actors.ideal_points import ideal_points
from coalition.analysis.actors.similar_actors import similar_actors
from coalition.cli import actors
from coalition.model.network import Network


@pytest.fixture
def run(seed_network: Network, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(actors, "open_network", lambda *counted: seed_network)
    return lambda *arguments: json.loads(CliRunner().invoke(actors.app, [*arguments, "--format", "json"]).stdout)


def test_similarity_names_the_most_alike_and_holds_every_column(run, seed_network: Network) -> None:
    answer, table = run("similar-actors", "CHL"), similar_actors(seed_network, "CHL")
    assert [row["actor_id"] for row in answer["rows"]] == list(table["actor_id"])
    assert list(answer["rows"][0]) == list(table.columns)
    assert table["name"][0] in answer["answer"]


def test_ideal_points_list_the_states_along_the_first_axis(run, seed_network: Network) -> None:
    answer, table = run("ideal-points"), ideal_points(seed_network)
    known = [row for row in answer["rows"] if row["axis_1"] is not None]
    assert len(known) == (table["n"] > 0).sum()
    assert [row["axis_1"] for row in known] == sorted((row["axis_1"] for row in known), reverse=True)
    assert known[0]["name"] in answer["answer"]
    assert f"{len(known)} States on one axis" in answer["answer"]
    assert "axis_2" not in answer["rows"][0]
    assert "error_3" in run("ideal-points", "--dimensions", "3")["rows"][0]
