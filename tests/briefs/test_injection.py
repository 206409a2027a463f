"""Texts of the data stay text in every file of a brief, for typst, Word, Excel and whatever shows a PDF."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile

import pytest
from conftest import make_tables
from openpyxl import load_workbook
from pypdf import PdfReader

from coalition.briefs.actor import actor
from coalition.briefs.document import dated
from coalition.briefs.files import files
from coalition.briefs.gaps import gap_brief
from coalition.briefs.partners import partners
from coalition.model.cells import FORMULA
from coalition.model.network import Network
from coalition.model.vocabulary import Tables
from coalition.store.forgetting import TEXTS

ATTACKS = [
    '#read("/etc/passwd") #import "/etc/passwd": * #include "/etc/passwd"',
    "#panic() $x^2$ @ref <label> \\ `raw` = Heading #let x = 1; #x */ // /* ]",
    "{ HYPERLINK file:///etc/passwd } { DDEAUTO c:\\\\windows\\\\cmd.exe \"/k calc\" } { INCLUDETEXT /etc/passwd }",
    "</w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>DDE</w:instrText></w:r>",
    "<script>struck()</script> <img src=https://example.org/x> &lt;b&gt; javascript:struck() ]]> <!-- -->",
    "=HYPERLINK(\"https://example.org\",\"x\")",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "＝1+1",
    "_x003D_1+1 ${7*7} {{7*7}} %s :red[x] :material/home: $\\alpha$ **b** [x](javascript:struck())",
]  # fmt: skip


def attacked() -> Network:
    """A small map with another attack in each column that may hold any text, row by row."""
    states = "ABCDEFGH"
    tables = make_tables(
        {(state, item): "support" if n % 3 else "oppose" for n, state in enumerate(states) for item in "xyz"},
        groups={state: "weog" if state < "E" else "grulac" for state in states},
        bears_on=dict.fromkeys("xyz", "R1"),
    )
    full = {
        name: frame.assign(
            **{
                column: [ATTACKS[(3 * row + place) % len(ATTACKS)] for row in range(len(frame))]
                for place, column in enumerate(sorted((TEXTS - {"family"}) & set(frame)))
            }
        )
        for name, frame in tables
    }
    return Network.from_tables(Tables(**full))


@pytest.mark.parametrize("brief", ["gaps", "partners", "actor"])
def test_no_text_is_more_than_text(brief: str) -> None:
    network = attacked()
    make = {"gaps": gap_brief, "partners": lambda n: partners(n, "R1"), "actor": lambda n: actor(n, "A")}[brief]
    made = files(dated(make(network), dt.date(2026, 11, 28), ""))
    _word(made[".docx"])
    pages = PdfReader(io.BytesIO(made[".pdf"]))
    words = "".join(page.extract_text() for page in pages.pages)
    assert "root:" not in words
    assert not re.search(rb"/(JavaScript|JS|Launch|OpenAction|EmbeddedFile|SubmitForm)\b", made[".pdf"])
    notes = [note.get_object() for page in pages.pages for note in page.get("/Annots", [])]
    assert not [note for note in notes if "/A" in note and "/URI" in note["/A"]]
    for sheet in load_workbook(io.BytesIO(made[".xlsx"])):
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)
    for row in csv.reader(io.StringIO(made[".csv"].decode("utf-8-sig"), newline="")):
        assert not any(cell.startswith(FORMULA) and not re.fullmatch(r"-[\d.e-]+", cell) for cell in row)


def _word(made: bytes) -> None:
    """No field but the number of the page, and nothing that is fetched from elsewhere."""
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        for name in book.namelist():
            part = book.read(name).decode("utf-8", "replace")
            assert 'TargetMode="External"' not in part, name
            fields = re.findall(r"<w:instrText[^>]*>([^<]*)<|<w:fldSimple [^>]*w:instr=\"([^\"]*)\"", part)
            assert {"".join(field).strip() for field in fields} <= {"PAGE"}, name
            assert not re.search(r"<w:(altChunk|object|hyperlink)\b|<o:OLEObject", part), name
