"""A brief as a PDF whose first page stands by itself (PDF/UA-1), and its picture as PNG; both made here, by typst."""

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
PAGES = 3
FRONTS = (
    *((10, height) for height in (104, 92, 80, 70, 60)),
    *((5, height) for height in (60, 52, 45, 38)),
    *((rows, 38) for rows in (4, 3, 2, 1)),
)
"""Rows of the lists on the first page, and mm of its picture at most: the first that fit on one page are taken."""
ALONE = ((10, 200), (10, 170), (10, 140), (10, 120))
"""The same where the picture has the first page for itself."""
BEHIND = ((10, 40), (10, 30), (10, 20), (8, 16), (6, 10), (4, 8), (2, 5), (1, 3))
"""Rows of each list behind it, and sources at least: the first that fit on `PAGES` in all are taken."""
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
    """The PDF with as much as its pages hold: first the first page, then those behind it."""
    compiler = typst.Compiler(TEMPLATE, font_paths=_fonts())

    def made(front: tuple[int, int], behind: tuple[int, int]) -> bytes:
        return _bytes(
            compiler.compile(
                format="pdf",
                pdf_standards=standards,
                sys_inputs={"brief": json.dumps(_data(brief, front, behind))},
                timestamp=int(_day(brief).replace(tzinfo=dt.UTC).timestamp()),
            )
        )

    def page(label: str) -> int:
        return int(json.loads(compiler.query(f"<{label}>", field="value", one=True)))

    fronts = FRONTS if brief.front else (*ALONE, *FRONTS)
    data, front = b"", fronts[0]
    for front in fronts:
        data = made(front, BEHIND[0])
        if page("front") == 1:
            break
    for behind in BEHIND[1:]:
        if page("pages") <= PAGES:
            break
        data = made(front, behind)
    return data


def _day(brief: Brief) -> dt.datetime:
    return dt.datetime.fromisoformat(brief.date)


def _data(brief: Brief, on_front: tuple[int, int], behind: tuple[int, int]) -> dict[str, Any]:
    """What the template shows, with rows and height as in `FRONTS`, and rows and sources as in `BEHIND`."""
    day, picture = _day(brief), brief.picture
    first, rest = first_sentence(brief.answer)
    date = f"{day.day} {day:%B %Y}"
    front, sections = ([part.first(rows) for part in parts]
                       for parts, rows in ((brief.front, on_front[0]), (brief.sections, behind[0])))  # fmt: skip
    shown = max([behind[1], *map(_cited, front + sections)])
    hidden = max(0, len(brief.sources) - shown)
    return {
        "title": drawable(brief.title)[:LONGEST],
        "kicker": _broken(f"Brief · {brief.topic} · {date}"),
        "question": _broken(brief.question),
        "answer": _broken(first),
        "rest": _broken(rest),
        "day": {"year": day.year, "month": day.month, "day": day.day},
        "footer": f"coalition · data version {brief.version}",
        "left_out": brief.left_out,
        "svg": picture.svg if picture else "",
        "alt": drawable(picture.alt) if picture else "",
        "caption": picture.caption if picture else "",
        "height": min(on_front[1], WIDTH * picture.ratio) if picture else 0,
        "front": [_part(section) for section in front],
        "sections": [_part(section) for section in sections],
        "not_known": [_broken(words) for words in brief.not_known],
        "sources": [
            [f"[{one.number}]", _broken(one.what), one.date, _broken(one.source)] for one in brief.sources[:shown]
        ],
        "more_sources": f"And {hidden} more: see the spreadsheet." if hidden else "",
    }


def _part(section: Section) -> dict[str, Any]:
    """A section as the template shows it."""
    return {
        "heading": section.heading,
        "paragraphs": [_broken(words) for words in section.paragraphs],
        "head": section.head,
        "rows": [[_broken(cell) for cell in row] for row in section.rows],
        "widths": section.widths,
        "rest": section.rest,
    }


def _cited(section: Section) -> int:
    """The highest number of a source in a list: all up to it are shown."""
    return max((int(number) for row in section.rows for number in _NUMBER.findall(row[-1])), default=0)


def _broken(words: str) -> str:
    """A text that can be broken into lines: long words may break anywhere, and no text goes on for ever."""
    text = drawable(words)
    text = text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
    return _LONG_WORD.sub(lambda word: "\u200b".join(re.findall(r".{1,12}", word[0])), text)
