"""Errors a person can act on. They become text at two edges only: the command line and a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST_SHOWN = 20
"""Faults of the same remedy in one column of a file that are shown one by one."""


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
    """Faults of all tables at once; nothing was written. Of each kind the message shows `MOST_SHOWN`."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        if not faults:
            raise ValueError("a TableError has a fault at least")
        self.faults = sorted(faults)
        kinds: dict[tuple[str, str, str], list[Fault]] = {}
        for fault in self.faults:
            kinds.setdefault((fault.file, fault.column, fault.remedy), []).append(fault)
        lines = []
        for alike in kinds.values():
            lines += [str(fault) for fault in alike[:MOST_SHOWN]]
            if len(alike) > MOST_SHOWN:
                lines.append(f"{alike[0].file}: and {len(alike) - MOST_SHOWN:,} more of this kind")
        super().__init__("\n".join(lines))


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
