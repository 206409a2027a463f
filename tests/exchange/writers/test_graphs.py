"""Graph files open in NetworkX with types, places and colours, and all seven tables can be made from them again."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
import pytest
from conftest import FEW
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from coalition.exchange.writers import gexf, graphml
from coalition.exchange.writers.contents import Contents, contents
from coalition.exchange.writers.graph import BEARS_ON, POSITION, STANCE, TYPES
from coalition.model.differences import sort_tables
from coalition.model.vocabulary import COLUMNS, Tables

from .test_tables import CELLS, DAY, assert_same, hostile_tables

FORMATS = {"graphml": (graphml.write, nx.read_graphml), "gexf": (gexf.write, nx.read_gexf)}


def opened(form: str, given_out: Contents) -> Any:
    write, read = FORMATS[form]
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / f"map.{form}"
        write(given_out, path)
        return read(path)


def back(graph: Any) -> Tables:
    """The seven tables from the nodes and edges of a graph."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in COLUMNS}
    table_of = {kind: name for name, kind in TYPES.items()}
    for key, values in graph.nodes(data=True):
        rows[table_of[values["type"]]].append({"id": key} | values)
    for source, target, values in graph.edges(data=True):
        if values["type"] == STANCE:
            rows["stances"].append(values | {"actor_id": source, "evidence_id": target.partition(":")[2]})
        elif values["type"] == BEARS_ON:
            rows["bears_on"].append(values | {"evidence_id": source.partition(":")[2], "recommendation_id": target})
    frames = {
        name: pd.DataFrame(rows[name], columns=list(columns), dtype=object).fillna("").astype(str)
        for name, columns in COLUMNS.items()
    }
    return sort_tables(Tables(**frames))


@pytest.mark.parametrize("form", FORMATS)
def test_the_seed_map_opens_with_nothing_lost(bearing: Tables, form: str) -> None:
    """Without the background record, which is written no other way and holds no position."""
    given_out = contents(bearing, version=7, made=dt.date(2026, 11, 1))
    graph = opened(form, given_out)
    assert_same(back(graph), bearing)
    assert nx.is_directed(graph)
    positions = [values for _, _, values in graph.edges(data=True) if values["type"] == POSITION]
    assert len(positions) == 3_433
    assert {values.get("act", "") for values in positions} == {"own", "led", "joined", "voted", "declared", ""}
    assert {type(values["lead"]) for values in positions} == {bool}
    declared = [values for values in positions if values["position"] == "declared"]
    assert len(declared) == 872
    assert {values["act"] for values in declared} == {"declared"}
    assert all(re.fullmatch(r"\d{4}(–\d{4})?", values["act_year"]) for values in declared)
    assert graph.nodes["CHL"]["type"] == "actor"
    assert graph.nodes["CHL"]["label" if form == "gexf" else "name"] == "Chile"


def test_gephi_finds_colours_by_group_and_places_that_differ(fewer: Tables) -> None:
    graph = opened("gexf", contents(fewer, version=7))
    look = graph.nodes["CHL"]["viz"]
    assert look["color"] == {"r": 0, "g": 0x78, "b": 0x5A, "a": 1.0}
    places = {(node["viz"]["position"]["x"], node["viz"]["position"]["y"]) for _, node in graph.nodes(data=True)}
    assert len(places) > 0.99 * len(graph)


@pytest.mark.parametrize("writer", [graphml.write, gexf.write])
def test_the_same_map_gives_the_same_file(
    fewer: Tables, tmp_path: Path, writer: Callable[[Contents, Path], None]
) -> None:
    for name in ("one", "two"):
        writer(contents(fewer, version=7, made=DAY), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@settings(FEW, phases=[Phase.explicit, Phase.generate])
@given(CELLS, CELLS, st.sampled_from(sorted(FORMATS)))
@example("--><x y='&'>]]>", "a\r\nb\rc\td", "graphml")
@example("--><x y='&'>]]>", "a\r\nb\rc\td", "gexf")
def test_every_text_comes_back_as_it_was(name: str, note: str, form: str) -> None:
    tables = hostile_tables(name, note)
    assert_same(back(opened(form, contents(tables, version=1))), tables)
