"""What a store does with the history: edits, what was done, undo and redo. `coalition.store.store.Store` is one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from coalition.errors import CoalitionError, UnknownIdError
from coalition.history import log
from coalition.history.edits import Place, Row, RowChange, edited, reverted
from coalition.history.log import ChangeKind, Entry, Note, Rows
from coalition.model.vocabulary import Tables

Ask = Callable[..., Rows]
"""Runs a reading query by name and parameters, inside the transaction of a change."""
Intent = Callable[[Tables, Ask], tuple[Tables, Note]]
"""The map as it is -> the map as it is to be, and what to say of it in the history."""
HISTORY = ["id", "at", "who", "why", "what", "kind", "undoes", "undone_by"]


class Recorded(ABC):
    """The part of a store that edits the map, and takes changes back."""

    @abstractmethod
    def query(self, name: str, **parameters: str) -> pd.DataFrame:
        """Answer of a query file that reads."""

    @abstractmethod
    def _commit(self, intent: Intent) -> tuple[Any, str]:
        """Do what an intent says in one transaction; what it changed, and the id of its entry ("" for none)."""

    def edit(
        self,
        changes: Sequence[RowChange],
        *,
        who: str = "",
        why: str = "",
        expected: Mapping[Place, Row | None] | None = None,
        with_all: bool = False,
    ) -> str:
        """Add, change and remove rows, all of them or none.

        Parameters
        ----------
        changes
            One per row; columns left out keep what they hold.
        who, why
            What the history says of it.
        expected
            The rows as the editor saw them (None: there was none).
        with_all
            Whether rows that rest on a removed one go with it.

        Returns
        -------
        str
            Id of the entry in the history; "" when nothing differs.

        Raises
        ------
        TableError
            With every fault of every row.
        ChangedSinceError
            A row is not as the editor saw it; the error holds both versions.
        RestsOnItError
            Other rows rest on one to be removed.
        """
        note = Note(ChangeKind.EDIT, who, why)
        return self._commit(lambda before, ask: (edited(before, changes, expected, with_all), note))[1]

    def history(self, limit: int | None = 50, about: str = "") -> pd.DataFrame:
        """What was done, newest first: id, at (UTC), who, why, what, kind, undoes, undone_by.

        Parameters
        ----------
        limit
            So many entries at most; None for all.
        about
            Only entries that touched a row with this id in its key.
        """
        table = self._entries()
        if about:
            own = [
                about in row.about or (row.wide and log.mentions(self._parts(str(row.id)), about))
                for row in table.itertuples()
            ]
            table = table[own]
        return table[HISTORY].head(len(table) if limit is None else limit).reset_index(drop=True)

    def entry(self, change: str) -> Entry:
        """One entry of the history, with the rows before and after it.

        Raises
        ------
        UnknownIdError
            There is no such entry.
        """
        return log.entry(_of(self._entries(), change), self._parts(change))

    def corrections(self, actor: str = "") -> pd.DataFrame:
        """Stances as they were before somebody changed or removed them, newest first; of one actor, or all.

        Columns: those of a stance, `how` (corrected, removed), `until`, `who`, `why` and `change` (id of the entry).
        """
        table = log.corrections(self.query("read_corrections").to_numpy().tolist(), actor)
        return table[table["actor_id"] == actor].reset_index(drop=True) if actor else table

    def undo(self, change: str = "", *, who: str = "", why: str = "", force: bool = False) -> str:
        """Take back a change, the newest that stands if none is named; this is an entry of the history itself.

        Returns
        -------
        str
            Id of the new entry.

        Raises
        ------
        ChangedSinceError
            Rows are not as the change left them. With `force` they are set back all the same.
        RestsOnItError
            Rows made since rest on what it added. With `force` they go too.
        UnknownIdError
            There is no such entry.
        CoalitionError
            There is nothing to take back, or it was taken back already.
        """
        return self._take_back(change, _standing, who, why, force)

    def redo(self, *, who: str = "", why: str = "", force: bool = False) -> str:
        """Do again what the newest undo that stands took back; errors as for `undo`."""
        return self._take_back("", _undone, who, why, force)

    def _take_back(
        self, change: str, choose: Callable[[pd.DataFrame], str], who: str, why: str, force: bool
    ) -> str:  # fmt: skip
        def intent(before: Tables, ask: Ask) -> tuple[Tables, Note]:
            table = log.entries(ask("read_changes"))
            row = _of(table, change or choose(table))
            if row["undone_by"]:
                raise CoalitionError(f"change {row['id']} was taken back already, by change {row['undone_by']}")
            done = log.entry(row, ask("read_change_parts", change=row["id"]))
            kind = ChangeKind.REDO if done.kind is ChangeKind.UNDO else ChangeKind.UNDO
            return reverted(before, done.rows, force), Note(kind, who, why, done.id)

        return self._commit(intent)[1]

    def _entries(self) -> pd.DataFrame:
        return log.entries(self.query("read_changes").to_numpy().tolist())

    def _parts(self, change: str) -> Rows:
        return list(self.query("read_change_parts", change=change).to_numpy().tolist())


def _of(table: pd.DataFrame, change: str) -> dict[str, Any]:
    found = table[table["id"] == change]
    if found.empty:
        raise UnknownIdError(f"there is no change {change} in the history; coalition history lists them")
    return {str(key): value for key, value in found.iloc[0].items()}


def _standing(table: pd.DataFrame) -> str:
    """The newest change that stands and is no undo."""
    found = table[(table["undone_by"] == "") & (table["kind"] != ChangeKind.UNDO)]
    if found.empty:
        raise CoalitionError("there is nothing to undo: the history holds no change that stands")
    return str(found["id"].iloc[0])


def _undone(table: pd.DataFrame) -> str:
    """The newest undo that stands."""
    found = table[(table["undone_by"] == "") & (table["kind"] == ChangeKind.UNDO)]
    if found.empty:
        raise CoalitionError("there is nothing to redo: no undo stands")
    return str(found["id"].iloc[0])
