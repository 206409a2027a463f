"""What each command says to a viewer, and to the owner of a map: nothing protected, or not without a word about it."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
import typer
from commands import Run
from conftest import in_folder
from protected.secret_rows import (
    EDITOR,
    GROUP,
    MARK,
    OWNER,
    PLEDGE,
    STATE,
    VIEWER,
    WITH,
    WITHOUT,
    letters,
    read,
    without_the_word,
)

import coalition.cli
from coalition.cli.main import app
from coalition.exchange.writers import EXPORTERS
from coalition.exchange.writers.contents import LEFT_OUT
from coalition.model.visibility import INSIDE
from coalition.model.visibility import LEFT_OUT as LEFT_OUT_OF_A_BRIEF
from coalition.model.vocabulary import Tables

pytestmark = pytest.mark.embedded
GIVEN = "GIVEN"
"""Stands for a folder of tables."""
OUT = "OUT"
"""Stands for the place of a file that a command writes."""
SHOWN = {
    "partners": ["partners R18", f"partners R18 --target {PLEDGE}", "partners R12.1"],
    "gaps": ["gaps"],
    "aggregates": ["aggregates", "aggregates R12.1"],
    "missing-voices": ["missing-voices R18"],
    "coalition-for": ["coalition-for R18 R22.3"],
    "assign": ["assign R18 R22.3"],
    "what-if": ["what-if BRA:HRC-26-9=oppose"],
    "bridges": ["bridges --replicates 20", "bridges --group-by kind"],
    "communities": ["communities"],
    "sensitivity": ["sensitivity"],
    "compare": [
        "compare BRA CHL",
        f"compare BRA {STATE}",
        "compare --bloc G77",
        "compare --regional-group grulac",
        "compare --bloc G77 --recommendation R18",
    ],
    "similar-actors": ["similar-actors BRA", f"similar-actors {STATE}"],
    "ideal-points": ["ideal-points"],
    "positions": ["positions R18 --disputed"],
    "trend": ["trend BRA"],
    "realignment": ["realignment"],
    "words-and-deeds": ["words-and-deeds"],
    "mutual-backing": ["mutual-backing"],
    "check": ["check --sources"],
    "member list": ["member list"],
}
"""Commands that show what is on the map, as a viewer asks them."""
WRITTEN = {
    "brief": [f"brief partners R18 --output {OUT}.csv", f"brief actor {GROUP} --output {OUT}.csv"],
    "snapshot": [
        *(f"snapshot {words} --output {OUT}.html" for words in (
            "partners R18", "gaps", "bridges", "coalition R18 R22.3", "what-if BRA:HRC-26-9=oppose", "map",
            "map --theme technology --kind states", "world R18", "world R18 --likeness", "compare BRA CHL",
            "compare --bloc G77", "recommendation R18", "actor CHL",
        )),
        f"snapshot actor {GROUP} --output {OUT}.html",
    ],
    "export": [f"export {OUT} --format {name}" for name in EXPORTERS],
}  # fmt: skip
"""Commands that write files to hand on."""
REFUSED = {
    "check": "check", "status": "status", "query": f"query stances_of_actor actor={GROUP}", "history": "history",
    "undo": "undo --yes", "redo": "redo", "set": f"set actors id={GROUP} note=x", "remove": f"remove actors id={GROUP}",
    "contact": "contact R18", "import": f"import {GIVEN}/actors.csv --yes", "load": f"load {GIVEN}",
    "backup": f"backup {OUT}",
    "restore": f"restore {GIVEN}", "member set": "member set cy@example.org viewer",
    "member remove": f"member remove {VIEWER}", "forget": "forget Somebody --yes",
    "export": f"export {OUT}.xlsx --everything",
}  # fmt: skip
"""Commands, or ways to use them, that are none of a viewer's."""
OF_THE_MACHINE = {"template", "maps", "new", "use", "app", "serve", "db start", "db stop", "db status", "evaluate"}
"""Commands that show nothing of the rows of a map; what `evaluate` finds is looked at in test_evaluation.py."""


def _leaves(command: Any, before: str = "") -> list[str]:
    """Names of all commands, those of a group with its name before them."""
    below = getattr(command, "commands", {})
    return [leaf for name, one in below.items() for leaf in _leaves(one, f"{before} {name}".strip())] or [before]


