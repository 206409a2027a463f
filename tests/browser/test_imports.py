"""A file in a real browser: given, looked at, accepted, found in the map, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from places import SAMPLES

pytestmark = [pytest.mark.embedded, pytest.mark.browser]


def test_a_file_is_accepted_found_and_taken_back(tab: Callable, tmp_path: Path) -> None:
    visit = tab(1366, 768)
    visit.open("imports")
    page = visit.page
    page.set_input_files("input[type=file]", SAMPLES / "kumu_backup.json")
    page.wait_for_selector("text=6 rows of kumu_backup.json would be written.")
    assert page.get_by_role("button", name="Accept: write 6 rows").is_disabled()
    page.get_by_label("Your name, for the history").fill("Ada")
    page.keyboard.press("Enter")
    page.locator("button:not([disabled])", has_text="Accept: write 6 rows").click()
    page.wait_for_selector("text=Written into the map: 6 rows of kumu_backup.json.")
    page.get_by_role("link", name="What was changed, by whom, and undo").click()
    page.wait_for_selector("text=the last, an import by Ada: 3 actors, 1 piece of evidence and 2 stances added.")
    page.locator("button:not([disabled])", has_text="Undo this change").click()
    page.wait_for_selector("text=3 actors, 1 piece of evidence and 2 stances removed")
    visit.open("actor?actor=river-watch")
    page.wait_for_selector("text=no actor river-watch")
    assert visit.errors == []


def test_refused_rows_come_back_as_a_workbook(tab: Callable, tmp_path: Path) -> None:
    import openpyxl

    rows = "Country,Evidence,Vote,Date,Source\n<b>Chile</b>,A text,yes,2024,here\n=1+1,A text,yes,2024,here\n"
    (tmp_path / "mine.csv").write_text(rows)
    visit = tab(1366, 768)
    visit.open("imports")
    page = visit.page
    page.set_input_files("input[type=file]", tmp_path / "mine.csv")
    page.wait_for_selector("text=Nothing new in mine.csv; 2 rows refused")
    with page.expect_download() as download:
        page.get_by_role("button", name="Refused rows, to mend and bring in again").click()
    download.value.save_as(tmp_path / "refused.xlsx")
    found = list(openpyxl.load_workbook(tmp_path / "refused.xlsx").worksheets[0].iter_rows(values_only=True))
    assert [row[0] for row in found] == ["country", "<b>Chile</b>", "=1+1"]
    assert "is a formula" in str(found[2][-1])
    assert visit.errors == []
