"""Disks and files: a full disk, a read-only folder, damaged files, a backup of yesterday, a map of another release."""

from __future__ import annotations

import os
import random
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from commands import Run, commands
from disks import fill, mounted, read_only

from coalition.errors import CoalitionError
from coalition.exchange.backup import restore, save, take
from coalition.model.vocabulary import Tables
from coalition.store.daemon import DATABASE
from coalition.store.home import CHOSEN
from coalition.store.server import endpoint, stop
from coalition.store.store import Store
from coalition.store.transaction import SCHEMA
from faults.ledger import Journal, Ledger, Outcome
from faults.places import Place, embedded
from faults.writer import BULK, MIXED, base

SMALL_DISK = "size=300m"
"""The embedded database asks for 200 MB before it starts."""
LONGEST_RESTORE = 1.5
"""Seconds, at most, until the database is killed."""
_NUMBERS = b'{"pid": "x", "created": [], "port": -1, "layout": 1, "engine": ""}'
MADE_ANEW = {
    "server.json": (b"{", b"\xff\xfe", b"[1]", _NUMBERS, _NUMBERS.replace(b'"x"', b"-1"), b""),
    "layout": (b"{", b"\xff\xfe", b'{"layout": "x"}', b"[]", b""),
    "password": (b"\xff\xfe", b"x\n", b""),
    "config/server-groups.json": (b"{", b""),
}
"""Damaged files that cost nothing."""
EARLIER = (
    "MATCH (e:Evidence) REMOVE e.act",
    "MATCH (:Actor)-[t:TOOK]->(:Evidence) REMOVE t.ended",
    "MATCH (:Actor)-[p]->(:Recommendation) REMOVE p.act, p.act_year",
    "MATCH (m:Meta {id: 'map'}) SET m.schema = 4",
)
"""What makes a map one of the releases before acts."""


@contextmanager
def _disk(folder: Path, options: str) -> Iterator[Path]:
    disk = folder / "disk"
    disk.mkdir(exist_ok=True)
    with mounted(disk, options):
        yield disk


def _does(place: Place, journal: Journal, writes: int, mix: dict[str, int] = MIXED) -> None:
    """So many writes that must succeed."""
    writer = place.writer("ada", journal, mix)
    writer.works(lambda: len(journal.read().done) >= writes)


def _command(outcome: Outcome, run: Run, *words: str, expected: str) -> None:
    """What a person is told who gives a command that must end with a sentence."""
    with outcome.told(expected):
        done = run(*words)
        if done.returncode:
            raise CoalitionError(done.stderr.strip())


def full_disk(folder: Path, chance: random.Random, times: int) -> Outcome:
    """The disk of the folder fills up while somebody writes; then space is made again."""
    outcome = Outcome("disk full")
    try:
        with _disk(folder, SMALL_DISK) as disk, embedded(folder, chance, disk / "home") as place:
            ledger = Ledger(place.settings)
            for _ in range(times):
                journal, afterwards = place.journal(), place.journal()
                _does(place, journal, 2)
                filler = fill(disk, chance.randint(0, 2_000_000))
                until = time.monotonic() + 60
                place.writer("bo", journal, BULK).works(lambda until=until: time.monotonic() > until)
                if not journal.read().said:
                    outcome.ugly.append("the disk never got full")
                with outcome.told("cannot be written"), Store(place.settings) as store:
                    save(take(store), disk / "map.backup")
                since = time.monotonic()
                filler.unlink()
                place.comes_back(outcome, afterwards, since)
                ledger.read_back(outcome, place.settings, journal, afterwards)
                outcome.times += 1
            stop(place.settings)
            fill(disk, 1_000_000)
            with outcome.told("MB free and the embedded database needs 200 MB"):
                endpoint(place.settings)
            (disk / "filler").unlink()
            ledger.read_back(outcome, place.settings)
    except pytest.skip.Exception as reason:
        outcome.skipped = str(reason)
    return outcome


