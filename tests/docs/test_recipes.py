"""The recipes of CONTRIBUTING.md, followed word for word on a copy of the checkout."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from places import ROOT

GUIDE = ROOT / "CONTRIBUTING.md"
STEP = re.compile(
    r"(?P<told>(?:New file|In) `(?P<path>[^`]+)`[^\n]*):\n\n```\w*\n(?P<text>.*?)```", re.MULTILINE | re.DOTALL
)
COMMANDS = re.compile(r"```console\n(.*?)```", re.DOTALL)
COALITION = "import sys; sys.argv[0] = 'coalition'; from coalition.cli.main import main; main()"
VISIT = """
from streamlit.testing.v1 import AppTest
from page_texts import words
from coalition.settings import resource
page = AppTest.from_file(str(resource("app.py")), default_timeout=120).switch_page("coalition/app/pages/{}.py").run()
print(words(page))
"""

pytestmark = [
    pytest.mark.embedded,
    pytest.mark.skipif(not GUIDE.exists(), reason="the documents are beside the tests in a checkout only"),
]


@dataclass(frozen=True)
class Copy:
    """A copy of the checkout, to change and to run."""

    folder: Path

    def follow(self, recipe: str) -> list[str]:
        """Make the files and lines of a recipe; its commands."""
        text = re.split(r"^### ", GUIDE.read_text(encoding="utf-8"), flags=re.MULTILINE)
        (steps,) = [part for part in text if part.startswith(f"{recipe}\n")]
        for step in STEP.finditer(steps):
            self._write(self.folder / step["path"], step["told"], step["text"])
        return [line for block in COMMANDS.findall(steps) for line in block.splitlines()]

    def _write(self, path: Path, told: str, text: str) -> None:
        if told.startswith("New file"):
            assert not path.exists()
            path.write_text(text, encoding="utf-8")
            return
        before = path.read_text(encoding="utf-8")
        after_line = re.search(r"after `([^`]+)`$", told)
        if after_line:
            assert before.count(f"{after_line[1]}\n") == 1, f"{path.name} has no single line {after_line[1]!r}"
            path.write_text(before.replace(f"{after_line[1]}\n", f"{after_line[1]}\n{text}"), encoding="utf-8")
        else:
            assert told.endswith("at the end")
            path.write_text(before + text, encoding="utf-8")

    def run(self, command: str) -> str:
        name, *arguments = shlex.split(command)
        start = [sys.executable, "-c", COALITION] if name == "coalition" else [sys.executable]
        return self.python([*start[1:], *arguments])

    def python(self, arguments: list[str]) -> str:
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("COALITION_", "PYTEST_"))}
        environment = clean | {
            "PYTHONPATH": os.pathsep.join([str(self.folder), str(self.folder / "tests")]),
            "COALITION_HOME": str(self.folder / "home"),
        }
        done = subprocess.run(
            [sys.executable, *arguments], cwd=self.folder, env=environment, capture_output=True, encoding="utf-8",
            check=False, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory, fewer_folder: Path) -> Iterator[Copy]:
    """A copy with all that the recipes touch; its seeds are a part, since all of them would only take time."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("coalition", "queries", "seeds", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".neo4j"))
    shutil.copytree(fewer_folder, folder / "seeds", dirs_exist_ok=True)
    for name in ("app.py", "pyproject.toml"):
        shutil.copy(ROOT / name, folder / name)
    made = Copy(folder)
    yield made
    made.run("coalition db stop")


def test_the_recipes_work_one_after_the_other(copy: Copy) -> None:
    """One test, since later recipes use the measure of the first."""
    (tested,) = copy.follow("A measure")
    assert "2 passed" in copy.run(tested)
    copy.python(["-m", "doctest", "coalition/measures/reach.py"])

    (asked,) = copy.follow("A command")
    found = json.loads(copy.run(asked))
    assert {row["groups"] for row in found["rows"]} <= set(range(6))
    assert "reach" in copy.run("coalition --help")

    (asked,) = copy.follow("A query")
    assert "Canada" in {row["name"] for row in json.loads(copy.run(asked))["rows"]}

    (shown,) = copy.follow("A page")
    assert shown == "coalition app"
    assert "reach four regional groups or more" in copy.python(["-c", VISIT.format("reach")])

    (asked,) = copy.follow("An importer")
    told = copy.run(asked)
    assert "2 rows of signatures.csv would be written" in told
    assert "some day" in told
