"""Each server of the contract tests is there, is the one that it should be, and refuses who has no password."""

from __future__ import annotations

import neo4j
import pytest
from neo4j.exceptions import AuthError
from neo4j_server import LTS, NEWEST, Neo4j

from coalition.server import endpoint
from coalition.settings import Settings


def test_answers_and_tells_its_version(server: Settings, request: pytest.FixtureRequest) -> None:
    to = endpoint(server)
    with neo4j.GraphDatabase.driver(to.uri, auth=(to.user, to.password) if to.user else None) as driver:
        records, summary, keys = driver.execute_query("RETURN 1 AS one", database_=to.database)
    assert (keys, records[0]["one"]) == (["one"], 1)
    assert summary.server is not None
    which = request.node.callspec.params["server"]
    assert to.embedded == (which == "embedded")
    expected = {"neo4j-5.26": f"Neo4j/{LTS.version}", "neo4j-2026": f"Neo4j/{NEWEST.version}"}.get(which)
    assert summary.server.agent == expected or (expected is None and summary.server.agent)


@pytest.mark.neo4j
def test_wrong_password_is_refused(neo4j_lts: Neo4j) -> None:
    """So that the run with a password proves that the password is sent."""
    with (
        neo4j.GraphDatabase.driver(neo4j_lts.uri, auth=(neo4j_lts.user, "wrong")) as driver,
        pytest.raises(AuthError),
    ):
        driver.verify_connectivity()
