"""Errors a person can act on. They become text at two edges only: the command line and a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class CoalitionError(Exception):
    """Something a person can mend; the message says what, where and what to do, in one sentence."""


class ServerError(CoalitionError):
    """The database cannot be reached, started, stopped or written."""


class QueryError(CoalitionError):
    """A query file is wrong, or was called with the wrong parameters."""


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
