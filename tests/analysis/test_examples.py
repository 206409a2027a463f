"""The examples in the docstrings of the analyses and measures run."""

from __future__ import annotations

import doctest
import pkgutil
from importlib import import_module

import pytest

import coalition.analysis
import coalition.measures

MODULES = [
    module.name
    for room in (coalition.analysis, coalition.measures)
    for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}.")
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_run(name: str) -> None:
    found = doctest.testmod(import_module(name))
    assert found.failed == 0
