"""The first and the last moment of a command: Ctrl-C while it is loaded, and an answer that nobody can take."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from coalition.cli import entry

START = "from coalition.cli.entry import main; main()"


class _CtrlC:
    """Ctrl-C in the moment in which the commands are looked for."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name == "coalition.cli.main":
            raise KeyboardInterrupt


def test_ctrl_c_while_the_commands_are_loaded_is_one_word(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "coalition.cli.main", raising=False)
    monkeypatch.setattr(sys, "meta_path", [_CtrlC(), *sys.meta_path])
    with pytest.raises(SystemExit) as ended:
        entry.main()
    assert ended.value.code == 130
    assert capsys.readouterr().err == "Stopped.\n"


def test_nothing_slow_is_loaded_before_ctrl_c_is_listened_to() -> None:
    ask = "import coalition.cli.entry, sys; print([n for n in ('numpy', 'pandas', 'typer') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a file that is always full")
def test_an_answer_that_cannot_be_written_is_a_sentence() -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-c", START, "--version"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert done.stderr == f"the answer cannot be read or written: {os.strerror(28)}\n"
