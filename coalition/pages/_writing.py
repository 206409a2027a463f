"""An accepted import while it is written: how far it is, a way to stop it, and what became of it."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from coalition.errors import CoalitionError
from coalition.exchange.imports import Preview
from coalition.exchange.imports.refused import rows
from coalition.history.log import ChangeKind
from coalition.pages import _shared
from coalition.store.store import Store

JOB, SAID = "import being written", "import written"
AT_ONCE = 0.5
"""Seconds: what is written by then shows no progress."""


class StoppedError(Exception):
    """A person stopped it; the transaction is taken back."""


@dataclass(eq=False)
class Job:
    """One import: what will be said of it, rows written so far and in all, and whether it was stopped."""

    words: str
    future: Future[Any] = field(init=False)
    done: int = 0
    total: int = 0
    stop: threading.Event = field(default_factory=threading.Event)

    def tell(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        if self.stop.is_set():
            raise StoppedError


@st.cache_resource(show_spinner=False)
def _worker() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=2, thread_name_prefix="import")


def begin(store: Store, found: Preview, who: str, file: str) -> None:
    """Write what was accepted, aside; the page goes on and shows how far it is."""
    job = Job(f"Written into the map: {rows(found.touched)} of {file}. It can be undone on History.")
    job.future = _worker().submit(
        store.write, found.tables, who=who, why=file, kind=ChangeKind.IMPORT, names=found.answers, progress=job.tell
    )
    st.session_state[JOB] = job
    with suppress(TimeoutError):
        job.future.exception(timeout=AT_ONCE)
    st.rerun()


def going_on() -> bool:
    """Whether an import of this visit is being written; then it is shown."""
    job = st.session_state.get(JOB)
    if job is None or job.future.done():
        return False
    _watch(job)
    return True


def said(files: str) -> str:
    """What became of the last import of this visit, as long as the same files are given; "" without one."""
    job = st.session_state.get(JOB)
    if job is not None and job.future.done():
        del st.session_state[JOB]
        st.session_state[SAID] = (files, _outcome(job))
    of, words = st.session_state.get(SAID, ("", ""))
    return str(words) if of == files else ""


def _outcome(job: Job) -> str:
    try:
        job.future.result()
    except StoppedError:
        return "Stopped. Nothing was written."
    except CoalitionError as error:
        return f"Nothing was written: {error}."
    _shared.changed()
    return job.words


@st.fragment(run_every=0.5)
def _watch(job: Job) -> None:
    if job.future.done():
        st.rerun()
    left, right = st.columns([5, 1], vertical_alignment="center")
    with left:
        share = job.done / job.total if job.total else 0.0
        st.progress(share, f"Writing: {job.done:,} of {rows(job.total)}" if job.total else "Writing ...")
    if right.button("Stop", key="stop import"):
        job.stop.set()
