"""The examples in the docstrings of the analyses run."""

from __future__ import annotations

import doctest
import pkgutil
from importlib import import_module

import pytest

import coalition.analysis

MODULES = [module.name for module in pkgutil.iter_modules(coalition.analysis.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_run(name: str) -> None:
    found = doctest.testmod(import_module(f"coalition.analysis.{name}"))
    assert found.failed == 0
