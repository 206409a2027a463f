"""What the program says of the hardest cases, in one document that a person reads whole; and what it never says.

With COALITION_SENTENCES=FILE the document is written there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from coalition.analysis.coalitions import coalition_for
from coalition.briefs import actor, bridges, coalition, gaps, partners
from coalition.briefs.document import Brief
from coalition.model.network import Network
from tests.page_texts import lines, opened, settled

pytestmark = [pytest.mark.embedded, pytest.mark.slow]

CASES: tuple[tuple[str, dict[str, str]], ...] = (
    *(("partners", {"r": key}) for key in ("R18", "R22.3", "R11", "R17", "R21.1", "R24.8", "R16", "R13")),
    *(("recommendation", {"r": key}) for key in ("R20.2", "R22.5")),
    *(("actor", {"actor": key}) for key in ("CHL", "RUS", "AMNESTY")),
    ("gaps", {}),
    ("bridges", {}),
    ("coalition", {"r": "R18"}),
    ("whatif", {"s": "CHL:GA-70-161=oppose"}),
    ("map", {}),
    ("world", {"r": "R18"}),
    ("compare", {}),
    ("start", {}),
)
NEVER = {
    r"\bforetold\b": "predicted",
    r"\bpressed\b": "compressed",
    r"\bwhole list": "complete list",
    r"not whole\b": "incomplete",
    r"said to be willing": "this does not mean that they have agreed",
    r"without the solver": "The result was double-checked",
    r"\bObserverState\b|\bobserver_state\b|\bregional_body\b": "a kind in words",
    r"\b\d{1,2} (?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec) \d{4}": "a month with its capital",
    r"\bNone\b of the 0\b|\b0 of 0\b": "a sentence about nothing",
    r"\bnan\b|\bNaT\b|\bNone\.": "a value that is missing, said in words",
}
"""Words that stand in no sentence, and what stands there."""


@pytest.fixture(scope="module")
def said(first_start: AppTest, seed_network: Network) -> dict[str, str]:
    """Sentences by where they are read."""
    pages = {" ".join([page, *ids.values()]): "\n".join(lines(settled(opened(page, **ids)))) for page, ids in CASES}
    briefs = {f"brief of {name}": "\n".join(_texts(brief)) for name, brief in _briefs(seed_network)}
    if target := os.environ.get("COALITION_SENTENCES"):
        parts = [f"## {name}\n\n{text}" for name, text in (pages | briefs).items()]
        Path(target).write_text("\n\n".join(parts), encoding="utf-8")
    return pages | briefs


def _briefs(network: Network) -> Iterator[tuple[str, Brief]]:
    for key in ("R18", "R11"):
        yield f"partners {key}", partners.partners(network, key)
    yield "actor CHL", actor.actor(network, "CHL")
    yield "gaps", gaps.gap_brief(network)
    yield "bridges", bridges.bridges(network)
    yield "coalition", coalition.coalition_brief(network, coalition_for(network, ["R18", "R21.1"]))


def _texts(brief: Brief) -> Iterator[str]:
    yield from (brief.title, brief.question, brief.answer)
    for section in brief.sections:
        yield from (section.heading, *section.paragraphs, *(cell for row in section.rows for cell in row))
    yield from brief.not_known


@pytest.mark.parametrize("wrong", NEVER)
def test_words_that_only_this_program_would_use_are_nowhere(said: dict[str, str], wrong: str) -> None:
    found = {
        where: [text[max(0, hit.start() - 60) : hit.end() + 40] for hit in re.finditer(wrong, text)]
        for where, text in said.items()
    }
    assert not {where: hits for where, hits in found.items() if hits}, f"say instead: {NEVER[wrong]}"
