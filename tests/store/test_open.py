"""What `coalition.open` gives: never a graph that is empty without a word."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import coalition
from coalition.errors import CoalitionError
from coalition.settings import Settings
from coalition.store.server import stop

pytestmark = pytest.mark.embedded


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name in [name for name in os.environ if name.startswith("COALITION_")]:
        monkeypatch.delenv(name)
    yield tmp_path
    stop(Settings(home=tmp_path, uri=""))


def test_a_fresh_folder_holds_the_seed_facts_and_an_empty_map_says_how_to_fill_it(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with coalition.open(home=home) as store:
        assert str(store.network().graph()) == "Graph with 996 nodes and 3433 edges"
        assert list(store.history.entries()["who"]) == ["coalition"]
        store.maps.new("city-network")
    monkeypatch.setenv("COALITION_MAP", "city-network")
    with coalition.open(home=home) as store:
        assert store.version() == 0
        with pytest.raises(CoalitionError, match="the map city-network is empty; fill it with coalition load"):
            store.network()
        assert store.network(allow_empty=True).graph().number_of_nodes() == 0
    with pytest.raises(CoalitionError, match=r"^this store is closed; use it inside"):
        store.network()
