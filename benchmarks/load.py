"""Many visitors at once, each with a websocket as a browser has it: how long they wait, and whose answer they get.

`load.py [VISITORS] [SECONDS] [WALLS]`: 50, 600 and 40 when left out. Each visitor asks one question after another on
Partners, Recommendation, Gaps, Bridges, Actor, Coalition, Map and World, and reads each answer for some seconds. Every
answer is compared with the one that a single visitor got before, and that one with what the command says. Beside them
one person edits a note now and then, another imports 2,000 stances and takes them back, so that the pages have new
versions of the map with the same answers; a third steers what the walls show.
"""

from __future__ import annotations

import asyncio
import html
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

import httpx
import pandas as pd
import psutil
from _site import site
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from coalition.app import room, stamps
from coalition.app.room import View, ViewKind
from coalition.exchange.tables import read_tables
from coalition.history.edits import RowChange
from coalition.model.vocabulary import Tables
from coalition.settings import Settings, resource
from coalition.store.store import Store

Question = tuple[str, str]
"""A page, and what is asked on it as its address says."""
COMMANDS: dict[Question, str] = {
    **{("partners", f"r={key}"): f"partners {key}" for key in ("R18", "R21.1", "R22.3", "R20.2", "R17", "R19.3")},
    **{("recommendation", f"r={key}"): f"positions {key}" for key in ("R11", "R12.1", "R24.8", "R18")},
    ("gaps", ""): "gaps",
    ("bridges", ""): "bridges",
}
"""Questions that a command answers with the same sentence."""
QUESTIONS: tuple[Question, ...] = (
    *COMMANDS,
    *(("actor", f"actor={key}") for key in ("CHL", "GHA", "KEN", "NOR")),
    ("gaps", "gap=group"),
    ("coalition", "r=R18&r=R21.1"),
    ("map", ""),
    ("world", "r=R18"),
)
VIEWS = (View(ViewKind.GAPS), View(ViewKind.BRIDGES), *(View(ViewKind.PARTNERS, (key,)) for key in ("R18", "R21.1")))
PAUSE = (5.0, 40.0)
"""Seconds that a visitor reads an answer."""
EDIT_EVERY, IMPORT_EVERY, TURN_EVERY = 30.0, 120.0, 15.0
LONGEST = 180.0
"""Seconds after which a visitor gives up."""
SEARCHING = "Which few actors together carry these recommendations?"
"""The headline of a page that is still at work, and draws itself anew when it is done."""
SAID = re.compile(r"<h1[^>]*c-answer[^>]*>(.*?)</h1>", re.DOTALL)


