"""Load and read of the seed map: batches against one MERGE per row, on the embedded database and on Neo4j."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pydantic import SecretStr

from coalition.exchange.tables import read_tables
from coalition.history.edits import RowChange
from coalition.model.vocabulary import Tables
from coalition.settings import Settings, resource
from coalition.store.server import stop
from coalition.store.store import Store

SAMPLE = 2_000
"""Stances written one by one; all of them would take minutes."""
ONE_BY_ONE = (
    "MATCH (a:Actor {id: $actor_id}) MATCH (e:Evidence {id: $evidence_id}) "
    "MERGE (a)-[t:TOOK]->(e) SET t.position = $position, t.note = $note, t.grade = $grade, t.source = $source"
)


def timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def edit(store: Store) -> None:
    """Another position of one stance, and back with the next call."""
    newest = store.query("stances_of_actor", actor="CHL").iloc[0]
    position = "absent" if newest["position"] == "support" else "support"
    store.edit([RowChange("stances", ("CHL", newest["evidence_id"]), {"position": position})], who="benchmark")


def measure(name: str, settings: Settings) -> None:
    tables = read_tables(resource("seeds"))
    with Store(settings) as store:
        store.write(tables, replace=True)  # warms the server up
        loads = []
        for _ in range(3):
            store.write(Tables.empty(), replace=True)
            loads.append(timed(lambda: store.write(tables)))
        reads = [timed(store.tables) for _ in range(5)]
        again = timed(lambda: store.write(tables))
        edits = [timed(lambda: (edit(store), store.tables(fresh=False))) for _ in range(6)]
        with_reading = []
        for _ in range(6):
            with Store(settings) as other:  # knows nothing of the map yet, as another process
                with_reading.append(timed(lambda: (edit(other), other.tables())))
        rows = tables.stances.head(SAMPLE).to_dict("records")
        with store._session() as session:
            one_by_one = timed(lambda: [session.run(ONE_BY_ONE, row).consume() for row in rows])
    per_row_batched = statistics.median(loads) / len(tables.stances)
    per_row_single = one_by_one / SAMPLE
    lines = {
        f"load {len(tables.stances):,} stances and all else": statistics.median(loads),
        "load again, nothing new": again,
        "read the whole map": statistics.median(reads),
        "edit one stance, and have the map after it": statistics.median(edits),
        "the same, with the map read before and after": statistics.median(with_reading),
        f"one MERGE per row, {SAMPLE:,} rows": one_by_one,
    }
    print(name)
    for what, seconds in lines.items():
        print(f"  {what:<45}{seconds:8.2f} s")
    print(f"  {'per row: one by one against in batches':<45}{per_row_single / per_row_batched:8.1f} times")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder), uri="")
        try:
            measure("embedded", settings)
        finally:
            stop(settings)
        if "--neo4j" in sys.argv:
            from neo4j_server import LTS, NEWEST, running

            for release in (LTS, NEWEST):
                with running(release) as server:
                    measure(
                        f"Neo4j {release.version}",
                        Settings(home=Path(folder), uri=server.uri, user=server.user,
                                 password=SecretStr(server.password), database=server.database),
                    )  # fmt: skip


if __name__ == "__main__":
    main()
