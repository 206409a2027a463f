"""Ties between actors of a kind: those that are validated, and examples where none is."""

from __future__ import annotations

import pytest

from coalition.analysis.actors.similar_actors import similar_actors
from coalition.analysis.bridges.backbone import backbone
from coalition.analysis.bridges.ties import most_alike, ties
from coalition.errors import CoalitionError
from coalition.model.network import Network

pytestmark = pytest.mark.slow


def test_states_have_their_positive_ties_and_no_other(seed_network: Network) -> None:
    found, whole = ties(seed_network), backbone(seed_network).table
    assert set(found["tie"]) == {"positive"}
    assert len(found) == (whole["tie"] == "positive").sum()
    assert found["p_value"].is_monotonic_increasing


def test_where_no_tie_is_validated_the_nearest_pairs_are_given_as_such(seed_network: Network) -> None:
    found = ties(seed_network, "nhri")
    assert backbone(seed_network, "nhri").table.empty
    assert 1 <= len(found) <= 10
    assert set(found["tie"]) == {""}
    assert (found["concordant"] > 0).all()


def test_a_kind_of_one_has_no_ties_and_an_unknown_kind_is_refused(seed_network: Network) -> None:
    assert ties(seed_network, "igo").empty
    with pytest.raises(CoalitionError, match="planet"):
        ties(seed_network, "planet")


def test_the_most_alike_are_those_whom_the_page_of_an_actor_names(seed_network: Network) -> None:
    found = most_alike(seed_network)
    for actor in ("GHA", "CHL", "NOR"):
        own = found[(found["actor_id"] == actor) | (found["other_id"] == actor)]
        others = own["other_id"].where(own["actor_id"] == actor, own["actor_id"])
        wanted = similar_actors(seed_network, actor)
        wanted = wanted[wanted["kappa"].notna()]
        assert list(others) == list(wanted["actor_id"])
        assert list(own["concordant"]) == list(wanted["same"])
        assert list(own["n"]) == list(wanted["n"])
