"""The embedded database as a daemon: started once, found again, stopped, and clear about what it cannot do."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import neo4j
import psutil
import pytest
from disks import fill, mounted
from neo4j.exceptions import ServiceUnavailable, SessionExpired
from strangers import Stranger

from coalition.errors import ServerError
from coalition.model.vocabulary import Tables
from coalition.settings import Settings
from coalition.store.daemon import HOST, read_server_file
from coalition.store.driver import explained
from coalition.store.home import explain
from coalition.store.seal import SEAL
from coalition.store.server import Endpoint, endpoint, status, stop
from coalition.store.store import Store

pytestmark = pytest.mark.embedded
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals and rights")


@dataclass(frozen=True)
class Stopped:
    """A data folder whose database does not run, and the port at which it was."""

    home: Path
    port: int


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    """A data folder of its own; whatever runs there is stopped at the end."""
    made = Settings(home=tmp_path / "home", uri="")
    yield made
    if (tmp_path / "home").is_dir():
        stop(made)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A database that runs, for tests that only look at it."""
    made = Settings(home=tmp_path_factory.mktemp("running") / "home", uri="")
    endpoint(made)
    yield made
    stop(made)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Stopped:
    """A data folder with one node, whose database was stopped; tests work on copies of it."""
    made = Settings(home=tmp_path_factory.mktemp("once") / "home", uri="")
    run(endpoint(made), "CREATE (:Kept {id: 'x'})")
    found = read_server_file(made.home)
    assert found is not None
    assert stop(made) is True
    return Stopped(made.home, found.port)


@pytest.fixture
def stopped(settings: Settings, once: Stopped) -> Stopped:
    """The folder of `settings` with a database that ran before and holds one node."""
    shutil.copytree(once.home, settings.home)
    return Stopped(settings.home, once.port)


def run(at: Endpoint, text: str) -> list[list[object]]:
    with neo4j.GraphDatabase.driver(at.uri, auth=(at.user, at.password)) as driver:
        return [record.values() for record in driver.execute_query(text, database_=at.database).records]


def _until_it_has_ended(settings: Settings) -> None:
    deadline = time.monotonic() + 60
    while status(settings).running:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_the_first_command_starts_it_the_second_finds_it_and_stopping_ends_it(settings: Settings) -> None:
    """In a folder with a damaged state file, and while a client is connected."""
    settings.home.mkdir()
    (settings.home / "server.json").write_text("{")
    assert not status(settings).running
    first, second = endpoint(settings), endpoint(settings)
    assert first == second
    assert status(settings).running
    pid = status(settings).pid
    assert pid is not None
    with neo4j.GraphDatabase.driver(first.uri, auth=(first.user, first.password)) as driver:
        assert driver.execute_query("RETURN 1 AS n", database_=first.database).records[0]["n"] == 1
        started = time.monotonic()
        assert stop(settings) is True
        assert time.monotonic() - started < 30
    assert not status(settings).running
    assert not psutil.pid_exists(pid)
    assert stop(settings) is False


def test_two_commands_at_the_same_instant_start_one_server(settings: Settings) -> None:
    code = (
        "import sys, time; from pathlib import Path; from coalition.store.server import endpoint, status;"
        "from coalition.settings import Settings; s = Settings(home=Path(sys.argv[1]), uri='');"
        "time.sleep(max(0, float(sys.argv[2]) - time.time())); endpoint(s); print(status(s).pid)"
    )
    command = [sys.executable, "-P", "-c", code, str(settings.home), str(time.time() + 2)]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") for _ in range(3)]
    pids = {process.communicate(timeout=120)[0].strip() for process in started}
    assert len(pids) == 1
    assert pids.pop().isdigit()


def test_it_stops_by_itself_when_nobody_is_connected(settings: Settings) -> None:
    idle = settings.model_copy(update={"idle_minutes": 1.5 / 60})
    at = endpoint(idle)
    with neo4j.GraphDatabase.driver(at.uri, auth=(at.user, at.password)) as driver:
        driver.execute_query("RETURN 1 AS n", database_=at.database)
        time.sleep(4)
        assert status(idle).running
    deadline = time.monotonic() + 60
    while status(idle).running:
        assert time.monotonic() < deadline
        time.sleep(0.2)


