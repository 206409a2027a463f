"""Disks and files: damaged files, a full disk, a read-only folder."""

from __future__ import annotations

import os
import random
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from commands import Run, commands
from disks import fill, mounted, read_only

from coalition.errors import CoalitionError
from coalition.exchange.backup import save, take
from coalition.store.daemon import DATABASE
from coalition.store.home import CHOSEN
from coalition.store.server import endpoint, stop
from coalition.store.store import Store
from faults.ledger import Ledger, Outcome
from faults.places import Place, embedded
from faults.writer import BULK

SMALL_DISK = "size=300m"
"""The embedded database asks for 200 MB before it starts."""
_NUMBERS = b'{"pid": "x", "created": [], "port": -1, "layout": 1, "engine": ""}'
MADE_ANEW = {
    "server.json": (b"{", b"\xff\xfe", b"[1]", _NUMBERS, _NUMBERS.replace(b'"x"', b"-1"), b""),
    "layout": (b"{", b"\xff\xfe", b'{"layout": "x"}', b"[]", b""),
    "password": (b"\xff\xfe", b"x\n", b""),
    "config/server-groups.json": (b"{", b""),
}
"""Damaged files that cost nothing."""


@contextmanager
def _disk(folder: Path, options: str) -> Iterator[Path]:
    disk = folder / "disk"
    disk.mkdir(exist_ok=True)
    with mounted(disk, options):
        yield disk


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
                place.does(journal, 2)
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
                place.does(journal, 3)
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
        place.does(journal, 4)
        for _ in range(times):
            with commands(folder, home) as run:
                _backups_and_settings(outcome, run, place)
            files = sorted(path for path in (home / "databases").rglob("*") if path.is_file() and path.stat().st_size)
            for path in [*chance.sample(files, 3), home / "databases" / DATABASE / "schema.json"]:
                whole = path.read_bytes()
                for damage in (_cut, _written_over, _removed):
                    damage(path, chance)
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


def _removed(path: Path, _: random.Random) -> None:
    path.unlink()


def _written_over(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    at = chance.randrange(len(data))
    data[at : at + 64] = bytes(byte ^ 0xA5 for byte in data[at : at + 64])
    path.write_bytes(data)
