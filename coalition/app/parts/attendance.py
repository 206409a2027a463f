"""How many visits are here: each says so again and again, and is gone when it has not for a while."""

from __future__ import annotations

import time
import uuid
from threading import Lock

import streamlit as st


class Attendance:
    """Counts visits.

    Parameters
    ----------
    seconds
        After so many without a word a visit is gone.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._seen: dict[str, float] = {}
        self._lock = Lock()

    def here(self) -> int:
        """Says that this visit is here; how many there are, with it."""
        visit = st.session_state.setdefault("visit", uuid.uuid4().hex)
        now = time.monotonic()
        with self._lock:
            self._seen[visit] = now
            for gone in [other for other, seen in self._seen.items() if now - seen > self._seconds]:
                del self._seen[gone]
            return len(self._seen)
