"""Other actors that might sign next: by co-signing, siblings and seats, with reasons in words and no likeness."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from conftest import make_tables
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from coalition.analysis.coverage import supports
from coalition.analysis.partners.cosigners import COLUMNS, WAYS, absent_kinds, adamic_adar, cosigners, hit_rates
from coalition.errors import UnknownIdError
from coalition.model.network import Network
from coalition.model.vocabulary import POSITION_CODES, STATES, Position, Tables, split


def made_up(countries: dict[str, str] | None = None, **supported: str) -> Network:
    """Actors (NGOs, but for names that begin with "state" or "firm") and the recommendations each supports.

    R1 and R2 are of one paragraph and are addressed to businesses and NGOs, R3 to R5 stand alone.
    """
    stances = {(actor, f"e{goal}"): "support" for actor, goals in supported.items() for goal in goals}
    kinds = {
        actor: "state" if actor.startswith("state") else "business" if actor.startswith("firm") else "ngo"
        for actor in supported
    }
    goals = {f"R{i}": {"paragraph": "p" if i < 3 else f"p{i}"} for i in range(1, 6)}
    for key in ("R1", "R2"):
        goals[key]["addressed_to"] = "business;ngo;state;media"
    tables = make_tables(
        stances,
        kinds=kinds,
        evidence={f"e{i}": {"kind": "statement"} for i in range(1, 6)},
        bears_on={f"e{i}": f"R{i}" for i in range(1, 6)},
        recommendations=goals,
    )
    country = [(countries or {}).get(actor, "") for actor in tables.actors["id"]]
    return Network.from_tables(Tables(**dict(tables) | {"actors": tables.actors.assign(country=country)}))


@given(arrays(bool, st.tuples(st.integers(1, 7), st.integers(1, 6))))
def test_the_measure_is_that_of_networkx_on_the_two_mode_graph(support: np.ndarray) -> None:
    goals = support.shape[1]
    G = nx.Graph()
    G.add_nodes_from([("goal", j) for j in range(goals)])
    G.add_edges_from((("actor", i), ("goal", j)) for i, j in zip(*np.nonzero(support), strict=True))
    W = adamic_adar(support)
    pairs = [(("goal", a), ("goal", b)) for a in range(goals) for b in range(a + 1, goals)]
    for (_, a), (_, b), expected in nx.adamic_adar_index(G, pairs):
        assert W[a, b] == pytest.approx(expected)
    assert (W == W.T).all()
    assert (np.diag(W) == 0).all()


def test_the_measure_of_nothing_is_nothing() -> None:
    assert adamic_adar(np.zeros((0, 3), bool)).tolist() == [[0.0] * 3] * 3
    assert adamic_adar(np.eye(3, dtype=bool)).sum() == 0


def test_who_signs_elsewhere_with_supporters_comes_first_and_names_them() -> None:
    network = made_up(anna="13", bert="34", carl="5")
    table = cosigners(network, "R1")
    assert list(table.columns) == COLUMNS
    (row,) = table.to_dict("records")
    assert (row["actor_id"], row["way"]) == ("bert", WAYS[0])
    assert row["why"] == "signs elsewhere with ANNA, who supports it: “e3” (2015)"
    assert row["texts"] == "e3"
    assert row["strength"] == pytest.approx(1 / np.log(2))


def test_strength_is_the_sum_over_what_it_supports() -> None:
    network = made_up(anna="134", bert="34", carl="13", dora="45")
    strength = cosigners(network, "R1").set_index("actor_id")["strength"]
    r3, r4 = 1 / np.log(3) + 1 / np.log(2), 1 / np.log(3)
    assert strength["bert"] == pytest.approx(r3 + r4)
    assert strength["dora"] == pytest.approx(r4)
    assert list(strength.index) == ["bert", "dora"]


def test_a_sibling_or_a_seat_is_a_reason_where_co_signing_is_none() -> None:
    network = made_up({"firm": "CHL", "anna": "CHL", "dirk": "PER"}, anna="1", carl="2", firm="3", dirk="4")
    table = cosigners(network, "R1").set_index("actor_id")
    assert list(table.index) == ["carl", "firm"]
    assert table.loc["carl", "why"] == "supports R2 of the same paragraph: “e2” (2015)"
    assert table.loc["firm", "why"] == "same seat as ANNA"
    assert table["strength"].isna().all()


def test_a_seat_counts_only_for_kinds_that_it_is_addressed_to() -> None:
    network = made_up({"firm": "CHL", "anna": "CHL"}, anna="3", firm="4")
    assert cosigners(network, "R3").empty  # addressed to States only


def test_supporters_states_and_those_without_any_support_are_left_out(seed_network: Network) -> None:
    support = supports(seed_network)
    for key in ("R18", "R13", "R24", "R12.1"):
        table = cosigners(seed_network, key)
        on = support[:, seed_network.recommendations.index.get_loc(key)]
        assert not set(table["actor_id"]) & set(seed_network.actors.index[on])
        assert not set(table["kind"]) & {kind.value for kind in STATES}
        assert support[seed_network.rows(table["actor_id"])].any(axis=1).all()
        assert not table["actor_id"].duplicated().any()
        assert (table["why"] != "").all()
        assert table["way"].isin(WAYS).all()
        assert table["strength"].dropna().is_monotonic_decreasing


def test_every_reason_rests_on_texts_that_both_signed_or_on_its_own(seed_network: Network) -> None:
    """The EU is no next signer of a treaty that its members voted against."""
    table = cosigners(seed_network, "R22.3")
    assert "eu-union" not in set(table["actor_id"])
    assert "eu-union" in set(cosigners(seed_network, "R20.2")["actor_id"])
    stances = seed_network.stances.toarray() == POSITION_CODES[Position.SUPPORT]
    mine = supports(seed_network)[:, seed_network.recommendations.index.get_loc("R22.3")] & ~seed_network.is_state
    for row in table.to_dict("records"):
        texts = split(row["texts"])
        assert bool(texts) == (row["way"] != "same seat"), row
        columns = seed_network.columns(texts)
        assert stances[seed_network.rows([row["actor_id"]])[0], columns].all(), row
        if row["way"] == "signs together with":
            shared = stances[np.ix_(mine, columns)].any(axis=0).all()
            assert shared == row["why"].startswith("signs elsewhere"), row
        dates = list(seed_network.evidence.loc[texts, "date_to"])
        assert dates == sorted(dates, reverse=True)


def test_who_supports_the_same_by_other_texts_signs_nothing_together() -> None:
    tables = make_tables(
        {("anna", "a"): "support", ("anna", "b"): "support", ("bert", "c"): "support", ("bert", "d"): "support"},
        kinds={"anna": "ngo", "bert": "ngo"},
        bears_on={"a": "R1", "b": "R2", "c": "R2", "d": "R3"},
    )
    (row,) = cosigners(Network.from_tables(tables), "R1").to_dict("records")
    assert row["why"] == "supports R2 and R3 by texts of its own, as does ANNA, who supports this"
    assert row["texts"] == "c; d"


def test_states_do_not_make_two_recommendations_alike() -> None:
    assert cosigners(made_up(state="13", bert="34"), "R1").empty


def test_the_order_of_rows_does_not_matter(seeds: Tables, seed_network: Network) -> None:
    rng = np.random.default_rng(4)
    mixed = Tables(**{name: f.iloc[rng.permutation(len(f))] if name == "actors" else f for name, f in seeds})
    columns = ["actor_id", "way", "strength"]
    one, other = (cosigners(network, "R18")[columns] for network in (seed_network, Network.from_tables(mixed)))
    pd.testing.assert_frame_equal(one, other)


def test_an_unknown_recommendation_is_named(seed_network: Network) -> None:
    with pytest.raises(UnknownIdError, match=r"no recommendation R18\.9"):
        cosigners(seed_network, "R18.9")


def test_kinds_addressed_without_a_supporter_are_told_in_words_and_states_are_not_among_them() -> None:
    assert absent_kinds(made_up(anna="1"), "R1") == ["business", "media"]
    assert absent_kinds(made_up(firm="1", anna="1"), "R1") == ["media"]
    assert absent_kinds(made_up(anna="3"), "R3") == []


def test_one_support_left_out_is_found_by_those_who_sign_the_same() -> None:
    """Two who sign the same three, one who signs 4 and 5 alone: six hits for the first two, none for the third."""
    found = hit_rates(made_up(anna="123", bert="123", firm="45")).set_index("kind")
    assert found.loc["ngo", "n"] == 6
    assert found.loc["ngo", "together"] == 1.0
    assert found.loc["business", "n"] == 2
    assert found.loc["business", "together"] == 0.0
    assert found.loc["business", "popularity"] == 0.0  # nobody else supports them


def test_actors_with_one_support_are_not_asked() -> None:
    assert hit_rates(made_up(anna="1", bert="2")).empty
