"""Keep what every command answers on the seed facts, and the text of every brief, to compare two versions of the code.

    python -m benchmarks.answers keep FOLDER       one file for each command and brief
    python -m benchmarks.answers compare OLD NEW   what differs; exit code 1 where anything does

Commands run as a person runs them, in processes of their own, on a fresh map. Written under a name that does not change
when a command is called otherwise.
"""

from __future__ import annotations

import argparse
import difflib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdf

COMMAND = str(Path(sys.executable).parent / "coalition")

ASKED = {
    "alternatives": "coalition-for R18 R22.3 --supporters 2 --alternatives",
    "assign": "assign R18 R22.3",
    "assign two": "assign R18 R20.3 R24 --leads 2 --capacity 1",
    "assign free": "assign",
    "between": "bridges --between african weog --on R18",
    "bridges": "bridges",
    "bridges by bloc": "bridges --group-by bloc",
    "bridges by kind": "bridges --group-by kind",
    "check": "check",
    "communities": "communities",
    "communities once": "communities --once",
    "communities of ngos": "communities --kind ngo",
    "compare": "compare CHL GHA NOR",
    "compare on R18 and R21.1": "compare USA CHN --recommendation R18 --recommendation R21.1",
    "compare a bloc": "compare --bloc EU",
    "contacts": "contact",
    "fragile": "bridges --fragile PER",
    "fragile by kind": "bridges --fragile CHL --first 5",
    "gaps": "gaps",
    "gaps R16": "gaps R16",
    "ideal points": "ideal-points",
    "ideal points on one axis": "ideal-points --dimensions 1",
    "largest": "coalition-for R18 R21.1 R22.3 R24 --largest --budget 4",
    "maps": "maps",
    "moved": "realignment",
    "partners R11": "partners R11",
    "partners R16": "partners R16",
    "partners R18": "partners R18",
    "partners R18 of Chile": "partners R18 --seen-by CHL",
    "partners R20.2": "partners R20.2",
    "partners R21.1": "partners R21.1",
    "partners R21.1 target": "partners R21.1 --target GA-70-161",
    "partners R22.3": "partners R22.3",
    "partners R24.8": "partners R24.8",
    "positions": "positions R22.3",
    "positions of Chile": "positions R22.3 --actor CHL",
    "query actor": "query stances_of_actor actor=CHL",
    "query kinds": "query supporters_by_kind recommendation=R18",
    "query recommendation": "query stances_on_recommendation recommendation=R18",
    "reciprocity": "mutual-backing",
    "reciprocity of Chile": "mutual-backing CHL",
    "sensitivity": "sensitivity",
    "similarity": "similar-actors CHL",
    "similarity recent": "similar-actors CHL --half-life 4",
    "smallest": "coalition-for R18 R21.1 R22.3 --supporters 2 --groups 2",
    "smallest of all": "coalition-for --seconds 120",
    "smallest unmet": "coalition-for R18 --groups 5 --supporters 40 --budget 3",
    "smallest with": "coalition-for R18 R21.1 R22.3 --supporters 2 --groups 3 --must CHL --among state",
    "ties": "communities --ties",
    "trend": "trend CHL",
    "voices": "missing-voices",
    "voices R24": "missing-voices R24",
    "what if": "what-if CHL:HRC-26-9=support",
    "what if, two": "what-if GHA:JS-CSO-2021=support TUN:JS-CSO-2021=none",
    "words": "words-and-deeds",
    "words of Chile": "words-and-deeds CHL",
}
"""Name -> a command whose answer is kept as JSON."""

BRIEFS = {
    "actor": "brief actor CHL",
    "bridges": "brief bridges",
    "bridges by bloc": "brief bridges --group-by bloc",
    "gaps": "brief gaps",
    "partners R18": "brief partners R18",
    "partners R18 of Chile": "brief partners R18 --seen-by CHL",
    "partners R21.1": "brief partners R21.1 --target GA-70-161",
    "partners R24.8": "brief partners R24.8",
}
"""Name -> a command whose PDF is kept as text, and whose table as CSV."""


def keep(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        clean = {key: value for key, value in os.environ.items() if not key.startswith("COALITION_")}
        environment = {**clean, "COALITION_HOME": home}

        def run(words: list[str]) -> str:
            done = subprocess.run([COMMAND, *words], env=environment, capture_output=True, text=True, check=False)
            if done.returncode:
                return f"exit code {done.returncode}\n{done.stdout}{done.stderr}"
            return done.stdout

        try:
            run(["load"])
            for name, words in ASKED.items():
                (folder / f"{name}.json").write_text(run([*words.split(), "--format", "json"]), encoding="utf-8")
            for name, words in BRIEFS.items():
                kept = Path(home) / "brief"
                said = run([*words.split(), "--output", f"{kept}.pdf"])
                run([*words.split(), "--output", f"{kept}.csv"])
                pages = [page.extract_text() for page in pypdf.PdfReader(f"{kept}.pdf").pages]
                text = "\n".join([said, *pages, Path(f"{kept}.csv").read_text(encoding="utf-8")])
                (folder / f"brief {name}.txt").write_text(text, encoding="utf-8")
        finally:
            run(["db", "stop"])


def compare(old: Path, new: Path) -> bool:
    """Whether both folders say the same; what differs is printed."""
    same = True
    for name in sorted({path.name for folder in (old, new) for path in folder.iterdir()}):
        sides = [(folder / name) for folder in (old, new)]
        texts = [_timeless(side.read_text(encoding="utf-8")) if side.exists() else "" for side in sides]
        if texts[0] != texts[1]:
            same = False
            print(f"--- {name}")
            lines = difflib.unified_diff(texts[0].splitlines(), texts[1].splitlines(), "old", "new", n=0, lineterm="")
            print("\n".join(list(lines)[2:42]))
    print("The same." if same else "They differ.")
    return same


def _timeless(text: str) -> str:
    """A text without the folder and the day on which it was made."""
    return re.sub(r"/tmp/\w+|\d{1,2} \w+ 20\d\d|20\d\d-\d\d-\d\dT[\d:.]+Z?", "-", text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    tasks = parser.add_subparsers(required=True)
    keeping = tasks.add_parser("keep")
    keeping.add_argument("folder", type=Path)
    keeping.set_defaults(run=lambda given: keep(given.folder) or True)
    comparing = tasks.add_parser("compare")
    comparing.add_argument("old", type=Path)
    comparing.add_argument("new", type=Path)
    comparing.set_defaults(run=lambda given: compare(given.old, given.new))
    given = parser.parse_args()
    sys.exit(0 if given.run(given) else 1)


if __name__ == "__main__":
    main()
