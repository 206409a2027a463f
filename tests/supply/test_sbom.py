"""The bill of materials is valid and names all that is shipped; what is from others has its licence in the wheel."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from places import ROOT

import coalition

PACKAGE = Path(coalition.__file__).parent
BUNDLED = ROOT / ".ci" / "supply" / "bundled.json"

pytestmark = pytest.mark.skipif(not BUNDLED.exists(), reason=".ci/ is beside the tests in a checkout only")


@pytest.fixture(scope="module")
def bill(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("bill") / "coalition.cdx.json"
    subprocess.run(
        [sys.executable, str(ROOT / ".ci" / "supply" / "sbom.py"), str(file)], check=True, capture_output=True
    )
    return file.read_text(encoding="utf-8")


def parts() -> list[dict[str, Any]]:
    """Everything from others, what is in something else too."""
    bundled = json.loads(BUNDLED.read_text(encoding="utf-8"))
    return [one for part in bundled for one in (part, *part.get("components", []))]


def licence(part: dict[str, Any]) -> str:
    return str(part["licenses"][0].get("expression") or part["licenses"][0]["license"]["id"])


def test_the_bill_is_what_the_schema_of_cyclonedx_asks_for(bill: str) -> None:
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str(bill) is None
    assert validator.validate_str(bill.replace('"bomFormat"', '"format"')) is not None


def test_the_bill_names_each_package_with_its_version(bill: str) -> None:
    named = {one["name"].lower(): one.get("version") for one in json.loads(bill)["components"]}
    for name in ("streamlit", "neo4j", "pandas", "typst", "arcadedb-embedded"):
        assert named[name] == distribution(name).version
    assert json.loads(bill)["metadata"]["component"]["name"] == "coalition"


def test_the_bill_names_each_file_that_is_no_python_with_its_hash_and_licence(bill: str) -> None:
    files = {one["name"]: one for one in json.loads(bill)["components"] if one["type"] == "file"}
    shipped = [
        path for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix not in {".py", ".pyi", ".typed"}
    ]  # fmt: skip
    assert {path.suffix for path in shipped} >= {".js", ".css", ".typ", ".txt"}
    for path in shipped:
        found = files[f"coalition/{path.relative_to(PACKAGE).as_posix()}"]
        assert found["hashes"][0]["content"] == hashlib.sha256(path.read_bytes()).hexdigest()
        assert licence(found) == ("Apache-2.0 OR MIT" if path.name.startswith("vis-network.") else "MIT")


def test_the_bill_names_the_javascript_and_the_java_that_are_in_other_files(bill: str) -> None:
    components = json.loads(bill)["components"]
    inside = {one["purl"] for part in components for one in part.get("components", [])}
    assert {part["purl"] for part in parts()} <= inside | {one.get("purl") for one in components}
    assert any(purl.startswith("pkg:maven/com.google.code.gson/gson@") for purl in inside)
    assert "Java runtime" in {one["name"] for one in components}


def test_what_the_script_holds_is_what_is_told_of_it() -> None:
    """By the versions that the files tell themselves."""
    text = (PACKAGE / "app" / "map" / "assets" / "vis-network.min.js").read_text(encoding="utf-8")
    told = {part["name"]: part.get("version", "") for part in parts() if part.get("version") != "9.1.2"}
    assert f"@version {told['vis-network']}\n" in text
    assert f'version:"{told["core-js-pure"]}"' in text
    assert f"Hammer.JS - v{told['@egjs/hammerjs']}" in text
    old = Path(str(distribution("pyvis").locate_file("pyvis/templates/lib/vis-9.1.2/vis-network.min.js")))
    assert "@version 9.1.2\n" in old.read_text(encoding="utf-8")[:400]


def test_the_wheel_holds_the_licence_of_each_part() -> None:
    wheel = {str(path): path for path in distribution("coalition").files or ()}
    texts = {
        name.rpartition("/")[2]: path.read_text(encoding="utf-8")
        for name, path in wheel.items()
        if "/licenses/" in name
    }
    table = texts["THIRD_PARTY.md"]
    bundled = texts["vis-network.LICENSE-bundled.txt"]
    assert "Permission is hereby granted, free of charge" in texts["vis-network.LICENSE-MIT.txt"]
    assert "Apache License" in texts["vis-network.LICENSE-APACHE-2.0.txt"]
    for part in parts():
        assert f"| {part['name']} | {part.get('version', 'not told by the file')} | {licence(part)} |" in table
        if part["name"] != "vis-network":
            words = f"=== {part['name']} {part.get('version', '')}".rstrip()
            own = bundled.partition(f"{words} ===\n")[2].partition("\n===")[0]
            assert "Copyright (c)" in own
            assert "Permission is hereby granted, free of charge" in own
    assert "MIT License" in texts["LICENSE"]
