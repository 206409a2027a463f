"""The servers of the contract tests: the same tests run against the embedded database and two releases of Neo4j."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator

import pytest
from neo4j_server import LTS, NEWEST, Neo4j, Release, UnavailableError, running, unavailable
from pydantic import SecretStr

from coalition.model.vocabulary import Tables
from coalition.settings import Settings
from coalition.store.store import Store


def _run(release: Release) -> Iterator[Neo4j]:
    """Only a missing tool may skip; a server that starts and then fails is an error."""
    try:
        with running(release) as server:
            yield server
    except UnavailableError as reason:
        unavailable(f"Neo4j {release.version}: {reason}")


@pytest.fixture(scope="session")
def neo4j_lts() -> Iterator[Neo4j]:
    """Neo4j with long-term support, with a password."""
    yield from _run(LTS)


@pytest.fixture(scope="session")
def neo4j_newest() -> Iterator[Neo4j]:
    """The newest Neo4j, without a password."""
    yield from _run(NEWEST)


EMBEDDED = pytest.param("embedded", marks=pytest.mark.embedded)
LONG_TERM = pytest.param("neo4j-5.26", marks=pytest.mark.neo4j)
NEW = pytest.param("neo4j-2026", marks=pytest.mark.neo4j)
ON_TWO = pytest.mark.parametrize("server", [EMBEDDED, NEW], indirect=True)
"""For what our own code does with what servers give: tests/contract/test_store.py runs each query on all three."""


@pytest.fixture(scope="session", params=[EMBEDDED, LONG_TERM, NEW])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings for a store on one of the three servers; each starts when the first test asks for it.

    Every field is given, so that no COALITION_ variable of the person who runs the tests can send them elsewhere.
    """
    home = tmp_path_factory.mktemp("home")
    if request.param != "embedded":
        name = {"neo4j-5.26": "neo4j_lts", "neo4j-2026": "neo4j_newest"}[request.param]
        to: Neo4j = request.getfixturevalue(name)
        yield Settings(home=home, uri=to.uri, user=to.user, password=SecretStr(to.password), database=to.database)
        return
    if importlib.util.find_spec("arcadedb_embedded") is None:
        unavailable("the embedded database has no package for this platform")
    from coalition.store.server import stop

    settings = Settings(home=home, uri="", user="", password=SecretStr(""), database="", idle_minutes=30.0)
    yield settings
    stop(settings)


@pytest.fixture
def facts(request: pytest.FixtureRequest, seeds: Tables, fewer: Tables) -> Tables:
    """The seeds; a part of them on the long-term release, where all would take a minute and test nothing more."""
    return fewer if request.node.callspec.params["server"] == LONG_TERM.values[0] else seeds


@pytest.fixture
def store(server: Settings) -> Iterator[Store]:
    """An empty map without a history, whatever the test before left; its version counts on."""
    with Store(server) as opened:
        with opened._session() as session:
            for nodes in ("(n:Actor)", "(n) WHERE NOT n:Meta"):  # most edges go faster with the actors
                session.run(f"MATCH {nodes} WITH collect(n) AS gone UNWIND gone AS n DETACH DELETE n").consume()
        yield opened
