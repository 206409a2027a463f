"""A brief as a Word file to go on writing in: a first page by itself, real headings, tables whose heads repeat."""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from coalition.briefs.document import Brief, BriefPicture, Section
from coalition.briefs.pdf import png
from coalition.english import first_sentence
from coalition.model.characters import drawable
from coalition.palette import AGAINST, LINE, LINK, QUIET

FONT, SIZE, SMALL = "Calibri", 10.0, 8.0
WIDTH = 17.0
"""Of the text, in cm."""
HIGHEST = 5.0
"""Of the picture, in cm: the first page has to hold more."""
NARROWEST = 1.0
SOURCES = 60
"""As many are listed; the spreadsheet has all."""


def word(brief: Brief) -> bytes:
    """The Word file."""
    document = Document()
    _prepare(document, brief)
    day = dt.date.fromisoformat(brief.date)
    _paragraph(document, f"Brief · {brief.topic} · {day.day} {day:%B %Y}", SMALL, QUIET)
    _write(document.add_heading(level=1), brief.title)
    _paragraph(document, brief.question, 11, QUIET)
    _answer(document, brief.answer)
    if brief.left_out:
        _paragraph(document, brief.left_out, colour=AGAINST, bold=True)
    if brief.picture:
        _picture(document, brief.picture)
    for section in brief.front:
        _section(document, section)
    _write(document.add_heading(level=2), "What is not known")
    for words in brief.not_known:
        _close(_write(document.add_paragraph(style="List Bullet"), words, SMALL + 0.5))
    behind = list(brief.sections)
    if brief.sources:
        rows = tuple((f"[{one.number}]", one.what, one.date, one.source) for one in brief.sources)
        head = ("", "What", "Date", "Where it can be found")
        behind.append(Section("Sources", (), head, rows, (5, 45, 11, 39)).first(SOURCES))
    for place, section in enumerate(behind):
        _section(document, section, on_new_page=place == 0)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _prepare(document: DocumentType, brief: Brief) -> None:
    """Page, language, looks of the styles, footer and properties."""
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin = page.bottom_margin = Cm(1.5)
    for name, size in (("Normal", SIZE), ("Heading 1", 16.0), ("Heading 2", 11.5)):
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(key), None)
        for key in ("w:ascii", "w:hAnsi", "w:cs"):
            fonts.set(qn(key), FONT)
        if name != "Normal":
            style.font.color.rgb = RGBColor.from_string(LINK[1:])
    normal = document.styles["Normal"]
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(3), 1.0
    for name, before in (("Heading 1", 0), ("Heading 2", 6)):
        document.styles[name].paragraph_format.space_before = Pt(before)
        document.styles[name].paragraph_format.space_after = Pt(3)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    language.set(qn("w:bidi"), "ar-SA")
    normal.element.get_or_add_rPr().append(language)
    footer = page.footer.paragraphs[0]
    _write(footer, f"coalition · data version {brief.version} · page ", 8, QUIET)
    footer._p.append(page_number())
    about, day = document.core_properties, dt.datetime.fromisoformat(brief.date)
    about.title, about.author, about.language = drawable(brief.title)[:255], "coalition", "en-GB"
    about.comments, about.created, about.modified = drawable(brief.answer)[:255], day, day


def _paragraph(
    document: DocumentType, words: str, size: float = SIZE, colour: str = "", *, bold: bool = False
) -> Paragraph:
    return _write(document.add_paragraph(), words, size, colour, bold=bold)


def _write(paragraph: Paragraph, words: str, size: float = 0, colour: str = "", *, bold: bool = False) -> Paragraph:
    """Text into a paragraph; runs of right-to-left script are marked as such."""
    parts = by_direction(drawable(words))
    for text, turned in parts:
        run = paragraph.add_run(text)
        if size:
            run.font.size = Pt(size)
        if colour:
            run.font.color.rgb = RGBColor.from_string(colour[1:])
        if bold:
            run.font.bold = True
        if turned:
            run.font.rtl = True
    if parts and parts[0][1]:
        paragraph._p.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), *AFTER_BIDI)
    return paragraph


def _answer(document: DocumentType, words: str) -> None:
    """The answer on its pale ground: the first sentence large, and what follows it smaller."""
    first, rest = first_sentence(words)
    paragraph = _paragraph(document, first, 11.5, bold=True)
    if rest:
        _write(paragraph, f" {rest}", SMALL + 0.5)
    _shaded(paragraph)


