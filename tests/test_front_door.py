"""What `import coalition` offers: named once, typed, loaded when it is used; and the lines of the README."""

from __future__ import annotations

import inspect
import pydoc
import re
import subprocess
import sys
from pathlib import Path

import pytest
from places import ROOT

import coalition
import coalition.measures
from coalition.settings import Settings
from coalition.store.server import stop


@pytest.mark.parametrize("name", coalition.__all__)
def test_a_name_is_there_and_says_what_it_is(name: str) -> None:
    assert name.startswith("__") or inspect.getdoc(getattr(coalition, name))


@pytest.mark.parametrize("name", coalition.measures.__all__)
def test_a_measure_takes_arrays_or_graphs(name: str) -> None:
    measure = getattr(coalition.measures, name)
    assert callable(measure), f"{name} is a module"
    assert inspect.getdoc(measure)
    assert "Network" not in str(inspect.signature(measure))


def test_a_measure_keeps_its_name_beside_the_file_of_that_name() -> None:
    from coalition.measures import betweenness as file  # what an import of the file alone would have put there

    assert callable(file)


def test_help_and_dir_show_the_names() -> None:
    assert set(coalition.__all__) <= set(dir(coalition))
    told = pydoc.plain(pydoc.render_doc(coalition))
    assert all(name in told for name in ("partners", "gaps", "bridges", "open"))


def test_importing_loads_nothing_that_is_not_used() -> None:
    loaded = "import coalition, sys; print([name for name in ('pandas', 'scipy', 'neo4j') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-P", "-c", loaded], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.embedded
def test_the_python_lines_of_the_readme_run_on_a_fresh_folder(tmp_path: Path) -> None:
    lines = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert lines
    for number, block in enumerate(lines):
        home = tmp_path / str(number)
        try:
            done = subprocess.run(
                [sys.executable, "-P", "-c", block], capture_output=True, encoding="utf-8", check=False,
                env={"COALITION_HOME": str(home), "PATH": ""}, timeout=300,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
        finally:
            stop(Settings(home=home))
