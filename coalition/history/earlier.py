"""What maps and files of earlier releases lack: the act of their evidence."""

from __future__ import annotations

import csv
from functools import cache

from coalition.model.acts import Cited, with_acts
from coalition.model.vocabulary import Tables
from coalition.settings import resource


def whole(tables: Tables) -> Tables:
    """The tables with the act of all evidence; those that lack none come back as they are.

    Evidence that the seeds hold under the same id and citation has the act that they say, since their list of
    exceptions to the rule counts for older copies of them too; all other evidence has that of the rule.

    Parameters
    ----------
    tables : Tables
        The map, or a part of it.
    """
    lacks = (tables.evidence["act"] == "").any()
    return with_acts(tables, seed_acts()) if lacks else tables


@cache
def seed_acts() -> dict[Cited, str]:
    """Id and citation of each piece of evidence in the seeds -> its act."""
    with (resource("seeds") / "evidence.csv").open(encoding="utf-8", newline="") as file:
        return {(row["id"], row["citation"]): row["act"] for row in csv.DictReader(file)}


def told(file: str) -> str:
    """What to say of a file whose evidence has no act.

    Parameters
    ----------
    file : str
        Its name, as people know it.
    """
    return (
        f"{file} says of no evidence what support for it cost (the column act, new in this release): this is "
        "filled in as the seeds say, else by the rule in docs/methods/positions.md. Look at it under Edit."
    )
