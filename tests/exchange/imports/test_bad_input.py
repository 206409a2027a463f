"""Whatever a person may bring in by mistake or malice: one clear sentence with place, value and remedy."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from coalition.errors import CoalitionError, TableError
from coalition.exchange.imports import prepare, read
from coalition.model.vocabulary import Tables

HEAD = "actor,evidence,position,date,source\n"
GOOD = HEAD + "Chile,A text,yes,2024-05-03,here\n"
ACTORS = "id,name,kind,source\n"


def book(change: Callable[[Any], None], *rows: str) -> bytes:
    made = openpyxl.Workbook()
    for line in (HEAD + "".join(rows) if rows else GOOD).splitlines():
        made.worksheets[0].append(line.split(","))
    change(made)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def packed(data: bytes, **parts: bytes) -> bytes:
    """A workbook with more parts in it."""
    held = io.BytesIO(data)
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), part)
    return held.getvalue()


def blank() -> bytes:
    """A workbook as a program begins it."""
    held = io.BytesIO()
    openpyxl.Workbook().save(held)
    return held.getvalue()


def nothing(_: Any) -> None:
    pass


ENTITY = b'<?xml version="1.0"?><!DOCTYPE graphml [<!ENTITY x "y">]><graphml>&x;</graphml>'
LOCKED = b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
EXTERNAL = b'<?xml version="1.0"?><!DOCTYPE graphml SYSTEM "https://example.org/x.dtd"><graphml/>'


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.xlsx", packed(book(nothing), xl__media__x_bin=bytes(60_000_000)), "grows to 60 MB"),
        ("a.xlsx", packed(book(nothing), xl__vbaProject_bin=b"x"), "a.xlsx: holds macros; save a copy without macros"),
        ("a.xlsx", packed(book(nothing), xl__x_xml=b"<!DOCTYPE x>"), "declares a document type or an entity in xl/x"),
        ("a.xlsx", LOCKED, "is a workbook protected by a password; save a copy"),
        ("a.xlsx", book(lambda b: b.worksheets[0].cell(1, 16_384, "x")), "line 1: has 16,384 columns; keep at most"),
        ("a.xlsx", blank(), "a.xlsx: every sheet is empty; write into one of them"),
        ("a.graphml", ENTITY, "document type"),
        ("a.graphml", EXTERNAL, "document type"),
        ("a.csv", b"x" * 3_000_000, "a.csv line 1: is longer than 1,000,000 characters; this is no table"),
        ("a.csv", GOOD.encode() + b"Peru,\0,yes,2024,s\n", "a.csv line 3: holds NUL bytes"),
        ("a.csv", GOOD.encode() + "Türkiye,T,yes,2024,s\n".encode() + b"C\xf4te,T,yes,2024,s\n",
         "a.csv line 4: mixes two encodings: UTF-8 in line 3, another in line 4; save it again as UTF-8"),
        ("a.csv", GOOD.replace("date", "position").encode(), "a.csv line 1 position: stands twice in the header"),
        ("a.json", b'{"a": 1}', "a.json: is JSON of no known format; give a workbook, a CSV list, or one of UN"),
    ],
)  # fmt: skip
def test_a_file_is_refused_in_one_sentence(tmp_path: Path, seeds: Tables, name: str, content: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CoalitionError) as caught:
        prepare(read(tmp_path / name), seeds)
    assert told in str(caught.value)


def test_the_files_of_a_folder_are_refused_together(tmp_path: Path) -> None:
    outside = tmp_path / "secret.csv"
    outside.write_text(GOOD)
    folder = tmp_path / "inside"
    folder.mkdir()
    (folder / "stances.csv").symlink_to(outside)
    (folder / "actors.csv").write_bytes(b"a,b\n\0")
    with pytest.raises(TableError) as caught:
        read(folder)
    assert [str(fault).split(";")[0] for fault in caught.value.faults] == [
        "actors.csv line 2: holds NUL bytes: it is damaged, or no text",
        "stances.csv: is a link that leads out of its folder",
    ]


def test_a_folder_in_a_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "list.csv").mkdir()
    with pytest.raises(CoalitionError, match="holds no files"):
        read(tmp_path)


def test_parts_that_do_not_belong_together_are_refused(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(GOOD)
    (tmp_path / "votes.csv").write_text("undl_id,ms_name,ms_vote,date,resolution\n1,Chile,Y,2024-01-01,A/RES/1/1\n")
    with pytest.raises(CoalitionError, match=r"votes.csv and list.csv do not belong together; import one after"):
        read([tmp_path / "list.csv", tmp_path / "votes.csv"])


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", HEAD + "Chile,T,yes,45415,s\n", "date '45415' is a number of days, perhaps 2024-05-03"),
        ("a.csv", HEAD + "Chile,T,1,2024,s\n", "position '1' is not one of support, abstain, oppose, absent"),
        ("a.csv", HEAD + "152,T,yes,2024,s\n77,T,yes,2024,s\n", "actor '77' is not in the map"),
        ("a.csv", HEAD + "Chile,T,yes,2024,s,more\n", "has 6 cells where the header has 5"),
        ("a.csv", HEAD + "=cmd|' /C calc'!A0,T,yes,2024,s\n", "is a formula; paste its value instead"),
        ("actors.csv", ACTORS + "one,One,ngo,s\nOne,One,ngo,s\n", "id 'One' differs from 'one' in capitals only"),
        ("actors.csv", ACTORS + "caf\u00e9,A,ngo,s\n", "id 'caf\u00e9'"),
        ("actors.csv", ACTORS + "cafe\u0301,A,ngo,s\n", "id 'cafe\u0301'"),
        ("actors.csv", ACTORS + "one\u200f,A,ngo,s\n", r"id 'one\u200f'"),
        ("actors.csv", ACTORS + "one,A,ngo,s\none,B,ngo,s\n", "'one' is the same id as in line 2; keep one"),
    ],
)  # fmt: skip
def test_a_row_is_refused_with_its_reason_and_comes_back(
    tmp_path: Path, seeds: Tables, name: str, content: str, told: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    found = prepare(read(tmp_path / name), seeds)
    assert any(told in reason for table in found.refused.values() for reason in table["reason"])


def test_excel_says_the_same(tmp_path: Path, seeds: Tables) -> None:
    def spoil(made: Any) -> None:
        sheet = made.worksheets[0]
        sheet.append(["Peru", "T", "yes", 45415, "s"])
        sheet.append(["=1+1", "T", "yes", "2024", "s"])
        sheet.merge_cells("A2:B2")
        made.create_sheet("aside").append(["x"])
        made["aside"].sheet_state = "hidden"

    (tmp_path / "a.xlsx").write_bytes(book(spoil))
    found = prepare(read(tmp_path / "a.xlsx"), seeds)
    reasons = [reason for table in found.refused.values() for reason in table["reason"]]
    assert len(reasons) == 3
    assert "has merged cells; unmerge them" in reasons[0]
    assert "number of days, perhaps 2024-05-03" in reasons[1]
    assert "is a formula" in reasons[2]
    assert [item.what for item in found.unread] == ["hidden sheet aside"]


def test_cypher_in_a_name_is_a_name(tmp_path: Path) -> None:
    name = "x'}) DETACH DELETE (n) //"
    (tmp_path / "actors.csv").write_text(ACTORS + f'one,"{name}",ngo,s\n')
    found = prepare(read(tmp_path / "actors.csv"), Tables.empty())
    assert list(found.tables.actors["name"]) == [name]
