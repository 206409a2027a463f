"""Clients of a store that run in processes of their own."""

from __future__ import annotations

import os
import signal

import coalition.store.transaction as module
from coalition.model.vocabulary import Tables
from coalition.settings import Settings
from coalition.store.store import Store


def kill_in_the_middle(settings: Settings, tables: Tables) -> None:
    """Load a map, and die like a pulled plug when most of it is written."""
    original = module.run

    def dying(transaction: object, query: object, *rest: object, **parameters: object) -> object:
        if query.name == "create_positions":  # type: ignore[attr-defined]
            os.kill(os.getpid(), signal.SIGKILL)
        return original(transaction, query, *rest, **parameters)  # type: ignore[arg-type]

    module.run = dying  # type: ignore[assignment]
    with Store(settings) as store:
        store.write(tables, replace=True)


def load(settings: Settings, tables: Tables) -> None:
    with Store(settings) as store:
        store.write(tables)
