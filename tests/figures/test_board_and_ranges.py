"""The board of gaps and the ranges of bridge ranks, on the seed facts."""

import json

import pandas as pd
import pytest

from coalition.analysis.bridges.ranking import bridges
from coalition.analysis.coverage import coverage
from coalition.analysis.gaps.gaps import gaps
from coalition.figures.board import DISPUTED, LEADS, NONE, NOT_ASKED, OTHERS, SAID, board, board_table, in_words
from coalition.figures.ranges import FIRST, ranges
from coalition.palette import AGAINST, PAPER


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
            assert rows.loc[key, ["evidence", "contestable_evidence"]].tolist() == [0, 0]
        if words == NONE:
            assert rows.loc[key, "evidence"] > 0
        assert cell["value"][1] == number // width


def test_a_lead_is_a_number_and_no_lead_is_none(seed_network, found):
    table = board_table(seed_network, *found)
    assert table.loc["R20.6", LEADS] == 13
    assert table.loc["R17", LEADS] == 0
    assert pd.isna(table.loc["R12.1", LEADS])


def test_who_has_only_said_so_is_a_number_of_its_own_and_no_alarm(seed_network, found):
    table, cells = found
    told = board_table(seed_network, table, cells)
    assert told.loc[["R16", "R13", "R18"], SAID].tolist() == [15, 178, 0]
    assert told.loc["R16", OTHERS] == 0
    assert told.loc["R16", "GRULAC"] == 0
    figure = board(seed_network, table, cells)
    column = list(told.columns).index(SAID)
    of_said = [cell for cell in figure.option["series"][0]["data"] if cell["value"][0] == column]
    assert not {cell["label"]["color"] for cell in of_said} & {AGAINST}
    assert NONE not in {cell["label"]["formatter"] for cell in of_said}


def test_disputed_readings_alone_are_told_apart_from_nothing_asked(seed_network, found):
    shown = in_words(found[0], board_table(seed_network, *found))
    assert (shown.loc["R11"].iloc[:-1] == DISPUTED).all()
    assert (shown.loc["R22.5"].iloc[:-1] == NOT_ASKED).all()


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
    assert any(hollow)


def test_without_an_interval_the_line_has_no_length(seed_network, ranked):
    bare = ranked["regional_group"].assign(rank_low=pd.NA, rank_high=pd.NA)
    *intervals, _ = ranges(seed_network, bare).option["series"]
    assert all(low == high for (low, _), (high, _) in (line["data"] for line in intervals))


def test_on_a_phone_ids_alone_leave_the_numbers_in_sight(seed_network, found):
    option = board(seed_network, *found).option
    (narrow, wide) = (one["option"] for one in option["media"])
    assert narrow["yAxis"]["data"] == list(found[0]["recommendation_id"])
    assert narrow["grid"]["left"] < 60 < wide["grid"]["left"]
    assert wide["yAxis"]["data"] == option["yAxis"]["data"]
