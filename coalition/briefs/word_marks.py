"""Marks of a Word file that its library has no words for, and texts in runs of one direction."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from coalition.palette import LINE

AFTER_BIDI = ("w:spacing", "w:ind", "w:jc", "w:rPr")
AFTER_SHADE = ("w:bidi", *AFTER_BIDI)
"""What the format wants to stand after these marks of a paragraph."""
PALE = "EEF3F8"


def by_direction(text: str) -> list[tuple[str, bool]]:
    """A text in runs of one direction: signs without a direction follow what stands before them."""
    runs: list[tuple[str, bool]] = []
    for piece in re.findall(r"\s+|\S+", text):
        strong = {unicodedata.bidirectional(sign) for sign in piece} & {"R", "AL", "L"}
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
