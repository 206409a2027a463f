"""What the store knows of the driver: how it connects, how a query runs, and what its errors mean."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import neo4j
from neo4j import NotificationMinimumSeverity
from neo4j.auth_management import AuthManager
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from coalition.errors import CoalitionError, ServerError
from coalition.store.daemon import alive, read_server_file
from coalition.store.home import explain, wrong_password
from coalition.store.queries import Filling, Query
from coalition.store.server import Endpoint

# What the driver has to tell is told in our sentences; without this Python prints its own words to standard error.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


class ConflictError(ServerError):
    """Two writers met; the write may be tried again."""


def connect(at: Endpoint) -> neo4j.Driver:
    """A driver for an endpoint; nothing is asked of the server yet.

    Parameters
    ----------
    at : Endpoint
        The server.
    """
    own = at.home and _OwnServer(at, at.home)
    return neo4j.GraphDatabase.driver(
        at.uri,
        auth=own or ((at.user, at.password) if at.password else None),
        notifications_min_severity=NotificationMinimumSeverity.OFF,
        connection_timeout=10,
        max_transaction_retry_time=10,
    )


class _OwnServer(AuthManager):
    """Gives the password to the embedded database alone, never to another program that has its port by now.

    It is asked before each use of a connection, old or new.
    """

    def __init__(self, at: Endpoint, home: Path) -> None:
        self.at = at
        self.home = home

    def get_auth(self) -> neo4j.Auth:
        server = read_server_file(self.home)
        if server is None or not self.at.uri.endswith(f":{server.port}") or not alive(server):
            raise ServerError("the embedded database has stopped; run the command again")
        return neo4j.basic_auth(self.at.user, self.at.password)

    def handle_security_exception(self, auth: Any, error: Neo4jError) -> bool:
        return False


def run(
    transaction: neo4j.ManagedTransaction | neo4j.Transaction,
    query: Query,
    filling: Filling | None = None,
    /,
    **parameters: Any,
) -> list[list[Any]]:
    """The answer of a query, a list per row.

    Parameters
    ----------
    transaction : Transaction
        Where it is run.
    query : Query
        What is asked.
    filling : Kind or Standing, optional
        What fills its placeholder.
    **parameters : any
        Its parameters.
    """
    return [record.values() for record in transaction.run(query.cypher(filling), parameters)]


@contextmanager
def explained(at: Endpoint) -> Iterator[None]:
    """Errors of the driver as one sentence that says what to do.

    Parameters
    ----------
    at : Endpoint
        The server that the sentence names.
    """
    try:
        yield
    except CoalitionError:
        raise
    except (Neo4jError, DriverError, OSError, ValueError) as error:
        raise _sentence(error, at) from error


def _sentence(error: Exception, at: Endpoint) -> ServerError:
    """What happened and what to do, from an error of the driver."""
    code = getattr(error, "code", "") or ""
    text = str(error)
    if isinstance(error, AuthError) or "Unauthorized" in code:
        if at.home:
            return ServerError(wrong_password(at.home))
        return ServerError(
            f"{at.uri} refuses user '{at.user}' with that password; check COALITION_USER and COALITION_PASSWORD"
        )
    if "DatabaseNotFound" in code or "database does not exist" in text.lower():
        return ServerError(f"{at.uri} has no database '{at.database}'; create it or set COALITION_DATABASE")
    if "OutOfMemory" in code:
        return ServerError(
            f"the change is too large for the memory of {at.uri}; raise server.memory.heap.max_size there, or load it "
            "in parts"
        )
    met = ("ConcurrentModification", "Transient", "DeadlockDetected", "ConstraintValidationFailed")
    if any(word in code or word in text for word in met):  # an id twice: both began before either was there
        return ConflictError(f"another write to {at.uri} came in between; try again")
    if explained := explain(text):
        return ServerError(explained)
    if isinstance(error, ServiceUnavailable | SessionExpired | ConfigurationError | OSError):
        what = "the embedded database" if at.embedded else f"the server at {at.uri}"
        then = "run the command again" if at.embedded else "check COALITION_URI and that the server runs"
        return ServerError(f"{what} does not answer; {then}")
    if isinstance(error, ClientError | Neo4jError):
        return ServerError(f"{at.uri} refused a query ({code or type(error).__name__}): {text.splitlines()[0]}")
    return ServerError(f"{at.uri}: {text.splitlines()[0] if text else type(error).__name__}")
