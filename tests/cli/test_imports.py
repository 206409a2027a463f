"""What `coalition import` is told of columns and names has to be about the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from coalition.cli import imports
from coalition.errors import CoalitionError


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--column", "actor=king"), "--column actor=king: there is no field king; use actor, recommendation"),
        (("--column", "foo=actor"), r"--column foo=actor: list\.csv has no such column; it has actor, evidence"),
        (("--name", "Chlie=CHL"), r"--name Chlie=CHL: list\.csv does not name Chlie"),
        (("--name", "Chile=CHL", "--name", "Chile=PER"), "Chile is given twice; give it once"),
    ],
)
def test_what_the_file_does_not_hold_is_refused(tmp_path: Path, options: tuple[str, ...], words: str) -> None:
    file = tmp_path / "list.csv"
    file.write_text("actor,evidence,position,source\nChile,A pledge,yes,a letter\n", encoding="utf-8")
    with pytest.raises(CoalitionError, match=f"^{words}"):
        CliRunner().invoke(imports.app, ["import", str(file), *options], catch_exceptions=False)
