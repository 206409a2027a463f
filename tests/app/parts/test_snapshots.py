"""Versions of a map: who sees which, what is worked out before anybody asks, and what is let go."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from threading import Event
from typing import Any

import pytest

from coalition.app.parts.snapshots import VERSIONS, Asked, Read, Seen, Snapshots, State
from coalition.errors import CoalitionError
from coalition.model.network import Network
from coalition.model.positions import STRICT
from coalition.model.vocabulary import Tables

ALL = Seen("", public=False)
LONG, SOON = 3600.0, 0.05
ASKED: list[tuple[str, str]] = []


class Maps:
    """Reads maps, and notes which."""

    def __init__(self) -> None:
        self.read: list[int] = []
        self.let_go_on = Event()
        self.let_go_on.set()
        self.done = Event()

    def __call__(self, version: int) -> Callable[[], Read]:
        def read() -> Tables:
            assert self.let_go_on.wait(30)
            self.read.append(version)
            self.done.set()
            return Tables.empty()

        return lambda: read


@pytest.fixture
def maps() -> Maps:
    ASKED.clear()
    return Maps()


def state(version: int) -> State:
    return State(*ALL, version)


def count(network: Network, word: str) -> int:
    """A question of an analysis, as far as its module says."""
    ASKED.append((network.digest, word))
    return len(network.actors)


count.__module__ = "coalition.analysis.count"


def answer(network: Network, word: str) -> int:
    return count(network, word)


answer.__module__ = "coalition.app.pages.partners"


def shown(snapshots: Snapshots, maps: Maps, newest: int, *, alone: bool = False, patience: float = LONG) -> int:
    return snapshots.version(ALL, newest, maps(newest), patience=patience, alone=alone)


def ready(snapshots: Snapshots, maps: Maps, newest: int) -> None:
    """Until a version is shown to all."""
    for _ in range(600):
        if shown(snapshots, maps, newest) == newest:
            return
        Event().wait(SOON)
    raise AssertionError(f"version {newest} was never shown")


def test_whoever_is_alone_sees_the_newest_and_the_map_is_read_once(maps: Maps) -> None:
    snapshots = Snapshots(LONG)
    for version in (1, 1, 2):
        assert shown(snapshots, maps, version, alone=True) == version
        snapshots.get(state(version), maps(version))
    assert maps.read == [1, 2]


def test_many_see_the_version_before_until_the_new_one_is_ready(maps: Maps) -> None:
    snapshots = Snapshots(LONG)
    assert shown(snapshots, maps, 1) == 1, "there is none before"
    snapshots.get(state(1), maps(1)).result(Asked(count, ("a",), STRICT))
    maps.let_go_on.clear()
    assert [shown(snapshots, maps, 2) for _ in range(3)] == [1, 1, 1]
    assert shown(snapshots, maps, 2, patience=-1) == 2, "a change of one's own is seen at once"
    assert shown(snapshots, maps, 2) == 1
    maps.let_go_on.set()
    ready(snapshots, maps, 2)
    assert maps.read == [1, 2]
    assert [word for _, word in ASKED] == ["a", "a"], "worked out before anybody asked"
    snapshots.get(state(2), maps(2)).result(Asked(count, ("a",), STRICT))
    assert len(ASKED) == 2


def test_a_version_that_is_not_ready_in_time_is_shown_all_the_same(maps: Maps) -> None:
    snapshots = Snapshots(LONG)
    shown(snapshots, maps, 1)
    snapshots.get(state(1), maps(1))
    maps.let_go_on.clear()
    assert shown(snapshots, maps, 2, patience=SOON) == 1
    Event().wait(3 * SOON)
    assert [shown(snapshots, maps, 2, patience=seconds) for seconds in (SOON, LONG)] == [2, 1]
    maps.let_go_on.set()


def test_a_map_that_went_back_is_shown_at_once(maps: Maps) -> None:
    snapshots = Snapshots(LONG)
    shown(snapshots, maps, 5)
    snapshots.get(state(5), maps(5))
    assert shown(snapshots, maps, 3) == 3


def test_a_map_that_cannot_be_read_is_shown_after_a_while_and_says_so(maps: Maps) -> None:
    def fails() -> Tables:
        raise CoalitionError("the database does not answer")

    snapshots = Snapshots(LONG)
    shown(snapshots, maps, 1)
    snapshots.get(state(1), maps(1))
    assert snapshots.version(ALL, 2, lambda: fails, patience=SOON, alone=False) == 1
    Event().wait(3 * SOON)
    assert snapshots.version(ALL, 2, lambda: fails, patience=SOON, alone=False) == 2
    with pytest.raises(CoalitionError, match="does not answer"):
        snapshots.get(state(2), lambda: fails)


def test_what_functions_of_pages_say_is_not_worked_out_beforehand(maps: Maps) -> None:
    snapshots = Snapshots(LONG)
    shown(snapshots, maps, 1)
    snapshots.get(state(1), maps(1)).result(Asked(answer, ("of a visit",), STRICT))
    shown(snapshots, maps, 2)
    ready(snapshots, maps, 2)
    assert len(ASKED) == 1


def test_public_and_whole_are_two(maps: Maps) -> None:
    snapshots = Snapshots(LONG)
    whole, public = (snapshots.get(State("", public, 1), maps(1)) for public in (False, True))
    assert whole is not public


def test_old_versions_are_let_go_with_all_that_was_worked_out(maps: Maps) -> None:
    snapshots = Snapshots(LONG)
    seen: list[Any] = []
    for version in range(1, VERSIONS + 3):
        shown(snapshots, maps, version, alone=True)
        network = snapshots.get(state(version), maps(version)).network(STRICT)
        seen.append(weakref.ref(network))
    del network
    gc.collect()
    assert [one() is None for one in seen] == [True, True, *[False] * VERSIONS]


def test_what_nobody_asks_for_is_worked_out_after_a_while(maps: Maps) -> None:
    snapshots = Snapshots(SOON)
    snapshots.later(state(1), maps(1), [Asked(count, (word,), STRICT) for word in "ab"])
    assert maps.done.wait(30)
    wait_for(2)
    assert [word for _, word in ASKED] == ["a", "b"]


def test_of_a_map_that_is_edited_again_and_again_only_the_last_version_is(maps: Maps) -> None:
    snapshots = Snapshots(1.0)
    for version in (*range(20), 20, 20):
        snapshots.later(state(version), maps(version), [Asked(count, ("a",), STRICT)])
    wait_for(1)
    assert maps.read == [20]


def test_what_is_left_waits_for_pages_and_the_last_page_comes_first(maps: Maps) -> None:
    rested = [0.0]
    snapshots = Snapshots(0.0, rested=lambda: rested[0])
    for words in ("abc", "cd"):
        snapshots.later(state(1), maps(1), [Asked(count, (word,), STRICT) for word in words])
    Event().wait(3 * SOON)
    assert ASKED == []  # somebody waits for a page
    rested[0] = LONG
    wait_for(4)
    assert [word for _, word in ASKED] == ["c", "d", "a", "b"]
    snapshots.later(state(1), maps(1), [Asked(count, (word,), STRICT) for word in "ae"])  # what was done is not again
    wait_for(5)
    assert [word for _, word in ASKED] == ["c", "d", "a", "b", "e"]


def wait_for(answers: int) -> None:
    for _ in range(600):
        if len(ASKED) >= answers:
            break
        Event().wait(SOON)
