"""Tables <-> rows of queries: what to ask and what to write, without knowing a driver."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from coalition.changes import Difference, difference, sort_tables
from coalition.model import COLUMNS, SEVERAL, Kind, Standing, Tables, split
from coalition.positions import COLUMNS as POSITION_COLUMNS
from coalition.positions import positions

BATCH_ROWS, BATCH_BYTES = 5_000, 4_000_000
"""A statement carries at most so many rows and roughly so many bytes: larger messages stall the embedded server."""
NAME_LIMIT = 300
"""Longer texts are no names, and are not kept."""
POSITION_KEY = ("actor_id", "recommendation_id")

Rows = list[list[Any]]


@dataclass(frozen=True)
class Statement:
    """A query file to run, with the kind for its placeholder and its parameters."""

    query: str
    parameters: dict[str, Any]
    kind: Kind | None = None


def read_tables(run: Callable[[str], Rows]) -> Tables:
    """Tables from the answers of the read_* queries; `run` takes the name of one."""
    frames = {}
    for name in COLUMNS:
        answer = run(f"read_{name}")
        if name == "stances":
            answer = [[actor, evidence, *rest] for evidence, taken in answer for actor, *rest in taken]
        frame = pd.DataFrame(answer, columns=list(COLUMNS[name]))
        for column in SEVERAL.get(name, ()):
            frame[column] = frame[column].map(";".join)
        frames[name] = frame.fillna("").astype(str)
    return sort_tables(Tables(**frames))


def read_positions(answer: Rows) -> pd.DataFrame:
    """Positions from the answer of read_positions, as `coalition.positions.positions` gives them."""
    standing = {"MIXED_ON": Standing.MIXED, "ABSTAINED_ON": Standing.ABSTAINED, "OPPOSES": Standing.OPPOSED}
    cells = [
        [actor, recommendation, _standing(standing.get(relationship), lead), bool(lead), moved, tuple(items), *dates]
        for recommendation, relationship, taken in answer
        for actor, lead, moved, items, *dates in taken
    ]
    table = pd.DataFrame(cells, columns=POSITION_COLUMNS)
    return table.sort_values(list(POSITION_KEY)).reset_index(drop=True)


def statements(
    before: Tables, after: Tables, differences: dict[str, Difference], moved: Difference, derived: pd.DataFrame
) -> Iterator[Statement]:
    """What turns the graph of `before` into that of `after`, in an order that never refers to what is not there."""
    kinds = before.actors.merge(after.actors, on="id", suffixes=("_before", ""))
    renewed = set(kinds.loc[kinds["kind_before"] != kinds["kind"], "id"])  # a label cannot be changed on every server
    gone = {name: set(found.removed["id"]) for name, found in differences.items() if "id" in found.removed}
    gone["actors"] |= renewed
    stances, links = differences["stances"], differences["bears_on"]
    for query, frame in (
        ("delete_positions", pd.concat([moved.removed, moved.changed])),
        ("delete_stances", pd.concat([stances.removed, stances.changed])),
        ("delete_bears_on", links.removed),
    ):
        yield from batches(query, _records(_edges_to_delete(frame, gone)))
    for name, ids in gone.items():
        yield from batches(f"delete_{name}", sorted(ids), "ids")
    for name in ("groups", "blocs", "evidence"):
        yield from batches(f"write_{name}", _records(differences[name].written))
    yield from _recommendations(differences["recommendations"].written)
    yield from _actors(differences["actors"].written)
    yield from batches("write_bears_on", _records(differences["bears_on"].written))
    again = after.stances[after.stances["actor_id"].isin(renewed)]
    fresh = pd.concat([stances.written, again]).drop_duplicates(["actor_id", "evidence_id"])
    yield from batches("create_stances", _records(fresh))
    again = derived[derived["actor_id"].isin(renewed)]
    yield from _positions(pd.concat([moved.written, again]).drop_duplicates(list(POSITION_KEY)))


def actor_names(names: Mapping[str, str]) -> Iterator[Statement]:
    """What keeps the meaning of names; `names` is name -> id of an actor."""
    pairs = [{"name": name, "actor_id": actor} for name, actor in sorted(names.items()) if 0 < len(name) <= NAME_LIMIT]
    yield from batches("write_actor_names", pairs)


def disagreements(tables: Tables, written: pd.DataFrame) -> list[str]:
    """Where positions written in the graph are not what the rule derives from its stances, one sentence each."""
    found = difference(written, positions(tables.stances, tables.evidence, tables.bears_on), POSITION_KEY)
    sentences = {
        "is missing in the graph": found.new,
        "is not what its evidence says": found.changed,
        "has no stance behind it": found.removed,
    }
    return [
        f"{row.actor_id} {row.position} on {row.recommendation_id}: {sentence}; load the map again"
        for sentence, rows in sentences.items()
        for row in rows.itertuples(index=False)
    ]


def _recommendations(written: pd.DataFrame) -> Iterator[Statement]:
    yield from batches("write_recommendations", _records(written))
    yield from batches("unlink_recommendations", list(written["id"]), "ids")
    pairs = [
        {"recommendation_id": row.id, "kind": kind}
        for row in written.itertuples(index=False)
        for kind in split(row.addressed_to)
    ]
    yield from batches("write_addressed_to", pairs)


def _actors(written: pd.DataFrame) -> Iterator[Statement]:
    for kind, part in written.groupby("kind"):
        yield from batches("write_actors", _records(part), kind=Kind(str(kind)))
    yield from batches("unlink_actors", list(written["id"]), "ids")
    in_group = written[written["regional_group"] != ""]
    pairs = [{"actor_id": row.id, "group_id": row.regional_group} for row in in_group.itertuples(index=False)]
    yield from batches("write_in_group", pairs)
    members = [
        {"actor_id": row.id, "bloc_id": bloc} for row in written.itertuples(index=False) for bloc in split(row.blocs)
    ]
    yield from batches("write_member_of", members)


def _positions(written: pd.DataFrame) -> Iterator[Statement]:
    """Derived edges, by type."""
    types = written["position"].map(lambda position: Standing(position).relationship.lower())
    for relationship, part in written.groupby(types):
        records = [row | {"evidence": list(row["evidence"]), "lead": bool(row["lead"])} for row in _records(part)]
        yield from batches(f"create_{relationship}", records)


def _edges_to_delete(frame: pd.DataFrame, gone: dict[str, set[str]]) -> pd.DataFrame:
    """Ends of the edges to delete; those of a node that goes, go with it."""
    ends = {"actor_id": "actors", "evidence_id": "evidence", "recommendation_id": "recommendations"}
    keys = [column for column in ends if column in frame]
    stays = [~frame[column].isin(gone[ends[column]]) for column in keys]
    return frame.loc[np.logical_and.reduce(stays), keys] if len(frame) else frame[keys]


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]


def batches(query: str, values: list[Any], parameter: str = "rows", kind: Kind | None = None) -> Iterator[Statement]:
    """The values in statements of bounded rows and bytes."""
    batch: list[Any] = []
    size = 0
    for value in values:
        weight = sum(len(str(cell)) for cell in value.values()) if isinstance(value, dict) else len(str(value))
        if batch and (len(batch) >= BATCH_ROWS or size + weight > BATCH_BYTES):
            yield Statement(query, {parameter: batch}, kind)
            batch, size = [], 0
        batch.append(value)
        size += weight
    if batch:
        yield Statement(query, {parameter: batch}, kind)


def _standing(standing: Standing | None, lead: bool) -> str:
    return (standing or (Standing.LEADS if lead else Standing.SUPPORTS)).value
