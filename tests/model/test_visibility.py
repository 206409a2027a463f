"""What others may see holds nothing of what is protected, and all of the rest."""

from __future__ import annotations

import pandas as pd
from conftest import make_tables

from coalition.model.network import Network
from coalition.model.visibility import anything_protected, public_tables
from coalition.model.vocabulary import Tables


def protect(tables: Tables, name: str, *ids: str) -> Tables:
    frame = getattr(tables, name).copy()
    frame.loc[frame["id"].isin(ids), "visibility"] = "protected"
    return Tables(**dict(tables) | {name: frame})


def test_a_map_without_secrets_is_given_as_it_is(seeds: Tables) -> None:
    assert not anything_protected(seeds)
    assert public_tables(seeds) is seeds


def test_protected_actors_and_evidence_go_with_all_that_tells_of_them() -> None:
    tables = make_tables(
        {("a", "x"): "support", ("b", "x"): "support", ("b", "y"): "oppose", ("c", "y"): "support"},
        recommendations={"R-y": {"target_evidence": "y"}},
    )
    hidden = protect(protect(tables, "actors", "b"), "evidence", "y")
    assert anything_protected(hidden)
    shown = public_tables(hidden)
    assert list(shown.actors["id"]) == ["a", "c"]
    assert list(shown.evidence["id"]) == ["x"]
    assert shown.stances[["actor_id", "evidence_id"]].to_numpy().tolist() == [["a", "x"]]
    assert list(shown.bears_on["evidence_id"]) == ["x"]
    assert set(shown.recommendations["target_evidence"].fillna("")) == {""}
    pd.testing.assert_frame_equal(shown.groups, tables.groups)
    network = Network.from_tables(shown)
    assert network.positions["actor_id"].tolist() == ["a"]
