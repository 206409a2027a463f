"""A map as an event list in the columns of Discourse Network Analyzer: one statement per stance and recommendation."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd

from coalition.exchange.writers.contents import Contents
from coalition.model.cells import guarded
from coalition.model.vocabulary import Kind, Position, Tables

COLUMNS = (
    "statement_id", "time", "person", "organization", "concept", "agreement", "start_position", "stop_position", "text",
    "coder", "document_id", "document_title", "document_author", "document_source", "document_section", "document_type",
)  # fmt: skip
LOSES = (
    "abstentions and absences: agreement is 1 or 0, and an abstention is neither",
    "ids, kinds, regional groups, blocs and countries of actors",
    "actors without a stance, and recommendations without evidence",
    "themes, addressees and sources of recommendations; why evidence bears on one",
    "grades of stances and of evidence, what an act cost, and whether a list is whole or a reading disputed",
    "days where only a month or a year is known: the first of it stands for it",
)
BACKGROUND = "background record"


def write(contents: Contents, path: Path) -> None:
    """One statement per support or opposition and recommendation that its evidence bears on; the background record
    is a statement about its own text."""
    rows = statements(contents.tables)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(
            [guarded(cell) if isinstance(cell, str) else int(cell) for cell in row]
            for row in rows.itertuples(index=False)
        )
    # The columns have no room for a word about the file, and a line of another kind would break its readers.
    path.with_name(f"{path.name}.about.txt").write_text(f"{contents.sentence()}\n", encoding="utf-8")


def statements(tables: Tables) -> pd.DataFrame:
    """The event list, oldest first."""
    evidence = tables.evidence.set_index("id").add_prefix("document_")
    actors = tables.actors.set_index("id")[["name", "kind"]]
    recommendations = tables.recommendations.set_index("id")["text"]
    taken = tables.stances[tables.stances["position"].isin([Position.SUPPORT, Position.OPPOSE])]
    found = taken.merge(tables.bears_on[["evidence_id", "recommendation_id"]], on="evidence_id", how="left")
    found = found.join(actors, on="actor_id").join(evidence, on="evidence_id")
    found["recommendation_id"] = found["recommendation_id"].fillna("")
    found["time"] = found["document_date_to"].map(_time)
    found = found.sort_values(["time", "evidence_id", "recommendation_id", "actor_id"]).reset_index(drop=True)
    numbers = {key: n for n, key in enumerate(tables.evidence["id"], start=1)}
    concept = found["recommendation_id"].map(recommendations).where(found["recommendation_id"] != "", "")
    concept = (found["recommendation_id"] + " " + concept).where(concept != "", found["document_title"])
    return pd.DataFrame(
        {
            "statement_id": range(1, len(found) + 1),
            "time": found["time"],
            "person": "",
            "organization": found["name"],
            "concept": concept,
            "agreement": (found["position"] == Position.SUPPORT).astype(int),
            "start_position": 0,
            "stop_position": 0,
            "text": found["note"],
            "coder": 1,
            "document_id": found["evidence_id"].map(numbers),
            "document_title": found["document_title"],
            "document_author": found["kind"].map({kind.value: kind.words for kind in Kind}),
            "document_source": found["source"],
            "document_section": found["recommendation_id"].where(found["recommendation_id"] != "", BACKGROUND),
            "document_type": found["document_kind"],
        }
    )[list(COLUMNS)]


def _time(date: str) -> str:
    """A day with the time that the format has; the first of a month or year where no more is known."""
    return f"{(date + '-01-01')[:10] if len(date) < 7 else (date + '-01')[:10]} 00:00:00"
