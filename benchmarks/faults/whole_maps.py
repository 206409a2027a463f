"""A whole map in the place of another: the backup of yesterday, and a map that another release wrote."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from coalition.errors import CoalitionError
from coalition.exchange.backup import restore, save, take
from coalition.model.vocabulary import Tables
from coalition.store.store import Store
from coalition.store.transaction import SCHEMA
from faults.ledger import Ledger, Outcome
from faults.places import Place
from faults.writer import base

LONGEST_RESTORE = 1.5
"""Seconds, at most, until the database is killed."""
EARLIER = (
    "MATCH (e:Evidence) REMOVE e.act",
    "MATCH (:Actor)-[t:TOOK]->(:Evidence) REMOVE t.ended",
    "MATCH (:Actor)-[p]->(:Recommendation) REMOVE p.act, p.act_year",
    "MATCH (m:Meta {id: 'map'}) SET m.schema = 4",
)
"""What makes a map one of the releases before acts."""


def backup_of_yesterday(place: Place, times: int) -> Outcome:
    """A backup, edits, and the backup put back while another store is open, which notices."""
    outcome = Outcome(f"yesterday's backup, {place.name}")
    for _ in range(times):
        path, yesterday, today = _yesterday_and_today(outcome, place)
        with Store(place.settings) as store, Store(place.settings) as another:
            version = store.version()
            assert _same(another.tables(fresh=False), today)
            since = time.monotonic()
            restore(store, path)
            outcome.half += (
                [] if _same(another.tables(fresh=False), yesterday) else ["the open store holds another map"]
            )
            outcome.seconds.append(time.monotonic() - since)
            outcome.half += another.check()
            if store.version() <= version:
                outcome.lost.append(f"version {version} became {store.version()}")
        _goes_on(outcome, place)
        outcome.times += 1
    return outcome


def killed_while_restoring(place: Place, times: int) -> Outcome:
    """The database is killed while a backup is put in its place: the map is that of yesterday or that of today."""
    outcome = Outcome(f"database killed while restoring, {place.name}")
    for _ in range(times):
        path, yesterday, today = _yesterday_and_today(outcome, place)
        killer = threading.Timer(place.chance.uniform(0, LONGEST_RESTORE), place.kill)
        try:
            with Store(place.settings) as store:
                killer.start()
                restore(store, path)
                came = True
        except CoalitionError as error:
            outcome.hears(error)
            came = False
        killer.join()
        since = time.monotonic()
        place.revive()
        with Store(place.settings) as store:
            found = store.tables()
            outcome.half += store.check()
        outcome.seconds.append(time.monotonic() - since)
        if not _same(found, yesterday) and (came or not _same(found, today)):
            outcome.half.append("the map is neither that of yesterday nor that of today")
        outcome.struck["after it was restored" if _same(found, yesterday) else "before"] += 1
        _goes_on(outcome, place)
        outcome.times += 1
    return outcome


def _yesterday_and_today(outcome: Outcome, place: Place) -> tuple[Path, Tables, Tables]:
    """A backup, and the map as it holds it, and as it became since."""
    ledger, journal = Ledger(place.settings, base()), place.journal()
    path = place.folder / f"{place.chance.getrandbits(32)}.backup"
    place.does(journal, 3)
    ledger.read_back(outcome, place.settings, journal)
    yesterday, journal = ledger.tables, place.journal()
    with Store(place.settings) as store:
        save(take(store), path)
    place.does(journal, 3)
    ledger.read_back(outcome, place.settings, journal)
    return path, yesterday, ledger.tables


def _goes_on(outcome: Outcome, place: Place) -> None:
    """Versions and the history go on after what happened."""
    ledger, journal = Ledger(place.settings), place.journal()
    place.does(journal, 2)
    ledger.read_back(outcome, place.settings, journal)


def other_releases(place: Place, times: int) -> Outcome:
    """A map of an earlier release is brought to this one when it is opened, even where the database is killed then; one
    of a newer release is refused, and so is a write of whoever had it open before.
    """
    outcome = Outcome(f"older and newer maps, {place.name}")
    for turn in range(times):
        with Store(place.settings) as store:
            store.write(base(), replace=True)
            before, entries = store.tables(), len(store.history.entries(limit=None))
            _runs(store, *EARLIER)
        killer = threading.Timer(place.chance.uniform(0, LONGEST_RESTORE), place.kill)
        since = time.monotonic()
        if turn % 2:
            killer.start()
            try:
                Store(place.settings).close()
            except CoalitionError as error:
                outcome.hears(error)
            killer.join()
            place.revive()
        with Store(place.settings) as store:
            outcome.seconds.append(time.monotonic() - since)
            outcome.half += store.check() if _same(store.tables(), before) else ["the upgraded map is another one"]
            made = store.history.entries(limit=None)["kind"].tolist()
            if len(made) != entries + 1 or made[0] != "upgrade":
                outcome.half.append(f"{len(made) - entries} entries for one upgrade")
            _runs(store, f"MATCH (m:Meta {{id: 'map'}}) SET m.schema = {SCHEMA + 1}")
            for _ in range(2):
                with outcome.told("written by a newer release .*; upgrade coalition"):
                    store.write(base(), replace=True)
                with outcome.told("written by a newer release .*; upgrade coalition"):
                    Store(place.settings)
            _runs(store, f"MATCH (m:Meta {{id: 'map'}}) SET m.schema = {SCHEMA}")
            outcome.half += [] if _same(store.tables(), before) else ["a refused map was changed"]
        _goes_on(outcome, place)
        outcome.times += 2
    return outcome


def _runs(store: Store, *texts: str) -> None:
    with store._session() as session:
        for text in texts:
            session.run(text).consume()


def _same(one: Tables, other: Tables) -> bool:
    return all(frame.equals(getattr(other, name)) for name, frame in one)
