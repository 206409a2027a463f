"""Tables that leave and come back are the same tables, whatever their cells hold, and no cell is a formula."""

from __future__ import annotations

import csv
import datetime as dt
import tempfile
from pathlib import Path

import openpyxl
import pytest
from conftest import FEW, make_tables
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from coalition.exchange.tables import read_tables
from coalition.exchange.writers import csv_folder, xlsx
from coalition.exchange.writers.contents import INSIDE, LEFT_OUT, contents
from coalition.model.cells import FORMULA, coded, decoded, guarded, unguarded
from coalition.model.network import Network
from coalition.model.sheet import ERROR_CELLS
from coalition.model.vocabulary import Tables

HOSTILE = st.text(
    st.one_of(
        st.sampled_from("=+-@'\t\r\n,;\"_x0041\\u0027{}$`<>&|\u2028\u202e\u00a0\ufeff😀é"),
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"),
    ),
    max_size=30,
)
CELLS = HOSTILE.map(str.strip).filter(lambda text: text not in ERROR_CELLS)
"""Texts that a validated table can hold: no control signs, no white space at the ends, no error of a spreadsheet."""
DAY = dt.date(2026, 11, 1)


def hostile_tables(name: str, note: str) -> Tables:
    """A small map with two texts in many places."""
    tables = make_tables({("a", "x"): "support", ("b", "x"): "oppose"}, groups={"a": "north"})
    filled = {
        "actors": tables.actors.assign(name=name or "x", note=note, source=name or "x"),
        "stances": tables.stances.assign(note=note, source=name or "x"),
        "recommendations": tables.recommendations.assign(text=name or "x", source=name or "x"),
        "evidence": tables.evidence.assign(title=name or "x", source=name or "x"),
        "bears_on": tables.bears_on.assign(why=name or "x"),
        "groups": tables.groups.assign(name=name or "x", long_name="x", source="x"),
    }
    return Tables(**dict(tables) | filled)


def assert_same(one: Tables, other: Tables) -> None:
    for name, frame in one:
        assert frame.equals(getattr(other, name)), name
    assert Network.from_tables(one).digest == Network.from_tables(other).digest


@given(HOSTILE)
@example("'=1")
@example("''")
def test_every_text_comes_out_of_its_guard(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(FORMULA)
    assert decoded(coded(text)) == text


@settings(FEW, phases=[Phase.explicit, Phase.generate])
@given(CELLS, CELLS)
@example("=cmd|' /C calc'!A0", "@SUM(1)")
@example("_x000D_ _x0041_x0042_", "a\r\nb\rc")
def test_a_folder_and_a_workbook_give_the_same_tables_again(name: str, note: str) -> None:
    tables = hostile_tables(name, note)
    with tempfile.TemporaryDirectory() as place:
        folder, book = Path(place) / "map", Path(place) / "map.xlsx"
        csv_folder.write(contents(tables, version=3, made=DAY), folder)
        xlsx.write(contents(tables, version=3, made=DAY), book)
        assert_same(read_tables(folder), tables)
        assert_same(read_tables(book), tables)


def test_the_seed_map_comes_back_whole(seeds: Tables, bearing: Tables, tmp_path: Path) -> None:
    """In a workbook without the background record: 60,000 rows take longer there, and are written no other way."""
    csv_folder.write(contents(seeds, version=1, made=DAY), tmp_path / "map")
    xlsx.write(contents(bearing, version=1, made=DAY), tmp_path / "map.xlsx")
    assert_same(read_tables(tmp_path / "map"), seeds)
    assert_same(read_tables(tmp_path / "map.xlsx"), bearing)


def test_no_cell_of_a_file_is_a_formula(tmp_path: Path) -> None:
    tables = hostile_tables("=cmd|' /C calc'!A0", "+1")
    csv_folder.write(contents(tables, version=1), tmp_path / "map")
    xlsx.write(contents(tables, version=1), tmp_path / "map.xlsx")
    with (tmp_path / "map" / "actors.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert "'=cmd|' /C calc'!A0" in cells
    assert not any(cell.startswith(FORMULA) for cell in cells)
    for sheet in openpyxl.load_workbook(tmp_path / "map.xlsx"):
        for row in sheet.iter_rows():
            assert all(cell.data_type in ("s", "inlineStr", "n") for cell in row)
            assert not any(str(cell.value or "").startswith(FORMULA) for cell in row)


@pytest.mark.parametrize("protected", [False, True])
def test_what_is_protected_stays_at_home_unless_asked_for_and_the_file_says_so(tmp_path: Path, protected: bool) -> None:
    tables = make_tables(
        {("a", "x"): "support", ("hidden", "x"): "support"},
        bears_on={},
        evidence={"secret": {"visibility": "protected"}},
    )
    actors = tables.actors.assign(visibility=["public", "protected"])
    given_out = contents(Tables(**dict(tables) | {"actors": actors}), version=1, protected=protected)
    assert given_out.note == (INSIDE if protected else LEFT_OUT)
    csv_folder.write(given_out, tmp_path / "map")
    xlsx.write(given_out, tmp_path / "map.xlsx")
    written = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "map").iterdir())
    assert ("hidden" in written, "secret" in written) == (protected, protected)
    assert given_out.note in written
    about = openpyxl.load_workbook(tmp_path / "map.xlsx")["about"]
    assert given_out.note in [row[1].value for row in about.iter_rows()]