def test_committed_data_are_there_after_a_stop_and_a_start_at_another_port(
    settings: Settings, stopped: Stopped
) -> None:
    """Somebody took the port meanwhile, which is no obstacle."""
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", stopped.port))
        taken.listen()
        at = endpoint(settings)
        assert at.uri != f"bolt://127.0.0.1:{stopped.port}"
        assert run(at, "MATCH (n:Kept) RETURN n.id AS id") == [["x"]]


@POSIX
def test_a_terminated_daemon_leaves_no_state_and_a_killed_one_all_that_was_committed(settings: Settings) -> None:
    for committed, sent in enumerate((signal.SIGTERM, signal.SIGKILL), start=1):
        run(endpoint(settings), "CREATE (:Kept)")
        pid = status(settings).pid
        assert pid is not None
        os.kill(pid, sent)
        _until_it_has_ended(settings)  # a dying process takes connections for some milliseconds more
        assert (settings.home / "server.json").exists() == (sent == signal.SIGKILL)
        assert run(endpoint(settings), "MATCH (n:Kept) RETURN count(n) AS n") == [[committed]]
        assert status(settings).pid != pid


@pytest.mark.usefixtures("stopped")
@pytest.mark.parametrize("pid", [2**22 + 1, os.getpid()], ids=["gone", "another"])
def test_a_state_file_left_behind_is_ignored(settings: Settings, pid: int) -> None:
    """The number of a process that is gone, or that by now is somebody else's."""
    record = {"pid": pid, "created": 1.0, "port": 7687, "layout": 1, "engine": "1"}
    (settings.home / "server.json").write_text(json.dumps(record))
    assert not status(settings).running
    assert run(endpoint(settings), "RETURN 1 AS n") == [[1]]


@pytest.mark.usefixtures("stopped")
def test_damaged_files_that_hold_no_facts_are_made_anew(settings: Settings) -> None:
    """A number that is none, one that no process has, text that is none, and a password that nobody made."""
    (settings.home / "layout").write_text('{"layout": "x"}')
    (settings.home / "password").write_bytes(b"\xff")
    for damaged in (b'{"pid": "x", "created": [], "port": 1, "layout": 1, "engine": ""}', b'{"pid": -1}', b"\xff"):
        (settings.home / "server.json").write_bytes(damaged)
        assert not status(settings).running
    assert run(endpoint(settings), "MATCH (n:Kept) RETURN n.id AS id") == [["x"]]


def test_a_running_database_keeps_the_file_whole_by_which_it_is_found(settings: Settings) -> None:
    first = endpoint(settings)
    (settings.home / "server.json").write_text("{")
    assert endpoint(settings) == first


