"""What is imported is declared, what is declared is imported, and constraints.txt has a version for all of it."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from places import ROOT, TESTS

import coalition

PACKAGE = Path(coalition.__file__).parent
PROJECT = ROOT / "pyproject.toml"
CONSTRAINTS = ROOT / "constraints.txt"
BROUGHT = {"jpype1"}
"""Imported where another dependency brings it: the embedded database and its bridge to Java are of one piece."""
UNSEEN = {"neo4j-rust-ext"}
"""Not imported: it makes the driver faster by being there."""

pytestmark = pytest.mark.skipif(not PROJECT.exists(), reason="pyproject.toml is beside the tests in a checkout only")


def plain(name: str) -> str:
    """A name of a package in its one normal form."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(*extras: str) -> set[str]:
    """Names of the packages that the project asks for, and those of some extras."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(line for extra in extras for line in project["optional-dependencies"][extra])]
    return {plain(re.split(r"[^\w.-]", line, maxsplit=1)[0]) for line in wanted}


def imported(folder: Path) -> Iterator[str]:
    """Names of the packages that the files of a folder import, in functions too."""
    brings = packages_distributions()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [str(node.module)]
            else:
                continue
            for name in {name.split(".")[0] for name in names} - sys.stdlib_module_names:
                yield from map(plain, brings.get(name, []))


def test_every_package_that_the_program_imports_is_declared_and_no_other() -> None:
    found = set(imported(PACKAGE)) - {"coalition"}
    assert found - BROUGHT - declared("fast") == set()
    assert declared() - found - UNSEEN == set()


def test_every_package_that_the_tests_import_is_declared() -> None:
    assert set(imported(TESTS)) - {"coalition"} - declared("test") == set()


def test_constraints_are_sorted_versions_of_all_that_is_declared() -> None:
    lines = CONSTRAINTS.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.+!-]+", line)] == []
    assert lines == sorted(lines, key=str.upper)
    names = [plain(line.split("==")[0]) for line in lines]
    assert len(set(names)) == len(names)
    assert declared("test") - set(names) == set()
