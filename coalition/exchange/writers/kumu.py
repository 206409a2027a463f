"""A map as a Kumu workbook: a sheet of elements and one of connections, in the columns that Kumu imports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from coalition.analysis.phrases import position_words
from coalition.exchange.writers.contents import Contents
from coalition.exchange.writers.xlsx import write_sheets
from coalition.model.positions import positions
from coalition.model.vocabulary import Kind, Tables, split

LOSES = (
    "single stances: a connection is the position of an actor on a recommendation, with the evidence it follows from",
    "background record: evidence that bears on no recommendation",
    "grades, notes of stances, and whether a list is whole",
    "long names and sources of regional groups and blocs",
)
ELEMENTS = (
    "Label", "Type", "Description", "Tags", "Id", "Regional group", "Country", "Theme", "Paragraph", "Addressed to",
    "Visibility", "Source",
)  # fmt: skip
CONNECTIONS = (
    "From", "To", "Type", "Direction", "Label", "Act", "Act year", "Since", "Latest", "Lead", "Evidence", "Source",
)  # fmt: skip


def write(contents: Contents, path: Path) -> None:
    """Sheets `elements` and `connections`, and `about`."""
    labels = _labels(contents.tables)
    write_sheets(
        path,
        {
            "elements": (ELEMENTS, list(_elements(contents.tables, labels))),
            "connections": (CONNECTIONS, list(_connections(contents.tables, labels))),
            "about": (("what", "how"), contents.facts()),
        },
    )


def _labels(tables: Tables) -> dict[str, str]:
    """Kumu knows an element by its label: where two share one, each has its id behind. A recommendation is its id."""
    ids = tables.recommendations["id"]
    titles = pd.concat([tables.actors.set_index("id")["name"], pd.Series(ids.to_numpy(), index=ids, dtype=str)])
    alike = titles.str.strip().str.casefold().duplicated(keep=False)
    return {str(key): f"{title} ({key})" if alike[key] else str(title) for key, title in titles.items()}


def _elements(tables: Tables, labels: dict[str, str]) -> Iterator[list[str]]:
    groups = dict(zip(tables.groups["id"], tables.groups["name"], strict=True))
    blocs = dict(zip(tables.blocs["id"], tables.blocs["name"], strict=True))
    for row in tables.actors.to_dict("records"):
        tags = "|".join(blocs[bloc].replace("|", "/") for bloc in split(row["blocs"]))
        group = groups.get(row["regional_group"], "")
        yield [
            labels[row["id"]], Kind(row["kind"]).words, row["note"], tags, row["id"], group, row["country"], "", "", "",
            row["visibility"], row["source"],
        ]  # fmt: skip
    for row in tables.recommendations.to_dict("records"):
        kinds = ", ".join(Kind(kind).words for kind in split(row["addressed_to"]))
        yield [
            labels[row["id"]], "recommendation", row["text"], "", row["id"], "", "", row["theme"], row["paragraph"],
            kinds, "public", row["source"],
        ]  # fmt: skip


def _connections(tables: Tables, labels: dict[str, str]) -> Iterator[list[str]]:
    evidence = tables.evidence.set_index("id")
    names = (evidence["title"] + " (" + evidence["citation"] + ", " + evidence["date_to"].str[:4] + ")").to_dict()
    sources = evidence["source"].to_dict()
    for row in positions(tables.stances, tables.evidence, tables.bears_on).to_dict("records"):
        items = list(row["evidence"])
        yield [
            labels[row["actor_id"]], labels[row["recommendation_id"]], str(row["position"]), "directed",
            position_words(row), str(row["act"]), str(row["act_year"]), str(row["since"]), str(row["latest"]),
            "yes" if row["lead"] else "no",
            _cut("; ".join(str(names[item]) for item in items)),
            _cut("; ".join(dict.fromkeys(str(sources[item]) for item in items))),
        ]  # fmt: skip


def _cut(text: str, most: int = 30_000) -> str:
    """A text that a cell holds; only a list of hundreds of pieces of evidence is longer."""
    return text if len(text) <= most else f"{text[:most]} …"
