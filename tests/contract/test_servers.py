"""Each server of the contract tests is there, is the one that it should be, and refuses who has no password."""

from __future__ import annotations

from pathlib import Path

import neo4j
import pytest
from neo4j.exceptions import AuthError
from neo4j_server import LTS, NEWEST, Neo4j
from pydantic import SecretStr

from coalition.errors import ServerError
from coalition.settings import Settings
from coalition.store.server import endpoint
from coalition.store.store import Store


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


@pytest.mark.neo4j
def test_a_wrong_password_or_a_missing_database_is_one_sentence(neo4j_lts: Neo4j, tmp_path: Path) -> None:
    known = {"uri": neo4j_lts.uri, "user": neo4j_lts.user, "home": tmp_path}
    with pytest.raises(ServerError, match="refuses user 'neo4j' with that password; check COALITION_USER"):
        Store(Settings(password=SecretStr("wrong"), database="neo4j", **known))  # type: ignore[arg-type]
    with pytest.raises(ServerError, match="has no database 'nowhere'; create it or set COALITION_DATABASE"):
        Store(Settings(password=SecretStr(neo4j_lts.password), database="nowhere", **known))  # type: ignore[arg-type]


def test_a_host_that_does_not_answer_is_one_sentence(tmp_path: Path) -> None:
    for scheme in ("bolt", "neo4j", "bolt+s", "neo4j+s"):
        with pytest.raises(ServerError, match=r"the server at .* does not answer; check COALITION_URI"):
            Store(Settings(uri=f"{scheme}://127.0.0.1:1", password=SecretStr("x"), home=tmp_path))


@pytest.mark.neo4j
def test_the_routing_scheme_and_the_default_database_work(neo4j_lts: Neo4j, tmp_path: Path) -> None:
    uri = neo4j_lts.uri.replace("bolt://", "neo4j://")
    with Store(Settings(uri=uri, user=neo4j_lts.user, password=SecretStr(neo4j_lts.password), home=tmp_path)) as store:
        assert store.version() >= 0


def test_another_map_is_made_or_one_sentence_says_that_there_is_room_for_one(server: Settings) -> None:
    with Store(server) as store:
        name = "second-map"
        if store.endpoint.embedded:
            store.maps.new(name)
            assert name in store.maps.names()
            with pytest.raises(ServerError, match="there is a map second-map already"):
                store.maps.new(name)
            return
        with pytest.raises(ServerError, match="this edition of Neo4j holds one map; for another use the embedded"):
            store.maps.new(name)
        assert store.maps.names() == ["neo4j"]
