"""The index of the analyses names every file, and no other."""

from __future__ import annotations

import pkgutil
import re

import coalition.analysis


def test_every_file_is_in_the_index() -> None:
    files = {
        module.name.rpartition(".")[2]
        for module in pkgutil.walk_packages(coalition.analysis.__path__, "coalition.analysis.")
    }
    named = set(re.findall(r"`(\w+)`", coalition.analysis.__doc__ or ""))
    assert named == files
