"""Results that visitors share: worked out once, never another's, and let go with the state that they are of."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pandas as pd
import pytest

from coalition.app.parts.results import Results


def test_each_question_is_worked_out_once_in_each_state() -> None:
    results, worked = Results(2), []

    def work(name: str) -> str:
        worked.append(name)
        return name

    for state, question in [("1", "a"), ("1", "b"), ("1", "a"), ("2", "a"), ("1", "a")]:
        found = results.get(state, question, lambda name=f"{question} of {state}": work(name))
        assert found == f"{question} of {state}"
    assert worked == ["a of 1", "b of 1", "a of 2"]


def test_a_state_that_nobody_asked_for_lately_is_let_go() -> None:
    results, worked = Results(2), []
    for state in ("1", "2", "1", "3", "1", "2"):
        results.get(state, "a", lambda state=state: worked.append(state))
    assert worked == ["1", "2", "3", "2"]


def test_whoever_asks_meanwhile_waits_for_the_one_result() -> None:
    results, begun, go_on = Results(2), Event(), Event()
    worked: list[int] = []

    def work() -> str:
        worked.append(1)
        begun.set()
        assert go_on.wait(10)
        return "done"

    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(results.get, "1", "a", work)
        assert begun.wait(10)
        others = [pool.submit(results.get, "1", "a", work) for _ in range(6)]
        assert results.get("1", "b", lambda: "another") == "another"
        go_on.set()
        assert {one.result(10) for one in (first, *others)} == {"done"}
    assert worked == [1]


def test_what_raises_is_told_to_each_who_asks_and_not_kept() -> None:
    results, fails = Results(2), [True, True, False]

    def work() -> str:
        if fails.pop(0):
            raise KeyError("no such actor")
        return "there"

    for _ in range(2):
        with pytest.raises(KeyError):
            results.get("1", "a", work)
    assert results.get("1", "a", work) == "there"


def test_whoever_leaves_in_the_middle_leaves_the_work_to_those_who_wait() -> None:
    class Left(BaseException):
        pass

    results, begun, go_on = Results(2), Event(), Event()

    def leave() -> str:
        begun.set()
        assert go_on.wait(10)
        raise Left

    with ThreadPoolExecutor(2) as pool:
        leaving = pool.submit(results.get, "1", "a", leave)
        assert begun.wait(10)
        waiting = pool.submit(results.get, "1", "a", lambda: "done by another")
        go_on.set()
        assert waiting.result(10) == "done by another"
        with pytest.raises(Left):
            leaving.result(10)


def test_a_table_that_one_visitor_changes_is_as_it_was_for_the_next() -> None:
    results = Results(2)

    def work() -> tuple[str, pd.DataFrame]:
        return "x", pd.DataFrame({"n": [1, 2]})

    _, mine = results.get("1", "a", work)
    mine["more"] = "mine"
    mine.loc[0, "n"] = 9
    mine.insert(0, "first", 0)
    _, theirs = results.get("1", "a", work)
    pd.testing.assert_frame_equal(theirs, pd.DataFrame({"n": [1, 2]}))
    assert results.get("1", "t", lambda: theirs) is not theirs
