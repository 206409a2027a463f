"""Maps for the pages in an embedded database in a temporary folder: the seed facts, and a part of them to write to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest
import streamlit as st
from page_texts import SECONDS, opened
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from coalition.app.parts import session
from coalition.model.vocabulary import Tables
from coalition.settings import Settings, resource
from coalition.store.server import stop
from coalition.store.store import Store


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings of an empty embedded database; it is stopped at the end."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("URI", "USER", "PASSWORD", "DATABASE"):
            patch.delenv(f"COALITION_{name}", raising=False)
        patch.setenv("COALITION_HOME", str(folder))
        st.cache_resource.clear()
        st.cache_data.clear()
        yield Settings()
        st.cache_resource.clear()
        st.cache_data.clear()
        stop(Settings())


@pytest.fixture(scope="session", autouse=True)
def looked_through_once() -> Iterator[None]:
    """A server looks through all packages for components when it starts; under test it would at every visit."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="session")
def first_start(home: Settings) -> AppTest:
    """The very first visit, to an empty map."""
    return AppTest.from_file(str(resource("app.py")), default_timeout=SECONDS).run()


@pytest.fixture
def visit(first_start: AppTest) -> Callable[..., AppTest]:
    """Open a page by name and ids, as a link does."""
    return lambda page="partners", **ids: opened(page, **ids)


def part(seeds: Tables) -> Tables:
    """The facts about the States of GRULAC and the two called Congo: enough to ask, soon read and written."""
    actors = seeds.actors
    chosen = actors[
        (actors["kind"].eq("state") & actors["regional_group"].eq("grulac")) | actors["id"].isin(["COG", "COD"])
    ]
    stances = seeds.stances[seeds.stances["actor_id"].isin(chosen["id"])]
    return Tables(**dict(seeds) | {"actors": chosen, "stances": stances})


@pytest.fixture(scope="session")
def workshop(home: Settings, seeds: Tables) -> Settings:
    """Settings of a smaller map, for tests that write."""
    with Store(home) as store:
        store.maps.new("workshop")
    own = Settings(map="workshop")
    with Store(own) as store:
        store.write(part(seeds))
    return own


@pytest.fixture
def writing(workshop: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The smaller map, which is that of the pages meanwhile; what a test did to it is taken back."""
    monkeypatch.setenv("COALITION_MAP", workshop.map)
    with Store(workshop) as opened:
        before = opened.tables()
        yield opened
        opened.write(before, replace=True)
        session.changed()
