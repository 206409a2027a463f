"""Results that visitors share: worked out once, and never another's."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pandas as pd
import pytest

from coalition.app.parts.results import Results


@pytest.fixture
def results() -> Results:
    return Results(9)


def test_each_question_is_worked_out_once(results: Results) -> None:
    worked = []

    def work(name: str) -> str:
        worked.append(name)
        return name

    for question in ("a", "b", "a", "b"):
        assert question not in results or question in worked
        assert results.get(question, lambda name=question: work(name)) == question
        assert question in results
    assert worked == ["a", "b"]


def test_those_asked_for_last_are_kept() -> None:
    results, worked = Results(2), []
    for question in ("1", "2", "1", "3", "1", "2"):
        results.get(question, lambda question=question: worked.append(question))
    assert worked == ["1", "2", "3", "2"]
    assert ["1" in results, "2" in results, "3" in results] == [True, True, False]


def test_whoever_asks_meanwhile_waits_for_the_one_result(results: Results) -> None:
    begun, go_on = Event(), Event()
    worked: list[int] = []

    def work() -> str:
        worked.append(1)
        begun.set()
        assert go_on.wait(10)
        return "done"

    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(results.get, "a", work)
        assert begun.wait(10)
        assert "a" not in results
        others = [pool.submit(results.get, "a", work) for _ in range(6)]
        assert results.get("b", lambda: "another") == "another"
        go_on.set()
        assert {one.result(10) for one in (first, *others)} == {"done"}
    assert worked == [1]


def test_what_raises_is_told_to_each_who_asks_and_not_kept(results: Results) -> None:
    fails = [True, True, False]

    def work() -> str:
        if fails.pop(0):
            raise KeyError("no such actor")
        return "there"

    for _ in range(2):
        with pytest.raises(KeyError):
            results.get("a", work)
        assert "a" not in results
    assert results.get("a", work) == "there"


def test_whoever_leaves_in_the_middle_leaves_the_work_to_those_who_wait(results: Results) -> None:
    class Left(BaseException):
        pass

    begun, go_on = Event(), Event()

    def leave() -> str:
        begun.set()
        assert go_on.wait(10)
        raise Left

    with ThreadPoolExecutor(2) as pool:
        leaving = pool.submit(results.get, "a", leave)
        assert begun.wait(10)
        waiting = pool.submit(results.get, "a", lambda: "done by another")
        go_on.set()
        assert waiting.result(10) == "done by another"
        with pytest.raises(Left):
            leaving.result(10)


def test_a_table_that_one_visitor_changes_is_as_it_was_for_the_next(results: Results) -> None:
    def work() -> tuple[str, pd.DataFrame]:
        return "x", pd.DataFrame({"n": [1, 2]})

    _, mine = results.get("a", work)
    mine["more"] = "mine"
    mine.loc[0, "n"] = 9
    mine.insert(0, "first", 0)
    _, theirs = results.get("a", work)
    pd.testing.assert_frame_equal(theirs, pd.DataFrame({"n": [1, 2]}))
    assert results.get("t", lambda: theirs) is not theirs
