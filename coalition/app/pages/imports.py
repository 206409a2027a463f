"""Import: bring in files of one's own; what they would change is shown before anything is written."""

from __future__ import annotations

import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from coalition.app.parts import editing, imports, layout, session
from coalition.app.parts import imports as writing
from coalition.app.parts.snapshots import State
from coalition.english import number_of
from coalition.errors import CoalitionError
from coalition.exchange.imports import ImportSource, Preview, prepare, read
from coalition.exchange.imports.refused import refused_workbook, rows
from coalition.exchange.imports.template import write_template
from coalition.exchange.readers.network_mapping import NetworkMapping
from coalition.model.network import Network

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ABOUT = (
    "An Excel workbook or a CSV list: the simplest is one row for each position – who, on what, which position, when, "
    "and where it can be read. Also votes of the UN Digital Library, unvotes and Voeten, UPR Info, Kumu, Discourse "
    "Network Analyzer, Gephi, GraphML and GEXF. Files that belong together are given together."
)
TABLES = {"groups": "regional groups", "bears_on": "links to recommendations"}
Upload = tuple[str, bytes]


def body(network: Network) -> None:
    top = st.container()
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        given = st.file_uploader("Your files", key="import file", accept_multiple_files=True)
    with right:
        st.download_button("A workbook to fill in", _template(), "coalition.xlsx", EXCEL)
    written = writing.said(",".join(str(upload.file_id) for upload in given))
    if writing.going_on():
        with top:
            layout.answer("Your file is being written into the map.")
        return
    if given:
        try:
            show_files(network, tuple((upload.name, upload.getvalue()) for upload in given), top, written)
            return
        except CoalitionError as error:
            layout.alert("Nothing was written. This cannot be read:")
            for line in str(error).splitlines()[:20]:
                layout.text(line)
    with top:
        layout.answer(written or "Bring in your own file. You see what it would change before anything is written.")
        layout.note(ABOUT)


def show_files(network: Network, uploads: tuple[Upload, ...], top: DeltaGenerator, written: str) -> None:
    """What files would change, the questions they leave open, and the button that writes them.

    The answer comes to stand in `top`, above the questions that it depends on: what was just `written`, until there is
    more to write.
    """
    mark = hashlib.sha256(b"".join(hashlib.sha256(data).digest() for _, data in uploads)).hexdigest()[:12]
    source = _source(uploads, "", _meaning=None)
    accept = st.container()
    layout.head("What it is")
    layout.text(f"{source.file}: {source.what}, {rows(sum(len(sheet.rows) for sheet in source.sheets.values()))}.")
    for note in source.notes:
        layout.note(note)
    meaning = imports.meaning(source.shape, mark) if source.shape else None
    if meaning:
        source = _source(uploads, repr(meaning), _meaning=meaning)
    mapping = imports.columns(source, mark)
    at = (mark, repr(meaning), session.state(), tuple(mapping.items()))
    first = _prepared(at, (), (), _source=source)
    answers = imports.names(network, first, mark)
    speaks_to = imports.recommendations(network, first, mark)
    found = _prepared(at, tuple(answers.items()), tuple(speaks_to), _source=source)
    with top:
        if written and not found.touched:
            layout.answer(written)
            session.link("history", "What was changed, by whom, and undo")
        else:
            layout.answer(_sentence(found, source.file, len(found.names) - len(answers)))
    if found.touched:
        with accept:
            _accept(found, mark, source.file)
    _changes(found, source.file)


def _sentence(found: Preview, name: str, asked: int) -> str:
    refused = sum(map(len, found.refused.values()))
    tail = f"; {rows(refused)} refused" if refused else ""
    tail += f", {number_of(asked, 'name')} to confirm" if refused and asked else ""
    return (
        f"{rows(found.touched)} of {name} would be written{tail}." if found.touched else f"Nothing new in {name}{tail}."
    )


def _accept(found: Preview, mark: str, name: str) -> None:
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        who = editing.ask()
    words = f"Accept: write {rows(found.touched)}"
    if right.button(words, type="primary", key=f"accept {mark}", disabled=not who, width="stretch"):
        writing.begin(session.store(), found, who, name)
    if not who:
        layout.note("Give your name first: the history says who did what. The import can be undone there.")


@st.cache_resource(max_entries=4, show_spinner="Reading the file ...")
def _source(uploads: tuple[Upload, ...], key: str, _meaning: NetworkMapping | None) -> ImportSource:
    """What was given, once per choice of what a network means (`key`)."""
    with TemporaryDirectory() as folder:
        paths = []
        for number, (name, data) in enumerate(uploads):
            place = Path(folder) / str(number)
            place.mkdir()
            paths.append(place / (Path(name.replace("\\", "/")).name.replace("\0", "") or "file"))
            paths[-1].write_bytes(data)
        return read(paths, _meaning)


@st.cache_resource(max_entries=4, show_spinner="Comparing with the map ...")
def _prepared(
    at: tuple[str, str, State, tuple[tuple[str, str], ...]],
    answers: tuple[tuple[str, str], ...],
    speaks_to: tuple[str, ...],
    _source: ImportSource,
) -> Preview:
    """The preview of files, once per state of the map and choice of columns (`at`)."""
    return prepare(
        _source, session.tables(), mapping=dict(at[3]), answers=dict(answers),
        remembered=session.store().remembered(), speaks_to=speaks_to,
    )  # fmt: skip


@st.cache_data(show_spinner=False)
def _template() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        write_template(path)
        return path.read_bytes()


def _changes(found: Preview, name: str) -> None:
    layout.head("What it would change")
    some = found.counts[found.counts.drop(columns="table").any(axis=1)]
    layout.grid(some.assign(table=some["table"].replace(TABLES)))
    for title, table in found.refused.items():
        layout.head(f"Refused rows of {title}")
        layout.grid(pd.concat([table[["reason"]], table.drop(columns="reason")], axis=1).head(1_000))
    if found.refused:
        st.download_button(
            "Refused rows, to mend and bring in again", refused_workbook(found.refused),
            f"refused-{Path(name).stem}.xlsx", EXCEL,
        )  # fmt: skip
    if found.unread:
        layout.head("What is not read, and why")
        layout.grid(pd.DataFrame([vars(item) for item in found.unread]))


session.show(body, empty=True)
