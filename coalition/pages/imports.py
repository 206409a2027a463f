"""Import: bring in files of one's own; what they would change is shown before anything is written."""

from __future__ import annotations

import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import streamlit as st

from coalition.errors import CoalitionError
from coalition.formats.mapping import Mapping
from coalition.imports import Preview, Source, prepare, read
from coalition.imports.template import write_template
from coalition.imports.written import refused_workbook, rows
from coalition.network import Network
from coalition.pages import _editor, _import_questions, _layout, _shared, _writing

KINDS = ("xlsx", "csv", "txt", "tsv", "gz", "xml", "json", "graphml", "gexf")
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Upload = tuple[str, bytes]


def body(network: Network) -> None:
    if said := _writing.said():
        _layout.answer(said)
    else:
        _layout.answer("Bring in your own file. You see what it would change before anything is written.")
    _layout.note(
        "An Excel workbook or a CSV list: the simplest is one row for each position – who, on what, which position, "
        "when, and where it can be read. Also votes of the UN Digital Library, unvotes and Voeten, UPR Info, Kumu, "
        "Discourse Network Analyzer, Gephi, GraphML and GEXF. Files that belong together are given together."
    )
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        given = st.file_uploader("Your files", type=list(KINDS), key="import file", accept_multiple_files=True)
    with right:
        st.download_button("A workbook to fill in", _template(), "coalition.xlsx", EXCEL)
    if _writing.going_on():
        return
    if given:
        try:
            show_files(network, tuple((upload.name, upload.getvalue()) for upload in given))
        except CoalitionError as error:
            _layout.alert("Nothing was written. This cannot be read:")
            for line in str(error).splitlines()[:20]:
                _layout.text(line)


def show_files(network: Network, uploads: tuple[Upload, ...]) -> None:
    """What files would change, the questions they leave open, and the button that writes them."""
    mark = hashlib.sha256(b"".join(hashlib.sha256(data).digest() for _, data in uploads)).hexdigest()[:12]
    source = _source(uploads, "", _meaning=None)
    _layout.head("What it is")
    _layout.text(f"{source.file}: {source.what}, {rows(sum(len(sheet.rows) for sheet in source.sheets.values()))}.")
    for note in source.notes:
        _layout.note(note)
    meaning = _import_questions.meaning(source.shape, mark) if source.shape else None
    if meaning:
        source = _source(uploads, repr(meaning), _meaning=meaning)
    mapping = _import_questions.columns(source, mark)
    at = (mark, repr(meaning), _shared.state(), tuple(mapping.items()))
    first = _prepared(at, (), (), _source=source)
    answers = _import_questions.names(network, first, mark)
    speaks_to = _import_questions.recommendations(network, first, mark)
    found = _prepared(at, tuple(answers.items()), tuple(speaks_to), _source=source)
    _counts(found, source.file)
    if found.touched:
        who = _editor.ask()
        words = f"Accept: write {rows(found.touched)}"
        if st.button(words, type="primary", key=f"accept {mark}", disabled=not who):
            _writing.begin(_shared.store(), found, who, source.file)
        if not who:
            _layout.note("Give your name first: the history says who did what. The import can be undone there.")


@st.cache_resource(max_entries=4, show_spinner="Reading the file ...")
def _source(uploads: tuple[Upload, ...], key: str, _meaning: Mapping | None) -> Source:
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
    at: tuple[str, str, str, tuple[tuple[str, str], ...]],
    answers: tuple[tuple[str, str], ...],
    speaks_to: tuple[str, ...],
    _source: Source,
) -> Preview:
    """The preview of files, once per state of the map and choice of columns (`at`)."""
    return prepare(
        _source, _shared.tables(), mapping=dict(at[3]), answers=dict(answers),
        remembered=_shared.store().remembered(), speaks_to=speaks_to,
    )  # fmt: skip


@st.cache_data(show_spinner=False)
def _template() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        write_template(path)
        return path.read_bytes()


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


_shared.show(body, empty=True)
