"""Reading tables: every fault of every file at once, with file, line, column, value and what to do."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import make_tables

from coalition.errors import CoalitionError, TableError
from coalition.exchange.tables import read_table_sheets, read_tables
from coalition.model.vocabulary import COLUMNS, Tables

SMALL = make_tables(
    {("NAM", "e1"): "support", ("BOL", "e1"): "oppose"},
    groups={"NAM": "african", "BOL": "grulac"},
    bears_on={"e1": "R1"},
)


def save(tables: Tables, folder: Path, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    folder.mkdir(exist_ok=True)
    for name, frame in tables:
        frame.to_csv(folder / f"{name}.csv", index=False, encoding=encoding, sep=delimiter)
    return folder


def save_workbook(tables: Tables, path: Path) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, frame in tables:
        sheet = book.create_sheet(name)
        sheet.append(list(frame.columns))
        for row in frame.itertuples(index=False):
            sheet.append(list(row))
    book.save(path)
    return book


def edit(folder: Path, table: str, line: int, **cells: str) -> None:
    """Change cells of one line of a table."""
    path = folder / f"{table}.csv"
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    for column, value in cells.items():
        rows[line - 1][rows[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def faults(path: Path) -> list[str]:
    with pytest.raises(TableError) as caught:
        read_tables(path)
    return [str(fault) for fault in caught.value.faults]


def same(one: Tables, other: Tables) -> bool:
    return all(frame.equals(getattr(other, name)) for name, frame in one)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_folder_is_read_with_either_delimiter_and_with_or_without_byte_order_mark(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    folder = save(SMALL, tmp_path / "t", encoding, delimiter)
    assert same(read_tables(folder), read_tables(save(SMALL, tmp_path / "plain")))


def test_a_workbook_is_read_like_the_folder(tmp_path: Path) -> None:
    save_workbook(SMALL, tmp_path / "map.xlsx")
    assert same(read_tables(tmp_path / "map.xlsx"), read_tables(save(SMALL, tmp_path / "t")))


def test_real_facts_survive_a_workbook(tmp_path: Path, fewer: Tables) -> None:
    """All of the seeds do in tests/exchange/writers/test_tables.py."""
    save_workbook(fewer, tmp_path / "seeds.xlsx")
    assert same(read_tables(tmp_path / "seeds.xlsx"), fewer)


def test_numbers_and_dates_of_a_workbook_become_plain_text(tmp_path: Path) -> None:
    import datetime as dt

    book = save_workbook(SMALL, tmp_path / "map.xlsx")
    book["recommendations"]["B2"] = 21.0
    column = {cell.value: cell.column_letter for cell in book["evidence"][1]}
    book["evidence"][f"{column['date_from']}2"] = dt.datetime(2014, 6, 26)
    book["evidence"][f"{column['date_to']}2"] = 2014
    book.save(tmp_path / "map.xlsx")
    tables = read_tables(tmp_path / "map.xlsx")
    assert tables.recommendations["paragraph"].item() == "21"
    assert list(tables.evidence.loc[0, ["date_from", "date_to"]]) == ["2014-06-26", "2014"]


def test_namibia_is_not_a_missing_value(tmp_path: Path) -> None:
    tables = make_tables({("NA", "e1"): "support", ("null", "e1"): "oppose"})
    assert list(read_tables(save(tables, tmp_path / "t")).actors["id"]) == ["NA", "null"]


@pytest.mark.parametrize(
    ("table", "cells", "expected"),
    [
        (
            "stances",
            {"position": "yess"},
            "stances.csv line 2 position: 'yess' is not one of support, abstain, oppose, absent",
        ),
        ("actors", {"kind": "country"}, "actors.csv line 2 kind: 'country' is not one of state, observer_state"),
        (
            "stances",
            {"grade": "sure"},
            "stances.csv line 2 grade: 'sure' is not one of seen, derived; use one of these",
        ),
        ("actors", {"source": ""}, "actors.csv line 2 source: is empty; fill it in"),
        ("actors", {"id": ""}, "actors.csv line 2 id: is empty; fill it in"),
        (
            "evidence",
            {"date_from": "26.6.2014"},
            "evidence.csv line 2 date_from: '26.6.2014' is not a date; write YYYY",
        ),
        ("evidence", {"date_to": "2014-02-30"}, "evidence.csv line 2 date_to: '2014-02-30' is not a date"),
        ("evidence", {"date_to": "2001"}, "evidence.csv line 2 date_to: '2001' lies before date_from; exchange"),
        ("actors", {"name": "x" * 301}, "is longer than 300 characters; shorten it"),
        (
            "stances",
            {"evidence_id": "e9"},
            "stances.csv line 2 evidence_id: 'e9' is not an id in evidence; add it there",
        ),
        ("actors", {"regional_group": "afr"}, "actors.csv line 2 regional_group: 'afr' is not an id in groups"),
        ("actors", {"blocs": "EU;G78"}, "actors.csv line 2 blocs: 'EU;G78' is not an id in blocs"),
        ("actors", {"id": "a b"}, "actors.csv line 2 id: 'a b' has characters other than letters, digits"),
        ("actors", {"country": "Bolivia"}, "actors.csv line 2 country: 'Bolivia' is not an ISO 3166-1 alpha-3 code"),
        ("actors", {"name": "=1+1"}, "actors.csv line 2 name: '=1+1' is a formula; paste its value"),
        (
            "actors",
            {"name": "bell\x07"},
            "actors.csv line 2 name: 'bell\\x07' holds the control character U+0007; delete",
        ),
        ("actors", {"name": "#REF!"}, "actors.csv line 2 name: '#REF!' is a spreadsheet error; type the value"),
        ("recommendations", {"id": "BOL"}, "recommendations.csv line 2 id: 'BOL' is also an id in actors; give one"),
        ("recommendations", {"addressed_to": "state;king"}, "addressed_to: 'state;king' is not one of"),
        (
            "evidence",
            {"act": "promised"},
            "evidence.csv line 2 act: 'promised' is not one of own, led, joined, voted, declared; use one of these",
        ),
        ("evidence", {"act": ""}, "evidence.csv line 2 act: is empty; fill it in"),
        ("stances", {"ended": "May 2020"}, "stances.csv line 2 ended: 'May 2020' is not a date; write YYYY"),
        (
            "stances",
            {"ended": "2014-12"},
            "stances.csv line 2 ended: '2014-12' lies before the evidence begins; write when the support ended",
        ),
        ("bears_on", {"contestable": "yes", "why": ""}, "bears_on.csv line 2 why: is empty; fill it in"),
    ],
)
def test_a_wrong_cell_is_named_with_line_column_value_and_remedy(
    tmp_path: Path, table: str, cells: dict[str, str], expected: str
) -> None:
    folder = save(SMALL, tmp_path / "t")
    edit(folder, table, 2, **cells)
    assert any(expected in fault for fault in faults(folder)), faults(folder)


def test_a_duplicate_names_the_first_line_too(tmp_path: Path) -> None:
    folder = save(SMALL, tmp_path / "t")
    edit(folder, "actors", 3, id="BOL")
    edit(folder, "stances", 3, actor_id="NAM")
    found = faults(folder)
    assert "actors.csv line 3 id: 'BOL' is the same id as in line 2; keep one of the two rows" in found
    assert any("actor_id+evidence_id: 'NAM e1' is the same pair as in line 2" in fault for fault in found)


def test_all_faults_of_all_tables_come_at_once(tmp_path: Path) -> None:
    folder = save(SMALL, tmp_path / "t")
    edit(folder, "actors", 2, kind="x", grade="y")
    edit(folder, "evidence", 2, kind="z")
    (folder / "blocs.csv").unlink()
    found = faults(folder)
    assert len(found) == 4
    assert "blocs.csv: is missing; add it (a line with the column names is enough)" in found


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("id;name\n\0".encode("utf-16"), "blocs.csv line 2: holds NUL bytes: it is damaged, or no text"),
        ("Türkiye\n".encode() + "Côte d'Ivoire".encode("cp1252"), "blocs.csv line 2: mixes two encodings"),
        (b"PK\x03\x04rest", "blocs.csv: is a workbook where a table is expected; save the table itself as CSV"),
        (b"\x00\xff\xfe\x81\xc3\xa9\nrandom\xe9", "blocs.csv line 1: holds NUL bytes: it is damaged, or no text"),
        (b'{"id": 1}', "blocs.csv: is JSON where a table is expected; save the table itself as CSV"),
        (b"<!DOCTYPE html><html>", "blocs.csv: is a web page, not the file that it links to; download the file"),
        (b"%PDF-1.7", "blocs.csv: is a PDF where a table or graph is expected; give the table or graph itself"),
        (b"", "blocs.csv: is empty; check that it was saved"),
        (b" \n", "blocs.csv: is empty; begin with a line of column names"),
        (b"id,name\n", "blocs.csv line 1 source: is missing from the header; add the column"),
        (b"id,name,source,colour\n", "blocs.csv line 1 colour: is not a column of this table; it has id, name, source"),
        (b"id,name,name,source\n", "blocs.csv line 1 name: stands twice in the header"),
        (b"id,name,source\nEU,a,b,c\n", "blocs.csv line 2: has 4 cells where the header has 3; put text"),
        (b'id,name,source\nEU,"open,b\n', "blocs.csv line 2: has a quotation mark that is never closed"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path: Path, content: bytes, expected: str) -> None:
    folder = save(SMALL, tmp_path / "t")
    (folder / "blocs.csv").write_bytes(content)
    assert any(fault.startswith(expected) for fault in faults(folder)), faults(folder)


def test_a_folder_is_not_missing_and_a_single_list_is_sent_to_import(tmp_path: Path) -> None:
    folder = save(SMALL, tmp_path / "t")
    (folder / "blocs.csv").unlink()
    (folder / "blocs.csv").mkdir()
    assert "blocs.csv: is a folder; give the files in it" in faults(folder)
    assert faults(folder / "actors.csv")[0].endswith("a single list goes in with coalition import actors.csv")


@pytest.mark.parametrize("path", [None, "", 3, {}])
def test_what_names_no_file_is_a_sentence(path: Any) -> None:
    with pytest.raises(CoalitionError, match=f"^path: {path!r} names no file or folder"):
        read_tables(path)


def test_lines_are_counted_as_an_editor_shows_them_even_after_a_cell_of_several_lines(tmp_path: Path) -> None:
    folder = save(SMALL, tmp_path / "t")
    edit(folder, "actors", 2, note="first\nsecond\nthird")
    edit(folder, "actors", 3, kind="x")
    assert faults(folder)[0].startswith("actors.csv line 5 kind: 'x' is not one of")


def test_a_formula_cell_of_a_workbook_is_refused(tmp_path: Path) -> None:
    book = save_workbook(SMALL, tmp_path / "map.xlsx")
    book["actors"]["B2"] = "=A2"
    book.save(tmp_path / "map.xlsx")
    assert faults(tmp_path / "map.xlsx") == ["map.xlsx sheet actors line 2 name: is a formula; paste its value instead"]


def test_a_workbook_in_name_only_is_refused(tmp_path: Path) -> None:
    (tmp_path / "map.xlsx").write_text("id,name")
    assert faults(tmp_path / "map.xlsx") == [
        "map.xlsx: is not an Excel workbook; save it as .xlsx, or give a folder of CSV; a single list goes in with "
        "coalition import map.xlsx"
    ]


def test_a_path_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CoalitionError, match="does not exist; give a folder"):
        read_tables(tmp_path / "nowhere")


def test_one_bad_row_among_a_hundred_thousand_is_found(tmp_path: Path) -> None:
    stances = {(f"a{i % 400}", f"e{i // 400}"): "support" for i in range(100_000)}
    folder = save(make_tables(stances), tmp_path / "t")
    edit(folder, "stances", 77_778, position="maybe")
    assert [fault.split(":")[0] for fault in faults(folder)] == ["stances.csv line 77778 position"]


@pytest.mark.parametrize("spoil", [lambda rows: rows[::-1], lambda rows: rows[3:] + rows[:3]])
def test_the_order_of_lines_does_not_matter(
    tmp_path: Path, fewer: Tables, spoil: Callable[[list[str]], list[str]]
) -> None:
    folder = save(fewer, tmp_path / "t")
    path = folder / "actors.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([header, *spoil(rows)]), encoding="utf-8")
    assert same(read_tables(folder), fewer)


def test_right_to_left_names_and_quotes_are_text_like_any_other(tmp_path: Path) -> None:
    folder = save(SMALL, tmp_path / "t")
    name = 'منظمة "العفو" <img src=x onerror=alert(1)>'
    edit(folder, "actors", 2, name=name)
    assert name in set(read_tables(folder).actors["name"])


def test_every_table_has_a_schema_of_its_columns() -> None:
    from coalition.model.schema import SCHEMAS

    assert {name: tuple(schema.columns) for name, schema in SCHEMAS.items()} == COLUMNS


def of_an_earlier_release(tables: Tables) -> Tables:
    """The tables as releases before acts wrote them."""
    return Tables(
        **dict(tables)
        | {"evidence": tables.evidence.drop(columns="act"), "stances": tables.stances.drop(columns="ended")}
    )


@pytest.mark.parametrize("form", ["folder", "workbook"])
def test_tables_of_an_earlier_release_are_filled_by_the_rule_and_a_note_says_so(tmp_path: Path, form: str) -> None:
    path = tmp_path / "old.xlsx"
    if form == "folder":
        path = save(of_an_earlier_release(SMALL), tmp_path / "t")
    else:
        save_workbook(of_an_earlier_release(SMALL), path)
    found = read_table_sheets(path)
    assert same(found.tables(), read_tables(save(SMALL, tmp_path / "new")))
    (note,) = found.notes
    assert note.startswith("evidence.csv says of" if form == "folder" else "old.xlsx sheet evidence says of")
    assert "docs/methods/positions.md" in note


def test_tables_of_this_release_need_no_note(tmp_path: Path) -> None:
    assert read_table_sheets(save(SMALL, tmp_path / "t")).notes == []


def test_an_earlier_copy_of_the_seeds_has_their_acts(tmp_path: Path, seeds: Tables) -> None:
    few = Tables(**dict(seeds) | {"stances": seeds.stances.head(100)})
    found = read_tables(save(of_an_earlier_release(few), tmp_path / "t"))
    assert found.evidence.equals(seeds.evidence)


def test_act_and_end_survive_a_folder_and_a_workbook(tmp_path: Path) -> None:
    given = Tables(
        **dict(SMALL)
        | {"evidence": SMALL.evidence.assign(act="own"), "stances": SMALL.stances.assign(ended=["2020", ""])}
    )
    save_workbook(given, tmp_path / "map.xlsx")
    for path in (save(given, tmp_path / "t"), tmp_path / "map.xlsx"):
        tables = read_tables(path)
        assert tables.evidence["act"].tolist() == ["own"]
        assert dict(zip(tables.stances["actor_id"], tables.stances["ended"], strict=True)) == {"NAM": "2020", "BOL": ""}
