"""Import of 870,000 votes of the General Assembly, against a bare batched load of the same rows with the driver.

The files of unvotes are read as `coalition import` reads them. Each load has a server and a process of its own, so that
the memory at its highest is its own.
"""

from __future__ import annotations

import multiprocessing
import pickle
import resource as limits
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import neo4j
import pandas as pd
from _timing import once
from pydantic import SecretStr

from coalition.exchange.imports import prepare
from coalition.exchange.imports import read as opened
from coalition.exchange.tables import read_tables
from coalition.model.vocabulary import Tables
from coalition.settings import Settings, resource
from coalition.store.queries import queries
from coalition.store.server import endpoint, stop
from coalition.store.store import Store

BATCH = 10_000
BARE = {
    "actors": "UNWIND $rows AS row CREATE (n:Actor) SET n = row",
    "evidence": "UNWIND $rows AS row CREATE (n:Evidence) SET n = row",
    "stances": queries()["create_stances"].text,
}


def read(files: list[Path]) -> Tables:
    """What the files add to the seed map, and the actors that it speaks of, so that an empty map can hold it."""
    seeds = read_tables(resource("seeds"))
    found = prepare(opened(files), seeds).tables
    actors = pd.concat([found.actors, seeds.actors]).drop_duplicates("id")
    voted = actors[actors["id"].isin(found.stances["actor_id"])]
    evidence = pd.concat([found.evidence, seeds.evidence]).drop_duplicates("id")
    used = evidence[evidence["id"].isin(found.stances["evidence_id"])]
    return Tables(**dict(found) | {"groups": seeds.groups, "blocs": seeds.blocs, "actors": voted, "evidence": used})


def bare(settings: Settings, tables: Tables) -> None:
    """Batches of rows, each in a transaction, and nothing else: no history, no check, no way back."""
    at = endpoint(settings)
    with neo4j.GraphDatabase.driver(at.uri, auth=(at.user, at.password) if at.password else None) as driver:
        for name in ("schema_actor", "schema_evidence"):
            driver.execute_query(queries()[name].text, database_=at.database or None)
        for name, text in BARE.items():
            frame = getattr(tables, name)
            for start in range(0, len(frame), BATCH):
                rows = frame.iloc[start : start + BATCH].to_dict("records")
                driver.execute_query(text, rows=rows, database_=at.database or None)


def ours(settings: Settings, tables: Tables) -> None:
    with Store(settings) as store:
        store.write(tables)


def measured(action: str, settings: Settings, files: list[Path], kept: Path) -> None:
    """One load in this process; the first one reads the files and keeps the tables for the others."""
    if kept.exists():
        tables = pickle.loads(kept.read_bytes())
    else:
        seconds, tables = once(lambda: read(files))
        print(f"  {'read, matched and checked':<32}{seconds:8.1f} s {peak():8.0f} MB in memory at most")
        print(f"  {len(tables.actors):,} actors, {len(tables.evidence):,} evidence, {len(tables.stances):,} stances")
        kept.write_bytes(pickle.dumps(tables))
    load = {"bare": bare, "coalition": ours}[action]
    seconds, _ = once(lambda: load(settings, tables))
    print(f"  {action:<32}{seconds:8.1f} s {peak():8.0f} MB in memory at most", flush=True)


def peak() -> float:
    return limits.getrusage(limits.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def embedded(folder: Path) -> Iterator[Settings]:
    with tempfile.TemporaryDirectory(dir=folder) as home:
        settings = Settings(home=Path(home), uri="", user="", password=SecretStr(""), database="", map="")
        try:
            endpoint(settings)  # starts it
            yield settings
        finally:
            stop(settings)


@contextmanager
def real(folder: Path) -> Iterator[Settings]:
    from neo4j_server import LTS, running

    with running(LTS) as at:
        password = SecretStr(at.password)
        yield Settings(home=folder, uri=at.uri, user=at.user, password=password, database=at.database, map="")


def main() -> None:
    given, chosen = Path(sys.argv[1]), sys.argv[2:] or ["embedded", "neo4j"]
    files = sorted(given.glob("unga_unvotes_*.csv.gz"))
    servers: dict[str, Callable[[Path], contextmanager[Settings]]] = {"embedded": embedded, "neo4j": real}
    with tempfile.TemporaryDirectory() as place:
        for name in chosen:
            print(name, flush=True)
            for action in ("coalition", "bare"):
                with servers[name](Path(place)) as settings:
                    work = (action, settings, files, Path(place) / "tables")
                    process = multiprocessing.get_context("spawn").Process(target=measured, args=work)
                    process.start()
                    process.join()


if __name__ == "__main__":
    main()
