"""How the facts that come with the program get into an empty map."""

from __future__ import annotations

from collections.abc import Callable

from coalition.errors import CoalitionError
from coalition.model.vocabulary import Tables
from coalition.settings import Settings
from coalition.store.store import Store


def open_filled(settings: Settings, read_seeds: Callable[[], Tables]) -> Store:
    """The map of these settings; where it awaits the seed facts, it has them.

    Parameters
    ----------
    settings : Settings
        Which server, and which of its maps.
    read_seeds : callable
        Gives the seed facts; called only where they are needed, as it takes a while.

    Raises
    ------
    ServerError
        As for `Store`.
    """
    store = Store(settings)
    try:
        if awaits_seeds(store):
            load_seeds(store, read_seeds())
    except BaseException:
        store.close()
        raise
    return store


def load_seeds(store: Store, tables: Tables) -> None:
    """Fill an empty map with the facts that come with the program.

    Parameters
    ----------
    store : Store
        The map.
    tables : Tables
        The facts.
    """
    store.write(tables, who="coalition", why="the facts that come with the program")


def awaits_seeds(store: Store) -> bool:
    """Whether the map is empty and, being the first of the embedded ones, to be filled with the seed facts.

    Parameters
    ----------
    store : Store
        The map.
    """
    return store.endpoint.embedded and not store.is_own and not store.version()


def refuse_empty_server(store: Store) -> None:
    """Say what to do where a server of somebody's own holds an empty map: nothing is written there unasked.

    Parameters
    ----------
    store : Store
        The map.

    Raises
    ------
    CoalitionError
        It does, and no map of its own was begun there.
    """
    if not store.endpoint.embedded and not store.is_own and not store.version():
        raise CoalitionError(f"the map at {store.endpoint.uri} is empty; run: coalition load")
