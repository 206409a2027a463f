"""Files made to harm whoever reads them, for each format of the registry; run as a program, it reads them in bounds."""

from __future__ import annotations

import gzip
import io
import json
import random
import resource
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
from places import SAMPLES

from coalition.errors import CoalitionError
from coalition.exchange.imports import prepare, read
from coalition.exchange.readers.opening import open_file
from coalition.exchange.readers.registry import FORMATS
from coalition.model.vocabulary import Tables

OF_FORMAT = {
    "unvotes": "unvotes_votes.csv", "gephi_csv": "gephi_edges.csv", "kumu": "kumu_backup.json",
    "graphml": "network.graphml", "gexf": "network.gexf", "undl_marcxml": "undl_marcxml.xml",
}  # fmt: skip
"""The sample of a format that is not called like it."""
MB = 1_000_000
LARGE = {
    "NULs, a gigabyte claimed", "packed to burst", "a million columns", "wide rows", "wide rows, packed",
    "a line of 50 MB", "columns below the longest line", "the same row", "chance", "chance behind its head",
    "quotes that never end",
    "a cell of 50 MB", "quotes", "empty lines", "carriage returns", "an entity that is long", "deeper than the stack",
    "an element for ever", "an attribute of 20 MB", "attributes", "a comment of 20 MB", "text of 20 MB", "namespaces",
}  # fmt: skip
"""Tried on the first format of each family: what is large is refused, or not, before a reader sees a row."""
FAMILIES = {
    "lists": ["undl", "voeten", "voeten_ideal_points", "unvotes", "upr_info", "dna", "gephi_csv"],
    "xml": ["gexf", "graphml", "undl_marcxml"],
    "json": ["kumu"],
    "workbooks": ["workbook"],
}
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">%s]>' % b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
PARAMETER = b'<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x.dtd"> %a;]>'
LONG = b'<!DOCTYPE x [<!ENTITY a "%s">]>' % (b"a" * 100_000)

Attacks = dict[str, Callable[[], bytes]]


def sample(format_id: str) -> bytes:
    return (SAMPLES / OF_FORMAT.get(format_id, f"{format_id}.csv")).read_bytes()