def _shaded(paragraph: Paragraph) -> None:
    paragraph._p.get_or_add_pPr().insert_element_before(shade(), *AFTER_SHADE)


def _picture(document: DocumentType, picture: BriefPicture) -> None:
    width = min(WIDTH, HIGHEST / picture.ratio)
    shape = document.add_picture(io.BytesIO(png(picture.svg)), width=Cm(width))
    shape._inline.docPr.set("descr", drawable(picture.alt))
    for side in ("distT", "distB", "distL", "distR"):
        shape._inline.set(side, "0")
    if picture.caption:
        _paragraph(document, picture.caption, SMALL, QUIET)


def _section(document: DocumentType, section: Section, *, on_new_page: bool = False) -> None:
    heading = _write(document.add_heading(level=2), section.heading)
    heading.paragraph_format.page_break_before = on_new_page
    for words in section.paragraphs:
        _paragraph(document, words, SMALL + 0.5 if section.rows else SIZE)
    if section.rows:
        _table(document, section.head, section.rows, section.widths)
    if section.rest:
        _paragraph(document, section.rest, SMALL, QUIET)


def _table(document: DocumentType, head: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> None:
    """A table whose head repeats on every page and whose rows do not break."""
    texts = [head, *rows]
    table = document.add_table(rows=len(texts), cols=len(head))
    table.autofit = False
    table._tbl.tblPr.insert_element_before(lines(), "w:tblLayout", "w:tblLook")
    table._tbl.tblPr.insert_element_before(margins(), "w:tblLook")
    wide = [max(WIDTH * width / sum(widths), NARROWEST) for width in widths]
    for column, width in zip(table.columns, wide, strict=True):
        column.width = Cm(WIDTH * width / sum(wide))
    for place, (row, cells) in enumerate(zip(table.rows, texts, strict=True)):
        properties = row._tr.get_or_add_trPr()
        for tag in ("w:cantSplit", "w:tblHeader") if place == 0 else ("w:cantSplit",):
            properties.append(OxmlElement(tag))
        for cell, words, column in zip(row.cells, cells, table.columns, strict=True):
            cell.width = column.width
            first, *more = words.split("\n")
            paragraph = _write(cell.paragraphs[0], first, SMALL, LINK if place == 0 else "", bold=place == 0)
            _close(paragraph)
            if place == 0:
                cell._tc.get_or_add_tcPr().append(shade())
            for line in more:
                _close(_write(cell.add_paragraph(), line, SMALL, QUIET))
    gap = _close(document.add_paragraph())
    gap.paragraph_format.line_spacing = Pt(4)


def _close(paragraph: Paragraph) -> Paragraph:
    """A paragraph of a table: no room around it."""
    paragraph.paragraph_format.space_after, paragraph.paragraph_format.line_spacing = Pt(0), 1.0
    return paragraph


AFTER_BIDI = ("w:spacing", "w:ind", "w:jc", "w:rPr")
AFTER_SHADE = ("w:bidi", *AFTER_BIDI)
"""What the format wants to stand after these marks of a paragraph."""
PALE = "EEF3F8"


def by_direction(text: str) -> list[tuple[str, bool]]:
    """A text in runs of one direction: characters without a direction follow what stands before them."""
    runs: list[tuple[str, bool]] = []
    for piece in re.findall(r"\s+|\S+", text):
        strong = {unicodedata.bidirectional(character) for character in piece} & {"R", "AL", "L"}
        turned = bool(strong & {"R", "AL"}) if strong else bool(runs and runs[-1][1])
        if runs and runs[-1][1] == turned:
            runs[-1] = (runs[-1][0] + piece, turned)
        else:
            runs.append((piece, turned))
    return runs


def page_number() -> Any:
    """The number of the page, filled in by Word."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    return field


def shade() -> Any:
    """The pale ground of an answer and of the head of a table."""
    ground = OxmlElement("w:shd")
    ground.set(qn("w:val"), "clear")
    ground.set(qn("w:fill"), PALE)
    return ground


def lines() -> Any:
    """Fine lines between rows, and none between columns."""
    borders = OxmlElement("w:tblBorders")
    for side in ("w:top", "w:bottom", "w:insideH"):
        edge = OxmlElement(side)
        for name, value in (("w:val", "single"), ("w:sz", "4"), ("w:color", LINE[1:])):
            edge.set(qn(name), value)
        borders.append(edge)
    return borders


def margins() -> Any:
    """Little room at the sides of a cell."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        edge = OxmlElement(side)
        edge.set(qn("w:w"), "60")
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    return margins