def read_only_home(folder: Path, chance: random.Random, times: int) -> Outcome:
    """The folder cannot be written by the next command; then it can."""
    outcome = Outcome("read-only home")
    try:
        with _disk(folder, SMALL_DISK) as disk, embedded(folder, chance, disk / "home") as place:
            ledger = Ledger(place.settings)
            for _ in range(times):
                journal = place.journal()
                _does(place, journal, 3)
                stop(place.settings)
                with read_only(disk), commands(folder, place.settings.home) as run:
                    for words in (["status"], ["use", "coalition"], ["new", "another"], ["db", "stop"]):
                        _command(outcome, run, *words, expected="home cannot be written .*; set COALITION_HOME")
                place.comes_back(outcome, journal, time.monotonic())
                ledger.read_back(outcome, place.settings, journal)
                outcome.times += 1
    except pytest.skip.Exception as reason:
        outcome.skipped = str(reason)
    return outcome


def damaged_files(folder: Path, chance: random.Random, times: int) -> Outcome:
    """Files are cut off, written over or removed, while nobody serves the map: what would cost facts is refused, by
    its name, until the file is whole again; what can be made anew is. Then server.json, while somebody serves it.
    """
    outcome = Outcome("damaged files")
    with embedded(folder, chance) as place:
        ledger, journal, afterwards = Ledger(place.settings), place.journal(), place.journal()
        home = place.settings.home
        _does(place, journal, 4)
        for _ in range(times):
            with commands(folder, home) as run:
                _backups_and_settings(outcome, run, place)
            files = sorted(path for path in (home / "databases").rglob("*") if path.is_file() and path.stat().st_size)
            for path in [*chance.sample(files, 3), home / "databases" / DATABASE / "schema.json"]:
                whole = path.read_bytes()
                for damage in (_cut, _written_over, Path.unlink):
                    damage(path) if damage is Path.unlink else damage(path, chance)
                    with outcome.told(re.escape(path.name)):
                        endpoint(place.settings)
                    path.write_bytes(whole)
                    outcome.times += 1
            for name, texts in MADE_ANEW.items():
                (home / name).write_bytes(chance.choice(texts))
                outcome.times += 1
            place.comes_back(outcome, afterwards, time.monotonic())
            pid = place.pid
            (home / "server.json").write_bytes(chance.choice(MADE_ANEW["server.json"]))
            place.comes_back(outcome, afterwards, time.monotonic())
            if place.pid != pid:
                outcome.ugly.append("a second database was started")
            outcome.times += 1
        ledger.read_back(outcome, place.settings, journal, afterwards)
    return outcome


def _backups_and_settings(outcome: Outcome, run: Run, place: Place) -> None:
    """A damaged backup is refused, and so are damaged settings; the map that was chosen is not guessed."""
    backup, login, chosen = place.folder / "map.backup", place.folder / "login.toml", place.settings.home / CHOSEN
    run("backup", str(backup))
    whole = backup.read_bytes()
    for damage in (_cut, _written_over):
        damage(backup, place.chance)
        _command(outcome, run, "restore", str(backup), expected="map.backup.* nothing was changed")
        backup.write_bytes(whole)
    login.write_bytes(b"[auth\n\xff")
    _command(
        outcome, run, "serve", "--base-url", "https://map.example.org", "--login", str(login), expected="login.toml"
    )
    chosen.write_bytes(b"\xff\xfe")
    _command(outcome, run, "status", expected="home-.*/map is damaged; say again which map is meant")
    run("use", DATABASE)
    outcome.times += 4


def _cut(path: Path, chance: random.Random) -> None:
    os.truncate(path, chance.randrange(path.stat().st_size))


def _written_over(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    at = chance.randrange(len(data))
    data[at : at + 64] = bytes(byte ^ 0xA5 for byte in data[at : at + 64])
    path.write_bytes(data)


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
    _does(place, journal, 3)
    ledger.read_back(outcome, place.settings, journal)
    yesterday, journal = ledger.tables, place.journal()
    with Store(place.settings) as store:
        save(take(store), path)
    _does(place, journal, 3)
    ledger.read_back(outcome, place.settings, journal)
    return path, yesterday, ledger.tables


def _goes_on(outcome: Outcome, place: Place) -> None:
    """Versions and the history go on after what happened."""
    ledger, journal = Ledger(place.settings), place.journal()
    _does(place, journal, 2)
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
