"""How a page looks, and the one door through which data become HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from math import ceil
from string import punctuation
from typing import Any, Literal

import pandas as pd
import streamlit as st

from coalition.english import capitalized, first_sentence, sentence_lines
from coalition.figures.chart import Figure, marked, on_dark
from coalition.model.cells import guarded
from coalition.model.network import Network
from coalition.model.visibility import INSIDE, anything_protected
from coalition.names.citations import pieces
from coalition.palette import AGAINST, ALERT, DARK, INK, LINK, PAPER, QUIET


def both(colour: str) -> str:
    """A colour by day and in the dark, as CSS: the browser takes the one of the page it is on, also when that turns."""
    return f"light-dark({colour}, {DARK[colour]})" if colour in DARK else colour


STYLE = f"""<style>
.block-container {{padding: 3.4rem 2.5rem 3rem 2.5rem; max-width: 1800px}}
/* A wall is read from afar. */
@media (min-width: 1700px) {{html {{font-size: 19px}}}}
.c-answer {{font-size: 1.6rem; line-height: 1.25; font-weight: 650; color: {both(INK)}; margin: 0; padding: 0}}
.c-told {{font-size: 1.05rem; line-height: 1.35; color: {both(INK)}; margin: .4rem 0 0; padding-inline-start: 1.2rem}}
.c-told li {{margin: 0 0 .2rem}}
.c-answer span {{display: block; font-size: 1.05rem; line-height: 1.4; font-weight: 400; margin-top: .3rem}}
.c-purpose {{font-size: .92rem; line-height: 1.3; color: {both(QUIET)}; margin: 0}}
.c-note {{font-size: .92rem; line-height: 1.4; color: {both(QUIET)}; margin: 0}}
.c-note b {{color: {both(INK)}; font-weight: 600}}
.c-head {{font-size: 1.15rem; font-weight: 650; color: {both(INK)}; margin: .3rem 0 0 0; padding: 0}}
.c-name {{font-size: 1.2rem; font-weight: 650; color: {both(INK)}; margin: 0; padding: 0}}
.c-text {{font-size: .98rem; line-height: 1.45; color: {both(INK)}; margin: 0; overflow-wrap: anywhere}}
.c-alert {{border-left: 4px solid {both(AGAINST)}; background: {both(ALERT)}; padding: .5rem .8rem;
  color: {both(INK)}; margin: 0; overflow-wrap: anywhere}}
.c-facts {{display: grid; grid-template-columns: max-content 1fr; gap: .3rem .9rem; margin: 0;
  padding: 0 !important; font-size: .95rem}}
