"""A database that hangs: whoever opens a page reads a sentence soon, and the page goes on when it answers again."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from coalition.app.parts import session
from coalition.app.parts.asking import Asking
from coalition.settings import Settings
from coalition.store.daemon import read_server_file
from tests.page_texts import texts


@pytest.mark.skipif(sys.platform == "win32", reason="a process is stopped by a signal")
def test_whoever_meets_a_database_that_hangs_is_told_so(
    visit: Callable[..., AppTest], home: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = read_server_file(home.home)
    assert server
    answer = texts(visit("gaps"), "answer")
    asking = Asking(0.5)
    monkeypatch.setattr(session, "_asking", lambda: asking)
    st.cache_data.clear()
    os.kill(server.pid, signal.SIGSTOP)
    try:
        test = visit("gaps")
        assert not test.exception
        assert texts(test, "alert")[0].startswith("The database has not answered for 0.5 seconds; wait a little")
    finally:
        os.kill(server.pid, signal.SIGCONT)
    monkeypatch.undo()
    assert texts(visit("gaps"), "answer") == answer
