"""`coalition member`, and the command line on a map that has members: it acts as one of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import make_tables
from typer.testing import CliRunner

from coalition.cli import main
from coalition.errors import CoalitionError
from coalition.settings import Settings
from coalition.store.roles import NotAllowedError
from coalition.store.server import stop
from coalition.store.store import Store

pytestmark = pytest.mark.embedded


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    found = Settings(home=tmp_path_factory.mktemp("home"), uri="")
    with Store(found) as store:
        store.write(make_tables({("a", "e"): "support"}), who="owner")
    yield found
    stop(found)


@pytest.fixture(autouse=True)
def alone(home: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The map without members, before and after."""
    monkeypatch.setenv("COALITION_HOME", str(home.home))
    for name in ("URI", "EDITOR", "MAP"):
        monkeypatch.delenv(f"COALITION_{name}", raising=False)
    yield
    with Store(home) as store, store._session() as session:
        session.run("MATCH (m:Member) DETACH DELETE m").consume()


def run(*arguments: str) -> str:
    """What a command prints; its error is raised."""
    done = CliRunner().invoke(main.app, list(arguments), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def note(words: str) -> str:
    return run("set", "actors", "id=a", f"note={words}", "--by", "Somebody", "--format", "json")


def test_members_are_named_listed_and_taken_out(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Nobody has a role on this map." in run("member", "list")
    assert run("member", "set", "Ada@example.org", "admin") == "ada@example.org is admin of this map.\n"
    monkeypatch.setenv("COALITION_EDITOR", "ada@example.org")
    run("member", "set", "bo@example.org", "viewer")
    rows = json.loads(run("member", "list", "--format", "json"))["rows"]
    assert rows == [{"id": "ada@example.org", "role": "admin"}, {"id": "bo@example.org", "role": "viewer"}]
    run("member", "remove", "bo@example.org")
    assert "1 member of this map." in run("member", "list")


def test_on_a_map_with_members_the_command_line_is_one_of_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    note("before")
    run("member", "set", "ada@example.org", "admin")
    for said, why in (("", "nobody is named"), ("cy@example.org", "cy@example.org is none of them")):
        monkeypatch.setenv("COALITION_EDITOR", said)
        for command in (("gaps",), ("set", "actors", "id=a", "note=x")):
            with pytest.raises(CoalitionError, match=f"this map has members, and {why}; say who you are"):
                run(*command)
    monkeypatch.setenv("COALITION_EDITOR", "Ada@example.org")
    note("as Ada")
    run("backup", str(tmp_path / "map.backup"))
    run("member", "set", "bo@example.org", "viewer")
    monkeypatch.setenv("COALITION_EDITOR", "bo@example.org")
    assert run("gaps")
    with pytest.raises(NotAllowedError, match=r"bo@example\.org is a viewer of this map, and this takes an editor"):
        note("as Bo")
    with pytest.raises(NotAllowedError, match="takes an admin"):
        run("restore", str(tmp_path / "map.backup"))
    monkeypatch.setenv("COALITION_EDITOR", "ada@example.org")
    assert json.loads(run("history", "--format", "json"))["rows"][0]["who"] == "ada@example.org"
