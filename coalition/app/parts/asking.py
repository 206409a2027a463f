"""Questions to a database that waits for none of them longer than a person would."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future, wait
from threading import Lock, Thread
from typing import Any, TypeVar

from coalition.errors import ServerError

T = TypeVar("T")


class SilentError(ServerError):
    """The database has not answered yet; it may still."""


class Asking:
    """Asks, and gives up waiting after a while; a question that is still open is not asked again.

    Parameters
    ----------
    seconds
        For which an answer is waited for. Whoever comes to a question that is open longer is told so at once.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._open: dict[Hashable, tuple[float, Future[Any]]] = {}
        self._lock = Lock()

    def ask(self, which: Hashable, question: Callable[[], T]) -> T:
        """The answer to a question, which is the same for all who ask it under one name.

        Raises
        ------
        SilentError
            There is none yet.
        """
        with self._lock:
            self._open = {one: (since, asked) for one, (since, asked) in self._open.items() if not asked.done()}
            if which not in self._open:
                self._open[which] = time.monotonic(), _begun(question)
            since, asked = self._open[which]
        if not wait([asked], since + self._seconds - time.monotonic()).done:
            raise SilentError(
                f"the database has not answered for {self._seconds:g} seconds; wait a little and open the page again, "
                "and if it goes on, tell whoever runs this map"
            )
        found: T = asked.result()
        return found


def _begun(question: Callable[[], Any]) -> Future[Any]:
    asked: Future[Any] = Future()
    Thread(target=_answer, args=(asked, question), daemon=True).start()
    return asked


def _answer(asked: Future[Any], question: Callable[[], Any]) -> None:
    try:
        asked.set_result(question())
    except BaseException as error:  # whoever waits has to know
        asked.set_exception(error)