def test_no_command_is_forgotten_here() -> None:
    assert set(_leaves(typer.main.get_command(app))) == {*SHOWN, *WRITTEN, *REFUSED, *OF_THE_MACHINE}


def said(run: Run, words: str, map_name: str, who: str, place: Path) -> tuple[int, str, str]:
    """Exit code, output and errors of a command, with what it wrote; the map by one name."""
    target = place / map_name / "made"
    target.parent.mkdir(exist_ok=True)
    done = run(*words.replace(OUT, str(target)).split(), COALITION_MAP=map_name, COALITION_EDITOR=who)
    written = read(target.parent)
    texts = (re.sub(f"{WITH}|{WITHOUT}", "MAP", text) for text in (f"{done.stdout}\n{written}", done.stderr))
    return (done.returncode, *texts)


def typed(words: str) -> bool:
    """Whether whoever asks names something protected themselves, or nearly so."""
    return "zq" in words.lower()


@pytest.mark.parametrize("words", [words for several in SHOWN.values() for words in several])
def test_a_viewer_is_told_what_the_map_without_the_rows_tells(run: Run, tmp_path: Path, words: str) -> None:
    asked = words if words == "member list" else f"{words} --format json"
    told, bare = (said(run, asked, name, VIEWER, tmp_path) for name in (WITH, WITHOUT))
    assert told == bare
    assert told[0] == 0 or typed(words)
    assert typed(words) or MARK not in "".join(told[1:]).lower()


@pytest.mark.parametrize("words", [words for several in WRITTEN.values() for words in several])
def test_what_is_handed_on_is_public_and_the_owner_is_told_of_the_rest(run: Run, tmp_path: Path, words: str) -> None:
    told, bare = (said(run, words, name, VIEWER, tmp_path) for name in (WITH, WITHOUT))
    owners = said(run, words, WITH, OWNER, tmp_path)
    assert told == bare
    if typed(words):
        assert owners == bare
        return
    assert told[0] == owners[0] == 0
    assert MARK not in "".join((*told[1:], *owners[1:])).lower()
    assert any(letters(words) in letters(owners[1]) for words in (LEFT_OUT, LEFT_OUT_OF_A_BRIEF))
    assert without_the_word(owners[1]) == without_the_word(bare[1])


@pytest.mark.parametrize("words", REFUSED.values())
def test_what_is_none_of_a_viewers_is_refused_in_a_sentence_that_tells_nothing(
    run: Run, tmp_path: Path, words: str
) -> None:
    asked = words.replace(GIVEN, str(in_folder(Tables.empty(), tmp_path)))
    told, bare = (said(run, asked, name, VIEWER, tmp_path) for name in (WITH, WITHOUT))
    assert told == bare
    assert told[0] == 1
    assert "vi@example.org is a viewer of this map, and this takes an" in told[2]


@pytest.mark.parametrize("words", [
    "partners R18", "gaps", "check --sources", "check", "status", f"query stances_of_actor actor={GROUP}", "history 2",
    "contact R18",
])  # fmt: skip
def test_the_owner_is_told_that_protected_rows_are_inside(run: Run, tmp_path: Path, words: str) -> None:
    told = said(run, f"{words} --format json", WITH, OWNER, tmp_path)
    assert told[2].startswith(f"{INSIDE}\n")


def test_only_commands_whose_files_say_it_themselves_or_that_show_no_row_are_silent() -> None:
    silent = set()
    for file in Path(coalition.cli.__file__).parent.glob("*.py"):
        for function in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef) and "open_map(shows=False)" in ast.unparse(function):
                silent.add(function.name)
    assert silent == {"brief", "snapshot", "export", "backup", "member_list", "member_set", "member_remove"}


def test_where_nothing_is_protected_the_owner_is_told_nothing(run: Run, tmp_path: Path) -> None:
    assert said(run, "gaps --format json", WITHOUT, OWNER, tmp_path)[2] == ""


def test_a_backup_takes_an_admin_and_says_what_it_holds(run: Run, tmp_path: Path) -> None:
    code, _, complaint = said(run, f"backup {OUT}", WITH, EDITOR, tmp_path)
    assert (code, "this takes an admin" in complaint) == (1, True)
    code, answer, _ = said(run, f"backup {OUT}", WITH, OWNER, tmp_path)
    assert code == 0
    assert "with all that is protected: keep it safe" in " ".join(answer.split())
    assert MARK in read(tmp_path / WITH).lower()
