"""The stamp that walls ask for every second: of each map its own, asked of the database once for all."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import httpx
from starlette.applications import Starlette
from starlette.routing import Route

from coalition.app.parts.visitor import Said
from coalition.app.stamps import FRESH, PATH, Stamps
from coalition.errors import CoalitionError
from coalition.store.roles import NoRoleError


class Maps:
    """Stamps of maps by name; one is away."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.at_once, self.most = 0, 0
        self.lock = Lock()
        self.away = False

    def __call__(self, named: str, said: Said) -> str:
        with self.lock:
            self.at_once += 1
            self.most = max(self.most, self.at_once)
            self.asked.append(named)
        time.sleep(0.05)
        with self.lock:
            self.at_once -= 1
        if said[0] == "stranger":
            raise NoRoleError(said[0])
        if self.away:
            raise CoalitionError("the database does not answer")
        return f"{named}-{len(self.asked)}"


def told(maps: Maps, *names: str, waits: float = 0.0, who: str = "") -> list[tuple[int, str]]:
    """What browsers are told that ask at once, and again after a while."""

    async def ask() -> list[httpx.Response]:
        app = Starlette(
            routes=[Route(PATH, Stamps(maps, "database", lambda asked: (asked.headers.get("who", ""), {})).answer)]
        )
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here") as client:

            async def one(name: str) -> httpx.Response:
                return await client.get(PATH, params={"database": name}, headers={"who": who})

            first = await asyncio.gather(*map(one, names))
            await asyncio.sleep(waits)
            return [*first, *(await asyncio.gather(*map(one, names)) if waits else [])]

    with ThreadPoolExecutor(1) as aside:  # a browser under test may have left a loop in this thread
        answers = aside.submit(asyncio.run, ask()).result()
    assert {answer.headers["cache-control"] for answer in answers} == {"no-store"}
    return [(answer.status_code, answer.text) for answer in answers]


def test_many_walls_cost_the_database_one_question() -> None:
    maps = Maps()
    assert told(maps, *["a"] * 40) == [(200, "a-1")] * 40
    assert maps.asked == ["a"]


def test_each_map_has_its_own_and_one_is_asked_at_a_time() -> None:
    maps = Maps()
    assert {text for _, text in told(maps, "a", "b", "", "a")} == {"a-1", "b-2", "-3"}
    assert maps.most == 1


def test_a_stamp_is_asked_again_after_a_while() -> None:
    assert told(Maps(), "a", waits=2 * FRESH) == [(200, "a-1"), (200, "a-2")]


def test_a_map_that_cannot_be_read_has_none_and_says_nothing_of_why() -> None:
    maps = Maps()
    maps.away = True
    (answer,) = told(maps, "a")
    assert answer == (503, "The map cannot be read now.")


def test_who_has_no_role_on_a_map_is_not_told_its_stamp() -> None:
    answer = (403, "This map is shown to whoever has a role on it.")
    assert told(Maps(), "a", who="stranger") == [answer]
