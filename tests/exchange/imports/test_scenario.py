"""A stranger with three files: each is in the map, each mistake is named, one is taken back, all can leave."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import openpyxl
import pandas as pd
import pytest
from commands import Run, commands
from places import SAMPLES

pytestmark = pytest.mark.embedded
SHEET = [
    ["Country", "What", "Vote", "Date", "Source", "Recommendation"],
    ["Chile", "Pledge of the south", "yes", "2024-05-03", "a letter", "R18"],
    ["Peru", "Pledge of the south", "abstained", "2024-05-03", "a letter", "R18"],
    ["Congo", "Pledge of the south", "yes", "2024-05-03", "a letter", "R18"],
    ["Chlie", "Pledge of the south", "yes", "2024-05-03", "a letter", "R18"],
    ["Shelter First", "Pledge of the south", "yes", "2024-05-03", "a letter", "R18"],
    ["Fiji", "Pledge of the south", "perhaps", "2024-05-03", "a letter", "R18"],
    ["Ghana", "A new text", "yes", 45415, "a letter", "R18"],
    ["Kenya", "Pledge of the south", "yes", "3 May", "a letter", "R18"],
    ["Nepal", "Pledge of the south", "yes", "2024-05-03", "", "R18"],
    ["Malta", "Pledge of the south", "yes", "2024-05-03", "a letter", "R999"],
    ["=cmd|' /C calc'!A0", "Pledge of the south", "yes", "2024-05-03", "a letter", "R18"],
    ["Peru", "Pledge of the south", "no", "2024-05-03", "a letter", "R18"],
]
MISTAKES = {
    4: "actor 'Congo' may be Democratic Republic of the Congo (COD) or Republic of the Congo (COG)",
    5: "actor 'Chlie' may be Chile (CHL)",
    6: "actor 'Shelter First' is not in the map",
    7: "position 'perhaps' is not one of support, abstain, oppose, absent",
    8: "date '45415' is a number of days, perhaps 2024-05-03",
    9: "date '3 May' is not a date",
    10: "source is empty",
    11: "recommendation 'R999' is not in the map",
    12: "is a formula; paste its value instead",
    13: "says something else of the same actor and evidence than in line 3; keep one",
}


@pytest.fixture
def coalition(tmp_path: Path, few_folder: Path) -> Iterator[Run]:
    with commands(tmp_path, tmp_path / "home") as run:
        assert run("load", str(few_folder)).returncode == 0
        yield run


def test_a_stranger_brings_three_files_and_leaves_with_a_graph(coalition: Run, tmp_path: Path) -> None:
    for name in ("kumu_backup.json", "undl.csv"):
        shutil.copy(SAMPLES / name, tmp_path / name)
    book = openpyxl.Workbook()
    for row in SHEET:
        book.worksheets[0].append(row)
    book.save(tmp_path / "mine.xlsx")

    water = coalition("import", "kumu_backup.json", "--yes", "--for", "R18", "--word", "works on=support")
    assert "Written: 8 rows of kumu_backup.json." in water.stdout, water.stderr
    votes = json.loads(coalition("import", "undl.csv", "--yes", "--for", "R18", "--format", "json").stdout)
    assert votes["answer"].startswith("Written: ")
    assert not votes["refused"]
    said = json.loads(coalition("import", "mine.xlsx", "--yes", "--refused", "mend.xlsx", "--format", "json").stdout)
    assert said["answer"] == "Written: 4 rows of mine.xlsx. Refused: 10 rows."
    assert {row["line"]: row["reason"] for row in said["refused"]}.keys() == MISTAKES.keys()
    rows = list(openpyxl.load_workbook(tmp_path / "mend.xlsx").worksheets[0].iter_rows(values_only=True))
    assert rows[0][-1] == "reason"
    for row, told in zip(rows[1:], MISTAKES.values(), strict=True):
        assert told in str(row[-1])

    entries = json.loads(coalition("history", "--format", "json").stdout)["rows"]
    [list_entry] = [entry["id"] for entry in entries if entry["why"] == "mine.xlsx"]
    assert coalition("undo", list_entry).returncode == 0
    assert coalition("check").returncode == 0

    assert coalition("export", "map.gexf").returncode == 0
    graph = nx.read_gexf(tmp_path / "map.gexf")
    names = {values["label"] for _, values in graph.nodes(data=True)}
    assert {"River Watch", "Mill Company", "Ministry", "Clean water law"} <= names
    assert "Pledge of the south" not in names
    whole = coalition("export", "tables")
    assert whole.returncode == 0
    stances = pd.read_csv(tmp_path / "tables" / "stances.csv", dtype=str, keep_default_na=False)
    told = {
        (source, target.removeprefix("evidence:"), values["position"], values["source"])
        for source, target, values in graph.edges(data=True)
        if values["type"] == "stance"
    }
    assert told == set(stances[["actor_id", "evidence_id", "position", "source"]].itertuples(index=False, name=None))
