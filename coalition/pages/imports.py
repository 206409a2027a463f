"""Import: bring in files of one's own; what they would change is shown before anything is written."""

from __future__ import annotations

import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from coalition.errors import CoalitionError
from coalition.exchange.imports import Preview, Source, prepare, read
from coalition.exchange.imports.refused import refused_workbook, rows
from coalition.exchange.imports.template import write_template
from coalition.exchange.readers.network_mapping import Mapping
from coalition.model.network import Network
from coalition.pages import _editor, _import_questions, _layout, _shared, _writing

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
    written = _writing.said(",".join(str(upload.file_id) for upload in given))
    if _writing.going_on():
        with top:
            _layout.answer("Your file is being written into the map.")
        return
    if given:
        try:
            show_files(network, tuple((upload.name, upload.getvalue()) for upload in given), top, written)
            return
        except CoalitionError as error:
            _layout.alert("Nothing was written. This cannot be read:")
            for line in str(error).splitlines()[:20]:
                _layout.text(line)
    with top:
        _layout.answer(written or "Bring in your own file. You see what it would change before anything is written.")
        _layout.note(ABOUT)


def show_files(network: Network, uploads: tuple[Upload, ...], top: DeltaGenerator, written: str) -> None:
    """What files would change, the questions they leave open, and the button that writes them.

    The answer comes to stand in `top`, above the questions that it depends on: what was just `written`, until there is
    more to write.
    """
    mark = hashlib.sha256(b"".join(hashlib.sha256(data).digest() for _, data in uploads)).hexdigest()[:12]
    source = _source(uploads, "", _meaning=None)
    accept = st.container()
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
    with top:
        if written and not found.touched:
            _layout.answer(written)
            _shared.link("history", "What was changed, by whom, and undo")
        else:
            _layout.answer(_sentence(found, source.file, len(found.names) - len(answers)))
    if found.touched:
        with accept:
            _accept(found, mark, source.file)
    _changes(found, source.file)


def _sentence(found: Preview, name: str, asked: int) -> str:
    refused = sum(map(len, found.refused.values()))
    tail = f"; {rows(refused)} refused" if refused else ""
    tail += f", {asked} name{'' if asked == 1 else 's'} to confirm" if refused and asked else ""
    return (
        f"{rows(found.touched)} of {name} would be written{tail}." if found.touched else f"Nothing new in {name}{tail}."
    )


def _accept(found: Preview, mark: str, name: str) -> None:
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        who = _editor.ask()
    words = f"Accept: write {rows(found.touched)}"
    if right.button(words, type="primary", key=f"accept {mark}", disabled=not who, width="stretch"):
        _writing.begin(_shared.store(), found, who, name)
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


def _changes(found: Preview, name: str) -> None:
    _layout.head("What it would change")
    some = found.counts[found.counts.drop(columns="table").any(axis=1)]
    _layout.grid(some.assign(table=some["table"].replace(TABLES)))
    for title, table in found.refused.items():
        _layout.head(f"Refused rows of {title}")
        _layout.grid(pd.concat([table[["reason"]], table.drop(columns="reason")], axis=1).head(1_000))
    if found.refused:
        st.download_button(
            "Refused rows, to mend and bring in again", refused_workbook(found.refused),
            f"refused-{Path(name).stem}.xlsx", EXCEL,
        )  # fmt: skip
    if found.unread:
        _layout.head("What is not read, and why")
        _layout.grid(pd.DataFrame([vars(item) for item in found.unread]))


_shared.show(body, empty=True)
