"""What others do at the same time: a second server on the same map, the clock that is set, a stranger on the port."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from psutil import _pslinux
from strangers import Stranger

from coalition.store import transaction
from coalition.store.server import status
from coalition.store.store import Store
from faults.ledger import Ledger, Outcome
from faults.places import Place
from faults.writer import EDITS, MIXED, at_work, base, for_a_while

HOUR, DAY = 3600, 86400
JUMPS = (HOUR, 0, -HOUR, DAY, -DAY, 0)
"""What the clock is ahead of the true time by, one after the other."""


def two_servers(place: Place, seconds: float, times: int) -> Outcome:
    """Two processes write to one map as fast as they can; then two stores that stay open look at each other's writes,
    in the way the pages do: what they hold already is asked for anew only where somebody has written since.
    """
    outcome, ledger = Outcome(f"two servers, {place.name}", times=1), Ledger(place.settings, base())
    spawn, journals = multiprocessing.get_context("spawn"), {who: place.journal() for who in ("ada", "bo")}
    running = [
        spawn.Process(target=for_a_while, args=(place.writer(who, journal, MIXED), seconds))
        for who, journal in journals.items()
    ]
    for process in running:
        process.start()
    for process in running:
        process.join()
    seen = {who: place.journal() for who in journals}
    with Store(place.settings) as one, Store(place.settings) as two:
        stores = {"ada": one, "bo": two}
        writers = {who: place.writer(who, seen[who], EDITS) for who in stores}
        for _ in range(times):
            for who, other in (("ada", "bo"), ("bo", "ada")):
                stores[other].tables(fresh=False)
                writers[who].does(stores[who], "edit")
                start = time.monotonic()
                actors = stores[other].tables(fresh=False).actors.set_index("id")
                outcome.seconds.append(time.monotonic() - start)
                mark = seen[who].read().done[-1]
                if actors.loc[f"{who}.0", "note"] != mark:
                    outcome.lost.append(f"{other} does not see {mark}")
    ledger.read_back(outcome, place.settings, *journals.values(), *seen.values())
    return outcome


def clock_jumps(place: Place, times: int) -> Outcome:
    """The clock of the machine is set while somebody writes, and others come: as this process sees it, by what it is
    told of the time, and of when the machine, and with it the process of the database, began.
    """
    outcome, ledger = Outcome(f"clock jumps an hour, a day, {place.name}"), Ledger(place.settings, base())
    for _ in range(times):
        journal = place.journal()
        with at_work(place.writer("ada", journal, MIXED)):
            for jump in JUMPS:
                pid = place.pid
                with _clock_set(jump):
                    journal.awaits(len(journal.read().done) + place.chance.randint(1, 3))
                    start = time.monotonic()
                    with Store(place.settings) as store:
                        store.history.entries()
                    outcome.seconds.append(time.monotonic() - start)
                    if place.pid != pid:
                        outcome.ugly.append(f"a second database was started after a jump of {jump} s")
        ledger.read_back(outcome, place.settings, journal)
        outcome.times += len(JUMPS)
    return outcome


@contextmanager
def _clock_set(jump: int) -> Iterator[None]:
    began = _pslinux.boot_time()

    class Clock(dt.datetime):
        @classmethod
        def now(cls, zone: dt.tzinfo | None = None) -> Clock:
            return super().now(zone) + dt.timedelta(seconds=jump)

    with (
        patch.object(transaction.dt, "datetime", Clock),
        patch.object(_pslinux, "boot_time", lambda: began + jump),
    ):
        yield


def stranger_on_the_port(place: Place, times: int) -> Outcome:
    """The database was killed, its server.json is still there, and another program has its port by now."""
    outcome, ledger = Outcome("a stranger on its port"), Ledger(place.settings, base())
    for _ in range(times):
        afterwards = place.journal()
        with Store(place.settings) as store:
            port = int(store.endpoint.uri.rpartition(":")[2])
            store.version()
            place.kill()
            since = time.monotonic()
            stranger = Stranger(port)
            with outcome.told("the embedded database has stopped; run the command again"):
                store.version()
        place.comes_back(outcome, afterwards, since)
        stranger.listener.close()
        password = (place.settings.home / "password").read_bytes()
        if password in stranger.heard or b"root" in stranger.heard:
            outcome.ugly.append("the stranger was told the password")
        if not status(place.settings).running:
            outcome.ugly.append("the database does not run")
        ledger.read_back(outcome, place.settings, afterwards)
        outcome.times += 1
    return outcome
