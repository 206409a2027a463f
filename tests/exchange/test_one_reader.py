"""Odd files: `coalition load` and `coalition import` read them alike, or refuse them in the same words."""

from __future__ import annotations

import codecs
import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from coalition.errors import TableError
from coalition.exchange.imports import read
from coalition.exchange.tables import read_table_sheets
from coalition.model.sheet import Sheet
from coalition.model.vocabulary import COLUMNS

Outcome = tuple[list[str], list[str], dict[str, Sheet]]
BLOCS = "id,name,source\nCI,Côte d’Ivoire,here\nBJ,Bénin,there\n"

NEITHER = "blocs.csv: is neither UTF-8 nor UTF-16, Windows-1252 or Mac Roman; save it again as UTF-8"


def by_load(path: Path) -> Outcome:
    """What is said of a file, how it was read, and its sheets."""
    found = read_table_sheets(path)
    return sorted(map(str, found.faults)), list(found.notes), found.sheets


def by_import(path: Path) -> Outcome:
    try:
        source = read(path)
    except TableError as error:
        return sorted(map(str, error.faults)), [], {}
    return sorted(map(str, source.faults)), list(source.notes), source.sheets


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, columns in COLUMNS.items():
        (tmp_path / f"{name}.csv").write_text(",".join(columns) + "\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (BLOCS.encode(), ""),
        (BLOCS.encode("utf-8-sig"), ""),
        (BLOCS.replace(",", ";").encode(), ""),
        (BLOCS.replace(",", "\t").encode(), ""),
        (BLOCS.replace("\n", "\r\n").encode(), ""),
        (BLOCS.replace("\n", "\r").encode(), ""),
        (gzip.compress(BLOCS.encode(), mtime=0), ""),
        (BLOCS.encode("cp1252"), "blocs.csv is not UTF-8; it is read as Windows-1252: check names with accents."),
        (BLOCS.encode("mac_roman"), "blocs.csv is not UTF-8; it is read as Mac Roman: check names with accents."),
        (BLOCS.encode("utf-16"), "blocs.csv is read as UTF-16."),
        (BLOCS.encode("utf-16-le"), "blocs.csv is read as UTF-16-LE."),
    ],
)
def test_usual_encodings_and_delimiters_are_read_with_a_note(folder: Path, content: bytes, note: str) -> None:
    (folder / "blocs.csv").write_bytes(content)
    for faults, notes, sheets in (by_load(folder), by_import(folder)):
        assert faults == []
        assert notes == ([note] if note else [])
        assert sheets["blocs"].rows == [["CI", "Côte d’Ivoire", "here"], ["BJ", "Bénin", "there"]]


def too_large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(700_000_001)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "blocs.csv: is empty; check that it was saved"),
        (b"\n \n", "blocs.csv: is empty; begin with a line of column names"),
        (b"%PDF-1.7", "blocs.csv: is a PDF where a table or graph is expected; give the table or graph itself"),
        (b"<html></html>", "blocs.csv: is a web page, not the file that it links to; download the file itself"),
        (gzip.compress(BLOCS.encode(), mtime=0)[:30], "blocs.csv: is a damaged gz file"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a\x00", "blocs.csv line 1: cannot be decoded as utf-16"),
        (BLOCS.encode() + b"\0", "blocs.csv line 4: holds NUL bytes: it is damaged, or no text"),
        (BLOCS.encode() + b"C\xf4te,a,b\n", "blocs.csv line 4: mixes two encodings: UTF-8 in line 2"),
        (BLOCS.replace("Bénin", "Бенин").replace("’", "").replace("ô", "").encode("cp1251"), NEITHER),
        (BLOCS.replace("Bénin", "贝宁").replace("’", "").replace("ô", "").encode("gb18030"), NEITHER),
        (b'id,name,source\nEU,"open,b\n', "blocs.csv line 2: has a quotation mark that is never closed; the file"),
        (b'id,name,source\nEU,"a"b,c\n', "blocs.csv line 2: cannot be read from here on"),
        (b"id,name,source\nEU,=1+1,c\n", "blocs.csv line 2 name: '=1+1' is a formula; paste its value instead"),
        (b"id,name,source\nEU,a\x07,c\n", "blocs.csv line 2 name: 'a\\x07' holds the control character U+0007"),
        (b"id,name,source\nEU,a,b,c\n", "blocs.csv line 2: has 4 cells where the header has 3; put text"),
        (b"id,name,name\nEU,a,b\n", "blocs.csv line 1 name: stands twice in the header; keep one column"),
        (b"x" * 1_000_002, "blocs.csv line 1: is longer than 1,000,000 characters; this is no table"),
    ],
)
def test_what_cannot_be_read_is_refused_in_the_same_words(folder: Path, content: bytes, expected: str) -> None:
    (folder / "blocs.csv").write_bytes(content)
    loaded, imported = by_load(folder)[0], by_import(folder)[0]
    assert loaded == imported
    assert len(loaded) == 1
    assert loaded[0].startswith(expected)


