"""The installed command, as a person or a program runs it, on the embedded database."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import Run, commands
from places import ROOT

pytestmark = pytest.mark.embedded
README = ROOT / "README.md"


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Where the commands are given, which is not the checkout, and where they keep their data."""
    return tmp_path_factory.mktemp("elsewhere"), tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def seeded(folders: tuple[Path, Path]) -> Iterator[Run]:
    """Commands on the map as the first of them finds or makes it: the seeds."""
    with commands(*folders) as run:
        yield run


@pytest.fixture(scope="module")
def coalition(seeded: Run, facts_folder: Path) -> Run:
    """From here on without the background record, which would only be read again by every command."""
    assert seeded("load", str(facts_folder), "--replace").returncode == 0
    return seeded


@pytest.fixture(scope="module")
def installed(folders: tuple[Path, Path]) -> Run:
    """As `seeded`, by the installed command in a process of its own."""
    elsewhere, home = folders
    command = Path(sys.executable).parent / ("coalition.exe" if os.name == "nt" else "coalition")
    clean = {key: value for key, value in os.environ.items() if not key.startswith("COALITION_")}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [command, *arguments], capture_output=True, encoding="utf-8", check=False, cwd=elsewhere,
            env=clean | {"COALITION_HOME": str(home)}, timeout=120,
        )  # fmt: skip

    return run


def rows_of(done: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout)["rows"])


def test_the_first_command_on_a_fresh_folder_answers_from_the_seeds(installed: Run) -> None:
    done = installed("gaps", "--format", "json")
    assert "loading the seed facts" in done.stderr or done.stderr == ""
    found = {row["recommendation_id"]: row for row in rows_of(done)}
    assert len(found) == 69
    assert found["R22.5"]["gaps"] == "no_evidence"
    assert found["R12.1"]["gaps"] == "disputed_only"
    assert found["R22.5"]["effective_groups"] is None
    assert found["R12.1"]["effective_groups"] is None


def test_loading_the_seeds_again_writes_nothing(seeded: Run) -> None:
    assert seeded("load").stdout.startswith("Nothing new.")


def test_formats_hold_the_same_rows(coalition: Run) -> None:
    asked = ("bridges", "--replicates", "50")
    as_json = rows_of(coalition(*asked, "--format", "json"))
    as_csv = list(csv.DictReader(io.StringIO(coalition(*asked, "--format", "csv").stdout)))
    assert [row["actor_id"] for row in as_json] == [row["actor_id"] for row in as_csv]
    assert list(as_json[0]) == list(as_csv[0])
    table = coalition(*asked).stdout
    assert str(as_json[0]["name"]) in table
    assert "rank first as bridges between regional groups, but the order is unsure." in table


def test_partners_answer_in_a_sentence_with_reasons_and_a_go_between(coalition: Run) -> None:
    done = coalition("partners", "R22.3", "--format", "json")
    answer, rows = json.loads(done.stdout)["answer"], rows_of(done)
    first = next(row for row in rows if row["section"] == "middle")
    assert f"Talk first to {first['name']} (" in answer
    assert "First in each regional group. African Group: " in answer
    assert re.search(r"^\d+% from .*; \d+% from ", str(first["reason"]))
    assert first["go_between"]
    table = coalition("partners", "R22.3").stdout
    assert "unlike" not in table
    assert "close to" in table


def test_partners_take_another_target(coalition: Run) -> None:
    rows = rows_of(coalition("partners", "R21.1", "--target", "GA-70-161", "--format", "json"))
    assert next(row for row in rows if row["actor_id"] == "CHN")["section"] == "opposed"


def test_gaps_of_one_recommendation_come_with_rules_and_coverage(coalition: Run) -> None:
    answer = json.loads(coalition("gaps", "R16", "--format", "json").stdout)
    assert {row["gap"] for row in answer["rules"]} == {"declared only", "addressee missing"}
    assert sum(row["actors"] for row in answer["coverage"] if row["position"] == "declared") == 15
    assert not any(row["actors"] for row in answer["coverage"] if row["position"] in ("leads", "supports"))


def test_an_actor_without_a_stance_is_unknown_and_not_opposed(coalition: Run) -> None:
    done = coalition("positions", "R12", "--actor", "PRK")
    assert done.stdout.strip() == "PRK has no recorded position on R12: unknown, not opposed."


