"""Clients of a store that run in processes of their own."""

from __future__ import annotations

import os
import signal

import coalition.store.transaction as module
from coalition.exchange.tables import read_tables
from coalition.settings import Settings, resource
from coalition.store.store import Store


def kill_in_the_middle(settings: Settings) -> None:
    """Load the seeds, and die like a pulled plug when most of them are written."""
    original = module.run

    def dying(transaction: object, query: object, *rest: object, **parameters: object) -> object:
        if query.name == "create_positions":  # type: ignore[attr-defined]
            os.kill(os.getpid(), signal.SIGKILL)
        return original(transaction, query, *rest, **parameters)  # type: ignore[arg-type]

    module.run = dying  # type: ignore[assignment]
    with Store(settings) as store:
        store.write(read_tables(resource("seeds")), replace=True)


def load_seeds(settings: Settings) -> None:
    with Store(settings) as store:
        store.write(read_tables(resource("seeds")))
