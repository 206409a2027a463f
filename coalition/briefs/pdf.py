"""A brief as a PDF of two pages (PDF/UA-1), and its picture as PNG for the Word file; both made here, by typst."""

from __future__ import annotations

import datetime as dt
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import typst

from coalition.briefs.document import Brief, Section
from coalition.english import first_sentence
from coalition.model.characters import drawable

TEMPLATE = Path(__file__).parent / "assets" / "brief.typ"
PAGES = 2
STEPS = (
    (10, 40, 104), (10, 32, 104), (10, 24, 104), (10, 24, 84), (10, 16, 84), (10, 8, 66), (10, 8, 50),
    (8, 8, 50), (6, 8, 50), (5, 5, 45), (4, 8, 60), (2, 5, 50), (1, 3, 40),
)  # fmt: skip
"""Rows of each list, sources at least, and mm of the picture at most: the first that fits on two pages is taken."""
WIDTH = 172.0
"""Of the text, in mm."""
LONGEST = 900
"""Characters of one text beyond which a brief cuts it."""
_LONG_WORD = re.compile(r"\S{24,}")
_NUMBER = re.compile(r"\[(\d{1,4})\]")
_PICTURE = b"""#set page(width: 170mm, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)"""


def pdf(brief: Brief) -> bytes:
    """The PDF; the same brief gives the same file.

    A text in a script that no font here has would not pass as PDF/UA: then the file is tagged all the same, without
    that claim.
    """
    try:
        return _fitting(brief, ["ua-1"])
    except typst.TypstError:
        return _fitting(brief, [])


def png(svg: str, ppi: float = 220) -> bytes:
    """A picture as PNG, 17 cm wide."""
    return _bytes(typst.Compiler(_PICTURE, font_paths=_fonts()).compile(format="png", ppi=ppi, sys_inputs={"svg": svg}))


def _bytes(made: bytes | list[bytes] | None) -> bytes:
    """The one file of a compilation."""
    return made if isinstance(made, bytes) else b"".join(made or [])


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts()


def _fitting(brief: Brief, standards: list[Any]) -> bytes:
    """The PDF with as much as two pages hold."""
    compiler = typst.Compiler(TEMPLATE, font_paths=_fonts())
    made = b""
    for rows, sources, height in STEPS:
        made = _bytes(
            compiler.compile(
                format="pdf",
                pdf_standards=standards,
                sys_inputs={"brief": json.dumps(_data(brief, rows, sources, height))},
                timestamp=int(_day(brief).replace(tzinfo=dt.UTC).timestamp()),
            )
        )
        if int(json.loads(compiler.query("<pages>", field="value", one=True))) <= PAGES:
            return made
    return made


def _day(brief: Brief) -> dt.datetime:
    return dt.datetime.fromisoformat(brief.date)


def _data(brief: Brief, rows: int, sources: int, height: int) -> dict[str, Any]:
    """What the template shows."""
    day, picture = _day(brief), brief.picture
    first, rest = first_sentence(brief.answer)
    date, sections = f"{day.day} {day:%B %Y}", [section.first(rows) for section in brief.sections]
    shown = max(sources, *(_cited(section) for section in sections), 0)
    hidden = max(0, len(brief.sources) - shown)
    return {
        "title": drawable(brief.title)[:LONGEST],
        "kicker": _broken(f"Brief · {brief.topic} · {date}"),
        "question": _broken(brief.question),
        "answer": _broken(first),
        "rest": _broken(rest),
        "day": {"year": day.year, "month": day.month, "day": day.day},
        "footer": f"coalition · {date} · data version {brief.version} · Unknown is not opposed; estimates are marked.",
        "left_out": brief.left_out,
        "svg": picture.svg if picture else "",
        "alt": drawable(picture.alt) if picture else "",
        "caption": picture.caption if picture else "",
        "height": min(height, WIDTH * picture.ratio) if picture else 0,
        "sections": [
            {
                "heading": section.heading,
                "paragraphs": [_broken(words) for words in section.paragraphs],
                "head": section.head,
                "rows": [[_broken(cell) for cell in row] for row in section.rows],
                "widths": section.widths,
                "rest": section.rest,
            }
            for section in sections
        ],
        "not_known": [_broken(words) for words in brief.not_known],
        "sources": [
            [f"[{one.number}]", _broken(one.what), one.date, _broken(one.source)] for one in brief.sources[:shown]
        ],
        "more_sources": f"And {hidden} more: see the spreadsheet." if hidden else "",
    }


def _cited(section: Section) -> int:
    """The highest number of a source in a list: all up to it are shown."""
    return max((int(number) for row in section.rows for number in _NUMBER.findall(row[-1])), default=0)


def _broken(words: str) -> str:
    """A text that can be broken into lines: long words may break anywhere, and no text goes on for ever."""
    text = drawable(words)
    text = text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
    return _LONG_WORD.sub(lambda word: "\u200b".join(re.findall(r".{1,12}", word[0])), text)
