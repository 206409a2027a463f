"""Results by state of the map, each worked out once for all visitors; those of states that are gone are let go."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Any, TypeVar, cast

import pandas as pd

T = TypeVar("T")


class Results:
    """Results of the last states that were asked for.

    Parameters
    ----------
    states
        Of so many states: each change of the map makes another, and each way to count and to see.
    """

    def __init__(self, states: int) -> None:
        self._most = states
        self._states: OrderedDict[Hashable, dict[Hashable, Future[Any]]] = OrderedDict()
        self._lock = Lock()

    def get(self, state: Hashable, question: Hashable, work: Callable[[], T]) -> T:
        """The result of `work`, as somebody had it worked out before in this state for this question, or as it is now.

        Whoever asks meanwhile waits for it. What raises is not kept. Tables are the caller's own: to change one changes
        no other's.
        """
        while True:
            with self._lock:
                of_state = self._states.setdefault(state, {})
                self._states.move_to_end(state)
                while len(self._states) > self._most:
                    self._states.popitem(last=False)
                future = of_state.get(question)
                first = future is None
                if future is None:
                    future = of_state[question] = Future()
            if first:
                self._work_out(of_state, question, future, work)
            found = future.result()
            if found is not _DROPPED:
                return cast("T", _own(found))

    def _work_out(
        self, of_state: dict[Hashable, Future[Any]], question: Hashable, future: Future[Any], work: Callable[[], Any]
    ) -> None:
        try:
            future.set_result(work())
        except Exception as error:
            self._forget(of_state, question)
            future.set_exception(error)
        except BaseException:  # this visitor left, or chose something else: whoever waits has to do it
            self._forget(of_state, question)
            future.set_result(_DROPPED)
            raise

    def _forget(self, of_state: dict[Hashable, Future[Any]], question: Hashable) -> None:
        with self._lock:
            of_state.pop(question, None)


_DROPPED = object()


def _own(found: Any) -> Any:
    """The same, with tables that a caller may change: they share what they hold until then."""
    if isinstance(found, pd.DataFrame):
        return found.copy(deep=False)
    return tuple(map(_own, found)) if type(found) is tuple else found
