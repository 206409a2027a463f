"""`coalition template` and `coalition import`, as a person runs them, on the embedded database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from commands import Run, commands
from places import SAMPLES

pytestmark = pytest.mark.embedded


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("files")


@pytest.fixture(scope="module")
def coalition(folder: Path, few_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    with commands(folder, tmp_path_factory.mktemp("home")) as run:
        assert run("load", str(few_folder)).returncode == 0
        yield run


def test_a_template_comes_in_once_and_changes_nothing_the_second_time(coalition: Run, folder: Path) -> None:
    assert coalition("template", "mine.xlsx").returncode == 0
    shown = coalition("import", "mine.xlsx")
    assert "21 rows of mine.xlsx would be written; say --yes to write." in shown.stdout
    assert "Written: 21 rows of mine.xlsx." in coalition("import", "mine.xlsx", "--yes").stdout
    assert "Nothing new in mine.xlsx." in coalition("import", "mine.xlsx", "--yes").stdout
    assert "mine.xlsx is there already" in coalition("template", "mine.xlsx").stderr


def test_refused_rows_are_written_and_an_answer_is_kept(coalition: Run, folder: Path) -> None:
    text = (
        "Country,Evidence,Vote,Date,Source\nChile,A text,yes,2024,s\nCongo,A text,yes,2024,s\nPeru,A text,hm,2024,s\n"
    )
    (folder / "list.csv").write_text(text, encoding="utf-8")
    done = coalition("import", "list.csv", "--yes", "--refused", "refused.xlsx", "--format", "json")
    answer = json.loads(done.stdout)
    assert answer["answer"] == (
        "Written: 2 rows of list.csv. Refused: 2 rows. "
        "Evidence that speaks to no recommendation yet: 1 (--for ID links it)."
    )
    assert [row["name"] for row in answer["names_to_confirm"]] == ["Congo"]
    rows = list(openpyxl.load_workbook(folder / "refused.xlsx")["list"].iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["country", "Congo", "Peru"]
    assert "Written: 1 row of list.csv." in coalition("import", "list.csv", "--yes", "--name", "Congo=COG").stdout
    assert "Nothing new in list.csv. Refused: 1 row." in coalition("import", "list.csv").stdout
    assert coalition("check").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["import", "nowhere.csv"], "nowhere.csv does not exist; give a workbook, a folder of CSV files or one list"),
        (["template", "mine.csv"], "mine.csv does not end in .xlsx"),
        (["template", "no/such/mine.xlsx"], "there is no folder"),
        (["import", "mine.xlsx", "--column", "actor"], "'actor' is not column=field"),
        (["import", "mine.xlsx", "--word", "likes=maybe"], "'maybe' is no position; use one of support, abstain"),
        (["import", "mine.xlsx", "--as-of", "soon"], "'soon' is not a date; write YYYY, YYYY-MM or YYYY-MM-DD"),
    ],
)
def test_a_mistake_is_one_sentence(coalition: Run, folder: Path, arguments: list[str], sentence: str) -> None:
    done = coalition(*arguments)
    assert "Traceback" not in done.stderr
    assert done.returncode == 1
    assert sentence in done.stderr


def test_a_network_may_be_given_another_meaning(coalition: Run, folder: Path) -> None:
    sample = SAMPLES / "kumu_backup.json"
    options = ["--column", "element type=type", "--topic", "Policy", "--word", "works on=support", "--as-of", "2024"]
    assert "8 rows of kumu_backup.json would be written" in coalition("import", str(sample), *options).stdout
