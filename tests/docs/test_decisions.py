"""Numbers that a decision quotes are those of the evaluation that comes with the program."""

from __future__ import annotations

import re

import pytest
from places import ROOT

from coalition.analysis.partners.likeness_models import DEFAULT
from coalition.analysis.partners.track_record import shipped

PATH = ROOT / "docs" / "decisions" / "0006-likeness-models.md"
KINDS = ("votes", "whole_list", "demanding", "partial_list")
DESIGNS = ("forward", "random")
MODELS = ("group", "lists", "c", "d", "i", "g", "cd", "gi", "cgi")
"""In the order of the table's lines."""

pytestmark = pytest.mark.skipif(not PATH.exists(), reason="the documents are beside the tests in a checkout only")


def cells() -> list[list[list[float]]]:
    """Line, column, and the numbers before and after the slash."""
    lines = [line for line in PATH.read_text(encoding="utf-8").splitlines() if re.search(r"\d / \d", line)]
    return [
        [[float(number) for number in cell.split(" / ")] for cell in line.strip("| ").split(" | ")[1:]]
        for line in lines
    ]


def quoted(design: str, kind: str, model: str, key: str = "auc") -> float:
    row = shipped().model(design, kind, model)
    assert row is not None
    return float(row[key])


def test_each_number_of_the_table_is_in_the_file() -> None:
    _, *lines = cells()
    assert len(lines) == len(MODELS)
    for model, line in zip(MODELS, lines, strict=True):
        for kind, pair in zip(KINDS, line, strict=True):
            for design, number in zip(DESIGNS, pair, strict=True):
                # A recomputation may move the third digit, and with it the second.
                assert number == pytest.approx(quoted(design, kind, model), abs=0.0101), (model, kind, design)


def test_the_numbers_of_targets_are_those_of_the_file() -> None:
    counts, *_ = cells()
    expected = [[quoted(design, kind, "c", "recommendations") for design in DESIGNS] for kind in KINDS]
    assert counts == expected


def test_forward_in_time_the_models_chosen_are_the_best() -> None:
    def best(kind: str) -> str:
        return max(MODELS, key=lambda model: quoted("forward", kind, model))

    assert best("votes") == DEFAULT["votes"]
    assert {best(kind) for kind in KINDS[1:]} == {DEFAULT["lists"]}


def test_what_the_decision_says_of_the_others_is_so() -> None:
    assert quoted("forward", "votes", "cd") > quoted("forward", "votes", "cgi")
    assert quoted("forward", "votes", "lists") < 0.5 > quoted("random", "votes", "lists")
    for kind in KINDS[1:]:
        assert quoted("forward", kind, "cgi") > quoted("forward", kind, "gi")
        assert quoted("random", kind, "cgi") == pytest.approx(quoted("random", kind, "gi"), abs=0.01)
        row = shipped().model("forward", kind, "cgi")
        assert row is not None
        assert row["auc_high"] - row["auc_low"] > quoted("forward", kind, "cgi") - quoted("forward", kind, "gi")
