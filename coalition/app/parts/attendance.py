"""How many visits are here: those that looked at a page a while ago at most, and are still open."""

from __future__ import annotations

import time
from threading import Lock

from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx


class Attendance:
    """Counts visits.

    Parameters
    ----------
    seconds
        After so many without a page a visit does not count.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._seen: dict[str, float] = {}
        self._lock = Lock()

    def here(self) -> int:
        """Says that this visit is here, if one asks; how many there are. Without a server there is no other."""
        visit = get_script_run_ctx()
        if not runtime.exists():
            return 1
        now, server = time.monotonic(), runtime.get_instance()
        with self._lock:
            if visit is not None:
                self._seen[visit.session_id] = now
            self._seen = {
                other: seen
                for other, seen in self._seen.items()
                if now - seen <= self._seconds and server.is_active_session(other)
            }
            return len(self._seen)
