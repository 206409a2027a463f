"""Numbers that the documents quote are those of the evaluation that comes with the program."""

from __future__ import annotations

import re

import pytest
from places import ROOT

from coalition.analysis.partners.likeness_models import DEFAULT
from coalition.analysis.partners.track_record import shipped

PATH = ROOT / "docs" / "methods" / "evaluation.md"
KINDS = ("votes", "whole_list", "demanding", "partial_list")
DESIGNS = ("forward", "random")
MODELS = ("group", "lists", "c", "d", "i", "g", "cd", "gi", "cgi")
"""In the order of the lines of the table."""
TARGETS = [("background", "votes"), *((design, kind) for design in DESIGNS for kind in KINDS)]

pytestmark = pytest.mark.skipif(not PATH.exists(), reason="the documents are beside the tests in a checkout only")


def table(first: str) -> list[list[list[float]]]:
    """Line, column and the numbers in the cells of the table whose head begins so; without its head."""
    lines = PATH.read_text(encoding="utf-8").splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith(f"| {first} |"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        cells = line.strip("| ").split(" | ")[1:]
        rows.append([[float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", cell)] for cell in cells])
    return rows


def quoted(design: str, kind: str, model: str, key: str = "auc") -> float:
    row = shipped().model(design, kind, model)
    assert row is not None
    return float(row[key])


def test_each_area_of_each_method_is_in_the_file() -> None:
    _, *lines = table("method")
    assert len(lines) == len(MODELS)
    for model, (background, *line) in zip(MODELS, lines, strict=True):
        for kind, pair in zip(KINDS, line, strict=True):
            for design, number in zip(DESIGNS, pair, strict=True):
                # A recomputation may move the third digit, and with it the second.
                assert number == pytest.approx(quoted(design, kind, model), abs=0.0101), (model, kind, design)
        known = shipped().model("background", "votes", model)
        assert background == ([] if known is None else pytest.approx([known["auc"]], abs=0.0101)), model


def test_the_numbers_of_targets_are_those_of_the_file() -> None:
    (background, *counts), *_ = table("method")
    assert background == [quoted("background", "votes", "c", "recommendations")]
    assert counts == [[quoted(design, kind, "c", "recommendations") for design in DESIGNS] for kind in KINDS]


def test_what_is_shown_is_as_good_as_the_document_says() -> None:
    lines = table("what is shown")
    assert len(lines) == len(TARGETS)
    for (design, kind), line in zip(TARGETS, lines, strict=True):
        keys = (
            ["recommendations"], ["auc", "auc_low", "auc_high"], ["precision_at_5", "base_rate"], ["brier_skill"],
            ["calibration_error"],
        )  # fmt: skip
        for names, numbers in zip(keys, line, strict=True):
            expected = [quoted(design, kind, "shown", name) for name in names]
            assert numbers == pytest.approx(expected, abs=0.0101), (design, kind, names)


def test_votes_by_what_the_states_did_are_those_of_the_file() -> None:
    keys = ("n", "said", "right", "always_yes", "n_last", "last_vote", "right_of_them")
    for row, line in zip(shipped().by_class, table("what the State did"), strict=True):
        for key, numbers in zip(keys, line, strict=True):
            assert numbers == pytest.approx([row[key]], abs=0 if key.startswith("n") else 0.0101), (row, key)


def test_forward_in_time_the_models_chosen_are_the_best() -> None:
    votes = ("group", "c", "d", "cd")
    assert max(votes, key=lambda model: quoted("background", "votes", model)) == DEFAULT["votes"]
    for kind in KINDS:
        best = max(MODELS, key=lambda model: quoted("forward", kind, model))
        assert best == DEFAULT["votes" if kind == "votes" else "lists"]


def test_what_is_said_of_the_others_is_so() -> None:
    assert quoted("forward", "votes", "lists") < 0.5 > quoted("random", "votes", "lists")
    for kind in KINDS[1:]:
        assert quoted("forward", kind, "cgi") > quoted("forward", kind, "gi")
        assert quoted("random", kind, "cgi") == pytest.approx(quoted("random", kind, "gi"), abs=0.01)


def test_a_vote_changes_more_rarely_than_a_likeness_says() -> None:
    middle = next(row for row in shipped().bands if (row["sort"], row["low"]) == ("votes", 0.2))
    assert middle["share"] == pytest.approx(1 / 7, abs=0.02)
    by_class = {row["position"]: row for row in shipped().by_class}
    assert by_class["all"]["last_vote"] > by_class["all"]["right_of_them"]
    assert by_class["abstain"]["right"] == pytest.approx(4 / 5, abs=0.03)
