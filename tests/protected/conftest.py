"""Two maps in one embedded database, one with protected rows and one without, for all who look at them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from commands import Run, commands
from protected.secret_rows import WITH, WITHOUT, Two, base, fill
from streamlit.components.v2 import manifest_scanner

from coalition.model.vocabulary import Tables
from coalition.settings import Settings
from coalition.store.daemon import DATABASE
from coalition.store.server import stop
from coalition.store.store import Store

scanned_once = cache(manifest_scanner.scan_component_manifests)


@pytest.fixture(scope="session")
def public(seeds: Tables) -> Tables:
    """What both maps show."""
    return base(seeds)


@pytest.fixture(scope="session")
def two(public: Tables, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    """The two maps, in a data folder of their own."""
    home = tmp_path_factory.mktemp("home")
    found = Two(*(Settings(home=home, uri="", map=name) for name in (WITH, WITHOUT)))
    with Store(Settings(home=home, uri="", map=DATABASE)) as store:
        for name in (WITH, WITHOUT):
            store.maps.new(name)
    fill(found.told, public, secret=True)
    fill(found.bare, public, secret=False)
    yield found
    stop(found.told)


@pytest.fixture(autouse=True)
def in_their_folder(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages and the commands find the two maps in the data folder of the environment."""
    for name in ("URI", "USER", "PASSWORD", "DATABASE", "MAP", "EDITOR"):
        monkeypatch.delenv(f"COALITION_{name}", raising=False)
    monkeypatch.setenv("COALITION_HOME", str(two.told.home))
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", scanned_once)


@pytest.fixture(scope="session")
def run(two: Two, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """The commands, in a folder of their own; the database stops at the end."""
    with commands(tmp_path_factory.mktemp("work"), two.told.home) as found:
        yield found


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    """Where a command writes its files."""
    return tmp_path
