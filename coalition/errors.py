"""Errors a person can act on. They become text at two edges only: the command line and a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class CoalitionError(Exception):
    """Something a person can mend; the message says what, where and what to do, in one sentence."""


class ServerError(CoalitionError):
    """The database cannot be reached, started, stopped or written."""


class QueryError(CoalitionError):
    """A query is wrong, or was called with the wrong parameters."""


class UnknownIdError(CoalitionError):
    """An id that is not in the data; the message names the nearest ones."""


@dataclass(frozen=True, order=True)
class Fault:
    """One wrong cell (or file): where it is, what is wrong and what to do."""

    file: str
    line: int
    column: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        place = self.file
        if self.line:
            place += f" line {self.line}"
        if self.column:
            place += f" {self.column}"
        return f"{place}: {self.problem}; {self.remedy}"


class TableError(CoalitionError):
    """Faults of all tables at once; nothing was written."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass(frozen=True)
class Clash:
    """A row that is not as an editor saw it: what was seen, what is there now, what was to be there (None: no row)."""

    table: str
    key: tuple[str, ...]
    seen: dict[str, str] | None
    now: dict[str, str] | None
    wanted: dict[str, str] | None

    def __str__(self) -> str:
        what = f"{self.table} {' '.join(self.key)}"
        if self.now is None:
            return f"{what} was removed since"
        if self.seen is None:
            return f"{what} was added since"
        cells = [
            f"{column} is now '{value}', was '{self.seen.get(column, '')}'"
            for column, value in self.now.items()
            if value != self.seen.get(column, "")
        ]
        return f"{what} was changed since: {', '.join(cells)}"


class AskFirstError(CoalitionError):
    """Nothing was written; it can be, once a person has agreed to what the message says."""


class ChangedSinceError(AskFirstError):
    """Rows are not what an editor saw; `clashes` holds both versions, so that nothing is lost."""

    def __init__(self, clashes: Sequence[Clash], most: int = 10) -> None:
        self.clashes = list(clashes)
        more = [f"and {len(self.clashes) - most} more"] if len(self.clashes) > most else []
        super().__init__("; ".join([*(str(clash) for clash in self.clashes[:most]), *more]))


class RestsOnItError(AskFirstError):
    """Other rows rest on what is to be removed; `counts` says how many of each table would go with it."""

    def __init__(self, message: str, counts: dict[str, int]) -> None:
        self.counts = counts
        super().__init__(message)
