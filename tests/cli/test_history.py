"""`coalition history`, `undo`, `redo`, `set`, `remove` and `contact`, as a person runs them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import make_tables
from typer.testing import CliRunner

from coalition.cli.main import app
from coalition.errors import CoalitionError
from coalition.settings import Settings
from coalition.store.server import stop
from coalition.store.store import Store

pytestmark = pytest.mark.embedded


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The data folder of a small map."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("URI", "USER", "PASSWORD", "DATABASE", "EDITOR"):
            patch.delenv(f"COALITION_{name}", raising=False)
        patch.setenv("COALITION_HOME", str(folder))
        patch.setenv("COLUMNS", "200")
        with Store(Settings()) as store:
            store.write(make_tables({("s0", "e0"): "support", ("s1", "e0"): "oppose"}, bears_on={"e0": "R1"}))
        yield folder
        stop(Settings())


def run(*arguments: str) -> str:
    done = CliRunner().invoke(app, list(arguments))
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.output


def test_a_row_is_set_taken_back_and_set_again(home: Path) -> None:
    told = run("set", "stances", "actor_id=s0", "evidence_id=e0", "position=abstain", "--by", "Ada", "--why", "misread")
    assert "stance s0 e0 changed: position support → abstain." in told
    assert "Ada" in run("history", "--limit", "1")
    assert "misread" in run("history", "--about", "s0", "--format", "json")
    assert "is taken back: stance s0 e0 changed: position abstain → support." in run("undo", "--by", "Bo")
    assert "Done again: stance s0 e0 changed: position support → abstain." in run("redo")
    assert "Nothing new." in run("set", "stances", "actor_id=s0", "evidence_id=e0", "position=abstain")


def test_a_new_row_says_what_it_claims_least(home: Path) -> None:
    run("set", "actors", "id=new", "name=New", "kind=ngo", "source=told")
    assert "visibility: public" in run("history", "--about", "new", "--limit", "1") + run("history", newest())
    run("remove", "actors", "id=new")


def newest() -> str:
    with Store(Settings()) as store:
        return str(store.history.entries(limit=1)["id"].iloc[0])


def test_what_asks_first_names_the_option_that_agrees(home: Path) -> None:
    with pytest.raises(CoalitionError, match="1 stance would go with it; nothing was written, add --with-all"):
        run("remove", "actors", "id=s1")
    run("remove", "actors", "id=s1", "--with-all")
    run("undo")
    run("set", "stances", "actor_id=s1", "evidence_id=e0", "position=support")
    change = newest()
    run("set", "stances", "actor_id=s1", "evidence_id=e0", "position=abstain")
    with pytest.raises(
        CoalitionError, match=r"changed since: position is now 'abstain'.*; nothing was written, add --force"
    ):
        run("undo", change)
    run("undo", change, "--force")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["set", "kings", "id=x"], "there is no table 'kings'; use one of groups"),
        (["set", "stances", "actor_id=s0"], "stances: say which row, with evidence_id="),
        (["set", "stances", "s0"], "'s0' is not key=value"),
        (["set", "blocs", "id=a", "id=b"], "id is given twice; give it once"),
        (["query", "stances_of_actor", "actor=XXX"], "no actor XXX"),
        (["query", "stances_on_recommendation", "recommendation=R99"], "no recommendation R99"),
        (["remove", "blocs", "id=x"], "there is no x in blocs"),
        (["history", "0"], "there is no change 0 in the history"),
        (["undo", "0"], "there is no change 0 in the history"),
        (["contact", "R1", "nobody", "--answer", "x"], "there is no actor 'nobody'"),
        (["contact", "R1", "s0", "--date", "3 May"], "'3 May' is not a date; write YYYY-MM-DD"),
        (["contact", "R1", "--by", "Ada"], "actor"),
        (["contact", "--remove", "x"], "there is no contact x in the log"),
    ],
)
def test_a_mistake_is_one_sentence(home: Path, arguments: list[str], words: str) -> None:
    with pytest.raises(CoalitionError, match=words) as caught:
        run(*arguments)
    assert str(caught.value).count("\n") == 0


def test_contacts_are_noted_and_listed(home: Path) -> None:
    told = run("contact", "R1", "s0", "--date", "2026-05-03", "--by", "Ada", "--answer", "will revert")
    assert "1 contact in the log." in told
    assert "will revert" in run("contact", "R1")
    assert "0 contacts" in run("contact", "R1", "s1")


def test_a_query_says_how_many_rows_it_found(home: Path) -> None:
    assert run("query", "stances_of_actor", "actor=s0").startswith("1 row.")


def test_a_large_change_is_shown_in_part_and_taken_back_only_when_asked_to(home: Path) -> None:
    with Store(Settings()) as store:
        store.write(make_tables({(f"n{n}", "e9"): "support" for n in range(300)}, bears_on={"e9": "R1"}))
    change = newest()
    with pytest.raises(CoalitionError, match=f"change {change} is large: .*; nothing was written, add --yes"):
        run("undo")
    assert newest() == change
    told = run("undo", "--yes")
    assert "The first 20 of 60" in told
    assert len(told.splitlines()) < 200
    assert len(run("history", change, "--format", "csv").splitlines()) > 600
