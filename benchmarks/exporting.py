"""Export of 2,000 actors and 900,000 stances: every format, with time, size and the memory at its highest."""

from __future__ import annotations

import resource as limits
import sys
import tempfile
from pathlib import Path

from _large import large
from _timing import once

from coalition.exchange.tables import read_tables
from coalition.exchange.writers import EXPORTERS
from coalition.exchange.writers.contents import contents
from coalition.settings import resource


def main() -> None:
    chosen = sys.argv[1:] or list(EXPORTERS)
    given = contents(large(read_tables(resource("seeds"))), version=1)
    print(f"{len(given.tables.actors):,} actors, {len(given.tables.stances):,} stances")
    with tempfile.TemporaryDirectory() as place:
        for name in chosen:
            path = Path(place) / f"map-{name}"
            seconds, _ = once(lambda name=name, path=path: EXPORTERS[name].write(given, path))
            files = [path] if path.is_file() else list(path.iterdir())
            size = sum(file.stat().st_size for file in files) / 1e6
            peak = limits.getrusage(limits.RUSAGE_SELF).ru_maxrss / 1024
            print(f"  {name:<10}{seconds:8.1f} s {size:8.1f} MB   {peak:8.0f} MB in memory at most so far")


if __name__ == "__main__":
    main()
