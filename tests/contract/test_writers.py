"""Many people write to one map at once: nobody's work is lost, everybody waits their turn, and each is told once."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from conftest import make_tables

from coalition.errors import ServerError
from coalition.exchange import backup
from coalition.history.edits import ChangedSinceError, RowChange
from coalition.settings import Settings
from coalition.store import turn as queue
from coalition.store.contacts import Contact
from coalition.store.store import Store

WRITERS = 8
TURNS = 4
WRITER = (
    "import sys\n"
    "from pathlib import Path\n"
    "from coalition.history.edits import RowChange\n"
    "from coalition.settings import Settings\n"
    "from coalition.store.store import Store\n"
    "with Store(Settings(home=Path(sys.argv[1]), uri='', idle_minutes=30.0)) as store:\n"
    "    for turn in range(int(sys.argv[3])):\n"
    "        store.edit([RowChange('actors', (f's{sys.argv[2]}',), {'note': f'{turn}'})], who=sys.argv[2])\n"
)


@pytest.fixture
def store(store: Store) -> Store:
    store.write(make_tables({(f"s{i}", f"e{j}"): "support" for i in range(WRITERS) for j in range(3)}))
    return store


def note(actor: str, text: str) -> RowChange:
    return RowChange("actors", (actor,), {"note": text})


def contact(actor: str) -> Contact:
    return Contact(actor, "R-e0", "2026-01-01", "Ada", "thinks about it")


def notes(store: Store) -> dict[str, str]:
    actors = store.tables().actors
    return dict(zip(actors["id"], actors["note"], strict=True))


def test_eight_writers_with_stores_of_their_own_lose_nothing(store: Store, server: Settings) -> None:
    version = store.version()

    def write(number: int, own: Store) -> None:
        for turn in range(TURNS):
            own.edit([note(f"s{number}", f"{turn}"), note("s0", f"{number} {turn}")], who=str(number))

    with ExitStack() as opened, ThreadPoolExecutor(WRITERS) as pool:
        stores = [opened.enter_context(Store(server)) for _ in range(WRITERS)]
        list(pool.map(write, range(1, WRITERS), stores))
    entries = store.history.entries(None)
    assert store.version() == version + (WRITERS - 1) * TURNS
    assert entries["who"].value_counts().to_dict() == {str(i): TURNS for i in range(1, WRITERS)} | {"": 1}
    assert {f"s{i}": f"{TURNS - 1}" for i in range(1, WRITERS)}.items() <= notes(store).items()
    assert store.check() == []


def test_visitors_of_one_server_share_a_store_and_lose_nothing(store: Store) -> None:
    def write(number: int) -> None:
        for turn in range(TURNS):
            store.edit([note(f"s{number}", f"{turn}")], who=str(number))
            store.contacts.add(contact(f"s{number}"))

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    assert notes(store) == {f"s{i}": f"{TURNS - 1}" for i in range(WRITERS)}
    assert len(store.contacts.entries()) == WRITERS * TURNS


def test_writers_in_processes_of_their_own_lose_nothing(store: Store, server: Settings, tmp_path: Path) -> None:
    if not store.endpoint.embedded:
        pytest.skip("the lock is the server's, whoever holds it")
    (tmp_path / "writer.py").write_text(WRITER, encoding="utf-8")
    command = [sys.executable, str(tmp_path / "writer.py"), str(server.home)]
    running = [subprocess.Popen([*command, str(number), str(3 * TURNS)]) for number in range(3)]
    assert [process.wait(120) for process in running] == [0, 0, 0]
    assert store.history.entries(None)["who"].value_counts().to_dict() == {"0": 12, "1": 12, "2": 12, "": 1}
    assert store.check() == []


def test_of_two_editors_of_one_row_the_second_is_told_what_the_first_wrote(store: Store, server: Settings) -> None:
    seen = {("actors", ("s1",)): store.tables().actors.set_index("id", drop=False).loc["s1"].to_dict()}
    ready, told = threading.Barrier(2), []

    def edit(own: Store, text: str) -> None:
        ready.wait()
        try:
            own.edit([note("s1", text)], who=text, expected=seen)
        except ChangedSinceError as error:
            told.append(str(error))

    with Store(server) as left, Store(server) as right, ThreadPoolExecutor(2) as pool:
        list(pool.map(edit, (left, right), ("Ada", "Bo")))
    (said,) = told
    first = notes(store)["s1"]
    assert first in ("Ada", "Bo")
    assert first in said
    assert store.history.entries(1)["who"][0] == first


def test_an_undo_while_another_edits_takes_back_that_change_and_no_other(store: Store, server: Settings) -> None:
    mine = store.edit([note("s1", "a slip of the pen")], who="Ada")
    with Store(server) as other, ThreadPoolExecutor(2) as pool:
        edits = pool.submit(lambda: [other.edit([note("s2", f"{turn}")], who="Bo") for turn in range(TURNS)])
        undone = pool.submit(store.history.undo, mine, who="Ada")
        edits.result(60)
        undone.result(60)
    assert (notes(store)["s1"], notes(store)["s2"]) == ("", f"{TURNS - 1}")
    assert store.check() == []


def test_what_is_read_while_others_write_is_of_one_version(store: Store, server: Settings) -> None:
    """And the reader is not told to come back: writers wait for whoever has read twice in vain."""
    over = threading.Event()

    def write() -> None:
        turn = 0
        with Store(server) as other:
            while not over.is_set():
                turn += 1
                other.edit([note("s1", f"{turn}"), note("s2", f"{turn}")], who="Bo")

    with ThreadPoolExecutor(2) as pool:
        writing = [pool.submit(write) for _ in range(2)]
        try:
            for _ in range(5):
                read = notes(store)
                assert read["s1"] == read["s2"]
                taken = backup.take(store)
                changes = [node["values"]["id"] for node in taken.extras.nodes if node["labels"] == ["Change"]]
                assert max(map(int, changes)) == taken.version
        finally:
            over.set()
        for done in writing:
            done.result(60)


def test_an_import_that_is_stopped_half_way_leaves_what_others_wrote(store: Store, server: Settings) -> None:
    class Stopped(Exception):  # noqa: N818 - no error of ours
        pass

    started = threading.Event()

    def stop(done: int, total: int) -> None:
        started.set()
        if done > total / 2:
            raise Stopped

    def edit(own: Store) -> str:
        started.wait(60)
        return own.edit([note("s1", "by hand")], who="Bo")

    many = make_tables({(f"n{i}", f"m{j}"): "support" for i in range(30) for j in range(30)})
    before = store.tables()
    with Store(server) as other, ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(edit, other)
        with pytest.raises(Stopped):
            store.write(many, who="Ada", progress=stop)
        waiting.result(60)
    after = store.tables()
    assert len(after.stances) == len(before.stances)
    assert notes(store)["s1"] == "by hand"
    assert list(store.history.entries(2)["who"]) == ["Bo", ""]


def test_whoever_waits_in_vain_is_told_so_in_a_sentence(
    store: Store, server: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not store.endpoint.embedded:
        pytest.skip("a Neo4j lets them wait as long as its own settings say")
    monkeypatch.setattr(queue, "PATIENCE", 0.2)
    version = store.version()
    refused: list[Callable[[Store], object]] = [
        lambda other: other.edit([note("s1", "late")]),
        lambda other: other.remember({"Ess One": "s1"}),
        lambda other: other.contacts.add(contact("s1")),
    ]
    with Store(server) as other, store.at_rest():
        for write in refused:
            start = time.monotonic()
            with pytest.raises(ServerError, match=r"busy with another write for .* nothing of this one was written"):
                write(other)
            assert time.monotonic() - start < 10
    assert store.version() == version
