"""Kumu, Discourse Network Analyzer, the choice of a format, and files that are there whole or not at all."""

from __future__ import annotations

import csv
import re
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from conftest import make_tables

from coalition.errors import CoalitionError
from coalition.exchange.tables import read_tables
from coalition.exchange.writers import EXPORTERS, download, exporter, save
from coalition.exchange.writers.contents import Contents, contents
from coalition.exchange.writers.cypher import literal, statements
from coalition.exchange.writers.dna import BACKGROUND, COLUMNS
from coalition.exchange.writers.kumu import CONNECTIONS, ELEMENTS
from coalition.model.cells import FORMULA
from coalition.model.vocabulary import Tables


def rows_of(path: Path, sheet: str) -> list[dict[str, str]]:
    head, *rows = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), [str(cell or "") for cell in row], strict=True)) for row in rows]


def test_every_connection_of_kumu_joins_two_elements_of_its_own_label(seeds: Tables, tmp_path: Path) -> None:
    EXPORTERS["kumu"].write(contents(seeds, version=1), tmp_path / "map.xlsx")
    elements, connections = rows_of(tmp_path / "map.xlsx", "elements"), rows_of(tmp_path / "map.xlsx", "connections")
    assert (tuple(elements[0]), tuple(connections[0])) == (ELEMENTS, CONNECTIONS)
    labels = [row["Label"] for row in elements]
    assert len(labels) == len(set(labels)) == len(seeds.actors) + len(seeds.recommendations)
    assert len(connections) == 3_433
    said = [row["Label"] for row in connections if row["Type"] == "declared"]
    assert len(said) == 872
    assert all(re.fullmatch(r"has said so, \d{4}(–\d{4})?", label) for label in said)
    assert "has said so, 2008–2014" in said
    assert {row[end] for row in connections for end in ("From", "To")} <= set(labels)
    chile = next(row for row in elements if row["Id"] == "CHL")
    assert (chile["Label"], chile["Type"]) == ("Chile", "State")
    assert "|" in chile["Tags"]


def test_two_elements_of_one_name_are_told_apart(tmp_path: Path) -> None:
    tables = make_tables({("a", "x"): "support", ("b", "x"): "support"})
    tables = Tables(**dict(tables) | {"actors": tables.actors.assign(name="Justice")})
    EXPORTERS["kumu"].write(contents(tables, version=1), tmp_path / "map.xlsx")
    assert [row["Label"] for row in rows_of(tmp_path / "map.xlsx", "elements")[:2]] == ["Justice (a)", "Justice (b)"]


def test_the_event_list_has_a_statement_for_each_stance_and_recommendation(fewer: Tables, tmp_path: Path) -> None:
    EXPORTERS["dna"].write(contents(fewer, version=1), tmp_path / "map.csv")
    with (tmp_path / "map.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";", quoting=csv.QUOTE_MINIMAL))
    assert tuple(rows[0]) == COLUMNS
    taken = fewer.stances[fewer.stances["position"].isin(["support", "oppose"])]
    expected = taken.merge(fewer.bears_on, on="evidence_id", how="left")
    assert len(rows) == len(expected)
    assert {row["agreement"] for row in rows} == {"0", "1"}
    assert sum(row["agreement"] == "0" for row in rows) == int((expected["position"] == "oppose").sum())
    assert sum(row["document_section"] == BACKGROUND for row in rows) == int(expected["recommendation_id"].isna().sum())
    assert not any(cell.startswith(FORMULA) for row in rows for cell in row.values())


@pytest.mark.parametrize(
    ("name", "form", "chosen"),
    [
        ("map.xlsx", "", "xlsx"), ("map.kumu.xlsx", "", "kumu"), ("map", "", "csv"), ("map.GEXF", "", "gexf"),
        ("map.csv", "dna", "dna"), ("map.dna.csv", "", "dna"), ("map.cypher", "", "cypher"), ("x.xlsx", "kumu", "kumu"),
    ],
)  # fmt: skip
def test_the_ending_or_the_option_says_the_format(name: str, form: str, chosen: str) -> None:
    assert exporter(Path(name), form).name == chosen


def test_a_format_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CoalitionError, match=r"map\.doc: no format ends so; use \.xlsx, \.graphml"):
        exporter(Path("map.doc"))
    with pytest.raises(CoalitionError, match="there is no format word; there are xlsx, csv"):
        exporter(Path("map"), "word")
    given = contents(make_tables({("a", "x"): "support"}), version=1)
    with pytest.raises(CoalitionError, match=r"is a folder already; choose another name for the Excel workbook"):
        save(given, tmp_path, EXPORTERS["xlsx"])


def test_an_export_that_fails_leaves_the_file_that_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "map.gexf"
    path.write_text("mine", encoding="utf-8")

    def half(given: Contents, fresh: Path) -> None:
        fresh.write_text("half", encoding="utf-8")
        raise OSError(28, "No space left on device")

    chosen = EXPORTERS["gexf"]
    object.__setattr__(chosen, "write", half)
    try:
        with pytest.raises(CoalitionError, match="cannot be written"):
            save(contents(make_tables({("a", "x"): "support"}), version=1), path, chosen)
    finally:
        from coalition.exchange.writers import gexf

        object.__setattr__(chosen, "write", gexf.write)
    assert path.read_text(encoding="utf-8") == "mine"
    assert [file.name for file in tmp_path.iterdir()] == ["map.gexf"]


@pytest.mark.parametrize("name", list(EXPORTERS))
def test_every_format_can_be_downloaded_and_writes_an_empty_map(name: str) -> None:
    for tables in (Tables.empty(), make_tables({("a", "x"): "support"}, groups={"a": "north"})):
        file, data = download(contents(tables, version=1), EXPORTERS[name], "coalition")
        assert file.startswith("coalition")
        assert data
        if name == "csv":
            assert {"coalition/actors.csv", "coalition/about.txt"} <= set(zipfile.ZipFile(BytesIO(data)).namelist())


def test_a_folder_of_csv_is_written_into_a_folder_that_is_there(tmp_path: Path, fewer: Tables) -> None:
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "mine.txt").write_text("mine", encoding="utf-8")
    save(contents(fewer, version=1), tmp_path / "map", EXPORTERS["csv"])
    assert read_tables(tmp_path / "map").stances.equals(fewer.stances)
    assert (tmp_path / "map" / "mine.txt").exists()


@pytest.mark.parametrize("text", ["a\\u0027 DELETE", "\\", "'", "\\\\u0027", "a\nb\r", "\u2028", "; // x"])
def test_a_text_never_ends_its_own_marks_or_its_line(text: str) -> None:
    written = literal(text)
    assert len(f"{written};".splitlines()) == 1
    assert "\\u" not in written.replace("\\\\", "").replace("\\u2028", "")
    assert not any(part.endswith("\\u0027") for part in written.split("'"))


def test_a_script_is_one_statement_a_line() -> None:
    lines = list(statements(make_tables({("a", "x"): "support"}), 4))
    assert all(line.endswith(";") and len(line.splitlines()) == 1 and "$" not in line for line in lines)
