"""The command `compare`: the same answers as the analyses, in every format, and a sentence for what cannot be."""

from __future__ import annotations

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from coalition.analysis.cohesion import cohesion, who_broke
from coalition.analysis.compare import RECOMMENDATIONS, TEXTS, compare, compare_sentence
from coalition.cli import compare as command
from coalition.errors import CoalitionError, UnknownIdError
from coalition.model.network import Network


@pytest.fixture
def run(seed_network: Network, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(command, "open_network", lambda *counted: seed_network)
    return lambda words: CliRunner().invoke(command.app, words.split(), catch_exceptions=False).stdout


def test_actors_on_all_texts_with_each_position_and_its_source(run, seed_network: Network) -> None:
    answer = json.loads(run("CHL GHA NOR --format json"))
    found = compare(seed_network, ["CHL", "GHA", "NOR"], by=TEXTS)
    assert answer["answer"] == compare_sentence(seed_network, found)
    assert [row["id"] for row in answer["rows"]] == list(found.rows["id"])
    assert {"Chile", "Ghana", "Norway", "agreement", "source"} <= set(answer["rows"][0])
    assert len(answer["positions"]) == len(found.cells)
    assert all(row["source"] for row in answer["positions"])


def test_on_what_is_named_only(run, seed_network: Network) -> None:
    goals = ["R18", "R21.1"]
    answer = json.loads(run("USA CHN --recommendation R18 --recommendation R21.1 --format json"))
    found = compare(seed_network, ["USA", "CHN"], goals, RECOMMENDATIONS)
    assert [row["id"] for row in answer["rows"]] == list(found.rows["id"])
    texts = json.loads(run("USA CHN --text GA-70-161 --format json"))
    assert [row["id"] for row in texts["rows"]] == ["GA-70-161"]


def test_a_bloc_has_four_tables_and_csv_the_one_that_is_asked_for(run, seed_network: Network) -> None:
    answer = json.loads(run("--bloc EU --format json"))
    found, broke = cohesion(seed_network, "EU"), who_broke(seed_network, "EU")
    assert answer["answer"].startswith(found.sentence)
    assert set(answer) == {"answer", "rows", "years", "themes", "breaks"}
    assert [row["surprise"] for row in answer["breaks"]] == pytest.approx(list(broke["surprise"]))
    assert [row["cohesion"] for row in answer["years"]] == [
        None if cohesion != cohesion else pytest.approx(cohesion) for cohesion in found.by_year["cohesion"]
    ]
    years, themes = found.by_year, found.by_theme
    for table, expected, column in (("breaks", broke, "one_in"), ("years", years, "rice"), ("themes", themes, "theme")):
        rows = list(csv.DictReader(io.StringIO(run(f"--bloc EU --table {table} --format csv"))))
        assert len(rows) == len(expected)
        assert column in rows[0]


def test_a_table_for_people_names_the_text_and_who_stands_apart(run) -> None:
    told = " ".join(run("--regional-group weog --table breaks").split())
    assert "its 29 members took the same position on" in told
    assert "Israel" in told
    assert "The first 20 of" in told


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "nobody given; name 2 to 10 actors"),
        ("CHL", "1 actor given; name 2 to 10"),
        ("CHL GHA --bloc EU", "actors and a bloc given"),
        ("--bloc EU --regional-group weog", "a bloc and a group given"),
        ("CHL GHA --table years", "--table years is of a bloc"),
        ("CHL GHA --text GA-70-161 --recommendation R18", "compared apart"),
        ("CHL CHL", "CHL given more than once"),
    ],
)
def test_what_cannot_be_compared_is_a_sentence(run, words: str, sentence: str) -> None:
    with pytest.raises(CoalitionError, match=sentence):
        run(words)


@pytest.mark.parametrize("words", ["CHL ZZZ", "CHL GHA --text ZZZ", "CHL GHA --recommendation ZZZ", "--bloc ZZZ"])
def test_an_id_that_is_not_there_is_named(run, words: str) -> None:
    with pytest.raises(UnknownIdError, match="ZZZ"):
        run(words)
