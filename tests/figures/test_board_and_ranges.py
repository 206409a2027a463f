"""The board of gaps and the ranges of bridge ranks, on the seed facts."""

import json

import pandas as pd
import pytest

from coalition.analysis.bridges.ranking import bridges
from coalition.analysis.coverage import coverage
from coalition.analysis.gaps.gaps import gaps
from coalition.figures.board import LEADS, NONE, NOT_ASKED, OTHERS, board, board_table
from coalition.figures.ranges import FIRST, ranges
from coalition.palette import PAPER


@pytest.fixture(scope="module")
def found(seed_network):
    return gaps(seed_network), coverage(seed_network)


@pytest.fixture(scope="module")
def ranked(seed_network):
    return {by: bridges(seed_network, by) for by in ("regional_group", "kind")}


def test_states_in_the_cells_add_up_to_the_states_of_the_gap_table(seed_network, found):
    table = board_table(seed_network, *found)
    states = found[0].set_index("recommendation_id")["states"]
    asked = table[OTHERS].notna()
    per_group = table[asked][[seed_network.group_names[group] for group in seed_network.groups.index]].sum(axis=1)
    assert (per_group == states[asked]).all()


def test_not_asked_is_told_apart_from_none(seed_network, found):
    table, cells = found
    figure = board(seed_network, table, cells)
    json.dumps(figure.option, allow_nan=False)
    rows = table.set_index("recommendation_id")
    width = len(figure.option["xAxis"]["data"])
    for number, cell in enumerate(figure.option["series"][0]["data"]):
        key = table["recommendation_id"][number // width]
        words = cell["label"]["formatter"]
        if words == NOT_ASKED:
            assert rows.loc[key, "evidence"] == 0
        if words == NONE:
            assert rows.loc[key, "evidence"] > 0
        assert cell["value"][1] == number // width


def test_a_lead_is_a_number_and_no_lead_is_none(seed_network, found):
    table = board_table(seed_network, *found)
    assert table.loc["R20.6", LEADS] == 13
    assert table.loc["R18", LEADS] == 0
    assert pd.isna(table.loc["R12.1", LEADS])


def test_the_board_scrolls_inside_when_it_is_long_and_not_when_it_is_short(seed_network, found):
    table, cells = found
    assert "dataZoom" in board(seed_network, table, cells).option
    few = board(seed_network, table.head(3), cells)
    assert "dataZoom" not in few.option
    assert few.height < 160


@pytest.mark.parametrize("by", ["regional_group", "kind"])
def test_a_rank_lies_inside_its_line(seed_network, ranked, by):
    figure = ranges(seed_network, ranked[by])
    json.dumps(figure.option, allow_nan=False)
    *intervals, marks = figure.option["series"]
    assert len(intervals) == len(marks["data"]) == FIRST
    for row in ranked[by].head(FIRST).to_dict("records"):
        assert row["name"] in figure.alt or row["rank"] > 10
    for line, mark in zip(intervals, marks["data"], strict=True):
        (low, y), (high, _) = line["data"]
        assert low <= high
        assert mark["value"][1] == y


def test_wide_fields_are_drawn_on_a_logarithmic_axis(seed_network, ranked):
    assert ranges(seed_network, ranked["kind"]).option["xAxis"]["type"] == "log"
    assert ranges(seed_network, ranked["regional_group"]).option["xAxis"]["type"] == "value"


def test_nobody_ranked_is_an_empty_picture(seed_network, ranked):
    nobody = ranked["kind"].assign(rank=pd.NA)
    assert ranges(seed_network, nobody).option["series"][-1]["data"] == []


def test_a_rank_whose_interval_leaves_the_picture_is_hollow(seed_network, ranked):
    table = ranked["regional_group"]
    *_, marks = ranges(seed_network, table).option["series"]
    first = table.head(FIRST)
    hollow = [mark["itemStyle"]["color"] == PAPER for mark in marks["data"]]
    assert hollow == list(first["rank_high"] > FIRST)
    assert 0 < sum(hollow) < FIRST


def test_without_an_interval_the_line_has_no_length(seed_network, ranked):
    bare = ranked["regional_group"].assign(rank_low=pd.NA, rank_high=pd.NA)
    *intervals, _ = ranges(seed_network, bare).option["series"]
    assert all(low == high for (low, _), (high, _) in (line["data"] for line in intervals))
