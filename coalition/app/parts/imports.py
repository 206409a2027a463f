"""What an import has to ask: the meaning of columns and attributes, names, and what new evidence speaks to."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from coalition.app.parts import layout, session
from coalition.errors import CoalitionError
from coalition.exchange.imports import ImportSource, Preview
from coalition.exchange.imports.actors import NEW
from coalition.exchange.imports.columns import FLAT, guess, is_flat, table_of
from coalition.exchange.imports.refused import rows
from coalition.exchange.readers.network_mapping import NetworkMapping, Shape
from coalition.exchange.readers.values import iso_date
from coalition.history.log import ChangeKind
from coalition.model.network import Network
from coalition.model.vocabulary import Kind, Position
from coalition.names.matching import MatchKind
from coalition.store.store import Store

WORDS = {
    "actor": "who (actor)", "recommendation": "recommendation", "evidence": "evidence: what was voted or signed",
    "position": "position: yes, no, abstained", "date": "date", "source": "source", "note": "note",
    "kind": "kind of actor", "": "not read",
}  # fmt: skip
LATER, OUT, SILENT = "decide later", "leave out", "says nothing"
MOST_COLUMNS, MOST_WORDS = 60, 12
SHOWN = 100
"""So many names are asked at once; the rest come after these are answered."""


def columns(source: ImportSource, mark: str) -> dict[str, str]:
    """What each column of a list means: the guess, or what is chosen instead."""
    mapping = {}
    for title, sheet in source.sheets.items():
        if source.foreign or not sheet.rows or table_of(sheet, title, {}):
            continue
        fields = guess(sheet.header, {})
        with st.expander(f"What the columns of “{layout.markdown_escaped(title)}” mean", expanded=not is_flat(fields)):
            places = st.columns(3)
            for i, (column, field) in enumerate(list(fields.items())[:MOST_COLUMNS]):
                mapping[column] = places[i % 3].selectbox(
                    layout.markdown_escaped(column) or "(no name)", ["", *FLAT], ["", *FLAT].index(field),
                    WORDS.__getitem__, key=f"column {mark} {title} {column}",
                )  # fmt: skip
    return mapping


def meaning(shape: Shape, mark: str) -> NetworkMapping:
    """What the attributes of a network mean: the guess, or what is chosen instead."""
    told = shape.mapping
    with st.expander("What the network means", expanded=not told.topics or not told.position):
        left, middle, right = st.columns(3)
        kinds = ["", *shape.nodes]
        node_type = left.selectbox(
            "Attribute that tells actors from what they take a stand on", kinds,
            kinds.index(told.node_type) if told.node_type in kinds else 0, _named, key=f"type {mark}",
        )  # fmt: skip
        types = list(shape.nodes.get(node_type, {}))
        topics = middle.multiselect(
            "Elements of these types are what others take a stand on", types,
            [name for name in types if name in told.topics], layout.markdown_escaped, key=f"topics {mark} {node_type}",
        )  # fmt: skip
        ignored = right.multiselect(
            "Elements of these types are left out", [name for name in types if name not in topics],
            [name for name in types if name in told.ignored and name not in topics], layout.markdown_escaped,
            key=f"ignored {mark} {node_type}",
        )  # fmt: skip
        stands = ["", *shape.edges]
        position = left.selectbox(
            "Attribute of a connection that says for or against", stands,
            stands.index(told.position) if told.position in stands else 0, _named, key=f"position {mark}",
        )  # fmt: skip
        as_of = middle.text_input("Date of what has none (YYYY, YYYY-MM or YYYY-MM-DD)", key=f"as of {mark}").strip()
        if as_of and not iso_date(as_of):
            layout.alert(f"{as_of} is not a date; write YYYY, YYYY-MM or YYYY-MM-DD.")
        known = NetworkMapping(told.label, node_type, frozenset(topics), frozenset(ignored), True, position, told.date,
                        iso_date(as_of) or "")  # fmt: skip
        return _with_words(known, shape, mark)


def _with_words(known: NetworkMapping, shape: Shape, mark: str) -> NetworkMapping:
    """Words of connections that say nothing by themselves, each with a choice."""
    cells = shape.edges.get(known.position, {})
    silent = [cell for cell in cells if known.stand(cell) is None][:MOST_WORDS]
    places = st.columns(3)
    chosen = {
        cell: places[i % 3].selectbox(
            f"“{layout.markdown_escaped(cell)}” ({cells[cell]:,})", [SILENT, *map(str, Position)],
            key=f"word {mark} {known.position} {cell}",
        )
        for i, cell in enumerate(silent)
    }  # fmt: skip
    return replace(known, positions={cell: Position(word) for cell, word in chosen.items() if word != SILENT})


def _named(attribute: str) -> str:
    return layout.markdown_escaped(attribute) or "none"


def names(network: Network, found: Preview, mark: str) -> dict[str, str]:
    """Names that are not certain, each with a choice; the answers are kept for the next file."""
    asked = found.names
    if asked.empty:
        return {}
    layout.head("Names to confirm")
    layout.note("A name is never guessed. Your answers are kept for the next file; rows left open are not written.")
    unknown = asked[asked["how"] == MatchKind.UNKNOWN]
    everyone = LATER
    if len(unknown) > 1:
        everyone = st.selectbox(
            f"All {len(unknown):,} names that are not known here", [LATER, *(f"{NEW}{kind}" for kind in Kind), OUT], 0,
            lambda key: _answer(key, str), key=f"all names {mark}",
        )  # fmt: skip
    words = session.actor_words(network)
    everybody = list(network.actors.sort_values("name").index)
    answers = {} if everyone == LATER else {str(name): _said(everyone) for name in unknown["name"]}
    places = st.columns(2)
    for i, row in enumerate(asked[~asked["name"].isin(answers)].head(SHOWN).itertuples(index=False)):
        likely = [key for key in (row.actor_id, *row.also) if key in network.actors.index]
        add = [f"{NEW}{kind}" for kind in Kind] if row.how == MatchKind.UNKNOWN else []
        options = [LATER, *likely, *add, OUT, *(key for key in everybody if key not in likely)]
        how = "may be one of several" if row.how == MatchKind.PROPOSED and not row.actor_id else "not known here"
        if row.how == MatchKind.PROPOSED and row.actor_id:
            how = f"likeness {row.score:.0f} of 100"
        chosen = places[i % 2].selectbox(
            f"{layout.markdown_escaped(str(row.name))} – {how}", options, 0, lambda key: _answer(key, words),
            key=f"name {mark} {row.name}",
        )  # fmt: skip
        if chosen != LATER:
            answers[str(row.name)] = _said(str(chosen))
    if len(asked) > SHOWN + len(answers):
        layout.note(f"{len(asked) - SHOWN - len(answers)} more are asked after these.")
    return answers


def _answer(key: str, words: Callable[[str], str]) -> str:
    if key[:1] == NEW and key[1:] in list(Kind):
        return f"a new actor: {Kind(key[1:]).label}"
    return key if key in (LATER, OUT) else words(key)


def _said(chosen: str) -> str:
    return "" if chosen == OUT else chosen


def recommendations(network: Network, found: Preview, mark: str) -> list[str]:
    """Which recommendations the evidence speaks to that the file links to none."""
    if not found.unlinked or network.recommendations.empty:
        return []
    question = "One piece of evidence speaks to no recommendation yet, and so counts in no answer. It speaks to:"
    if found.unlinked > 1:
        question = f"{found.unlinked:,} pieces of evidence speak to no recommendation yet. All of them speak to:"
    return st.multiselect(
        question, list(network.recommendations.index), [], session.recommendation_words(network),
        key=f"speaks to {mark}", placeholder="none, or not yet",
    )  # fmt: skip


JOB, SAID = "import being written", "import written"
AT_ONCE = 0.5
"""Seconds: what is written by then shows no progress."""


class StoppedError(Exception):
    """A person stopped it; the transaction is taken back."""


@dataclass(eq=False)
class Job:
    """One import: what will be said of it, rows written so far and in all, and whether it was stopped."""

    words: str
    future: Future[Any] = field(init=False)
    done: int = 0
    total: int = 0
    stop: threading.Event = field(default_factory=threading.Event)

    def tell(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        if self.stop.is_set():
            raise StoppedError


@st.cache_resource(show_spinner=False)
def _worker() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=2, thread_name_prefix="import")


def begin(store: Store, found: Preview, who: str, file: str) -> None:
    """Write what was accepted, aside; the page goes on and shows how far it is."""
    job = Job(f"Written into the map: {rows(found.touched)} of {file}. It can be undone on History.")
    job.future = _worker().submit(
        store.write, found.tables, who=who, why=file, kind=ChangeKind.IMPORT, names=found.answers, progress=job.tell
    )
    st.session_state[JOB] = job
    with suppress(TimeoutError):
        job.future.exception(timeout=AT_ONCE)
    st.rerun()


def going_on() -> bool:
    """Whether an import of this visit is being written; then it is shown."""
    job = st.session_state.get(JOB)
    if job is None or job.future.done():
        return False
    _watch(job)
    return True


def said(files: str) -> str:
    """What became of the last import of this visit, as long as the same files are given; "" without one."""
    job = st.session_state.get(JOB)
    if job is not None and job.future.done():
        del st.session_state[JOB]
        st.session_state[SAID] = (files, _outcome(job))
    of, words = st.session_state.get(SAID, ("", ""))
    return str(words) if of == files else ""


def _outcome(job: Job) -> str:
    try:
        job.future.result()
    except StoppedError:
        return "Stopped. Nothing was written."
    except CoalitionError as error:
        return f"Nothing was written: {error}."
    session.changed()
    return job.words


@st.fragment(run_every=0.5)
def _watch(job: Job) -> None:
    if job.future.done():
        st.rerun()
    left, right = st.columns([5, 1], vertical_alignment="center")
    with left:
        share = job.done / job.total if job.total else 0.0
        st.progress(share, f"Writing: {job.done:,} of {rows(job.total)}" if job.total else "Writing ...")
    if right.button("Stop", key="stop import"):
        job.stop.set()
