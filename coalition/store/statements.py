"""Tables <-> rows of queries: what to ask and what to write, without knowing a driver."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from coalition.history.edits import summary, touched
from coalition.history.log import MOST_IDS, Note, Rows, parts
from coalition.model.differences import Difference, difference, sort_tables
from coalition.model.positions import COLUMNS as POSITION_COLUMNS
from coalition.model.positions import positions
from coalition.model.vocabulary import COLUMNS, SEVERAL, Act, Kind, Standing, Tables, split
from coalition.store.queries import Filling

BATCH_ROWS, BATCH_BYTES = 5_000, 4_000_000
"""A statement carries at most so many rows and roughly so many bytes: larger messages stall the embedded server."""
NAME_LIMIT = 300
"""Longer texts are no names, and are not kept."""
POSITION_KEY = ("actor_id", "recommendation_id")


@dataclass(frozen=True)
class Statement:
    """A query to run, with its parameters, what fills its placeholder, and the number of rows it writes."""

    query: str
    parameters: dict[str, Any]
    filling: Filling | None = None
    rows: int = 0


@dataclass(frozen=True, eq=False)
class Step:
    """Rows that one query is to write, in as many statements as they need."""

    query: str
    values: pd.DataFrame | list[Any]
    parameter: str = "rows"
    filling: Filling | None = None

    def __len__(self) -> int:
        return len(self.values)

    def statements(self) -> Iterator[Statement]:
        """The statements, made one after the other."""
        values = _records(self.values) if isinstance(self.values, pd.DataFrame) else self.values
        return batches(self.query, values, self.parameter, self.filling)


def read_tables(run: Callable[[str], Rows]) -> Tables:
    """Tables from the answers of the read_* queries.

    Parameters
    ----------
    run : callable
        Name of a query -> its answer.
    """
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
    """Positions from the answer of read_positions, as `coalition.model.positions.positions` gives them.

    Parameters
    ----------
    answer : list of list
        One row per recommendation and type of edge.
    """
    standing = {"MIXED_ON": Standing.MIXED, "ABSTAINED_ON": Standing.ABSTAINED, "OPPOSES": Standing.OPPOSED}
    cells = [
        [actor, goal, _standing(standing.get(edge), act, lead), act, year, bool(lead), moved, tuple(items), *dates]
        for goal, edge, taken in answer
        for actor, act, year, lead, moved, items, *dates in taken
    ]
    table = pd.DataFrame(cells, columns=POSITION_COLUMNS).fillna({"act": "", "act_year": ""})
    return table.sort_values(list(POSITION_KEY)).reset_index(drop=True)


def steps(
    before: Tables, after: Tables, differences: dict[str, Difference], moved: Difference, derived: pd.DataFrame
) -> list[Step]:
    """What turns the graph of `before` into that of `after`, in an order that never refers to what is not there.

    Parameters
    ----------
    before, after : Tables
        The map as it is, and as it is to be.
    differences : dict
        What differs, per table.
    moved : Difference
        What differs in the positions.
    derived : DataFrame
        All positions of `after`.
    """
    kinds = before.actors.merge(after.actors, on="id", suffixes=("_before", ""))
    renewed = set(kinds.loc[kinds["kind_before"] != kinds["kind"], "id"])  # a label cannot be changed on every server
    gone = {name: set(found.removed["id"]) for name, found in differences.items() if "id" in found.removed}
    gone["actors"] |= renewed
    stances, links = differences["stances"], differences["bears_on"]
    return [
        Step("delete_positions", _edges_to_delete(pd.concat([moved.removed, moved.changed]), gone)),
        Step("delete_stances", _edges_to_delete(pd.concat([stances.removed, stances.changed]), gone)),
        Step("delete_bears_on", _edges_to_delete(links.removed, gone)),
        *(Step(f"delete_{name}", sorted(ids), "ids") for name, ids in gone.items()),
        *(Step(f"write_{name}", differences[name].written) for name in ("groups", "blocs", "evidence")),
        *_recommendations(differences["recommendations"].written),
        *_actors(differences["actors"].written),
        Step("write_bears_on", links.written),
        Step("create_stances", _with_renewed(stances.written, after.stances, renewed)),
        *_positions(_with_renewed(moved.written, derived, renewed)),
    ]


def actor_names(names: Mapping[str, str]) -> Step:
    """What keeps the meaning of names.

    Parameters
    ----------
    names : mapping
        Name -> id of the actor it means; one that is empty or too long is left out.
    """
    pairs = [{"name": name, "actor_id": actor} for name, actor in sorted(names.items()) if 0 < len(name) <= NAME_LIMIT]
    return Step("write_actor_names", pairs)


def disagreements(tables: Tables, written: pd.DataFrame) -> list[str]:
    """Where positions written in the graph are not what the rule derives from its stances, one sentence each.

    Parameters
    ----------
    tables : Tables
        The map.
    written : DataFrame
        Positions as the edges of the graph say.
    """
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


def _recommendations(written: pd.DataFrame) -> Iterator[Step]:
    yield Step("write_recommendations", written)
    yield Step("unlink_recommendations", list(written["id"]), "ids")
    pairs = [
        {"recommendation_id": row.id, "kind": kind}
        for row in written.itertuples(index=False)
        for kind in split(row.addressed_to)
    ]
    yield Step("write_addressed_to", pairs)


def _actors(written: pd.DataFrame) -> Iterator[Step]:
    for kind, part in written.groupby("kind"):
        yield Step("write_actors", part, filling=Kind(str(kind)))
    yield Step("unlink_actors", list(written["id"]), "ids")
    in_group = written[written["regional_group"] != ""]
    pairs = [{"actor_id": row.id, "group_id": row.regional_group} for row in in_group.itertuples(index=False)]
    yield Step("write_in_group", pairs)
    members = [
        {"actor_id": row.id, "bloc_id": bloc} for row in written.itertuples(index=False) for bloc in split(row.blocs)
    ]
    yield Step("write_member_of", members)


def _positions(written: pd.DataFrame) -> Iterator[Step]:
    """Derived edges, by type: whoever leads or only declared has an edge of those who support."""
    of_support = {Standing.LEADS.value: Standing.SUPPORTS.value, Standing.DECLARED.value: Standing.SUPPORTS.value}
    standings = written["position"].replace(of_support)
    plain = written.assign(evidence=written["evidence"].map(list), lead=written["lead"].astype(bool))
    for standing, part in plain.groupby(standings):
        yield Step("create_positions", part, filling=Standing(str(standing)))


def _with_renewed(written: pd.DataFrame, whole: pd.DataFrame, renewed: set[str]) -> pd.DataFrame:
    """The edges to write, and those of actors that are made anew; both tables begin with their two keys."""
    if not renewed:
        return written
    again = whole[whole["actor_id"].isin(renewed)]
    return pd.concat([written, again]).drop_duplicates(list(whole.columns[:2]))


def _edges_to_delete(frame: pd.DataFrame, gone: dict[str, set[str]]) -> pd.DataFrame:
    """Ends of the edges to delete; those of a node that goes, go with it."""
    ends = {"actor_id": "actors", "evidence_id": "evidence", "recommendation_id": "recommendations"}
    keys = [column for column in ends if column in frame]
    stays = [~frame[column].isin(gone[ends[column]]) for column in keys]
    return frame.loc[np.logical_and.reduce(stays), keys] if len(frame) else frame[keys]


def _records(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Rows of a frame, a piece of it at a time: all at once would take more memory than the frame."""
    columns = list(frame.columns)
    for start in range(0, len(frame), BATCH_ROWS):
        piece = frame.iloc[start : start + BATCH_ROWS]
        cells = zip(*(piece[column].tolist() for column in columns), strict=True)  # to_dict takes three times as long
        yield from (dict(zip(columns, row, strict=True)) for row in cells)


