"""Many visitors at once, each with a websocket as a browser has it: how long they wait, and whose answer they get.

`load.py [VISITORS] [SECONDS]`: 50 and 120 when left out. Each visitor asks one question after another on Partners,
Recommendation, Gaps, Bridges, Actor and Coalition, and reads each answer for some seconds. Every answer is compared
with the one that a single visitor got before. Beside them one person edits a note now and then, so that the pages have
a new version of the map, with the same answers.
"""

from __future__ import annotations

import asyncio
import random
import re
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

import psutil
from _site import site
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from coalition.history.edits import RowChange
from coalition.settings import Settings
from coalition.store.store import Store

Question = tuple[str, str]
"""A page, and what is asked on it as its address says."""
QUESTIONS: tuple[Question, ...] = (
    *(("partners", f"r={key}") for key in ("R18", "R21.1", "R22.3", "R20.2", "R17", "R19.3")),
    *(("recommendation", f"r={key}") for key in ("R11", "R12.1", "R24.8", "R18")),
    *(("actor", f"actor={key}") for key in ("CHL", "GHA", "KEN", "NOR")),
    *(("gaps", asked) for asked in ("", "gap=group")),
    ("bridges", ""),
    ("coalition", "r=R18&r=R21.1"),
)
PAUSE = (2.0, 12.0)
"""Seconds that a visitor reads an answer."""
EDIT_EVERY = 20.0
LONGEST = 180.0
"""Seconds after which a visitor gives up."""
SAID = re.compile(r"<h1[^>]*c-answer[^>]*>(.*?)</h1>", re.DOTALL)


@dataclass
class Measured:
    """What the visitors met."""

    seconds: list[float] = field(default_factory=list)
    wrong: list[tuple[Question, str]] = field(default_factory=list)
    lost: int = 0
    edits: int = 0
    megabytes: list[int] = field(default_factory=list)


@asynccontextmanager
async def tab(address: str) -> AsyncIterator[ClientConnection]:
    """A browser tab, as far as the server can tell."""
    stream = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    async with connect(stream, origin=address, subprotocols=["streamlit"], max_size=None) as opened:  # type: ignore[arg-type, list-item]
        yield opened


async def ask(opened: ClientConnection, question: Question) -> str:
    """The answer to a question, as soon as the server has said all that it has to say."""
    page, asked = question
    wish = BackMsg()
    wish.rerun_script.query_string = asked
    wish.rerun_script.page_name = page
    await opened.send(wish.SerializeToString())
    answer = ""
    while True:
        told = ForwardMsg.FromString(await asyncio.wait_for(opened.recv(), LONGEST))  # type: ignore[arg-type]
        kind = told.WhichOneof("type")
        if kind == "delta" and (found := SAID.search(told.delta.new_element.html.body)):
            answer = found[1]
        elif kind == "script_finished" and told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
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
                    answer = await ask(opened, question)
                    met.seconds.append(time.perf_counter() - start)
                    if answer != right[question]:
                        met.wrong.append((question, answer))
        except (OSError, TimeoutError, WebSocketException):
            met.lost += 1


async def editor(settings: Settings, until: float, met: Measured) -> None:
    """A note that no answer tells is changed every now and then."""
    with Store(settings) as store:
        while time.monotonic() + EDIT_EVERY < until:
            await asyncio.sleep(EDIT_EVERY)
            note = RowChange("actors", ("CHL",), {"note": f"edited for the {met.edits + 1}. time"})
            await asyncio.to_thread(store.edit, [note], who="benchmark")
            met.edits += 1


async def watcher(server: psutil.Process, until: float, met: Measured) -> None:
    """The memory of the pages, every five seconds."""
    while time.monotonic() < until:
        met.megabytes.append(server.memory_info().rss >> 20)
        await asyncio.sleep(5)


async def measured(address: str, settings: Settings, visitors: int, seconds: float) -> Measured:
    async with tab(address) as opened:
        right = {question: await ask(opened, question) for question in QUESTIONS}
    assert all(right.values()), [question for question, answer in right.items() if not answer]
    assert len(set(right.values())) == len(QUESTIONS), "two questions have the same answer"
    (server,) = (child for child in psutil.Process().children() if "streamlit" in child.cmdline())
    met, until = Measured(), time.monotonic() + seconds
    await asyncio.gather(
        watcher(server, until, met),
        editor(settings, until, met),
        *(visitor(address, number, right, until, met) for number in range(visitors)),
    )
    return met


def main(visitors: int = 50, seconds: float = 120.0) -> None:
    with tempfile.TemporaryDirectory() as folder, site(home=Path(folder)) as address:
        met = asyncio.run(measured(address, Settings(home=Path(folder), uri=""), visitors, seconds))
    late = quantiles(met.seconds, n=20)[-1]
    print(f"{visitors} visitors for {seconds:.0f} s, {met.edits} edits meanwhile: {len(met.seconds)} answers")
    print(f"  wrong answers {len(met.wrong)}, connections lost {met.lost}")
    print(f"  median {median(met.seconds):.2f} s, 95% within {late:.2f} s, the longest {max(met.seconds):.2f} s")
    print(f"  memory of the pages every five seconds, MB: {' '.join(map(str, met.megabytes))}")
    for question, answer in met.wrong[:10]:
        print(f"  {question} was answered: {answer[:120]}")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:3]))
