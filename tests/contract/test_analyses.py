"""Each server gives back the seeds as they were loaded into it, and so every analysis gives the same."""

from __future__ import annotations

import pandas as pd

from coalition.analysis.actors.stances import stances_of
from coalition.model.network import Network
from coalition.model.vocabulary import Tables
from coalition.store.statements import disagreements
from coalition.store.store import Store


def test_the_seeds_come_back_as_they_were_and_so_does_every_result(store: Store, facts: Tables) -> None:
    """What comes back is equal to the last cell, dtype and order of rows, and results depend on nothing else
    (tests/analysis/test_threads.py)."""
    network = Network.from_tables(facts)
    store.write(facts)
    tables = store.tables(fresh=True)
    written = store.positions()
    assert len(written) == {60_200: 3_433, 1_505: 148}[len(facts.stances)]
    assert disagreements(tables, written) == []
    for name, frame in facts:
        pd.testing.assert_frame_equal(getattr(tables, name), frame, obj=name)
    assert Network.from_tables(tables).digest == network.digest


def test_stances_of_an_actor_are_those_that_the_query_finds(store: Store, facts: Tables) -> None:
    store.write(facts)
    network = store.network()
    for actor in facts.stances["actor_id"].drop_duplicates().iloc[::40]:
        found, asked = stances_of(network, actor), store.query("stances_of_actor", actor=actor)
        assert list(found) == list(asked)
        for table in (found, asked):  # the query collects them in any order
            table["recommendations"] = table["recommendations"].map(sorted)
        assert found.to_numpy().tolist() == asked.to_numpy().tolist()
