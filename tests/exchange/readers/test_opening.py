"""Files that are damaged, hostile or not what they seem: a clear sentence each, in bounds of time and memory."""

from __future__ import annotations

import gzip
import io
import os
import shutil
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from exchange.readers.reading import SAMPLES, UNVOTES, made, message

from coalition.errors import TableError
from coalition.exchange.readers.opening import OLE, open_file
from coalition.exchange.readers.registry import FORMATS, format_of, read_any

GIGABYTE = 1 << 30
UNDL = (SAMPLES / "undl.csv").read_bytes()
HEADER = b"undl_id,ms_name,ms_vote,date,resolution"
NAMES = {
    "dna.csv": "dna",
    "gephi_edges.csv": "gephi_csv",
    "gephi_nodes.csv": "gephi_csv",
    "kumu_backup.json": "kumu",
    "kumu_blueprint.json": "kumu",
    "kumu_connections.csv": "kumu",
    "kumu_elements.csv": "kumu",
    "network.gexf": "gexf",
    "network.graphml": "graphml",
    "undl.csv": "undl",
    "undl_marcxml.xml": "undl_marcxml",
    "unvotes_roll_call_issues.csv": "unvotes",
    "unvotes_roll_calls.csv": "unvotes",
    "unvotes_votes.csv": "unvotes",
    "upr_info.csv": "upr_info",
    "voeten.csv": "voeten",
    "voeten_ideal_points.csv": "voeten_ideal_points",
    "voeten_ideal_points_rights.csv": "voeten_ideal_points",
}


def test_every_sample_has_a_format() -> None:
    assert {path.name for path in SAMPLES.iterdir()} == set(NAMES)
    assert set(NAMES.values()) == set(FORMATS)


@pytest.mark.parametrize(("name", "format_id"), NAMES.items())
def test_a_format_is_told_by_content_whatever_the_name(tmp_path: Path, name: str, format_id: str) -> None:
    path = Path(shutil.copy(SAMPLES / name, tmp_path / "data.bin"))
    found = format_of(open_file(path))
    assert found is not None
    assert found.id == format_id


