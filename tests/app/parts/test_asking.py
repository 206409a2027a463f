"""A database that does not answer makes nobody wait for ever, and is asked once."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from coalition.app.parts.asking import Asking, SilentError
from coalition.errors import ServerError

SECONDS = 0.2


def test_an_answer_is_what_was_said_each_time_anew() -> None:
    said = iter([1, 2])
    asking = Asking(SECONDS)
    assert [asking.ask("map", lambda: next(said)) for _ in range(2)] == [1, 2]


def test_an_error_is_that_of_the_question() -> None:
    def away() -> int:
        raise ServerError("the database has stopped")

    with pytest.raises(ServerError, match="has stopped"):
        Asking(SECONDS).ask("map", away)


def test_who_asks_a_database_that_hangs_is_told_so_and_it_is_asked_once() -> None:
    goes_on, asked = Event(), []

    def hangs() -> int:
        asked.append(1)
        goes_on.wait(10)
        return 7

    asking = Asking(SECONDS)

    def told() -> float:
        since = time.monotonic()
        with pytest.raises(SilentError, match=r"has not answered for 0\.2 seconds; wait a little"):
            asking.ask("map", hangs)
        return time.monotonic() - since

    with ThreadPoolExecutor(4) as visitors:
        waited = [one.result() for one in [visitors.submit(told) for _ in range(4)]]
    assert max(waited) < 10 * SECONDS
    assert told() < SECONDS  # the question is open already
    assert asking.ask("another map", lambda: 5) == 5
    assert len(asked) == 1
    goes_on.set()
    while True:  # the answer comes, and the next question is asked anew
        try:
            assert asking.ask("map", lambda: 8) in (7, 8)
            break
        except SilentError:
            time.sleep(0.01)
    assert asking.ask("map", lambda: 9) == 9
