"""A script runs on each server, and what it makes is the map that it was made from."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from conftest import make_tables

from coalition.exchange.writers import EXPORTERS, contents
from coalition.model.network import Network
from coalition.model.vocabulary import Tables
from coalition.store.store import Store

HOSTILE = (
    "'; MATCH (n) DETACH DELETE n //",
    "a\\u0027 + x \\U0027 \\\\u0027 \\n \\",
    "\\u005c\\u0027}) RETURN 1 //",
    '"$rows {kind} `x` ; \u2028 \u202e /* */',
    "line\nbreak\r\ntab\t💥 ﬁ İ",
)


def run_script(store: Store, path: Path) -> None:
    """Line by line, as a person would paste it."""
    with store._session() as session:
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line and not line.startswith("//"):
                session.run(line.removesuffix(";")).consume()


@pytest.mark.parametrize("which", ["hostile", "seeds"])
def test_a_script_makes_the_map_again(store: Store, fewer: Tables, tmp_path: Path, which: str) -> None:
    if which == "seeds" and store.endpoint.embedded:
        pytest.skip("a script is for Neo4j; the embedded server takes minutes to read long lists")
    tables = fewer
    if which == "hostile":
        tables = make_tables(
            {(f"a{i}", "x"): "support" for i in range(len(HOSTILE))} | {("b", "y"): "oppose"},
            groups={"a0": "north"}, evidence={"x": {"leadership": "yes"}, "y": {"act": "own"}},
        )  # fmt: skip
        notes = [*HOSTILE, ""]
        actors = tables.actors.assign(name=[text or "x" for text in notes], note=notes)
        ended = ["2024-05", *[""] * len(HOSTILE)]
        stances = tables.stances.assign(ended=ended, note=notes, source=[text or "x" for text in notes])
        tables = Tables(**dict(tables) | {"actors": actors, "stances": stances})
    path = tmp_path / "map.cypher"
    EXPORTERS["cypher"].write(contents(tables, version=9), path)
    before = store.version()
    run_script(store, path)
    found = store.tables()
    assert store.version() == max(before, 9)
    assert store.check() == []
    store.write(Tables.empty(), replace=True)  # the history goes on after it
    assert store.version() == max(before, 9) + 1
    for name, frame in tables:
        pd.testing.assert_frame_equal(getattr(found, name), frame, obj=name)
    assert Network.from_tables(found).digest == Network.from_tables(tables).digest
