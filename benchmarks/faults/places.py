"""Where a map lies, and how its database is broken and comes back."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from neo4j_server import LTS, Machine, machine
from pydantic import SecretStr

from coalition.errors import CoalitionError
from coalition.settings import Settings
from coalition.store.server import status, stop
from coalition.store.store import Store
from faults.ledger import COMES_BACK, Journal, Outcome
from faults.writer import EDITS, MIXED, Writer, base


@dataclass
class Place:
    """A map, and what a fault needs beside it."""

    settings: Settings
    folder: Path
    """Room for journals and other files."""
    chance: random.Random
    machine: Machine | None = None
    """The Neo4j; None for the embedded database."""

    @property
    def name(self) -> str:
        return "Neo4j" if self.machine else "embedded"

    @property
    def pid(self) -> int:
        found = self.machine.pid if self.machine else status(self.settings).pid
        assert found
        return found

    def kill(self) -> None:
        """The database dies like a pulled plug."""
        if self.machine:
            self.machine.kill()
            return
        os.kill(self.pid, signal.SIGKILL)
        while status(self.settings).running:
            time.sleep(0.01)

    def revive(self) -> None:
        """Whoever runs a Neo4j starts it again; the next command starts the embedded database."""
        if self.machine:
            self.machine.start()

    def journal(self) -> Journal:
        return Journal(self.folder / f"journal-{self.chance.getrandbits(64)}")

    def writer(self, who: str, journal: Journal, mix: dict[str, int], settings: Settings | None = None) -> Writer:
        return Writer(who, settings or self.settings, journal, self.chance.getrandbits(32), mix)

    def does(self, journal: Journal, writes: int) -> None:
        """So many writes, of all kinds."""
        self.writer("ada", journal, MIXED).works(lambda: len(journal.read().done) >= writes)

    def comes_back(self, outcome: Outcome, journal: Journal, since: float) -> None:
        """Somebody's next commands, until one can read and write; what they are told until then is kept."""
        writer = self.writer("back", journal, EDITS)
        while True:
            try:
                with Store(self.settings) as store:
                    store.tables()
                    writer.does(store, "edit")
                    break
            except CoalitionError as error:
                outcome.hears(error)
            if time.monotonic() - since > COMES_BACK:
                raise AssertionError(f"{outcome.name}: the map does not come back: {outcome.said}")
            time.sleep(0.1)
        outcome.seconds.append(time.monotonic() - since)


def prepared(place: Place) -> Place:
    """The same, with a map that holds the rows of the writers and nothing else."""
    with Store(place.settings) as store:
        store.write(base(), replace=True)
    return place


@contextmanager
def embedded(folder: Path, chance: random.Random, home: Path | None = None) -> Iterator[Place]:
    """A map of the embedded database in a folder of its own."""
    place = Place(Settings(home=home or folder / f"home-{chance.getrandbits(32)}", uri=""), folder, chance)
    try:
        yield prepared(place)
    finally:
        with suppress(CoalitionError):
            stop(place.settings)


def on_neo4j(made: Machine, folder: Path, chance: random.Random) -> Place:
    """The map of a Neo4j that runs."""
    at = made.server
    password = SecretStr(at.password)
    to = Settings(home=folder / "home", uri=at.uri, user=at.user, password=password, database=at.database)
    return prepared(Place(to, folder, chance, made))


@contextmanager
def neo4j(folder: Path, chance: random.Random) -> Iterator[Place]:
    """A Neo4j with long-term support."""
    with machine(LTS) as made:
        yield on_neo4j(made, folder, chance)
