"""What a person waits for: the first answer in a fresh folder, and the next ones, with the installed command."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def main() -> None:
    command = str(Path(sys.executable).parent / "coalition")
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"COALITION_HOME": home}

        def seconds(*arguments: str) -> float:
            start = time.perf_counter()
            subprocess.run([command, *arguments], env=environment, capture_output=True, check=True)
            return time.perf_counter() - start

        fresh = seconds("gaps")
        print(f"fresh folder: database started, seeds loaded, gaps answered   {fresh:6.2f} s")
        for arguments in (["gaps"], ["partners", "R22.3"], ["bridges"], ["status"]):
            warm = min(seconds(*arguments) for _ in range(3))
            print(f"warm: coalition {' '.join(arguments):<16} (best of 3) {warm:6.2f} s, 1/{fresh / warm:.0f}")
        stop = seconds("db", "stop")
        print(f"stop {stop:.2f} s; start again with data there and answer gaps {seconds('gaps'):.2f} s")
        seconds("db", "stop")


if __name__ == "__main__":
    main()
