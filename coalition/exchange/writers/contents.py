"""What leaves the room: the tables of a map, without what is protected unless asked for, and a word about that."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from coalition.model.visibility import anything_protected, public_tables
from coalition.model.vocabulary import Tables
from coalition.settings import __version__


@dataclass(frozen=True, eq=False)
class Contents:
    """The tables to write, and what every file says about them.

    Attributes
    ----------
    tables
        Without protected actors and evidence, unless they were asked for.
    version
        Version of the map.
    made
        Day of the export, YYYY-MM-DD.
    note
        Whether anything is left out, or protected facts or notes of contacts are inside.
    beside
        Further tables, for the formats that have room for them; see `coalition.exchange.writers.extras`.
    """

    tables: Tables
    version: int
    made: str
    note: str
    beside: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    def frames(self) -> list[tuple[str, pd.DataFrame]]:
        """Name and rows of all tables to write."""
        return [*self.tables, *self.beside.items()]

    def facts(self) -> list[tuple[str, str]]:
        """What the file says of itself: pairs of what and how."""
        return [
            ("what", "a map of coalition, as tables"),
            ("version", str(self.version)),
            ("made", self.made),
            ("protected", self.note),
            *((name.replace("_", " "), f"{len(frame)} rows") for name, frame in self.frames()),
        ]

    def sentence(self) -> str:
        """The same in one line, for formats that have room for a comment only."""
        return f"coalition, version {self.version} of the map, {self.made}. {self.note}"


LEFT_OUT = "Protected actors and evidence are left out, with all that would tell of them."
INSIDE = "Protected actors and evidence are inside: do not hand this file on unseen."
CONTACTS = "Notes of contacts are inside: they are for the editors of this map only."
EVERYTHING = "The history, remembered names and notes of contacts are inside as well."
NOTHING = "No protected actor and no protected evidence is inside."


def contents(
    tables: Tables,
    *,
    version: int,
    protected: bool = False,
    contacts: pd.DataFrame | None = None,
    made: dt.date | None = None,
) -> Contents:
    """What an export writes.

    Parameters
    ----------
    tables : Tables
        The whole map.
    version : int
        Of the map.
    protected : bool
        Keep protected actors and evidence.
    contacts : DataFrame, optional
        The contact log, where it is asked for; notes about actors that are left out are left out as well.
    made : date, optional
        Today when left out.
    """
    kept = tables if protected else public_tables(tables)
    note = _note(tables, protected)
    beside = {}
    if contacts is not None:
        beside["contacts"] = contacts[contacts["actor_id"].isin(kept.actors["id"])]
        note = f"{note} {CONTACTS}"
    return Contents(kept, version, (made or dt.date.today()).isoformat(), note, beside)


def everything(tables: Tables, version: int, beside: Mapping[str, pd.DataFrame]) -> Contents:
    """What rebuilds the whole map: with the tables of `coalition.exchange.writers.extras`."""
    note = f"{_note(tables, True)} {EVERYTHING}"
    return Contents(tables, version, dt.date.today().isoformat(), note, beside)


def _note(tables: Tables, protected: bool) -> str:
    if not anything_protected(tables):
        return NOTHING
    return INSIDE if protected else LEFT_OUT


def program() -> str:
    """Name and version of this program."""
    return f"coalition {__version__}".strip()
