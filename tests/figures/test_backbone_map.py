"""The drawn backbone: readable, the same every time, and deaf to hostile text."""

import dataclasses
import json

import numpy as np
import pandas as pd
import pytest

from coalition.analysis.backbone_ties import backbone
from coalition.figures.backbone_map import ACTORS, HEIGHT, RADIUS, TIES, WIDTH, backbone_map, drawn
from coalition.network import Network


@pytest.fixture(scope="module")
def ties(seed_network):
    return backbone(seed_network).table


def test_drawn_are_positive_ties_between_two_groups_from_every_group(ties):
    shown = drawn(ties)
    assert set(shown["tie"]) == {"positive"}
    assert (shown["group"] != shown["other_group"]).all()
    assert {*shown["group"], *shown["other_group"]} == {"african", "asia-pacific", "eastern-european", "grulac", "weog"}
    ends = pd.concat([shown["actor_id"], shown["other_id"]])
    assert ends.nunique() <= ACTORS
    assert len(shown) <= ACTORS * TIES


def test_the_strongest_ties_of_an_actor_are_among_the_drawn(ties):
    shown = drawn(ties)
    actors = {*shown["actor_id"], *shown["other_id"]}
    among = ties[(ties["tie"] == "positive") & (ties["group"] != ties["other_group"])
                 & ties["actor_id"].isin(actors) & ties["other_id"].isin(actors)]  # fmt: skip
    there = set(zip(shown["actor_id"], shown["other_id"], strict=True))
    for actor in sorted(actors):
        first = among[(among["actor_id"] == actor) | (among["other_id"] == actor)].head(TIES)
        assert set(zip(first["actor_id"], first["other_id"], strict=True)) <= there


def test_marks_lie_on_the_picture_and_not_upon_each_other(seed_network, ties):
    figure = backbone_map(seed_network, ties)
    json.dumps(figure.option, allow_nan=False)
    places = np.array([mark["value"] for mark in figure.option["series"][0]["data"]])
    assert (places >= 0).all()
    assert (places <= [WIDTH, HEIGHT]).all()
    gap = np.hypot(*(places[:, None] - places[None]).T) + 1e6 * np.eye(len(places))
    assert gap.min() > 2 * RADIUS
    assert len(figure.option["series"][1]["data"]) >= 0.9 * len(places)


def test_lines_join_marks_and_every_picture_is_the_same(seed_network, ties):
    one, other = backbone_map(seed_network, ties), backbone_map(seed_network, ties)
    assert one.option == other.option
    ids = {mark["id"] for mark in one.option["series"][0]["data"]}
    assert all({line["source"], line["target"]} <= ids for line in one.option["series"][0]["links"])


def test_a_mark_says_its_community(seed_network, ties):
    actor = drawn(ties)["actor_id"].iloc[0]
    figure = backbone_map(seed_network, ties, pd.Series({actor: 7}))
    names = {mark["id"]: mark["name"] for mark in figure.option["series"][0]["data"]}
    assert names[actor].endswith("community 7)")
    assert not any("community" in name for key, name in names.items() if key != actor)


def test_without_ties_there_is_an_empty_picture(seed_network, ties):
    figure = backbone_map(seed_network, ties.head(0))
    assert figure.option["series"][0]["data"] == []


def test_a_hostile_name_stays_text(seeds, ties):
    actor = drawn(ties)["actor_id"].iloc[0]
    hostile = "<img src=x onerror=alert(1)>"
    actors = seeds.actors.assign(name=seeds.actors["name"].where(seeds.actors["id"] != actor, hostile))
    figure = backbone_map(Network.from_tables(dataclasses.replace(seeds, actors=actors)), ties)
    # A tooltip is filled through {b}, which ECharts escapes; no formatter holds data.
    assert figure.option["tooltip"]["formatter"] == "{b}"
    assert "<img" not in json.dumps({key: value for key, value in figure.option.items() if key != "series"})
    assert any(mark["name"].startswith(hostile) for mark in figure.option["series"][0]["data"])
