"""Whatever stands in a free text of any table is shown as text on every page, on the wall and in the history."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle

import pytest
import served
from conftest import make_tables
from hostile_names import HOSTILE
from waiting import finished, still

from coalition.app import room
from coalition.app.parts.session import PAGES
from coalition.app.room import View, ViewKind
from coalition.history.edits import RowChange
from coalition.model.vocabulary import COLUMNS, Tables
from coalition.settings import Settings
from coalition.store.contacts import Contact
from coalition.store.store import Store

pytestmark = pytest.mark.browser
FREE = ("name", "long_name", "source", "note", "theme", "text", "title", "citation", "why", "family")
"""Columns that take any words."""
MORE = ("![x](https://struck.example/x.png)", "<svg onload=window.struck=1>", "[[x]](//struck.example) **b** `c`")
STRIKES = "[href^='javascript:' i], [src=x], [src*=struck], [onload], [onerror], .katex"
"""What such a text would become where it was taken for HTML or Markdown; a page of the web is a link of a source."""
ON_CANVAS = ("", "bridges", "compare", "edit", "gaps", "imports", "map", "room", "whatif")
"""Pages that tell the rows of this map on a canvas or by their ids, or not at all."""
VISITS = {
    "partners": "?r=R1&actor=a1", "gaps": "?gap=lead", "bridges": "?by=kind", "coalition": "?r=R1",
    "whatif": "?actor=a1", "map": "?theme=all themes&kind=everybody",
    "recommendation": "?r=R1", "actor": "?actor=a1", "edit": "?table=evidence",
}  # fmt: skip


def wicked() -> Tables:
    """A map with another such text in each cell that takes one."""
    stances = {(f"a{i}", f"e{j}"): ("oppose" if i == j else "support") for i in range(6) for j in range(4)}
    tables = make_tables(
        stances, groups={f"a{i}": ("west", "east")[i % 2] for i in range(4)}, kinds={"a4": "ngo", "a5": "nhri"},
        bears_on={"e0": "R1", "e1": "R1", "e2": "R2", "e3": "R2"},
    )  # fmt: skip
    texts = cycle((*HOSTILE, *MORE))

    def filled(name: str, frame: object) -> object:
        changed = frame.copy()  # type: ignore[attr-defined]
        for column in set(COLUMNS[name]) & set(FREE):
            changed[column] = [f"{next(texts)} {name} {column} {number}" for number in range(len(changed))]
        return changed

    return Tables(**{name: filled(name, frame) for name, frame in tables})


@pytest.fixture(scope="module")
def wicked_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    settings = Settings(home=tmp_path_factory.mktemp("home"), uri="")
    with Store(settings) as store:
        store.write(wicked(), who=HOSTILE[0], why=HOSTILE[2])
        for text in HOSTILE:
            store.edit([RowChange("actors", ("a1",), {"note": f"{text} again"})], who=text, why=text)
        store.contacts.add(Contact("a1", "R1", "2026-11-28", HOSTILE[3], HOSTILE[0], HOSTILE[2]))
        store.remember({HOSTILE[0]: "a1"})
    views = (
        *(View(kind, ("R1",)) for kind in (ViewKind.PARTNERS, ViewKind.SUPPORTERS, ViewKind.WORLD)),
        View(ViewKind.COALITION, ("R1",)),
    )
    room.change(room.path(settings), *(lambda now, view=view: room.add(now, view) for view in views))
    with served.pages(settings) as address:
        yield address


@pytest.mark.parametrize("name", ["", *PAGES, "wall"])
def test_texts_of_every_column_are_text_on_every_page(wicked_site: str, tab: Callable, name: str) -> None:
    """The visit itself fails on a dialog, a foreign request, an error of the browser, or what a text ran."""
    visit = tab()
    visit.site = wicked_site
    turns = 6 if name == "wall" else 1
    visit.page.goto(f"{wicked_site}/{name}{VISITS.get(name, '')}")
    shown = ""
    for _ in range(turns):
        visit.page.wait_for_selector("svg text" if name == "wall" else "h1.c-answer", timeout=60_000)
        finished(visit.page)
        still(visit.page)
        made = visit.page.evaluate(f"[...document.querySelectorAll({STRIKES!r})].map(e => e.outerHTML.slice(0, 200))")
        assert made == []
        assert visit.page.evaluate("window.struck") is None
        shown += visit.page.inner_text("body")
        if turns > 1:
            visit.page.keyboard.press("PageDown")
    assert name in ON_CANVAS or any(text in shown for text in (*HOSTILE, *MORE)), shown