def test_a_damaged_password_of_a_running_database_is_one_sentence(settings: Settings) -> None:
    at, path = endpoint(settings), settings.home / "password"
    for damaged in (b"\xff", b"x" * 43):  # the second looks like one
        path.write_bytes(damaged)
        with pytest.raises(ServerError, match=r"password is damaged or missing, .* run coalition db stop, and the"):
            Store(settings)
    stop(settings)
    assert run(endpoint(settings), "RETURN 1 AS n") == [[1]]
    assert endpoint(settings).password != at.password


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system remembers when a process began by the clock")
@pytest.mark.parametrize("jump", [-86_400, 3_600])
def test_a_clock_that_is_set_hides_no_running_database(
    running: Settings, jump: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system counts from its start, and when that was is told by the clock."""
    from psutil import _pslinux

    before, began = endpoint(running), psutil.boot_time()
    monkeypatch.setattr(_pslinux, "boot_time", lambda: began + jump)
    assert status(running).running
    assert endpoint(running) == before


@pytest.mark.parametrize("kind", [SessionExpired, ServiceUnavailable, BrokenPipeError])
def test_a_connection_that_is_lost_in_mid_work_is_one_sentence(kind: type[Exception]) -> None:
    """The first is what the driver raises for a server that was asleep; it names sockets of this machine."""
    with (
        pytest.raises(ServerError, match=r"^the server at bolt://graph\.example does not answer; check COALITION_URI"),
        explained(Endpoint("bolt://graph.example", "", "", "")),
    ):
        raise kind("Failed to write data to connection IPv4Address(('127.0.0.1', 7687))")


def test_what_the_driver_says_of_a_lost_connection_is_not_printed() -> None:
    code = "import logging, coalition.store.driver; logging.getLogger('neo4j.io').error('defunct')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stderr == ""


def test_it_listens_on_this_machine_only(running: Settings) -> None:
    listening = [
        connection.laddr.ip
        for connection in psutil.Process(status(running).pid).net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    ]
    assert listening
    assert set(listening) <= {"127.0.0.1", "::ffff:127.0.0.1"}


@POSIX
def test_the_password_is_readable_by_its_owner_only_and_on_no_command_line(running: Settings) -> None:
    at = endpoint(running)
    assert stat.S_IMODE((running.home / "password").stat().st_mode) == 0o600
    assert stat.S_IMODE(running.home.stat().st_mode) == 0o700
    assert at.password not in " ".join(psutil.Process(status(running).pid).cmdline())
    assert at.password not in repr(at)


def test_a_wrong_password_is_refused(running: Settings) -> None:
    at = endpoint(running)
    with (
        neo4j.GraphDatabase.driver(at.uri, auth=(at.user, "wrong")) as driver,
        pytest.raises(neo4j.exceptions.Neo4jError),
    ):
        driver.execute_query("RETURN 1 AS n", database_=at.database)


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ServerError, match=r"file/home cannot be written .*; set COALITION_HOME"):
        endpoint(Settings(home=tmp_path / "file" / "home", uri=""))


@POSIX
def test_a_read_only_folder_is_one_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(0o500)
    # Rights do not bind root; a read-only mount does.
    locked = mounted(folder, "ro") if os.geteuid() == 0 else nullcontext()
    with locked, pytest.raises(ServerError, match=r"locked/home cannot be written .*; set COALITION_HOME"):
        endpoint(Settings(home=folder / "home", uri=""))


@pytest.mark.usefixtures("stopped")
@pytest.mark.parametrize("found", [{"layout": 2, "engine": "26.10.2"}, {"layout": 1, "engine": "99.1.1"}])
def test_data_of_a_newer_release_are_refused_and_left_alone(settings: Settings, found: dict[str, object]) -> None:
    (settings.home / "layout").write_text(json.dumps(found))
    with pytest.raises(ServerError, match=r"were written by a newer release .*; upgrade coalition or set"):
        endpoint(settings)
    assert json.loads((settings.home / "layout").read_text()) == found


@pytest.mark.usefixtures("stopped")
def test_damaged_data_are_refused_with_the_way_back(settings: Settings) -> None:
    schema = settings.home / "databases" / "coalition" / "schema.json"
    whole = schema.read_text(encoding="utf-8")
    schema.write_text("{")
    with pytest.raises(ServerError, match="missing or damaged, and without it the database would start empty"):
        endpoint(settings)
    schema.write_text(whole, encoding="utf-8")
    assert run(endpoint(settings), "MATCH (n:Kept) RETURN n.id AS id") == [["x"]]


@pytest.mark.usefixtures("stopped")
@pytest.mark.parametrize("how", ["cut off", "written over", "removed"])
def test_a_file_that_is_not_as_it_was_closed_is_refused_by_its_name(settings: Settings, how: str) -> None:
    """The engine would open a map with less in it, without a word."""
    (bucket,) = (settings.home / "databases" / "coalition").glob("Kept_0.*.bucket")
    whole = bucket.read_bytes()
    assert whole
    if how == "removed":
        bucket.unlink()
    else:
        bucket.write_bytes(b"" if how == "cut off" else bytes(8) + whole[8:])
    with pytest.raises(ServerError, match=rf"{bucket.name} is damaged or missing: it is not what it was when"):
        endpoint(settings)
    bucket.write_bytes(whole)
    assert run(endpoint(settings), "MATCH (n:Kept) RETURN n.id AS id") == [["x"]]
    assert not (settings.home / SEAL).exists()


@pytest.mark.usefixtures("stopped")
def test_without_the_seal_what_is_left_of_a_map_is_opened(settings: Settings) -> None:
    """So it is after a release that made none, and after a process that was killed."""
    (bucket,) = (settings.home / "databases" / "coalition").glob("Kept_0.*.bucket")
    bucket.unlink()
    (settings.home / SEAL).unlink()
    assert run(endpoint(settings), "MATCH (n:Kept) RETURN n.id AS id") == []


def test_too_little_room_is_one_sentence(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(settings.home.parent)._replace(free=5_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    with pytest.raises(ServerError, match="has 5 MB free and the embedded database needs 200 MB; free some space"):
        endpoint(settings)


@POSIX
def test_a_disk_that_fills_up_is_an_error_and_the_next_command_recovers(tmp_path: Path) -> None:
    """On a small disk of its own, where the tests may mount one."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    from conftest import make_tables

    from coalition.model.vocabulary import Tables
    from coalition.store.store import Store

    disk = tmp_path / "disk"
    disk.mkdir()
    small = Settings(home=disk / "home", uri="")
    with mounted(disk, "size=260m"):
        try:
            before = make_tables({("a", "e"): "support"}, bears_on={})
            with Store(small) as store:
                store.write(before)
                filler = fill(disk, 300_000)
                large = make_tables({(f"a{i}", f"e{j}"): "support" for i in range(75) for j in range(75)}, bears_on={})
                with pytest.raises(ServerError, match="disk"):
                    store.write(Tables(**dict(large)))
                filler.unlink()
            stop(small)
            with Store(small) as store:
                assert len(store.tables().stances) == 1
                store.write(large)
                assert len(store.tables().stances) == 5_626
        finally:
            stop(small)


def test_a_platform_without_package_is_told_to_use_neo4j(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(
        ServerError, match="no embedded database for this platform; set COALITION_URI to a Neo4j server"
    ):
        endpoint(settings)


def test_a_named_server_is_taken_as_it_is_and_never_stopped(tmp_path: Path) -> None:
    named = Settings(home=tmp_path / "home", uri="neo4j+s://graph.example:7000", user="me", database="map")
    found = endpoint(named)
    assert (found.uri, found.user, found.database, found.embedded) == (named.uri, "me", "map", False)
    assert stop(named) is False
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("uri", ["http://localhost:7474", "localhost:7687", "bolt://", "bolt://host:port"])
def test_an_address_that_is_none_is_one_sentence(uri: str, tmp_path: Path) -> None:
    with pytest.raises(ServerError, match="COALITION_URI") as caught:
        endpoint(Settings(home=tmp_path, uri=uri))
    assert "\n" not in str(caught.value)


def test_errors_of_a_full_disk_become_a_sentence_and_others_do_not() -> None:
    assert "disk of the database is full" in str(explain("java.io.IOException: No space left on device"))
    assert explain("Variable `x` not defined") is None


@POSIX
def test_a_stranger_on_the_port_of_a_database_that_is_gone_is_told_no_password(settings: Settings) -> None:
    with Store(settings) as store:
        assert store.version() == 0
        pid, port = status(settings).pid, int(store.endpoint.uri.rpartition(":")[2])
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        _until_it_has_ended(settings)
        stranger = Stranger(port)
        for _ in range(3):
            with pytest.raises(ServerError, match="the embedded database"):
                store.version()
        with pytest.raises(ServerError, match="the embedded database"):
            store.write(Tables.empty())
        stranger.listener.close()
        assert store.endpoint.password.encode() not in stranger.heard
        assert b"root" not in stranger.heard
    with Store(settings) as again:  # and a new one is started
        assert again.version() == 0
        assert again.endpoint.uri != f"bolt://{HOST}:{port}" or status(settings).running
