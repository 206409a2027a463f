"""`coalition forget`: shows what it would erase, asks, and erases it from the map or from backups."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import Run, commands
from conftest import make_tables

from coalition.settings import Settings
from coalition.store.store import Store

pytestmark = pytest.mark.embedded


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("work")
    with Store(Settings(home=home, uri="")) as store:
        store.write(make_tables({("a", "e"): "support", ("b", "e"): "support"}), who="owner")
    with commands(folder, home) as found:
        yield found


def test_a_person_is_shown_first_and_erased_when_that_is_agreed_to(run: Run, tmp_path: Path) -> None:
    run("set", "actors", "id=a", "note=told by Ada Example", "--by", "Ada Example")
    kept = str(tmp_path / "map.backup")
    run("backup", kept)
    asked = run("forget", "Ada Example")
    assert asked.returncode == 1
    assert "told by a person who was erased" in asked.stdout
    assert asked.stderr == "nothing was changed; add --yes to erase it for good\n"
    assert "Ada Example" in run("history").stdout
    for place in ((), ("--backup", kept)):
        done = run("forget", "ada example", *place, "--yes", "--format", "json")
        assert done.returncode == 0, done.stderr
        assert "this command cannot know of them" in json.loads(done.stdout)["answer"]
        again = run("forget", "Ada Example", *place)
        assert (again.returncode, "Nothing in" in again.stdout) == (0, True)
    assert "Ada Example" not in run("history").stdout
    assert run("restore", kept).returncode == 0
    assert "Ada Example" not in run("history").stdout + run("query", "read_actors").stdout


def test_an_actor_goes_by_its_id(run: Run) -> None:
    done = run("forget", "--actor", "b", "--yes")
    assert done.returncode == 0, done.stderr
    rows = json.loads(run("query", "read_actors", "--format", "json").stdout)["rows"]
    assert [row["id"] for row in rows] == ["a"]


def test_nobody_everybody_and_what_is_no_backup_are_sentences(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.backup").write_bytes(b"PK")
    for arguments, told in (
        ((), "say whom to forget"),
        (("Ada", "--actor", "b"), "say whom to forget"),
        (("Al",), "'Al' is too short to be told from other words; give the whole name"),
        (("Ada Example", "--backup", str(tmp_path / "x.backup")), "is damaged or not a backup"),
        (("Ada Example", "--backup", str(tmp_path)), "is an export; delete it"),
    ):
        done = run("forget", *arguments)
        assert (done.returncode, told in done.stderr) == (1, True), done.stderr
        assert "Traceback" not in done.stderr
