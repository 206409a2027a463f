"""Every room and file says what it is for."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import coalition

PACKAGE = Path(coalition.__file__).parent
FILES = sorted(
    name for path in PACKAGE.rglob("*.py") if not (name := path.relative_to(PACKAGE).as_posix()).startswith("_data/")
)


@pytest.mark.parametrize("file", FILES)
def test_a_file_begins_with_what_it_is_for(file: str) -> None:
    said = ast.get_docstring(ast.parse((PACKAGE / file).read_text(encoding="utf-8")))
    assert said
    assert said.splitlines()[0].endswith((".", "?", "!", ":"))
