"""What is installed and shipped, as a CycloneDX bill of materials.

Run: python .ci/supply/sbom.py coalition.cdx.json [--environment .venv]

Packages come from the environment, by cyclonedx-py. Added is what that does not tell: the files of the program that
are not Python, the JavaScript in them (bundled.json says what it is), and the Java that the embedded database brings.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

HERE = Path(__file__).parent
BUNDLED = HERE / "bundled.json"
OWN = [{"license": {"id": "MIT"}}]
NO_ASSET = {".py", ".pyi", ".pyc", ".typed"}

Component = dict[str, Any]


def bill(environment: Path) -> dict[str, Any]:
    """The bill of an environment in which the program is installed."""
    python = environment if environment.is_file() else environment / "bin" / "python"
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible", "--no-validate"]
    about = ["--spec-version", "1.6", "--pyproject", str(HERE.parents[1] / "pyproject.toml"), str(python)]
    done = subprocess.run([*command, *about], check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    where = subprocess.run(
        [str(python), "-P", "-c", "import sysconfig, coalition; print(coalition.__path__[0]);"
         "print(sysconfig.get_path('purelib'))"],
        check=True, capture_output=True, text=True,
    ).stdout.splitlines()  # fmt: skip
    for one in (found["metadata"]["component"], *found["components"]):
        one.pop("externalReferences", None)  # a package is known by its purl; 500 addresses take half a minute to check
    bundled: list[Component] = json.loads(BUNDLED.read_text(encoding="utf-8"))
    found["components"] += [*bundled, *assets(Path(where[0]), bundled), *java(Path(where[1]) / "arcadedb_embedded")]
    return found


def assets(package: Path, bundled: list[Component]) -> Iterator[Component]:
    """The files of the program that are not Python, each under the licence of the part that it belongs to."""
    owners = {one["value"]: part["licenses"] for part in bundled for one in part.get("properties", [])}
    for file in sorted(package.rglob("*")):
        if not file.is_file() or file.suffix in NO_ASSET:
            continue
        name = file.relative_to(package).as_posix()
        licences = next((given for pattern, given in owners.items() if fnmatch(name, pattern)), OWN)
        yield {
            "type": "file",
            "bom-ref": f"file:coalition/{name}",
            "name": f"coalition/{name}",
            "licenses": licences,
            "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(file.read_bytes()).hexdigest()}],
        }


def java(package: Path) -> Iterator[Component]:
    """The Java libraries of the embedded database, and the Java that runs them; what a jar holds of others too."""
    for jar in sorted(package.glob("jars/*.jar")):
        with zipfile.ZipFile(jar) as book:
            parts = [
                dict(line.split("=", 1) for line in book.read(name).decode().splitlines() if "=" in line)
                for name in sorted(book.namelist()) if name.endswith("/pom.properties")
            ]  # fmt: skip
        own = {"type": "library", "bom-ref": f"file:arcadedb_embedded/{jar.name}", "name": jar.name}
        inside = [
            {"type": "library", "bom-ref": f"{jar.name}:{purl}", "group": group, "name": name, "version": version}
            | {"purl": purl}
            for group, name, version in sorted({(p["groupId"], p["artifactId"], p["version"]) for p in parts})
            for purl in [f"pkg:maven/{group}/{name}@{version}"]
        ]  # fmt: skip
        yield own | ({"components": inside} if inside else {})
    release = package / "jre" / "release"
    if release.exists():
        told = dict(line.split("=", 1) for line in release.read_text(encoding="utf-8").splitlines() if "=" in line)
        version = told["JAVA_VERSION"].strip('"')
        yield {
            "type": "platform", "bom-ref": "java", "name": "Java runtime", "version": version,
            "licenses": [{"expression": "GPL-2.0-only WITH Classpath-exception-2.0"}],
        }  # fmt: skip


def main() -> None:
    """Write the bill, once the schema of CycloneDX finds nothing wrong with it."""
    parser = argparse.ArgumentParser(description="A CycloneDX bill of what is installed and shipped.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--environment", type=Path, default=Path(sys.executable), help="folder of an environment")
    given = parser.parse_args()
    text = json.dumps(bill(given.environment), indent=1, ensure_ascii=False) + "\n"
    if fault := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        sys.exit(f"the bill breaks the schema of CycloneDX: {fault}")
    given.file.write_text(text, encoding="utf-8")
    print(f"{given.file}: {len(json.loads(text)['components'])} components")


if __name__ == "__main__":
    main()
