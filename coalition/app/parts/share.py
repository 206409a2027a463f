"""Part of a page: "Share", with the answer as files that need no server, and with how to cite it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from coalition.app.parts import layout, session
from coalition.briefs.document import Brief, dated, left_out_words
from coalition.briefs.files import MIME, file_name
from coalition.briefs.pdf import pdf
from coalition.briefs.snapshot.document import Choice, PageSnapshot, bibtex, cited_as
from coalition.briefs.snapshot.page import page as snapshot_page
from coalition.briefs.spreadsheet import csv_bytes, table_csv
from coalition.briefs.word import word

NOTHING = "This answer is about something protected, which is left out of what is shared: there is nothing to share."
LINK = "The address of this page works for others only where a server for your team runs."


@dataclass(frozen=True)
class MoreRows:
    """A further table of a page to take away: what its button says, the name of its file, and the function of a network
    that makes it.
    """

    label: str
    name: str
    function: Callable[..., pd.DataFrame]


def show(
    choice: Choice,
    make: Callable[..., PageSnapshot],
    *arguments: Any,
    brief: tuple[Any, ...] = (),
    actors: Iterable[str] = (),
    evidence: Iterable[str] = (),
    more: MoreRows | None = None,
) -> None:
    """The button of a page, and what it opens. All of it is of the map without what is protected.

    Parameters
    ----------
    choice
        What was asked.
    make, *arguments
        The snapshot is `make(network, *arguments)`.
    brief
        A function of a network and its arguments: the brief of the same answer. Without one the PDF and the Word file
        hold the answer and the picture of the snapshot.
    actors, evidence
        Ids that the answer is about: where one of them is protected there is nothing to share.
    more
        Another table to take away.
    """
    public, hidden = session.public_network()
    about = ((public.actors.index, actors), (public.evidence.index, evidence))
    with st.container(key="share"), st.popover("Share"):
        if any(key not in index for index, keys in about for key in keys):
            layout.text(NOTHING)
            return
        _files(choice.file, session.later(make, *arguments), brief, hidden=hidden)
        if more is not None:
            _download(more.label, _table_of(session.later(more.function)), more.name, ".csv", f"share {more.name}")
        if hidden:
            st.caption(left_out_words(True, False))
        _cite(choice.counting(session.counting()), public.digest)


def _files(name: str, made: Callable[[], PageSnapshot], brief: tuple[Any, ...], *, hidden: bool) -> None:
    """Buttons for the files; each is made when it is clicked."""
    left_out = left_out_words(hidden, False)
    _download("This page as one file (HTML)", _page_of(made, left_out), name, ".html", "share page")
    st.caption("Attach it to an e-mail: it opens in any browser, without this program and without a network.")
    build = session.later(*brief) if brief else lambda: made().brief
    what = "Brief" if brief else "Answer and picture"
    with st.container(horizontal=True):
        for label, ending, write in ((f"{what} as PDF", ".pdf", pdf), (f"{what} for Word", ".docx", word)):
            _download(label, _brief_of(build, write, left_out), f"{name}-brief", ending, f"share brief {ending}")
        _download("Table (CSV)", _rows_of(made), f"{name}-table", ".csv", "share table")


def _page_of(made: Callable[[], PageSnapshot], left_out: str) -> Callable[[], bytes]:
    def write() -> bytes:
        found = made()
        brief = dated(found.brief, dt.date.today(), left_out)
        return snapshot_page(replace(found, brief=brief)).encode()

    return write


def _brief_of(build: Callable[[], Brief], write: Callable[[Brief], bytes], left_out: str) -> Callable[[], bytes]:
    return lambda: write(dated(build(), dt.date.today(), left_out))


def _rows_of(made: Callable[[], PageSnapshot]) -> Callable[[], bytes]:
    return lambda: csv_bytes(made().brief)


def _table_of(made: Callable[[], pd.DataFrame]) -> Callable[[], bytes]:
    return lambda: table_csv(made())


def _download(label: str, data: Callable[[], bytes], name: str, ending: str, key: str) -> None:
    file = file_name(name, dt.date.today().isoformat(), ending)
    st.download_button(
        label, data, file, MIME.get(ending, "text/html"), key=key, on_click="ignore", width="stretch"
    )  # fmt: skip


def _cite(choice: Choice, version: str) -> None:
    """How to cite the answer, to copy."""
    day = dt.date.today().isoformat()
    st.markdown("**Cite this**")
    st.code(cited_as(choice, version, day), language=None, wrap_lines=True)
    st.code(bibtex(choice, version, day), language=None, wrap_lines=True)
    st.caption(LINK)