def test_an_unknown_file_says_what_was_seen_and_what_is_known(tmp_path: Path) -> None:
    told = message(made(tmp_path, "apples,pears\n1,2\n"))
    assert told.startswith("file.csv is a table with the columns apples, pears: this is none of the known formats")
    assert all(made.words in told for made in FORMATS.values())
    assert "XML with the root element 'svg'" in message(made(tmp_path, "<svg></svg>"))
    assert "JSON with the keys a" in message(made(tmp_path, '{"a": 1}'))
    assert "text without columns" in message(made(tmp_path, "hello\nworld\n"))
    assert format_of(open_file(made(tmp_path, "hello\n"))) is None


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "file.csv: is empty; check that it was saved"),
        (gzip.compress(b"", mtime=0), "file.csv: is empty; check that it was saved"),
        (b"%PDF-1.7", "file.csv: is a PDF where a table or graph is expected; give the table or graph itself"),
        (b"<!DOCTYPE html><html>", "file.csv: is a web page, not the file that it links to; download the file itself"),
        (UNDL[:200] + b"\0\0\n" + UNDL, "file.csv line 2: holds NUL bytes: it is damaged, or no text"),
        (UNDL[:-1] + b"\xe9\n" + "é\n".encode(), "mixes two encodings: UTF-8 in line 4, another in line 3"),
        (UNDL + "é".encode()[:1], "file.csv: ends in the middle of a character: it was cut off"),
        ("\ufeffa,b\n".encode("utf-16-le") + b"\x00\xd8a\x00", "cannot be decoded as utf-16"),
        (UNDL.replace(b"ms_code", b"title"), "file.csv line 1 title: stands twice in the header"),
        (HEADER + b",x" * 3, "x: stands twice in the header; keep one"),
        (HEADER + b"," + b",".join(b"c%d" % n for n in range(16_379)), "has 16,384 columns"),
        (UNDL + b'1,"' + b"\n", "file.csv line 4: has a quotation mark that is never closed"),
        (UNDL + b'1,"a"b,c\n', "file.csv line 4: cannot be read from here on"),
        (UNDL + b"x" * 2_000_000, "file.csv line 4: is longer than 1,000,000 characters"),
        (UNDL + b"1," + b"x" * 200_000 + b"\n", "field larger than field limit"),
        (OLE + bytes(600), "is an old Office file (.xls or .doc); save it as .xlsx or CSV"),
        (OLE + bytes(5_000_000) + "EncryptedPackage".encode("utf-16-le"), "is a workbook protected by a password"),
        (gzip.compress(UNDL, mtime=0)[:100], "is a damaged gz file"),
        (b"\x1f\x8b" + bytes(50), "is a damaged gz file"),
        (b"PK\x03\x04" + bytes(50), "is a damaged workbook; save it again as .xlsx"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_in_one_clear_sentence(tmp_path: Path, content: bytes, told: str) -> None:
    if told.startswith("file.csv"):
        assert message(made(tmp_path, content)).startswith(told)
    else:
        assert told in message(made(tmp_path, content))


def test_a_name_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    assert "does not exist" in message(tmp_path / "none.csv")
    assert "NUL" in message(Path("a\0b"))
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert "cannot be reached" in message(tmp_path / "loop")


def test_a_folder_is_read_as_its_files_and_an_empty_one_refused(tmp_path: Path) -> None:
    assert "folder without files" in message(tmp_path)
    with pytest.raises(TableError, match="is a folder"):
        open_file(tmp_path)
    shutil.copy(UNVOTES[0], tmp_path)
    shutil.copy(SAMPLES / "dna.csv", tmp_path)
    assert "are of several formats" in message(tmp_path)


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    outside = made(tmp_path, UNDL, "outside.csv")
    (inside / "link.csv").symlink_to(outside)
    assert message(inside / "link.csv") == "link.csv: is a link that leads out of its folder; give the file itself"
    assert "leads out" in message(inside)
    (inside / "link.csv").unlink()
    (inside / "link.csv").symlink_to(made(inside, UNDL, "real.csv"))
    assert read_any(inside / "link.csv").format == "undl"
    assert "leads out" in message(outside, inside=inside)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "is not a regular file" in message(tmp_path / "pipe")
    assert "is not a regular file" in message(Path("/dev/zero"))


def book(path: Path, change: Callable[[openpyxl.Workbook], None] = lambda _: None) -> Path:
    made_book = openpyxl.Workbook()
    sheet = made_book.worksheets[0]
    sheet.title = "Elements"
    for row in (["Label", "Type"], ["Ada", "NGO"]):
        sheet.append(row)
    change(made_book)
    made_book.save(path)
    return path


def repacked(path: Path, name: str, content: bytes) -> Path:
    """The workbook with one part put in or replaced."""
    with zipfile.ZipFile(path) as old:
        parts = {part: old.read(part) for part in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part, data in {**parts, name: content}.items():
            new.writestr(part, data)
    return path


def hide(made_book: openpyxl.Workbook) -> None:
    made_book.create_sheet("Shown")
    made_book["Elements"].sheet_state = "hidden"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda b: b["Elements"].merge_cells("A2:B2"), "sheet Elements line 2 label: has merged cells; unmerge them"),
        (
            lambda b: b["Elements"].append(["=cmd|'/c calc'!A0"]),
            "sheet Elements line 3 label: is a formula; paste its value",
        ),
        (lambda b: b["Elements"].cell(3, 16_384, "x"), "sheet Elements line 3: has 16,384 columns; keep at most 1,000"),
        (lambda b: b["Elements"].cell(1, 3, "Label"), "line 1 label: stands twice in the header"),
        (hide, "a workbook with the sheets Shown: this is none of the known formats"),
    ],
)
def test_what_a_workbook_may_not_hold_is_named(
    tmp_path: Path, change: Callable[[openpyxl.Workbook], None], told: str
) -> None:
    assert told in message(book(tmp_path / "a.xlsx", change))


