"""What every reader of a foreign format gives: raw tables of text, and what it could not take along."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from coalition.errors import Fault
from coalition.exchange.readers.network_mapping import Shape

LINE = "line"
"""Column of every raw table: the line, row or element of the file that the row comes from, for messages."""
ACTOR_NAME = "actor_name"
"""Column in place of `actor_id`: the actor as the file calls it, before names are matched with a map."""

ACTOR_CODE = "actor_code"
"""Column beside `ACTOR_NAME` where the file gives a country code too; it may be empty."""


@dataclass(frozen=True)
class Dropped:
    """Something that the file holds and a map has no place for: what, how many, and why."""

    what: str
    count: int
    why: str


@dataclass(frozen=True, eq=False)
class Incoming:
    """What a file says, before names are matched with the actors of a map and anything is checked against it.

    `tables` holds some of the tables of `coalition.model.vocabulary.COLUMNS`, all cells text; each has the column
    `LINE` and those of its table that the format knows. Stances name the actor in `ACTOR_NAME`; actors that the file
    describes (an element of a Kumu map, a node of a graph) stand in `actors` under an id made from their name.

    `faults` are rows refused, each with its line: a person mends them or does without. `notes` are sentences about how
    the file was read (an old encoding, an Excel date). `shape` tells of the attributes of a network.
    """

    format: str
    file: str
    tables: dict[str, pd.DataFrame]
    dropped: tuple[Dropped, ...] = field(default=())
    faults: tuple[Fault, ...] = field(default=())
    notes: tuple[str, ...] = field(default=())
    shape: Shape | None = None
