"""Small disks of their own, where the tests may mount one."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[None]:
    """A disk in memory at a folder, with options such as `size=260m` or `ro`; skips where none can be mounted."""
    _mount(folder, "-t", "tmpfs", "-o", options, "tmpfs")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """The mounted disk at a folder refuses to be written; no file of it may be open for that."""
    _mount(folder, "-o", "remount,ro")
    try:
        yield
    finally:
        _mount(folder, "-o", "remount,rw")


def fill(disk: Path, left: int) -> Path:
    """Fill a disk but for so many bytes; the file to remove."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):  # the database writes meanwhile too
        while (more := shutil.disk_usage(disk).free - left) > 0:
            file.write(b"\0" * min(more, 1 << 20))
    return filler


def _mount(folder: Path, *words: str) -> None:
    done = subprocess.run(["mount", *words, str(folder)], capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