def test_a_sheet_with_more_rows_than_a_sheet_can_have_is_refused(tmp_path: Path) -> None:
    cell = b'<row r="1048577"><c r="A1048577" t="inlineStr"><is><t>x</t></is></c></row>'
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (main, cell)
    path = repacked(book(tmp_path / "a.xlsx"), "xl/worksheets/sheet1.xml", sheet)
    assert "has more than 1,048,576 rows; split it, or delete the empty rows at its end" in message(path)


def test_a_hidden_sheet_that_is_needed_is_a_fault_and_another_is_dropped(tmp_path: Path) -> None:
    def connections(made_book: openpyxl.Workbook) -> None:
        made_book.create_sheet("Connections").append(["From", "To"])
        made_book["Connections"].sheet_state = "hidden"
        made_book.create_sheet("Notes").sheet_state = "hidden"

    path = book(tmp_path / "a.xlsx", connections)
    assert message(path) == "a.xlsx sheet Connections: is hidden; show it, or delete it"


def test_macros_entities_bombs_and_plain_zips_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    assert "holds macros" in message(repacked(book(path), "xl/vbaProject.bin", b"x"))
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "b">]><a>&a;</a>'
    assert "declares a document type or an entity in xl/workbook.xml" in message(
        repacked(book(path), "xl/workbook.xml", bomb)
    )
    assert "grows to 50 MB" in message(repacked(book(path), "xl/worksheets/sheet1.xml", b" " * 50_000_000))
    assert "damaged workbook" in message(repacked(book(path), "xl/worksheets/sheet1.xml", b"<worksheet>"))
    assert "a workbook without sheets that are shown" in message(repacked(book(path), "xl/workbook.xml", b"<a/>"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "x")
    assert "is a zip file, not a workbook" in message(made(tmp_path, packed.getvalue()))


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of memory to set")
@pytest.mark.parametrize(
    ("make", "told"),
    [
        ("gzip.open(path, 'wb', compresslevel=9).write(bytes(b'x' * 80_000_000))", "grows to more than"),
        ("gzip.open(path, 'wb', compresslevel=9).write(bytes(b'a,b\\n' * 20_000_000))", "grows to more than"),
        ("open(path, 'wb').truncate(1_100_000_000)", "is larger than 700 MB"),
        ("open(path, 'wb').truncate(600_000_000)", "NUL"),
        ("open(path, 'wb').write(UNDL + b'x' * 300_000_000)", "is longer than 1,000,000 characters"),
        ("open(path, 'wb').write(UNDL + b'\\n' * 100_000_000)", "has more than 5,000,000 lines"),
        ("open(path, 'wb').write(UNDL + b'\\xe9' * 90_000_000)", "is longer than 1,000,000 characters"),
        ("open(path, 'wb').write(b'<gexf>' + b'<a/>' * 20_000_000)", "has more than 1,000,000 elements"),
        ("open(path, 'wb').write(b'{' + b'\"a\":[],' * 4_000_000)", "is larger than 20 MB for its kind"),
        ("open(path, 'wb').write(b'{\"elements\":[' + b'[],' * 6_000_000 + b'[]]}')", "none of the known formats"),
    ],
)  # fmt: skip
def test_nothing_takes_more_than_a_gigabyte_or_a_minute_of_computing(tmp_path: Path, make: str, told: str) -> None:
    code = f"""
        import gzip, resource, sys
        from coalition.errors import CoalitionError
        from coalition.exchange.readers.registry import read_any
        path = {str(tmp_path / "big")!r}
        UNDL = {UNDL!r}
        {make}
        try:
            read_any(path)
        except CoalitionError as error:
            print(error)
    """
    limits = {"RLIMIT_DATA": GIGABYTE, "RLIMIT_CPU": 60}
    limited = "import resource\n" + "".join(
        f"resource.setrlimit(resource.{name}, ({limit}, {limit}))\n" for name, limit in limits.items()
    )
    done = subprocess.run(
        [sys.executable, "-c", limited + textwrap.dedent(code)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-500:]
    assert told in done.stdout