def test_opposition_is_never_printed_without_its_evidence(coalition: Run) -> None:
    rows = rows_of(coalition("positions", "R22.3", "--format", "json"))
    opposed = [row for row in rows if row["position"] == "opposed"]
    assert len(opposed) == 14
    assert all("voted no on A/HRC/RES/26/9 (2014)" in str(row["record"]) for row in opposed)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["partners", "R12.9"], "no recommendation R12.9; did you mean R12.1 or R12.2 or R12.3?"),
        (["gaps", "r16"], "no recommendation r16; did you mean R16"),
        (["positions", "R16", "--actor", "Germany"], "no actor Germany; did you mean DEU"),
        (
            ["bridges", "--group-by", "nonsense"],
            "actors have no column 'nonsense' to group by; use regional_group, bloc, kind",
        ),
        (["query", "nothing"], "there is no query nothing for reading; there are count_everything"),
        (["query", "stances_of_actor", "CHL"], "'CHL' is not key=value"),
        (["query", "delete_actors", "ids=CHL"], "there is no query delete_actors for reading"),
        (["load", "nowhere"], "nowhere does not exist; give a folder of CSV files or an .xlsx workbook"),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_code_1(coalition: Run, arguments: list[str], sentence: str) -> None:
    done = coalition(*arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(sentence)
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        (
            {"COALITION_URI": "bolt://127.0.0.1:1"},
            "the server at bolt://127.0.0.1:1 does not answer; check COALITION_URI",
        ),
        ({"COALITION_URI": "http://localhost"}, "COALITION_URI"),
    ],
)
def test_a_server_that_is_not_there_is_one_sentence(coalition: Run, variables: dict[str, str], sentence: str) -> None:
    done = coalition("status", **variables)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert sentence in done.stderr


def test_a_bad_folder_names_its_faults_and_writes_nothing(coalition: Run, facts_folder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(facts_folder, tmp_path / "mine")
    path = folder / "stances.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",oppose,", ",no,", 1), encoding="utf-8")
    before = coalition("status").stdout
    done = coalition("load", str(folder))
    assert done.returncode == 1
    assert re.fullmatch(
        r"stances\.csv line \d+ position: 'no' is not one of support, .*; use one of these\n", done.stderr
    )
    assert coalition("status").stdout == before


def test_check_agrees_after_a_load(coalition: Run) -> None:
    done = coalition("check")
    assert (done.returncode, done.stdout.strip()) == (0, "The graph agrees with the rule for positions.")


@pytest.mark.parametrize(
    "words",
    [
        "status",
        "maps",
        "history",
        "history 1",
        "db status",
        "query count_everything",
        "query stances_of_actor actor=CHL",
    ],
)
def test_tables_of_the_database_fit_80_columns(coalition: Run, words: str) -> None:
    done = coalition(*words.split(), COLUMNS="80")
    assert done.returncode == 0, done.stderr
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_the_database_is_started_by_whoever_needs_it_and_stopped_on_request(installed: Run) -> None:
    assert rows_of(installed("db", "start", "--format", "json"))[0]["running"] is True
    assert rows_of(installed("db", "stop", "--format", "json"))[0]["stopped"] is True
    assert rows_of(installed("db", "status", "--format", "json"))[0]["running"] is False
    assert rows_of(installed("db", "stop", "--format", "json"))[0]["stopped"] is False
    assert installed("status").returncode == 0


@pytest.mark.skipif(not README.exists(), reason="the README is beside the tests in a checkout only")
def test_the_commands_of_the_readme_run(coalition: Run, facts_folder: Path) -> None:
    """Without the background record also where they say `seeds`: it only takes time."""
    text = README.read_text(encoding="utf-8")
    lines = [
        shlex.split(line)[1:]
        for block in re.findall(r"```console\n(.*?)```", text, flags=re.DOTALL)
        for line in block.splitlines()
        if line.startswith("coalition ")
    ]
    assert len(lines) >= 12
    for arguments in lines:
        done = coalition(*[str(facts_folder) if word == "seeds" else word for word in arguments])
        assert done.returncode == 0, (arguments, done.stderr)
