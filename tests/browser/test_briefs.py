"""A brief as a person gets it: the button, and the files that the browser saves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
STARTS = {"PDF": b"%PDF", "Word": b"PK", "Excel": b"PK", "CSV": b"\xef\xbb\xbf"}


def test_the_four_files_of_a_brief_are_saved(tab: Callable, tmp_path: Path) -> None:
    visit = tab(1366, 768)
    visit.open("?r=R18")
    visit.page.get_by_role("button", name="Make a brief").click()
    for label, start in STARTS.items():
        with visit.page.expect_download(timeout=60_000) as waiting:
            visit.page.get_by_role("button", name=label, exact=True).click()
        saved = waiting.value
        assert saved.suggested_filename.startswith("coalition-partners-R18-")
        saved.save_as(tmp_path / label)
        assert (tmp_path / label).read_bytes().startswith(start)
