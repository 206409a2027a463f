"""No table that leaves a page or the terminal holds a formula."""

from __future__ import annotations

import ast
import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import coalition
from coalition.cli.output import OutputFormat, emit
from coalition.model.cells import FORMULA

STARTS = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0"]


def shown() -> None:
    """A page with one table."""
    import pandas as pd

    from coalition.app.parts import layout

    cells = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0"]
    layout.grid(pd.DataFrame({"name": cells, "n": range(len(cells)), "none": None}))


def test_a_table_of_a_page_can_be_copied_and_downloaded() -> None:
    frame = AppTest.from_function(shown).run().dataframe[0].value
    assert list(frame["name"]) == [f"'{cell}" for cell in STARTS]
    assert list(frame["n"]) == list(range(len(STARTS)))


def test_every_table_of_a_page_goes_through_that_door() -> None:
    """`st.dataframe` stands in one place; rows that are changed (`st.data_editor`) stand as they are."""
    found = [
        path.name for path in (Path(coalition.__file__).parent / "app").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("dataframe", "table")
        and getattr(node.value, "id", "") == "st"
    ]  # fmt: skip
    assert found == ["layout.py"]


def test_csv_of_a_command_holds_no_formula(capsys: pytest.CaptureFixture[str]) -> None:
    text = "a line\r=1+1\r\n=1"
    table = pd.DataFrame({"name": STARTS, "text": text, "list": [[cell, "x"] for cell in STARTS], "n": -1.5})
    emit("", table, OutputFormat.CSV)
    out = capsys.readouterr().out
    assert "\r" not in out, "a spreadsheet would begin a row there"
    rows = list(csv.DictReader(io.StringIO(out, newline="")))
    assert [row["name"] for row in rows] == [f"'{cell}".replace("\r", " ") for cell in STARTS]
    assert not any(row["list"].startswith(FORMULA) for row in rows)
    assert {row["n"] for row in rows} == {"-1.5"}
