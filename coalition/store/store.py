"""The graph database: gives a map as tables or as a network, and takes tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from copy import copy
from dataclasses import dataclass, replace
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Any, Self

import neo4j
import pandas as pd

from coalition.errors import CoalitionError, QueryError, ServerError
from coalition.history import earlier
from coalition.history.edits import Place, Row, RowChange, edited
from coalition.history.log import ChangeKind, Note
from coalition.model.differences import merged, sort_tables
from coalition.model.visibility import public_tables
from coalition.model.vocabulary import Kind, Tables
from coalition.settings import Settings
from coalition.store import extras, statements
from coalition.store.contacts import ContactLog
from coalition.store.daemon import DATABASE
from coalition.store.driver import ConflictError, connect, explained, run
from coalition.store.extras import Extras
from coalition.store.forgetting import Erase, Forgetting
from coalition.store.history import History
from coalition.store.home import chosen_map
from coalition.store.maps import Maps
from coalition.store.members import Members
from coalition.store.queries import Mode, queries
from coalition.store.roles import NotAllowedError, Person, Role, sees_protected
from coalition.store.server import Endpoint, endpoint
from coalition.store.staging import brought_in, clear
from coalition.store.transaction import (
    SCHEMA,
    UPGRADE,
    Ask,
    Counts,
    Intent,
    Kept,
    Meter,
    Progress,
    WritePlan,
    do,
    lock,
    plan,
    refuse_newer,
    remember,
    set_version,
    write,
)
from coalition.store.turn import turn

if TYPE_CHECKING:
    from coalition.model.network import Network

ATTEMPTS = 5
"""How often a write is tried when another program, which does not queue up, wrote at the same moment."""
LOOKS = 2
"""How often the map is read beside its writers, before they are asked to wait."""
LONGEST = 900.0
"""Seconds after which a server takes back a write that neither ended nor failed: its computer fell asleep."""
Then = Callable[[neo4j.Transaction], None]
"""What else is to be done in the transaction of a write."""


@dataclass
class _Connection:
    """What a store and those that act for somebody on it share: the driver, and the map as it was read or written."""

    driver: neo4j.Driver
    kept: Kept | None = None
    closed: bool = False


class Store:
    """A map in a graph database. Use it as a context manager.

    The embedded database is started when it is needed; a Neo4j is asked where `Settings.uri` names one.

    Parameters
    ----------
    settings : Settings
        Which server, and which of its maps.

    Attributes
    ----------
    history : History
        What was done to the map; undo and redo.
    contacts : ContactLog
        Who was asked for which recommendation, and what they said.
    maps : Maps
        The maps of this server.
    members : Members
        Who may do what with the map.
    forgetting : Forgetting
        Erases a person or an actor from the map and its history.
    person : Person, optional
        Whoever it acts for (`acting`); None for the owner of the machine, who may do everything.

    Raises
    ------
    ServerError
        The server cannot be reached, refuses the password, or has no such database: one sentence each.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.endpoint: Endpoint = endpoint(settings)
        self.person: Person | None = None
        with self._explained():
            self._shared = _Connection(connect(self.endpoint))
            try:
                self._shared.driver.verify_connectivity()  # fails at once; a transaction would be tried for a while
                self._prepare()
            except BaseException:
                self._shared.driver.close()
                raise
        self._equip()

    def _equip(self) -> None:
        """The rooms of this store: each asks it whether whoever it acts for may do that."""
        self.history = History(self.query, lambda intent: self._commit(intent, fresh=False)[1])
        self.contacts = ContactLog(self.query, lambda name, **parameters: self._put(name, Role.EDITOR, **parameters))
        self.maps = Maps(self.settings, self.endpoint, self._system, lambda: self.require(Role.ADMIN))
        self.members = Members(self._ask, lambda name, **parameters: self._put(name, Role.ADMIN, **parameters))
        self.forgetting = Forgetting(lambda: (self.tables(), self.extras()), self._erase, self.require)

    def acting(self, person: Person) -> Store:
        """The same store for somebody who signed in. Whatever they may not do is refused here, whoever asks.

        A viewer reads the map without what is protected, and its version; an editor whatever is there, and changes it;
        an admin also puts backups in place, makes maps and names members. The history names the person. It shares the
        connection: whoever opened the store closes it.

        Parameters
        ----------
        person : Person
            Who, and in which role.
        """
        other = copy(self)
        other.person = person
        other._equip()
        return other

    def require(self, needed: Role) -> None:
        """Nothing where whoever this store acts for may do what a role may.

        Raises
        ------
        NotAllowedError
            They may not.
        """
        if self.person is not None and not self.person.role.covers(needed):
            raise NotAllowedError(self.person, needed)

    @property
    def sees_protected(self) -> bool:
        """Whether whoever this store acts for sees protected actors, evidence and contacts."""
        return sees_protected(self.person)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back; the server goes on. A store that acts for somebody leaves them to its own."""
        if self.person is not None:
            return
        self._shared.closed = True
        self._shared.driver.close()

    @property
    def is_own(self) -> bool:
        """Whether this is a map that somebody began beside the one of the seed facts."""
        return chosen_map(self.settings) not in ("", DATABASE)

    def version(self) -> int:
        """Version of the map: one more with every committed write; 0 for an empty one."""
        found = self._ask("read_version")
        return int(found["version"].iloc[0]) if len(found) else 0

    def tables(self, *, fresh: bool = True) -> Tables:
        """The whole map as tables, all of one version; for a viewer without what is protected.

        Parameters
        ----------
        fresh : bool
            Whether the graph is read, and the tables are the caller's own. Else they are what this store read so or
            wrote last, unless somebody has written since; they are shared, and nobody may change them.
        """
        whole = self._tables(fresh)
        return whole if self.sees_protected else public_tables(whole)

    def _tables(self, fresh: bool) -> Tables:
        with self._explained():
            for _ in range(LOOKS):
                with self._session() as session, session.begin_transaction() as transaction:
                    before = run(transaction, queries()["read_version"])
                    mark = (int(before[0][0]), str(before[0][1])) if before else (0, "")
                    if not fresh and self._shared.kept and self._shared.kept.mark == mark:
                        return self._shared.kept.tables
                    tables = statements.read_tables(lambda name: run(transaction, queries()[name]))
                    if run(transaction, queries()["read_version"]) == before:
                        tables = earlier.whole(tables)
                        if not fresh:
                            self._shared.kept = Kept(mark, tables)
                        return tables
            with self._at_rest():
                return self._tables(fresh)

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """Nobody writes to the map meanwhile: what is read in several steps is of one version. Writers wait."""
        self.require(Role.EDITOR)
        with self._at_rest():
            yield

    @contextmanager
    def _at_rest(self) -> Iterator[None]:
        with (
            self._explained(),
            turn(self.endpoint),
            self._session() as session,
            session.begin_transaction(timeout=LONGEST) as transaction,
        ):
            lock(transaction, "reader")
            yield
            transaction.rollback()

    def network(self, *, allow_empty: bool = False) -> Network:
        """The network of the whole map, what is not public included; for a viewer without it.

        Parameters
        ----------
        allow_empty : bool
            Whether an empty map gives a network without actors.

        Raises
        ------
        CoalitionError
            The map is empty, and an empty network was not asked for.
        """
        from coalition.model.network import Network  # networkx and scipy: what asks for tables need not wait for them

        tables = self.tables()
        if not allow_empty and all(frame.empty for _, frame in tables):
            raise CoalitionError(
                f"the map {self.endpoint.database or f'at {self.endpoint.uri}'} is empty; "
                "fill it with coalition load or coalition import, or with store.write(coalition.read_tables(FOLDER))"
            )
        return Network.from_tables(tables)

    def positions(self) -> pd.DataFrame:
        """Positions as the edges of the graph say, in the columns of `coalition.model.positions.COLUMNS`; not for a
        viewer.
        """
        self.require(Role.EDITOR)
        with self._explained(), self._session() as session:
            return statements.read_positions(session.execute_read(run, queries()["read_positions"]))

    def query(self, name: str, **parameters: str) -> pd.DataFrame:
        """Answer of a query that reads; not for a viewer, from whom it would hide nothing.

        Parameters
        ----------
        name : str
            Name of a query in the files of queries/.
        **parameters : str
            The parameters of its header, and `kind` where the query is for one kind of actor.

        Raises
        ------
        QueryError
            No such query, it is not for reading, or other parameters than its header names.
        NotAllowedError
            Whoever this store acts for is a viewer.
        """
        self.require(Role.EDITOR)
        return self._ask(name, **parameters)

    def _ask(self, name: str, **parameters: str) -> pd.DataFrame:
        query = queries().get(name)
        if query is None or query.mode is not Mode.READ:
            readable = ", ".join(sorted(key for key, value in queries().items() if value.mode is Mode.READ))
            raise QueryError(f"there is no query {name} for reading; there are {readable}")
        kind = _kind(parameters.pop("kind", None)) if query.takes is Kind else None
        if set(parameters) != set(query.parameters):
            expected = [*query.parameters, *(["kind"] if query.takes is Kind else [])]
            needed = " ".join(f"{parameter}=..." for parameter in expected)
            raise QueryError(f"query {name} takes {needed or 'no parameters'}")
        with self._explained(), self._session() as session:
            return pd.DataFrame(session.execute_read(run, query, kind, **parameters), columns=list(query.columns))

    def write(
        self,
        tables: Tables,
        *,
        replace: bool = False,
        who: str = "",
        why: str = "",
        kind: ChangeKind = ChangeKind.LOAD,
        names: Mapping[str, str] = MappingProxyType({}),
        progress: Progress | None = None,
    ) -> dict[str, Counts]:
        """Load tables: rows are added or changed; with `replace` whatever is not among them is removed.

        Positions are derived anew and written in the same transaction, and so is an entry of the history that says
        who did this, and why. It is there whole, or not at all. Loading what is there already changes nothing, the
        version included.

        Parameters
        ----------
        tables : Tables
            The rows.
        replace : bool
            Whether whatever is not among them is removed.
        who, why, kind
            What the history says of it.
        names : mapping
            Name -> id of the actor it means, to be remembered with it.
        progress : callable, optional
            Called with the rows that are written and the rows in all, again and again. What it raises ends the write
            and comes out of it; the earlier state stands.

        Returns
        -------
        dict
            `Counts` per table.

        Raises
        ------
        ServerError
            The server failed or was lost; the earlier state stands.
        UnknownIdError
            A name means no actor of the map; the earlier state stands.
        """
        if replace:
            self.require(Role.ADMIN)
        note = Note(kind, who, why)
        return self._commit(
            lambda before, ask: (sort_tables(tables) if replace else merged(before, tables), note),
            lambda transaction: remember(transaction, names),
            progress,
        )[0]

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
        changes : sequence of RowChange
            One per row; columns left out keep what they hold.
        who, why : str
            What the history says of it.
        expected : mapping, optional
            The rows as the editor saw them (None: there was none).
        with_all : bool
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
        return self._commit(lambda before, ask: (edited(before, changes, expected, with_all), note), fresh=False)[1]

    def remember(self, names: Mapping[str, str]) -> None:
        """Keep which actor a name means, for later imports; an earlier answer for the name is replaced.

        Parameters
        ----------
        names : mapping
            Name -> id of the actor it means.

        Raises
        ------
        UnknownIdError
            An id is no actor of the map; then nothing is kept.
        """
        self.require(Role.EDITOR)
        with self._explained(), turn(self.endpoint), self._session() as session:
            session.execute_write(remember, names)

    def remembered(self) -> dict[str, str]:
        """Name -> id of the actor it means, as `remember` was told; those whose actor is gone are left out."""
        found = self.query("read_actor_names")
        return dict(zip(found["name"], found["actor_id"], strict=True))

    def check(self) -> list[str]:
        """Where the graph disagrees with the rule for positions or with itself; an empty list means none."""
        return statements.disagreements(self.tables(), self.positions())

    def extras(self) -> Extras:
        """Whatever else the graph holds beside the tables: history, remembered names, notes of contacts, members."""
        self.require(Role.ADMIN)
        with self._explained(), self._session() as session, session.begin_transaction() as transaction:
            return extras.read(lambda text, parameters: [r.values() for r in transaction.run(text, parameters)])

    def restore(self, tables: Tables, given: Extras, version: int) -> None:
        """Put a whole map in the place of what is there, in one transaction.

        Parameters
        ----------
        tables : Tables
            What the map is to hold.
        given : Extras
            What the graph is to hold beside them.
        version : int
            The version that this map had; the version afterwards is later than it, and later than the present one.
        """
        self.require(Role.ADMIN)

        def exchange(transaction: neo4j.Transaction) -> None:
            before = extras.read(lambda text, parameters: [r.values() for r in transaction.run(text, parameters)])
            for text, parameters in extras.statements(before, given):
                transaction.run(text, parameters).consume()
            found = run(transaction, queries()["read_version"])
            set_version(transaction, max(version, int(found[0][0])) + 1)

        self._commit(lambda before, ask: (sort_tables(tables), Note(ChangeKind.LOAD)), exchange)

    def _erase(self, erase: Erase) -> None:
        """Somebody is erased from the tables, and then from all else, the entry of that change itself included."""

        def exchange(transaction: neo4j.Transaction) -> None:
            before = extras.read(lambda text, parameters: [r.values() for r in transaction.run(text, parameters)])
            tables = statements.read_tables(lambda name: run(transaction, queries()[name]))
            for text, parameters in extras.statements(before, erase(tables, before).extras):
                transaction.run(text, parameters).consume()
            set_version(transaction, int(run(transaction, queries()["read_version"])[0][0]) + 1)

        note = Note(ChangeKind.FORGET)
        self._commit(lambda before, ask: (erase(before, Extras([], [])).tables, note), exchange)

    def _commit(
        self,
        intent: Intent,
        then: Then | None = None,
        progress: Progress | None = None,
        *,
        fresh: bool = True,
    ) -> tuple[dict[str, Counts], str]:
        """Do what an intent says, and then some more, whole or not at all; again when another came in between.

        Unless `fresh`, the map as it is comes from what this store keeps, as in `tables`. The history names whoever
        this store acts for, whatever name was given.
        """
        self.require(Role.EDITOR)
        signed = self._signed(intent)
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with self._explained(), turn(self.endpoint):
                    return self._attempt(signed, then, progress, None if fresh else self._shared.kept)
            except ConflictError:
                if attempt == ATTEMPTS:
                    raise ServerError(
                        "another program keeps writing to the map; nothing of this was written, try again in a moment"
                    ) from None
        raise AssertionError("unreachable")

    def _signed(self, intent: Intent) -> Intent:
        person = self.person
        if person is None:
            return intent

        def signed(before: Tables, ask: Ask) -> tuple[Tables, Note]:
            tables, note = intent(before, ask)
            return tables, replace(note, who=person.id)

        return signed

    def _attempt(
        self, intent: Intent, then: Then | None, progress: Progress | None, kept: Kept | None
    ) -> tuple[dict[str, Counts], str]:
        with self._session() as session, session.begin_transaction(timeout=LONGEST) as transaction:
            found = plan(transaction, intent, in_parts=not self.endpoint.embedded, kept=kept)
            meter = found.meter(progress)
            if not found.staged:
                self._finish(transaction, found, then, meter)
            else:  # the transaction ends first, where it fails: what was brought in can then be taken back
                with (
                    self._session() as beside,
                    brought_in(found.staged, lambda statement: do(beside, statement), meter.passed),
                    transaction,
                ):
                    self._finish(transaction, found, then, meter)
        return found.counts, "" if found.empty else str(found.version)

    def _finish(
        self,
        transaction: neo4j.Transaction,
        found: WritePlan,
        then: Then | None,
        meter: Meter,
    ) -> None:
        if not found.empty:
            write(transaction, found, meter)
        if then:
            then(transaction)
        if then or not found.empty:
            transaction.commit()
        else:
            transaction.rollback()
        if not found.empty:
            self._shared.kept = found.kept

    def _system(self, text: str) -> list[dict[str, Any]]:
        with self._explained(), self._shared.driver.session(database="system") as session:
            return [record.data() for record in session.run(text)]

    def _put(self, name: str, needed: Role, **parameters: str) -> None:
        self.require(needed)
        with self._explained(), turn(self.endpoint), self._session() as session:
            session.execute_write(run, queries()[name], **parameters)

    def _prepare(self) -> None:
        """Make constraints and indexes on first use, and what a map of an earlier release lacks.

        Its evidence is given acts, and its positions are written anew, in the transaction that raises its schema: what
        is interrupted is done when the map is opened again, and of two that open it at once the second has nothing left
        to do.
        """
        with self._session() as session:
            if not self.endpoint.embedded:
                clear(lambda statement: do(session, statement))
            schema = _schema(session)
            refuse_newer(schema)
            if schema == SCHEMA:
                return
            for query in queries().values():
                if query.mode is Mode.SCHEMA:
                    session.run(query.cypher()).consume()
        if self.version():
            self._commit(lambda before, ask: (before, Note(ChangeKind.UPGRADE, "", UPGRADE)))
        with self._session() as session:
            session.execute_write(run, queries()["lock_map"], writer="schema", schema=SCHEMA)

    def _session(self) -> neo4j.Session:
        if self._shared.closed:
            raise ServerError("this store is closed; use it inside `with coalition.open() as store:`")
        return self._shared.driver.session(database=self.endpoint.database or None)

    def _explained(self) -> AbstractContextManager[None]:
        return explained(self.endpoint)


def _schema(session: neo4j.Session) -> int:
    answer = session.execute_read(run, queries()["read_schema"])
    return int(answer[0][0] or 0) if answer else 0


def _kind(word: str | None) -> Kind | None:
    if word is None:
        return None
    try:
        return Kind(word)
    except ValueError:
        raise QueryError(f"kind '{word}' is not one of {', '.join(Kind)}") from None
