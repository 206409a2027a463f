"""The drawn backbone: readable, the same every time, and deaf to hostile text."""

import dataclasses
import json

import numpy as np
import pandas as pd
import pytest

from coalition.analysis.bridges.backbone import backbone
from coalition.app.map.backbone import ACTORS, HEIGHT, TIES, WIDTH, backbone_map, drawn
from coalition.app.map.layout import RADIUS
from coalition.model.network import Network


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
    found = backbone_map(seed_network, ties, None, "Ties")
    json.dumps(found.json(), allow_nan=False)
    places = np.array([[node.x, node.y] for node in found.nodes])
    assert (places >= 0).all()
    assert (places <= [WIDTH, HEIGHT]).all()
    gap = np.hypot(*(places[:, None] - places[None]).T) + 1e6 * np.eye(len(places))
    assert gap.min() > 2 * RADIUS
    assert sum(node.label != "" for node in found.nodes) >= 0.9 * len(places)


def test_lines_join_marks_and_every_picture_is_the_same(seed_network, ties):
    one, other = (backbone_map(seed_network, ties, None, "Ties") for _ in range(2))
    assert one == other
    ids = {node.id for node in one.nodes}
    assert len(one.edges) == len(drawn(ties))
    assert all({edge.source, edge.target} <= ids for edge in one.edges)
    assert "alike more than by chance" in [entry.words for entry in one.legend]


def test_a_mark_says_its_community(seed_network, ties):
    actor = drawn(ties)["actor_id"].iloc[0]
    names = {node.id: node.name for node in backbone_map(seed_network, ties, pd.Series({actor: 7}), "Ties").nodes}
    assert names[actor].endswith("community 7)")
    assert not any("community" in name for key, name in names.items() if key != actor)


def test_without_ties_there_is_an_empty_map(seed_network, ties):
    found = backbone_map(seed_network, ties.head(0), None, "Ties")
    assert (found.nodes, found.edges) == ((), ())


def test_a_hostile_name_is_only_ever_text_of_a_node(seeds, ties):
    actor = drawn(ties)["actor_id"].iloc[0]
    hostile = "<img src=x onerror=alert(1)>"
    actors = seeds.actors.assign(name=seeds.actors["name"].where(seeds.actors["id"] != actor, hostile))
    network = Network.from_tables(dataclasses.replace(seeds, actors=actors))
    found = backbone_map(network, ties, None, "Ties").json()
    assert any(node["name"].startswith(hostile) for node in found["nodes"])
    assert "<img" not in json.dumps(
        {key: value for key, value in found.items() if key not in ("nodes", "edges", "alt")}
    )
