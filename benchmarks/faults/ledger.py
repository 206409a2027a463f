"""What was acknowledged, and whether a fresh store finds all of it again: whole, in order, and nothing by half."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coalition.errors import AskFirstError, CoalitionError
from coalition.history.edits import reverted
from coalition.model.vocabulary import Tables
from coalition.settings import Settings
from coalition.store.store import Store

COMES_BACK = 180.0
"""Seconds after which a map counts as gone."""
_CHANGING = (
    (r"/tmp/[^\s;,:)]*/", ""),
    (r"127\.0\.0\.1:\d+", "…"),
    (r"home-\d+", "HOME"),
    (r"(?<=/)?\d+\.before-restore-[\d-]+\.zip", "FILE.before-restore-….zip"),
    (r"[\w%~]+(\.\d+)+\.v\d+\.\w+", "FILE"),
    (r"\b(\.instance\.id|statistics\.json|configuration\.json|last-tx-id\.bin)", "FILE"),
    (r"(?<=has )\d+(?= MB)", "…"),
    (r"at byte \d+|offset \d+|for file '[\w./]+'|\(\d+, \d+\)", "…"),
)
"""Parts of a sentence that differ from time to time."""
_OF_MACHINES = re.compile(r"IPv4Address|Traceback|refused a query|\w(Error|Exception)\b|gql_status")
"""What no sentence for a person holds."""


@dataclass
class Outcome:
    """What one fault did, over all its turns."""

    name: str
    times: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    said: Counter[str] = field(default_factory=Counter)
    ugly: list[str] = field(default_factory=list)
    """What a person saw that was no sentence."""
    struck: Counter[str] = field(default_factory=Counter)
    """What was going on at that moment."""
    skipped: str = ""

    @property
    def failed(self) -> bool:
        return bool(self.lost or self.half or self.ugly)

    def hears(self, said: object) -> None:
        """A sentence, without what differs from time to time."""
        text = " ".join(str(said).split())
        for pattern, stands_for in _CHANGING:
            text = re.sub(pattern, stands_for, text)
        self.said[text] += 1
        if _OF_MACHINES.search(text):
            self.ugly.append(text)

    @contextmanager
    def told(self, expected: str) -> Iterator[None]:
        """A person is told a sentence in this block that matches `expected`."""
        try:
            yield
        except CoalitionError as error:
            self.hears(error)
            if not re.search(expected, str(error)):
                self.ugly.append(f"{error} (expected: {expected})")
        except Exception as error:
            self.ugly.append(f"{type(error).__name__}: {error}")
        else:
            self.ugly.append(f"nothing was said (expected: {expected})")


@dataclass(frozen=True)
class Told:
    """What a journal says."""

    done: list[str]
    open: str
    """What was begun and neither done nor given up; "" for nothing."""
    said: list[str]
    ugly: list[str]


class Journal:
    """What a writer did, in a file that outlives it: a line before each write, and one after it has returned."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.touch(exist_ok=False)

    def begins(self, what: str) -> None:
        self._add(begun=what)

    def ends(self, mark: str, *, changed: bool = True) -> None:
        self._add(**({"done": mark} if changed else {"dropped": mark}))

    def hears(self, said: str) -> None:
        self._add(said=said)

    def stumbles(self, error: Exception) -> None:
        self._add(ugly=f"{type(error).__name__}: {error}")

    def read(self) -> Told:
        lines = [json.loads(line) for line in self.path.read_text(encoding="utf-8").splitlines()]
        done, said, ugly = ([line[key] for line in lines if key in line] for key in ("done", "said", "ugly"))
        acts = [line for line in lines if "said" not in line and "ugly" not in line]
        return Told(done, acts[-1].get("begun", "") if acts else "", said, ugly)

    def awaits(self, writes: int, seconds: float = 90.0) -> None:
        """Wait until so many writes were acknowledged."""
        until = time.monotonic() + seconds
        while len((told := self.read()).done) < writes:
            if told.ugly or time.monotonic() > until:
                raise AssertionError(f"no work is done: {told}")
            time.sleep(0.02)

    def _add(self, **line: Any) -> None:
        with self.path.open("a", encoding="utf-8") as out:
            out.write(f"{json.dumps(line)}\n")


class Ledger:
    """The map as it begins, or was found last; what is written from then on is taken back in thought to come to it."""

    def __init__(self, settings: Settings, begin: Tables | None = None) -> None:
        with Store(settings) as store:
            if begin is not None:
                store.write(begin, replace=True)
            self._keep(store)

    def _keep(self, store: Store) -> None:
        self.tables, self.version = store.tables(), store.version()

    def read_back(self, outcome: Outcome, settings: Settings, *journals: Journal) -> None:
        """Count what was acknowledged, what of it is lost, and what is there by half."""
        told = [journal.read() for journal in journals]
        done = [mark for one in told for mark in one.done]
        outcome.acknowledged += len(done)
        for one in told:
            outcome.ugly += one.ugly
            for sentence in one.said:
                outcome.hears(sentence)
        with Store(settings) as store:
            entries = store.history.entries(limit=None)
            new = entries[entries["id"].astype(int) > self.version]
            known = Counter(new["why"])
            outcome.lost += [mark for mark in done if not known[mark]]
            outcome.half += [f"{mark} is there {known[mark]} times" for mark in done if known[mark] > 1]
            outcome.half += [*store.check(), *_torn(store), *self._astray(store, list(new["id"]))]
            for one in told:
                order = [mark for mark in reversed(new["why"].tolist()) if mark in set(one.done)]
                if order != [mark for mark in one.done if known[mark]]:
                    outcome.half.append(f"the history has another order: {order}")
            self._keep(store)

    def _astray(self, store: Store, new: list[str]) -> list[str]:
        """Where the map is not what its history says."""
        before, version = store.tables(), store.version()
        if new != [str(number) for number in range(version, self.version, -1)]:
            return [f"version {self.version} became {version} by the entries {new}"]
        try:
            for change in new:
                before = reverted(before, store.history.entry(change).rows)
        except AskFirstError as error:
            return [f"the map is not as change {change} left it: {error}"]
        return [
            f"{name} is not what the history comes from"
            for name, frame in before
            if not frame.equals(getattr(self.tables, name))
        ]


def _torn(store: Store) -> list[str]:
    """Rows that one write makes, of which some are there and others not."""
    from faults.writer import ACTORS, EVIDENCE, is_loaded

    tables, found = store.tables(), []
    stances = tables.stances.assign(writer=tables.stances["actor_id"].str.partition(".")[0])
    for writer, rows in stances.groupby("writer"):
        own = tables.actors[tables.actors["id"].str.startswith(f"{writer}.")]
        if is_loaded(str(writer)):
            if (len(rows), len(own)) != (ACTORS * EVIDENCE, ACTORS):
                found.append(f"of load {writer} {len(own)} actors and {len(rows)} stances are there")
        elif len(notes := {*rows["note"], *own["note"]}) > 1:
            found.append(f"rows of {writer} that are changed together say {sorted(notes)}")
    return found
