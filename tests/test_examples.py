"""The examples in the docstrings run."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import coalition
from coalition.exchange.tables import read_tables
from coalition.model.vocabulary import Tables
from coalition.settings import resource

PACKAGE = Path(coalition.__file__).parent
MODULES = sorted(
    ".".join(("coalition", *path.relative_to(PACKAGE).with_suffix("").parts))
    for path in PACKAGE.rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8") and path.name != "__init__.py"
)


@pytest.fixture
def seeds_read_once(monkeypatch: pytest.MonkeyPatch, seeds: Tables) -> None:
    """Many examples begin with the seeds; to read them takes longer than most examples."""

    def read(source: str | Path) -> Tables:
        return seeds if Path(source) == resource("seeds") else read_tables(source)

    monkeypatch.setattr(coalition, "read_tables", read, raising=False)


@pytest.mark.usefixtures("seeds_read_once")
@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_run(name: str) -> None:
    found = doctest.testmod(import_module(name))
    assert found.attempted
    assert not found.failed
