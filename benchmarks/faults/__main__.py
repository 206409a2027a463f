"""Breaks things, prints a table of what came of it, and ends with 1 where something was lost."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path += [str(ROOT / "benchmarks"), str(ROOT / "tests")]  # wherever it was started, and in its processes too

from faults.forms import LONG, SHORT, on_embedded, on_files, on_neo4j  # noqa: E402
from faults.table import HEAD, failures, line  # noqa: E402

PARTS = {"embedded": on_embedded, "files": on_files, "neo4j": on_neo4j}


def main() -> int:
    parser = argparse.ArgumentParser(prog="faults", description=__doc__)
    parser.add_argument("seed", nargs="?", type=int, default=1)
    parser.add_argument("--short", action="store_true", help="a few turns of each")
    parser.add_argument("--only", choices=PARTS, help="one part of it")
    given = parser.parse_args()
    form, start = SHORT if given.short else LONG, time.monotonic()
    print(f"seed {given.seed}\n\n{HEAD}", flush=True)
    failed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="coalition-faults-", ignore_cleanup_errors=True) as folder:
        for name, part in PARTS.items():
            if given.only in (None, name):
                own = Path(folder) / name  # each draws the same numbers anew, and names its files by them
                own.mkdir()
                for outcome in part(form, own, random.Random(given.seed)):
                    print(line(outcome), flush=True)
                    failed += failures(outcome)
    print(
        "", *(failed or ["nothing lost, nothing by half"]), f"{(time.monotonic() - start) / 60:.1f} minutes", sep="\n"
    )
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
