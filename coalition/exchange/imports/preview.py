"""What a file would change in a map: rows that are new, changed, the same or refused, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from coalition.errors import UnknownIdError
from coalition.exchange.imports.actors import People
from coalition.exchange.imports.columns import REASON
from coalition.exchange.imports.session import ImportSession
from coalition.exchange.imports.source import ImportSource
from coalition.exchange.readers.incoming import Dropped
from coalition.history.earlier import whole
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
    lines : dict
        Sheet -> the line of each of its refused rows.
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
    lines: dict[str, list[int]]
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
    source: ImportSource,
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
    source : ImportSource
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
    session = ImportSession(source, now, mapping or {}, given_source)
    session.people = People(now.actors, answers or {}, remembered or {}, add)
    for table in ORDER:
        for title, sheet in session.of(table):
            session.take_table(table, title, sheet)
    for title, sheet in session.of(""):
        session.take_list(title, sheet)
    session.put(
        "actors", session.people.added[session.people.added["id"].isin(set(session.loaded.stances["actor_id"]))]
    )
    unlinked = _link(session, speaks_to)
    refused, lines, numbers = _refused(session)
    after = whole(merged(now, session.loaded))
    session.take_acts(after.evidence)
    known = set(after.actors["id"])
    chosen = {name: to for name, to in session.people.answers.items() if to in known}
    counts = _counts(session, after, numbers)
    return Preview(
        session.loaded,
        counts,
        refused,
        lines,
        session.people.open(),
        session.fields,
        tuple(session.unread),
        chosen,
        unlinked,
    )


def _link(session: ImportSession, speaks_to: Sequence[str]) -> int:
    """Link evidence that speaks to nothing as was said; how many pieces still speak to nothing."""
    known = set(session.all().recommendations["id"])
    if unknown := sorted(set(speaks_to) - known):
        raise UnknownIdError(f"no recommendation {unknown[0]}; use an id such as {min(known, default='R1')}")
    linked = set(session.all().bears_on["evidence_id"])
    free = [key for key in session.loaded.evidence["id"] if key not in linked]
    why = f"said when {session.source.file} was brought in"
    rows = [(key, goal, why, YesNo.YES.value) for key in free for goal in dict.fromkeys(speaks_to)]
    session.put("bears_on", pd.DataFrame(rows, columns=list(COLUMNS["bears_on"]), dtype=str))
    return 0 if speaks_to else len(free)


def _refused(session: ImportSession) -> tuple[dict[str, pd.DataFrame], dict[str, list[int]], dict[str, int]]:
    """Refused rows of each sheet as they were, with the reason; their lines; how many of each table."""
    refused, places = {}, {}
    numbers = dict.fromkeys(COLUMNS, 0)
    if faults := session.source.refused:
        lines = [(fault.file, str(fault.line or ""), fault.column, f"{fault.problem}; {fault.remedy}")
                 for fault in faults]  # fmt: skip
        refused[UNREADABLE] = pd.DataFrame(lines, columns=["file", "line", "column", REASON], dtype=str)
        places[UNREADABLE] = [fault.line for fault in faults]
        numbers["stances"] += len(lines)
    for title, reasons in session.reasons.items():
        if reasons and title in session.kinds:
            sheet, rows = session.source.sheets[title], sorted(reasons)
            table = pd.DataFrame([sheet.rows[row] for row in rows], columns=sheet.header, dtype=str)
            table = table.drop(columns=REASON, errors="ignore")
            refused[title] = table.assign(**{REASON: ["; and ".join(dict.fromkeys(reasons[row])) for row in rows]})
            places[title] = [sheet.lines[row] for row in rows]
            numbers[session.kinds[title] or "stances"] += len(rows)
    return refused, places, numbers


def _counts(session: ImportSession, after: Tables, refused: Mapping[str, int]) -> pd.DataFrame:
    counts = []
    for name, frame in session.loaded:
        change = difference(getattr(session.now, name), getattr(after, name), KEYS[name])
        new, changed = len(change.new), len(change.changed)
        counts.append((name, new, changed, len(frame) - new - changed, refused[name]))
    return pd.DataFrame(counts, columns=["table", "new", "changed", "same", "refused"])
