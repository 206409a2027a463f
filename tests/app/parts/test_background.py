"""Work that is begun while nobody waits."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import pytest

from coalition.app.parts.background import KEPT, Background

SOON = 0.05


class Work:
    """Jobs that note that they ran."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.done = Event()

    def __call__(self, name: str) -> Callable[[], str]:
        def job() -> str:
            self.ran.append(name)
            self.done.set()
            return f"result of {name}"

        return job


@pytest.fixture
def work() -> Work:
    return Work()


def test_what_a_page_asks_for_is_worked_out_at_once_and_once(work: Work) -> None:
    background = Background(quiet=3600)
    background.later({"a": work("a")})
    assert [background.result("a", work("a")) for _ in range(2)] == ["result of a"] * 2
    assert work.ran == ["a"]


def test_what_nobody_asks_for_is_worked_out_after_a_while(work: Work) -> None:
    background = Background(SOON)
    background.later({"a": work("a"), "b": work("b")})
    assert work.done.wait(30)
    assert background.result("b", work("again")) == "result of b"
    assert work.ran == ["a", "b"]


def test_of_a_map_that_is_edited_again_and_again_only_the_last_version_is(work: Work) -> None:
    background = Background(quiet=1)
    for version in range(20):
        background.later({version: work("earlier")})
    background.later({20: work("last")})
    background.later({20: work("last")})  # another page of the same version
    assert work.done.wait(30)
    assert work.ran == ["last"]


def test_the_newest_results_are_kept(work: Work) -> None:
    background = Background()
    for place in range(KEPT + 2):
        background.result(place, work(str(place)))
    background.result(2, work("anew"))
    background.result(1, work("anew"))
    assert work.ran[KEPT + 2 :] == ["anew"]


def test_what_was_begun_and_is_no_longer_kept_is_begun_again(work: Work) -> None:
    background = Background(SOON)
    background.later({"a": work("a")})
    assert work.done.wait(30)
    for place in range(KEPT):
        background.result(place, work(str(place)))
    work.done.clear()
    background.later({"a": work("anew")})
    assert work.done.wait(30)
    assert work.ran[-1] == "anew"


def test_a_fault_reaches_who_asks() -> None:
    def fails() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        Background().result("a", fails)
