"""What a ranking of bridges has in common with nearness to a middle."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from conftest import make_tables

from coalition.analysis.bridges.nearness import Nearness, nearness
from coalition.analysis.bridges.ranking import bridges
from coalition.analysis.bridges.wording import nearness_sentence
from coalition.measures.ideal_points import ideal_points
from coalition.model.network import Network


def test_on_the_seeds_both_correlations_are_those_of_ranks_by_hand(seed_network: Network) -> None:
    table = bridges(seed_network, replicates=0)
    found = nearness(seed_network, table)
    states = seed_network.actors.iloc[seed_network.states]
    values = pd.DataFrame(seed_network.values(seed_network.states), index=states.index)
    divided = values.loc[:, values.nunique() > 1]
    place = pd.Series(ideal_points(divided.to_numpy()).points[:, 0], index=states.index)
    medians = place.groupby(states["regional_group"].replace("", None)).median()
    ranked = table[table["rank"].notna()].set_index("actor_id")
    for middle, told in (
        (place.median(), found.to_median),
        ((medians.min() + medians.max()) / 2, found.between),
    ):
        near = (-(place[ranked.index] - middle).abs()).rank()
        agreed = ranked["weakest_group_congruence"].astype(float).rank()
        assert math.isclose(np.corrcoef(near, agreed)[0, 1], told, abs_tol=1e-6)
    assert found.states == len(ranked)
    assert found.between > found.to_median > 0


def test_with_too_few_states_nothing_is_said() -> None:
    tables = make_tables({("a", "x"): "support", ("b", "x"): "oppose"}, groups={"a": "g", "b": "h"})
    network = Network.from_tables(tables)
    found = nearness(network, bridges(network, replicates=0))
    assert math.isnan(found.to_median)
    assert math.isnan(found.between)
    assert nearness_sentence(found) == ""


def test_the_sentence_gives_both_numbers() -> None:
    said = nearness_sentence(Nearness(0.44, 0.76, 193))
    assert "0.76 with nearness to the point halfway" in said
    assert "0.44 with nearness to the median State" in said
