"""The index of the analyses names every file, and no other."""

from __future__ import annotations

import pkgutil
import re

import coalition.analysis


def test_every_file_is_in_the_index() -> None:
    files = {module.name for module in pkgutil.iter_modules(coalition.analysis.__path__)}
    named = set(re.findall(r"`(\w+)`", coalition.analysis.__doc__ or ""))
    assert named == files
