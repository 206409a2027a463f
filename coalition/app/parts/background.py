"""What takes longest, begun while nobody waits: at once where a page asks for it, else when the pages are quiet."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock, Timer
from typing import Any

QUIET = 2.0
"""Seconds between a page that saw a new version of the map, and work for it that no page has asked for."""
KEPT = 8
"""Results that are kept, the newest."""


class Background:
    """Results by key, each worked out once, one at a time.

    Parameters
    ----------
    quiet
        Seconds that `later` waits.
    """

    def __init__(self, quiet: float = QUIET) -> None:
        self._quiet = quiet
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="background")
        self._futures: dict[Hashable, Future[Any]] = {}
        self._lock = Lock()
        self._timer = Timer(0, lambda: None)
        self._waiting: frozenset[Hashable] = frozenset()

    def result(self, key: Hashable, work: Callable[[], Any]) -> Any:
        """The result of `work`, as it was worked out under this key before, or is now."""
        return self._begun(key, work).result()

    def later(self, jobs: Mapping[Hashable, Callable[[], Any]]) -> None:
        """Begin what is not there yet in a while, unless other jobs come until then: a map that is edited again and
        again is worked out for its last version only.
        """
        with self._lock:
            missing = {key: work for key, work in jobs.items() if key not in self._futures}
            if not missing or self._waiting == missing.keys():
                return
            self._timer.cancel()
            self._waiting = frozenset(missing)
            self._timer = Timer(self._quiet, self._begin, [missing])
            self._timer.daemon = True
            self._timer.start()

    def _begin(self, jobs: Mapping[Hashable, Callable[[], Any]]) -> None:
        with self._lock:
            self._waiting = frozenset()
        for key, work in jobs.items():
            self._begun(key, work)

    def _begun(self, key: Hashable, work: Callable[[], Any]) -> Future[Any]:
        with self._lock:
            if key not in self._futures:
                self._futures[key] = self._pool.submit(work)
                for old in list(self._futures)[:-KEPT]:
                    self._futures.pop(old)
            return self._futures[key]
