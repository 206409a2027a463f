"""Two maps in one embedded database, one with protected rows and one without, for all who look at them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from commands import Run, commands
from protected.secret_rows import WITH, WITHOUT, Two, base, fill
from streamlit.components.v2 import manifest_scanner

from coalition.model.vocabulary import Tables
from coalition.settings import Settings
from coalition.store.store import Store


@pytest.fixture(scope="session")
def public(seeds: Tables) -> Tables:
    """What both maps show."""
    return base(seeds)


@pytest.fixture(scope="session")
def two(public: Tables, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    """The two maps; the pages and the commands find them in the data folder of the environment."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("URI", "USER", "PASSWORD", "DATABASE", "MAP", "EDITOR"):
            patch.delenv(f"COALITION_{name}", raising=False)
        patch.setenv("COALITION_HOME", str(tmp_path_factory.mktemp("home")))
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        found = Two(*(Settings(map=name) for name in (WITH, WITHOUT)))
        with Store(Settings()) as store:
            for name in (WITH, WITHOUT):
                store.maps.new(name)
        fill(found.told, public, secret=True)
        fill(found.bare, public, secret=False)
        st.cache_resource.clear()
        st.cache_data.clear()
        yield found
        st.cache_resource.clear()
        st.cache_data.clear()


@pytest.fixture(scope="session")
def run(two: Two, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """The commands, in a folder of their own; the database stops at the end."""
    with commands(tmp_path_factory.mktemp("work"), two.told.home) as found:
        yield found


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    """Where a command writes its files."""
    return tmp_path
