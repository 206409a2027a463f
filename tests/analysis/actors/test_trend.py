"""Agreement by year and movements, on small maps that can be counted by hand, and on the seeds."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from conftest import make_tables
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from coalition.analysis.actors.realignment import MOVED, realignment
from coalition.analysis.actors.trend import TREND, trend
from coalition.analysis.actors.wording import realignment_summary
from coalition.cli import actors as command
from coalition.errors import UnknownIdError
from coalition.figures.trend import trend_lines, trend_table
from coalition.measures.arguments import ArgumentError
from coalition.model.network import Network

YEARS = range(2010, 2018)
TEXTS = 12


def record(turncoat_from: int = 2014, texts: int = TEXTS) -> Network:
    """Two camps that always oppose each other; `t` of the first votes with the second from a year on."""
    groups = {f"a{i}": "one" for i in range(5)} | {f"b{i}": "two" for i in range(5)} | {"t": "one"}
    stances, evidence = {}, {}
    for text in range(texts):
        for year in YEARS:
            item = f"text{text:02}-{year}"
            evidence[item] = {"family": f"text{text:02}", "date_from": str(year), "date_to": str(year)}
            for actor, group in groups.items():
                first = group == "one" if actor != "t" else year < turncoat_from
                stances[actor, item] = "support" if first else "oppose"
    return Network.from_tables(make_tables(stances, groups=groups, evidence=evidence, bears_on={}))


@pytest.fixture(scope="module")
def camps() -> Network:
    return record()


def test_agreement_by_year_is_one_with_its_camp_and_zero_with_the_other(camps):
    found = trend(camps, "t")
    assert list(found.columns) == TREND
    for row in found.to_dict("records"):
        loyal = (row["year"] < 2014) == (row["group"] == "one")
        assert (row["agreement"], row["low"], row["high"]) == ((1, 1, 1) if loyal else (0, 0, 0))
        assert (row["items"], row["families"], row["members"]) == (TEXTS, TEXTS, 5)


def test_whoever_changes_its_votes_has_moved_and_nobody_else(camps):
    found = realignment(camps)
    assert list(found.columns) == MOVED
    sure = found[found["moved"]]
    assert list(zip(sure["actor_id"], sure["group"], sure["direction"], strict=True)) == [
        ("t", "one", "away"),
        ("t", "two", "towards"),
    ]
    assert list(sure["change"]) == pytest.approx([-1, 1])
    assert list(sure["since"]) == [2014, 2014]
    assert list(sure["changed"]) == [TEXTS, TEXTS]
    assert set(found["until"]) == {max(YEARS)}
    assert (found.loc[~found["moved"], "change"] == 0).all()
    assert realignment_summary(found) == "1 of 11 States have moved; furthest T, away from One, since 2014."


def test_whoever_repeats_its_votes_has_not_moved_even_if_its_whole_group_turns():
    """A group that turns moves; whoever stays does not."""
    groups = {f"a{i}": "one" for i in range(5)} | {"stays": "one", "b0": "two"}
    stances, evidence = {}, {}
    for text in range(8):
        for year in YEARS:
            item = f"x{text}-{year}"
            evidence[item] = {"family": f"x{text}", "date_from": str(year), "date_to": str(year)}
            for actor in groups:
                turned = actor.startswith("a") and year >= 2014
                stances[actor, item] = "oppose" if turned or actor == "b0" else "support"
    found = realignment(Network.from_tables(make_tables(stances, groups=groups, evidence=evidence, bears_on={})))
    still = found[found["actor_id"] == "stays"]
    assert (still["change"] == 0).all()
    assert not still["moved"].any()
    assert set(found.loc[found["moved"], "actor_id"]) == {f"a{i}" for i in range(5)}


def test_too_few_texts_are_said_not_guessed():
    few = record(texts=3)
    found = realignment(few)
    assert found["change"].isna().all()
    assert not found["moved"].any()
    assert found["note"].str.contains("only 3 texts that came back; 5 are needed").all()
    assert "Too little to say" in realignment_summary(found)
    assert trend(few, "t")["note"].str.contains("only 3 contested texts").all()
    assert trend(few, "t")["low"].isna().all()


def test_an_empty_map_and_an_actor_without_votes_give_empty_tables():
    empty = Network.from_tables(make_tables({}))
    assert realignment(empty).empty
    assert "Too little" in realignment_summary(realignment(empty))
    lone = Network.from_tables(make_tables({("a", "x"): "support"}, groups={"a": "one"}))
    assert trend(lone, "a").empty
    assert list(trend(lone, "a").columns) == TREND


def test_without_regional_groups_there_is_nothing_to_compare():
    loose = Network.from_tables(make_tables({("a", "x"): "support", ("b", "x"): "oppose"}))
    assert trend(loose, "a").empty
    assert realignment(loose).empty


def test_relabelling_actors_changes_no_number():
    stances = [("support", "oppose")[(i * j) % 3 % 2] for i in range(6) for j in range(40)]
    tables = []
    for names in ("abcdef", "fedcba"):
        taken, evidence = {}, {}
        for place, position in enumerate(stances):
            actor, j = names[place // 40], place % 40
            evidence[f"e{j:02}"] = {"family": f"x{j % 10}", "date_from": str(2010 + j // 10)}
            evidence[f"e{j:02}"]["date_to"] = str(2010 + j // 10)
            taken[actor, f"e{j:02}"] = position
        groups = {name: ("one", "two")[place % 2] for place, name in enumerate(names)}
        network = Network.from_tables(make_tables(taken, groups=groups, evidence=evidence, bears_on={}))
        found = realignment(network)
        found["actor_id"] = [names.index(key) for key in found["actor_id"]]
        numbers = ["change", "low", "high", "p_value", "corrected", "texts", "since"]
        tables.append(found.sort_values(["actor_id", "group"])[numbers].reset_index(drop=True))
    pd.testing.assert_frame_equal(*tables)


def test_mistakes_are_sentences(camps):
    with pytest.raises(UnknownIdError, match="no actor zz"):
        trend(camps, "zz")
    with pytest.raises(ArgumentError, match="alpha: 2"):
        realignment(camps, alpha=2)


def test_agreement_of_a_year_equals_a_loop_over_members_and_items(seed_network):
    row = trend(seed_network, "CHL").query("year == 2012 and group == 'weog'").iloc[0]
    network = seed_network
    states = network.actors.index[network.states]
    values = network.values(network.states)
    of = network.actors.loc[states, "regional_group"].to_numpy()
    per_item = []
    for item in np.flatnonzero(network.evidence["date_to"].str[:4] == "2012"):
        column = values[:, item]
        own = column[list(states).index("CHL")]
        if len(set(column[~np.isnan(column)])) < 2 or np.isnan(own):
            continue
        members = column[(of == "weog") & ~np.isnan(column)]
        per_item.append(np.mean([1 - abs(own - other) / 2 for other in members]))
    assert row["items"] == len(per_item)
    assert row["agreement"] == pytest.approx(np.mean(per_item))
    assert row["low"] < row["agreement"] < row["high"]


def test_on_the_seeds_the_result_is_the_same_each_time_and_sorted(seed_network):
    found = realignment(seed_network)
    assert found.equals(realignment(seed_network))
    assert not found["moved"].any()  # docs/methods/trend.md says so
    apart = found[found["direction"] != ""]
    assert len(apart) > 0
    assert apart["change"].abs().round(10).is_monotonic_decreasing
    assert ((found["corrected"] >= found["p_value"]) | found["p_value"].isna()).all()


def test_the_figure_draws_only_years_with_an_interval(seed_network):
    table = trend(seed_network, "CHL")
    figure = trend_lines(table, "Chile")
    json.dumps(figure.option, allow_nan=False)
    for line, (_, rows) in zip(figure.option["series"], table.groupby("group", sort=False), strict=True):
        drawn = [point["value"] for point in line["data"] if point["value"] is not None]
        assert len(drawn) == rows["low"].notna().sum()
    assert "WEOG from" in figure.alt
    assert len(trend_table(table)) == len(table)


@pytest.fixture
def run(monkeypatch, seed_network):
    monkeypatch.setattr(command, "open_network", lambda: seed_network)
    return lambda *arguments: CliRunner().invoke(command.app, arguments, catch_exceptions=False)


def test_the_command_says_who_has_moved_and_all_columns_are_in_json(run, seed_network):
    found = json.loads(run("realignment", "--format", "json").stdout)
    assert list(found["rows"][0]) == MOVED
    assert found["answer"] == realignment_summary(realignment(seed_network))
    assert "Palau" in run("realignment").stdout


def test_the_command_shows_the_years_of_an_actor(run):
    found = json.loads(run("trend", "CHL", "--format", "json").stdout)
    assert list(found["rows"][0]) == TREND
    assert found["answer"].startswith("Chile: agreement with each regional group")
    with pytest.raises(UnknownIdError, match="no actor CHX"):
        run("trend", "CHX")


def page(actor, network):
    """A page that holds nothing but this part."""
    from coalition.app.parts import session
    from coalition.app.parts.actor import show_trend

    session.result = lambda function, *arguments: function(network, *arguments)
    show_trend(network, actor)


@pytest.mark.parametrize(
    ("actor", "words"),
    [
        ("PLW", "Up to 2022, on 26 texts that came back, Palau may have moved"),
        ("CHL", "Up to 2022, on 27 texts that came back, Chile"),
        ("4c", "no trend can be shown"),
    ],
)
def test_the_part_of_the_actor_page_says_it_in_words(actor, words, seed_network, monkeypatch):
    from coalition.app.parts import session

    monkeypatch.setattr(session, "result", session.result)  # put back afterwards
    shown = AppTest.from_function(page, args=(actor, seed_network), default_timeout=60).run()
    assert not shown.exception
    assert any(words in element.proto.body for element in shown.get("html"))
