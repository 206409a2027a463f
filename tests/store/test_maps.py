"""Several maps beside each other: each with facts of its own, none filled unasked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import Run, commands
from conftest import make_tables
from pydantic import SecretStr

from coalition.errors import ServerError
from coalition.exchange.writers import EXPORTERS, contents
from coalition.model.vocabulary import Tables
from coalition.settings import Settings
from coalition.store.home import CHOSEN, choose_map, chosen_map, embedded_maps, map_name
from coalition.store.seeds import awaits_seeds
from coalition.store.server import stop
from coalition.store.store import Store

pytestmark = pytest.mark.embedded


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    settings = Settings(
        home=tmp_path_factory.mktemp("home"), uri="", user="", password=SecretStr(""), database="", map=""
    )
    yield settings
    stop(settings)


def of(settings: Settings, name: str) -> Settings:
    return settings.model_copy(update={"map": name})


def test_maps_hold_their_own_facts_and_outlive_the_server(home: Settings) -> None:
    mine, other = make_tables({("a", "x"): "support"}), make_tables({("b", "y"): "oppose"})
    with Store(home) as store:
        assert awaits_seeds(store)
        store.write(mine)
        store.maps.new("city-network")
        store.maps.new("trade")
        assert store.maps.names() == ["coalition", "city-network", "trade"]
    with Store(of(home, "city-network")) as store:
        assert not awaits_seeds(store)
        assert store.tables().actors.empty
        store.write(other)
    assert stop(home)
    with Store(of(home, "city-network")) as store:
        assert list(store.tables().actors["id"]) == ["b"]
        assert store.check() == []
    with Store(home) as store:
        assert list(store.tables().actors["id"]) == ["a"]
    with Store(of(home, "trade")) as store:
        assert not awaits_seeds(store)


def test_a_map_twice_or_nowhere_is_one_sentence(home: Settings) -> None:
    with Store(home) as store, pytest.raises(ServerError, match="there is a map coalition already"):
        store.maps.new("coalition")
    with pytest.raises(
        ServerError, match=r"there is no map 'nowhere'; the maps are: coalition.*; coalition new makes one"
    ):
        Store(of(home, "nowhere"))


@pytest.mark.parametrize("name", ["", "a", "System", "../x", "a b", "system", "x" * 41, "`x`", "-a-", "ab-"])
def test_names_that_no_database_can_have_are_refused(name: str) -> None:
    with pytest.raises(ServerError, match="cannot be the name of a map"):
        map_name(name)


def test_the_choice_is_kept_for_each_server(tmp_path: Path) -> None:
    here = Settings(home=tmp_path, uri="", map="")
    assert chosen_map(here) == ""
    choose_map(here, "city-network")
    assert chosen_map(here) == "city-network"
    assert chosen_map(of(here, "trade")) == "trade"
    assert chosen_map(here.model_copy(update={"uri": "bolt://elsewhere"})) == ""
    assert embedded_maps(here) == ["coalition"]


@pytest.fixture
def coalition(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """The command, in a folder of its own, with a data folder of its own whose first map holds two recommendations."""
    home = tmp_path_factory.mktemp("home")
    with Store(Settings(home=home, uri="", map="")) as store:
        store.write(make_tables({("a", "x"): "support", ("a", "y"): "support"}))
    with commands(tmp_path_factory.mktemp("elsewhere"), home) as run:
        yield run


def test_a_day_with_a_map_of_ones_own(coalition: Run, tmp_path: Path) -> None:
    made = make_tables({("a", "x"): "support", ("b", "x"): "oppose"}, groups={"a": "north"})
    filled = {name: frame.assign(source="s") for name, frame in made if "source" in frame}
    filled["groups"] = filled["groups"].assign(long_name="North")
    filled["bears_on"] = made.bears_on.assign(why="w", contestable="no")
    tables = Tables(**dict(made) | filled)
    EXPORTERS["xlsx"].write(contents(tables, version=1), tmp_path / "mine.xlsx")

    assert "city-network is a new, empty map" in coalition("new", "city-network").stdout
    assert "is embedded" not in coalition("status").stderr
    assert coalition("load", str(tmp_path / "mine.xlsx")).returncode == 0
    assert len(json.loads(coalition("gaps", "--format", "json").stdout)["rows"]) == 1
    done = coalition("export", str(tmp_path / "out"))
    assert "Nothing is lost." in done.stdout
    assert coalition("backup", str(tmp_path / "map.backup")).returncode == 0
    assert "city-network is chosen" in coalition("maps").stdout
    assert coalition("use", "coalition").returncode == 0
    assert len(json.loads(coalition("gaps", "--format", "json").stdout)["rows"]) == 2
    for own in (["--map", "city-network", "gaps", "--format", "json"], ["gaps", "--format", "json"]):
        variables = {} if own[0] == "--map" else {"COALITION_MAP": "city-network"}
        assert len(json.loads(coalition(*own, **variables).stdout)["rows"]) == 1
    done = coalition("use", "nowhere")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert coalition("new", "second").returncode == 0
    done = coalition("restore", str(tmp_path / "map.backup"))
    assert (done.returncode, "is back" in done.stdout) == (0, True), done.stderr
    again = tmp_path / "again"
    assert coalition("export", str(again)).returncode == 0
    for file in (tmp_path / "out").glob("*.csv"):
        assert (again / file.name).read_bytes() == file.read_bytes()


def test_a_damaged_choice_is_told_and_no_map_is_guessed(tmp_path: Path) -> None:
    (tmp_path / CHOSEN).write_bytes(b"\xff\xfe")
    settings = Settings(home=tmp_path, uri="")
    with pytest.raises(ServerError, match=r"map is damaged; say again which map is meant: coalition use NAME"):
        chosen_map(settings)
    choose_map(settings, "city-network")
    assert chosen_map(settings) == "city-network"
