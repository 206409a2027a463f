"""Maps beside one another on one server: which there are, and another one. A store holds them as `Store.maps`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from coalition.errors import ServerError
from coalition.settings import Settings
from coalition.store.home import embedded_maps, map_name
from coalition.store.server import Endpoint, make_embedded_map

ONE_MAP = (
    "this edition of Neo4j holds one map; for another use the embedded database, a second server, "
    "or an edition that holds several"
)


class Maps:
    """The maps of one server.

    Parameters
    ----------
    settings : Settings
        Where the embedded database lies.
    endpoint : Endpoint
        The server.
    system : callable
        Runs a statement about the databases of a Neo4j.
    allowed : callable
        Raises where whoever asks may make no map.
    """

    def __init__(
        self,
        settings: Settings,
        endpoint: Endpoint,
        system: Callable[[str], list[dict[str, Any]]],
        allowed: Callable[[], None],
    ) -> None:
        self._allowed = allowed
        self._settings = settings
        self._endpoint = endpoint
        self._system = system

    def names(self) -> list[str]:
        """Names of the maps that this server holds, the one that comes first when none is chosen first."""
        if self._endpoint.embedded:
            return embedded_maps(self._settings)
        rows = self._system("SHOW DATABASES YIELD name, home")
        home = sorted({row["name"] for row in rows if row["home"]})
        return home + sorted({row["name"] for row in rows if row["name"] != "system"} - set(home))

    def new(self, name: str) -> None:
        """Make an empty map beside this one.

        Parameters
        ----------
        name : str
            3 to 40 small letters a to z, digits and '-', a letter first.

        Raises
        ------
        ServerError
            No map can have that name, it is there already, or this server has room for one only.
        """
        self._allowed()
        if map_name(name) in self.names():
            raise ServerError(f"there is a map {name} already; go to it: coalition use {name}")
        if self._endpoint.embedded:
            make_embedded_map(self._settings, name)
            return
        try:
            self._system(f"CREATE DATABASE `{name}` WAIT")
        except ServerError as error:
            if "Unsupported administration" in str(error):
                raise ServerError(ONE_MAP) from error
            raise
