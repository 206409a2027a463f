"""The command line as a person runs it: in a folder, with a database of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]
CODE = "from coalition.cli.main import main; main()"


@contextmanager
def runner(folder: Path, home: Path) -> Iterator[Run]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("COALITION_")}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", CODE, *arguments], capture_output=True, encoding="utf-8", check=False, cwd=folder,
            env=clean | {"COALITION_HOME": str(home), "COLUMNS": "200"}, stdin=subprocess.DEVNULL, timeout=120,
        )  # fmt: skip

    yield run
    run("db", "stop")
