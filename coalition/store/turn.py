"""Whose turn it is to write: those who write to a map queue up instead of meeting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from coalition.errors import ServerError
from coalition.store.server import Endpoint

PATIENCE = 120.0
"""Seconds that a writer waits for its turn."""
LOOK = 0.01
"""Seconds between two looks whether it has come."""


@contextmanager
def turn(at: Endpoint) -> Iterator[None]:
    """Nobody else of this program writes to a map of the embedded database meanwhile, in this process or another.

    The embedded database finds out only at the end of a write that another came in between; a Neo4j lets writers wait
    for its own lock. There are two locks, so that whoever has just written does not come before those who wait: one
    for the place at the head of the queue, one for the turn.

    Parameters
    ----------
    at : Endpoint
        The server and the map.

    Raises
    ------
    ServerError
        The turn did not come.
    """
    if at.home is None:
        yield
        return
    from filelock import FileLock, Timeout

    head, own = (FileLock(at.home / f"{at.database}.{name}.lock", timeout=PATIENCE) for name in ("queue", "turn"))
    try:
        with head.acquire(poll_interval=LOOK):
            own.acquire(poll_interval=LOOK)
    except Timeout:
        raise ServerError(
            f"the map has been busy with another write for {PATIENCE / 60:.0f} minutes, and nothing of this one was "
            "written; try again in a moment"
        ) from None
    try:
        yield
    finally:
        own.release()
