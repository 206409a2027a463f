"""How the facts that come with the program get into an empty map."""

from __future__ import annotations

from coalition.errors import CoalitionError
from coalition.model.vocabulary import Tables
from coalition.store.store import Store


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
    if store.version() or store.is_own:
        return False
    if not store.endpoint.embedded:
        raise CoalitionError(f"the map at {store.endpoint.uri} is empty; run: coalition load")
    return True
