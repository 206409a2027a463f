"""Known advisories against the versions in constraints.txt: exit code 1 where there is one.

Run: python .ci/supply/advisories.py [--ignore-vuln ID ...]

pip-audit asks the OSV database, or else the package index. Where neither answers, or the index holds no advisories,
one sentence says so and the exit code is 0: that says nothing of the packages. Arguments go to pip-audit.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

CONSTRAINTS = Path(__file__).parents[2] / "constraints.txt"
SERVICES = ("osv", "pypi")
AUDIT = ["--no-deps", "--disable-pip", "--progress-spinner", "off", "--timeout", "15", "--format", "json"]


def audit(lines: list[str], service: str, more: list[str]) -> list[dict[str, Any]] | None:
    """What a service says of some packages; None where it does not answer, or knows not one of them."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "requirements.txt"
        file.write_text("\n".join(lines), encoding="utf-8")
        command = [sys.executable, "-m", "pip_audit", "-r", str(file), "-s", service, *AUDIT, *more]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except ValueError:
        return None
    return None if all("skip_reason" in one for one in found) else found


def main(more: list[str]) -> int:
    """Ask for one package first, so that where nobody answers that is known at once."""
    lines = CONSTRAINTS.read_text(encoding="utf-8").split()
    service = next((one for one in SERVICES if audit(lines[:1], one, more) is not None), None)
    found = audit(lines, service, more) if service else None
    if found is None:
        print("No advisories were looked up: neither the OSV database nor the package index tells of any from here.")
        return 0
    known = [one for one in found if one.get("vulns")]
    for one in known:
        for advisory in one["vulns"]:
            mended = ", ".join(advisory["fix_versions"]) or "no version yet"
            print(
                f"{one['name']} {one['version']}: {advisory['id']}, mended in {mended}. {advisory['description'][:300]}"
            )
    unknown = [one["name"] for one in found if "skip_reason" in one]
    if unknown:
        print(f"Not known there: {', '.join(unknown)}.")
    print(f"{len(known)} of {len(found) - len(unknown)} packages have a known advisory ({service}).")
    return 1 if known else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
