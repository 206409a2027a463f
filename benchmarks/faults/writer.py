"""A person at work: edits of several rows at once, loads, undo and redo, each with a mark of its own, until told."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic

from conftest import make_tables

from coalition.errors import AskFirstError, CoalitionError
from coalition.history.edits import RowChange
from coalition.model.vocabulary import Tables
from coalition.settings import Settings
from coalition.store.store import Store
from faults.ledger import Journal

WRITERS = ("ada", "bo", "back")
ROWS = 3
"""Actors of each writer, all of which are changed together, and one stance of each."""
ACTORS, EVIDENCE = 40, 30
"""Of a load: new actors, new evidence, and all stances between them."""
MOST_LOADS = 3
"""So many, then all that was loaded goes at once."""
MIXED = {"edit": 5, "load": 2, "undo": 2, "redo": 1}
BULK = {"edit": 1, "load": 6, "undo": 1}
EDITS = {"edit": 1}
POSITIONS = ("support", "oppose", "abstain", "absent")
WAITS = 180
"""Seconds after which whoever waits for an answer has waited for ever."""
KEEPS_WRITING = "keeps writing"
"""A sentence after which one tries again."""


def base() -> Tables:
    """A map with the rows of the writers: a vote with dissent, so that its act is the one an upgrade gives it."""
    stances = {(f"{writer}.{i}", "e"): "support" if i else "oppose" for writer in WRITERS for i in range(ROWS)}
    return make_tables(stances, bears_on={"e": "R"})


def is_loaded(name: str) -> bool:
    """Whether rows of that name came with a load."""
    return name not in WRITERS


class Writer:
    """Does one thing after another, and keeps a journal."""

    def __init__(self, who: str, settings: Settings, journal: Journal, seed: int, mix: dict[str, int]) -> None:
        self.who, self.settings, self.journal, self.mix = who, settings, journal, mix
        self.chance = random.Random(seed)
        self.seed, self.number, self.loads, self.standing = seed, 0, 0, 0

    def works(self, until: Callable[[], bool]) -> None:
        """Until then, or until it is told of a failure."""
        try:
            with Store(self.settings) as store:
                while not until():
                    (action,) = self.chance.choices(list(self.mix), list(self.mix.values()))
                    if action == "undo" and not self.standing:
                        action = "edit"  # or the rows of the writers would go, which came before their work
                    self.does(store, "clear" if self.loads == MOST_LOADS else action)
        except CoalitionError as error:
            self.journal.hears(str(error))
        except Exception as error:
            self.journal.stumbles(error)

    def does(self, store: Store, action: str) -> None:
        """One write; what is refused, since there is nothing to take back or another came in between, is no failure."""
        self.number += 1
        mark = f"{self.who}-{self.seed}-{self.number}"
        self.journal.begins(action)
        try:
            changed = getattr(self, f"_{action}")(store, mark)
        except CoalitionError as error:
            retried = KEEPS_WRITING in str(error)
            if not (retried or isinstance(error, AskFirstError) or "nothing to" in str(error)):
                raise
            if retried:
                self.journal.hears(str(error))
            changed = False
        self.standing += changed * (-1 if action == "undo" else 1)
        self.journal.ends(mark, changed=changed)

    def _edit(self, store: Store, mark: str) -> bool:
        changes = []
        for i in range(ROWS):
            actor, position = f"{self.who}.{i}", self.chance.choice(POSITIONS)
            changes += [
                RowChange("actors", (actor,), {"note": mark}),
                RowChange("stances", (actor, "e"), {"position": position, "note": mark}),
            ]
        return bool(store.edit(changes, who=self.who, why=mark))

    def _load(self, store: Store, mark: str) -> bool:
        self.loads += 1
        links = {f"{mark}.e{j}": "R" for j in range(EVIDENCE)}
        stances = {(f"{mark}.{i}", item): self.chance.choice(POSITIONS) for i in range(ACTORS) for item in links}
        return self._write(store, make_tables(stances, bears_on=links), mark)

    def _clear(self, store: Store, mark: str) -> bool:
        self.loads = 0
        return self._write(store, base(), mark, replace=True)

    def _write(self, store: Store, tables: Tables, mark: str, *, replace: bool = False) -> bool:
        counts = store.write(tables, replace=replace, who=self.who, why=mark)
        return any(found.new or found.changed or found.removed for found in counts.values())

    def _undo(self, store: Store, mark: str) -> bool:
        return bool(store.history.undo(who=self.who, why=mark))

    def _redo(self, store: Store, mark: str) -> bool:
        return bool(store.history.redo(who=self.who, why=mark))


@contextmanager
def at_work(writer: Writer) -> Iterator[None]:
    """It works in a thread as long as the block lasts; its first write was acknowledged when the block begins."""
    told = Event()
    thread = Thread(target=writer.works, args=(told.is_set,), daemon=True)
    thread.start()
    try:
        writer.journal.awaits(1)
        yield
    finally:
        told.set()
        thread.join(WAITS)
    if thread.is_alive():
        writer.journal.stumbles(TimeoutError(f"no answer within {WAITS} s"))


def for_a_while(writer: Writer, seconds: float) -> None:
    """For a process of its own: so long, or until it is killed."""
    until = monotonic() + seconds
    writer.works(lambda: monotonic() > until)
