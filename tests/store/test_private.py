"""Notes of contacts and the history stay with the editors: no export, brief or wall holds them unasked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from conftest import make_tables
from typer.testing import CliRunner

from coalition.cli.main import app
from coalition.errors import CoalitionError
from coalition.exchange.writers import EXPORTERS
from coalition.settings import Settings
from coalition.store.contacts import Contact
from coalition.store.server import stop
from coalition.store.store import Store

pytestmark = pytest.mark.embedded
SECRETS = (b"zebra-answer", b"zebra-step", b"zebra-asker", b"zebra-editor", b"zebra-reason")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The data folder of a small map with a history and a contact."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("URI", "USER", "PASSWORD", "DATABASE", "EDITOR", "MAP"):
            patch.delenv(f"COALITION_{name}", raising=False)
        patch.setenv("COALITION_HOME", str(folder))
        with Store(Settings()) as store:
            made = make_tables({("s0", "e0"): "support", ("s1", "e0"): "abstain"}, bears_on={"e0": "R1"})
            hidden = made.actors["id"] == "s1"
            actors = made.actors.assign(visibility=hidden.map({True: "protected", False: "public"}))
            tables = type(made)(**dict(made) | {"actors": actors})
            store.write(tables, who="zebra-editor", why="zebra-reason")
            for actor in ("s0", "s1"):
                store.contacts.add(Contact(actor, "R1", "2026-05-03", "zebra-asker", "zebra-answer", "zebra-step"))
        yield folder
        stop(Settings())


def run(*arguments: str) -> None:
    done = CliRunner().invoke(app, list(arguments))
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output


def inside(place: Path) -> bytes:
    """All bytes of a file or folder, those of packed files unpacked."""
    files = [place] if place.is_file() else [path for path in place.rglob("*") if path.is_file()]
    found = b""
    for file in files:
        data = file.read_bytes()
        if zipfile.is_zipfile(io.BytesIO(data)):
            with zipfile.ZipFile(file) as packed:
                data = b"".join(packed.read(name) for name in packed.namelist())
        found += data
    return found


@pytest.mark.parametrize("name", list(EXPORTERS))
def test_no_export_holds_what_is_private(home: Path, tmp_path: Path, name: str) -> None:
    run("export", str(tmp_path / f"map{EXPORTERS[name].ending}"), "--protected")
    found = inside(tmp_path)
    assert b"s0" in found.lower()
    assert not [secret for secret in SECRETS if secret in found]


@pytest.mark.parametrize("ending", [".docx", ".xlsx", ".csv"])
def test_no_brief_holds_what_is_private(home: Path, tmp_path: Path, ending: str) -> None:
    run("brief", "partners", "R1", "--output", str(tmp_path / f"brief{ending}"))
    found = inside(tmp_path)
    assert b"S0" in found
    assert not [secret for secret in SECRETS if secret in found]


def test_the_contact_log_is_in_the_workbook_when_asked_for_without_those_who_are_left_out(
    home: Path, tmp_path: Path
) -> None:
    run("export", str(tmp_path / "map.xlsx"), "--contacts")
    rows = list(openpyxl.load_workbook(tmp_path / "map.xlsx")["contacts"].values)
    assert [row[1] for row in rows] == ["actor_id", "s0"]
    assert "zebra-answer" in rows[1]
    run("export", str(tmp_path / "all.xlsx"), "--contacts", "--protected")
    assert len(list(openpyxl.load_workbook(tmp_path / "all.xlsx")["contacts"].values)) == 3
    run("load", str(tmp_path / "map.xlsx"))


def test_a_format_without_room_for_the_log_says_so_and_writes_nothing(home: Path, tmp_path: Path) -> None:
    for option in ("--contacts", "--everything"):
        with pytest.raises(CoalitionError, match=r"has no room for .*contacts; write \.xlsx or a folder"):
            run("export", str(tmp_path / "map.gexf"), option)
    assert not list(tmp_path.iterdir())