.c-facts dt {{color: {both(QUIET)}; font-weight: 400; margin: 0; padding: 0}}
.c-facts dd {{margin: 0; padding: 0; color: {both(INK)}; overflow-wrap: anywhere}}
.c-facts dd a {{color: {both(LINK)}; text-decoration: underline; text-underline-offset: 2px}}
.c-facts dd small {{color: {both(QUIET)}; display: block; font-size: .82rem; line-height: 1.3}}
[data-testid="stVerticalBlock"] {{gap: .7rem}}
[data-testid="stElementContainer"]:has(> [data-testid="stHtml"] > style) {{display: none}}
/* What is chosen is all in sight. */
[data-testid="stMultiSelectTagsContainer"] {{flex-wrap: wrap; max-height: 12rem}}
.stMultiSelect div:has(> [data-testid="stMultiSelectTagsContainer"]) {{max-height: none; height: auto}}
.stSelectbox label p, .stSegmentedControl label p, .stPills label p {{color: {both(QUIET)}; font-size: .88rem}}
/* "Share" stands beside the line of purpose, on every page. */
[data-testid="stMainBlockContainer"] {{position: relative}}
.st-key-share {{position: absolute; top: 3.95rem; right: 2.5rem; width: auto; z-index: 5}}
.st-key-share button {{min-height: 1.9rem; padding-top: 0; padding-bottom: 0}}
/* The search box stands in the head of the page, beside the navigation. */
.st-key-search {{position: fixed; top: .55rem; right: 3.6rem; width: 22rem; z-index: 1000000}}
.st-key-found {{background: {both(PAPER)}; max-height: 80vh; overflow-y: auto; gap: .1rem;
  box-shadow: 0 4px 18px #0003}}
.st-key-found a p {{white-space: normal}}
/* On the front page it stands below the headline, and is large. */
.block-container:has(.st-key-front-search) {{padding-top: 4.2rem}}
.st-key-front-search .st-key-search {{position: static; width: 100%; max-width: 46rem; z-index: auto}}
.st-key-front-search input {{font-size: 1.15rem; padding: .7rem .9rem}}
.st-key-doors [data-testid="stPageLink"] p {{font-size: 1.45rem; font-weight: 650; line-height: 1.2}}
.st-key-all-pages [data-testid="stVerticalBlock"] {{gap: .15rem}}
@media print {{header, .st-key-search, .stButton, [data-testid="stDownloadButton"] {{display: none !important}}
  .block-container {{padding: 0}}}}
/* On a telephone a picture keeps its width and is pushed aside with a finger; the spectrum has pixels for names. */
@media screen and (max-width: 800px) {{[class*="st-key-picture"] {{overflow-x: auto}}
  [class*="st-key-picture"] > div {{min-width: 760px}}}}
@media (max-width: 800px) {{[data-testid="stButtonGroup"] [role="radiogroup"] {{flex-wrap: wrap; overflow: visible}}}}
[class*="st-key-picture"] > div {{max-width: 1300px}}
/* Printed, a picture keeps the pixels that it has on the screen: it is made smaller, and stands by itself. */
@media print {{[class*="st-key-picture"] {{zoom: .55; print-color-adjust: exact; -webkit-print-color-adjust: exact}}
  [class*="st-key-picture"] svg {{break-inside: avoid}}
  [data-testid="stHorizontalBlock"]:has([class*="st-key-picture"]) {{flex-direction: column}}}}
@media screen and (max-width: 1300px) {{[class*="st-key-picture-spectrum"] {{overflow-x: auto}}
  [class*="st-key-picture-spectrum"] > div {{min-width: 1200px}}
  [class*="st-key-picture-spectrum"]::before {{content: "Push the picture aside to see all of it →"; position: sticky;
    left: 0; font-size: .88rem; color: {both(QUIET)}}}}}
@media (max-width: 1200px) {{.block-container {{padding-top: 4.2rem}}
  .st-key-search {{position: static; width: 100%; z-index: auto}}
  .st-key-share {{position: static; width: 100%; align-items: flex-end}}}}
a:focus-visible, button:focus-visible {{outline: 2px solid {both(LINK)} !important; outline-offset: 2px}}
button[kind^="primary"]:not(:disabled) p, [data-tag] span, [data-tag] svg {{color: {both(PAPER)}}}
.c-open a {{color: {both(LINK)}; text-decoration: underline; text-underline-offset: 3px}}
.c-key span {{margin-right: 1rem}} .c-key i {{font-style: normal}}
[data-testid="stPageLink"] a p {{color: {both(LINK)}; text-decoration: underline; text-underline-offset: 3px}}
[data-testid="stPageLink"] a {{padding-left: 0}}
</style>"""
LOGO = """<svg width="106" height="24" viewBox="0 0 106 24"><g stroke="INK" stroke-width="1.6">
<line x1="4" y1="18" x2="12" y2="6"/><line x1="12" y1="6" x2="20" y2="18"/></g><g fill="INK">
<circle cx="4" cy="18" r="3.4"/><circle cx="12" cy="6" r="3.4"/><circle cx="20" cy="18" r="3.4"/>
<text x="29" y="17.5" font-family="sans-serif" font-size="15.5" font-weight="600">Coalition</text></g></svg>"""
"""Name and sign of the program: three who are joined by one."""
REASON, LETTER, HIGHEST = 460, 6.2, 560
"""Pixels of a column of reasons, of a letter in a table, and of a table with reasons before it scrolls."""
OPEN = "Open"
"""Heading of a column of addresses."""
_SIGN = re.compile(f"([{re.escape(punctuation)}])")


def style() -> None:
    st.html(STYLE)


def dark() -> bool:
    """Whether the visitor sees dark pages: the choice of the browser, or of the menu."""
    return bool(st.context.theme.type == "dark")


def _say(tag: str, kind: str, text: str, more: str = "") -> None:
    """Text as one element. `dir="auto"` turns right-to-left texts, and them only."""
    st.html(f'<{tag} class="{kind}" dir="auto"{more}>{escape(text)}</{tag}>')


def answer(text: str) -> None:
    """The answer of a page: its first sentence as the heading, large; the rest smaller, a sentence a line where that is
    much.
    """
    first, rest = first_sentence(text)
    told = [escape(line) for line in sentence_lines(rest)]
    if len(told) <= 1:
        below = "".join(f" <span>{line}</span>" for line in told)
        st.html(f'<h1 class="c-answer" dir="auto">{escape(first)}{below}</h1>')
    else:
        lines = "".join(f'<li dir="auto">{line}</li>' for line in told)
        st.html(f'<h1 class="c-answer" dir="auto">{escape(first)}</h1><ul class="c-told">{lines}</ul>')


def purpose(text: str) -> None:
    """What a page is for, in one line above its answer."""
    _say("p", "c-purpose", text)


def logo() -> None:
    """The name of the program, which leads to the front page."""
    ink = DARK[INK] if dark() else INK
    st.logo(LOGO.replace("INK", ink), size="small")


def head(text: str) -> None:
    _say("h2", "c-head", text)


def name(text: str) -> None:
    _say("h2", "c-name", text)


def text(words: str) -> None:
    _say("p", "c-text", words)


def note(words: str) -> None:
    _say("p", "c-note", words)


def alert(words: str) -> None:
    _say("p", "c-alert", capitalized(words), ' role="alert"')


def facts(pairs: list[tuple[str, str, str]], *, linked: bool = False) -> None:
    """Pairs of what and how, each with its source (or "") in small type below.

    With `linked`, UN documents and pages of the web that how and source name can be opened by a click. Use it for what
    is cited, not for what people wrote about it.
    """
    shown = _with_links if linked else escape
    cells = "".join(
        f'<dt>{escape(what)}</dt><dd dir="auto">{shown(how)}{f"<small>{shown(below)}</small>" if below else ""}</dd>'
        for what, how, below in pairs
        if how
    )
    if cells:
        st.html(f'<dl class="c-facts">{cells}</dl>')


def _with_links(text: str) -> str:
    """Text as HTML in which what has an address is a link; nothing is loaded before it is clicked, and no site learns
    from where it was.
    """
    return "".join(
        f'<a href="{escape(piece.address)}" target="_blank" rel="noopener noreferrer">{escape(piece.text)}</a>'
        if piece.address
        else escape(piece.text)
        for piece in pieces(text)
    )


def key(entries: list[tuple[str, str, str]]) -> None:
    """A legend: sign, its colour, what it stands for."""
    spans = "".join(
        f'<span><i style="color: {escape(both(colour))}">{escape(sign)}</i> {escape(words)}</span>'
        for sign, colour, words in entries
    )
    st.html(f'<p class="c-note c-key">{spans}</p>')


def picture(
    network: Network, figure: Figure, key: str, on_select: Callable[[], None] | Literal["ignore"] = "ignore"
) -> None:
    """A picture of an answer on a network. It can be saved: where anything is protected on the network, it says so."""
    if anything_protected(network):
        figure = marked(figure, INSIDE)
    option = on_dark(figure.option) if dark() else figure.option
    with st.container(key=f"picture {key}"):
        st.echarts_chart(
            option, height=figure.height, alt=figure.alt, key=key, theme=None, on_select=on_select, renderer="svg"
        )


def picked(key: str, series: int = 0) -> int | None:
    """Which item of a series of a picture was clicked; None for none. Meant for its `on_select`."""
    for group in st.session_state[key].selection.selected:
        if group["series_index"] == series and group["data_indices"]:
            return int(group["data_indices"][0])
    return None


def twin(table: pd.DataFrame, words: str = "As a table") -> None:
    """The same as a table, folded away. `words` are the page's own, never data: they are read as Markdown."""
    with st.expander(words):
        grid(table)


def grid(
    table: pd.DataFrame, height: int | None = None, decimals: int | None = None, reasons: tuple[str, ...] = ()
) -> None:
    """A table that is only looked at; `decimals` writes its broken numbers all alike, 0.80 and not 0.8.

    Columns named in `reasons` hold sentences: they are wide, and rows are as high as the longest needs to stand whole.
    A column `OPEN` holds addresses, and shows them as links.
    """
    broken = [] if decimals is None else table.select_dtypes("float").columns
    written = {column: st.column_config.NumberColumn(format=f"%.{decimals}f") for column in broken}
    written |= {OPEN: link_column()} if OPEN in table else {}
    there = [column for column in reasons if column in table]
    written |= {column: st.column_config.TextColumn(width=REASON) for column in there}
    longest = max((len(str(cell)) for column in there for cell in table[column]), default=0)
    row = max(30, 12 + 20 * ceil(longest * LETTER / (REASON - 16)))
    if there and height is None:
        height = min(40 + row * len(table), HIGHEST)
    lines(table, height=height or "auto", row_height=row, column_config=written)


def lines(table: pd.DataFrame, **options: Any) -> Any:
    """A table of Streamlit without its index. It can be copied and downloaded there: no cell of it is a formula.

    Parameters
    ----------
    table : DataFrame
        What is shown.
    **options
        As `st.dataframe` takes them; it tells what is picked, if that is asked for.
    """
    shown = table.map(lambda cell: guarded(cell) if isinstance(cell, str) else cell)
    return st.dataframe(shown, hide_index=True, **options)


def link_column() -> Any:
    """How a column of addresses is shown: the symbol of a UN document, or the page, to open by a click."""
    return st.column_config.LinkColumn(display_text=r"^https?://(?:docs\.un\.org/en/)?(?:www\.)?(.{1,60}).*$")


def markdown_escaped(data: str) -> str:
    """Text of the data for a place that reads Markdown: every character stands for itself."""
    return _SIGN.sub(r"\\\1", " ".join(data.split()))


def heading(column: str) -> str:
    """A heading of a table from the name of a column."""
    return column.replace("_", " ")
