"""Numbers that the page on the backbone quotes are those of the seed facts."""

from __future__ import annotations

import pytest
from places import ROOT

from coalition.analysis.bridges.backbone import backbone
from coalition.model.network import Network

PATH = ROOT / "docs" / "methods" / "backbone.md"

pytestmark = pytest.mark.skipif(not PATH.exists(), reason="the documents are beside the tests in a checkout only")


def test_items_and_texts_of_the_page_are_those_of_the_seeds(seed_network: Network) -> None:
    every, once = backbone(seed_network), backbone(seed_network, once=True)
    items, texts = every.projection.items, once.projection.items
    quoted = f"the {items} contested items of the seed facts are {texts} different texts and paragraphs"
    assert quoted in PATH.read_text(encoding="utf-8")


def test_counted_once_less_than_half_of_the_ties_remain_and_hardly_one_is_new(seed_network: Network) -> None:
    every, once = (_ties(seed_network, once=one) for one in (False, True))
    assert len(once) < len(every) / 2
    assert len(once - every) < len(once) / 50


def _ties(network: Network, *, once: bool) -> set[tuple[str, str, int]]:
    table = backbone(network, once=once).table
    return set(zip(table["actor_id"], table["other_id"], table["tie"], strict=True))