def test_a_file_that_is_too_large_is_refused_by_both(folder: Path) -> None:
    too_large(folder / "blocs.csv")
    assert by_load(folder)[0] == by_import(folder)[0] == ["blocs.csv: is larger than 700 MB; split it"]


def test_a_link_that_leads_out_of_the_folder_is_refused_by_both(folder: Path) -> None:
    inside = folder / "inside"
    inside.mkdir()
    for name in COLUMNS:
        (folder / f"{name}.csv").rename(inside / f"{name}.csv")
    (inside / "blocs.csv").rename(folder / "outside.csv")
    (inside / "blocs.csv").symlink_to(folder / "outside.csv")
    expected = ["blocs.csv: is a link that leads out of its folder; give the file itself"]
    assert by_load(inside)[0] == by_import(inside)[0] == expected


def hide(book: Any) -> None:
    book["blocs"].sheet_state = "hidden"


def merge(book: Any) -> None:
    book["blocs"].merge_cells("B2:C4")


def merge_many(book: Any) -> None:
    book["blocs"].merge_cells("C2:C300")


def compute(book: Any) -> None:
    book["blocs"]["B2"] = "=A2"


def compute_often(book: Any) -> None:
    for line in range(2, 150):
        book["blocs"].cell(line, 2, "=A2")


def spread(book: Any) -> None:
    book["blocs"].cell(2, 1_001, "x")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (hide, ["a.xlsx sheet blocs: is hidden; show it, or delete it"]),
        (merge, [f"a.xlsx sheet blocs line {n} name: has merged cells; unmerge them and fill each cell"
                 for n in (2, 3, 4)]),
        (merge_many, ["a.xlsx sheet blocs: has merged cells over more than 100 rows; unmerge them and fill each cell"]),
        (compute, ["a.xlsx sheet blocs line 2 name: is a formula; paste its value instead"]),
        (spread, ["a.xlsx sheet blocs line 2: has 1,001 columns; keep at most 1,000"]),
    ],
)  # fmt: skip
def test_an_odd_workbook_is_refused_in_the_same_words(
    tmp_path: Path, change: Callable[[Any], None], expected: list[str]
) -> None:
    path = workbook(tmp_path, change)
    assert by_load(path)[0] == by_import(path)[0] == expected


def test_formulas_are_named_one_by_one_only_so_far(tmp_path: Path) -> None:
    path = workbook(tmp_path, compute_often)
    loaded = by_load(path)[0]
    assert loaded == by_import(path)[0]
    assert len(loaded) == 101
    assert "a.xlsx sheet blocs: has more than 100 formulas; paste their values instead" in loaded


def test_merged_cells_are_those_of_the_sheet_wherever_it_stands(tmp_path: Path) -> None:
    def moved(book: Any) -> None:
        merge(book)
        book.move_sheet("blocs", 3)

    path = workbook(tmp_path, moved)
    assert {fault.split(" line ")[0] for fault in by_load(path)[0]} == {"a.xlsx sheet blocs"}


def workbook(folder: Path, change: Callable[[Any], None]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, columns in COLUMNS.items():
        book.create_sheet(name).append(list(columns))
    book["blocs"].append(["EU", "European Union", "here"])
    change(book)
    book.save(folder / "a.xlsx")
    return folder / "a.xlsx"
