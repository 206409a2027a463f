"""The graph database: gives and takes tables. The only place that imports the driver; knows no network."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import neo4j
import pandas as pd
from neo4j import NotificationMinimumSeverity
from neo4j.exceptions import AuthError, ClientError, ConfigurationError, DriverError, Neo4jError, ServiceUnavailable

from coalition import further, ledger, rows
from coalition.changes import Difference, difference, merged
from coalition.contacts import Contacted
from coalition.daemon import DATABASE
from coalition.errors import CoalitionError, QueryError, ServerError, UnknownIdError
from coalition.further import Further
from coalition.ledger import ChangeKind, Note
from coalition.model import KEYS, Kind, Tables
from coalition.positions import positions
from coalition.queries import Mode, Query, queries
from coalition.recorded import Intent, Recorded
from coalition.server import Endpoint, chosen_map, embedded_maps, endpoint, explain, make_embedded_map, map_name
from coalition.settings import Settings

ONE_MAP = (
    "this edition of Neo4j holds one map; for another use the embedded database, a second server, "
    "or an edition that holds several"
)
ATTEMPTS = 5
"""How often a write is tried when somebody else wrote at the same moment."""
SCHEMA = 2
"""Raised with each new schema_ query: a map that says less is given the constraints it lacks."""


@dataclass(frozen=True)
class Counts:
    """Rows of one table that a load added, changed, found the same, or removed."""

    new: int
    changed: int
    same: int
    removed: int


class Store(Recorded, Contacted):
    """A map in a graph database. Use it as a context manager.

    The embedded database is started when it is needed; a Neo4j is asked where `Settings.uri` names one.

    Raises
    ------
    ServerError
        The server cannot be reached, refuses the password, or has no such database: one sentence each.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.endpoint: Endpoint = endpoint(settings)
        with self._explained():
            self._driver = neo4j.GraphDatabase.driver(
                self.endpoint.uri,
                auth=(self.endpoint.user, self.endpoint.password) if self.endpoint.password else None,
                notifications_min_severity=NotificationMinimumSeverity.OFF,
                connection_timeout=10,
                max_transaction_retry_time=10,
            )
            try:
                self._driver.verify_connectivity()  # fails at once; a transaction would be tried for a while
                self._prepare()
            except BaseException:
                self._driver.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back; the server goes on."""
        self._driver.close()

    def version(self) -> int:
        """Version of the map: one more with every committed write; 0 for an empty one."""
        found = self.query("read_version")
        return int(found["version"].iloc[0]) if len(found) else 0

    def tables(self) -> Tables:
        """The whole map as tables, all of one version."""
        with self._explained(), self._session() as session:
            for _ in range(ATTEMPTS):
                with session.begin_transaction() as transaction:
                    before = _run(transaction, queries()["read_version"])
                    tables = rows.read_tables(lambda name: _run(transaction, queries()[name]))
                    if _run(transaction, queries()["read_version"]) == before:
                        return tables
        raise ServerError("the map keeps changing while it is read; try again in a moment")

    def positions(self) -> pd.DataFrame:
        """Positions as the edges of the graph say, in the columns of `coalition.positions.COLUMNS`."""
        with self._explained(), self._session() as session:
            return rows.read_positions(session.execute_read(_run, queries()["read_positions"]))

    def query(self, name: str, **parameters: str) -> pd.DataFrame:
        """Answer of a query file that reads.

        Parameters
        ----------
        name : str
            Name of a file in queries/, without its ending.
        **parameters : str
            The parameters of its header, and `kind` where the query is for one kind of actor.

        Raises
        ------
        QueryError
            No such query, it is not for reading, or other parameters than its header names.
        """
        query = queries().get(name)
        if query is None or query.mode is not Mode.READ:
            readable = ", ".join(sorted(key for key, value in queries().items() if value.mode is Mode.READ))
            raise QueryError(f"there is no query {name} for reading; there are {readable}")
        kind = _kind(parameters.pop("kind", None)) if query.by_kind else None
        if set(parameters) != set(query.parameters):
            expected = [*query.parameters, *(["kind"] if query.by_kind else [])]
            raise QueryError(f"query {name} takes {', '.join(expected) or 'no parameters'}")
        with self._explained(), self._session() as session:
            return pd.DataFrame(session.execute_read(_run, query, kind, **parameters), columns=list(query.columns))

    def write(
        self,
        tables: Tables,
        *,
        replace: bool = False,
        who: str = "",
        why: str = "",
        kind: ChangeKind = ChangeKind.LOAD,
    ) -> dict[str, Counts]:
        """Load tables: rows are added or changed; with `replace` whatever is not among them is removed.

        Positions are derived anew and written in the same transaction, and so is an entry of the history that says
        who did this, and why. It is there whole, or not at all. Loading what is there already changes nothing, the
        version included.

        Returns
        -------
        dict
            `Counts` per table.

        Raises
        ------
        ServerError
            The server failed or was lost; the earlier state stands.
        """
        note = Note(kind, who, why)
        return self._commit(lambda before, ask: (tables if replace else merged(before, tables), note))[0]

    def remember(self, names: Mapping[str, str]) -> None:
        """Keep which actor (id) a name means, for later imports; an earlier answer for the name is replaced.

        Raises
        ------
        UnknownIdError
            An id is no actor of the map; then nothing is kept.
        """
        with self._explained(), self._session() as session, session.begin_transaction() as transaction:
            for statement in rows.actor_names(names):
                known = {row[0] for row in _run(transaction, queries()[statement.query], **statement.parameters)}
                if unknown := {row["actor_id"] for row in statement.parameters["rows"]} - known:
                    raise UnknownIdError(f"no actor {min(unknown)}; a name can mean an actor of the map only")
            transaction.commit()

    def remembered(self) -> dict[str, str]:
        """Name -> id of the actor it means, as `remember` was told; those whose actor is gone are left out."""
        found = self.query("read_actor_names")
        return dict(zip(found["name"], found["actor_id"], strict=True))

    def check(self) -> list[str]:
        """Where the graph disagrees with the rule for positions or with itself; an empty list means none."""
        return rows.disagreements(self.tables(), self.positions())

    def further(self) -> Further:
        """Whatever else the graph holds beside the tables: history, remembered names, notes of contacts."""
        with self._explained(), self._session() as session, session.begin_transaction() as transaction:
            return further.read(lambda text, parameters: [r.values() for r in transaction.run(text, parameters)])

    def put_further(self, given: Further, version: int) -> None:
        """Put that in the place of what is there, in one transaction; the version moves on, to `version` at least."""
        before = self.further()
        with self._explained(), self._session() as session, session.begin_transaction() as transaction:
            for text, parameters in further.statements(before, given):
                transaction.run(text, parameters).consume()
            found = _run(transaction, queries()["read_version"])
            number = max(version, int(found[0][0]) + 1 if found else 1)
            changed_at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
            _run(transaction, queries()["set_version"], version=number, changed_at=changed_at)
            transaction.commit()

    def maps(self) -> list[str]:
        """Names of the maps that this server holds, the one that comes first when none is chosen first."""
        if self.endpoint.embedded:
            return embedded_maps(self.settings)
        with self._explained(), self._driver.session(database="system") as session:
            rows = [record.data() for record in session.run("SHOW DATABASES YIELD name, home")]
        home = sorted({row["name"] for row in rows if row["home"]})
        return home + sorted({row["name"] for row in rows if row["name"] != "system"} - set(home))

    def new_map(self, name: str) -> None:
        """Make an empty map beside this one.

        Raises
        ------
        ServerError
            No map can have that name, it is there already, or this server has room for one only.
        """
        if map_name(name) in self.maps():
            raise ServerError(f"there is a map {name} already; go to it: coalition use {name}")
        if self.endpoint.embedded:
            make_embedded_map(self.settings, name)
            return
        try:
            with self._explained(), self._driver.session(database="system") as session:
                session.run(f"CREATE DATABASE `{name}` WAIT").consume()
        except ServerError as error:
            if "Unsupported administration" in str(error):
                raise ServerError(ONE_MAP) from error
            raise

    def _commit(self, intent: Intent) -> tuple[dict[str, Counts], str]:
        """Do what an intent says in one transaction, again when another writer came in between."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with self._explained(), self._session() as session, session.begin_transaction() as transaction:
                    counts, change = _write(transaction, intent)
                    if change:
                        transaction.commit()
                    return counts, change
            except ConflictError:
                if attempt == ATTEMPTS:
                    raise ServerError("somebody else keeps writing to the map; try again in a moment") from None
        raise AssertionError("unreachable")

    def _put(self, name: str, **parameters: str) -> None:
        with self._explained(), self._session() as session:
            session.execute_write(_run, queries()[name], **parameters)

    def _prepare(self) -> None:
        """Make constraints and indexes on first use, and those that an earlier release did not know."""
        with self._session() as session:
            if _is_ready(session):
                return
            for query in queries().values():
                if query.mode is Mode.SCHEMA:
                    session.run(query.cypher()).consume()
            session.execute_write(_run, queries()["lock_map"], writer="schema", schema=SCHEMA)

    def _session(self) -> neo4j.Session:
        return self._driver.session(database=self.endpoint.database or None)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Errors of the driver as one sentence that says what to do."""
        try:
            yield
        except CoalitionError:
            raise
        except (Neo4jError, DriverError, OSError, ValueError) as error:
            raise _sentence(error, self.endpoint) from error


def is_own(store: Store) -> bool:
    """Whether this is a map that somebody began beside the one of the seed facts."""
    return chosen_map(store.settings) not in ("", DATABASE)


def load_seeds(store: Store, tables: Tables) -> None:
    """Fill an empty map with the facts that come with the program."""
    store.write(tables, who="coalition", why="the facts that come with the program")


def awaits_seeds(store: Store) -> bool:
    """Whether the map is empty and, being the embedded one, to be filled with the seed facts.

    Raises
    ------
    CoalitionError
        It is empty on a server of somebody's own, where nothing is written unasked.
    """
    if store.version() or is_own(store):
        return False
    if not store.endpoint.embedded:
        raise CoalitionError(f"the map at {store.endpoint.uri} is empty; run: coalition load")
    return True


class ConflictError(ServerError):
    """Two writers met; the write may be tried again."""


def _is_ready(session: neo4j.Session) -> bool:
    answer = session.execute_read(_run, queries()["read_schema"])
    return bool(answer) and (answer[0][0] or 0) >= SCHEMA


def _run(
    transaction: neo4j.ManagedTransaction | neo4j.Transaction,
    query: Query,
    kind: Kind | None = None,
    /,
    **parameters: Any,
) -> list[list[Any]]:
    return [record.values() for record in transaction.run(query.cypher(kind), parameters)]


def _write(transaction: neo4j.Transaction, intent: Intent) -> tuple[dict[str, Counts], str]:
    """The whole change inside one transaction: what it does per table, and its entry ("" when nothing differs)."""
    run = queries()

    def ask(name: str, **parameters: str) -> rows.Rows:
        return _run(transaction, run[name], **parameters)

    version = int(_run(transaction, run["lock_map"], writer=secrets.token_hex(8), schema=SCHEMA)[0][0]) + 1
    before = rows.read_tables(ask)
    after, note = intent(before, ask)
    differences = {name: difference(getattr(before, name), frame, KEYS[name]) for name, frame in after}
    counts = {name: _counts(found) for name, found in differences.items()}
    old_positions = rows.read_positions(_run(transaction, run["read_positions"]))
    new_positions = positions(after.stances, after.evidence, after.bears_on)
    moved = difference(old_positions, new_positions, rows.POSITION_KEY)
    any_change = any(len(found.written) + len(found.removed) for found in (*differences.values(), moved))
    if not any_change and not note.undoes:
        return counts, ""
    changed_at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    for statement in (
        *rows.statements(before, after, differences, moved, new_positions),
        *ledger.statements(version, changed_at, note, differences),
    ):
        _run(transaction, run[statement.query], statement.kind, **statement.parameters)
    _run(transaction, run["set_version"], version=version, changed_at=changed_at)
    return counts, str(version)


def _counts(found: Difference) -> Counts:
    return Counts(len(found.new), len(found.changed), found.same, len(found.removed))


def _kind(word: str | None) -> Kind | None:
    if word is None:
        return None
    try:
        return Kind(word)
    except ValueError:
        raise QueryError(f"kind '{word}' is not one of {', '.join(Kind)}") from None


def _sentence(error: Exception, at: Endpoint) -> ServerError:
    """What happened and what to do, from an error of the driver."""
    code = getattr(error, "code", "") or ""
    text = str(error)
    if isinstance(error, AuthError) or "Unauthorized" in code:
        return ServerError(
            f"{at.uri} refuses user '{at.user}' with that password; check COALITION_USER and COALITION_PASSWORD"
        )
    if "DatabaseNotFound" in code or "database does not exist" in text.lower():
        return ServerError(f"{at.uri} has no database '{at.database}'; create it or set COALITION_DATABASE")
    met = ("ConcurrentModification", "Transient", "DeadlockDetected", "ConstraintValidationFailed")
    if any(word in code or word in text for word in met):  # an id twice: both began before either was there
        return ConflictError(f"another write to {at.uri} came in between; try again")
    if explained := explain(text):
        return ServerError(explained)
    if isinstance(error, ServiceUnavailable | ConfigurationError | OSError):
        what = "the embedded database" if at.embedded else f"the server at {at.uri}"
        then = "run the command again" if at.embedded else "check COALITION_URI and that the server runs"
        return ServerError(f"{what} does not answer; {then}")
    if isinstance(error, ClientError | Neo4jError):
        return ServerError(f"{at.uri} refused a query ({code or type(error).__name__}): {text.splitlines()[0]}")
    return ServerError(f"{at.uri}: {text.splitlines()[0] if text else type(error).__name__}")
