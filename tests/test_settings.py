"""Files that travel with the package are found in a wheel and in a checkout."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import Any, cast

import pytest
from places import ROOT

import coalition
from coalition import settings
from coalition.errors import CoalitionError


@pytest.mark.parametrize("inside", ["_data/seeds", "../seeds"])
def test_a_resource_is_found_in_the_place_of_a_wheel_and_of_a_checkout(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, inside: str
) -> None:
    package = tmp_path / "coalition"
    package.mkdir()
    monkeypatch.setattr(settings, "__file__", str(package / "settings.py"))
    with pytest.raises(CoalitionError, match="seeds is missing from the installation"):
        settings.resource("seeds")
    (package / inside).mkdir(parents=True)
    assert settings.resource("seeds").resolve() == (package / inside).resolve()


def test_everything_that_travels_is_in_this_installation() -> None:
    assert (settings.resource("seeds") / "stances.csv").is_file()
    assert settings.resource("app.py").is_file()
    assert list(settings.resource("queries").glob("*.cypher"))


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COALITION_HOME", str(tmp_path))
    monkeypatch.setenv("COALITION_PASSWORD", "secret")
    found = settings.Settings()
    assert found.home == tmp_path
    assert "secret" not in repr(found)


def test_an_empty_variable_is_none_and_a_relative_home_is_a_place(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("HOME", "IDLE_MINUTES", "MAP"):
        monkeypatch.setenv(f"COALITION_{name}", "")
    usual = settings.Settings()
    assert (usual.home.name, usual.idle_minutes, usual.map) == ("coalition", 30.0, "")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COALITION_HOME", "here")
    assert settings.Settings().home == tmp_path / "here"


@pytest.mark.parametrize("value", ["abc", "-1", "nan"])
def test_a_variable_that_cannot_be_used_is_a_sentence(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("COALITION_IDLE_MINUTES", value)
    with pytest.raises(CoalitionError, match=rf"^COALITION_IDLE_MINUTES: '{value}' cannot be used; input should be"):
        settings.Settings()


def test_an_argument_that_cannot_be_used_is_a_sentence_under_its_own_name() -> None:
    with pytest.raises(CoalitionError, match=r"^uri: 3 cannot be used; input should be a valid string"):
        coalition.open(uri=cast("Any", 3))
    with pytest.raises(CoalitionError, match=r"^home: 3 cannot be used"):
        coalition.open(home=cast("Any", 3))
    with pytest.raises(CoalitionError, match=r"^home: '' cannot be used; input should name a folder"):
        coalition.open(home="")


CHECKOUT = ROOT


@pytest.mark.skipif(not (CHECKOUT / "pyproject.toml").exists(), reason="builds the wheel of a checkout")
def test_queries_seeds_and_app_travel_in_the_wheel(tmp_path: Path) -> None:
    import subprocess
    import sys

    source = tmp_path / "source"
    source.mkdir()
    for name in ("coalition", "queries", "seeds"):
        shutil.copytree(CHECKOUT / name, source / name)
    for name in ("app.py", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(CHECKOUT / name, source / name)
    done = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--no-deps", "-q", "-w", str(tmp_path), str(source)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"coalition/_data/app.py", "coalition/_data/seeds/stances.csv", "coalition/py.typed"} <= names
    assert {f"coalition/_data/queries/{path.name}" for path in (CHECKOUT / "queries").glob("*.cypher")} <= names


def test_a_password_is_read_from_a_file_where_none_is_given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "password"
    monkeypatch.setenv("COALITION_PASSWORD_FILE", str(file))
    with pytest.raises(CoalitionError, match=f"{file} cannot be read \\(No such file"):
        settings.Settings().read_password()
    file.write_text("\n")
    with pytest.raises(CoalitionError, match=f"{file} is empty; write the password into it"):
        settings.Settings().read_password()
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(CoalitionError, match="cannot be read"):
        settings.Settings().read_password()
    file.write_text("hidden\n")
    assert settings.Settings().read_password() == "hidden"
    assert "hidden" not in repr(settings.Settings())
    monkeypatch.setenv("COALITION_PASSWORD", "given")
    assert settings.Settings().read_password() == "given"
    monkeypatch.delenv("COALITION_PASSWORD_FILE")
    assert settings.Settings().read_password() == "given"
