"""One change of the map inside one transaction: what differs is written, and an entry of the history beside it."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain

import neo4j

from coalition import ledger, rows
from coalition.changes import Difference, difference
from coalition.driver import run
from coalition.errors import UnknownIdError
from coalition.model import KEYS
from coalition.positions import positions
from coalition.queries import queries
from coalition.recorded import Intent

SCHEMA = 2
"""Raised with each new schema_ query: a map that says less is given the constraints it lacks."""

Progress = Callable[[int, int], None]
"""Told the rows that are written and the rows in all; what it raises takes the whole change back."""


@dataclass(frozen=True)
class Counts:
    """Rows of one table that a load added, changed, found the same, or removed."""

    new: int
    changed: int
    same: int
    removed: int


def write(
    transaction: neo4j.Transaction, intent: Intent, progress: Progress | None = None
) -> tuple[dict[str, Counts], str]:
    """Do what an intent says: what it does per table, and its entry ("" when nothing differs)."""
    every = queries()

    def ask(name: str, **parameters: str) -> rows.Rows:
        return run(transaction, every[name], **parameters)

    version = int(run(transaction, every["lock_map"], writer=secrets.token_hex(8), schema=SCHEMA)[0][0]) + 1
    before = rows.read_tables(ask)
    after, note = intent(before, ask)
    differences = {name: difference(getattr(before, name), frame, KEYS[name]) for name, frame in after}
    counts = {name: _counts(found) for name, found in differences.items()}
    old_positions = rows.read_positions(run(transaction, every["read_positions"]))
    new_positions = positions(after.stances, after.evidence, after.bears_on)
    moved = difference(old_positions, new_positions, rows.POSITION_KEY)
    any_change = any(len(found.written) + len(found.removed) for found in (*differences.values(), moved))
    if not any_change and not note.undoes:
        return counts, ""
    steps = rows.steps(before, after, differences, moved, new_positions)
    total, done = sum(map(len, steps)) + ledger.size(differences), 0
    entry = ledger.statements(version, _now(), note, differences)
    for statement in chain(chain.from_iterable(step.statements() for step in steps), entry):
        if progress:
            progress(done, total)
        run(transaction, every[statement.query], statement.kind, **statement.parameters)
        done += statement.rows
    if progress:
        progress(done, total)
    set_version(transaction, version)
    return counts, str(version)


def set_version(transaction: neo4j.Transaction, version: int) -> None:
    run(transaction, queries()["set_version"], version=version, changed_at=_now())


def remember(transaction: neo4j.Transaction, names: Mapping[str, str]) -> None:
    """Keep which actor a name means."""
    for statement in rows.actor_names(names).statements():
        known = {row[0] for row in run(transaction, queries()[statement.query], **statement.parameters)}
        if unknown := {row["actor_id"] for row in statement.parameters["rows"]} - known:
            raise UnknownIdError(f"no actor {min(unknown)}; a name can mean an actor of the map only")


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _counts(found: Difference) -> Counts:
    return Counts(len(found.new), len(found.changed), found.same, len(found.removed))
