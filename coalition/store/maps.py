"""Maps beside one another on one server: the part of a store that lists and makes them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from coalition.errors import ServerError
from coalition.settings import Settings
from coalition.store.daemon import DATABASE
from coalition.store.home import chosen_map, embedded_maps, map_name
from coalition.store.server import Endpoint, make_embedded_map

ONE_MAP = (
    "this edition of Neo4j holds one map; for another use the embedded database, a second server, "
    "or an edition that holds several"
)


class OneOfSeveral(ABC):
    """The part of a store that lists the maps of its server, and makes another."""

    settings: Settings
    endpoint: Endpoint

    @abstractmethod
    def _system(self, text: str) -> list[dict[str, Any]]:
        """Run a statement about the databases of a Neo4j."""

    def maps(self) -> list[str]:
        """Names of the maps that this server holds, the one that comes first when none is chosen first."""
        if self.endpoint.embedded:
            return embedded_maps(self.settings)
        rows = self._system("SHOW DATABASES YIELD name, home")
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
            self._system(f"CREATE DATABASE `{name}` WAIT")
        except ServerError as error:
            if "Unsupported administration" in str(error):
                raise ServerError(ONE_MAP) from error
            raise

    @property
    def is_own(self) -> bool:
        """Whether this is a map that somebody began beside the one of the seed facts."""
        return chosen_map(self.settings) not in ("", DATABASE)
