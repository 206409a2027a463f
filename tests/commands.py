"""The command line in the process of the tests: what a person would see, without a second of imports a command."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from coalition.cli.main import main

Run = Callable[..., subprocess.CompletedProcess[str]]


@contextmanager
def commands(folder: Path, home: Path) -> Iterator[Run]:
    """`run("gaps", "R16", COLUMNS="80")`: in a folder, on a data folder of its own, with nobody at the keyboard."""

    def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        said, complained, code = io.StringIO(), io.StringIO(), 0
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("COALITION_MAP", "")  # `--map` sets it, and afterwards it is as it was
            for name in [*os.environ]:
                if name.startswith("COALITION_"):
                    patch.delenv(name)
            for name, value in {"COALITION_HOME": str(home), "COLUMNS": "200", **variables}.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["coalition", *arguments])
            patch.setattr(sys, "stdin", io.StringIO())
            patch.chdir(folder)
            try:
                with redirect_stdout(said), redirect_stderr(complained):
                    main()
            except SystemExit as end:
                code = int(end.code or 0)
        return subprocess.CompletedProcess(arguments, code, said.getvalue(), complained.getvalue())

    yield run
    run("db", "stop")
