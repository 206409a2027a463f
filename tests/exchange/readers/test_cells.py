"""Dates, numbers and ids of foreign files."""

from __future__ import annotations

import doctest

import pytest

from coalition.exchange.readers import network_mapping, upr_info, values, votes
from coalition.exchange.readers.values import cut, ids, iso_date, number, slug


@pytest.mark.parametrize("module", [values, network_mapping, upr_info, votes])
def test_the_examples_in_the_code_hold(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize(
    "cell", ["", "soon", "1/2/2020", "2020-13-01", "30.2.2020", "45226", "2020-02-30", "0020-01-01"]
)
def test_what_is_no_date_stays_none(cell: str) -> None:
    assert iso_date(cell) == ""


def test_dates_of_all_lengths_become_iso() -> None:
    told = [iso_date(cell) for cell in ("2020", "2020-2", "2020-02-03T10:00:00Z", "3.2.2020 10:00")]
    assert told == ["2020", "2020-02", "2020-02-03", "2020-02-03"]


def test_numbers_with_points_and_commas() -> None:
    assert [number(cell) for cell in ("-1,5", "1.5e3", "1.000,5", "nan", "")] == [-1.5, 1500.0, None, None, None]


def test_ids_of_names_that_are_alike_stay_apart() -> None:
    made = ids(["Ada B", "ada-b", "日本", "中国", "Côte d'Ivoire"])
    assert len(set(made)) == 5
    assert made[-1] == "cote-d-ivoire"
    assert slug("日本") == slug("日本") != slug("中国")


def test_a_text_that_is_cut_says_so() -> None:
    assert cut("abcdef", 4) == "abc…"
