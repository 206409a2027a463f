"""Opening a map from Python, as `coalition.open`: a fresh one is filled with the facts that come with the program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from coalition.exchange.tables import read_tables
from coalition.settings import Settings, resource
from coalition.store.seeds import open_filled
from coalition.store.store import Store


def open(uri: str | None = None, home: str | Path | None = None) -> Store:
    """The map, as a `coalition.store.store.Store` to use in a ``with`` statement.

    A fresh embedded database is filled with the facts that come with the program, which takes a moment, once. A map of
    one's own and a Neo4j stay as they are: where one is empty, `Store.network` says how to fill it.

    Parameters
    ----------
    uri : str, optional
        A Neo4j server; its user, password and database come from COALITION_USER, COALITION_PASSWORD and
        COALITION_DATABASE. When left out, COALITION_URI counts, and without it the embedded database.
    home : path, optional
        Folder of the embedded database; when left out, COALITION_HOME or the user's data folder.

    Raises
    ------
    ServerError
        The server cannot be reached, refuses the password, or has no such map.
    """
    given: dict[str, Any] = {}
    if uri is not None:
        given["uri"] = uri
    if home is not None:
        given["home"] = home
    return open_filled(Settings(**given), lambda: read_tables(resource("seeds")))
