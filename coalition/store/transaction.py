"""One change of the map inside one transaction: what differs is written, and an entry of the history beside it."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import chain

import neo4j

from coalition.errors import ServerError, UnknownIdError
from coalition.history import earlier, log
from coalition.history.log import Note, Rows
from coalition.model.differences import Difference, difference
from coalition.model.positions import positions
from coalition.model.vocabulary import KEYS, Tables
from coalition.store import statements
from coalition.store.driver import run
from coalition.store.queries import queries
from coalition.store.staging import StagedLoad, settle, staged_load
from coalition.store.statements import entry_statements

SCHEMA = 6
"""Raised with each new schema_ query or column: a map that says less is given what it lacks."""
UPGRADE = "positions follow the rule of this release (docs/methods/positions.md)"
"""Why a map of an earlier release was changed, for its history."""

Ask = Callable[..., Rows]
"""Runs a reading query by name and parameters, inside the transaction of a change."""
Intent = Callable[[Tables, Ask], tuple[Tables, Note]]
"""The map as it is -> the map as it is to be, in the one form of `sort_tables`, and what the history says of it."""
Progress = Callable[[int, int], None]
"""Told the rows that are written and the rows in all; what it raises takes the whole change back."""


@dataclass(frozen=True, eq=False)
class Kept:
    """A map as it was read or written, and by which mark of its last writer, at which version, it is known again."""

    mark: tuple[int, str]
    tables: Tables


@dataclass(frozen=True)
class Counts:
    """Rows of one table that a load added, changed, found the same, or removed."""

    new: int
    changed: int
    same: int
    removed: int


class Meter:
    """Counts the rows that are written."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self.done, self.total, self.progress = 0, total, progress

    def passed(self, rows: int) -> None:
        """Count rows that are written, and tell how many they are by now.

        Parameters
        ----------
        rows : int
            How many more they are.
        """
        self.done += rows
        if self.progress:
            self.progress(self.done, self.total)


@dataclass(frozen=True, eq=False)
class WritePlan:
    """What an intent comes to on the map as it is: the version that it makes, and what differs."""

    version: int
    writer: str
    note: Note
    after: Tables
    differences: dict[str, Difference]
    steps: list[statements.Step]
    staged: StagedLoad | None

    @property
    def counts(self) -> dict[str, Counts]:
        return {
            name: Counts(len(found.new), len(found.changed), found.same, len(found.removed))
            for name, found in self.differences.items()
        }

    @property
    def empty(self) -> bool:
        """Whether there is nothing to write, and nothing to say in the history."""
        return not any(map(len, self.steps)) and not self.staged and not self.note.undoes

    @property
    def kept(self) -> Kept:
        """The map as it is once this is written."""
        return Kept((self.version, self.writer), self.after)

    def meter(self, progress: Progress | None) -> Meter:
        """What counts the rows of this plan.

        Parameters
        ----------
        progress : callable, optional
            Told the rows that are written and the rows in all.
        """
        steps = [*self.steps, *(self.staged.steps() if self.staged else ())]
        return Meter(sum(map(len, steps)) + log.size(self.differences), progress)


def plan(transaction: neo4j.Transaction, intent: Intent, in_parts: bool, kept: Kept | None = None) -> WritePlan:
    """What there is to do; takes the lock of the writers.

    Parameters
    ----------
    transaction : Transaction
        Where the map is read.
    intent : callable
        What the map is to be.
    in_parts : bool
        Whether stances may be brought in before.
    kept : Kept, optional
        The map as it was; it is read where somebody has written since.
    """
    every = queries()

    def ask(name: str, **parameters: str) -> Rows:
        return run(transaction, every[name], **parameters)

    writer = secrets.token_hex(8)
    mark = lock(transaction, writer)
    before = kept.tables if kept and kept.mark == mark else statements.read_tables(ask)
    after, note = intent(earlier.whole(before), ask)
    after = earlier.whole(after)
    differences = {name: difference(getattr(before, name), frame, KEYS[name]) for name, frame in after}
    old_positions = statements.read_positions(run(transaction, every["read_positions"]))
    new_positions = positions(after.stances, after.evidence, after.bears_on)
    moved = difference(old_positions, new_positions, statements.POSITION_KEY)
    staged = staged_load(differences) if in_parts else None
    left = differences
    if staged:
        stances = differences["stances"]
        left = left | {"stances": replace(stances, new=stances.new.drop(staged.stances.index))}
    steps = statements.steps(before, after, left, moved, new_positions)
    return WritePlan(mark[0] + 1, writer, note, after, differences, steps, staged)


