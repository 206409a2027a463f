"""The client killed, the database killed or asleep, the connection cut: while somebody is at work."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

from served import HOST

from coalition.errors import CoalitionError
from coalition.settings import Settings
from coalition.store.store import Store
from faults.ledger import Ledger, Outcome
from faults.places import Place
from faults.writer import BULK, MIXED, WAITS, at_work, base, for_a_while

LONGEST_WORK = 1.5
"""Seconds of work, at most, before it is struck."""
Strike = Callable[[Outcome], float]
"""Breaks something, and mends what is not mended by itself; the moment from which the map may come back."""


def _struck(outcome: Outcome, place: Place, times: int, strike: Strike, settings: Settings | None = None) -> Outcome:
    """Somebody is at work, every other time mostly on loads, when the database or the connection is struck."""
    ledger = Ledger(place.settings, base())
    for turn in range(times):
        journal, afterwards = place.journal(), place.journal()
        with at_work(place.writer("ada", journal, BULK if turn % 2 else MIXED, settings)):
            time.sleep(place.chance.uniform(0, LONGEST_WORK))
            outcome.struck[journal.read().open or "between two writes"] += 1
            place.comes_back(outcome, afterwards, strike(outcome))
        ledger.read_back(outcome, place.settings, journal, afterwards)
        outcome.times += 1
    return outcome


def client_killed(place: Place, times: int) -> Outcome:
    """A process that writes is killed."""
    outcome, ledger = Outcome(f"client killed, {place.name}"), Ledger(place.settings, base())
    spawn = multiprocessing.get_context("spawn")
    for turn in range(times):
        journal, afterwards = place.journal(), place.journal()
        writer = place.writer("ada", journal, BULK if turn % 2 else MIXED)
        process = spawn.Process(target=for_a_while, args=(writer, 600.0))
        process.start()
        journal.awaits(1)
        time.sleep(place.chance.uniform(0, LONGEST_WORK))
        process.kill()
        since = time.monotonic()
        process.join()
        outcome.struck[journal.read().open or "between two writes"] += 1
        place.comes_back(outcome, afterwards, since)
        ledger.read_back(outcome, place.settings, journal, afterwards)
        outcome.times += 1
    return outcome


def database_killed(place: Place, times: int) -> Outcome:
    """The process of the database is killed."""

    def strike(outcome: Outcome) -> float:
        since = time.monotonic()
        place.kill()
        place.revive()
        return since

    return _struck(Outcome(f"database killed, {place.name}"), place, times, strike)


def asleep(place: Place, times: int, seconds: float) -> Outcome:
    """The process of the database stands still for a while, as on a laptop that sleeps; somebody comes meanwhile."""

    def comes(outcome: Outcome) -> None:
        start = time.monotonic()
        try:
            with Store(place.settings) as store:
                store.version()
            if time.monotonic() - start > seconds / 2:
                outcome.hears("(a new command waits, and is answered when it wakes)")
        except CoalitionError as error:
            outcome.hears(error)
        except Exception as error:
            outcome.ugly.append(f"{type(error).__name__}: {error}")

    def strike(outcome: Outcome) -> float:
        pid = place.pid
        visitor = threading.Thread(target=comes, args=(outcome,), daemon=True)
        os.kill(pid, signal.SIGSTOP)
        try:
            visitor.start()
            time.sleep(seconds)
        finally:
            os.kill(pid, signal.SIGCONT)
        since = time.monotonic()
        visitor.join(WAITS)
        if visitor.is_alive():
            outcome.ugly.append("the visitor waits for ever")
        return since

    return _struck(Outcome(f"database asleep for {seconds:.0f} s, {place.name}"), place, times, strike)


def connection_cut(place: Place, times: int) -> Outcome:
    """All connections between client and Neo4j are cut: in order, or as where a cable is pulled and put in again."""
    port = urlsplit(place.settings.uri).port
    assert port
    with _relay(port) as relay:
        through = place.settings.model_copy(update={"uri": f"bolt://{HOST}:{relay.port}"})

        def strike(_: Outcome) -> float:
            relay.cut(reset=place.chance.random() < 0.5)
            return time.monotonic()

        return _struck(Outcome(f"connection cut, {place.name}"), place, times, strike, through)


class _Relay:
    """Passes on what client and server say to one another, until it is cut."""

    def __init__(self, to: int) -> None:
        self.to = to
        self.listener = socket.create_server((HOST, 0))
        self.port = int(self.listener.getsockname()[1])
        self.ends: list[socket.socket] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self, *, reset: bool) -> None:
        ends, self.ends = self.ends, []
        for end in ends:
            with suppress(OSError):
                if reset:
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                end.shutdown(socket.SHUT_RD if reset else socket.SHUT_RDWR)  # wakes whoever reads from it
                end.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                server = socket.create_connection((HOST, self.to))
                self.ends += [client, server]
                for one, other in ((client, server), (server, client)):
                    threading.Thread(target=_pass_on, args=(one, other), daemon=True).start()


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while part := one.recv(65536):
            other.sendall(part)
    with suppress(OSError):
        other.shutdown(socket.SHUT_RDWR)


@contextmanager
def _relay(to: int) -> Iterator[_Relay]:
    relay = _Relay(to)
    try:
        yield relay
    finally:
        relay.listener.close()
        relay.cut(reset=False)
