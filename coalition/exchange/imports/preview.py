"""What a file would change in a map: rows that are new, changed, the same or refused, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from coalition.errors import UnknownIdError
from coalition.exchange.imports.actors import People
from coalition.exchange.imports.columns import REASON
from coalition.exchange.imports.session import Work
from coalition.exchange.imports.source import Source
from coalition.exchange.readers.incoming import Dropped
from coalition.model.differences import difference, merged
from coalition.model.vocabulary import COLUMNS, KEYS, Kind, Tables, YesNo

ORDER = ("groups", "blocs", "evidence", "recommendations", "actors", "bears_on", "stances")
"""Tables in the order in which they refer to one another."""
UNREADABLE = "not readable"
"""Under this title stand rows that a reader of a foreign format refused: their place in the file, and why."""


@dataclass(frozen=True, eq=False)
class Preview:
    """What accepting a file would do.

    Attributes
    ----------
    tables : Tables
        The rows to write, all of them valid together with the map.
    counts : DataFrame
        Per table: `table`, `new`, `changed`, `same`, `refused`.
    refused : dict
        Sheet -> its refused rows as they were, and the column `reason`.
    names : DataFrame
        Names that somebody has to confirm: the columns of `coalition.names.matching.COLUMNS`.
    mapping : dict
        Sheet -> column -> field, for flat lists.
    unread : tuple
        What the file holds besides and is not read, with the reason.
    answers : dict
        Names that were confirmed, to be remembered.
    unlinked : int
        Pieces of evidence to be written that speak to no recommendation yet.
    """

    tables: Tables
    counts: pd.DataFrame
    refused: dict[str, pd.DataFrame]
    names: pd.DataFrame
    mapping: dict[str, dict[str, str]]
    unread: tuple[Dropped, ...]
    answers: dict[str, str]
    unlinked: int

    @property
    def touched(self) -> int:
        """Rows that would be written."""
        return int(self.counts[["new", "changed"]].to_numpy().sum())


def prepare(
    source: Source,
    now: Tables,
    *,
    mapping: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
    remembered: Mapping[str, str] | None = None,
    add: Kind | None = None,
    given_source: str = "",
    speaks_to: Sequence[str] = (),
) -> Preview:
    """What a file would change in a map.

    Parameters
    ----------
    source : Source
        As `coalition.exchange.imports.read` or `from_incoming` gives it.
    now : Tables
        The map as it is.
    mapping : mapping, optional
        Column -> field ("" leaves the column out), before the guess.
    answers : mapping, optional
        Name -> id of the actor it means; "" refuses its rows; "+ngo" adds it as an actor of that kind.
    remembered : mapping, optional
        Answers of earlier imports.
    add : Kind, optional
        Unknown names become new actors of this kind; without it their rows are refused.
    given_source : str
        Source of rows that have none.
    speaks_to : sequence of str
        Ids of recommendations to which evidence speaks that the file links to none.

    Raises
    ------
    TableError
        The form of the file is wrong, such as a header with a column twice.
    CoalitionError
        No sheet of it is a table or a list.
    UnknownIdError
        `speaks_to` names what is no recommendation of the map.
    """
    work = Work(source, now, mapping or {}, given_source)
    work.people = People(now.actors, answers or {}, remembered or {}, add)
    for table in ORDER:
        for title, sheet in work.of(table):
            work.take_table(table, title, sheet)
    for title, sheet in work.of(""):
        work.take_list(title, sheet)
    work.put("actors", work.people.added[work.people.added["id"].isin(set(work.loaded.stances["actor_id"]))])
    unlinked = _link(work, speaks_to)
    refused, numbers = _refused(work)
    after = merged(now, work.loaded)
    known = set(after.actors["id"])
    chosen = {name: to for name, to in work.people.answers.items() if to in known}
    counts = _counts(work, after, numbers)
    return Preview(work.loaded, counts, refused, work.people.open(), work.fields, tuple(work.unread), chosen, unlinked)


def _link(work: Work, speaks_to: Sequence[str]) -> int:
    """Link evidence that speaks to nothing as was said; how many pieces still speak to nothing."""
    known = set(work.all().recommendations["id"])
    if unknown := sorted(set(speaks_to) - known):
        raise UnknownIdError(f"no recommendation {unknown[0]}; use an id such as {min(known, default='R1')}")
    linked = set(work.all().bears_on["evidence_id"])
    free = [key for key in work.loaded.evidence["id"] if key not in linked]
    why = f"said when {work.source.file} was brought in"
    rows = [(key, goal, why, YesNo.YES.value) for key in free for goal in dict.fromkeys(speaks_to)]
    work.put("bears_on", pd.DataFrame(rows, columns=list(COLUMNS["bears_on"]), dtype=str))
    return 0 if speaks_to else len(free)


def _refused(work: Work) -> tuple[dict[str, pd.DataFrame], dict[str, int]]:
    """Refused rows of each sheet as they were, with the reason; how many of each table."""
    refused = {}
    numbers = dict.fromkeys(COLUMNS, 0)
    if faults := work.source.refused:
        lines = [(fault.file, str(fault.line or ""), fault.column, f"{fault.problem}; {fault.remedy}")
                 for fault in faults]  # fmt: skip
        refused[UNREADABLE] = pd.DataFrame(lines, columns=["file", "line", "column", REASON], dtype=str)
        numbers["stances"] += len(lines)
    for title, reasons in work.reasons.items():
        if reasons and title in work.kinds:
            sheet, rows = work.source.sheets[title], sorted(reasons)
            table = pd.DataFrame([sheet.rows[row] for row in rows], columns=sheet.header, dtype=str)
            table = table.drop(columns=REASON, errors="ignore")
            refused[title] = table.assign(**{REASON: ["; and ".join(dict.fromkeys(reasons[row])) for row in rows]})
            numbers[work.kinds[title] or "stances"] += len(rows)
    return refused, numbers


def _counts(work: Work, after: Tables, refused: Mapping[str, int]) -> pd.DataFrame:
    counts = []
    for name, frame in work.loaded:
        change = difference(getattr(work.now, name), getattr(after, name), KEYS[name])
        new, changed = len(change.new), len(change.changed)
        counts.append((name, new, changed, len(frame) - new - changed, refused[name]))
    return pd.DataFrame(counts, columns=["table", "new", "changed", "same", "refused"])
