"""Loads that are larger than a transaction of Neo4j may be: most stances are brought in before, where nobody sees them.

They hang between actors and nodes that are no evidence yet. The transaction of the load makes evidence of these nodes,
and with it everything is seen at once. What a load left that was stopped or died is taken back by itself, or by
whoever opens the map later. The embedded database cannot change a label, and holds such a load in one transaction.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain

import pandas as pd
from neo4j.exceptions import DriverError, Neo4jError

from coalition.errors import CoalitionError
from coalition.history.log import Rows
from coalition.model.differences import Difference
from coalition.model.vocabulary import Kind
from coalition.store.driver import ConflictError
from coalition.store.statements import Statement, Step

LIMIT = 100_000
"""So many new stances fit into a transaction: each takes 2.5 kB of the heap, and a small server has 0.7 GB for all."""
BEAT = 20
"""After so many statements a load says again that it is alive."""

Run = Callable[[Statement], Rows]


@dataclass(frozen=True, eq=False)
class StagedLoad:
    """New actors, new evidence, and the new stances on it."""

    load: str
    actors: pd.DataFrame
    evidence: pd.DataFrame
    stances: pd.DataFrame

    def steps(self) -> list[Step]:
        """What brings it in, unseen."""
        new = self.stances["actor_id"].isin(self.actors["id"])
        known = self.stances.assign(actor=self.stances["actor_id"], evidence=self._keys(self.stances["evidence_id"]))
        unknown = known[new].assign(actor=self._keys(self.stances["actor_id"]))
        columns = ["actor", "evidence", "position", "ended", "note", "grade", "source"]
        return [
            Step("staging_actors", self._places(self.actors)[["key", "load"]]),
            Step("staging_evidence", self._places(self.evidence)[["key", "load"]]),
            Step("staging_stances", known.loc[~new, columns]),
            Step("staging_stances_of_staged", unknown[columns]),
        ]

    def settling(self) -> Iterator[Statement]:
        """What makes it seen."""
        for kind, part in self.actors.groupby("kind"):
            places = self._places(part)[["key", "id"]]
            yield from Step("staging_settle_actors", places, filling=Kind(str(kind))).statements()
        yield from Step("staging_settle_evidence", self._places(self.evidence)[["key", "id"]]).statements()
        yield Statement("staging_drop", {"load": self.load})

    def _places(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame[["id"]].assign(key=self._keys(frame["id"]), load=self.load)

    def _keys(self, ids: pd.Series[str]) -> pd.Series[str]:
        return f"{self.load} " + ids


def staged_load(differences: Mapping[str, Difference]) -> StagedLoad | None:
    """The part of a change that is to be brought in before; None where all of it fits into a transaction.

    Parameters
    ----------
    differences : mapping
        What the change does to each table.
    """
    evidence, stances = differences["evidence"].new, differences["stances"].new
    on_it = stances[stances["evidence_id"].isin(evidence["id"])]
    if len(on_it) <= LIMIT:
        return None
    return StagedLoad(secrets.token_hex(8), differences["actors"].new, evidence, on_it)


@contextmanager
def brought_in(what: StagedLoad, run: Run, passed: Callable[[int], None]) -> Iterator[None]:
    """Bring it in, and take it back when what follows fails.

    Parameters
    ----------
    what : StagedLoad
        What is brought in.
    run : callable
        Runs a statement, and commits it.
    passed : callable
        Told how many rows more are written.
    """
    passed(0)
    try:
        for number, statement in enumerate(chain.from_iterable(step.statements() for step in what.steps())):
            if number % BEAT == 0:
                run(Statement("staging_beat", {"load": what.load}))
            run(statement)
            passed(statement.rows)
        yield
    except BaseException:
        with suppress(CoalitionError, Neo4jError, DriverError):  # a lost server keeps it, until somebody opens the map
            _take_back(what.load, run)
        raise


def settle(what: StagedLoad, run: Run) -> None:
    """Make it seen, in the transaction of the load; refused where somebody took it for abandoned.

    Parameters
    ----------
    what : StagedLoad
        What was brought in.
    run : callable
        Runs a statement in the transaction of the load.
    """
    if run(Statement("staging_count", {"load": what.load}))[0][0] != len(what.stances):
        raise ConflictError("a load was taken for abandoned; try again")
    for statement in what.settling():
        run(statement)


def clear(run: Run) -> None:
    """Take back what loads left that died.

    Parameters
    ----------
    run : callable
        Runs a statement, and commits it.
    """
    for (load,) in run(Statement("staging_abandoned", {})):
        _take_back(load, run)


def _take_back(load: str, run: Run) -> None:
    while run(Statement("staging_drop_stances", {"load": load}))[0][0]:
        pass
    run(Statement("staging_drop", {"load": load}))
