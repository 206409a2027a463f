"""Many faults are shown in part, and counted."""

from __future__ import annotations

import pytest

from coalition.errors import Fault, TableError


def test_of_many_faults_of_one_kind_the_first_are_shown_and_the_others_counted() -> None:
    alike = [
        Fault("a.csv", line, "position", "'suport' is not one of support, oppose", "correct it")
        for line in range(2, 2002)
    ]
    error = TableError([*alike, Fault("b.csv", 0, "", "is missing", "add it")])
    lines = str(error).splitlines()
    assert lines[0] == "a.csv line 2 position: 'suport' is not one of support, oppose; correct it"
    assert lines[20:] == ["a.csv: and 1,980 more of this kind", "b.csv: is missing; add it"]
    assert len(error.faults) == 2001


def test_an_error_of_tables_without_a_fault_says_nothing_and_is_refused() -> None:
    with pytest.raises(ValueError, match="a fault at least"):
        TableError([])