def on_any(good: bytes) -> Attacks:
    """What can be done to every file."""
    chance = random.Random(7)
    cuts = sorted(chance.sample(range(1, len(good)), 6))
    return {
        **{f"cut at {cut}": lambda cut=cut: good[:cut] for cut in cuts},
        "NULs inside": lambda: good[: len(good) // 2] + bytes(1000) + good[len(good) // 2 :],
        "NULs only": lambda: bytes(1000),
        "NULs, a gigabyte claimed": lambda: bytes(50 * MB),
        "chance": lambda: chance.randbytes(MB),
        "chance behind its head": lambda: good[:200] + chance.randbytes(MB),
        "two encodings": lambda: good + "é".encode() + b"\xe9\n",
        "half of UTF-16": lambda: good.decode("utf-8", "replace").encode("utf-16")[:-1],
        "UTF-32": lambda: good.decode("utf-8", "replace").encode("utf-32"),
        "packed to burst": lambda: gzip.compress(good + b"x" * 30 * MB),
        "packed in a pack": lambda: gzip.compress(gzip.compress(good)),
        "packed and cut": lambda: gzip.compress(good)[:-9],
    }


def on_lists(good: bytes) -> Attacks:
    """What can be done to a list of rows."""
    head = good.splitlines()[0]
    row = good.splitlines()[1] if len(good.splitlines()) > 1 else head
    return {
        "a million columns": lambda: head + b",x" * MB + b"\n" + row,
        "columns below the longest line": lambda: head + b"," * 900_000 + b"\n" + row + b"," * 900_000 + b"\n",
        "wide rows": lambda: head + b"\n" + (row + b"," * 900_000 + b"\n") * 150,
        "wide rows, packed": lambda: gzip.compress(head + b"\n" + (row + b"," * 900_000 + b"\n") * 150, 1),
        "a line of 50 MB": lambda: good + b"x" * 50 * MB,
        "a cell of 50 MB": lambda: good + b'"' + b"x\n" * 25 * MB,
        "quotes": lambda: good + b'"' * 5 * MB,
        "quotes that never end": lambda: head + b"\n" + b'"a' * 400_000 + b"\n",
        "empty lines": lambda: good + b"\n" * 6 * MB,
        "carriage returns": lambda: good + b"\r" * 6 * MB,
        "the same row": lambda: head + b"\n" + (row + b"\n") * 20_000,
    }


def on_xml(good: bytes) -> Attacks:
    """What can be done to XML."""
    start = good.index(b"?>") + 2 if good.startswith(b"<?xml") else 0
    root = good.index(b"<", start)
    inside = good.index(b">", root) + 1
    before, body, first = good[:start], good[start:], good[inside:]
    return {
        "entities that grow": lambda: before + BOMB + good[start:inside] + b"&j;" + first,
        "an entity that is long": lambda: before + LONG + good[start:inside] + b"&a;" * 20_000 + first,
        "a file of the machine": lambda: before + OUTSIDE + good[start:inside] + b"&a;" + first,
        "an entity of the net": lambda: before + PARAMETER + body,
        "a document type of the net": lambda: before + b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">' + body,
        "deeper than the stack": lambda: good[:inside] + b"<a>" * 900_000 + first,
        "an element for ever": lambda: good[:inside] + b"<a " + b"x" * 20 * MB,
        "an attribute of 20 MB": lambda: good[:inside] + b'<a x="' + b"y" * 20 * MB + b'"/>' + first,
        "attributes": lambda: good[:inside] + b"<a " + b" ".join(b'x%d="y"' % n for n in range(MB)) + b"/>" + first,
        "a comment of 20 MB": lambda: good[:inside] + b"<!--" + b"x" * 20 * MB + b"-->" + first,
        "text of 20 MB": lambda: good[:inside] + b"x" * 20 * MB + first,
        "namespaces": lambda: good[:inside] + b"".join(b'<a xmlns:n%d="u">' % n for n in range(100_000)) + first,
        "an include": lambda: (
            good[:inside]
            + b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
            + first
        ),
        "an encoding that does not exist": lambda: b'<?xml version="1.0" encoding="x-none"?>' + body,
        "UTF-7": lambda: b'<?xml version="1.0" encoding="UTF-7"?>' + body,
    }


def on_json(good: bytes) -> Attacks:
    """What can be done to JSON."""
    return {
        "deep lists": lambda: b"[" * 5 * MB,
        "deep lists inside": lambda: b'{"elements":' + b"[" * 200_000 + b"]" * 200_000 + b',"connections":[]}',
        "deep objects": lambda: b'{"elements":' + b'{"a":' * 200_000 + b"1" + b"}" * 200_000 + b"}",
        "a number of a million digits": lambda: b'{"elements":[{"label":' + b"9" * MB + b'}],"connections":[]}',
        "numbers that are none": lambda: b'{"elements":[{"label":NaN},{"label":1e99999}],"connections":[]}',
        "half a sign": lambda: b'{"elements":[{"label":"\\ud800","type":"ngo"}],"connections":[]}',
        "other sorts": lambda: b'{"elements":[1,null,[],"x",{"label":{"a":[]}}],"connections":{"a":3}}',
        "the same key": lambda: good[:-2] + b',"elements":7}',
        "text of 19 MB": lambda: json.dumps({"elements": [{"label": "x" * 19 * MB}], "connections": []}).encode(),
    }


def book(*rows: list[str]) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for line in rows or (["actor", "evidence", "position", "date", "source"], ["Chile", "A text", "yes", "2024", "s"]):
        sheet.append(line)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def with_parts(parts: dict[str, bytes]) -> bytes:
    """A workbook with parts put in, or exchanged."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book())) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in ({name: old.read(name) for name in old.namelist()} | parts).items():
            new.writestr(name, part)
    return held.getvalue()


def patched(data: bytes, name: bytes, change: Callable[[bytearray, int], None]) -> bytes:
    """The last entry of a name in the list at the end of a zip, changed."""
    held = bytearray(data)
    change(held, held.rindex(b"PK\x01\x02", 0, held.rindex(name)))
    return bytes(held)


def claim(size: int) -> Callable[[bytearray, int], None]:
    def put(held: bytearray, at: int) -> None:
        held[at + 24 : at + 28] = size.to_bytes(4, "little")

    return put


def encrypted(held: bytearray, at: int) -> None:
    held[at + 8] |= 1


MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"


def sheet(inside: bytes, before: bytes = b"") -> bytes:
    return with_parts({SHEET: before + b'<worksheet xmlns="%s">%s</worksheet>' % (MAIN, inside)})


def on_workbooks() -> Attacks:
    """What can be done to a workbook, or any zip."""
    cell = b'<c r="A1" t="inlineStr"><is><t>x</t></is></c>'
    shared = b'<sst xmlns="%s" count="2000000000" uniqueCount="2000000000"><si><t>x</t></si></sst>' % MAIN
    return {
        "a part that bursts": lambda: with_parts({SHEET: b" " * 200 * MB}),
        "many parts that burst": lambda: with_parts({f"xl/x{n}.bin": bytes(20 * MB) for n in range(10)}),
        "a gigabyte claimed": lambda: patched(book(), SHEET.encode(), claim(4_000_000_000)),
        "less claimed than there is": lambda: patched(with_parts({SHEET: b" " * 60 * MB}), SHEET.encode(), claim(10)),
        "a zip in a zip": lambda: with_parts({"xl/worksheets/sheet1.xml": book()}),
        "names that lead out": lambda: with_parts({"../../../tmp/out.xml": b"x", "/etc/out": b"x", "a\\..\\b": b""}),
        "a part twice": lambda: book() + book(),
        "behind a password": lambda: patched(book(), SHEET.encode(), encrypted),
        "cut": lambda: book()[:-60],
        "entities that grow": lambda: sheet(b"<sheetData><row>&j;</row></sheetData>", BOMB),
        "entities in the strings": lambda: with_parts({"xl/sharedStrings.xml": BOMB + b"<sst><t>&j;</t></sst>"}),
        "a file of the machine": lambda: with_parts({"xl/styles.xml": OUTSIDE + b"<styleSheet>&a;</styleSheet>"}),
        "a document type in the relations": lambda: with_parts({"_rels/.rels": OUTSIDE + b"<a>&a;</a>"}),
        "a document type in UTF-16": lambda: with_parts({SHEET: (OUTSIDE + b"<a>&a;</a>").decode().encode("utf-16")}),
        "strings that are claimed": lambda: with_parts({"xl/sharedStrings.xml": shared}),
        "rows that are claimed": lambda: sheet(b'<dimension ref="A1:XFD1048576"/><sheetData/>'),
        "a row at the end of the world": lambda: sheet(b'<sheetData><row r="999999999">%s</row></sheetData>' % cell),
        "a row before the first": lambda: sheet(b'<sheetData><row r="-1"><c r="A-1"/></row></sheetData>'),
        "a cell of no column": lambda: sheet(b'<sheetData><row r="1"><c r="ZZZZZZ1"><v>1</v></c></row></sheetData>'),
        "a string that is not there": lambda: sheet(b'<sheetData><row><c r="A1" t="s"><v>99</v></c></row></sheetData>'),
        "a date beyond all": lambda: sheet(b'<sheetData><row><c r="A1" t="d"><v>9999999</v></c></row></sheetData>'),
        "rows": lambda: sheet(b"<sheetData>" + b"<row/>" * 1_100_000 + b"</sheetData>"),
        "merged cells": lambda: sheet(
            b"<sheetData/><mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 200_000 + b"</mergeCells>"
        ),
        "deeper than the stack": lambda: sheet(b"<a>" * 900_000),
        "sheets": lambda: with_parts({f"xl/worksheets/s{n}.xml": b"<a/>" for n in range(3_000)}),
        "links to other files": lambda: with_parts(
            {"xl/externalLinks/externalLink1.xml": b"<externalLink/>",
             "xl/_rels/workbook.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
             b'relationships"><Relationship Id="rId1" Type="x" Target="file:///etc/passwd" TargetMode="External"/>'
             b"</Relationships>"}
        ),
        "parts that lead out": lambda: with_parts(
            {"xl/_rels/workbook.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
             b'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
             b'relationships/worksheet" Target="../../../../etc/passwd"/></Relationships>'}
        ),
        "a spreadsheet of LibreOffice": lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                                                       "content.xml": BOMB + b"<x>&j;</x>"}),
        "a plain zip that bursts": lambda: zipped({"a.csv": b"a,b\n" * 50 * MB}),
    }  # fmt: skip


def zipped(parts: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return held.getvalue()


def attacks(format_id: str) -> Attacks:
    """All attacks on a format, or on workbooks."""
    if format_id == "workbook":
        return on_workbooks()
    good = sample(format_id)
    own = on_xml if good.lstrip().startswith(b"<") else on_json if good.startswith(b"{") else on_lists
    return on_any(good) | own(good)


def results(family: str, folder: Path) -> Iterator[dict[str, object]]:
    """What each reader says to each attack, in how many seconds of computing, in how many MB."""
    for format_id in FAMILIES[family]:
        for name, make in attacks(format_id).items():
            if name in LARGE and format_id != FAMILIES[family][0]:
                continue
            path = folder / "file"
            path.write_bytes(make())
            readers: dict[str, Callable[[], object]] = {"import": lambda path=path: prepare(read(path), Tables.empty())}
            for one in [format_id] if format_id in FORMATS else FORMATS:
                readers[one] = lambda path=path, one=one: FORMATS[one].read([open_file(path)])
            for reader, act in readers.items():
                begun = time.process_time()
                try:
                    act()
                    said, kind = "", "read"
                except CoalitionError as error:
                    said, kind = str(error), "refused"
                except BaseException as error:
                    said, kind = repr(error)[:300], "error"
                yield {
                    "format": format_id, "attack": name, "reader": reader, "kind": kind, "said": said,
                    "seconds": round(time.process_time() - begun, 2),
                    "MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
                }  # fmt: skip


if __name__ == "__main__":
    for result in results(sys.argv[1], Path(sys.argv[2])):
        print(json.dumps(result), flush=True)
