"""A map as an Excel workbook, one sheet per table, which `coalition load` reads; and plain workbooks of any tables.

Workbooks are written row by row: every cell is text, the first row stays in sight.

openpyxl in its write-only mode takes 50 seconds for 900,000 stances; this takes a fifth of it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from coalition.errors import CoalitionError
from coalition.exchange.writers.contents import Contents
from coalition.model.cells import coded, guarded
from coalition.model.characters import NOT_XML, cleaned

MAX_ROWS, MAX_CHARACTERS = 1_048_576, 32_767
"""What a sheet and a cell of a workbook hold."""
_RETURN = {"\r": "_x000D_"}
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)

Sheets = dict[str, tuple[Sequence[str], Iterable[Sequence[str]]]]
"""Name of each sheet, its head and its rows."""


def write_sheets(path: Path, sheets: Sheets) -> None:
    """A workbook with these sheets.

    Raises
    ------
    CoalitionError
        A sheet has more rows, or a cell more characters, than a workbook holds.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as book:
        for number, (name, (head, rows)) in enumerate(sheets.items(), start=1):
            _write_sheet(book, f"xl/worksheets/sheet{number}.xml", name, head, rows)
        numbers = range(1, len(sheets) + 1)
        listed = "".join(
            f'<sheet name="{escape(name)}" sheetId="{i}" r:id="rId{i}"/>' for i, name in enumerate(sheets, start=1)
        )
        book.writestr(
            "xl/workbook.xml",
            f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        )
        parts = [(f"rId{i}", f"{_OFFICE}/worksheet", f"worksheets/sheet{i}.xml") for i in numbers]
        parts.append((f"rId{len(sheets) + 1}", f"{_OFFICE}/styles", "styles.xml"))
        book.writestr("xl/_rels/workbook.xml.rels", _relations(parts))
        book.writestr("_rels/.rels", _relations([("rId1", f"{_OFFICE}/officeDocument", "xl/workbook.xml")]))
        book.writestr("xl/styles.xml", _STYLES)
        overrides = "".join(
            f'<Override PartName="/xl/{part}" ContentType="{_TYPE}.{kind}+xml"/>'
            for part, kind in [
                ("workbook.xml", "sheet.main"),
                ("styles.xml", "styles"),
                *((f"worksheets/sheet{i}.xml", "worksheet") for i in numbers),
            ]
        )
        book.writestr(
            "[Content_Types].xml",
            f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        )


def _write_sheet(
    book: zipfile.ZipFile, part: str, name: str, head: Sequence[str], rows: Iterable[Sequence[str]]
) -> None:
    """One sheet, in pieces: a large one is never whole in memory."""
    known: dict[str, str] = {"": "<c/>"}
    with book.open(part, "w", force_zip64=True) as out:
        columns = f'<cols><col min="1" max="{len(head)}" width="22" customWidth="1"/></cols>'
        view = '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" '
        view += 'state="frozen"/></sheetView></sheetViews>'
        out.write(f'{_HEAD}<worksheet xmlns="{_MAIN}">{view}{columns}<sheetData>'.encode())
        bold = "".join(_cell(cell, name).replace("<c ", '<c s="1" ', 1) for cell in head)
        out.write(f"<row>{bold}</row>".encode())
        piece: list[str] = []
        for number, row in enumerate(rows, start=2):
            if number > MAX_ROWS:
                raise CoalitionError(f"sheet {name} has more than {MAX_ROWS:,} rows; export a folder of CSV files")
            piece.append("<row>")
            for cell in row:
                written = known.get(cell)
                if written is None:
                    written = _cell(cell, name)
                    if len(known) < 200_000:
                        known[cell] = written
                piece.append(written)
            piece.append("</row>")
            if len(piece) > 50_000:
                out.write("".join(piece).encode())
                piece.clear()
        out.write(f"{''.join(piece)}</sheetData></worksheet>".encode())


def _cell(text: str, sheet: str) -> str:
    """A text cell, whatever the text begins with."""
    shown = coded(guarded(cleaned(text, NOT_XML)))
    if len(shown) > MAX_CHARACTERS:
        raise CoalitionError(
            f"sheet {sheet} has a cell of more than {MAX_CHARACTERS:,} characters; export a folder of CSV files"
        )
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(shown, _RETURN)}</t></is></c>'


def _relations(parts: list[tuple[str, str, str]]) -> str:
    rows = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in parts)
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


LOSES: tuple[str, ...] = ()


def write(contents: Contents, path: Path) -> None:
    """The tables, and a sheet `about` that `coalition load` passes over."""
    sheets: Sheets = {"about": (("what", "how"), contents.facts())}
    for name, frame in contents.frames():
        sheets[name] = (list(frame.columns), zip(*(frame[column] for column in frame.columns), strict=True))
    write_sheets(path, sheets)
