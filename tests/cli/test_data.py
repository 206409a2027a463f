"""`coalition load`: how far it is, and what Ctrl-C leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from conftest import make_tables
from pydantic import SecretStr

from coalition.cli import options
from coalition.cli.options import stoppable
from coalition.settings import Settings
from coalition.store.server import stop
from coalition.store.store import Store


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Settings]:
    settings = Settings(home=tmp_path / "home", uri="", user="", password=SecretStr(""), database="", map="")
    yield settings
    stop(settings)


@pytest.mark.embedded
@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_ctrl_c_in_the_middle_of_a_load_leaves_nothing_behind(home: Settings) -> None:
    with Store(home) as store:
        store.write(make_tables({("a", "x"): "support"}))
        version, history = store.version(), store.history.entries()
    clean = {key: value for key, value in os.environ.items() if not key.startswith("COALITION_")}
    ours, theirs = os.openpty()
    loading = subprocess.Popen(
        [Path(sys.executable).with_name("coalition"), "load", "--replace"],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env=clean | {"COALITION_HOME": str(home.home), "TERM": "xterm", "COLUMNS": "200"},
    )
    os.close(theirs)
    said = b""
    while b"Writing" not in said:
        said += os.read(ours, 1_000)
    loading.send_signal(signal.SIGINT)
    assert loading.stdout is not None
    assert loading.stdout.read() == b""
    assert loading.wait(60) == 130
    said = os.read(ours, 10_000)
    os.close(ours)
    assert said.decode().strip().endswith("Stopped; nothing was written.")
    with Store(home) as store:
        assert (store.version(), len(store.tables().stances)) == (version, 1)
        assert store.history.entries().equals(history)
        assert store.check() == []


def interrupted_twice(done: int, total: int) -> None:
    with stoppable() as progress:
        progress(done, total)
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)


def test_a_second_ctrl_c_does_not_wait_for_the_server(capsys: pytest.CaptureFixture[str]) -> None:
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(typer.Exit) as ended:
        interrupted_twice(10, 100)
    assert ended.value.exit_code == 130
    assert capsys.readouterr().err == "Stopped; nothing was written.\n"
    assert signal.getsignal(signal.SIGINT) is before


def test_ctrl_c_before_the_first_row_counts_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit), stoppable():
        signal.raise_signal(signal.SIGINT)
    assert capsys.readouterr().err == "Stopped; nothing was written.\n"


def test_ctrl_c_after_the_last_row_comes_too_late() -> None:
    reached = False
    with stoppable() as progress:
        progress(100, 100)
        signal.raise_signal(signal.SIGINT)
        reached = True
    assert reached


def test_nobody_is_told_that_nothing_was_written_when_that_is_not_known(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit):
        interrupted_twice(100, 100)
    assert "coalition status tells" in capsys.readouterr().err


def test_without_a_terminal_there_is_a_line_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with stoppable() as progress:
        progress(0, 2_000)
        progress(1_000, 2_000)
        now = time.monotonic()
        monkeypatch.setattr(options.time, "monotonic", lambda: now + 6)
        progress(1_500, 2_000)
        progress(1_600, 2_000)
    assert capsys.readouterr().err == "Writing: 75 %\n"
