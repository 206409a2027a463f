"""The list of decisions names every decision with its title, date and status."""

from __future__ import annotations

import re

import pytest
from places import ROOT

FOLDER = ROOT / "docs" / "decisions"
STATUS = re.compile(r"\d{4}-\d\d-\d\d, (accepted|superseded by .+)")

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the documents are beside the tests in a checkout only")


def test_each_decision_is_listed_as_it_calls_itself() -> None:
    listed = (FOLDER / "README.md").read_text(encoding="utf-8")
    for path in sorted(FOLDER.glob("0*.md")):
        title, _, dated = path.read_text(encoding="utf-8").splitlines()[:3]
        assert title.startswith(f"# {path.name[:4]} ")
        assert STATUS.fullmatch(dated), f"{path.name}: {dated}"
        date, status = dated.split(", ", 1)
        assert f"| [{path.name[:4]}]({path.name}) | {title[7:]} | {date} | {status} |" in listed
