"""Import: bring in a file of one's own; what it would change is shown before anything is written."""

from __future__ import annotations

import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import streamlit as st

from coalition.errors import CoalitionError
from coalition.imports import Preview, Source, prepare
from coalition.imports.columns import FLAT, guess, is_flat, table_of
from coalition.imports.source import read_bytes
from coalition.imports.template import write_template
from coalition.imports.written import refused_workbook, rows
from coalition.matching import How
from coalition.network import Network
from coalition.pages import _layout, _shared

KINDS = ("xlsx", "csv", "txt", "tsv", "gz", "xml", "json", "graphml", "gexf")
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORDS = {
    "actor": "who (actor)", "recommendation": "recommendation", "evidence": "evidence: what was voted or signed",
    "position": "position: yes, no, abstained", "date": "date", "source": "source", "note": "note",
    "kind": "kind of actor", "": "not read",
}  # fmt: skip
LATER = "decide later"
OUT = "leave out"
MOST_COLUMNS = 60
SHOWN = 100
"""So many names are asked at once; the rest come after these are answered."""


def body(network: Network) -> None:
    if said := st.session_state.pop("import written", ""):
        _layout.answer(said)
    else:
        _layout.answer("Bring in your own file. You see what it would change before anything is written.")
    _layout.note(
        "An Excel workbook or a CSV list. The simplest is one row for each position: who, on what, which position, "
        "when, and where it can be read."
    )
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        upload = st.file_uploader("Your file", type=list(KINDS), key="import file")
    with right:
        st.download_button("A workbook to fill in", _template(), "coalition.xlsx", EXCEL)
    if upload is not None:
        try:
            show_file(network, upload.name, upload.getvalue())
        except CoalitionError as error:
            _layout.alert("Nothing was written. This file cannot be read:")
            for line in str(error).splitlines()[:20]:
                _layout.text(line)


def show_file(network: Network, name: str, data: bytes) -> None:
    """What a file would change, the questions it leaves open, and the button that writes it."""
    source = _source(name, data)
    mark = hashlib.sha256(data).hexdigest()[:12]
    tables, store = _shared.store().tables(), _shared.store()
    remembered = store.remembered()
    _layout.head("What it is")
    size = sum(len(sheet.rows) for sheet in source.sheets.values())
    _layout.text(f"{name}: {source.what}, {rows(size)}.")
    mapping = _columns(source, mark)
    first = prepare(source, tables, mapping=mapping, remembered=remembered)
    answers = _names(network, first, mark)
    found = prepare(source, tables, mapping=mapping, answers=answers, remembered=remembered) if answers else first
    _counts(found, name)
    if found.touched and st.button(f"Accept: write {rows(found.touched)}", type="primary", key=f"accept {mark}"):
        store.write(found.tables)
        store.remember(found.answers)
        st.session_state["import written"] = f"Written into the map: {rows(found.touched)} of {name}."
        st.rerun()


@st.cache_resource(max_entries=4, show_spinner="Reading the file ...")
def _source(name: str, data: bytes) -> Source:
    with TemporaryDirectory() as folder:
        path = Path(folder) / (Path(name.replace("\\", "/")).name or "file")
        path.write_bytes(data)
        return read_bytes(path.name, data, path)


@st.cache_data(show_spinner=False)
def _template() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        write_template(path)
        return path.read_bytes()


def _columns(source: Source, mark: str) -> dict[str, str]:
    """What each column of a list means: the guess, or what is chosen instead."""
    mapping = {}
    for title, sheet in source.sheets.items():
        if not sheet.rows or table_of(sheet, title, {}):
            continue
        fields = guess(sheet.header, {})
        with st.expander(f"What the columns of “{_layout.plain(title)}” mean", expanded=not is_flat(fields)):
            places = st.columns(3)
            for i, (column, field) in enumerate(list(fields.items())[:MOST_COLUMNS]):
                mapping[column] = places[i % 3].selectbox(
                    _layout.plain(column) or "(no name)", ["", *FLAT], ["", *FLAT].index(field), WORDS.__getitem__,
                    key=f"column {mark} {title} {column}",
                )  # fmt: skip
    return mapping


def _names(network: Network, found: Preview, mark: str) -> dict[str, str]:
    """Names that are not certain, each with a choice; the answers are kept for the next file."""
    asked = found.names
    if asked.empty:
        return {}
    _layout.head("Names to confirm")
    _layout.note("A name is never guessed. Your answers are kept for the next file; rows left open are not written.")
    words = _shared.actor_words(network)
    everybody = list(network.actors.sort_values("name").index)
    answers = {}
    places = st.columns(2)
    for i, row in enumerate(asked.head(SHOWN).itertuples(index=False)):
        likely = [key for key in (row.actor_id, *row.also) if key in network.actors.index]
        options = [LATER, *likely, OUT, *(key for key in everybody if key not in likely)]
        how = "may be one of several" if row.how == How.PROPOSED and not row.actor_id else "not known here"
        if row.how == How.PROPOSED and row.actor_id:
            how = f"likeness {row.score:.0f} of 100"
        chosen = places[i % 2].selectbox(
            f"{_layout.plain(str(row.name))} – {how}", options, 0,
            lambda key: key if key in (LATER, OUT) else words(key), key=f"name {mark} {row.name}",
        )  # fmt: skip
        if chosen != LATER:
            answers[str(row.name)] = "" if chosen == OUT else str(chosen)
    if len(asked) > SHOWN:
        _layout.note(f"{len(asked) - SHOWN} more are asked after these.")
    return answers


def _counts(found: Preview, name: str) -> None:
    _layout.head("What it would change")
    refused = sum(map(len, found.refused.values()))
    if found.touched:
        _layout.text(f"{rows(found.touched)} would be written. Refused: {rows(refused)}.")
    else:
        _layout.text(f"Nothing new in this file. Refused: {rows(refused)}.")
    some = found.counts[found.counts.drop(columns="table").any(axis=1)]
    _layout.grid(some.rename(columns=_layout.heading))
    for item in found.unread:
        _layout.note(f"Not read: {item.what} ({item.count:,}): {item.why}.")
    for title, table in found.refused.items():
        _layout.head(f"Refused rows of {title}")
        _layout.grid(pd.concat([table[["reason"]], table.drop(columns="reason")], axis=1).head(1_000))
    if refused:
        st.download_button(
            "Refused rows, to mend and bring in again", refused_workbook(found.refused),
            f"refused-{Path(name).stem}.xlsx", EXCEL,
        )  # fmt: skip


_shared.show(body)
