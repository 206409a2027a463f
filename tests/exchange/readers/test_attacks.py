"""Every reader of the registry against files made to harm: refused in a sentence or read, in seconds and in bounds."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from exchange.readers.attacks import FAMILIES
from places import TESTS

from coalition.exchange.readers.registry import FORMATS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="no limit of memory to set"),
]
MOST_MB, MOST_SECONDS, LONGEST = 1_500, 15, 2_000
REFUSED = (
    "entities", "entity", "a file of the machine", "a document type", "a gigabyte", "burst", "NULs",
    "names that lead out", "behind a password", "deep", "a line of", "a million columns", "half of UTF-16", "for ever",
)  # fmt: skip
"""Attacks, by words in their names, that no reader may take for a good file."""


def bounded() -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MB << 20, MOST_MB << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def test_every_format_is_attacked() -> None:
    assert {name for family in FAMILIES.values() for name in family} == {*FORMATS, "workbook"}


@pytest.mark.parametrize("family", FAMILIES)
def test_what_is_made_to_harm_is_refused_in_a_sentence_in_seconds_and_in_bounds(family: str, tmp_path: Path) -> None:
    command = [sys.executable, str(TESTS / "exchange" / "readers" / "attacks.py"), family, str(tmp_path)]
    done = subprocess.run(
        command, env=os.environ | {"PYTHONPATH": str(TESTS)}, preexec_fn=bounded, capture_output=True, text=True,
        timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert {one["format"] for one in results} == set(FAMILIES[family])
    for one in results:
        assert one["kind"] != "error", one
        assert one["seconds"] < MOST_SECONDS, one
        assert "root:" not in one["said"], one
        assert len(one["said"]) < LONGEST, one
        if any(words in one["attack"] for words in REFUSED):
            assert one["kind"] == "refused", one
    assert not [path for path in tmp_path.iterdir() if path.name != "file"]
    assert not Path("/tmp/out.xml").exists()
