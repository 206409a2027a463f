"""The number of threads of the linear algebra changes no result."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from places import TESTS

pytestmark = pytest.mark.slow


def results(threads: int) -> list[str]:
    """Name and hash of every analysis of the seed facts, computed in a process with so many threads."""
    variables = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
    done = subprocess.run(
        [sys.executable, "-P", TESTS / "everything.py"],
        capture_output=True, encoding="utf-8", check=False, timeout=300,
        env=os.environ | dict.fromkeys(variables, str(threads)),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_every_result_is_the_same_on_one_thread_and_on_two() -> None:
    one = results(1)
    assert len(one) > 20
    assert results(2) == one
