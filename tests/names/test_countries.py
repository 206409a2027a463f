"""Names of States: every State of the seeds has its UN-language names; no name is given to two of them."""

from __future__ import annotations

import doctest

from coalition.model.vocabulary import Tables
from coalition.names import countries
from coalition.names.countries import BESIDES, other_names


def test_every_state_has_other_names_and_nobody_else_has(seeds: Tables) -> None:
    actors = seeds.actors
    states = set(actors.loc[actors["kind"].isin(["state", "observer_state"]), "id"])
    assert set(other_names(actors["id"])) == states
    assert set(BESIDES) <= states


def test_no_name_means_two_states(seeds: Tables) -> None:
    owners: dict[str, set[str]] = {}
    for key, known in other_names(seeds.actors["id"]).items():
        for name in known:
            owners.setdefault(name.casefold(), set()).add(key)
    assert {name: keys for name, keys in owners.items() if len(keys) > 1} == {}


def test_the_examples_run() -> None:
    assert doctest.testmod(countries).failed == 0
