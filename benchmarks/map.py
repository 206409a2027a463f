"""The map in a browser: from the moment it is mounted until it is drawn, with 40 and with 450 nodes.

Needs Chromium and playwright. A made-up map: actors of five regional groups, recommendations, and three lines each.
"""

from __future__ import annotations

import random
import shutil
import socket
import subprocess
import sys
import time

from playwright.sync_api import sync_playwright

from coalition.app.launch import FLAGS
from coalition.app.map.data import LINES, MapData, MapEdge, MapNode, legend
from coalition.app.map.layout import Item, two_mode

GROUPS = {
    "african": "African Group",
    "asia-pacific": "Asia-Pacific Group",
    "eastern-european": "Eastern European Group",
    "grulac": "GRULAC",
    "weog": "WEOG",
}
SIZES = (40, 450)
RUNS = 5
LIMIT = 2.0


def made(size: int) -> MapData:
    """A map of so many nodes: a seventh of them recommendations, the rest actors with three lines each."""
    chance = random.Random(size)
    goals = [Item(f"R{i}", f"R{i}  A recommendation of some length", box=True) for i in range(size // 7)]
    actors = [Item(f"a{i}", f"Actor number {i}", chance.choice(list(GROUPS))) for i in range(size - len(goals))]
    half = len(actors) // 2
    plan = two_mode([actors[:half], goals, actors[half:-3]], GROUPS, actors[-3:], "No line on this map")
    at, kinds = plan.places, ("state", "state", "ngo", "nhri", "business", "faith", "media", "igo")
    nodes = [
        MapNode(item.id, item.label, item.label, "" if item.box else kinds[number % len(kinds)], item.group or "",
             at[item.id].x, at[item.id].y, at[item.id].side, width=item.width)
        for number, item in enumerate([*actors, *goals])
    ]  # fmt: skip
    edges = [
        MapEdge(actor.id, goal.id, line, f"{actor.label}: {line}: {goal.label}")
        for actor in actors[:-3]
        for goal, line in zip(chance.sample(goals, 3), chance.choices(list(LINES), k=3), strict=True)
    ]
    entries = legend(nodes, edges, GROUPS)
    return MapData(f"{size} nodes", tuple(nodes), tuple(edges), plan.bands, entries, "A made-up map", plan.extent)


def show() -> None:
    """The page that the browser opens."""
    import streamlit as st

    from coalition.app.map import graph_map

    st.set_page_config(layout="wide")
    graph_map(made(int(st.query_params["nodes"])), "map", 700)


def main() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    flags = [f"--{key}={value}" for key, value in (FLAGS | {"server.port": port, "server.headless": "true"}).items()]
    app = subprocess.Popen([sys.executable, "-m", "streamlit", "run", __file__, *flags], stdout=subprocess.DEVNULL)
    try:
        _wait(port)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
            )
            for size in SIZES:
                times, whole = [], []
                for _ in range(RUNS):
                    page = browser.new_page(viewport={"width": 1366, "height": 768})
                    start = time.perf_counter()
                    page.goto(f"http://127.0.0.1:{port}/?nodes={size}")
                    shown = page.wait_for_selector(".map[data-drawn]", timeout=60_000)
                    whole.append(time.perf_counter() - start)
                    times.append(int(shown.get_attribute("data-drawn") or 0) / 1000)
                    page.close()
                verdict = "within" if max(times) < LIMIT else "OVER"
                print(
                    f"{size:4} nodes, mounted to drawn: {min(times):.2f} to {max(times):.2f} s, {verdict} {LIMIT} s; "
                    f"from opening the address, with everything that is loaded: {min(whole):.1f} to {max(whole):.1f} s"
                )
            browser.close()
    finally:
        app.terminate()
        app.wait(30)


def _wait(port: int) -> None:
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)


if __name__ == "__main__":
    import streamlit as st

    if st.runtime.exists():
        show()
    else:
        main()
