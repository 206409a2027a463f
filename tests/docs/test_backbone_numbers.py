"""Numbers that the page on the backbone quotes are those of the seed facts."""

from __future__ import annotations

import pytest
from places import ROOT

from coalition.analysis.bridges.backbone import backbone
from coalition.model.network import Network

PATH = ROOT / "docs" / "methods" / "backbone.md"

pytestmark = pytest.mark.skipif(not PATH.exists(), reason="the documents are beside the tests in a checkout only")


def test_the_numbers_of_the_page_are_those_of_the_seeds(seed_network: Network) -> None:
    every, once = (backbone(seed_network, once=one).projection for one in (False, True))
    new, ties = (int(of.sum()) // 2 for of in (once.positive & ~every.positive, once.positive))
    page = PATH.read_text(encoding="utf-8")
    items = f"the {every.items} contested items of the seed facts are {once.items} different texts and paragraphs"
    assert items in page
    assert f"of its {ties:,} ties of likeness {new} are new" in page