def batches(
    query: str, values: Iterable[Any], parameter: str = "rows", filling: Filling | None = None
) -> Iterator[Statement]:
    """The values in statements of bounded rows and bytes.

    Parameters
    ----------
    query : str
        Name of the query that writes them.
    values : iterable
        Rows or ids, in their order.
    parameter : str
        Parameter of the query that takes them.
    filling : Kind or Standing, optional
        What fills the placeholder of the query.
    """
    batch: list[Any] = []
    size = 0
    for value in values:
        weight = sum(len(str(cell)) for cell in value.values()) if isinstance(value, dict) else len(str(value))
        if batch and (len(batch) >= BATCH_ROWS or size + weight > BATCH_BYTES):
            yield Statement(query, {parameter: batch}, filling, len(batch))
            batch, size = [], 0
        batch.append(value)
        size += weight
    if batch:
        yield Statement(query, {parameter: batch}, filling, len(batch))


def _standing(standing: Standing | None, act: str | None, lead: bool) -> str:
    of_support = Standing.LEADS if lead else Standing.DECLARED if act == Act.DECLARED else Standing.SUPPORTS
    return (standing or of_support).value


def entry_statements(number: int, at: str, note: Note, differences: Mapping[str, Difference]) -> Iterator[Statement]:
    """What writes an entry into the graph.

    Parameters
    ----------
    number : int
        The version that the change makes.
    at : str
        When, in UTC.
    note : Note
        What is said of it.
    differences : mapping
        What it does to each table.
    """
    ids = touched(differences)
    wide = len(ids) > MOST_IDS
    nothing = "nothing: all was as before" if note.undoes else "positions derived anew"
    yield Statement(
        "write_change",
        {
            "id": str(number), "number": number, "at": at, "who": note.who, "why": note.why,
            "what": summary(differences) or nothing, "kind": note.kind.value, "undoes": note.undoes,
            "about": [] if wide else ids, "wide": wide,
        },
    )  # fmt: skip
    for statement in batches("write_change_parts", parts(str(number), differences)):
        yield replace(statement, rows=sum(part["n"] for part in statement.parameters["rows"]))
