"""One name, one thing: no class of the package shares its name with another."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import coalition


def test_no_class_name_stands_in_two_modules() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    root = Path(coalition.__file__).parent
    for file in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(f"{file.relative_to(root)}:{node.lineno}")
    assert {name: there for name, there in places.items() if len(there) > 1} == {}
