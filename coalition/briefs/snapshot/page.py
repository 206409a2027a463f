"""A snapshot as an HTML file: it asks for nothing, runs its own script alone, and shows the data as text."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from functools import cache
from html import escape, unescape
from importlib.resources import files
from typing import Any

import pandas as pd
import pycountry

from coalition.briefs.document import BriefPicture, CitedSource, Section
from coalition.briefs.snapshot.document import PageSnapshot, cited_as
from coalition.english import first_sentence, sentence_lines
from coalition.model.characters import drawable
from coalition.names.citations import pieces
from coalition.names.countries import other_names
from coalition.palette import AGAINST, ALERT, DARK, INK, LINE, LINK, PAPER, QUIET, RECORD

LINKED = ("Source", "Sources", "Open")
"""Columns whose cells cite: addresses in them can be opened."""
NAMES = {
    "paper": PAPER, "ink": INK, "quiet": QUIET, "line": LINE, "link": LINK, "against": AGAINST, "record": RECORD,
    "alert": ALERT,
}  # fmt: skip
"""What the style sheet calls the colours of the palette."""
SHORTEST = 4
"""Letters of a name of a country by which it is known in a text."""
NO_ROWS = "There is nothing to list."


def page(found: PageSnapshot) -> str:
    """The file.

    Parameters
    ----------
    found : PageSnapshot
        An answer on the map as others may see it, its brief with its date.

    Returns
    -------
    str
        A whole HTML document. Its policy lets the one script in it run, by its hash, and nothing be fetched.
    """
    brief = found.brief
    first, rest = first_sentence(brief.answer)
    day = dt.date.fromisoformat(brief.date)
    script, look = _asset("page.js"), style()
    own = f"script-src {_hashed(script)}; style-src {_hashed(look)}"
    policy = f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'"
    tables = [(_table_name(found), brief.table), *found.more]
    told = sentence_lines(rest)
    tag = "li" if len(told) > 1 else "p"
    below = "".join(f'<{tag} dir="auto">{_text(line)}</{tag}>' for line in told)
    body = [
        f'<header><p class="quiet">Coalition · {_text(brief.topic)} · {day.day} {day:%B %Y}</p>',
        f'<h1 dir="auto">{_text(first)}</h1>',
        f"<ul>{below}</ul>" if len(told) > 1 else below,
        f'<p class="alert">{_text(brief.left_out)}</p>' if brief.left_out else "",
        _facts([("Question", brief.question), *found.choice.chosen]),
        "</header>",
        '<form role="search" hidden><label for="search">Find a name or a word</label>'
        '<input id="search" type="search" autocomplete="off"><output id="told" for="search"></output></form><main>',
        _picture(found, brief.picture) if brief.picture else "",
        *map(_section, (*brief.front, *brief.sections)),
        *(_table(heading, table) for heading, table in tables),
        _list("What is not known", "ul", map(_text, brief.not_known)),
        _sources(brief.sources),
        "</main>",
        f"<footer><p>{_text(cited_as(found.choice, brief.version, brief.date))}.</p>"
        "<p>Estimates are called that. Unknown is not opposed. This file loads nothing: a source opens when you "
        'click it.</p></footer><div id="tip" role="tooltip" hidden></div>',
    ]
    body.append(f'<div id="names" hidden>{_text(_names("".join(body)))}</div>')
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f'<meta name="color-scheme" content="light dark"><title>{_text(brief.title)} · Coalition</title>'
        f"<style>{look}</style></head><body>{''.join(body)}<script>{script}</script></body></html>\n"
    )


def _names(body: str) -> str:
    """Other names of the countries that are named in a page, by which its search finds them too, as JSON."""
    there = unescape(body)
    found = {}
    for names in _countries():
        named = max((name for name in names if len(name) >= SHORTEST and name in there), key=len, default="")
        if named:
            found[named] = [name for name in names if name != named and len(name) >= SHORTEST]
    return json.dumps(found, ensure_ascii=False)


@cache
def _countries() -> list[tuple[str, ...]]:
    return list(other_names(country.alpha_3 for country in pycountry.countries).values())


@cache
def style() -> str:
    """The style sheet. A picture is drawn for day; in the dark its colours have others, on paper not."""
    day = "".join(f"--{name}: {shade};" for name, shade in NAMES.items())
    dark = "".join(f"--{name}: {DARK[shade]};" for name, shade in NAMES.items())
    turned = "".join(
        f'svg [{what}="{shade}"] {{{what}: {other}}}' for shade, other in DARK.items() for what in ("fill", "stroke")
    )
    return (
        f":root {{color-scheme: light; {day}}}\n"
        f"@media screen and (prefers-color-scheme: dark) {{:root {{color-scheme: dark; {dark}}}\n{turned}}}\n"
        f"{_asset('page.css')}"
    )


@cache
def _asset(name: str) -> str:
    return (files("coalition.briefs.snapshot") / "assets" / name).read_text(encoding="utf-8")


def _hashed(content: str) -> str:
    """How a policy names a script or a style sheet of the page itself."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def _text(words: str) -> str:
    """Words as HTML that shows them and does nothing."""
    return escape(drawable(words))