def write(transaction: neo4j.Transaction, given: WritePlan, meter: Meter) -> None:
    """Do what a plan says, in the transaction that made it.

    Parameters
    ----------
    transaction : Transaction
        Where it is written; the caller commits it.
    given : WritePlan
        What is to be done.
    meter : Meter
        Counts the rows.
    """
    meter.passed(0)
    if given.staged:
        settle(given.staged, lambda statement: _do(transaction, statement))
    entry = entry_statements(given.version, _now(), given.note, given.differences)
    for statement in chain(chain.from_iterable(step.statements() for step in given.steps), entry):
        _do(transaction, statement)
        meter.passed(statement.rows)
        for values in statement.parameters.values():
            if isinstance(values, list):
                values.clear()  # the driver keeps the parameters of every statement until its transaction ends
    set_version(transaction, given.version)


def do(session: neo4j.Session, statement: statements.Statement) -> Rows:
    """Run a statement in a transaction of its own.

    Parameters
    ----------
    session : Session
        A session of the map.
    statement : Statement
        What is run.
    """
    return session.execute_write(_do, statement)


def _do(transaction: neo4j.Transaction | neo4j.ManagedTransaction, statement: statements.Statement) -> Rows:
    return run(transaction, queries()[statement.query], statement.filling, **statement.parameters)


def lock(transaction: neo4j.Transaction, writer: str) -> tuple[int, str]:
    """Take the lock that the writers of a Neo4j share; the version of the map, and the mark of who wrote it.

    Parameters
    ----------
    transaction : Transaction
        Which has the lock until it ends.
    writer : str
        Its mark.
    """
    version, earlier_writer, prepared = run(transaction, queries()["lock_map"], writer=writer, schema=SCHEMA)[0]
    refuse_newer(int(prepared))
    return int(version), str(earlier_writer)


def refuse_newer(schema: int) -> None:
    """Nothing for a map that this release knows.

    Parameters
    ----------
    schema : int
        The schema of the map.

    Raises
    ------
    ServerError
        A newer release wrote it.
    """
    if schema > SCHEMA:
        raise ServerError(
            f"this map was written by a newer release (schema {schema}, this one knows {SCHEMA}); upgrade coalition; "
            "nothing was changed"
        )


def set_version(transaction: neo4j.Transaction, version: int) -> None:
    """Write the version that the map has from now on.

    Parameters
    ----------
    transaction : Transaction
        Where it is written; the caller commits it.
    version : int
        The version.
    """
    run(transaction, queries()["set_version"], version=version, changed_at=_now())


def remember(transaction: neo4j.Transaction | neo4j.ManagedTransaction, names: Mapping[str, str]) -> None:
    """Keep which actor a name means.

    Parameters
    ----------
    transaction : Transaction
        Where it is written; the caller commits it.
    names : mapping
        Name -> id of the actor it means.
    """
    for statement in statements.actor_names(names).statements():
        known = {row[0] for row in run(transaction, queries()[statement.query], **statement.parameters)}
        if unknown := {row["actor_id"] for row in statement.parameters["rows"]} - known:
            raise UnknownIdError(f"no actor {min(unknown)}; a name can mean an actor of the map only")


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
