"""A flat list (actor, what, position, date, source) -> stances, and the evidence and links that it tells of."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from coalition.exchange.imports.columns import position_of
from coalition.model.schema import is_date
from coalition.model.vocabulary import Coverage, EvidenceKind, Grade, Position, Tables, Visibility, YesNo, split
from coalition.names.normalise import normalised

Refuse = Callable[[int, str], None]
"""Takes the number of a row and why it is refused."""
ID_WORDS = 60
POSITIONS = frozenset(position.value for position in Position)


@dataclass(frozen=True, eq=False)
class ListAdditions:
    """What a flat list adds: three tables, `stances` with the row each comes from as its index."""

    evidence: pd.DataFrame
    bears_on: pd.DataFrame
    stances: pd.DataFrame


def read_flat_list(rows: pd.DataFrame, now: Tables, file: str, refuse: Refuse) -> ListAdditions:
    """Tables from the rows of a flat list.

    Parameters
    ----------
    rows : DataFrame
        The fields of `coalition.exchange.imports.columns.FLAT`, text, empty where the list has none, and `actor_id`.
    now : Tables
        The map, with what else the same file adds to it.
    file : str
        Where it stands, for the reason of a link.
    refuse : callable
        Called with every row that cannot be read; such rows are left out.
    """
    goals = set(now.recommendations["id"])
    index = titles(now.evidence)
    kept: list[dict[str, str]] = []
    for number, record in zip(rows.index, rows.to_dict("records"), strict=True):
        cells = {str(field): str(cell) for field, cell in record.items()}
        problem = _problem(cells, goals)
        evidence = index.get(_folded(cells["evidence"]), "") if cells["evidence"] else ""
        if not problem and not evidence and not cells["date"]:
            problem = "date is empty; say when, for evidence that the map does not hold yet"
        if problem:
            refuse(int(number), problem)
            continue
        title = cells["evidence"] or f"Positions on {cells['recommendation']}: {cells['source']}"[:300]
        named = [title] if cells["evidence"] else [title, cells["date"], cells["source"]]
        new = evidence or index.get(_folded(title), "") or _id(*named)
        kept.append(cells | {"evidence_id": new, "title": title, "row": str(number)})
    table = pd.DataFrame(kept, columns=[*rows.columns, "evidence_id", "title", "row"], dtype=str)
    return ListAdditions(_evidence(table, now), _bears_on(table, now, file), _stances(table))


def _problem(cells: dict[str, str], goals: set[str]) -> str:
    position = position_of(cells["position"])
    if position not in POSITIONS:
        return f"position {cells['position']!r} is not one of {', '.join(Position)}; use one of these"
    if not cells["source"]:
        return "source is empty; say where it can be read"
    if not cells["evidence"] and not cells["recommendation"]:
        return "evidence and recommendation are empty; fill in one"
    if len(cells["evidence"]) > 300 or len(cells["source"]) > 2000:
        return "evidence or source is too long; shorten it"
    if unknown := [goal for goal in split(cells["recommendation"]) if goal not in goals]:
        there = (
            f"use an id such as {min(goals)}" if goals else "it has none yet: bring in a sheet recommendations first"
        )
        return f"recommendation {unknown[0]!r} is not in the map; {there}"
    if cells["date"] and not is_date(cells["date"]):
        return date_problem(cells["date"])
    return ""


def date_problem(cell: str) -> str:
    """Why a cell is no date, and what to do; a number of days as Excel counts them is named as such."""
    if re.fullmatch(r"[2-6]\d{4}(\.\d+)?", cell):
        meant = (pd.Timestamp("1899-12-30") + pd.Timedelta(days=float(cell))).date().isoformat()
        return f"date {cell!r} is a number of days, perhaps {meant}; format the column as a date, or write YYYY-MM-DD"
    return f"date {cell!r} is not a date; write YYYY, YYYY-MM or YYYY-MM-DD"


@lru_cache(maxsize=100_000)
def _folded(text: str) -> str:
    return normalised(text)


def titles(evidence: pd.DataFrame) -> dict[str, str]:
    """Evidence by its id, its title and its citation; what names two is left out."""
    found: dict[str, set[str]] = {}
    for key, title, citation in evidence[["id", "title", "citation"]].itertuples(index=False):
        for name in {normalised(str(title)), normalised(str(citation))}:
            found.setdefault(name, set()).add(str(key))
    index = {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}
    return index | {normalised(key): key for key in map(str, evidence["id"])}


@lru_cache(maxsize=100_000)
def _id(*named: str) -> str:
    """An id that the same words get again."""
    words = re.sub(r"[^a-z0-9]+", "-", normalised(named[0]))[:ID_WORDS].strip("-")
    return f"{words or 'evidence'}-{hashlib.sha256('|'.join(map(normalised, named)).encode()).hexdigest()[:8]}"


def _evidence(table: pd.DataFrame, now: Tables) -> pd.DataFrame:
    new = table[~table["evidence_id"].isin(now.evidence["id"])]
    dates = new[new["date"] != ""].groupby("evidence_id")["date"]
    first = new.drop_duplicates("evidence_id").set_index("evidence_id", drop=False)
    start, end = dates.min().reindex(first.index), dates.max().reindex(first.index)
    return pd.DataFrame(
        {
            "id": first["evidence_id"], "title": first["title"],
            "citation": first["evidence"].where(first["evidence"] != "", first["source"]).str[:300],
            "kind": EvidenceKind.STATEMENT.value, "leadership": YesNo.NO.value, "date_from": start, "date_to": end,
            "coverage": Coverage.PARTIAL.value, "body": "", "family": "", "visibility": Visibility.PUBLIC.value,
            "grade": Grade.SEEN.value, "source": first["source"],
        }
    ).reset_index(drop=True).astype(str)  # fmt: skip


def _bears_on(table: pd.DataFrame, now: Tables, file: str) -> pd.DataFrame:
    pairs = {
        (item, goal)
        for item, goals in zip(table["evidence_id"], table["recommendation"], strict=True)
        for goal in split(goals)
    }
    known = set(zip(now.bears_on["evidence_id"], now.bears_on["recommendation_id"], strict=True))
    rows = [(item, goal, f"as {file} says", YesNo.YES.value) for item, goal in sorted(pairs - known)]
    return pd.DataFrame(rows, columns=["evidence_id", "recommendation_id", "why", "contestable"], dtype=str)


def _stances(table: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "actor_id": table["actor_id"], "evidence_id": table["evidence_id"],
            "position": table["position"].map(position_of), "note": table["note"], "grade": Grade.SEEN.value,
            "source": table["source"],
        }
    ).set_axis(table["row"].astype(int), axis=0)  # fmt: skip