def _linked(words: str) -> str:
    """Words in which what has an address of the web can be opened."""
    return "".join(
        f'<a href="{escape(piece.address)}" target="_blank" rel="noopener noreferrer">{_text(piece.text)}</a>'
        if piece.address.startswith(("https://", "http://"))
        else _text(piece.text)
        for piece in pieces(words)
    )


def _facts(pairs: Iterable[tuple[str, str]]) -> str:
    told = (f'<dt>{_text(what)}</dt><dd dir="auto">{_text(words)}</dd>' for what, words in pairs)
    return f"<dl>{''.join(told)}</dl>"


def _picture(found: PageSnapshot, picture: BriefPicture) -> str:
    """The picture, which scrolls where it is wider than the screen, with its legend and its words."""
    signs = "".join(f"<li>{sign}{_text(words)}</li>" for sign, words in found.key)
    key = f'<ul class="key">{signs}</ul>' if signs else ""
    tall = ' class="tall"' if picture.ratio > 1 else ""
    return (
        f'<section><h2>Picture</h2><figure{tall}><p><button type="button" data-zoom="1.5">Larger</button> '
        '<button type="button" data-zoom="0.667">Smaller</button></p>'
        f'<div class="scroll" tabindex="0" role="region" aria-label="Picture, scrolls"><div role="img" '
        f'aria-label="{_text(picture.alt)}">{picture.svg}</div></div>'
        f'{key}<figcaption dir="auto">{_text(picture.caption)}</figcaption></figure></section>'
    )


def _section(section: Section) -> str:
    """A list of the brief, with its reasons."""
    words = "".join(f'<p dir="auto">{_text(paragraph)}</p>' for paragraph in section.paragraphs)
    rows = [list(row) for row in section.rows]
    table = _rows(section.heading, list(section.head), rows, set()) if rows else ""
    more = f'<p class="quiet">And {section.more} more{" in the table below" if section.in_table else ""}.</p>'
    return f"<section><h2>{_text(section.heading)}</h2>{words}{table}{more if section.more else ''}</section>"


def _table_name(found: PageSnapshot) -> str:
    return "The whole table" if found.brief.front or found.brief.sections else "Table"


def _table(heading: str, table: pd.DataFrame) -> str:
    """All rows of a table."""
    numeric = {place for place, name in enumerate(table.columns) if pd.api.types.is_numeric_dtype(table.iloc[:, place])}
    linked = {place for place, name in enumerate(table.columns) if name in LINKED}
    cells = [[_cell(cell) for cell in row] for row in table.itertuples(index=False)]
    title = f"{heading} ({len(table):,})"
    if not cells:
        return f"<section><h2>{_text(heading)}</h2><p>{NO_ROWS}</p></section>"
    rows = _rows(heading, list(map(str, table.columns)), cells, numeric, linked)
    return f"<section><h2>{_text(title)}</h2>{rows}</section>"


def _rows(name: str, head: list[str], rows: list[list[str]], numeric: set[int], linked: set[int] | None = None) -> str:
    heads = "".join(f'<th scope="col">{_text(words)}</th>' if words else "<td></td>" for words in head)
    there = linked or set()
    lines = [
        "".join(
            f"<td{' class=n' if place in numeric else ''}>{_linked(cell) if place in there else _lines(cell)}</td>"
            for place, cell in enumerate(row)
        )
        for row in rows
    ]
    return (
        f'<div class="scroll rows" tabindex="0" role="region" aria-label="{_text(name)}, table">'
        f"<table><thead><tr>{heads}</tr></thead>"
        f"<tbody>{''.join(f'<tr>{line}</tr>' for line in lines)}</tbody></table></div>"
    )


def _lines(words: str) -> str:
    """A cell: what stands below the first line is smaller."""
    return "<br>".join(_text(line) for line in words.split("\n")) if "\n" in words else _text(words)


def _cell(cell: Any) -> str:
    """A value in words; what is missing is nothing, and a whole number has no decimals."""
    if cell is None or (pd.api.types.is_scalar(cell) and pd.isna(cell)):
        return ""
    if isinstance(cell, float):
        return f"{cell:g}" if cell == int(cell) else f"{cell:.3g}"
    return str(cell)


def _sources(sources: tuple[CitedSource, ...]) -> str:
    """What the answer rests on, by the numbers with which it is cited."""
    return _list(
        f"Sources ({len(sources)})",
        "ol",
        (f"{_text(one.what)}, {_text(one.date)}. {_linked(one.source)}" for one in sources),
    )


def _list(heading: str, tag: str, items: Iterable[str]) -> str:
    lines = "".join(f'<li dir="auto">{item}</li>' for item in items)
    return f"<section><h2>{_text(heading)}</h2><{tag}>{lines}</{tag}></section>" if lines else ""