@dataclass
class Measured:
    """What the visitors met."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: list[tuple[Question, str]] = field(default_factory=list)
    lost: int = 0
    edits: int = 0
    imports: int = 0
    megabytes: list[int] = field(default_factory=list)
    processor: float = 0.0
    """Share of one core that the pages took."""


@asynccontextmanager
async def tab(address: str) -> AsyncIterator[ClientConnection]:
    """A browser tab, as far as the server can tell."""
    stream = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    async with connect(stream, origin=address, subprotocols=["streamlit"], max_size=None) as opened:  # type: ignore[arg-type, list-item]
        yield opened


async def told(opened: ClientConnection) -> AsyncIterator[ForwardMsg]:
    """What the server says, until it has said all that it has to say for now."""
    while True:
        one = ForwardMsg.FromString(await asyncio.wait_for(opened.recv(), LONGEST))  # type: ignore[arg-type]
        yield one
        if one.WhichOneof("type") == "script_finished" and one.script_finished in (
            ForwardMsg.FINISHED_SUCCESSFULLY,
            ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
        ):
            return


async def ask(opened: ClientConnection, question: Question) -> str:
    """The answer to a question, as soon as the server has said all that it has to say."""
    page, asked = question
    wish = BackMsg()
    wish.rerun_script.query_string = asked
    wish.rerun_script.page_name = page
    await opened.send(wish.SerializeToString())
    answer = ""
    async for one in told(opened):
        if one.WhichOneof("type") == "delta" and (found := SAID.search(one.delta.new_element.html.body)):
            answer = found[1]
    return answer


async def visitor(address: str, number: int, right: dict[Question, str], until: float, met: Measured) -> None:
    """One after another of the questions, in an order of its own, each in the same tab."""
    order = random.Random(number)
    while time.monotonic() < until:
        try:
            async with tab(address) as opened:
                while time.monotonic() < until:
                    await asyncio.sleep(order.uniform(*PAUSE))
                    question = order.choice(QUESTIONS)
                    start = time.perf_counter()
                    while (answer := await ask(opened, question)) == SEARCHING:
                        await asyncio.sleep(0.5)
                    met.seconds[question[0]].append(time.perf_counter() - start)
                    if answer != right[question]:
                        met.wrong.append((question, answer))
        except (OSError, TimeoutError, WebSocketException):
            met.lost += 1


async def wall(address: str, steered: dict[str, float], until: float, met: Measured) -> None:
    """A wall that asks every second whether something else is to be on it, as its browser does."""
    while time.monotonic() < until:
        try:
            async with tab(address) as opened, httpx.AsyncClient(base_url=address) as client:
                wish, turned, shown = BackMsg(), 0.0, ""
                wish.rerun_script.page_name = "wall"
                while time.monotonic() < until:
                    stamp = (await client.get(stamps.PATH)).text
                    if stamp != shown:
                        await opened.send(wish.SerializeToString())
                        async for one in told(opened):
                            if one.WhichOneof("type") == "navigation":
                                wish.rerun_script.page_script_hash = one.navigation.page_script_hash
                        now, shown = time.perf_counter(), stamp
                        if turned and steered["at"] > turned:
                            met.seconds["wall, after a turn"].append(now - steered["at"])
                        turned = now
                    await asyncio.sleep(1)
        except (OSError, TimeoutError, WebSocketException, httpx.HTTPError):
            met.lost += 1


async def facilitator(file: Path, steered: dict[str, float], until: float) -> None:
    """The next view every now and then, from the first again after the last."""
    place = 0
    while time.monotonic() + TURN_EVERY < until:
        await asyncio.sleep(TURN_EVERY)
        place = (place + 1) % len(VIEWS)
        steered["at"] = time.perf_counter()
        await asyncio.to_thread(room.change, file, lambda now, at=place: room.show(now, at))


async def editor(settings: Settings, until: float, met: Measured) -> None:
    """A note that no answer tells is changed every now and then."""
    with Store(settings) as store:
        while time.monotonic() + EDIT_EVERY < until:
            await asyncio.sleep(EDIT_EVERY)
            note = RowChange("actors", ("CHL",), {"note": f"edited for the {met.edits + 1}. time"})
            start = time.perf_counter()
            await asyncio.to_thread(store.edit, [note], who="benchmark")
            met.seconds["an edit is saved"].append(time.perf_counter() - start)
            met.edits += 1


def arriving() -> Tables:
    """2,000 stances of 50 NGOs on evidence that bears on nothing: no answer tells of them."""
    seeds = read_tables(resource("seeds"))
    ngo = seeds.actors[seeds.actors["kind"] == "ngo"].iloc[0]
    text = seeds.evidence.iloc[0]
    actors = pd.DataFrame([{**ngo, "id": f"load-{i}", "name": f"Load {i}"} for i in range(50)])
    evidence = pd.DataFrame([{**text, "id": f"LOAD-{i}", "title": f"Load {i}"} for i in range(40)])
    stance = seeds.stances.iloc[0]
    stances = pd.DataFrame(
        [{**stance, "actor_id": who, "evidence_id": what} for who in actors["id"] for what in evidence["id"]]
    )
    return Tables(**dict(Tables.empty()) | {"actors": actors, "evidence": evidence, "stances": stances})


async def importer(settings: Settings, until: float, met: Measured) -> None:
    """An import every now and then, which is taken back at once."""
    given = arriving()
    with Store(settings) as store:
        while time.monotonic() + IMPORT_EVERY < until:
            await asyncio.sleep(IMPORT_EVERY)
            await asyncio.to_thread(store.write, given, who="importer")
            await asyncio.to_thread(store.history.undo, who="importer")
            met.imports += 1


async def watcher(server: psutil.Process, until: float, met: Measured) -> None:
    """The memory of the pages, every five seconds, and their share of a core."""
    server.cpu_percent()
    while time.monotonic() < until:
        met.megabytes.append(server.memory_info().rss >> 20)
        await asyncio.sleep(5)
    met.processor = server.cpu_percent() / 100


def check(right: dict[Question, str], home: Path) -> None:
    """The pages say what the commands say."""
    environment = os.environ | {"COALITION_HOME": str(home), "COLUMNS": "100000"}
    for question, words in COMMANDS.items():
        command = [str(Path(sys.executable).with_name("coalition")), *words.split()]
        said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
        headline = html.unescape(re.sub("<[^>]*>", "", right[question].partition("<span")[0])).strip()
        assert said.startswith(headline), f"{question}: {headline!r} is not what {words} says: {said[:200]!r}"


async def measured(address: str, settings: Settings, visitors: int, seconds: float, walls: int) -> Measured:
    async with tab(address) as opened:
        right = {question: await ask(opened, question) for question in QUESTIONS}
    assert all(right.values()), [question for question, answer in right.items() if not answer]
    assert len(set(right.values())) == len(QUESTIONS), "two questions have the same answer"
    check(right, settings.home)
    file = room.path(settings)
    room.change(file, *(lambda now, view=view: room.add(now, view) for view in VIEWS))
    (server,) = (child for child in psutil.Process().children() if "streamlit" in child.cmdline())
    met, steered, until = Measured(), {"at": 0.0}, time.monotonic() + seconds
    await asyncio.gather(
        watcher(server, until, met),
        editor(settings, until, met),
        importer(settings, until, met),
        facilitator(file, steered, until),
        *(visitor(address, number, right, until, met) for number in range(visitors)),
        *(wall(address, steered, until, met) for _ in range(walls)),
    )
    return met


def main(visitors: int = 50, seconds: float = 600.0, walls: int = 40) -> None:
    with tempfile.TemporaryDirectory() as folder, site(home=Path(folder)) as address:
        settings = Settings(home=Path(folder), uri="")
        met = asyncio.run(measured(address, settings, int(visitors), seconds, int(walls)))
    print(f"{visitors:.0f} visitors and {walls:.0f} walls, {seconds:.0f} s, {met.edits} edits, {met.imports} imports")
    print(f"  wrong answers {len(met.wrong)}, connections lost {met.lost}, {met.processor:.0%} of a core")
    print(f"  {'':<24}{'answers':>8}{'median':>9}{'95%':>9}{'longest':>9}")
    pages = [one for name, found in met.seconds.items() if name in dict(QUESTIONS) for one in found]
    for name, found in {"every page": pages, **dict(sorted(met.seconds.items()))}.items():
        late = quantiles(found, n=20)[-1] if len(found) > 1 else found[0]
        print(f"  {name:<24}{len(found):>8}{median(found):>8.2f}s{late:>8.2f}s{max(found):>8.2f}s")
    print(f"  memory of the pages every five seconds, MB: {' '.join(map(str, met.megabytes))}")
    for question, answer in met.wrong[:10]:
        print(f"  {question} was answered: {answer[:120]}")


if __name__ == "__main__":
    main(*(float(word) for word in sys.argv[1:4]))
