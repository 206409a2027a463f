"""Opening a map from Python, as `coalition.open`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from coalition.settings import Settings
from coalition.store.store import Store


def open(uri: str | None = None, home: str | Path | None = None) -> Store:
    """The map, as a `coalition.store.store.Store` to use in a ``with`` statement.

    Parameters
    ----------
    uri : str, optional
        A Neo4j server; its user, password and database come from COALITION_USER, COALITION_PASSWORD and
        COALITION_DATABASE. When left out, COALITION_URI counts, and without it the embedded database.
    home : path, optional
        Folder of the embedded database; when left out, COALITION_HOME or the user's data folder.
    """
    given: dict[str, Any] = {}
    if uri is not None:
        given["uri"] = uri
    if home is not None:
        given["home"] = Path(home)
    return Store(Settings(**given))
