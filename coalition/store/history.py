"""The history of a map in a store: what was done, undo and redo. A store holds one as `Store.history`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from coalition.errors import CoalitionError, UnknownIdError
from coalition.history import log
from coalition.history.edits import reverted
from coalition.history.log import ChangeKind, Entry, Note, Rows
from coalition.model.vocabulary import Tables
from coalition.store.transaction import Ask, Intent

Commit = Callable[[Intent], str]
"""Does what an intent says, whole or not at all; the id of its entry in the history, "" for none."""
UNTOUCHED = [ChangeKind.UNDO, ChangeKind.UPGRADE, ChangeKind.FORGET]
"""Kinds of changes that an undo passes over where none is named."""
COLUMNS = ["id", "at", "who", "why", "what", "kind", "undoes", "undone_by"]


class History:
    """What was done to a map, entry by entry; changes are taken back, and done again.

    Parameters
    ----------
    ask : callable
        Answers a reading query by name and parameters: `Store.query`.
    commit : callable
        Does what an intent says, and gives the id of its entry.
    """

    def __init__(self, ask: Callable[..., pd.DataFrame], commit: Commit) -> None:
        self._ask = ask
        self._commit = commit

    def entries(self, limit: int | None = 50, about: str = "") -> pd.DataFrame:
        """What was done, newest first.

        Parameters
        ----------
        limit : int, optional
            So many entries at most; None for all.
        about : str
            Only entries that touched a row with this id in its key; "" for every entry.

        Returns
        -------
        DataFrame
            One row per entry: id, at (UTC), who, why, what, kind, undoes, undone_by; none where nothing was done.
        """
        table = self._entries()
        if about:
            own = [
                about in row.about or (row.wide and log.mentions(self._parts(str(row.id)), about))
                for row in table.itertuples()
            ]
            table = table[own]
        return table[COLUMNS].head(len(table) if limit is None else limit).reset_index(drop=True)

    def entry(self, change: str) -> Entry:
        """One entry of the history, with the rows before and after it.

        Parameters
        ----------
        change : str
            Id of the entry.

        Raises
        ------
        UnknownIdError
            There is no such entry.
        """
        return log.entry(_of(self._entries(), change), self._parts(change))

    def corrections(self, actor: str = "") -> pd.DataFrame:
        """Stances as they were before somebody changed or removed them, newest first.

        Parameters
        ----------
        actor : str
            Id of an actor, for its stances only; "" for those of all.

        Returns
        -------
        DataFrame
            The columns of a stance, `how` (corrected, removed), `until`, `who`, `why` and `change` (id of the entry).
        """
        table = log.corrections(self._ask("read_corrections").to_numpy().tolist(), actor)
        return table[table["actor_id"] == actor].reset_index(drop=True) if actor else table

    def newest(self) -> Entry:
        """The newest change that stands, which `undo` takes back where none is named.

        Raises
        ------
        CoalitionError
            There is none.
        """
        return self.entry(_standing(self._entries()))

    def undo(self, change: str = "", *, who: str = "", why: str = "", force: bool = False) -> str:
        """Take back a change; this is an entry of the history itself.

        Parameters
        ----------
        change : str
            Id of its entry; "" for the newest change that stands.
        who, why : str
            What the history says of it.
        force : bool
            Whether rows that are not as the change left them are set back all the same, and rows made since that rest
            on what it added go too.

        Returns
        -------
        str
            Id of the new entry.

        Raises
        ------
        ChangedSinceError
            Rows are not as the change left them.
        RestsOnItError
            Rows made since rest on what it added.
        UnknownIdError
            There is no such entry.
        CoalitionError
            There is nothing to take back, it was taken back already, or it made a map of an earlier release fit this
            one.
        """
        return self._take_back(change, _standing, who, why, force)

    def redo(self, *, who: str = "", why: str = "", force: bool = False) -> str:
        """Do again what the newest undo that stands took back; the id of the new entry.

        Parameters
        ----------
        who, why, force
            As for `undo`, and so are the errors.
        """
        return self._take_back("", _undone, who, why, force)

    def _take_back(self, change: str, choose: Callable[[pd.DataFrame], str], who: str, why: str, force: bool) -> str:
        def intent(before: Tables, ask: Ask) -> tuple[Tables, Note]:
            table = log.entries(ask("read_changes"))
            row = _of(table, change or choose(table))
            if row["undone_by"]:
                raise CoalitionError(f"change {row['id']} was taken back already, by change {row['undone_by']}")
            done = log.entry(row, ask("read_change_parts", change=row["id"]))
            if done.kind is ChangeKind.UPGRADE:
                raise CoalitionError(f"change {done.id} was made for this release; take back an earlier one instead")
            if done.kind is ChangeKind.FORGET or done.what == log.ERASED:
                raise CoalitionError(f"change {done.id} cannot be taken back: somebody was erased, and that stays so")
            kind = ChangeKind.REDO if done.kind is ChangeKind.UNDO else ChangeKind.UNDO
            return reverted(before, done.rows, force), Note(kind, who, why, done.id)

        return self._commit(intent)

    def _entries(self) -> pd.DataFrame:
        return log.entries(self._ask("read_changes").to_numpy().tolist())

    def _parts(self, change: str) -> Rows:
        return list(self._ask("read_change_parts", change=change).to_numpy().tolist())


def _of(table: pd.DataFrame, change: str) -> dict[str, Any]:
    found = table[table["id"] == change]
    if found.empty:
        raise UnknownIdError(f"there is no change {change} in the history; coalition history lists them")
    return {str(key): value for key, value in found.iloc[0].items()}


def _standing(table: pd.DataFrame) -> str:
    """The newest change that stands, and that somebody made."""
    found = table[(table["undone_by"] == "") & ~table["kind"].isin(UNTOUCHED)]
    if found.empty:
        raise CoalitionError("there is nothing to undo: the history holds no change that stands")
    return str(found["id"].iloc[0])


def _undone(table: pd.DataFrame) -> str:
    """The newest undo that stands."""
    found = table[(table["undone_by"] == "") & (table["kind"] == ChangeKind.UNDO)]
    if found.empty:
        raise CoalitionError("there is nothing to redo: no undo stands")
    return str(found["id"].iloc[0])
