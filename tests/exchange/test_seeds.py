"""The seed tables: counts, keys, sources and grades."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from coalition.model.vocabulary import COLUMNS, Tables
from coalition.settings import resource

ROWS = {
    "groups": 5,
    "blocs": 14,
    "actors": 897,
    "recommendations": 69,
    "evidence": 430,
    "bears_on": 223,
    "stances": 46_631,
}


def test_every_table_has_its_rows(seeds: Tables) -> None:
    assert {name: len(frame) for name, frame in seeds} == ROWS


def test_facts_and_background_record_are_both_there_and_counted_once(seeds: Tables) -> None:
    background = seeds.evidence[~seeds.evidence["id"].isin(seeds.bears_on["evidence_id"])]
    stances = seeds.stances["evidence_id"].isin(background["id"])
    assert len(background) == 215 - 8
    assert set(background["kind"]) == {"vote"}
    assert (stances.sum(), (~stances).sum()) == (37_524, 9_107)
    assert Counter(seeds.actors["visibility"]) == {"public": 897}
    assert set(seeds.evidence["visibility"]) == {"public"}


def test_every_row_has_a_source_and_a_grade(seeds: Tables) -> None:
    for name, frame in seeds:
        if "source" in frame:
            assert (frame["source"] != "").all(), name
        if "grade" in frame:
            assert set(frame["grade"]) <= {"seen", "derived"}, name


@pytest.mark.parametrize(
    ("table", "column", "target"),
    [
        ("actors", "regional_group", "groups"),
        ("recommendations", "target_evidence", "evidence"),
        ("bears_on", "evidence_id", "evidence"),
        ("bears_on", "recommendation_id", "recommendations"),
        ("stances", "actor_id", "actors"),
        ("stances", "evidence_id", "evidence"),
    ],
)
def test_every_reference_leads_somewhere(seeds: Tables, table: str, column: str, target: str) -> None:
    values = set(getattr(seeds, table)[column]) - {""}
    assert values <= set(getattr(seeds, target)["id"])


def test_serbia_votes_in_the_background_record_and_namibia_is_no_missing_value(seeds: Tables) -> None:
    votes = seeds.stances.groupby("actor_id").size()
    assert votes["SRB"] > 200
    assert votes["NAM"] > 200
    assert "YU" not in set(seeds.stances["actor_id"])


def test_the_files_say_what_the_dictionary_describes() -> None:
    folder = resource("seeds")
    readme = (folder / "README.md").read_text(encoding="utf-8")
    for name, columns in COLUMNS.items():
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert tuple(next(csv.reader(file))) == columns
        assert f"{ROWS[name]:,}" in readme
        for column in columns:
            assert f"`{column}`" in readme, (name, column)


def test_states_stand_in_the_five_regional_groups(seeds: Tables) -> None:
    states = seeds.actors[seeds.actors["kind"] == "state"]
    sizes = {"african": 54, "asia-pacific": 54, "eastern-european": 23, "grulac": 33, "weog": 29}
    assert Counter(states["regional_group"]) == sizes
