"""What leaves the room: the tables of a map, without what is protected unless asked for, and a word about that."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import coalition
from coalition.model import Tables
from coalition.visibility import anything_protected, public_tables


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
        One sentence: whether anything is left out, or protected facts are inside.
    """

    tables: Tables
    version: int
    made: str
    note: str

    def facts(self) -> list[tuple[str, str]]:
        """What the file says of itself: pairs of what and how."""
        return [
            ("what", "a map of coalition, as tables"),
            ("version", str(self.version)),
            ("made", self.made),
            ("protected", self.note),
            *((name.replace("_", " "), f"{len(frame)} rows") for name, frame in self.tables),
        ]

    def sentence(self) -> str:
        """The same in one line, for formats that have room for a comment only."""
        return f"coalition, version {self.version} of the map, {self.made}. {self.note}"


LEFT_OUT = "Protected actors and evidence are left out, with all that would tell of them."
INSIDE = "Protected actors and evidence are inside: do not hand this file on unseen."
NOTHING = "Nothing is left out: no actor and no evidence is protected."


def contents(tables: Tables, *, version: int, protected: bool = False, made: dt.date | None = None) -> Contents:
    """What an export writes.

    Parameters
    ----------
    tables : Tables
        The whole map.
    version : int
        Of the map.
    protected : bool
        Keep protected actors and evidence.
    made : date, optional
        Today when left out.
    """
    note = NOTHING
    if anything_protected(tables):
        note = INSIDE if protected else LEFT_OUT
    kept = tables if protected else public_tables(tables)
    return Contents(kept, version, (made or dt.date.today()).isoformat(), note)


def program() -> str:
    """Name and version of this program."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"{coalition.__name__} {version(coalition.__name__)}"
    except PackageNotFoundError:
        return coalition.__name__
