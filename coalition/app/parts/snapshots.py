"""The map at its last versions, each with what was worked out from it: once for all visitors, and let go together.

While many look at the map, a new version is shown when what they look at has been worked out for it, or after a moment:
a change by one makes nobody else wait.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock, Thread
from typing import Any, NamedTuple

from coalition.app.parts.results import Results
from coalition.errors import CoalitionError
from coalition.model.network import Network
from coalition.model.positions import STRICT, Counting
from coalition.model.visibility import anything_protected
from coalition.model.vocabulary import Tables

VERSIONS, MAPS = 2, 4
"""So many versions are kept of each map as some see it, and so many of these."""
RESULTS = 2500
"""So many answers are kept of a version."""
LATELY = 120.0
"""Seconds after which a question that nobody asked again is not worked out for a new version."""
QUIET = 2.0
"""Seconds between a page that saw a new version of the map, and work for it that no page has asked for."""
REST = 0.6
"""Seconds without a page after which a step of such work begins: whoever clicks on and on has the core alone."""
COURTESY = 0.4
"""Seconds for which a step of what is prepared waits for a page that is being made: both would share one core."""
APP = ("coalition.app.pages.", "coalition.app.parts.")
Read = Callable[[], Tables]
"""Reads a map; also from a thread that knows of no visit."""


class Seen(NamedTuple):
    """A map as some see it: its name, and whether only what is public."""

    map: str
    public: bool


class State(NamedTuple):
    """A version of a map as some see it. What is computed is kept under it."""

    map: str
    public: bool
    version: int

    @property
    def view(self) -> Seen:
        return Seen(self.map, self.public)


@dataclass(frozen=True)
class Asked:
    """A question: a function of a network with its arguments, what counts, and whether of what all may see."""

    function: Callable[..., Any] = field(compare=False)
    arguments: tuple[Any, ...]
    counting: Counting
    public: bool = False
    name: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", f"{self.function.__module__}.{self.function.__qualname__}")

    @property
    def pure(self) -> bool:
        """Whether it rests on the network alone: functions of pages may look at the visit."""
        return not self.name.startswith(APP)


class Snapshot:
    """A map at one version, and what was worked out from it.

    Parameters
    ----------
    tables
        The map.
    lately
        What was asked of this map, and when: noted with each question.
    """

    def __init__(self, tables: Tables, lately: dict[Asked, float]) -> None:
        self.tables = tables
        self._results = Results(RESULTS)
        self._lately = lately

    def network(self, counting: Counting) -> Network:
        """The network, with what counts."""
        return self._results.get(("network", counting), lambda: Network.from_tables(self.tables, counting))

    def shown(self, counting: Counting) -> tuple[Network, bool]:
        """The network as all may see it, and whether something is left out."""

        def work() -> tuple[Network, bool]:
            whole = self.network(counting)
            return whole.public, anything_protected(whole)

        return self._results.get(("shown", counting), work)

    def result(self, asked: Asked) -> Any:
        """The answer to a question."""
        if asked.pure:
            self._lately[asked] = time.monotonic()
        return self._answer(asked)

    def _answer(self, asked: Asked) -> Any:
        known, seen = self.network(asked.counting), False
        if asked.public:
            known, seen = self.shown(asked.counting)

        def work() -> Any:
            given = (self._answer(one) if isinstance(one, Asked) else one for one in asked.arguments)
            return asked.function(known, *given)

        return self._results.get((asked.name, asked.arguments, asked.counting, seen), work)

    def work_out(self, asked: Asked) -> None:
        """The answer to a question that somebody is likely to ask."""
        with suppress(CoalitionError):  # whoever asks is told
            self._answer(asked)


def lately(asked: dict[Asked, float]) -> list[Asked]:
    """What visitors asked a while ago at most, the last question first; what is older is forgotten."""
    now = time.monotonic()
    for question in [question for question, when in asked.copy().items() if now - when > LATELY]:
        asked.pop(question, None)
    return sorted(asked, key=lambda question: -asked.get(question, 0.0))


class Snapshots:
    """The last versions of the maps that somebody looks at.

    Parameters
    ----------
    quiet
        Seconds that `later` waits.
    rested
        Seconds since the last page was made, 0 while one is. What is prepared for a new version waits for a page, for
        `COURTESY` at each step; what is worked out `later` waits until `REST` is over.
    """

    def __init__(self, quiet: float = QUIET, rested: Callable[[], float] = lambda: float("inf")) -> None:
        self._rested = rested
        self._views: OrderedDict[Seen, _Versions] = OrderedDict()
        self._lock = Lock()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="snapshots")
        self._ahead = _Ahead(self, quiet, rested)

    def get(self, state: State, reading: Callable[[], Read]) -> Snapshot:
        """A version of a map, as somebody read it before, or as it is read now; `reading` says how."""
        return self._of(state.view).get(state.version, reading)

    def version(self, view: Seen, newest: int, reading: Callable[[], Read], *, patience: float, alone: bool) -> int:
        """The version to show: the newest, or for at most `patience` seconds the one before, while what is asked of the
        newest is worked out. Whoever is `alone` sees the newest.
        """
        versions = self._of(view)
        shown, begin = versions.to_show(newest, patience, alone)
        if begin:
            self._worker.submit(versions.prepare, newest, reading())
        return shown

    def later(self, state: State, reading: Callable[[], Read], questions: Iterable[Asked]) -> None:
        """Have questions worked out while nobody waits for a page, those of the last page first. Of a map that is
        edited again and again only the last version's are.
        """
        self._ahead.add(state, reading, questions)

    def _of(self, view: Seen) -> _Versions:
        with self._lock:
            versions = self._views.setdefault(view, _Versions(self._rested))
            self._views.move_to_end(view)
            while len(self._views) > MAPS:
                self._views.popitem(last=False)
            return versions


class _Versions:
    """The last versions of one map as some see it."""

    def __init__(self, rested: Callable[[], float]) -> None:
        self._rested = rested
        self._kept = Results(VERSIONS)
        self._lock = Lock()
        self._shown = self._newest = self._begun = 0
        self._since = 0.0
        self._lately: dict[Asked, float] = {}

    def get(self, version: int, reading: Callable[[], Read]) -> Snapshot:
        self._kept.touch(self._shown)  # the one that most look at is not the one that is let go
        return self._kept.get(version, lambda: Snapshot(reading()(), self._lately))

    def to_show(self, newest: int, patience: float, alone: bool) -> tuple[int, bool]:
        """The version to show, and whether to begin to make the newest one ready."""
        now = time.monotonic()
        with self._lock:
            if newest != self._newest:
                self._newest, self._since = newest, now
            if alone or self._shown > newest or self._shown not in self._kept:
                self._shown = newest
            begin = newest not in (self._shown, self._begun)
            if begin:
                self._begun = newest
            return newest if now - self._since > patience else self._shown, begin

    def prepare(self, version: int, read: Read) -> None:
        """What is likely to be asked of a version is worked out; then it is shown."""

        def wanted() -> bool:
            since = time.monotonic()
            while not self._rested() and time.monotonic() - since < COURTESY:
                time.sleep(COURTESY / 20)
            return self._newest == version

        if not wanted():
            return
        try:
            snapshot = self.get(version, lambda: read)
            snapshot.shown(STRICT)
        except CoalitionError:
            return  # whoever asks is told
        for asked in lately(self._lately):
            if not wanted():
                return
            snapshot.work_out(asked)
        with self._lock:
            if wanted():
                self._shown = version


class _Ahead:
    """Questions that nobody has asked yet, worked out one by one between two pages, in a thread that ends with them."""

    def __init__(self, snapshots: Snapshots, quiet: float, rested: Callable[[], float]) -> None:
        self._snapshots, self._quiet, self._rested = snapshots, quiet, rested
        self._lock = Lock()
        self._left: dict[tuple[State, Asked], Read] = {}
        self._done: set[tuple[State, Asked]] = set()
        self._newest: dict[Seen, int] = {}
        self._due = 0.0
        self._works = False

    def add(self, state: State, reading: Callable[[], Read], questions: Iterable[Asked]) -> None:
        """Put questions before those that are left; those of another version are dropped."""
        with self._lock:
            if self._newest.get(state.view) != state.version:
                self._newest[state.view] = state.version
                self._due = time.monotonic() + self._quiet
                self._left = {one: how for one, how in self._left.items() if one[0].view != state.view}
                self._done = {one for one in self._done if one[0].view != state.view}
            asked = dict.fromkeys((state, question) for question in questions)
            new = [one for one in asked if one not in self._done]
            if not new:
                return
            read = reading()
            others = {one: how for one, how in self._left.items() if one not in asked}
            self._left = dict.fromkeys(new, read) | others
            if not self._works:
                self._works = True
                Thread(target=self._work, name="ahead", daemon=True).start()

    def _work(self) -> None:
        try:
            while (found := self._next()) is not None:
                self._work_out(*found)
        except BaseException:
            self._works = False  # the next page begins anew
            raise

    def _work_out(self, state: State, asked: Asked, read: Read) -> None:
        with suppress(CoalitionError):  # the map cannot be read: whoever asks is told
            self._snapshots.get(state, lambda: read).work_out(asked)

    def _next(self) -> tuple[State, Asked, Read] | None:
        """The first question that is left, once nobody waits for a page; None, and no more work, where none is."""
        while True:
            with self._lock:
                if not self._left:
                    self._works = False
                    return None
                if self._rested() >= REST and time.monotonic() >= self._due:
                    one = next(iter(self._left))
                    self._done.add(one)
                    return *one, self._left.pop(one)
            time.sleep(REST / 10)
