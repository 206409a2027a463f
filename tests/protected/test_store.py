"""What a viewer reads of a map with protected rows: the tables without them, cell for cell, and what rests on these."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from protected.secret_rows import CHOSEN, GROUP, MARK, PLEDGE, STATE, VIEWER, VOTE, Two, with_secrets

from coalition.analysis.evaluation.evaluate import evaluate
from coalition.analysis.partners.last_evaluation import before_changes, keep, last_evaluation
from coalition.model.network import Network
from coalition.model.schema import SCHEMAS
from coalition.model.vocabulary import Tables
from coalition.store.roles import Person, Role
from coalition.store.store import Store

CODED = {
    "regional_group", "country", "blocs", "recommendation_id", "evidence_id", "actor_id", "kind", "visibility", "grade",
    "act", "leadership", "date_from", "date_to", "coverage", "contestable", "position", "ended",
}  # fmt: skip
"""Columns that hold ids, dates or words of the vocabulary."""


def test_every_text_of_a_protected_row_bears_the_mark(public: Tables) -> None:
    whole = with_secrets(public)
    for name, ids in (("actors", [GROUP, STATE]), ("evidence", [PLEDGE, VOTE])):
        frame = getattr(whole, name)
        assert set(frame.loc[frame["visibility"] == "protected", "id"]) == set(ids)
    for name, key in (("actors", "id"), ("evidence", "id"), ("bears_on", "evidence_id"), ("stances", "actor_id")):
        frame = getattr(whole, name)
        rows = frame[frame[key].isin([GROUP, STATE, PLEDGE, VOTE])]
        free = sorted({*SCHEMAS[name].columns} - CODED)
        assert rows[free].apply(lambda cells: cells.str.contains(MARK, case=False)).all(axis=None), name


@pytest.mark.embedded
def test_a_viewer_reads_the_tables_without_the_rows(two: Two, public: Tables) -> None:
    with Store(two.told) as told, Store(two.bare) as bare:
        whole = told.tables()
        assert (
            dict(zip(whole.recommendations["id"], whole.recommendations["target_evidence"], strict=True))[CHOSEN]
            == VOTE
        )
        for store in (told, bare):
            acting = store.acting(Person(VIEWER, Role.VIEWER))
            for tables in (acting.tables(), acting.tables(fresh=False), acting.network().tables):
                for name, frame in tables:
                    pd.testing.assert_frame_equal(frame, getattr(public, name))
        assert told.version() == bare.version() == 3


def test_an_evaluation_rests_on_what_a_viewer_sees_whoever_makes_it(public: Tables, tmp_path: Path) -> None:
    seen, whole = Network.from_tables(public), Network.from_tables(with_secrets(public))
    found = evaluate(whole, splits=1, progress=lambda _: None)
    assert found.digest == seen.digest != whole.digest
    keep(found, tmp_path / "map", 3)
    for network in (seen, whole):
        kept = last_evaluation(network, tmp_path / "map")
        assert kept is not None
        assert kept.digest == seen.digest
        assert before_changes(kept, network, tmp_path / "map", 3) == ""
