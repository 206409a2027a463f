"""Questions that a new user brings, each answered from the start page in at most four actions."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from waiting import by_menu, until

pytestmark = pytest.mark.browser
MOST = 4


class Person:
    """Somebody at the start page, whose actions are counted."""

    def __init__(self, visit: object) -> None:
        self.visit, self.page = visit, visit.page  # type: ignore[attr-defined]
        self.actions = 0
        self.visit.open()  # type: ignore[attr-defined]

    def click(self, name: str) -> None:
        """Follow a link or press a button."""
        self.actions += 1
        self.page.get_by_role("link", name=name).or_(self.page.get_by_role("button", name=name)).first.click()

    def goes(self, section: str, name: str) -> None:
        """Go to a page by the menu: open its group, take the page."""
        self.actions += 2
        by_menu(self.page, section, name)

    def choose(self, label: str, text: str, option: str) -> None:
        """Open a list, write what is sought, take the option."""
        self.actions += 1
        box = self.page.get_by_role("combobox", name=re.compile(re.escape(label))).first
        box.click()
        box.fill(text)
        self.page.get_by_role("option", name=option).first.click()

    def search(self, text: str) -> None:
        self.actions += 1
        box = self.page.get_by_placeholder("Search an actor, a recommendation, a text")
        box.fill(text)
        box.press("Enter")

    def reads(self, words: str) -> str:
        """The answer, once it holds some words."""
        assert self.actions <= MOST
        page: Page = self.page
        until(page, "words => document.querySelector('h1.c-answer')?.innerText.includes(words)", words)
        return self.visit.answer()  # type: ignore[attr-defined,no-any-return]


@pytest.fixture
def person(tab: Callable) -> Person:
    return Person(tab())


def test_which_three_states_should_i_call_about_r18_and_why(person: Person) -> None:
    said = person.reads("Talk first to")
    assert re.search(r"Talk first to Uruguay \(likeness \d+%\), Paraguay \(\d+%\) and Brazil \(\d+%\)", said)
    facts = person.page.locator("dl.c-facts").nth(1)  # after the texts that are counted
    facts.wait_for()
    assert "of the 15 States that join most like it are on record in support" in facts.inner_text()
    assert person.actions == 0


def test_what_is_known_about_r24_8_and_what_is_not(person: Person) -> None:
    person.search("R24.8")
    said = person.reads("other actors are on record in support of R24.8")
    assert "3 States of one regional group and 62 other actors are on record in support of R24.8" in said
    person.page.get_by_text("What is missing, and what is not known").wait_for()
    person.page.get_by_text("who is on no list is unknown here, not opposed").first.wait_for()


def test_which_recommendations_has_no_african_state_taken_up(person: Person) -> None:
    person.goes("Ask", "Gaps")
    person.reads("Of 69 recommendations")
    person.choose("Without a State of", "African", "African Group")
    answer = person.reads("African Group")
    assert answer.startswith("41 of 69 recommendations (no State of the African Group is on record in support): ")


def test_who_could_hold_the_bridge_between_grulac_and_eeg_on_r21_1(person: Person) -> None:
    person.choose("What do you want support for?", "R21.1 ", "R21.1")
    person.reads("Talk first to Thailand")
    person.click("Who could bridge two groups on it?")
    person.reads("on R21.1")
    person.choose("One group", "GRULAC", "GRULAC")
    person.reads("GRULAC")
    person.choose("The other", "Eastern European", "Eastern European Group")
    assert "Brazil, Mexico and Peru come nearest to both, and not near" in person.reads(
        "Between GRULAC and Eastern European Group"
    )


def test_show_this_on_the_wall(person: Person, tab: Callable) -> None:
    person.click("Show on the wall")
    person.page.get_by_text("It is on the wall.").wait_for()
    wall = tab(1920, 1080)
    wall.page.goto(f"{wall.site}/wall")
    until(wall.page, "document.querySelector('.w-wall')?.textContent.includes('R18')")
    assert "Argentina" in wall.page.evaluate("document.querySelector('.w-wall').textContent")
    assert person.actions == 1
