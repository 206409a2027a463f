"""Stamps that change whenever a wall is to be drawn anew: walls ask every second, which costs less than a page."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse

from coalition.app.parts.visitor import Said
from coalition.errors import CoalitionError
from coalition.store.roles import NoRoleError

PATH = "/wall/stamp"
FRESH = 0.5
"""Seconds for which a stamp is told again: many walls cost the database one question."""


class Stamps:
    """Answers with the stamp of a map, or says that it cannot be had.

    Parameters
    ----------
    stamp
        Stamp of the map that an address names, for whoever asks; it may take its time.
    map_key
        Under which key the address names the map.
    said
        What a request says of who asks.
    """

    def __init__(self, stamp: Callable[[str, Said], str], map_key: str, said: Callable[[Request], Said]) -> None:
        self._stamp, self._map_key, self._said = stamp, map_key, said
        self._known: dict[tuple[str, str], tuple[float, PlainTextResponse]] = {}
        self._asking = asyncio.Lock()

    async def answer(self, request: Request) -> PlainTextResponse:
        """The stamp of the map that the address of a request names."""
        named, said = request.query_params.get(self._map_key, ""), self._said(request)
        key = named, repr(said)
        # One thread at a time: those who wait for a database that is away take none from the others.
        async with self._asking:
            then, known = self._known.get(key, (0.0, _UNKNOWN))
            if time.monotonic() - then > FRESH:
                known = await asyncio.to_thread(self._answer, named, said)
                self._known = {one: kept for one, kept in self._known.items() if time.monotonic() - kept[0] < FRESH}
                self._known[key] = time.monotonic(), known
            return known

    def _answer(self, named: str, said: Said) -> PlainTextResponse:
        try:
            return PlainTextResponse(self._stamp(named, said), headers=_NOT_KEPT)
        except NoRoleError:
            return _REFUSED
        except CoalitionError:
            return _UNKNOWN


_NOT_KEPT = {"cache-control": "no-store"}
_REFUSED = PlainTextResponse("This map is shown to whoever has a role on it.", 403, _NOT_KEPT)
_UNKNOWN = PlainTextResponse("The map cannot be read now.", 503, _NOT_KEPT)
