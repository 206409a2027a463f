"""Results, each worked out once for all visitors who ask for it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Any, TypeVar, cast

import pandas as pd

T = TypeVar("T")


class Results:
    """Results by question, worked out once.

    Parameters
    ----------
    most
        So many are kept, those asked for last.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._futures: OrderedDict[Hashable, Future[Any]] = OrderedDict()
        self._lock = Lock()

    def __contains__(self, question: Hashable) -> bool:
        with self._lock:
            future = self._futures.get(question)
            return future is not None and future.done()

    def get(self, question: Hashable, work: Callable[[], T]) -> T:
        """The result of `work`, as somebody had it worked out before for this question, or as it is now.

        Whoever asks meanwhile waits for it. What raises is not kept. Tables are the caller's own: to change one changes
        no other's.
        """
        while True:
            with self._lock:
                future = self._futures.get(question)
                first = future is None
                if future is None:
                    future = self._futures[question] = Future()
                self._futures.move_to_end(question)
                while len(self._futures) > self._most:
                    self._futures.popitem(last=False)
            if first:
                self._work_out(question, future, work)
            found = future.result()
            if found is not _DROPPED:
                return cast("T", _own(found))

    def touch(self, question: Hashable) -> None:
        """Keep a result as if it had been asked for now; without one nothing happens."""
        with self._lock:
            if question in self._futures:
                self._futures.move_to_end(question)

    def _work_out(self, question: Hashable, future: Future[Any], work: Callable[[], Any]) -> None:
        try:
            future.set_result(work())
        except Exception as error:
            self._forget(question)
            future.set_exception(error)
        except BaseException:  # this visitor left, or chose something else: whoever waits has to do it
            self._forget(question)
            future.set_result(_DROPPED)
            raise

    def _forget(self, question: Hashable) -> None:
        with self._lock:
            self._futures.pop(question, None)


_DROPPED = object()


def _own(found: Any) -> Any:
    """The same, with tables that a caller may change: they share what they hold until then."""
    if isinstance(found, pd.DataFrame):
        return found.copy(deep=False)
    return tuple(map(_own, found)) if type(found) is tuple else found
