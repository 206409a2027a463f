"""The command `brief` on the seeds, without the background record and without a database."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from typer.testing import CliRunner

from coalition.briefs.document import PROTECTED
from coalition.cli import briefs as command
from coalition.errors import CoalitionError
from coalition.model.visibility import LEFT_OUT
from coalition.model.vocabulary import Tables


def running(monkeypatch: pytest.MonkeyPatch, tables: Tables) -> Any:
    @contextmanager
    def opened(*, shows: bool) -> Iterator[Any]:
        assert not shows
        yield SimpleNamespace(tables=lambda: tables, version=lambda: 1)

    monkeypatch.setattr(command, "open_map", opened)

    def run(*arguments: str) -> str:
        return CliRunner().invoke(command.app, list(arguments), catch_exceptions=False).stdout

    return run


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, bearing: Tables) -> Any:
    return running(monkeypatch, bearing)


@pytest.mark.parametrize(
    ("arguments", "title"),
    [
        (
            ["partners", "R18"],
            "R18: Greatly widen civil society's place in UN meetings, with NGOs helping to set the agenda.",
        ),
        (
            ["partners", "R18", "--seen-by", "CHL", "--target", "UNMUTE"],
            "R18: Greatly widen civil society's place in UN meetings, with NGOs helping to set the agenda.",
        ),
        (["gaps"], "Gaps in the division of labour"),
        (["bridges", "--group-by", "bloc"], "Bridges between blocs"),
        (["actor", "CHL"], "Chile"),
    ],
)
def test_each_topic_becomes_a_pdf(run: Any, tmp_path: Path, arguments: list[str], title: str) -> None:
    path = tmp_path / "brief.PDF"
    said = run(*arguments, "--output", str(path))
    reader = PdfReader(io.BytesIO(path.read_bytes()))
    assert reader.metadata is not None
    assert reader.metadata.title == title
    assert reader.metadata.subject == said.strip()


@pytest.mark.parametrize("ending", [".docx", ".xlsx", ".csv"])
def test_the_ending_of_the_name_decides_the_sort_of_file(run: Any, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"gaps{ending}"
    run("gaps", "--output", str(path))
    start = b"\xef\xbb\xbfId,Recommendation" if ending == ".csv" else b"PK"
    assert path.read_bytes().startswith(start)


def test_what_is_protected_comes_only_when_asked_for(
    monkeypatch: pytest.MonkeyPatch, bearing: Tables, tmp_path: Path
) -> None:
    actors = bearing.actors.copy()
    actors.loc[actors["id"] == "ARG", "visibility"] = "protected"
    run, path = running(monkeypatch, Tables(**dict(bearing) | {"actors": actors})), tmp_path / "R18.xlsx"
    assert LEFT_OUT in run("partners", "R18", "--output", str(path))
    assert "Argentina" not in {row[2] for row in load_workbook(path)["table"].iter_rows(values_only=True)}
    assert PROTECTED in run("partners", "R18", "--protected", "--output", str(path))
    assert "Argentina" in {row[2] for row in load_workbook(path)["table"].iter_rows(values_only=True)}
    with pytest.raises(CoalitionError, match="no actor ARG"):
        run("actor", "ARG", "--output", str(path))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["gaps", "--output", "brief.txt"], "ends in .pdf, .docx, .xlsx, .csv"),
        (["partners"], "name an id"),
        (["gaps", "R18"], "it is about the whole map"),
        (["partners", "R99"], "no recommendation R99"),
        (["gaps", "--output", "no/such/folder/brief.csv"], "cannot be written"),
    ],
)
def test_a_mistake_is_a_sentence(run: Any, arguments: list[str], message: str) -> None:
    with pytest.raises(CoalitionError, match=message):
        run(*arguments)
