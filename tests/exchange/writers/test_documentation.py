"""The table of formats in the documentation is the one of the program."""

from __future__ import annotations

import re

import pytest
from places import ROOT

from coalition.exchange.writers import EXPORTERS

PATH = ROOT / "docs" / "export.md"


def table() -> str:
    rows = [
        f"| {each.name} | `map{each.ending}` | {each.words} | {each.kept.removeprefix('Not in this format: ')} |\n"
        for each in EXPORTERS.values()
    ]
    return "".join(["| Format | File | For | What it does not keep |\n", "|---|---|---|---|\n", *rows])


@pytest.mark.skipif(not PATH.exists(), reason="the documents are beside the tests in a checkout only")
def test_what_each_format_loses_is_documented() -> None:
    (found,) = re.findall(
        r"<!-- formats -->\n(.*?)<!-- /formats -->", PATH.read_text(encoding="utf-8"), flags=re.DOTALL
    )
    assert found == table()
